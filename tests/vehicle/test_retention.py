"""Retention: nothing goes without a term; who has something open stays; what was erased stands nowhere any more."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sale_story import VIN as SOLD_CAR
from sale_story import arrival, contract, pdi
from sqlalchemy import event

from lifecycle_desk.base import clock
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.tables import dealer, save_dealer
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.language import Language
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.charging.sessions.usecases.by_hand import AddSession, Typed, add_session
from lifecycle_desk.stages.sale.arrival.usecases import PutInStock, put_in_stock, receive_vehicle
from lifecycle_desk.stages.sale.contract.usecases.selling import sell_vehicle
from lifecycle_desk.stages.sale.inspection.usecases import save_inspection
from lifecycle_desk.stages.service.orders.rules.orders import Job
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import OpenRepairOrder
from lifecycle_desk.store import drafts
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.rules.retention import RULES, TermBelowLaw, TermImpossible, Unit, last_day_kept
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.holding import LiftHold, OnLegalHold, PlaceHold, lift_hold, place_hold
from lifecycle_desk.vehicle.usecases.life import (
    AddVehicle,
    Description,
    RecordOwner,
    add_vehicle,
    record_owner,
)
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.retention import SetTerm, erasing, preview, set_retention

LONG_AGO, NOW = datetime(2023, 5, 1, 5, tzinfo=UTC), datetime(2026, 11, 20, 5, tzinfo=UTC)
OWN_CAR, OTHER_CAR = "LGXCE4CB7R0000001", "LC07LLWN3P3000034"
ENGLISH = Language("en")


@pytest.fixture
def kept(own_user):
    """A store of now, with customers of long ago as they are asked for."""
    offered("commands")
    return own_user


def old_customer(user, name="Kanarie Name", **more) -> int:
    with clock.standing_at(LONG_AGO):
        return add_person(user, Person(name, **more)).value.number


def run(user, **terms):
    for rule, term in terms.items():
        set_retention(user, SetTerm(rule, term))
    return drained(erasing(user))


def is_there(user, number) -> bool:
    with user.store.reading() as tx:
        return people.maybe_person(tx, number) is not None


def reasons(user):
    return {each.key: [ENGLISH.spoken(hold) for hold in each.holds] for each in preview(user).due}


def test_everything_is_kept_until_a_term_is_set(kept):
    old_customer(kept)
    assert (preview(kept).due, run(kept).total) == ((), 0)


def test_only_who_is_older_than_the_term_goes_and_each_is_an_event(kept):
    old = old_customer(kept)
    new = add_person(kept, Person("Somchai")).value.number
    done = run(kept, customers=24)
    assert done.counts == {"customers": 1}
    assert (is_there(kept, old), is_there(kept, new)) == (False, True)
    with kept.store.reading() as tx:
        told = books.life_rows.of_dealer(tx, "dealer.person_erased")
    assert [(each.facts["person"], each.facts["rule"]) for each in told] == [(old, "customers")]


def test_what_was_erased_by_rule_stands_nowhere_in_any_file(kept):
    number = old_customer(kept, "Kanarie Name", phone="0899900011", email="kanarie@example.org")
    with clock.standing_at(LONG_AGO):
        add_vehicle(kept, AddVehicle(OWN_CAR, date(2023, 4, 1), Description("BYD", "Dolphin"), "3กข 1", Distance(9)))
        typed = Typed(LONG_AGO - timedelta(days=9), meter_wh=20_000, place="Kanarie Street", city="Kanarie City")
        add_session(kept, AddSession(OWN_CAR, typed))
        with kept.store.writing() as tx:
            drafts.save(tx, "person", "new", '{"name": "Kanarie Draft"}')
    folder = kept.store.path.parent

    def found():
        content = b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())
        words = (b"Kanarie Name", b"0899900011", b"kanarie@", b"Kanarie Street", b"Kanarie City", b"Kanarie Draft")
        return [each for each in words if each in content]

    assert found()
    done = run(kept, customers=24, charging_places=12, drafts=30)
    assert done.counts == {"customers": 1, "charging_places": 1, "drafts": 1}
    assert found() == []
    assert not is_there(kept, number)
    assert books.check(kept, tuple(offered("checks"))).sound


def test_looking_through_all_customers_asks_no_more_of_many_than_of_few(kept):
    def asked(user):
        count = []
        event.listen(user.store.engine, "before_cursor_execute", heard := lambda *_: count.append(1))
        preview(user)
        event.remove(user.store.engine, "before_cursor_execute", heard)
        return len(count)

    old_customer(kept)
    set_retention(kept, SetTerm("customers", 24))
    few = asked(kept)
    for each in range(20):
        old_customer(kept, f"Customer {each}")
    assert (len(preview(kept).due), asked(kept)) == (21, few)


def test_who_owns_a_car_has_an_open_order_or_an_open_contract_stays_and_it_says_why(kept):
    owner, guest, buyer = (old_customer(kept, f"Customer {each}") for each in "ABC")
    with clock.standing_at(LONG_AGO):
        add_vehicle(kept, AddVehicle(OWN_CAR, date(2023, 4, 1), owner=owner, plate="3กข 4821"))
        add_vehicle(kept, AddVehicle(OTHER_CAR, date(2023, 4, 1)))
        order = open_repair_order(
            kept, OpenRepairOrder(vin=OTHER_CAR, on=date(2023, 5, 1), jobs=(Job(complaint="Noise"),), customer=guest)
        ).value.number
    receive_vehicle(kept, arrival())
    put_in_stock(kept, PutInStock(SOLD_CAR, date(2026, 9, 2), "Hall 2"))
    save_inspection(kept, pdi())
    sell_vehicle(kept, contract(buyer=buyer))
    assert run(kept, customers=12).total == 0
    with clock.standing_at(NOW + timedelta(days=800)):
        told = reasons(kept)
        assert run(kept).total == 0
    assert "Owns vehicle 3กข 4821" in told[str(owner)]
    assert told[str(guest)] == [f"Open repair order {order}"]
    assert [each.startswith("Open contract ") for each in told[str(buyer)]] == [True]


def test_a_legal_hold_keeps_somebody_from_rules_and_from_erasing_until_it_is_lifted(kept):
    number = old_customer(kept)
    place_hold(kept, PlaceHold(number, "Kanarie lawsuit"))
    assert run(kept, customers=12).total == 0
    assert reasons(kept)[str(number)][0].startswith("Legal hold since")
    with pytest.raises(OnLegalHold):
        erase_person(kept, ErasePerson(number, "asked for it"))
    lift_hold(kept, LiftHold(number))
    assert run(kept).total == 1
    with kept.store.reading() as tx:
        assert "lawsuit" not in "".join(body for (body,) in tx.connection.exec_driver_sql("SELECT body FROM event"))


def test_files_go_only_after_the_years_for_which_the_law_keeps_accounts(kept):
    with pytest.raises(TermBelowLaw):
        set_retention(kept, SetTerm("files", 59))
    set_retention(kept, SetTerm("files", 60))
    with pytest.raises(TermImpossible):
        set_retention(kept, SetTerm("customers", 0))
    number = old_customer(kept)
    set_retention(kept, SetTerm("customers", 12))
    due = {each.key: each.files for each in preview(kept).due}
    assert due == {str(number): False}
    with clock.standing_at(LONG_AGO + timedelta(days=365 * 5 + 40)):
        assert {each.key: each.files for each in preview(kept).due} == {str(number): True}


def test_whoever_stops_a_run_keeps_what_was_erased_until_then(kept):
    numbers = [old_customer(kept, f"Customer {each}") for each in "ABC"]
    set_retention(kept, SetTerm("customers", 12))
    work = erasing(kept)
    next(work)
    next(work)
    work.close()
    assert [is_there(kept, each) for each in numbers].count(False) == 1


def test_somebody_with_an_entry_since_the_preview_is_not_taken(kept):
    number = old_customer(kept)
    set_retention(kept, SetTerm("customers", 12))
    work = erasing(kept)
    next(work)
    add_vehicle(kept, AddVehicle(OWN_CAR, date(2026, 11, 1)))
    record_owner(kept, RecordOwner(OWN_CAR, number, date(2026, 11, 2)))
    assert drained(work).total == 0
    assert is_there(kept, number)


def test_an_adviser_neither_sets_terms_nor_erases(kept):
    take_on(kept, Member("lek", "Lek", Role.ADVISER))
    take_on(kept, Member("noi", "Noi", Role.MANAGER))
    with kept.store.writing() as tx:
        save_dealer(tx, replace(dealer(tx), sign_in=True))
    lek, noi = (replace(kept, staff=each) for each in ("lek", "noi"))
    for refused in (lambda: set_retention(lek, SetTerm("customers", 1)), lambda: preview(lek), lambda: run(lek)):
        with pytest.raises(NotAllowed):
            refused()
    assert set_retention(noi, SetTerm("customers", 36)).value.term == 36
    assert preview(noi).terms == {"customers": 36}


@given(st.integers(1, 600), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_term_of_months_ends_on_the_same_day_of_a_month_or_on_its_last(term, today):
    rule = next(each for each in RULES if each.unit is Unit.MONTHS)
    last = last_day_kept(rule, term, today)
    assert (today.year - last.year) * 12 + today.month - last.month == term
    assert last.day <= today.day
    assert last.day == today.day or (last + timedelta(days=1)).day == 1


SITUATIONS = ("owns", "order", "hold", "nothing", "recent")


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.sampled_from(SITUATIONS), min_size=1, max_size=5), st.integers(1, 30))
def test_no_rule_ever_takes_somebody_with_something_open(kept, situations, term):
    made = []
    with kept.store.reading() as tx:
        begun = tx.ask(books.life_rows._EVENTS).scalar_one()
    for at, each in enumerate(situations):
        number = old_customer(kept, f"Customer {begun}-{at}")
        vin = f"LGXCE4CB7R{begun:05}{at:02}"[:17]
        if each in {"owns", "order"}:
            with clock.standing_at(LONG_AGO):
                owner = number if each == "owns" else None
                add_vehicle(kept, AddVehicle(vin, date(2023, 4, 1), owner=owner))
                if each == "order":
                    jobs = (Job(complaint="Noise"),)
                    asked = OpenRepairOrder(vin=vin, on=date(2023, 5, 1), jobs=jobs, customer=number)
                    open_repair_order(kept, asked)
        elif each == "hold":
            place_hold(kept, PlaceHold(number, "claim"))
        elif each == "recent":
            with clock.standing_at(NOW):
                add_vehicle(kept, AddVehicle(vin, date(2026, 11, 1)))
                record_owner(kept, RecordOwner(vin, number, date(2026, 11, 2)))
        made.append((number, each))
    with clock.standing_at(NOW):
        run(kept, customers=term)
    assert {each for number, each in made if not is_there(kept, number)} <= {"nothing"}
    assert all(not is_there(kept, number) for number, each in made if each == "nothing")
