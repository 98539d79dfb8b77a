"""Tariffs are a list as every other: sorted by any column, narrowed by letters, kept as a filter."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from charging_window import NOON, charging_window
from hands import CTRL, NO_WARNINGS, SHIFT, go, pause, press, rest, shown, type_in
from PySide6.QtCore import Qt

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.remembered import Order, SavedFilter, filter_key
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.charging.sessions.screens.charging import ChargingPage
from lifecycle_desk.stages.charging.tariffs.rules.plain import plain
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import Element, Tariff
from lifecycle_desk.stages.charging.tariffs.usecases import KeepTariff, keep_tariff

pytestmark = NO_WARNINGS
PRICED = Tariff(
    place="Mall",
    currency="THB",
    valid_from=date(2026, 1, 1),
    zone="Asia/Bangkok",
    elements=(Element(kwh=Fraction(450)),),
)


@pytest.fixture
def window(own_user: UserSession, qapp) -> Iterator[Window]:
    with standing_at(NOON):
        yield from shown(charging_window(own_user))


def rows(tab) -> list[list[str]]:
    long = tab.table.long
    return [[long.index(row, at).data() for at in range(long.columnCount())] for row in range(long.rowCount())]


def test_tariffs_sort_by_any_column_and_letters_find_them_by_place(window):
    for place, start in (("Mall", date(2026, 3, 1)), ("Airport", date(2026, 1, 1)), ("home", date(2026, 2, 1))):
        keep_tariff(window.app.user, KeepTariff(plain(replace(PRICED, place=place, valid_from=start))))
    page = go(window, "charging", "tariffs")
    tab = page.tabs["tariffs"]
    tab.table.sort_by([Order("from", down=True)])
    rest(window)
    assert [each[0] for each in rows(tab)] == ["Mall", "At home", "Airport"]
    tab.table.sort_by([])
    tab.field.setFocus()
    type_in(window, "at h")
    pause(window)
    assert [each[0] for each in rows(tab)] == ["At home"]
    tab.body.save.click()
    rest(window)
    assert window.app.remembered.filters == (SavedFilter("at h", "charging", "tariffs", "at h"),)
    page.show_key("")
    rest(window)
    assert len(rows(tab)) == 3
    page.show_key(filter_key("tariffs", "mall"))
    rest(window)
    assert tab.isVisible()
    assert [each[0] for each in rows(tab)] == ["Mall"]
    assert len(ChargingPage.filtered(window.app.user, "tariffs", "mall").keys()) == 1


def test_the_chosen_tariff_leads_to_its_history(window):
    made = keep_tariff(window.app.user, KeepTariff(plain(PRICED))).value
    tab = go(window, "charging", "tariffs").tabs["tariffs"]
    went = []
    window.app.going.connect(went.append)
    tab.table.setCurrentIndex(tab.table.long.index(0, 0))
    rest(window)
    press(window, Qt.Key.Key_H, CTRL | SHIFT)
    rest(window)
    assert (went[-1].page, went[-1].key) == ("history", f"charging_tariff {made.number}")
