"""Margins: never given to a region until the dealer chooses so, and from then on what new vehicles cost."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from eight_people import MANAGER, SEATS, employed, signed_in
from hands import NO_WARNINGS, go, press, rest, seen, shown
from overview_window import overview
from PySide6.QtCore import Qt
from regions import a_region, given, lines_of, received
from sale_story import VIN, contract, made_ready
from sqlalchemy import select

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.region.rules import veil
from lifecycle_desk.region.rules.given_words import MARGINS, NOT_MARGINS, NOT_OTHER_COSTS
from lifecycle_desk.region.rules.margins import MarginsEvent
from lifecycle_desk.region.screens.what_is_given import GIVE_MARGINS
from lifecycle_desk.region.tables import schema
from lifecycle_desk.region.tables.opening import RegionStore
from lifecycle_desk.region.usecases.margins import GiveMargins, give_margins, gives_margins
from lifecycle_desk.region.usecases.reading_again import read_again
from lifecycle_desk.region.usecases.recounting import check_region
from lifecycle_desk.region.usecases.standing import standing
from lifecycle_desk.stages.sale.arrival.usecases import RecordPurchase, record_purchase
from lifecycle_desk.stages.sale.contract.rules import Agreed
from lifecycle_desk.stages.sale.contract.usecases.selling import sell_vehicle
from lifecycle_desk.stages.sale.stock.rules.counted import MARGIN, PRICED
from lifecycle_desk.stages.sale.stock.rules.status import Happening
from lifecycle_desk.vehicle.tables import chain, life

pytestmark = NO_WARNINGS

COST = 80_000_050


@pytest.fixture
def region(server: str) -> Iterator[RegionStore]:
    with a_region(server) as made:
        yield made


def sold(user: UserSession) -> None:
    made_ready(user)
    sell_vehicle(user, contract())


def bought(user: UserSession, invoice: str = "CI-1", day: int = 2) -> None:
    record_purchase(user, RecordPurchase(VIN, date(2026, 9, day), Money(COST, "THB"), invoice))


def purchases(file: Path) -> list[dict[str, object]]:
    """The facts that go of purchases in a batch."""
    records = [told.get("record", {}) for told in map(json.loads, lines_of(file))]
    return [each.get("told", {}).get("facts", {}) for each in records if each.get("kind") == Happening.PURCHASED.value]


def counted(region: RegionStore) -> dict[str, int]:
    """What the days of a region come to by measure, of sales and margins."""
    asked = select(schema.DAY.c.measure, schema.DAY.c.amount).where(schema.DAY.c.measure.in_((MARGIN, PRICED)))
    with region.reading() as connection:
        return {measure: int(amount) for measure, amount in connection.execute(asked) if amount}


def net(user: UserSession) -> int:
    with user.store.reading() as tx:
        (agreed,) = (each for each in life.told(tx, VIN) if each.kind == Happening.SOLD)
    return agreed.facts_as(Agreed).amounts.net.minor


def test_what_a_car_cost_goes_nowhere_until_the_dealer_chooses_so_and_then_without_its_invoice(
    own_user, region, tmp_path
):
    sold(own_user)
    bought(own_user)
    first = given(own_user, tmp_path)
    assert purchases(first) == [{}]
    assert str(COST) not in "".join(map(bytes.decode, lines_of(first)))
    last = received(region, first).last
    assert counted(region) == {}

    give_margins(own_user, GiveMargins(given=True))
    bought(own_user, "CI-2 secret", day=3)
    second = given(own_user, tmp_path, last)
    assert purchases(second) == [{"price": {"minor": COST, "currency": "THB"}}]
    assert "secret" not in "".join(map(bytes.decode, lines_of(second)))
    last = received(region, second).last
    assert counted(region) == {MARGIN: net(own_user) - COST, PRICED: net(own_user)}
    assert drained(check_region(region)).findings == ()

    give_margins(own_user, GiveMargins(given=False))
    bought(own_user, "CI-3", day=4)
    third = given(own_user, tmp_path, last)
    assert purchases(third) == [{}]
    received(region, third)
    assert counted(region)[MARGIN] == net(own_user) - COST, "what was given stays"
    assert drained(check_region(region)).findings == ()


def test_a_region_with_an_earlier_program_keeps_a_price_until_it_can_read_it(own_user, region, tmp_path, monkeypatch):
    sold(own_user)
    give_margins(own_user, GiveMargins(given=True))
    bought(own_user)
    batch = given(own_user, tmp_path)
    with monkeypatch.context() as earlier:
        earlier.setattr(veil, "_OF_MARGINS", {})
        assert received(region, batch).waiting == 1
        assert counted(region) == {}
    assert read_again(region) == 1
    assert counted(region)[MARGIN] == net(own_user) - COST
    assert standing(region)[0].waiting == 0


def test_only_who_records_purchase_prices_chooses_and_the_choice_stays_readable(own_user):
    where = own_user.store.where
    employed(where)
    adviser, manager = signed_in(where, SEATS[0]), signed_in(where, MANAGER)
    with pytest.raises(NotAllowed):
        give_margins(adviser, GiveMargins(given=True))
    for choice in (True, True, False):
        assert give_margins(manager, GiveMargins(given=choice)).value is choice
        with manager.store.reading() as tx:
            assert gives_margins(tx) is choice
            told = [each for each, _, _ in chain.told_by(tx, [each.value for each in MarginsEvent], [])]
    assert [(each.kind, each.by) for each in told] == [(each.value, MANAGER.name) for each in MarginsEvent]
    for each in (adviser, manager):
        each.store.close()


@pytest.fixture
def window(own_user, qapp) -> Iterator[Window]:
    yield from shown(overview(own_user))


def test_settings_say_what_is_given_and_it_is_chosen_by_keyboard(window, qtbot):
    page = go(window, "settings", "region").tabs["region"]
    qtbot.waitUntil(lambda: GIVE_MARGINS in seen(page))
    assert NOT_MARGINS in seen(page)
    assert MARGINS.goes not in seen(page)
    page.what.margins[True].setFocus()
    press(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: MARGINS.goes in seen(page))
    assert NOT_OTHER_COSTS in seen(page)
    assert NOT_MARGINS not in seen(page)
    qtbot.waitUntil(page.what.margins[False].hasFocus)
    press(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: NOT_MARGINS in seen(page))
    qtbot.waitUntil(page.what.margins[True].hasFocus)
    rest(window)
