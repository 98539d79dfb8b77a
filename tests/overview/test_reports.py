"""Reports: chosen, read, searched, saved and printed inside the program."""

from itertools import groupby
from pathlib import Path

import pytest
from hands import CTRL, NO_WARNINGS, OPEN, go, marked, nameless, pause, press, rest, seen, type_in
from pdf_text import pages_of
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog

from lifecycle_desk.base.steps import drained
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.dossier.interchange.verifying import verify
from lifecycle_desk.overview.screens.reports.kinds import printable
from lifecycle_desk.overview.screens.reports.preview import NOWHERE
from lifecycle_desk.overview.usecases.lives.fleet import fleet
from lifecycle_desk.overview.usecases.subjects import subjects
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.charging.health.usecases.health import Batteries, count_health
from lifecycle_desk.stages.sale.stock.usecases.showing import Stock
from lifecycle_desk.stages.service.orders.usecases.showing import Orders, order

pytestmark = NO_WARNINGS
REPORTS = printable()
ACROSS = ["lifecycle-report", "buyers-pack", "window-sheet", "fleet-report", "monthly"]


@pytest.fixture
def number(example):
    """The number of an order that was handed over."""
    listed = Orders(example)
    lines = listed.rows(listed.keys()).values()
    return next(each.number for each in lines if each.handed_over_on)


def text_of(content: bytes) -> str:
    return "".join(pages_of(content))


def kind(page, name):
    place = next(place for place, each in enumerate(REPORTS) if each.kind == name)
    page.kinds.setCurrentIndex(page.kinds.rows.index(place, 0))


def test_an_order_is_found_by_its_number_its_plate_and_its_tail(example, number):
    found = order(example, number)

    for text in (number, number[3:]):
        assert number in [each.value for each in subjects(example, "order", text)]
    of_the_car = [order(example, each.value).car.plate for each in subjects(example, "order", found.car.plate)]
    assert {*of_the_car} == {found.car.plate}


def test_a_vehicle_is_found_by_its_tail_and_by_its_owner(example, number):
    found = order(example, number)

    for text in (found.car.vin[-6:], found.customer.name):
        assert found.car.vin in [each.value for each in subjects(example, "vin", text)]


def test_without_letters_the_latest_are_offered(example):
    assert len(subjects(example, "order")) == len(subjects(example, "vin")) == 12
    assert subjects(example, "vin", "nothing like it") == ()


def test_the_latest_paper_is_there_at_once_with_its_language(window):
    page = go(window, "reports")

    assert page.kinds.hasFocus()
    assert page.preview.content.startswith(b"%PDF-")
    assert page.save.isEnabled()
    assert page.preview.pages.text()


def test_a_place_names_the_order(window, number):
    page = go(window, "reports", number)

    assert number in text_of(page.preview.content)


def test_a_place_that_names_a_vehicle_shows_a_paper_of_the_sale(window, example):
    listed = Stock(example)
    vin = next(iter(listed.rows(listed.keys(1)).values())).vin
    page = go(window, "reports", vin)

    assert page.report.about_which == "vin"
    assert vin in text_of(page.preview.content).replace(" ", "")


def test_a_place_names_the_kind_of_paper_too(window, example):
    drained(count_health(example))
    listed = Batteries(example)
    vin = next(iter(listed.rows(listed.keys(1)).values())).health.vin
    for name in ("charging-statement", "charging-sessions", "battery-certificate"):
        page = go(window, "reports", f"{name}:{vin}")

        assert page.report.kind == name
        assert vin in text_of(page.preview.content).replace(" ", "")


def test_a_fleet_knows_the_health_of_its_batteries_before_anybody_has_looked_at_them(example):
    told = {each.vin: each.health for each in fleet(example, "all").vehicles}
    assert any(told.values())
    drained(count_health(example))
    assert told == {each.vin: each.health for each in fleet(example, "all").vehicles}


def test_every_paper_that_rooms_offer_is_listed_those_of_an_order_first_and_those_across_stages_last():
    assert {each.kind for each in REPORTS} == {each.kind for each in offered("reports")}
    about = [each.about_which for each in REPORTS if each.stage]
    assert about[0] == "order"
    assert [*dict.fromkeys(about)] == [each for each, _ in groupby(about)]
    assert [each.kind for each in REPORTS][-5:] == ACROSS


def test_an_order_is_shown_in_its_own_papers_though_those_of_a_vehicle_were_chosen(window, number):
    page = go(window, "reports")
    kind(page, "pdi-sheet")
    page = go(window, "reports", f"order:{number}")

    assert page.report.about_which == "order"
    assert number in text_of(page.preview.content)


def test_the_paper_speaks_the_readers_language_or_another(window, number):
    page = go(window, "reports", number)
    own = page.preview.content
    page.language.set_value("es")
    rest(window)

    assert page.preview.content != own
    assert "Informe" in text_of(page.preview.content) or text_of(page.preview.content) != text_of(own)


