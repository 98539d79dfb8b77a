"""Contracts, registrations and the start of warranty: by the rules of each market."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sale_story import BUYER, VIN, arrival, contract, handing_over, pdi

from lifecycle_desk.base.money import Money
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Dealer, Member
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.market.market import PriceCustom, market
from lifecycle_desk.stages.sale.arrival.usecases import receive_vehicle
from lifecycle_desk.stages.sale.contract.usecases.selling import CancelSale, cancel_sale, sell_vehicle
from lifecycle_desk.stages.sale.handover import rules as handover
from lifecycle_desk.stages.sale.handover.usecases import RegisterVehicle, hand_over_vehicle, register_vehicle
from lifecycle_desk.stages.sale.inspection.usecases import save_inspection
from lifecycle_desk.stages.sale.room import ROOM as OF_SALE
from lifecycle_desk.stages.sale.stock.rules.status import months_later
from lifecycle_desk.stages.sale.stock.usecases.showing import sale_page
from lifecycle_desk.stages.sale.stock.usecases.taking_back import TakeBackSale, take_back_sale_event
from lifecycle_desk.vehicle.rules import contract as rules
from lifecycle_desk.vehicle.rules.people import UnknownPerson
from lifecycle_desk.vehicle.usecases.life import Description
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.showing import page

CHECKS = tuple(OF_SALE.offered("checks"))

BAHT = "THB"
PLATES = {"TH": "3กข 4821", "AE": "A 12345", "MX": "ABC-12-34", "ES": "1234 KLM", "GB": "AB26 CDE"}


# Amounts


@pytest.mark.parametrize(
    ("price", "discount", "tax", "inclusive", "expected"),
    [
        (107_000, 0, Fraction(7, 100), True, (100_000, 7_000, 107_000)),
        (100_000, 0, Fraction(7, 100), False, (100_000, 7_000, 107_000)),
        (98_990_000, 2_000_000, Fraction(7, 100), True, (90_644_860, 6_345_140, 96_990_000)),
        (3_499_000, 0, Fraction(21, 100), True, (2_891_736, 607_264, 3_499_000)),
        (50, 0, Fraction(5, 100), False, (50, 3, 53)),
        (1, 0, Fraction(0), True, (1, 0, 1)),
    ],
)
def test_what_a_sale_comes_to(price, discount, tax, inclusive, expected):
    found = rules.amounts(Money(price, BAHT), Money(discount, BAHT), None, tax, inclusive=inclusive)

    assert (found.net.minor, found.tax.minor, found.total.minor) == expected
    assert found.balance == found.total


@given(st.integers(1, 10**12), st.integers(0, 10**12), st.fractions(0, 1, max_denominator=10_000), st.booleans())
@settings(max_examples=200)
def test_no_minor_unit_is_lost_or_made(price, discount, tax, inclusive):
    discount = min(discount, price)
    found = rules.amounts(Money(price, BAHT), Money(discount, BAHT), Money(0, BAHT), tax, inclusive=inclusive)

    assert found.net + found.tax == found.total
    assert found.agreed == (found.total if inclusive else found.net)
    assert abs(found.net.minor * tax - found.tax.minor) <= Fraction(1 + tax)


@pytest.mark.parametrize(
    ("price", "discount", "deposit", "rule", "at"),
    [
        (0, 0, 0, rules.PriceNotPositive, "price"),
        (-1, 0, 0, rules.PriceNotPositive, "price"),
        (100, 101, 0, rules.AmountTooMuch, "discount"),
        (100, -1, 0, rules.AmountTooMuch, "discount"),
        (100, 0, 108, rules.AmountTooMuch, "deposit"),
    ],
)
def test_amounts_that_cannot_be(price, discount, deposit, rule, at):
    with pytest.raises(rule) as refused:
        rules.amounts(
            Money(price, BAHT), Money(discount, BAHT), Money(deposit, BAHT), Fraction(7, 100), inclusive=False
        )
    assert refused.value.at == at


def test_a_contract_is_in_the_markets_currency(ready):
    with pytest.raises(rules.ForeignCurrency) as refused:
        sell_vehicle(ready, contract(price=Money(100, "EUR")))
    assert refused.value.facts == {"given": "EUR", "currency": "THB"}
    with pytest.raises(rules.ForeignCurrency) as refused:
        sell_vehicle(ready, contract(deposit=Money(100, "EUR")))
    assert refused.value.at == "deposit"


def test_the_custom_of_the_market_or_of_the_contract_says_where_the_tax_is(ready):
    within = sell_vehicle(ready, contract()).value.amounts
    cancel_sale(ready, CancelSale(VIN, date(2026, 9, 21), "again, net"))
    on_top = sell_vehicle(ready, contract(on=date(2026, 9, 22), custom=PriceCustom.ON_TOP)).value.amounts

    assert within.total == Money(98_990_000, BAHT)
    assert on_top.total == Money(105_919_300, BAHT)
    assert sale_page(ready, VIN).contract.agreed.tax.name == "VAT"


# Numbers


@pytest.mark.parametrize(
    ("given_number", "expected"),
    [
        (None, "SC-2026-0001"),
        ("  ", "SC-2026-0001"),
        ("sc-2026-0001", "SC-2026-0001"),
        ("BKK/2026/77", "BKK/2026/77"),
        (" สัญญา  12 ", "สัญญา 12"),
    ],
)
def test_a_contract_has_the_next_number_or_its_own(ready, given_number, expected):
    assert sell_vehicle(ready, contract(contract=given_number)).value.contract == expected
    assert sale_page(ready, VIN).contract.agreed.contract == expected
    assert books.check(ready, CHECKS).sound


def test_a_number_leaves_no_gap_and_is_used_once(ready):
    with pytest.raises(rules.ContractNumberLeavesGap) as refused:
        sell_vehicle(ready, contract(contract="SC-2026-0007"))
    assert refused.value.next == "SC-2026-0001"
    sell_vehicle(ready, contract(contract="K-1"))
    cancel_sale(ready, CancelSale(VIN, date(2026, 9, 21), "wrong car"))
    with pytest.raises(rules.ContractNumberUsed):
        sell_vehicle(ready, contract(contract="K-1"))
    with pytest.raises(rules.ContractNumberTooLong):
        sell_vehicle(ready, contract(contract="K" * 41))
    assert sell_vehicle(ready, contract()).value.contract == "SC-2026-0001"


def test_a_car_is_sold_once_to_somebody_who_is_known(ready):
    with pytest.raises(UnknownPerson):
        sell_vehicle(ready, contract(buyer=99))
    sell_vehicle(ready, contract())
    with pytest.raises(handover.SoldAlready) as refused:
        sell_vehicle(ready, contract())
    assert refused.value.contract == "SC-2026-0001"
    with pytest.raises(rules.CancelledBeforeSale):
        cancel_sale(ready, CancelSale(VIN, date(2026, 9, 19), "before"))


def test_a_sale_that_is_cancelled_twice_is_refused(sold):
    cancel_sale(sold, CancelSale(VIN, date(2026, 9, 21), "finance refused"))
    with pytest.raises(handover.NotSold):
        cancel_sale(sold, CancelSale(VIN, date(2026, 9, 21), "finance refused"))


# Handover


def test_what_blocks_a_handover_is_told_the_gravest_first(arrived):
    assert [each.rule for each in sale_page(arrived, VIN).blocks] == ["not_inspected", "not_sold"]
    with pytest.raises(handover.NotInspected):
        hand_over_vehicle(arrived, handing_over())
    save_inspection(arrived, pdi())
    with pytest.raises(handover.NotSold):
        hand_over_vehicle(arrived, handing_over())
    sell_vehicle(arrived, contract())
    assert sale_page(arrived, VIN).blocks == ()
    with pytest.raises(handover.HandoverBeforeSale) as refused:
        hand_over_vehicle(arrived, handing_over(on=date(2026, 9, 19)))
    assert refused.value.at == "on"


def test_a_handover_that_is_not_signed_on_the_screen_is_noted(sold):
    assert [each.rule for each in hand_over_vehicle(sold, handing_over(signature=())).warnings] == ["not_signed"]


# Registration


def test_an_unusual_plate_is_noted_and_kept(sold):
    done = register_vehicle(sold, RegisterVehicle(VIN, date(2026, 9, 28), " b-ab  1234e "))

    assert [each.rule for each in done.warnings] == ["unusual_plate"]
    assert page(sold, VIN).figures.plate == "B-AB 1234E"


def test_a_car_is_registered_once_and_first_registered_before(sold):
    with pytest.raises(handover.FirstRegistrationLater) as refused:
        register_vehicle(
            sold, RegisterVehicle(VIN, date(2026, 9, 28), "3กข 4821", first_registered_on=date(2026, 9, 29))
        )
    assert refused.value.at == "first_registered_on"
    register_vehicle(sold, RegisterVehicle(VIN, date(2026, 9, 28), "3กข 4821"))
    with pytest.raises(handover.RegisteredAlready):
        register_vehicle(sold, RegisterVehicle(VIN, date(2026, 9, 29), "3กข 4822"))


# Warranty


def user_in(code: str, tmp_path, make: str = "MG"):
    """A dealer's books in a market, with a car that can be handed over there."""
    user = books.create(tmp_path / f"{code}.ldk", Dealer("Desk", code, "en"))
    add_person(user, BUYER)
    described = arrival().description
    receive_vehicle(user, arrival(description=Description(make, "One", energy=described.energy)))
    save_inspection(user, pdi())
    sell_vehicle(user, contract(price=Money(3_000_000, market(code).currency)))
    return user


