"""The first sale elsewhere: its days are kept, refused where they cannot be, undone, and never ours."""

from datetime import timedelta

import pytest

from lifecycle_desk.base.said import Said
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.cover.usecases import car_facts
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.vehicle.rules.life import DayInTheFuture
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.screens.event_text import in_words
from lifecycle_desk.vehicle.usecases.first_sale import NoDayOfSale, RecordFirstSale, record_first_sale
from lifecycle_desk.vehicle.usecases.life import AddVehicle, TakeBack, add_vehicle, take_back
from lifecycle_desk.vehicle.usecases.showing import page

VIN = "LSVAM4187C2184847"


@pytest.fixture
def books(own_user: UserSession) -> UserSession:
    """A car that came without its days."""
    add_vehicle(own_user, AddVehicle(VIN, today_at(own_user)))
    return own_user


def test_its_days_are_figures_of_the_car_until_it_is_voided(books):
    sold = today_at(books) - timedelta(700)
    made = record_first_sale(books, RecordFirstSale(VIN, sold, sold)).value
    found = page(books, VIN)
    assert (found.figures.handed_over_on, found.figures.first_registered_on) == (sold, sold)
    line = next(each for each in found.lines if each.told.seq == made.event)
    assert [in_words(Said(label)) for label, _ in worded(line.told).facts] == [
        "Handed over to the first owner",
        "First registered",
    ]
    take_back(books, TakeBack(made.event, "another car"))
    assert page(books, VIN).figures.handed_over_on is None


def test_it_is_no_handover_of_ours_so_that_nobody_knows_whether_the_owner_is_the_first(books):
    record_first_sale(books, RecordFirstSale(VIN, today_at(books) - timedelta(700)))
    with books.store.reading() as tx:
        facts = car_facts(tx, VIN)
    assert facts.handed_over_on is not None
    assert facts.owners is None


def test_without_a_day_or_with_one_that_is_still_to_come_it_is_refused_at_its_field(books):
    with pytest.raises(NoDayOfSale):
        record_first_sale(books, RecordFirstSale(VIN))
    with pytest.raises(DayInTheFuture) as refused:
        record_first_sale(books, RecordFirstSale(VIN, None, today_at(books) + timedelta(1)))
    assert refused.value.at == "first_registered_on"
