"""Purchase prices of cars from a file: each recorded as by hand, known again, replaced by a newer document alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from command_line import Desk
from sale_story import VIN, arrival, contract, made_ready
from sqlalchemy import text
from test_catalogue import workbook

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.stages.sale.arrival.usecases import receive_vehicle
from lifecycle_desk.stages.sale.contract.usecases.selling import CancelSale, cancel_sale, sell_vehicle
from lifecycle_desk.stages.sale.stock.interchange.purchase_prices import READER
from lifecycle_desk.stages.sale.stock.rules.purchases import Bought, last_purchase
from lifecycle_desk.store.reporting import VIEWS, exact_rows
from lifecycle_desk.vehicle.tables import life

OTHER = "LSJWH4099PN000002"
HEAD = "vin,price,currency,date,document\n"


def listed(folder: Path, *rows: str) -> Path:
    path = folder / "prices.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
    return path


def taken(user: UserSession, path: Path, **how: object) -> Taken:
    return drained(READER.take_in(user, path, Choices(**how))).value


def cost(user: UserSession, vin: str = VIN) -> Bought | None:
    with user.store.reading() as tx:
        found = last_purchase(life.told(tx, vin))
    return found.facts_as(Bought) if found else None


def test_prices_come_once_and_only_a_newer_document_replaces_one(own_user, tmp_path):
    made_ready(own_user)
    receive_vehicle(own_user, arrival(vin=OTHER))
    path = listed(tmp_path, f"{VIN},800000.50,THB,2026-09-02,CI-1", f"{OTHER.lower()},15000,eur,2026-09-03,")
    assert (taken(own_user, path, dry_run=True).new, cost(own_user)) == (2, None)
    assert (taken(own_user, path).new, taken(own_user, path).known) == (2, 2)
    assert cost(own_user) == Bought(Money(80_000_050, "THB"), "CI-1")
    assert cost(own_user, OTHER) == Bought(Money(1_500_000, "EUR"))
    older = taken(own_user, listed(tmp_path, f"{VIN},790000,THB,2026-09-01,CI-0", f"{VIN},790000,,2026-09-02,CI-1"))
    assert [(each.line, each.field, each.why.rule) for each in older.refused] == [
        (2, "date", "newer_price_known"), (3, "date", "newer_price_known"),
    ]  # fmt: skip
    newer = taken(own_user, listed(tmp_path, f"{VIN},790000,,2026-10-01,CI-2"))
    assert (newer.changed, cost(own_user)) == (1, Bought(Money(79_000_000, "THB"), "CI-2"))


def test_a_row_that_is_wrong_is_refused_with_its_line_and_the_rest_waits_or_is_recorded(own_user, tmp_path):
    made_ready(own_user)
    rows = (
        f"{VIN},800000,THB,2026-09-02,CI-1",
        f"{VIN},800000,THB,2026-09-02,CI-1",
        f"{VIN},1,THB,2026-09-02,CI-1",
        "LSJWH4095PN00000I,1,THB,2026-09-02,",
        f"{OTHER},1,THB,2026-09-02,",
        f"{VIN},,THB,2026-09-02,",
        f"{VIN},1,baht,2026-09-02,",
        f"{VIN},1,THB,2026-12-24,",
        f"{VIN},1,THB,,",
    )
    path = listed(tmp_path, *rows)
    wrong = taken(own_user, path)
    assert [(each.line, each.field) for each in wrong.refused] == [
        (4, "vin"), (5, "vin"), (6, "vin"), (7, "price"), (8, "currency"), (9, "date"), (10, "date"),
    ]  # fmt: skip
    assert (wrong.written, cost(own_user)) == (False, None)
    answer = Desk(own_user.store.where)("import", "purchase-prices", path, "--skip-refused", "--json").json
    assert (answer["new"], answer["known"], len(answer["refused"])) == (1, 1, 7)
    assert cost(own_user) == Bought(Money(80_000_000, "THB"), "CI-1")


def test_a_workbook_is_known_by_its_columns_and_only_who_records_prices_may_bring_it(own_user, tmp_path):
    made_ready(own_user)
    path = workbook(tmp_path / "prices.xlsx", [("vin", "price", "date"), (VIN, "800000", "2026-09-02")])
    assert READER.knows(path, "TH") > 0
    take_on(own_user, Member("ann", "Ann", Role.SALES))
    take_on(own_user, Member("boss", "Boss", Role.MANAGER))
    boss = replace(own_user, staff="boss")
    switch_sign_in(boss, SignIn(on=True))
    with pytest.raises(NotAllowed):
        taken(replace(own_user, staff="ann"), path)
    assert taken(boss, path).new == 1
    assert cost(own_user) == Bought(Money(80_000_000, "THB"))


def test_what_a_sold_car_cost_and_earned_stands_in_the_view_of_the_stock(own_user, tmp_path):
    made_ready(own_user)
    receive_vehicle(own_user, arrival(vin=OTHER))
    taken(own_user, listed(tmp_path, f"{VIN},800000.50,THB,2026-09-02,CI-1", f"{OTHER},1,,2026-09-02,"))
    sell_vehicle(own_user, contract())
    cancel_sale(own_user, CancelSale(VIN, date(2026, 9, 21), "Bank refused"))
    assert money(own_user) == {VIN: (None, None, None, None), OTHER: (None, None, None, None)}
    sell_vehicle(own_user, contract())
    net = Decimal(98_990_000 - 6_475_981) / 100
    cost, margin = Decimal("800000.50"), net - Decimal("800000.50")
    assert money(own_user) == {VIN: ("THB", net, cost, margin), OTHER: (None, None, None, None)}
    with own_user.store.reading() as tx:
        asked = text(
            "SELECT price_minor, purchase_price, purchase_price_minor, margin FROM report_stock WHERE vin = :vin"
        )
        assert tx.connection.execute(asked, {"vin": VIN}).one() == (
            net * 100, float(cost), 80_000_050, float(margin),
        )  # fmt: skip


def money(user: UserSession) -> dict[str, tuple[object, ...]]:
    """Currency, price, cost and margin of each car, as files of the view have them."""
    view = VIEWS["report_stock"]
    names = [each.name for each in view.columns]
    wanted = [names.index(each) for each in ("vin", "currency", "price", "purchase_price", "margin")]
    with user.store.reading() as tx:
        return {row[wanted[0]]: tuple(row[each] for each in wanted[1:]) for row in exact_rows(tx, view)}