def test_a_car_bears_the_tax_on_cars_and_none_where_the_market_has_none(tmp_path):
    """Indonesia taxes cars at 12 % and workshop work at 11 %; Kuwait has no value added tax."""
    for code, name, rate, within in [("ID", "PPN", "12", 321_429), ("KW", None, None, 0)]:
        user = user_in(code, tmp_path)
        agreed = sale_page(user, VIN).contract.agreed
        assert (agreed.tax and agreed.tax.local_name, agreed.tax and str(agreed.tax.percent)) == (name, rate)
        assert agreed.amounts.tax == Money(within, market(code).currency)
        assert agreed.amounts.total == Money(3_000_000, market(code).currency)
        user.store.close()


BEFORE, DAY, AFTER = date(2026, 9, 25), date(2026, 10, 1), date(2026, 10, 9)


@pytest.mark.parametrize(
    ("code", "make", "registered", "expected", "between"),
    [
        ("TH", "MG", BEFORE, DAY, None),
        ("TH", "MG", AFTER, DAY, DAY),
        ("MX", "MG", BEFORE, DAY, None),
        ("MX", "MG", AFTER, DAY, DAY),
        ("AE", "MG", BEFORE, BEFORE, BEFORE),
        ("AE", "MG", AFTER, DAY, DAY),
        ("ES", "BYD", BEFORE, BEFORE, BEFORE),
        ("ES", "BYD", AFTER, DAY, DAY),
        ("ES", "MG", BEFORE, BEFORE, BEFORE),
        ("ES", "MG", AFTER, AFTER, None),
        ("GB", "MG", BEFORE, BEFORE, BEFORE),
        ("GB", "MG", AFTER, DAY, DAY),
    ],
)
def test_warranty_starts_by_the_markets_rule(tmp_path, code, make, registered, expected, between):
    """`between` is what is known after the first of the two events."""
    user = user_in(code, tmp_path, make)
    registering = (register_vehicle, RegisterVehicle(VIN, registered, PLATES[code]))
    handing = (hand_over_vehicle, handing_over(on=DAY))
    first, second = (registering, handing) if registered < DAY else (handing, registering)

    first[0](user, first[1])
    assert page(user, VIN).figures.warranty_started_on == between
    done = second[0](user, second[1])
    assert page(user, VIN).figures.warranty_started_on == expected
    told = next(each.told for each in page(user, VIN).lines if each.told.seq == done.value.event)
    assert told.facts["warranty"]["handed_over_on"] == DAY.isoformat()
    assert told.facts["warranty"]["first_registered_on"] == registered.isoformat()
    assert told.facts["warranty"]["starts_on"] == expected.isoformat()
    assert books.check(user, CHECKS).sound
    user.store.close()


