"""A used car that is sold has its contract: signed before it changes hands, or written with the change from stock."""

from datetime import date, timedelta

import pytest
from trade_story import ON, VIN, sheet, trade_in

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases import books
from lifecycle_desk.market.market import PriceCustom
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.sale.contract.usecases.holding import contracts_held
from lifecycle_desk.stages.sale.contract.usecases.selling import CancelSale, SellVehicle, cancel_sale, sell_vehicle
from lifecycle_desk.stages.sale.stock.usecases.taking_back import TakeBackSale, take_back_sale_event
from lifecycle_desk.stages.transfer.condition.usecases import save_condition
from lifecycle_desk.stages.transfer.ownership.rules.ownership import Way
from lifecycle_desk.stages.transfer.ownership.usecases.changing import (
    ChangeOwner,
    TakeChangeBack,
    change_owner,
    take_change_of_owner_back,
)
from lifecycle_desk.stages.transfer.trade_in.rules.trade import TradeList
from lifecycle_desk.stages.transfer.trade_in.usecases.listing import TradeCars, trade_counts
from lifecycle_desk.stages.transfer.trade_in.usecases.showing import trade_page
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import TakeBackTrade, take_back_trade_event, take_in_trade
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import contracts as contract_rows
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.showing import page

PRICE = Money(48_900_000, "THB")
SIGNED = ON + timedelta(days=2)
OTHER = "LSJWH4099PN000002"


@pytest.fixture
def buyer(owned):
    return add_person(owned, Person("วิไล รักดี")).value.number


def sold(user, buyer, **more):
    return sell_vehicle(user, SellVehicle(**{"vin": VIN, "on": SIGNED, "buyer": buyer, "price": PRICE} | more)).value


def changed(user, buyer, **more):
    given = {"vin": VIN, "on": SIGNED, "to": buyer, "odometer": Distance(48_300), "keys": 2, "way": Way.FROM_STOCK}
    return change_owner(user, ChangeOwner(**given | more)).value


def sound(user):
    return books.check(user, tuple(offered("checks"))).findings == ()


def stage(user):
    return page(user, VIN).figures.stage


def numbers(user):
    with user.store.reading() as tx:
        return {each.number: each.cancelled is not None for each in contract_rows.contracts(tx)}


def refused(call, *asked, **more):
    with pytest.raises(Objection) as fault:
        call(*asked, **more)
    return fault.value.rule


def test_a_car_taken_in_trade_is_sold_under_contract_and_goes_to_who_signed_it(owned, buyer):
    taken = take_in_trade(owned, trade_in()).value
    before = page(owned, VIN).figures.sold_on
    made = sold(owned, buyer)

    assert (made.contract, made.amounts.total, made.amounts.tax.minor) == ("SC-2026-0001", PRICE, 0)
    assert (stage(owned), page(owned, VIN).figures.sold_on) == (Stage.SOLD, before)
    assert refused(sold, owned, buyer) == "sold_already"
    assert refused(changed, owned, 1) == "contract_of_another"
    assert refused(take_back_trade_event, owned, TakeBackTrade(taken.event, "mistake")) == "rests_on_this"
    change = changed(owned, buyer)
    assert (stage(owned), page(owned, VIN).figures.owner) == (Stage.IN_USE, buyer)
    assert page(owned, VIN).lines[-1].told.facts["contract"] == made.contract
    assert numbers(owned) == {made.contract: False}
    assert refused(take_back_sale_event, owned, TakeBackSale(made.event, "mistake")) == "rests_on_this"
    assert sound(owned)

    take_change_of_owner_back(owned, TakeChangeBack(change.event, "mistake"))
    assert stage(owned) is Stage.SOLD
    take_back_sale_event(owned, TakeBackSale(made.event, "mistake"))
    assert (stage(owned), numbers(owned)) == (Stage.FOR_SALE_AGAIN, {made.contract: True})
    assert sound(owned)


