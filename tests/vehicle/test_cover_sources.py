"""Papers say of which parts the terms rest on a source that is still to be verified."""

from dataclasses import replace
from datetime import date

from cover_cars import NAMED, car

from lifecycle_desk.cover.papers.sources import unconfirmed
from lifecycle_desk.cover.papers.table import _row
from lifecycle_desk.cover.rules import Answer, PartGroup, covers_of
from lifecycle_desk.cover.rules.guarantees import OwnGuarantee, own_guarantees
from lifecycle_desk.language import Language
from lifecycle_desk.market.citing import Doubt
from lifecycle_desk.vehicle.rules.models import Energy

WEAK = NAMED["byd-europe-battery-2023"]
DAY = date(2026, 6, 1)


def test_an_answer_by_a_weak_source_is_named_below_and_one_by_a_sure_source_is_not():
    facts = car("BYD", "ES", "2024-03-15", "Seal", Energy.BEV)
    (battery,) = covers_of(facts, DAY, 40_000, [replace(WEAK, verify=True, note="Told by one page")])
    assert (battery.part, battery.answer, battery.is_weak) == (PartGroup.BATTERY, Answer.COVERED, True)
    (sure,) = covers_of(facts, DAY, 40_000, [replace(WEAK, verify=False)])
    assert not sure.is_weak
    (note,) = unconfirmed([battery.part], Language("en"))
    assert "still to be verified: High-voltage battery" in str(note)
    assert not [*unconfirmed([], Language("en"))]


def test_a_guarantee_that_a_dealer_entered_without_a_reason_is_weak_until_he_gives_one():
    begun = OwnGuarantee("new", date(2020, 1, 1), 24)
    said = OwnGuarantee("new", date(2026, 1, 1), 36, "The law gazette")
    first, then = own_guarantees([begun, said], "ZZ")
    assert (first.verify, then.verify) == (True, False)
    assert (first.valid_until, then.valid_until) == (date(2025, 12, 31), None)


def test_what_is_doubtful_of_published_terms_is_told_by_words_and_that_of_a_dealers_own_rule_as_he_wrote_it():
    said = {
        note: str(_row(rule, Language("en")))
        for note, rule in {
            "published": replace(WEAK, verify=True, doubts=(Doubt.FIRST_DAY, Doubt.DISTANCE), note="Read at a forum"),
            "own": replace(WEAK, verify=True, doubts=(), note="Ask the importer"),
        }.items()
    }
    assert "To be verified: start date and distance limit" in said["published"]
    assert "forum" not in said["published"]
    assert "To be verified: Ask the importer" in said["own"]
