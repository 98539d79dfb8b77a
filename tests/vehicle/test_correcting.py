"""Correcting: an entry is told again as it was meant, by its own form and its own command, in one transaction."""

from datetime import date
from typing import Any

import pytest

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.batteries.usecases.replacing import ReplaceBattery, replace_battery
from lifecycle_desk.campaigns.usecases.standing import RecordBuildDay, record_build_day
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.request import RequestNotUnderstood
from lifecycle_desk.schedules.usecases.schedules import RecordService, record_service
from lifecycle_desk.vehicle.rules.life import CorrectedWhereItWasMade, EventCorrected, ReasonMissing, UnknownEvent
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.rules.rights import EVENT_CORRECT
from lifecycle_desk.vehicle.usecases import correcting
from lifecycle_desk.vehicle.usecases.correcting import CorrectEntry, as_meant, correct_entry, entry_as_told
from lifecycle_desk.vehicle.usecases.first_sale import RecordFirstSale, record_first_sale
from lifecycle_desk.vehicle.usecases.life import (
    AddVehicle,
    Note,
    ReadOdometer,
    RecordPlate,
    add_vehicle,
    note_event,
    read_odometer,
    record_plate,
    take_back,
)
from lifecycle_desk.vehicle.usecases.showing import TimelineEntry, page
from lifecycle_desk.vehicle_file.screens.vehicle import CORRECTED

VIN, ON = "LSVAM4187C2184847", date(2026, 3, 2)
TOLD: list[tuple[Any, Any, dict[str, Any]]] = [
    (read_odometer, ReadOdometer(VIN, ON, Distance(9_000), note="by phone"), {"note": "by letter"}),
    (note_event, Note(VIN, ON, "a scratch"), {"text": "a scratch on the door"}),
    (record_plate, RecordPlate(VIN, "5ขข 55", ON), {"plate": "5ขข 56"}),
    (record_first_sale, RecordFirstSale(VIN, ON, ON), {"handed_over_on": "2025-11-03"}),
    (replace_battery, ReplaceBattery(VIN, "PACK1", ON, "swollen"), {"code": "PACK2"}),
    (record_service, RecordService(VIN, ON, items=("brake_fluid",), workshop="Somchai"), {"workshop": "Anan"}),
    (record_build_day, RecordBuildDay(VIN, ON), {"built_on": "2025-11-03"}),
]


@pytest.fixture(params=["of nobody", "of an owner"])
def books(own_user: UserSession, request: pytest.FixtureRequest) -> UserSession:
    """A car; where it has an owner, free words are sealed with them."""
    owner = Person("Siriporn") if request.param == "of an owner" else None
    add_vehicle(own_user, AddVehicle(VIN, date(2025, 1, 2), owner=owner))
    return own_user


def line(user: UserSession, seq: int) -> TimelineEntry:
    return next(each for each in page(user, VIN).lines if each.told.seq == seq)


def test_each_kind_that_can_be_corrected_has_its_form_on_the_vehicle_page():
    assert {*correcting._RECORDED} == {*CORRECTED}
    assert len(TOLD) == len(CORRECTED)


def test_whoever_may_correct_may_also_tell_what_is_told_again():
    assert all(EVENT_CORRECT.roles <= each.right.roles for each in correcting._RECORDED.values())


@pytest.mark.parametrize(("command", "asked", "meant"), TOLD, ids=lambda each: getattr(each, "name", ""))
def test_what_is_corrected_is_told_again_with_all_that_was_not_named(books, command, asked, meant):
    seq = command(books, asked).value.event
    before = line(books, seq).told
    made = correct_entry(books, CorrectEntry(seq, meant, "mistyped")).value
    was, now = line(books, seq), line(books, made.event)
    assert (was.stands, now.stands) == (False, True)
    assert (now.told.kind, now.told.on, now.told.odometer) == (before.kind, before.on, before.odometer)
    assert now.told.facts == {**before.facts, **meant}
    assert entry_as_told(VIN, before) == asked


def test_a_request_as_the_form_gives_it_is_what_is_told(books):
    seq = note_event(books, Note(VIN, ON, "a scratch")).value.event
    meant = as_meant(CorrectEntry(seq, {}, "of another day"), Note(VIN, date(2026, 3, 1), "a dent"))
    told = line(books, correct_entry(books, meant).value.event).told
    assert (told.on, told.facts) == (date(2026, 3, 1), {"text": "a dent"})


def test_an_entry_stays_the_entry_of_its_car(books):
    add_vehicle(books, AddVehicle("LC0CE4CB7P0000001", ON))
    seq = note_event(books, Note(VIN, ON, "a scratch")).value.event
    made = correct_entry(books, CorrectEntry(seq, {"vin": "LC0CE4CB7P0000001", "text": "a dent"}, "mistyped")).value
    assert made.vin == VIN


@pytest.mark.parametrize(
    ("meant", "why", "refused"),
    [
        ({"text": "a dent"}, " ", ReasonMissing),
        ({"colour": "red"}, "mistyped", RequestNotUnderstood),
        ({"text": 7}, "mistyped", RequestNotUnderstood),
        ({"on": "yesterday"}, "mistyped", RequestNotUnderstood),
        ({"text": "x" * 2_001}, "mistyped", Objection),
    ],
)
def test_what_cannot_be_told_leaves_the_entry_as_it_is(books, meant, why, refused):
    seq = note_event(books, Note(VIN, ON, "a scratch")).value.event
    count = len(page(books, VIN).lines)
    with pytest.raises(refused):
        correct_entry(books, CorrectEntry(seq, meant, why))
    assert line(books, seq).stands
    assert len(page(books, VIN).lines) == count


def test_what_is_not_there_or_has_no_form_of_its_own_is_not_corrected(books):
    added = page(books, VIN).lines[0].told.seq
    with pytest.raises(CorrectedWhereItWasMade):
        correct_entry(books, CorrectEntry(added, {}, "mistyped"))
    assert entry_as_told(VIN, page(books, VIN).lines[0].told) is None
    with pytest.raises(UnknownEvent):
        correct_entry(books, CorrectEntry(9_999, {}, "mistyped"))


def test_what_was_corrected_is_not_corrected_again(books):
    seq = note_event(books, Note(VIN, ON, "a scratch")).value.event
    made = correct_entry(books, CorrectEntry(seq, {"text": "a dent"}, "mistyped")).value
    with pytest.raises(EventCorrected):
        correct_entry(books, CorrectEntry(seq, {"text": "a hole"}, "mistyped"))
    again = correct_entry(books, CorrectEntry(made.event, {"text": "a hole"}, "mistyped")).value
    assert [
        each.told.facts["text"] for each in page(books, VIN).lines if each.stands and "text" in each.told.facts
    ] == ["a hole"]
    take_back(books, take_back.takes(again.event, "no hole at all"))
    assert not line(books, again.event).stands
