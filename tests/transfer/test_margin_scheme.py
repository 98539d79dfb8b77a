"""A used car under a margin scheme: no tax on its paper, the words of the law instead, and the tax the dealer owes."""

from datetime import timedelta

import pytest
from pdf_text import pages_of
from trade_story import ON, VIN, trade_in

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases import books
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.market.market import PriceCustom, market
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.sale.contract.rules import Agreed
from lifecycle_desk.stages.sale.contract.usecases.selling import SellVehicle, sell_vehicle, used_sale
from lifecycle_desk.stages.sale.reports import REPORTS
from lifecycle_desk.stages.transfer.ownership.rules.ownership import Way
from lifecycle_desk.stages.transfer.ownership.usecases.changing import ChangeOwner, change_owner
from lifecycle_desk.stages.transfer.trade_in.rules.counted import MARGIN, contributions
from lifecycle_desk.stages.transfer.trade_in.rules.trade import TradeEvent
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import take_in_trade
from lifecycle_desk.vehicle.papers.subject import OfVehicle
from lifecycle_desk.vehicle.rules import contract as rules
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

SUMMARY = REPORTS[2]
SIGNED = ON + timedelta(days=2)
SAYS = {
    "GB": ["Margin scheme – second-hand goods"],
    "DE": ["Gebrauchtgegenstände/Sonderregelung"],
    "ES": ["Régimen especial de los bienes usados"],
    "NL": ["Bijzondere regeling – gebruikte goederen", "Margin scheme – second-hand goods"],
}


def at(tmp_path, code):
    """Books in a market with a car that was taken in for 10,000.00 and somebody who buys it."""
    user = books.create(tmp_path / "dealer.ldk", Dealer("Dealer", code, "en"))
    currency = market(code).currency
    owner = add_person(user, Person("Jo Owner")).value.number
    add_vehicle(user, AddVehicle(VIN, ON - timedelta(days=400), Description("MG", "MG4"), None, Distance(10), owner))
    paid = Money(1_000_000, currency)
    take_in_trade(user, trade_in(agreed=paid, offered=paid))
    return user, currency, add_person(user, Person("Vi Buyer")).value.number


def sold(user, buyer, price, **more):
    return sell_vehicle(user, SellVehicle(VIN, SIGNED, buyer, price, **more)).value


def told_of(user) -> Agreed:
    with user.store.reading() as tx:
        return next(each for each in life.told(tx, VIN) if each.kind == rules.SOLD).facts_as(Agreed)


def printed(user, code) -> str:
    from_report = SUMMARY.draw(user, OfVehicle(VIN), spoken(user, code))
    return " ".join("\n".join(pages_of(from_report.pdf())).split())


def sound(user) -> bool:
    return books.check(user, tuple(offered("checks"))).findings == ()


@pytest.mark.parametrize(
    ("code", "tax"),
    [
        ("GB", 33_333),  # one sixth of 2,000.00
        ("DE", 31_933),  # 19/119
        ("ES", 34_711),  # 21/121
        ("NL", 34_711),
    ],
)
def test_the_tax_within_the_margin_is_sealed_and_the_paper_shows_the_words_of_the_law_and_no_tax(tmp_path, code, tax):
    user, currency, buyer = at(tmp_path, code)
    assert used_sale(user, VIN).paid == Money(1_000_000, currency)
    sold(user, buyer, Money(1_200_000, currency))
    agreed = told_of(user)
    assert (agreed.margin_tax, agreed.tax, agreed.amounts.tax.minor) == (Money(tax, currency), None, 0)
    said = printed(user, code.lower() if code in {"DE", "ES"} else "en")
    assert all(words in said for words in SAYS[code])
    assert "%" not in said  # which every rate has
    assert not any(f"{amount}" in said for amount in ("333.33", "319,33", "347,11"))
    assert sound(user)
    user.store.close()


def test_a_loss_bears_no_tax_and_a_car_whose_price_is_unknown_none_that_is_told(tmp_path):
    user, currency, buyer = at(tmp_path, "GB")
    sold(user, buyer, Money(900_000, currency))
    assert told_of(user).margin_tax == Money(0, currency)
    user.store.close()


def test_a_contract_that_names_a_tax_is_under_no_scheme(tmp_path):
    user, currency, buyer = at(tmp_path, "GB")
    sold(user, buyer, Money(1_200_000, currency), custom=PriceCustom.INCLUSIVE)
    assert told_of(user).margin_tax is None
    said = printed(user, "en")
    assert "VAT 20% £2,000.00" in said
    assert SAYS["GB"][0] not in said
    user.store.close()


def test_a_market_without_a_scheme_seals_nothing_new(owned):
    buyer = add_person(owned, Person("วิไล รักดี")).value.number
    take_in_trade(owned, trade_in())
    sold(owned, buyer, Money(48_900_000, "THB"))
    with owned.store.reading() as tx:
        facts = next(each for each in life.told(tx, VIN) if each.kind == rules.SOLD).facts
    assert not {"fees", "margin_tax"} & {*facts}


def test_fees_are_passed_on_at_cost_above_the_tax_and_in_the_total(tmp_path):
    user, currency, buyer = at(tmp_path, "GB")
    fees, more = Money(25_000, currency), {"custom": PriceCustom.INCLUSIVE, "deposit": Money(100_000, currency)}
    made = sold(user, buyer, Money(1_200_000, currency), fees=fees, **more)
    sums = made.amounts
    assert (sums.net.minor, sums.tax.minor, sums.total.minor, sums.balance.minor) == (
        1_000_000, 200_000, 1_225_000, 1_125_000,
    )  # fmt: skip
    said = printed(user, "en")
    assert "Fees passed on £250.00 Total £12,250.00" in said
    assert sound(user)
    user.store.close()


def test_fees_in_another_currency_or_below_nothing_are_refused(tmp_path):
    user, currency, buyer = at(tmp_path, "GB")
    for fees in (Money(100, "USD"), Money(-100, currency)):
        with pytest.raises(Objection) as refused:
            sold(user, buyer, Money(1_200_000, currency), fees=fees)
        assert refused.value.at == "fees"
    user.store.close()


def test_a_car_without_a_contract_has_no_bill(tmp_path):
    user, _, _ = at(tmp_path, "GB")
    with pytest.raises(Objection) as refused:
        printed(user, "en")
    assert refused.value.rule == "not_sold"
    user.store.close()


def test_what_remains_of_a_deal_in_the_figures_is_without_the_tax_within_the_margin(tmp_path):
    assert TradeEvent.TAKEN_IN.value == rules.TAKEN_IN
    user, currency, buyer = at(tmp_path, "GB")
    sold(user, buyer, Money(1_200_000, currency))
    change_owner(user, ChangeOwner(VIN, SIGNED, buyer, Distance(48_300), 2, way=Way.FROM_STOCK))
    with user.store.reading() as tx:
        (margin,) = [each for each in contributions(life.told(tx, VIN)) if each.measure == MARGIN]
    assert margin.amount == 200_000 - 33_333
    assert sound(user)
    user.store.close()
