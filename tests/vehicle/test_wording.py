from datetime import date

import pytest

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.base.said import Said
from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.language import Language
from lifecycle_desk.vehicle.rules import wording
from lifecycle_desk.vehicle.rules.life import (
    CLUSTER_REPLACED,
    CorrectedWhereItWasMade,
    Part,
    RecordedEvent,
    Stage,
    UnknownEvent,
    VehicleState,
)
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.odometer import ReadingSource
from lifecycle_desk.vehicle.rules.people import Person, PersonNameMissing
from lifecycle_desk.vehicle.rules.rights import PERSON_EDIT, VEHICLE_EDIT
from lifecycle_desk.vehicle.rules.wording import Worded, teach, worded
from lifecycle_desk.vehicle.rules.years import Year, of_years
from lifecycle_desk.vehicle.usecases.correcting import ReadAgain, read_again
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.life import (
    AddVehicle,
    Description,
    Note,
    ReadOdometer,
    TakeBack,
    note_event,
    read_odometer,
    take_back,
)
from lifecycle_desk.vehicle.usecases.listing import is_erased, is_known, people_like, vehicles_of
from lifecycle_desk.vehicle.usecases.older_names import NewOwner, WithOwner, add_vehicle_with_owner, record_new_owner
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.people_shown import FoundPeople
from lifecycle_desk.vehicle.usecases.showing import page
from lifecycle_desk.vehicle.usecases.vehicles_shown import FoundVehicles

ENGLISH = Language("en")
VIN, OTHER = "LSJWH4095PN000001", "LGXCE4CC6S0010005"


def told(seq, on, kind, facts=None, **more):
    return RecordedEvent(seq, on, kind, facts or {}, **more)


def title(said):
    return ENGLISH(said.message, **said.facts)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (told(1, date(2026, 1, 2), "vehicle.noted", {"text": "Scratch"}), "Note"),
        (told(1, date(2026, 1, 2), "vehicle.plate_recorded", {"plate": "9กค 18"}), "New plate: 9กค 18"),
        (told(1, date(2026, 1, 2), "vehicle.plate_recorded", {"plate": ""}), "Plate removed"),
        (
            told(1, date(2026, 1, 2), "vehicle.owner_recorded", {"person": 7}, sets=VehicleState(owner=7)),
            "New owner: Anan",
        ),
        (told(1, date(2026, 1, 2), "vehicle.owner_recorded", {"person": 8}, sets=VehicleState(owner=8)), "New owner"),
        (told(1, date(2026, 1, 2), "charging.month_told"), "Record: Charging"),
        (told(1, date(2026, 1, 2), "dealer.founded", {"name": "Sathorn EV"}), "Records started"),
    ],
)
def test_an_event_is_told_in_words(event, expected):
    assert title(worded(event, {7: "Anan"}).title) == expected


def test_a_stage_teaches_its_own_kinds():
    teach({"transfer.test_drive": lambda event, _: Worded(Said("Test drive %(n)s", n=event.facts["n"]))})
    try:
        assert title(worded(told(3, date(2026, 1, 2), "transfer.test_drive", {"n": 4})).title) == "Test drive 4"
    finally:
        del wording._KNOWN["transfer.test_drive"]


def test_an_unknown_kind_names_its_part_and_itself():
    found = worded(told(1, date(2026, 1, 2), "service.order_closed"))
    assert found.title.facts == {"part": Part.SERVICE}
    assert found.detail == ("order closed",)


def test_the_description_is_told_with_its_labels_and_only_where_it_is_known():
    shown = wording.described({"make": "MG", "variant": "", "model_year": 2023, "usable_wh": 61_700, "energy": "BEV"})
    values = [ENGLISH(each.message, **each.facts) if isinstance(each, Said) else str(each) for _, each in shown]
    assert values == ["MG", "2023", "BEV", "61.7 kWh"]


@pytest.mark.parametrize(
    ("make", "model", "variant", "name"),
    [
        ("MG", "MG4 Electric", "64 kWh", "MG4 Electric 64 kWh"),
        ("GAC Aion", "Aion Y Plus", "490", "GAC Aion Y Plus 490"),
        ("BYD", "Seal", "", "BYD Seal"),
        ("", "Seal", "", "Seal"),
        ("BYD", "", "", "BYD"),
        ("", "", "", ""),
    ],
)
def test_no_word_of_a_name_stands_twice(make, model, variant, name):
    assert named(make, model, variant) == name


def test_a_replaced_cluster_is_told_with_both_figures():
    facts = {"segment": 1, "offset_km": 44_000, "old_km": 45_000, "new_km": 1_000, "why": "blank screen"}
    found = worded(told(1, date(2026, 1, 2), CLUSTER_REPLACED, facts))
    assert title(found.detail[0]) == "from 45,000\u00a0km to 1,000\u00a0km"
    assert found.detail[1] == "blank screen"


def test_years_sum_distance_and_money_without_what_is_left_out():
    life = [
        told(1, date(2024, 3, 1), "a.b", odometer=Distance(10)),
        told(2, date(2024, 9, 1), "a.b", odometer=Distance(9_000), paid=Money(100, "THB")),
        told(3, date(2025, 2, 1), "a.b", odometer=Distance(910_000)),
        told(4, date(2025, 5, 1), "a.b", odometer=Distance(10_000, LengthUnit.MILES), paid=Money(50, "THB")),
        told(5, date(2025, 6, 1), "a.b", paid=Money(25, "THB")),
        told(6, date(2026, 1, 1), "a.b"),
    ]
    assert of_years(life, {3}) == {
        2024: Year(2024, 8_990, (Money(100, "THB"),)),
        2025: Year(2025, 16_093 - 9_000, (Money(75, "THB"),)),
        2026: Year(2026),
    }


