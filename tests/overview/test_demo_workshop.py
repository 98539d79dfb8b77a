"""The example's workshop: as busy as somebody is there for it, with appointments of people whom one can call."""

from collections import Counter
from datetime import timedelta

import pytest
from examples import NOON, example_user
from sqlalchemy import text

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.figures.rules.periods import period_of
from lifecycle_desk.figures.usecases.reading import figures_of
from lifecycle_desk.market.examples import example
from lifecycle_desk.market.market import market
from lifecycle_desk.market.working_days import calendar_of
from lifecycle_desk.stages.service.claims.rules.states import ClaimState
from lifecycle_desk.stages.service.claims.usecases import listing
from lifecycle_desk.stages.service.claims.usecases.showing import claim_page
from lifecycle_desk.stages.service.diary.rules.appointments import ARRIVED, CONFIRMED
from lifecycle_desk.stages.service.diary.rules.appointments import BOOKED as APPOINTMENT_BOOKED
from lifecycle_desk.stages.service.diary.rules.opening import Timetable
from lifecycle_desk.stages.service.diary.tables import appointments
from lifecycle_desk.stages.service.diary.usecases.days import usual_in
from lifecycle_desk.stages.service.orders.rules.states import BOOKED
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.orders.usecases.whereabouts import in_the_workshop

MONTHS = ("2026-10", "2026-09", "2026-08", "2026-05")
TODAY = NOON.date()


@pytest.fixture(scope="module", params=["TH", "GB"])
def dealer(request, tmp_path_factory):
    """The example dealer of a market that closes on Sundays, and of one that closes at the weekend."""
    user = example_user(tmp_path_factory.mktemp("dealer") / "desk.ldk", request.param)
    with standing_at(NOON):
        yield request.param, user
    user.store.close()


@pytest.fixture
def booked(dealer):
    """All appointments of the diary."""
    _, user = dealer
    with user.store.reading() as tx:
        return appointments.between(tx, TODAY - timedelta(days=365), TODAY + timedelta(days=60))


def test_hours_sold_are_most_of_the_hours_present_and_take_about_as_long_as_they_are_sold_for(dealer):
    _, user = dealer
    for month in MONTHS:
        found = {each.figure.name: each.now for each in figures_of(user, period_of(month)).readings}
        assert 60 <= found["utilisation"] <= 95, month
    with user.store.reading() as tx:
        clocked = tx.connection.execute(text("SELECT sum(worked_min) FROM report_worked_time")).scalar()
        sold = tx.connection.execute(
            text(
                "SELECT sum(hours) FROM report_order_line WHERE handed_over_on IS NOT NULL AND repair_order IN "
                "(SELECT repair_order FROM report_worked_time)"
            )
        ).scalar()
    assert 0.85 <= float(sold) * 60 / clocked <= 1.2


def test_appointments_are_of_people_whom_one_can_call_but_for_a_rare_walk_in(dealer, booked):
    _, user = dealer
    with user.store.reading() as tx:
        people = dict(tx.connection.execute(text("SELECT number, phone FROM person")).all())
    alone = [each for each in booked if each.customer is None]
    assert len(alone) * 20 <= len(booked)
    assert all(people[each.customer] for each in booked if each.customer)


def test_appointments_are_spread_over_open_days_and_their_hours(dealer, booked):
    code, _ = dealer
    pack = market(code)
    opening = Timetable(usual_in(pack), calendar_of(pack.code))
    for each in booked:
        day = opening.on(each.on)
        assert not day.is_closed, each
        assert each.start >= 8 * 60
        assert each.start < 17 * 60
    to_come = [each for each in booked if each.on > TODAY]
    assert len({each.on for each in to_come}) >= 10
    assert len({each.start for each in to_come}) >= 6
    assert len({each.work for each in to_come}) >= 3
    at_once = Counter((each.on, each.technician, each.start) for each in to_come)
    assert max(at_once.values()) == 1


def test_at_noon_cars_of_the_morning_have_come_and_others_are_still_expected(dealer, booked):
    code, _ = dealer
    of_today = [each for each in booked if each.on == TODAY]
    come = [each for each in of_today if each.state is ARRIVED]
    assert len(come) >= (3 if code == "TH" else 0)  # in Britain nobody is up yet
    assert all(each.order_key for each in come)
    assert 1 <= len(of_today) - len(come) <= 4


def test_who_has_come_stands_on_the_board_as_here_and_who_is_booked_there_is_expected(dealer, booked):
    _, user = dealer
    came = {each.vin for each in booked if each.on == TODAY and each.state is ARRIVED}
    expected = {each.vin for each in booked if each.on >= TODAY and each.state in {APPOINTMENT_BOOKED, CONFIRMED}}
    with user.store.reading() as tx:
        waiting = {each.vin for each in order_rows.orders(tx, order_rows.keys(tx, [BOOKED], None))}
        there = {vin: in_the_workshop(tx, vin) for vin in came | waiting}
    assert waiting <= expected
    assert not came & waiting
    assert {vin for vin, at in there.items() if at is None} >= waiting


def test_regular_work_on_the_board_is_for_cars_of_which_something_is_due(dealer):
    _, user = dealer
    with user.store.reading() as tx:
        rows = tx.connection.execute(
            text(
                "SELECT DISTINCT o.vin, d.due_on FROM repair_order o JOIN repair_job_item i ON i.order_key = o.key "
                "LEFT JOIN vehicle_due d ON d.vin = o.vin WHERE o.handed_over_on IS NULL AND o.state <> 'cancelled'"
            )
        ).all()
    assert rows
    soon = (TODAY + timedelta(days=40)).isoformat()
    assert [each for each in rows if each.due_on is None or each.due_on > soon] == []


def test_drafts_of_claims_can_be_sent_and_the_oldest_claim_on_its_way_is_one(dealer):
    _, user = dealer
    with user.store.reading() as tx:
        open_claims = list(listing.shown(tx, listing.keys_on(tx, None)).values())
    drafts = [each.number for each in open_claims if each.state is ClaimState.DRAFT]
    assert drafts
    assert not [number for number in drafts if claim_page(user, number).checked.missing]
    assert min(open_claims, key=lambda each: each.since).state is ClaimState.DRAFT
    assert len({each.state for each in open_claims}) >= 4


def test_an_address_names_a_street_of_its_own_town(dealer):
    code, user = dealer
    of = example(code)
    with user.store.reading() as tx:
        written = [each for (each,) in tx.connection.execute(text("SELECT address FROM person")) if each]
    for place in of.places:
        known = place.streets or of.people.streets
        here = [each for each in written if place.city in each]
        assert all(any(street in each for street in known) for each in here), place.city
    assert any(each.city in one for each in of.places for one in written)
