"""Two who change the same: neither overwrites what the other kept without a word."""

from dataclasses import replace
from datetime import date

import pytest

from lifecycle_desk.counter.meanwhile import ChangedMeanwhile
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Describe, Description, add_vehicle, describe_vehicle
from lifecycle_desk.vehicle.usecases.people import Customer, add_person, change_person, person
from lifecycle_desk.vehicle.usecases.showing import page

VIN = "LSJWH4095PN000001"


def test_a_customer_whom_somebody_changed_meanwhile_is_not_overwritten(own_seat: Seat):
    number = add_person(own_seat, Person("Anan", phone="081 555 0100")).made.number
    shown = person(own_seat, number)
    change_person(own_seat, Customer(number, replace(shown, phone="081 555 0199"), shown))
    with pytest.raises(ChangedMeanwhile):
        change_person(own_seat, Customer(number, replace(shown, email="anan@example.org"), shown))
    assert person(own_seat, number) == replace(shown, phone="081 555 0199")

    made = change_person(own_seat, Customer(number, shown)).made  # whoever names nothing changes what is there
    assert (made.person, made.before) == (shown, None)


def test_a_description_that_somebody_put_right_meanwhile_is_not_overwritten(own_seat: Seat):
    add_vehicle(own_seat, AddVehicle(VIN, date(2026, 1, 2), Description("MG", "MG4")))
    shown = Description(**page(own_seat, VIN).description)
    describe_vehicle(own_seat, Describe(VIN, replace(shown, colour="Red"), shown))
    with pytest.raises(ChangedMeanwhile):
        describe_vehicle(own_seat, Describe(VIN, replace(shown, variant="64 kWh"), shown))
    assert page(own_seat, VIN).description["colour"] == "Red"
