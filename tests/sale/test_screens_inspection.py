"""The checklist on the screen: decided by single keys, judged by its limits, kept as one goes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hands import CTRL, ENTER, go, press, rest, shown, type_in
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sale_story import VIN, pdi
from sale_window import FAILED, SUSPECT, fill, stock_window

from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.sale.inspection.rules import InspectionState, Result
from lifecycle_desk.stages.sale.inspection.screens.inspecting import Mode
from lifecycle_desk.stages.sale.inspection.screens.inspection import LEAST, WHOLE, Progress
from lifecycle_desk.stages.sale.inspection.usecases import save_inspection
from lifecycle_desk.stages.sale.stock.usecases.showing import inspection, sale_page
from lifecycle_desk.vehicle.usecases.documents import attach

P, F, X, N = Qt.Key.Key_P, Qt.Key.Key_F, Qt.Key.Key_X, Qt.Key.Key_N


@pytest.fixture
def window(stocked_user, qapp) -> Iterator[Window]:
    yield from shown(stock_window(stocked_user(fill)))


@pytest.fixture
def sheet(window: Window):
    """The blank checklist of a car in quarantine."""
    page = go(window, "inspection", SUSPECT)
    assert QApplication.focusWidget() is page.list
    return page


def row(page, item: str):
    return next(each for each in page.list.rows.rows if each.key == item)


def test_a_letter_decides_and_goes_on(window, sheet):
    first, second = sheet.work.items[:2]
    press(window, P)
    assert sheet.work.results[first.id].result is Result.PASS
    assert sheet.list.here() == second.id
    press(window, X)
    press(window, Qt.Key.Key_Up)
    assert sheet.editor.chips[Result.FIXED].isChecked()
    press(window, Qt.Key.Key_Delete)
    assert second.id not in sheet.work.results
    assert sheet.work.progress == (1, len(sheet.work.items))


def test_it_is_saved_as_one_goes_and_another_can_go_on(window, sheet):
    press(window, P)
    go(window, "sale")
    found = inspection(window.app.user, SUSPECT)
    assert (found.state, len(found.results)) == (InspectionState.OPEN, 1)

    again = go(window, "inspection", SUSPECT)
    assert again.list.here() == again.work.items[1].id


def test_to_open_a_sheet_saves_nothing(window, sheet):
    sheet.on.setFocus()
    press(window, Qt.Key.Key_Tab)
    go(window, "sale")
    assert inspection(window.app.user, SUSPECT).sheet is None


def test_a_measured_value_is_judged_by_its_limits(window, sheet):
    sheet.list.stand_on("voltage_12v")
    type_in(window, "13")
    assert QApplication.focusWidget() is sheet.editor.value.control
    press(window, ENTER)
    assert sheet.work.results["voltage_12v"].result is Result.PASS

    sheet.list.stand_on("voltage_12v")
    press(window, ENTER)
    type_in(window, "11.2")
    press(window, ENTER)
    found = sheet.work.results["voltage_12v"]
    assert (found.result, found.value, found.unit) == (Result.FAIL, Decimal("11.2"), "V")
    assert row(sheet, "voltage_12v").detail_tone == "danger"
    assert "blocks handover" in row(sheet, "voltage_12v").words()


def test_what_is_measured_passes_by_its_value_only(window, sheet):
    sheet.list.stand_on("voltage_12v")
    press(window, P)
    assert sheet.editor.value.is_faulty
    assert "voltage_12v" not in sheet.work.results

    type_in(window, "11.2")
    sheet.editor.value.validate()
    assert "is below 12.5" in sheet.editor.value.control.accessibleDescription()
    sheet.editor.chips[Result.PASS].click()
    assert "voltage_12v" not in sheet.work.results
    press(window, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is sheet.list


def test_a_value_speaks_for_itself_whatever_one_would_like(window, sheet):
    sheet.list.stand_on("voltage_12v")
    press(window, P)
    type_in(window, "11.2")
    press(window, ENTER)
    assert sheet.work.results["voltage_12v"].result is Result.FAIL


def test_what_was_fixed_stays_fixed_when_a_note_is_added(window, sheet):
    sheet.list.stand_on("voltage_12v")
    type_in(window, "13")
    press(window, ENTER)
    sheet.list.stand_on("voltage_12v")
    press(window, X)
    sheet.list.stand_on("voltage_12v")
    sheet.editor.note.setFocus()
    type_in(window, "charged")
    press(window, ENTER)

    found = sheet.work.results["voltage_12v"]
    assert (found.result, found.value, found.note) == (Result.FIXED, Decimal(13), "charged")


def test_a_mandatory_item_is_not_passed_over_without_a_word(window, sheet):
    sheet.list.stand_on("vin_plate")
    press(window, N)
    assert sheet.editor.note.is_faulty
    assert QApplication.focusWidget() is sheet.editor.note.line

    type_in(window, "no plate on this one")
    press(window, ENTER)
    assert sheet.work.results["vin_plate"].result is Result.NOT_APPLICABLE
    assert row(sheet, "vin_plate").detail == "no plate on this one"


def test_a_note_goes_with_the_verdict_that_is_there(window, sheet):
    press(window, F)
    press(window, Qt.Key.Key_Up)
    press(window, ENTER)
    type_in(window, "scratched")
    press(window, ENTER)

    found = sheet.work.results["vin_plate"]
    assert (found.result, found.note) == (Result.FAIL, "scratched")


def test_a_failed_safety_item_sends_the_car_to_quarantine_at_once(window):
    user = window.app.user
    page = go(window, "inspection", VIN)
    page.anew.click()
    rest(window)
    assert page.work.mode is Mode.WHOLE
    page.list.stand_on("hv_cables")
    press(window, F)
    page.work.keep()
    rest(window)

    assert page._apart.isVisible()
    assert sale_page(user, VIN).standing.quarantined


def test_complete_goes_to_the_first_item_that_lacks_a_result(window, sheet):
    press(window, P)
    press(window, ENTER, CTRL)
    assert sheet.list.here() == sheet.work.items[1].id
    assert "no result yet" in sheet.bar.missing.text()

    sheet.list.stand_on(sheet.work.items[-1].id)
    press(window, Qt.Key.Key_J, CTRL)
    assert sheet.list.here() == sheet.work.items[1].id


def test_only_what_failed_is_inspected_again(window):
    page = go(window, "inspection", FAILED)
    assert [each.id for each in page.work.items] == ["paint"]
    assert "failed previously" in row(page, "paint").detail
    assert page.work.mode is Mode.AGAIN
    press(window, X)
    go(window, "sale")
    page = go(window, "inspection", FAILED)
    assert page.work.results["paint"].result is Result.FIXED
    press(window, ENTER, CTRL)

    assert window.place == Place("sale_of", FAILED)
    told = sale_page(window.app.user, FAILED)
    assert told.standing.inspection is InspectionState.PASSED
    assert [each.found.again is not None for each in told.inspections] == [False, True]


def test_a_finished_inspection_is_read_only(window):
    page = go(window, "inspection", VIN)
    before = dict(page.work.results)
    press(window, F)

    assert page.work.results == before
    assert not page.complete.isEnabled()
    assert not page.inspector.isVisible()
    assert page._passed.isVisible()


def test_pictures_belong_to_the_item_that_they_were_attached_to(window, sheet):
    picture = attach(window.app.user, "scratch.png", b"\x89PNG\r\n\x1a\n")
    press(window, F)
    press(window, Qt.Key.Key_Up)
    sheet.editor.documents._came((picture,))
    rest(window)

    assert sheet.work.results["vin_plate"].documents == (picture.sha256,)
    press(window, Qt.Key.Key_Down)
    assert sheet.editor.documents.documents == ()
    press(window, Qt.Key.Key_Up)
    assert sheet.editor.documents.documents == (picture,)


def test_a_draft_of_yesterday_keeps_its_day_and_its_inspector(window):
    draft = replace(pdi(), vin=SUSPECT, on=date(2026, 11, 24), results=pdi().results[:3], note="half", draft=True)
    save_inspection(window.app.user, draft)
    page = go(window, "inspection", SUSPECT)

    assert (page.on.value, page.inspector.text, page.note.text) == (date(2026, 11, 24), "Niran K.", "half")
    page.list.setFocus()
    press(window, P)
    page.work.keep()
    rest(window)
    kept = inspection(window.app.user, SUSPECT).sheet
    assert (kept.on, kept.inspector, kept.note, len(kept.results)) == (date(2026, 11, 24), "Niran K.", "half", 4)


def test_the_bar_of_progress_gives_way_before_the_name_of_the_car_is_cut(window, sheet):
    name, bar = sheet.car.name, sheet.findChild(Progress)
    wide = {}
    for width in range(1500, 700, -40):
        window.resize(width, 768)
        rest(window)
        wide[width] = bar.width()
        assert bar.width() <= theme.u(LEAST) or name.width() >= name.sizeHint().width(), width
    assert wide[1500] == theme.u(WHOLE)
    assert min(wide.values()) < theme.u(WHOLE)
