"""Schedules and trouble codes name a part in the words that the catalogue has for their reader."""

from dataclasses import replace

import pytest
from maintained import OURS
from read_out import GATEWAY, at, isolation, over, read_out, visit
from test_diagnosis import SEAL

from lifecycle_desk.base.steps import drained
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language
from lifecycle_desk.schedules.rules import ItemPart
from lifecycle_desk.schedules.screens.listing import lines_of
from lifecycle_desk.schedules.usecases.listing import Schedules
from lifecycle_desk.schedules.usecases.schedules import KeepSchedule, keep_schedule
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry
from lifecycle_desk.stages.service.catalogue.usecases.changing import SaveCatalogue, save_catalogue
from lifecycle_desk.stages.service.diagnosis.rules.trouble_codes import read_code
from lifecycle_desk.stages.service.diagnosis.screens.who_had import cells
from lifecycle_desk.stages.service.diagnosis.usecases.who_had import CodeHistory, code_card
from lifecycle_desk.stages.service.orders.rules.orders import LineKind

P0AA6 = read_code("P0AA6")
THAI, ENGLISH_NAME = "ซีลขั้วต่อไฟแรงสูง", "HV connector seal"


@pytest.fixture
def catalogued(shop, qapp):
    """A workshop whose catalogue has a part in Thai and in English."""
    texts = {"th": THAI, "en": ENGLISH_NAME}
    save_catalogue(shop, SaveCatalogue((CatalogueEntry(kind=LineKind.PART, code=SEAL.code, text=THAI, texts=texts),)))
    yield shop
    translator().set_language(Language("en"))


def schedule_in(user, language: str) -> str:
    translator().set_language(Language(language))
    listing = Schedules(user)
    found = [each for each in listing.rows(listing.keys()).values() if each.schedule.id == OURS.id]
    return "\n".join(lines_of(found[0]))


def with_parts(user, *parts: ItemPart) -> None:
    items = (replace(OURS.items[0], parts=parts), *OURS.items[1:])
    drained(keep_schedule.steps(user, KeepSchedule(replace(OURS, items=items))))


def test_a_schedule_names_a_part_in_the_words_of_its_reader(catalogued):
    with_parts(catalogued, ItemPart(number=SEAL.code, text=THAI))
    assert f"{SEAL.code} {ENGLISH_NAME}" in schedule_in(catalogued, "en")
    assert f"{SEAL.code} {THAI}" in schedule_in(catalogued, "th")
    assert "catalogue_entry" in Schedules(catalogued).tables


def test_a_schedule_keeps_what_somebody_wrote_of_a_part_himself(catalogued):
    with_parts(catalogued, ItemPart(number=SEAL.code, text="ซีลของเรา"), ItemPart(number="X-1", text="Grease"))
    said = schedule_in(catalogued, "en")
    assert f"{SEAL.code} ซีลของเรา" in said
    assert "X-1 Grease" in said


@pytest.mark.parametrize(("language", "name"), [("en", ENGLISH_NAME), ("th", THAI), ("de", THAI)])
def test_a_trouble_code_names_the_part_that_cured_it_in_the_words_of_its_reader(catalogued, language, name):
    number = visit(catalogued, 10, jobs=(isolation(replace(SEAL, text=THAI)),))
    read_out(catalogued, number, started=at(10))
    over(catalogued, number, 12)
    read_out(catalogued, visit(catalogued, 20), GATEWAY, started=at(20))
    translator().set_language(Language(language))

    (case,) = CodeHistory(catalogued, P0AA6).rows(CodeHistory(catalogued, P0AA6).keys()).values()
    assert cells(case)[-1] == f"{SEAL.code} {name}"
    (part,) = code_card(catalogued, P0AA6).parts
    assert (part.part, part.text, part.text_in(language)) == (SEAL.code, THAI, name)
