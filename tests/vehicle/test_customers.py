"""A customer in a request: by number, or somebody new who comes into the books in the same transaction."""

from datetime import date

import msgspec
import pytest

from lifecycle_desk.commands.kinds import TextTooLong
from lifecycle_desk.commands.request import read_request
from lifecycle_desk.rooms import offered
from lifecycle_desk.vehicle.rules.life import UnknownVehicle
from lifecycle_desk.vehicle.rules.people import Person, PersonNameMissing
from lifecycle_desk.vehicle.usecases.life import AddVehicle, RecordOwner, add_vehicle, record_owner, take_back
from lifecycle_desk.vehicle.usecases.listing import people_like
from lifecycle_desk.vehicle.usecases.showing import page

VIN = "LSJWH4095PN000001"
ON = date(2026, 2, 1)
OLDER = {  # names of before, with the field of the command that does it now
    "add_vehicle_with_owner": ("add_vehicle", "owner"),
    "record_new_owner": ("record_owner", "person"),
    "sell_to_new_buyer": ("sell_vehicle", "buyer"),
    "take_in_from_new_owner": ("take_in_trade", "owner"),
    "change_to_new_owner": ("change_owner", "to"),
    "take_over_from_new": ("take_over_vehicle", "holder"),
}


@pytest.fixture
def car(user):
    add_vehicle(user, AddVehicle(VIN, date(2026, 1, 2)))
    return user


def test_a_customer_is_asked_for_by_number_or_as_somebody_new(car):
    for asked in (b'{"name": "Siriporn", "phone": "081 555 0142"}', b"1"):
        text = b'{"vin": "%s", "person": %s, "since": "2026-02-01"}' % (VIN.encode(), asked)
        record_owner(car, read_request(text, record_owner.takes))
        assert page(car, VIN).owner == Person("Siriporn", phone="081 555 0142")
    assert [number for number, _ in people_like(car, "Siriporn")] == [1]


def test_who_is_new_owns_a_car_from_its_first_entry(user):
    add_vehicle(user, AddVehicle(VIN, ON, owner=Person("Siriporn")))
    assert (page(user, VIN).figures.owner, page(user, VIN).figures.owner_since) == (1, ON)


@pytest.mark.parametrize(
    ("new", "refused", "at"),
    [
        (Person(" "), PersonNameMissing, "person.name"),
        (Person("Siriporn", phone="0" * 300), TextTooLong, "person.phone"),
    ],
)
def test_what_is_wrong_with_somebody_new_stands_at_the_field_that_names_them(car, new, refused, at):
    with pytest.raises(refused) as found:
        record_owner(car, RecordOwner(VIN, new, ON))
    assert found.value.at == at
    assert not people_like(car, "Siriporn")


def test_nobody_is_taken_in_where_the_rest_is_refused(car):
    with pytest.raises(UnknownVehicle):
        record_owner(car, RecordOwner("LSJWH4098PN000008", Person("Siriporn"), ON))
    assert not people_like(car, "Siriporn")


@pytest.mark.parametrize(("name", "now", "field"), [(name, *now) for name, now in OLDER.items()])
def test_the_names_of_before_do_what_the_commands_of_now_do(name, now, field):
    known = {each.name: each for each in offered("commands")}
    older, command = known[name], known[now]
    assert (older.right, older.undo) == (command.right, command.undo)
    assert older.summary
    asks = msgspec.json.schema(command.takes)["$defs"][command.takes.__name__]["properties"][field]
    assert [{"type": "integer"}, {"$ref": "#/$defs/Person"}] in (asks["anyOf"], asks["anyOf"][0].get("anyOf"))


def test_what_somebody_new_owns_is_taken_back_as_ever(car):
    made = record_owner(car, RecordOwner(VIN, Person("Siriporn"), ON)).value
    undo, asked = record_owner.undo(made)
    assert undo is take_back
    undo(car, asked)
    assert page(car, VIN).owner is None
