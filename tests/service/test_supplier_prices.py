"""Suppliers' price lists from files: whose they are, what is new and known, what an order proposes, withdrawn whole."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from command_line import Desk
from test_catalogue import workbook
from test_delivery_notes import table
from test_purchasing import NOW, SAIC, ordered

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.stages.service.catalogue.interchange.lists import PARTS_READER
from lifecycle_desk.stages.service.purchasing.interchange.price_lists import READER, undone
from lifecycle_desk.stages.service.purchasing.rules.prices import (
    BelowMinimumOrder,
    NowSupersededBy,
    PriceListWithdrawn,
)
from lifecycle_desk.stages.service.purchasing.usecases.checks import CHECKS
from lifecycle_desk.stages.service.purchasing.usecases.ordering import order_parts
from lifecycle_desk.stages.service.purchasing.usecases.prices import PartOffer, part_offers
from lifecycle_desk.stages.service.purchasing.usecases.requests import OrderParts, PartOrdered, PriceFilled
from lifecycle_desk.stages.service.purchasing.usecases.showing import purchase_page
from lifecycle_desk.stages.service.purchasing.usecases.suppliers import save_supplier

LIST = "part_number,text,price,valid_from,superseded_by,minimum_order\n"


@pytest.fixture
def parts(own_shop: UserSession, stopped_clock) -> UserSession:
    stopped_clock(NOW)
    save_supplier(own_shop, SAIC)
    return own_shop


def taken(user: UserSession, path: Path, **how: object) -> Taken:
    return drained(READER.take_in(user, path, Choices(**how))).value


def offered(user: UserSession, code: str) -> PartOffer | None:
    return part_offers(user, 1, [code]).get(code.casefold())


def sound(user: UserSession) -> bool:
    with user.store.reading() as tx:
        return not [found for check in CHECKS for found in check(tx)]


def test_a_list_is_proposed_by_its_day_known_again_and_withdrawn_whole(parts, tmp_path):
    text = f"{LIST}a-1,Sensor,1200.50,2026-11-01,,0\na-1,Sensor,1300,2027-01-01,,\nB,Hose,90,,B-2,10\n"
    path = table(tmp_path, text)
    assert READER.knows(path, "TH") >= PARTS_READER.knows(path, "TH")
    assert taken(parts, path, dry_run=True).new == 3
    assert offered(parts, "b") is None
    first = taken(parts, path)
    assert (first.new, first.written) == (3, True)
    assert offered(parts, "a1") == PartOffer("", "Sensor", 120_050, Decimal(0), by_list=True)
    assert offered(parts, "b") == PartOffer("", "Hose", 9_000, Decimal(10), "B-2", by_list=True)
    again = taken(parts, path)
    assert (again.new, again.known, again.change) == (0, 3, None)
    dearer = taken(parts, table(tmp_path, f"{LIST}A1,Sensor,1250,2026-11-20,,\n"))
    assert dearer.changed == 1
    assert offered(parts, "a1").price == 125_000
    done = ordered(parts, PartOrdered(code="B", quantity=Decimal(2)))
    assert {type(each) for each in done.warnings} == {BelowMinimumOrder, NowSupersededBy}
    assert done.value.filled == (PriceFilled(1, "B", 9_000, by_list=True),)
    command, asked = undone(dearer)
    command(parts, asked)
    assert offered(parts, "a1").price == 120_050
    with pytest.raises(PriceListWithdrawn):
        command(parts, asked)
    assert sound(parts)


def test_whose_list_it_is_and_what_cannot_be_a_price_is_asked_by_row(parts, tmp_path):
    save_supplier(parts, replace(SAIC, name="SAIC Asia", currency="CNY"))
    path = workbook(tmp_path / "prices.xlsx", [("part_number", "price"), ("A", "12"), ("", "3"), ("C", "")])
    assert [each.field for each in taken(parts, path).refused] == ["supplier", "part_number", "supplier"]
    refused = taken(parts, path, supplier="saic a", skip_refused=True).refused
    assert [(each.line, each.field) for each in refused] == [(3, "part_number"), (4, "price")]
    assert part_offers(parts, 2, ["A"])["a"].price == 1_200
    assert part_offers(parts, 1, ["A"]) == {}
    wrong = "supplier,part_number,price,currency,superseded_by\nSAIC Parts,X,1,euro,\nSAIC Parts,Y,1,EUR,y\n"
    assert [each.field for each in taken(parts, table(tmp_path, wrong)).refused] == ["currency", "superseded_by"]
    own = "supplier,part_number,price,currency\nSAIC Parts,Z,1,EUR\n"
    assert taken(parts, table(tmp_path, own)).new == 1
    assert part_offers(parts, 1, ["Z"]) == {}  # not in the currency in which they charge
    desk = Desk(parts.store.where)
    listed = desk("do", "list_supplier_prices", '{"codes": ["z", "a"]}').json["made"]["prices"]
    assert [(each["code"], each["currency"]) for each in listed] == [("A", "CNY"), ("Z", "EUR")]
    path = table(tmp_path, "part_number,price\nQ,5\n")
    assert desk("import", "supplier-prices", path, "--supplier", "SAIC Parts", "--json").json["new"] == 1
    assert part_offers(parts, 1, ["Q"])["q"] == PartOffer("", "", 500, by_list=True)
    lines = [{"code": "q"}, {"code": "Q", "price": 450}, {"code": "NEW"}]
    placed = desk("do", "order_parts", json.dumps({"supplier": 1, "lines": lines})).json["made"]
    assert placed["filled"] == [{"line": 1, "code": "q", "price": 500, "by_list": True}]
    assert [each.price for each in purchase_page(parts, placed["number"]).of.lines] == [500, 450, None]
    in_euro = order_parts(parts, OrderParts(supplier=1, lines=(PartOrdered(code="Q"),), currency="EUR"))
    assert in_euro.value.filled == ()  # what is listed in their own currency says nothing of another