def test_it_is_chosen_by_keyboard_alone(window, number):
    page = go(window, "reports")
    press(window, Qt.Key.Key_Down)
    assert page.report is REPORTS[1]
    page.about.line.setFocus()
    type_in(window, number.lower())
    pause(window)
    press(window, Qt.Key.Key_Return)
    assert page.subjects.hasFocus()

    assert number in text_of(page.preview.content)


def test_what_cannot_be_drawn_is_told_where_the_paper_would_be(window, number):
    page = go(window, "reports", number)
    kind(page, "handover-protocol")
    page._subject = order(window.app.user, number).car.vin
    own = next(vin for vin in own_cars(window.app.user))
    page._subject = own
    page._draw()
    rest(window)

    assert page.refusal.isVisible()
    assert not page.preview.isVisible()
    assert not page.save.isEnabled()


def own_cars(user):
    """Cars that never came through our stock."""
    from lifecycle_desk.vehicle.usecases.showing import page
    from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

    vehicles = Vehicles(user)
    for each in vehicles.rows(vehicles.keys()).values():
        if page(user, each.vin).figures.arrived_on is None:
            yield each.vin


def test_empty_books_say_that_there_is_nothing_to_print(bare_window):
    page = go(bare_window, "reports")

    assert page.refusal.isVisible()
    assert not page.to_printer.isEnabled()


def test_a_paper_is_issued_when_it_is_saved(window, number, tmp_path, monkeypatch):
    target = tmp_path / "paper.pdf"
    offered = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *asked: (offered.append(asked[2]), (str(target), ""))[1])
    page = go(window, "reports", number)
    press(window, Qt.Key.Key_S, CTRL)
    rest(window)

    verdict = verify(target.read_bytes(), user=window.app.user)
    assert verdict.genuine
    assert (verdict.number, verdict.issue) == (number, 1)
    assert Path(offered[0]).name == f"{page.report.kind}-{number}.pdf"


def test_without_a_printer_that_is_told_and_never_as_something_that_was_done(window, number, monkeypatch):
    done: list[object] = []
    window.app.told.connect(lambda words, *_: done.append(words))
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    go(window, "reports", number)
    press(window, Qt.Key.Key_P, CTRL)

    assert "no printer" in window.notices.toast.accessibleName()
    assert done == []


def test_all_pages_are_printed(window, number, tmp_path):
    page = go(window, "reports", number)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.preview.print_on(printer)

    assert len(PdfReader(tmp_path / "printed.pdf").pages) == page.preview.document.pageCount()


def test_the_paper_is_searched_from_the_keyboard(window, qtbot, number):
    page = go(window, "reports", number)
    press(window, Qt.Key.Key_F, CTRL)
    assert page.preview.finder.hasFocus()
    type_in(window, number)
    qtbot.waitUntil(lambda: bool(page.preview.search.rowCount(NOWHERE)))
    press(window, Qt.Key.Key_Return)

    assert page.preview.view.found >= 0
    assert page.preview.hits.text().startswith(("1 of", "2 of"))
    page.preview.finder.clear()
    assert page.preview.hits.text() == ""
    type_in(window, "zzzz")
    assert page.preview.hits.text() == "not found"


def test_the_paper_is_magnified_and_fitted_again(window, number):
    view = go(window, "reports", number).preview.view
    fitting = view.scale
    press(window, Qt.Key.Key_Plus, CTRL)
    assert view.scale == pytest.approx(fitting * 1.2)
    assert not view.fits
    for _ in range(40):
        press(window, Qt.Key.Key_Minus, CTRL)
    assert view.scale == 0.25
    press(window, Qt.Key.Key_0, CTRL)
    assert view.scale == pytest.approx(fitting)


def test_the_sheets_are_there_as_soon_as_they_can_be_seen(window, number):
    view = go(window, "reports", number).preview.view
    sheet = view.grab().toImage()
    dark = [
        (x, y)
        for x in range(0, sheet.width(), 3)
        for y in range(0, sheet.height(), 3)
        if sheet.pixelColor(x, y).lightness() < 90
    ]

    assert len(dark) > 50


def test_the_paper_is_scrolled_by_keyboard(window, number):
    view = go(window, "reports", number).preview.view
    view.setFocus()
    bar = view.verticalScrollBar()
    press(window, Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > 0
    assert view.page == view._document.pageCount() - 1
    press(window, Qt.Key.Key_Home)
    press(window, Qt.Key.Key_PageDown)
    press(window, Qt.Key.Key_Up)
    assert 0 < bar.value() < bar.maximum()
    assert view.page == 0 or view._document.pageCount() == 1


def test_every_text_follows_the_language(window, number):
    page = go(window, "reports", number)
    translator().set_language(marked(window.app.user))
    rest(window)

    assert [text for text in seen(page) if OPEN not in text] == []
    assert all(OPEN in each.title for each in page.kinds.rows.rows)


def test_every_control_has_a_name(window):
    assert nameless(go(window, "reports")) == []
