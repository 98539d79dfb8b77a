"""Two who change the same: neither overwrites what the other kept without a word."""

from dataclasses import replace
from datetime import date

import pytest

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.meanwhile import ChangedMeanwhile
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Describe, Description, add_vehicle, describe_vehicle
from lifecycle_desk.vehicle.usecases.people import Customer, add_person, change_person
from lifecycle_desk.vehicle.usecases.people_shown import person
from lifecycle_desk.vehicle.usecases.showing import page

VIN = "LSJWH4095PN000001"


def test_a_customer_whom_somebody_changed_meanwhile_is_not_overwritten(own_user: UserSession):
    number = add_person(own_user, Person("Anan", phone="081 555 0100")).value.number
    shown = person(own_user, number)
    change_person(own_user, Customer(number, replace(shown, phone="081 555 0199"), shown))
    with pytest.raises(ChangedMeanwhile):
        change_person(own_user, Customer(number, replace(shown, email="anan@example.org"), shown))
    assert person(own_user, number) == replace(shown, phone="081 555 0199")

    made = change_person(own_user, Customer(number, shown)).value  # whoever names nothing changes what is there
    assert (made.person, made.before) == (shown, None)


def test_a_description_that_somebody_put_right_meanwhile_is_not_overwritten(own_user: UserSession):
    add_vehicle(own_user, AddVehicle(VIN, date(2026, 1, 2), Description("MG", "MG4")))
    shown = Description(**page(own_user, VIN).description)
    describe_vehicle(own_user, Describe(VIN, replace(shown, colour="Red"), shown))
    with pytest.raises(ChangedMeanwhile):
        describe_vehicle(own_user, Describe(VIN, replace(shown, variant="64 kWh"), shown))
    assert page(own_user, VIN).description["colour"] == "Red"
