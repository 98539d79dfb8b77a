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


def test_what_two_changed_in_different_fields_of_a_customer_is_put_together_and_in_the_same_one_refused(
    own_user: UserSession,
):
    number = add_person(own_user, Person("Anan", phone="081 555 0100")).value.number
    shown = person(own_user, number)
    change_person(own_user, Customer(number, replace(shown, phone="081 555 0199"), shown))
    made = change_person(own_user, Customer(number, replace(shown, email="anan@example.org"), shown)).value
    both = replace(shown, phone="081 555 0199", email="anan@example.org")
    assert person(own_user, number) == made.person == both

    with pytest.raises(ChangedMeanwhile) as refusal:
        change_person(own_user, Customer(number, replace(shown, phone="081 555 0111", address="Sathorn"), shown))
    assert refusal.value.fields == "phone"
    assert person(own_user, number) == both

    made = change_person(own_user, Customer(number, shown)).value  # whoever names nothing changes what is there
    assert (made.person, made.before) == (shown, None)


def test_what_two_put_right_in_one_description_is_put_together_and_in_the_same_field_refused(own_user: UserSession):
    add_vehicle(own_user, AddVehicle(VIN, date(2026, 1, 2), Description("MG", "MG4")))
    shown = Description(**page(own_user, VIN).description)
    describe_vehicle(own_user, Describe(VIN, replace(shown, colour="Red"), shown))
    describe_vehicle(own_user, Describe(VIN, replace(shown, variant="64 kWh"), shown))
    now = page(own_user, VIN).description
    assert (now["colour"], now["variant"]) == ("Red", "64 kWh")
    with pytest.raises(ChangedMeanwhile) as refusal:
        describe_vehicle(own_user, Describe(VIN, replace(shown, colour="Blue", model="MG5"), shown))
    assert refusal.value.fields == "colour"