def test_years_count_on_over_a_replaced_cluster():
    facts = {"segment": 1, "offset_km": 44_000}
    life = [
        told(1, date(2025, 1, 1), "a.b", odometer=Distance(40_000)),
        told(2, date(2025, 7, 1), CLUSTER_REPLACED, facts, odometer=Distance(1_000), segment=1),
        told(3, date(2025, 9, 1), "a.b", odometer=Distance(3_000), segment=1),
    ]
    assert of_years(life)[2025].km == 7_000


def test_one_reading_alone_is_no_distance():
    assert of_years([told(1, date(2025, 1, 1), "a.b", odometer=Distance(40_000))])[2025].km is None


@pytest.fixture
def books(user):
    """Two cars, one of them Anan's, who came with it."""
    anan = Person("Anan Wongsakul", phone="081 555 0142")
    add_vehicle_with_owner(
        user, WithOwner(AddVehicle(VIN, date(2026, 1, 2), Description("MG", "MG4"), plate="3กข 4821"), anan)
    )
    add_vehicle_with_owner(user, WithOwner(AddVehicle(OTHER, date(2026, 1, 3), Description("BYD", "Seal")), anan))
    return user


def test_a_vehicle_comes_together_with_its_new_owner(books):
    assert page(books, VIN).owner.name == "Anan Wongsakul"
    assert list(people_like(books, "0142"))[-1][1].name == "Anan Wongsakul"


def test_nobody_comes_when_the_vehicle_cannot(books):
    before = len(FoundPeople(books, "Nobody").keys())
    with pytest.raises(Exception, match="vehicle_known"):
        add_vehicle_with_owner(books, WithOwner(AddVehicle(VIN, date(2026, 1, 2)), Person("Nobody")))
    assert len(FoundPeople(books, "Nobody").keys()) == before == 0


def test_a_new_owner_without_a_name_is_refused_and_an_owner_can_be_taken_back(books):
    with pytest.raises(PersonNameMissing):
        record_new_owner(books, NewOwner(VIN, Person(" "), date(2026, 2, 1)))
    made = record_new_owner(books, NewOwner(VIN, Person("Siriporn"), date(2026, 2, 1))).value
    assert page(books, VIN).owner.name == "Siriporn"
    undo, asked = record_new_owner.undo(made)
    undo(books, asked)
    assert page(books, VIN).owner.name == "Anan Wongsakul"


def test_vehicles_are_found_by_words_within_a_stage(books):
    assert len(FoundVehicles(books, "Anan").keys()) == 2
    rows = FoundVehicles(books, "4821").rows(FoundVehicles(books, "4821").keys())
    assert [each.vin for each in rows.values()] == [VIN]
    assert len(FoundVehicles(books, "Anan", Stage.SOLD).keys()) == 0


def test_a_customers_vehicles_are_those_they_own_now(books):
    anan = people_like(books, "Anan")
    assert {each.vin for number, _ in anan for each in vehicles_of(books, number)} == {VIN, OTHER}
    assert is_known(books, VIN)
    assert not is_known(books, "LGXCE4CC6S0010006")


def test_an_erased_customer_is_told_from_one_who_never_was(books):
    number = add_person(books, Person("Gone")).value.number
    assert not is_erased(books, number)
    erase_person(books, ErasePerson(number, "asked for it"))
    assert is_erased(books, number)
    assert not is_erased(books, 999)


def test_whoever_may_edit_vehicles_may_take_in_their_owners():
    assert VEHICLE_EDIT.roles <= PERSON_EDIT.roles


def test_a_correction_that_is_taken_back_lets_its_reading_count_again_as_often_as_one_likes(books):
    seq = read_odometer(books, ReadOdometer(VIN, date(2026, 2, 1), Distance(9_000))).value.event
    for _ in range(2):
        correction = take_back(books, TakeBack(seq, "another car")).value.event
        assert page(books, VIN).figures.odometer_km is None
        take_back(books, TakeBack(correction, "this car after all"))
        assert page(books, VIN).figures.odometer_km == 9_000
    assert check(books).sound


def test_a_mistyped_reading_is_told_again_as_it_was_meant(books):
    read = ReadOdometer(VIN, date(2026, 2, 1), Distance(90_000), ReadingSource.OWNER, "by phone")
    seq = read_odometer(books, read).value.event
    made = read_again(books, ReadAgain(seq, Distance(9_000), "a nought too many")).value
    line = next(each for each in page(books, VIN).lines if each.told.seq == made.event)
    assert (line.told.on, line.told.facts) == (read.on, {"source": "owner", "note": "by phone"})
    assert page(books, VIN).figures.odometer_km == 9_000


def test_only_a_reading_of_its_own_is_told_again(books):
    noted = note_event(books, Note(VIN, date(2026, 2, 1), "A rattle")).value.event
    with pytest.raises(CorrectedWhereItWasMade):
        read_again(books, ReadAgain(noted, Distance(9_000), "no reading"))
    with pytest.raises(UnknownEvent):
        read_again(books, ReadAgain(9_999, Distance(9_000), "nothing"))