def test_a_registration_that_is_told_late_moves_the_start_back(tmp_path):
    user = user_in("AE", tmp_path)
    hand_over_vehicle(user, handing_over(on=DAY))
    told = register_vehicle(user, RegisterVehicle(VIN, BEFORE, PLATES["AE"])).value.event

    assert page(user, VIN).figures.warranty_started_on == BEFORE
    take_back_sale_event(user, TakeBackSale(told, "wrong day"))
    assert page(user, VIN).figures.warranty_started_on == DAY
    assert books.check(user, CHECKS).sound
    user.store.close()


def test_a_registration_that_is_taken_back_starts_no_warranty(tmp_path):
    user = user_in("AE", tmp_path)
    told = register_vehicle(user, RegisterVehicle(VIN, BEFORE, PLATES["AE"])).value.event
    take_back_sale_event(user, TakeBackSale(told, "other car"))

    figures = page(user, VIN).figures
    assert (figures.warranty_started_on, figures.first_registered_on, figures.plate) == (None, None, None)
    assert books.check(user, CHECKS).sound
    user.store.close()


def test_a_demonstrator_that_was_registered_long_ago(tmp_path):
    user = user_in("ES", tmp_path, "BYD")
    long_ago = date(2026, 1, 15)
    register_vehicle(user, RegisterVehicle(VIN, BEFORE, PLATES["ES"], first_registered_on=long_ago))
    hand_over_vehicle(user, handing_over(on=DAY))

    assert page(user, VIN).figures.warranty_started_on == long_ago
    user.store.close()


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 120))
@settings(max_examples=100)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months):
    later = months_later(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


# Rights


@pytest.mark.parametrize(
    ("role", "may"), [(Role.TECHNICIAN, False), (Role.SALES, True), (Role.ADVISER, False), (Role.AUDITOR, False)]
)
def test_who_may_sell(own_user, role, may):
    from dataclasses import replace

    add_person(own_user, BUYER)
    receive_vehicle(own_user, arrival())
    take_on(own_user, Member("boss", "The boss", Role.MANAGER))
    take_on(own_user, Member("pim", "Pim", role))
    switch_sign_in(replace(own_user, staff="boss"), SignIn(on=True))

    if may:
        assert sell_vehicle(replace(own_user, staff="pim"), contract()).value.contract
    else:
        with pytest.raises(NotAllowed):
            sell_vehicle(replace(own_user, staff="pim"), contract())
