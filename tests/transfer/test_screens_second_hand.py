"""The page and the list of second-hand cars say what is true today, and from where each figure is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hands import go, rest, seen, shown
from PySide6.QtWidgets import QApplication
from trade_story import ON, VIN, appraisal, in_use, sheet, trade_in
from trade_window import trade_window

from lifecycle_desk.base.objections import C_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.charging.health.rules import OfficialKind
from lifecycle_desk.stages.charging.health.usecases.health import ReadHealth, read_health
from lifecycle_desk.stages.transfer.appraisal.usecases import appraise_vehicle
from lifecycle_desk.stages.transfer.condition.usecases import save_condition
from lifecycle_desk.stages.transfer.trade_in.screens.listing import COLUMNS, cells
from lifecycle_desk.stages.transfer.trade_in.usecases.listing import TradeCars
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import take_in_trade
from lifecycle_desk.vehicle.usecases.glance import battery_at_a_glance
from lifecycle_desk.vehicle_file.screens.strip_facts import health_told


@pytest.fixture
def window(own_user: UserSession, qapp) -> Iterator[Window]:
    in_use(own_user)
    yield from shown(trade_window(own_user))


def test_the_health_of_the_report_says_how_and_when_it_was_read(window):
    read = sheet().electric
    for on, said in ((ON, "Diagnostic tool"), (date(2026, 11, 12), "Diagnostic tool · 12 Nov 2026")):
        save_condition(window.app.user, sheet(electric=replace(read, health_on=on)))
        texts = seen(go(window, "second_hand", VIN))
        assert {"93.4%", said} <= set(texts)
    assert not [each for each in texts if each.startswith("Battery health today")]  # nothing is known of today


def test_beside_the_reading_of_the_report_stands_the_figure_with_which_the_vehicles_page_leads(window):
    user = window.app.user
    save_condition(user, sheet())
    page = go(window, "second_hand", VIN)
    read_health(user, ReadHealth(VIN, date(2026, 11, 24), 971, OfficialKind.CERTIFICATE))
    rest(window)
    today = battery_at_a_glance(user, VIN)
    assert health_told(today) == "97.1%"
    assert "Battery health today: 97.1% · Battery certificate, 24 Nov 2026" in seen(page)


def test_a_finished_report_is_followed_by_a_new_inspection(window):
    save_condition(window.app.user, sheet())
    assert "Begin a new inspection" in seen(go(window, "second_hand", VIN))


def test_the_keyboard_stands_on_the_next_step_and_after_the_last_on_printing(window):
    user = window.app.user
    save_condition(user, sheet())
    page = go(window, "second_hand", VIN)
    assert QApplication.focusWidget() is next(each for each in page._buttons() if each.kind == "primary")
    go(window, "transfer")
    appraise_vehicle(user, appraisal())
    take_in_trade(user, trade_in())
    page = go(window, "second_hand", VIN)
    assert QApplication.focusWidget() is page.print


def test_the_column_of_prices_claims_no_purchase_of_a_car_that_is_not_bought(own_user, qapp):
    in_use(own_user)
    save_condition(own_user, sheet())
    appraise_vehicle(own_user, appraisal())
    listed = TradeCars(own_user)
    (line,) = listed.rows(listed.keys()).values()
    last = COLUMNS[-1]
    assert (line.agreed, last.title) == (False, C_("second-hand", "Paid or offered"))
    assert last.value(line) == line.price
    assert cells(line)[-1].hint == "Offered"


def test_a_car_that_is_not_bought_yet_is_no_day_in_stock(own_user, qapp):
    in_use(own_user)
    save_condition(own_user, sheet())
    appraise_vehicle(own_user, appraisal())
    (days,) = (at for at, each in enumerate(COLUMNS) if each.title == C_("stock", "Days in stock"))

    def shown() -> tuple[object, object]:
        listed = TradeCars(own_user)
        (line,) = listed.rows(listed.keys()).values()
        return cells(line)[days], COLUMNS[days].value(line)

    assert shown() == ("", None)
    take_in_trade(own_user, trade_in())
    cell, value = shown()
    assert value is not None
    assert getattr(cell, "text", cell) == str(value)


def test_in_a_narrow_list_the_vin_goes_before_place_odometer_and_days():
    turns = sorted((each for each in COLUMNS if each.gives_way), key=lambda each: each.gives_way)
    assert [str(each.title).rpartition("\x04")[2] for each in turns] == ["VIN", "Location", "Odometer", "Days in stock"]
