"""A twelfth language costs what CONTRIBUTING.md says: a made-up one, by rule from English, is offered, spoken, printed.

It is written as Polish is: three forms of the plural, which none of ours has so, and formats that CLDR knows.
"""

import re
import shutil
from datetime import date
from decimal import Decimal

import catalogs
import pytest
from hands import let_go
from house import HOUSE
from overview_window import overview
from test_cover_table import text_of

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.cover.papers.table import OfBrand
from lifecycle_desk.cover.reports import COVER_TABLE
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES, Language, language
from lifecycle_desk.overview.rules.help_pages import help_page

CODE, NAME = "pl", "Polski (na niby)"
PLURAL = "nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;"
PARTS = re.compile(r"(%\([a-z_0-9]+\)s|%%)")
LETTERS = str.maketrans("aeloszAELOSZ", "ąęłóśżĄĘŁÓŚŻ")


def made_up(text: str) -> str:
    """English in Polish letters; what is put in stays as it is."""
    return "".join(each if PARTS.fullmatch(each) else each.translate(LETTERS) for each in PARTS.split(text))


def few_of(template):
    """The messages that are looked at: gathering and writing all of them costs fifteen seconds."""
    for each in [*template]:
        if each.id and not any("/cover/" in file or "/desktop/" in file for file, _ in each.locations):
            template.delete(each.id, each.context)
    return template


@pytest.fixture
def _polish(tmp_path, monkeypatch):
    """The steps: plural rule, name, update, translate; in a folder of its own."""
    template = HOUSE / "translations/lifecycle_desk.pot"
    (tmp_path / "translations").mkdir()
    shutil.copyfile(template, tmp_path / "translations" / template.name)
    monkeypatch.setattr(catalogs, "PLURALS", {CODE: PLURAL})
    monkeypatch.setattr(catalogs, "OVERLAYS", {})
    monkeypatch.setitem(LANGUAGES, CODE, NAME)
    monkeypatch.setattr(language, "translations", lambda: tmp_path / "translations")
    gathered = few_of(catalogs.read_po(template.open("rb")))
    monkeypatch.setattr(catalogs.Catalogs, "gathered", lambda _self: gathered)
    made = catalogs.Catalogs(tmp_path)
    made.update(prune=True)
    catalog = made.read(CODE)
    for message in catalog:
        if message.id:
            one, *many = message.id if isinstance(message.id, tuple) else (message.id,)
            forms = (made_up(one), *(made_up(many[0]) + mark for mark in ("", "\N{PRIME}"))) if many else made_up(one)
            message.string = forms
    made.path(CODE).write_bytes(catalogs._written(catalog, CODE))
    made.compile()


@pytest.mark.usefixtures("_polish")
def test_a_made_up_language_is_offered_spoken_with_its_plurals_and_formats_and_printed(own_user, qapp):
    polish = spoken(own_user, CODE)
    assert polish(N_("Warranty terms")) == made_up("Warranty terms") != "Warranty terms"
    forms = {n: polish(NN_("%(n)s month", "%(n)s months"), n=n).split()[-1] for n in (1, 2, 5, 12, 22)}
    assert forms == {1: "mónth", 2: "mónthś", 5: "mónthś\N{PRIME}", 12: "mónthś\N{PRIME}", 22: "mónthś"}
    assert polish(N_("Words that no catalog has")) == "Words that no catalog has"

    assert "marca" in polish.formats.day(date(2027, 3, 1), "long"), "dates are the language's"
    assert polish.formats.number(Decimal("1234.5")) == spoken(own_user, "en").formats.number(Decimal("1234.5"))
    assert Language(CODE).formats.number(Decimal("1234.5")), "and where no market is told, somebody's"
    assert help_page((CODE,), "today") == help_page(("en",), "today") != (), "help that is not there yet is English"

    paper = text_of(COVER_TABLE.draw(own_user, OfBrand("MG", "PL", date(2027, 3, 1)), polish).pdf())
    assert made_up("Warranty terms") in paper

    window = overview(own_user)
    assert NAME in {each.words for each in window.bar.commands()}
    window.speak(CODE)
    assert window.bar.language.text() == NAME
    assert window.bar.language.accessibleName() == made_up("Language")
    let_go(window)
    translator().set_language(Language("en"))
