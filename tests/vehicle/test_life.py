from dataclasses import replace
from datetime import date

import pytest

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.books.usecases import books
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.people import Person, PersonErased
from lifecycle_desk.vehicle.usecases.clusters import ReplaceCluster, replace_cluster
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.life import (
    AddVehicle,
    Description,
    ReadOdometer,
    RecordOwner,
    TakeBack,
    add_vehicle,
    read_odometer,
    record_owner,
    take_back,
)
from lifecycle_desk.vehicle.usecases.people import Customer, add_person, change_person
from lifecycle_desk.vehicle.usecases.showing import look_for, page, personal_part
from lifecycle_desk.vehicle_file.usecases import shown

VIN = "LSJWH4095PN000001"
CAR = AddVehicle(VIN, date(2026, 1, 2), Description("MG", "MG4", "64 kWh"), plate="3กข 4821", odometer=Distance(1_000))


@pytest.fixture
def car(user):
    owner = add_person(user, Person("สมชาย ใจดี", phone="089 555 0177")).value.number
    add_vehicle(user, replace(CAR, owner=owner))
    return user


def reading(km: int, on: date) -> ReadOdometer:
    return ReadOdometer(VIN, on, Distance(km))


def test_a_vehicle_that_is_added_shows_what_was_told(car):
    told = shown(car, VIN.lower())

    assert (told["plate"], told["stage"], told["odometer_km"]) == ("3กข 4821", Stage.IN_USE, 1_000)
    assert told["owner"] == {"name": "สมชาย ใจดี", "since": date(2026, 1, 2)}
    assert [each["kind"] for each in told["events"]] == ["vehicle.added"]
    assert told["warranty_started_on"] is None


def test_a_vehicle_is_added_once(car):
    with pytest.raises(life.VehicleKnown):
        add_vehicle(car, CAR)


def test_a_reading_below_the_last_is_done_and_warned_of_and_does_not_become_the_figure(car):
    read_odometer(car, reading(9_000, date(2026, 3, 1)))
    read_odometer(car, reading(10_000, date(2026, 5, 1)))
    done = read_odometer(car, reading(8_100, date(2026, 4, 1)))

    assert [each.rule for each in done.warnings] == ["inconsistent_reading"]
    assert done.warnings[0].facts["neighbour_km"] == 9_000
    assert page(car, VIN).figures.odometer_km == 10_000
    assert books.check(car).sound


def test_a_back_dated_reading_between_its_neighbours_is_welcome(car):
    read_odometer(car, reading(9_000, date(2026, 3, 1)))

    assert read_odometer(car, reading(5_000, date(2026, 2, 1))).warnings == ()
    assert page(car, VIN).figures.odometer_on == date(2026, 3, 1)


def test_miles_are_kept_as_read_and_counted_in_kilometres(car):
    read_odometer(car, ReadOdometer(VIN, date(2026, 3, 1), Distance(7_500, LengthUnit.MILES)))

    found = page(car, VIN)
    assert found.figures.odometer_km == 12_070
    assert found.lines[-1].told.odometer == Distance(7_500, LengthUnit.MILES)


def test_a_new_cluster_counts_on_from_what_the_old_one_had_reached(car):
    change = ReplaceCluster(VIN, date(2026, 3, 1), Distance(20_000), Distance(0), "display dead")
    read_odometer(car, reading(19_990, date(2026, 2, 27)))
    replace_cluster(car, change)
    done = read_odometer(car, reading(1_500, date(2026, 4, 1)))

    assert done.warnings == ()
    assert page(car, VIN).figures.odometer_km == 21_500
    assert books.check(car).sound


def test_what_is_taken_back_stays_readable_and_no_longer_counts(car):
    event = read_odometer(car, reading(9_000, date(2026, 3, 1))).value.event
    take_back(car, TakeBack(event, "other car"))

    found = page(car, VIN)
    assert found.figures.odometer_km == 1_000
    assert [each.stands for each in found.lines if each.told.seq == event] == [False]
    with pytest.raises(life.EventCorrected):
        take_back(car, TakeBack(event, "again"))
    assert books.check(car).sound


def test_the_first_event_of_a_life_is_not_taken_back(car):
    with pytest.raises(life.CorrectedWhereItWasMade):
        take_back(car, TakeBack(page(car, VIN).lines[0].told.seq, "no"))


def test_nothing_is_told_of_the_future(car):
    with pytest.raises(life.DayInTheFuture):
        read_odometer(car, reading(9_000, date(2999, 1, 1)))
    assert len(page(car, VIN).lines) == 1


@pytest.mark.parametrize("piece", ["4821", "3กข", "สม", "ใจดี", "0177", "000001", "mg4 64", "MG4", VIN, VIN.lower()])
def test_a_vehicle_is_found_by(car, piece):
    assert VIN in [each.vin for each in look_for(car, piece).hits]


@pytest.mark.parametrize("piece", ["zz", "'; DROP TABLE vehicle;--", "%", "_", '"', "*", "NEAR(", "", " ", "\\"])
def test_what_nobody_has_finds_nothing_and_breaks_nothing(car, piece):
    assert look_for(car, piece).hits == ()


def test_a_new_name_of_the_owner_finds_the_vehicle_and_the_old_one_no_more(car):
    change_person(car, Customer(1, Person("Somchai Jaidee")))

    assert [each.kind for each in look_for(car, "jaid").hits] == ["vehicle", "person"]
    assert look_for(car, "สมชาย").hits == ()


def test_an_erased_person_is_gone_from_everywhere_and_the_chain_holds(car):
    owned = record_owner(car, RecordOwner(VIN, 1, date(2026, 2, 1))).value.event
    assert personal_part(car, owned)["name"] == "สมชาย ใจดี"

    erase_person(car, ErasePerson(1, "asked for it"))

    assert personal_part(car, owned) is None
    assert look_for(car, "สมชาย").hits == ()
    assert page(car, VIN).owner is None
    assert page(car, VIN).owners[0].name is None
    assert books.check(car).sound
    with pytest.raises(PersonErased):
        record_owner(car, RecordOwner(VIN, 1, date(2026, 3, 1)))
    if path := car.store.path:
        car.store.close()
        remains = b"".join(each.read_bytes() for each in path.parent.glob("desk.ldk*") if each.is_file())
        assert "สมชาย".encode() not in remains


def test_a_refused_verb_leaves_nothing_behind(car):
    with pytest.raises(Objection):
        add_vehicle(car, replace(CAR, vin="LRW3E7FA0RC000001", odometer=Distance(9_999_999)))

    assert look_for(car, "LRW3E7FA0RC000001").hits == ()
    assert books.check(car).vehicles == 1
