"""What an erasure could not reach is told with its place: names, parts of names and numbers in free text."""

from datetime import date

import pytest

from lifecycle_desk.stages.service.orders.rules.orders import Job
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import OpenRepairOrder
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, ReasonNamesThem, erase_person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

VIN = "LSJWH4095PN000001"
PEOPLE = {
    "en": (Person("Mark Hale", phone="+44 7700 900123"), "Mr Hale drove over a kerb.", "Remarks: inhaled dust."),
    "ar": (Person("علي الشمري"), "قال الشمري إن السيارة توقفت", "على الطريق العلوي"),
    "th": (Person("สมชาย ใจดี"), "คุณสมชายขับตกหลุม", "ใช้ได้ดีมาก"),
    "zh_CN": (Person("李娜"), "李娜说撞到路边石", "行李箱盖变形"),
    "capitals": (Person("Mark Hale"), "MARK HALE drove over a kerb.", "REMARKS: INHALED dust."),
    "small letters": (Person("MARK HALE"), "mark hale drove over a kerb.", "Remarks: inhaled dust."),
    "capitals beyond Z": (Person("Jürgen Öztürk"), "JÜRGEN ÖZTÜRK rang twice.", "Jü and Öz fitted."),
    "phone": (Person("Q. Xu", phone="081 234 5678"), "Call 0812345678 when done.", "Part 98123 fitted."),
}


@pytest.mark.parametrize("case", PEOPLE)
def test_a_name_that_stays_in_cause_or_correction_is_told_with_its_place(own_user, case):
    person, said, other = PEOPLE[case]
    number = add_person(own_user, person).value.number
    add_vehicle(own_user, AddVehicle(VIN, date(2025, 1, 2)))
    jobs = (Job(complaint="x", cause=said, correction="x"), Job(complaint="x", cause=other))
    open_repair_order(own_user, OpenRepairOrder(vin=VIN, on=date(2026, 11, 1), jobs=jobs))

    told = erase_person(own_user, ErasePerson(number, "asked for it")).warnings
    [still] = [each for each in told if each.rule == "still_named"]
    assert still.facts["n"] == 1
    assert still.facts["where"].startswith("repair_job ")


def test_a_namesake_and_a_word_that_only_holds_the_name_are_not_told(own_user):
    number = add_person(own_user, Person("Mark Hale")).value.number
    add_person(own_user, Person("Anna Hale"))
    add_vehicle(own_user, AddVehicle(VIN, date(2025, 1, 2)))
    jobs = (Job(complaint="x", cause="Remarkable noise; dust inhaled."),)
    open_repair_order(own_user, OpenRepairOrder(vin=VIN, on=date(2026, 11, 1), jobs=jobs))

    told = erase_person(own_user, ErasePerson(number, "x")).warnings
    assert [each.facts for each in told if each.rule == "still_named"] == []


@pytest.mark.parametrize("why", ["Hale asked for it", "by phone from 07700900123"])
def test_a_reason_with_a_part_of_the_name_or_the_number_in_other_spacing_is_refused(own_user, why):
    number = add_person(own_user, Person("Mark Hale", phone="+44 7700 900 123")).value.number
    with pytest.raises(ReasonNamesThem):
        erase_person(own_user, ErasePerson(number, why))
