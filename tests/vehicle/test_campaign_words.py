"""The texts of a campaign in the languages of its readers: by files and by hand, and what is held back without them."""

from datetime import date
from io import BytesIO

import pytest
from campaign_books import LISTED, NOW, RANGED, SEAL, take_in, written
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.campaigns.papers.letters import NoOpenVehicle, OfCampaign
from lifecycle_desk.campaigns.reports import LETTERS
from lifecycle_desk.campaigns.rules.words import CampaignWords, SaidOf, language_of, texts_of
from lifecycle_desk.campaigns.usecases.letters import letters_of
from lifecycle_desk.campaigns.usecases.words import (
    CampaignTextsAsked,
    WordCampaign,
    campaign_texts,
    texts_shown,
    word_campaign,
)
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.vehicle.room import ROOM as OF_VEHICLE
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

CHECKS = tuple(OF_VEHICLE.offered("checks"))

NUMBER = "BYD-26-01"
STOP = {"campaign_no": NUMBER, "type": "safety_recall", "do_not_drive": "yes", "defect": "A weld may crack."}
ARABIC = {"campaign_no": NUMBER, "language": "ar", "defect": "قد يتشقق لحام."}


@pytest.fixture
def user(own_user, stopped_clock):
    stopped_clock(NOW)
    for vin, language in ((LISTED, "ar"), (RANGED, "en")):
        person = Person(f"Owner of {vin}", address="1 Road", language=language)
        owner = add_person(own_user, person).value.number
        add_vehicle(own_user, AddVehicle(vin, date(2025, 3, 1), SEAL, owner=owner))
    return own_user


@pytest.fixture
def bring(user, tmp_path):
    return lambda *rows, **choices: take_in(user, written(tmp_path / "c.csv", *rows), **choices)


def test_a_letter_whose_language_has_no_text_is_held_back_with_what_is_missing(user, bring):
    bring(*(STOP | {"vin": vin} for vin in (LISTED, RANGED)))
    found = letters_of(user, NUMBER, LANGUAGES)

    assert [each.language for each in found.letters] == ["en"]
    assert [each.language for each in found.held_back] == ["ar"]
    assert [(each.language, each.lacks, each.letters) for each in found.unworded] == [("ar", ("defect",), 1)]
    paper = LETTERS.draw(user, OfCampaign(NUMBER), spoken(user, "en"))
    assert len(paper.followed) == 1


def test_no_letter_prints_the_danger_in_another_language_than_its_readers(user, bring):
    """The reader of Arabic would learn in English, and nowhere else in the letter, why the car must not be driven."""
    bring(*(STOP | {"vin": vin} for vin in (LISTED, RANGED)))
    paper = LETTERS.draw(user, OfCampaign(NUMBER), spoken(user, "en"))

    pages = [page.extract_text() for page in PdfReader(BytesIO(paper.pdf())).pages]
    letters = [page for page in pages if STOP["defect"] in page]
    assert ["Do not drive" in page for page in letters] == [True]


def test_the_command_line_tells_texts_and_what_is_missing(user, bring):
    bring(STOP | {"vin": LISTED})
    told = campaign_texts(user, CampaignTextsAsked(NUMBER.lower())).value

    assert told.texts == {"en": {"defect": "A weld may crack."}}
    assert [(each.language, each.lacks) for each in told.missing] == [("ar", ("defect",))]


def test_a_text_is_added_by_hand_and_the_letter_goes_out(user, bring):
    bring(STOP | {"vin": LISTED})
    word_campaign(user, WordCampaign(NUMBER, "AR", defect="قد يتشقق لحام."))
    found = letters_of(user, NUMBER, LANGUAGES)

    assert (len(found.letters), found.held_back) == (1, ())
    assert found.texts.words["ar"] == CampaignWords(defect="قد يتشقق لحام.")
    assert check(user, CHECKS).sound


