"""The pages of figures at the window: tiles by period, one figure divided, its list, and the keys that turn them."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hands import NO_WARNINGS, go, opened, rest, shown
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from lifecycle_desk import rooms
from lifecycle_desk.base import clock
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import drained
from lifecycle_desk.desktop.list_export import SHOW_IN_FOLDER
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.figures.rules.figure import Dimension, FigureUnit
from lifecycle_desk.figures.rules.periods import period_of
from lifecycle_desk.figures.rules.readings import Reading
from lifecycle_desk.figures.screens import exporting
from lifecycle_desk.figures.screens.one import FigurePage
from lifecycle_desk.figures.screens.words import change
from lifecycle_desk.figures.usecases.keeping import forget, is_counted
from lifecycle_desk.figures.usecases.sources import all_figures
from lifecycle_desk.language import Language
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import LogRepairOrder
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle

pytestmark = NO_WARNINGS
MG = "LSJWH4095PN000001"


@pytest.fixture
def window(qapp, own_user):
    with clock.standing_at(datetime(2026, 11, 25, 9, tzinfo=UTC)):
        add_vehicle(own_user, AddVehicle(MG, date(2026, 1, 2), Description("MG", "MG4"), plate="3กข 4821"))
        for day in (date(2026, 10, 6), date(2026, 11, 3), date(2026, 11, 4)):
            line = Line(kind=LineKind.LABOUR, text="x", code="A", hours=Decimal(1), price=100_000)
            job = Job(complaint="c", cause="c", correction="done", lines=(line,))
            asked = LogRepairOrder(vin=MG, on=day, odometer_in=Distance(9_000), technician="Anan", jobs=(job,))
            log_repair_order(own_user, asked)
        yield from shown(opened(own_user, rooms.offered("pages")))


def test_tiles_tell_the_month_and_how_it_changed(window):
    page = go(window, "figures", "2026-11")
    rest(window)
    tile = page.tiles["visits"]
    assert tile.shown.value == "2"
    assert [each.words for each in tile.shown.changes] == [
        "1 more than in October 2026",
        "2 more than in November 2025",
    ]
    assert tile.shown.changes[0].tone == "ok"
    assert [(each.amount, each.period) for each in tile.shown.changes] == [
        ("1", "Oct 2026"),
        ("2", "Nov 2025"),
    ]
    assert "Workshop visits 2" in tile.accessibleName()


def test_a_tile_shortens_the_points_of_a_share_and_its_words_tell_them_whole(window):
    figure = next(each for each in all_figures() if each.unit is FigureUnit.PERCENT)
    reading = Reading(figure, "", "", "", Fraction(55), Fraction(75), Fraction(75), 1)
    shown = change(reading, reading.before, period_of("2026-10"), Language("en"))
    assert (shown.amount, shown.period) == ("20 pp", "Oct 2026")
    assert shown.words == "20 percentage points less than in October 2026"


def test_arrows_turn_to_the_period_before_and_chips_to_a_longer_one(window, qtbot):
    page = go(window, "figures", "2026-11")
    rest(window)
    page.first_focus().setFocus()
    qtbot.keyClick(page.first_focus(), Qt.Key.Key_Left)
    rest(window)
    assert str(page.chooser.period) == "2026-10"
    assert page.tiles["visits"].shown.value == "1"
    qtbot.mouseClick(page.chooser.kinds[list(page.chooser.kinds)[1]], Qt.MouseButton.LeftButton)
    rest(window)
    assert str(page.chooser.period) == "2026-Q4"
    assert page.tiles["visits"].shown.value == "3"


def test_a_tile_opens_its_months_its_list_and_what_it_is_divided_by(window, qtbot):
    page = go(window, "figures", "2026-11")
    rest(window)
    page.tiles["hours_sold"].setFocus()
    qtbot.keyClick(page.tiles["hours_sold"], Qt.Key.Key_Space)
    rest(window)
    one = window.stack.currentWidget()
    found = one.findChild(FigurePage) or one
    assert found.figure.name == "hours_sold"
    assert len(found.table.long.keys) == 2
    found.by[list(found.by)[3]].click()  # by technician
    rest(window)
    assert [found.table.long.index(0, at).data() for at in range(3)] == ["Hours sold", "Anan", "2\u00a0hrs"]
    assert not found.own_market.isVisible()
    found.by[Dimension.MARKET].click()
    rest(window)
    assert found.own_market.isVisible()
    assert found.table.long.index(0, 1).data() == "Thailand"


def test_a_store_of_before_is_counted_behind_the_page(window):
    store = window.app.user.store
    with store.writing() as tx:
        forget(tx)
    go(window, "figures", "2026-11")
    rest(window)
    assert is_counted(store)
    page = go(window, "figures", "2026-10")
    page = go(window, "figures", "2026-11")
    rest(window)
    assert page.tiles["visits"].shown.value == "2"


def test_tables_go_out_in_each_format_and_a_toast_leads_to_the_folder(window, tmp_path, monkeypatch):
    page = go(window, "figures", "2026-11")
    rest(window)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "all"), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "each"))
    toasts = []
    monkeypatch.setattr(window.app, "show_toast", lambda *said, **more: toasts.append((said, more)))
    monkeypatch.setattr(Menu, "open_under", lambda menu, _: [each.trigger() for each in menu.actions()])
    page.tables.click()
    rest(window)

    assert (tmp_path / "all.xlsx").read_bytes()[:2] == b"PK"
    orders = [(tmp_path / "each" / f"report_repair_order.{form}") for form in ("csv", "jsonl", "parquet")]
    assert [each.stat().st_size > 0 for each in orders] == [True, True, True]
    assert orders[0].read_text("utf-8").count(MG) == 3
    said = [str(translator().current(message.message, **message.facts)) for (message, _), _ in toasts]
    assert [said[0], len(said)] == ["1 file exported", 4]
    assert all(more["then"][0].words == SHOW_IN_FOLDER for _, more in toasts)


def test_a_workbook_that_is_stopped_leaves_nothing(window, tmp_path):
    steps = exporting._workbook(window.app.user, tmp_path / "all.xlsx")
    next(steps)
    next(steps)
    steps.close()
    assert list(tmp_path.glob("all*")) == []


def test_a_workbook_goes_into_a_pipe_that_is_named_and_never_takes_its_place(window, tmp_path):
    pipe = tmp_path / "out" / "all.xlsx"
    pipe.parent.mkdir()
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as beside:
        read = beside.submit(pipe.read_bytes)
        drained(exporting._workbook(window.app.user, pipe))
        assert read.result()[:2] == b"PK"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [*pipe.parent.iterdir()] == [pipe]


def test_a_tile_says_nought_of_what_is_added_up_and_why_an_average_is_not_known(window):
    page = go(window, "figures", "2026-11")
    rest(window)
    shown = {name: tile.shown for name, tile in page.tiles.items()}
    assert (shown["waited_for_parts"].value, shown["used_sales"].value) == ("0", "฿0.00")
    assert (shown["days_for_parts"].value, shown["days_for_parts"].why) == ("", "No vehicle handed over had waited")
    assert shown["waited_for_parts"].changes[0].words == "as in October 2026"
    assert page.tiles["days_for_parts"].accessibleName() == "Days waited for parts No vehicle handed over had waited"
    assert {name: each for name, each in shown.items() if not (each.value or each.why) or "–" in each.value} == {}


def test_each_average_and_share_says_why_it_is_not_known_and_each_sort_has_a_heading():
    figures = all_figures()
    assert {each.name for each in figures if each.is_sum == bool(each.without)} == set()
    assert {each.name for each in figures if bool(each.sorts) != bool(each.sorted_by)} == set()


@pytest.mark.parametrize(("name", "heading"), [("turnover", "Paid by"), ("cars_by_stage", "Stage"), ("visits", None)])
def test_the_list_behind_a_figure_names_by_what_it_is_told_apart(window, name, heading):
    page = go(window, "figure", f"{name} 2026-11")
    rest(window)
    columns = page.table.long.columns
    heads = {each.id: page.table.head.title(at) for at, each in enumerate(columns)}
    assert heads.get("sort") == heading
    row = next(iter(page.table.long.listing.rows(page.table.long.listing.keys()).values()))
    assert len(page.table.long.cells(row)) == len(columns)


@pytest.mark.parametrize(("name", "told"), [("turnover", "1,000.00"), ("hours_sold", "1\u00a0hr")])
def test_an_amount_in_the_list_behind_a_figure_stands_without_the_dealers_currency(window, name, told):
    page = go(window, "figure", f"{name} 2026-11")
    rest(window)
    at = [each.id for each in page.table.long.columns].index("amount")
    assert page.table.long.index(0, at).data() == told
    sums = page.table.foot.sums.text()
    assert ("Value counted" in sums, "฿" in sums) == (name == "turnover",) * 2


@pytest.mark.parametrize("code", ["en", "ar"])
def test_texts_beside_one_another_are_parted_by_a_point_as_on_every_page(window, code):
    translator().set_language(Language(code))
    try:
        page = go(window, "figure", "visits 2026-11")
        rest(window)
        at = [each.id for each in page.table.long.columns].index("vehicle")
        told = page.table.long.index(0, at).data()
        assert " · " in told
        assert "MG" in told
        assert not set(told) & set(",،")
    finally:
        translator().set_language(Language("en"))


def test_the_list_behind_a_figure_has_short_dates_where_chinese_is_read(window):
    page = go(window, "figure", "visits 2026-11")
    window.speak("zh_CN")
    rest(window)
    listed = page.table.long
    assert {listed.data(listed.index(at, 0)) for at in range(listed.rowCount())} == {"2026/11/3", "2026/11/4"}