def test_a_contract_of_a_used_car_is_cancelled_and_the_car_is_for_sale_again(owned, buyer):
    take_in_trade(owned, trade_in())
    first = sold(owned, buyer, custom=PriceCustom.INCLUSIVE)
    assert first.amounts.tax == Money(3_199_065, "THB")  # 489 000.00 * 7/107 = 31 990.654…
    cancel_sale(owned, CancelSale(VIN, SIGNED, "no money"))
    assert (stage(owned), numbers(owned)) == (Stage.FOR_SALE_AGAIN, {first.contract: True})

    assert sold(owned, buyer, contract="U-77").contract == "U-77"
    assert sound(owned)


def test_a_car_under_contract_is_not_on_the_list_of_those_for_sale_until_the_contract_is_cancelled(owned, buyer):
    take_in_trade(owned, trade_in())
    save_condition(owned, sheet())
    lists = (TradeList.ALL, TradeList.FOR_SALE, TradeList.UNDER_CONTRACT)

    def listed():
        found = {which: list(TradeCars(owned, which).rows(TradeCars(owned, which).keys()).values()) for which in lists}
        assert trade_counts(owned) == {which: len(found.get(which, ())) for which in TradeList}
        return {which: [each.which for each in cars] for which, cars in found.items()}

    for_sale = [TradeList.FOR_SALE]
    assert listed() == {TradeList.ALL: for_sale, TradeList.FOR_SALE: for_sale, TradeList.UNDER_CONTRACT: []}
    sold(owned, buyer)
    signed = [TradeList.UNDER_CONTRACT]
    assert listed() == {TradeList.ALL: signed, TradeList.FOR_SALE: [], TradeList.UNDER_CONTRACT: signed}
    assert trade_page(owned, VIN).which is TradeList.UNDER_CONTRACT
    assert sound(owned)

    cancel_sale(owned, CancelSale(VIN, SIGNED, "no money"))
    assert listed() == {TradeList.ALL: for_sale, TradeList.FOR_SALE: for_sale, TradeList.UNDER_CONTRACT: []}
    sold(owned, buyer)
    changed(owned, buyer)
    assert listed() == {TradeList.ALL: [], TradeList.FOR_SALE: [], TradeList.UNDER_CONTRACT: []}


def test_a_change_of_owner_from_stock_writes_its_contract(owned, buyer):
    take_in_trade(owned, trade_in())
    change = changed(owned, buyer, price=PRICE, way=Way.PRIVATE)  # whatever is said: it is the dealer's car
    told = page(owned, VIN).lines[-1].told

    assert (told.facts["contract"], numbers(owned)) == ("SC-2026-0001", {"SC-2026-0001": False})
    with owned.store.reading() as tx:
        (held,) = contracts_held(tx, buyer)["contracts"]
    assert (held["number"], held["cancelled"]) == ("SC-2026-0001", False)
    assert sound(owned)
    take_change_of_owner_back(owned, TakeChangeBack(change.event, "mistake"))
    assert numbers(owned) == {"SC-2026-0001": True}
    assert sound(owned)


def test_a_sale_between_customers_has_no_contract_of_ours(owned, buyer):
    changed(owned, buyer, way=Way.PRIVATE)
    assert numbers(owned) == {}
    assert "contract" not in page(owned, VIN).lines[-1].told.facts


def test_a_car_that_never_was_stock_and_is_nobodys_is_sold_and_a_customers_is_not(owned, buyer):
    assert refused(sold, owned, buyer) == "customers_car"
    add_vehicle(owned, AddVehicle(OTHER, date(2026, 11, 1), Description("BYD", "Dolphin")))
    made = sold(owned, buyer, vin=OTHER)
    change_owner(owned, ChangeOwner(OTHER, SIGNED, buyer, Distance(10), 2))

    assert numbers(owned) == {made.contract: False}
    assert sound(owned)