def test_a_file_tells_texts_in_rows_with_a_language_that_name_no_car(user, bring):
    taken = bring(STOP | {"vin": LISTED}, ARABIC, STOP | ARABIC | {"vin": LISTED})

    assert (taken.rows, taken.new, taken.known, taken.refused) == (3, 2, 1, [])
    assert texts_shown(user, NUMBER, LANGUAGES)[0].words["ar"].defect == ARABIC["defect"]
    assert texts_shown(user, NUMBER, LANGUAGES)[0].own.defect == STOP["defect"]
    again = bring(STOP | {"vin": LISTED}, ARABIC)
    assert (again.new, again.known, again.changed) == (0, 2, 0)
    other = bring(ARABIC | {"defect": "نص آخر"})
    assert (other.new, other.changed) == (0, 1)
    assert check(user, CHECKS).sound


def test_a_campaign_that_comes_in_a_language_alone_has_it_as_its_own(user, bring):
    bring(STOP | ARABIC | {"vin": LISTED})
    texts, missing = texts_shown(user, NUMBER, LANGUAGES)

    assert (texts.own_language, texts.own.defect, missing) == ("ar", ARABIC["defect"], ())


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([ARABIC | {"language": "klingon", "vin": LISTED}], "language"),
        ([STOP | {"vin": LISTED}, ARABIC, ARABIC | {"defect": "نص آخر"}], "defect"),
        ([STOP], "vin"),
    ],
)
def test_a_row_in_an_unknown_language_or_that_says_otherwise_is_refused(bring, rows, field):
    assert [each.field for each in bring(*rows).refused] == [field]


def test_a_translation_counts_no_more_once_its_text_came_anew(user, bring):
    bring(STOP | {"vin": LISTED}, ARABIC)
    bring(STOP | {"vin": LISTED, "defect": "A weld may crack and the pack may burn."})
    texts, missing = texts_shown(user, NUMBER, LANGUAGES)

    assert texts.own.defect.endswith("burn.")
    assert [each.lacks for each in missing] == [("defect",)]


@pytest.mark.parametrize("words", [{}, {"defect": "  "}])
def test_a_text_that_says_nothing_is_refused(user, bring, words):
    bring(STOP | {"vin": LISTED})
    with pytest.raises(Objection, match="words_missing"):
        word_campaign(user, WordCampaign(NUMBER, "ar", **words))
    with pytest.raises(Objection, match="no_language_code"):
        word_campaign(user, WordCampaign(NUMBER, "Arabic!", defect="x"))


def test_letters_of_a_campaign_that_is_open_on_no_vehicle_are_refused(user, bring):
    bring(STOP | {"vin": "LGXCE4CC6S0019999"})
    with pytest.raises(NoOpenVehicle):
        LETTERS.draw(user, OfCampaign(NUMBER), spoken(user, "en"))


def test_the_language_of_a_text_is_told_by_its_script_and_its_small_words():
    said = {"en": "A weld of the pack may crack.", "es": "Una soldadura de la batería puede agrietarse.",
            "ar": "قد يتشقق لحام", "th": "รอยเชื่อมอาจแตก", "zh_CN": "焊缝可能开裂"}  # fmt: skip

    assert {code: language_of(text) for code, text in said.items()} == {code: code for code in said}
    assert language_of("") == language_of("Battery pack") == "en"


TOLD = st.tuples(st.sampled_from(["a", "b", None]), st.sampled_from(["ar", "th"]), st.sampled_from(["x", ""]))


@settings(max_examples=60)
@given(st.lists(TOLD))
def test_no_language_is_said_to_have_a_text_that_is_older_than_what_it_translates(told):
    said = [
        SaidOf(at, {"defect": own}, {code: CampaignWords(defect=text)}) for at, (own, code, text) in enumerate(told)
    ]
    owns = [(at, each.own["defect"]) for at, each in enumerate(said) if each.own["defect"]]
    changed = max((at for place, (at, text) in enumerate(owns) if not place or owns[place - 1][1] != text), default=-1)
    texts = texts_of(CampaignWords(defect=owns[-1][1] if owns else ""), said)

    for code in ("ar", "th"):
        later = [at for at, each in enumerate(said) if at >= changed and each.words.get(code, CampaignWords()).defect]
        assert bool(texts.words.get(code, CampaignWords()).defect) == bool(later)
