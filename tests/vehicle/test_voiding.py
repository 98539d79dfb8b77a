"""Voiding: every command that takes entries back refuses what it is not there for, and tells nothing then."""

from datetime import date

import pytest

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.rooms import offered
from lifecycle_desk.vehicle.rules.life import VehicleEvent
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Note, add_vehicle, note_event, take_back
from lifecycle_desk.vehicle.usecases.voiding import UNDONE, VoidCommand

COMMANDS = [each for each in offered("commands") if isinstance(each, VoidCommand)]
VIN, ON = "LSVAM4187C2184847", date(2026, 3, 2)


@pytest.fixture
def noted(own_user: UserSession) -> int:
    add_vehicle(own_user, AddVehicle(VIN, ON))
    return note_event(own_user, Note(VIN, ON, "a scratch")).value.event


def lasts(user: UserSession) -> list[int]:
    with user.store.reading() as tx:
        return [each.seq for each in life_rows.told(tx, VIN)]


def test_commands_of_all_rooms_take_entries_back_by_the_one_mechanism():
    assert {each.name for each in COMMANDS} == {
        "take_back",
        "take_back_sale_event",
        "take_health_back",
        "take_back_inspection",
        "take_back_diagnosis",
        "take_back_trade_event",
        "take_change_of_owner_back",
        "take_back_end_of_life",
        "withdraw_certificate",
        "void_payment",
    }
    assert all(each.takes is each.step.asks and each.summary for each in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.name)
def test_what_is_not_there_or_is_of_another_room_is_not_taken_back(command, own_user, noted):
    before = lasts(own_user)
    for seq in (noted + 999, 0, -1, 2**80, *([] if command is take_back else [noted])):
        with pytest.raises(Objection):
            command(own_user, command.takes(seq, "told by mistake"))
    assert lasts(own_user) == before


def test_what_is_undone_names_the_entry_and_needs_no_reason_of_a_person(own_user, noted):
    found = note_event.undo(note_event(own_user, Note(VIN, ON, "another")).value)
    assert found is not None
    command, asked = found
    assert (command, asked.why) == (take_back, UNDONE)
    assert asked.seq > noted
    gone = command(own_user, asked).value
    with own_user.store.reading() as tx:
        told = life_rows.told(tx, VIN)[-1]
    assert (told.seq, told.kind, told.corrects) == (gone.event, VehicleEvent.TAKEN_BACK, asked.seq)
    assert (told.facts["kind"], told.facts["why"]) == (VehicleEvent.NOTED, UNDONE)
