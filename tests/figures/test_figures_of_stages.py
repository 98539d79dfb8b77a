"""Figures of each stage from a small story, with the numbers worked out by hand, and equal to a recount."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from charging_books import ONE, session, some, taken_in, with_cars
from claiming import answered, step, submitted
from end_story import destroyed
from figures_told import findings, told
from sale_story import VIN, arrival, contract, handing_over, made_ready
from trade_story import in_use, trade_in
from workshop import with_car

from lifecycle_desk.base import clock
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.resources import resource
from lifecycle_desk.figures.rules.figure import Dimension
from lifecycle_desk.market.example_data import codes_written_in_full
from lifecycle_desk.stages.charging.health.rules.climate import Climate, climate_of
from lifecycle_desk.stages.charging.health.rules.figures import OfficialKind
from lifecycle_desk.stages.charging.health.usecases.health import (
    ReadHealth,
    TakeHealthBack,
    read_health,
    take_health_back,
)
from lifecycle_desk.stages.charging.sessions.usecases.changing import UndoBatch, undo_batch
from lifecycle_desk.stages.sale.arrival.usecases import RecordPurchase, receive_vehicle, record_purchase
from lifecycle_desk.stages.sale.contract.usecases.selling import CancelSale, cancel_sale, sell_vehicle
from lifecycle_desk.stages.sale.handover.usecases import RegisterVehicle, hand_over_vehicle, register_vehicle
from lifecycle_desk.stages.sale.stock.usecases.taking_back import TakeBackSale, take_back_sale_event
from lifecycle_desk.stages.service.claims.rules.states import ClaimState
from lifecycle_desk.stages.transfer.ownership.usecases.changing import ChangeOwner, change_owner
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import take_in_trade
from lifecycle_desk.vehicle.rules.countries import CountryUnknown
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.people import add_person


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(datetime(2026, 11, 25, 9, tzinfo=UTC)):
        yield


def test_a_new_car_is_stock_from_its_arrival_sold_by_contract_and_gone_with_its_handover(own_user):
    made_ready(own_user)  # arrived on 1 September
    assert told(own_user, "stock", "2026-10") == {"": 1}
    assert told(own_user, "stock_age", "2026-10") == {"": 60}  # until 31 October
    sell_vehicle(own_user, contract())  # on 20 September, at 989,900 baht with 7 % in it
    assert told(own_user, "stock", "2026-10") == {}
    assert told(own_user, "new_sold", "2026-09") == {"": 1}
    assert told(own_user, "new_sales", "2026-09") == {"": 98_990_000 - 6_475_981}
    hand_over_vehicle(own_user, handing_over())  # on 1 October
    assert told(own_user, "days_to_handover", "2026-10") == {"": 30}
    assert told(own_user, "cars_by_stage", "2026-09")[Stage.SOLD] == 1
    assert told(own_user, "cars_by_stage", "2026-10")[Stage.IN_USE] == 1
    assert told(own_user, "first_service_retention", "2028-01") == {"": 0}  # 15 months later
    assert findings(own_user) == []


def test_a_new_car_earns_what_its_contract_brings_above_its_purchase_price_whenever_that_is_told(own_user):
    made_ready(own_user)
    sell_vehicle(own_user, contract())  # on 20 September
    assert told(own_user, "new_margin", "2026-09") == {}
    net = 98_990_000 - 6_475_981
    for price in (80_000_000, 82_000_000):  # told again, the latest counts
        bought = record_purchase(own_user, RecordPurchase(VIN, date(2026, 11, 20), Money(price, "THB"), "26-104"))
        assert told(own_user, "new_margin", "2026-09") == {"": net - price}
    assert told(own_user, "new_margin_share", "2026-09") == {"": Fraction(100 * (net - 82_000_000), net)}
    take_back_sale_event(own_user, TakeBackSale(bought.value.event, "Typed wrong"))
    assert told(own_user, "new_margin", "2026-09") == {"": net - 80_000_000}
    assert findings(own_user) == []


def test_a_car_that_is_registered_abroad_stands_under_its_own_market_and_all_others_under_the_dealers(own_user):
    made_ready(own_user)
    sell_vehicle(own_user, contract())  # on 20 September
    assert told(own_user, "new_sold", "2026-09", Dimension.MARKET) == {"TH": 1}
    asked = RegisterVehicle(VIN, date(2026, 9, 25), "AB 1234", country=" la ")
    plated = register_vehicle(own_user, asked).value
    hand_over_vehicle(own_user, handing_over())  # on 1 October
    other = "LSJWH4099PN000002"
    receive_vehicle(own_user, arrival(vin=other))
    net = 98_990_000 - 6_475_981
    assert told(own_user, "new_sold", "2026-09", Dimension.MARKET) == {"LA": 1}
    assert told(own_user, "new_sales", "2026-09", Dimension.MARKET) == {"LA": net}
    assert told(own_user, "stock", "2026-10", Dimension.MARKET) == {"TH": 1}
    with own_user.store.reading() as tx:
        assert life.told(tx, VIN)[-2].facts["country"] == "LA"
    with pytest.raises(CountryUnknown):
        register_vehicle(own_user, replace(asked, vin=other, country="Laos"))
    assert findings(own_user) == []
    assert plated.vin == VIN


def test_a_sale_that_is_cancelled_is_none_and_the_car_is_stock_again(own_user):
    made_ready(own_user)
    sell_vehicle(own_user, contract())
    cancel_sale(own_user, CancelSale(VIN, date(2026, 9, 25), "No loan"))
    assert told(own_user, "new_sold", "2026-09") == {}
    assert told(own_user, "stock", "2026-10") == {"": 1}
    assert findings(own_user) == []


def test_a_used_car_earns_what_its_contract_brings_above_what_was_paid(own_user):
    in_use(own_user)
    take_in_trade(own_user, trade_in())  # on 20 November, for 435,000 baht
    assert told(own_user, "used_stock") == {"": 1}
    assert told(own_user, "used_stock_age") == {"": 10}  # until 30 November
    buyer = add_person(own_user, Person("Prasert Wong")).value.number
    sell_vehicle(own_user, contract(on=date(2026, 11, 22), buyer=buyer, price=Money(48_000_000, "THB")))
    asked = ChangeOwner(VIN, date(2026, 11, 24), buyer, Distance(48_210), 2)
    change_owner(own_user, asked)
    assert told(own_user, "traded_in") == {"": 1}
    assert told(own_user, "used_sold") == {"": 1}
    assert told(own_user, "used_turn") == {"": 4}
    assert told(own_user, "used_margin") == {"": 4_500_000}
    assert told(own_user, "used_margin_share") == {"": 100 * 45 / 480}
    assert told(own_user, "used_stock") == {}
    assert findings(own_user) == []


def test_claims_are_told_on_the_days_of_submission_answer_and_money(own_user):
    with_car(own_user)
    number = submitted(own_user).number  # today, of 3,500 baht
    assert told(own_user, "claims_submitted") == {"": 1}
    assert told(own_user, "claims_asked") == {"": 350_000}
    with clock.standing_at(datetime(2026, 12, 5, 9, tzinfo=UTC)):
        answered(own_user, number, ClaimState.PARTLY_APPROVED, (1, 40_000, "0.4 h"))
        granted = told(own_user, "claims_granted", "2026-12")[""]
        assert told(own_user, "granted_share", "2026-12") == {"": 100 * granted / 350_000}
    with clock.standing_at(datetime(2026, 12, 20, 9, tzinfo=UTC)):
        step(own_user, number, ClaimState.PAID)
        assert told(own_user, "claims_paid", "2026-12") == {"": granted}
        assert told(own_user, "days_to_money", "2026-12") == {"": 25}
        assert findings(own_user) == []


def test_a_car_that_is_destroyed_and_its_battery_ended(own_user):
    destroyed(own_user)
    assert told(own_user, "cars_taken_over") == {"": 1}
    assert told(own_user, "batteries_ended") == {"": 1}
    assert told(own_user, "cars_ended") == {Stage.DESTROYED: 1}
    assert told(own_user, "cars_by_stage")[Stage.DESTROYED] == 1
    assert findings(own_user) == []


def test_energy_is_told_by_the_month_of_its_sessions_and_goes_with_an_import_that_is_undone(user):
    with_cars(user)
    taken = taken_in(user, some(1, 40), vin=ONE)  # a session a day from 11 January, 20,001 Wh and up
    days = [(session(number).started_at + timedelta(hours=7)).date() for number in range(1, 41)]  # Bangkok's clocks
    january = sum(20_000 + at for at, day in enumerate(days, 1) if day.month == 1)
    february = sum(20_000 + at for at, day in enumerate(days, 1) if day.month == 2)
    assert told(user, "energy_charged", "2026-01") == {"": Fraction(january, 1000)}
    assert told(user, "energy_charged", "2026-02") == {"": Fraction(february, 1000)}
    assert told(user, "charging_sessions", "2026-Q1") == {"": 40}
    assert findings(user) == []
    undo_batch(user, UndoBatch(taken.batch))
    assert told(user, "charging_sessions", "2026-Q1") == {}
    assert findings(user) == []


def test_battery_health_is_the_average_of_the_readings_of_a_period(own_user):
    with_cars(own_user)
    for tenths in (930, 950):
        done = read_health(own_user, ReadHealth(ONE, date(2026, 11, 3), tenths, OfficialKind.CERTIFICATE)).value
    assert told(own_user, "battery_health") == {"": 94}
    take_health_back(own_user, TakeHealthBack(done.event, "typed wrongly"))
    assert told(own_user, "battery_health") == {"": 93}
    assert told(own_user, "health_readings") == {OfficialKind.CERTIFICATE: 1}
    assert findings(own_user) == []


def test_battery_health_stands_under_the_climate_that_the_sessions_tell_and_else_under_that_of_the_market(own_user):
    with_cars(own_user)
    read_health(own_user, ReadHealth(ONE, date(2026, 11, 3), 930, OfficialKind.CERTIFICATE))
    assert told(own_user, "battery_health_hot") == {"": 93}  # a dealer in Thailand
    taken = taken_in(own_user, some(1, 10, temperature=35), vin=ONE)
    assert (told(own_user, "battery_health_hot"), told(own_user, "battery_health_cold")) == ({}, {"": 93})
    assert findings(own_user) == []
    undo_batch(own_user, UndoBatch(taken.batch))
    assert (told(own_user, "battery_health_hot"), told(own_user, "battery_health_cold")) == ({"": 93}, {})
    assert findings(own_user) == []


@pytest.mark.parametrize("market", codes_written_in_full())
def test_every_example_has_a_climate_with_its_source(market):
    known = tomllib.loads(resource("batteries/climates.toml").read_text("utf-8"))["markets"]
    assert known[market]["source"]
    assert climate_of([], market) == known[market]["climate"]
    assert climate_of([150] * 10, market) is Climate.TEMPERATE
    assert climate_of([150] * 9, market) == known[market]["climate"]
