"""The change of owner on the screen: walked by keys alone, with papers, cover and what ends, and taken back."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hands import CTRL, ENTER, NO_WARNINGS, TAB, elsewhere, go, opened, pause, press, rest, seen, shown, type_in
from owner_story import FIRST, VIN, books_of, change
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from spine_pages import PAGES as VEHICLE_PAGES

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.transfer.ownership.rules.papers_wanted import PaperKind
from lifecycle_desk.stages.transfer.ownership.screens.form import AFTER, FORM
from lifecycle_desk.stages.transfer.ownership.usecases.changing import change_owner
from lifecycle_desk.stages.transfer.pages import PAGES
from lifecycle_desk.vehicle.usecases.life import Description
from lifecycle_desk.vehicle.usecases.showing import page as vehicle_page

pytestmark = NO_WARNINGS
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def window(tmp_path, qapp) -> Iterator[Window]:
    """A window at a dealer's in Madrid, at the page of a vehicle that has an owner."""
    with standing_at(NOON):
        user = create(tmp_path / "desk.ldk", Dealer("Taller Sol", "ES", "en"))
        books_of(user)
        made = opened(user, (*VEHICLE_PAGES, *PAGES, *elsewhere("charging_of", "order_form", "reports")))
        made.go(Place("vehicle", VIN))
        yield from shown(made)
        user.store.close()


def settled(window: Window) -> None:
    """Let the form ask what would come of it."""
    pause(window)


def owners(window: Window) -> list[str | None]:
    return [each.name for each in vehicle_page(window.app.user, VIN).owners]


def test_the_form_shows_seller_papers_cover_and_what_ends_before_anything_is_saved(window):
    page = go(window, "change_of_owner", VIN)
    settled(window)
    texts = " ".join(seen(page))

    for words in (
        FIRST.name,
        "Directorate-General for Traffic (DGT)",
        "25 Dec 2026",
        "permiso de circulación",
        "Continues",
        "1 charging card or account of the previous owner ends.",
        "30 earlier charging sessions are only counted for the new owner",
        "Real Decreto 2822/1998",
    ):
        assert words in texts, words
    assert len(owners(window)) == 1


def test_a_change_is_written_by_keys_alone_and_taken_back_by_ctrl_z(window):
    page = go(window, "change_of_owner", VIN)
    assert QApplication.focusWidget() is page.form.buyer.name.line
    type_in(window, "Eva Tercera")
    press(window, TAB)
    type_in(window, "600 555 0103")
    page.form.odometer.line.setFocus()
    type_in(window, "42000")
    press(window, TAB)
    type_in(window, "2")
    page.form.papers.lines[0].tick.setFocus()
    press(window, Qt.Key.Key_Space)
    press(window, ENTER, CTRL)

    assert page._stack.currentIndex() == AFTER
    assert owners(window) == [FIRST.name, "Eva Tercera"]
    told = vehicle_page(window.app.user, VIN).lines[-1].told
    assert [each["kind"] for each in told.facts["papers"]] == [PaperKind.REGISTRATION.value]
    assert (told.odometer.km, told.facts["keys"]) == (42_000, 2)

    press(window, Qt.Key.Key_Z, CTRL)
    assert owners(window) == [FIRST.name]


def test_what_is_missing_stands_beside_its_field_and_nothing_is_written(window):
    page = go(window, "change_of_owner", VIN)
    press(window, ENTER, CTRL)

    assert page._stack.currentIndex() == FORM
    faulty = {name for name, field in page.fields.items() if field.is_faulty}
    assert {"name", "odometer", "keys"} <= faulty
    assert QApplication.focusWidget() is page.form.buyer.name.line
    assert len(owners(window)) == 1


def test_a_change_that_was_written_is_taken_back_from_its_form_with_a_reason(window):
    change_owner(window.app.user, change(2))
    page = go(window, "change_of_owner", VIN)
    assert "The vehicle changed owner on 15 Jun 2026." in " ".join(seen(page))
    page.again.action.click()
    type_in(window, "another car")
    press(window, ENTER, CTRL)

    assert owners(window) == [FIRST.name]
    assert page.again.isHidden()


def test_a_car_that_was_not_handed_over_says_so_and_cannot_be_changed(window):
    from lifecycle_desk.stages.sale.arrival.usecases import ReceiveVehicle, receive_vehicle

    other = "LSJWH4095PN000001"
    receive_vehicle(window.app.user, ReceiveVehicle(other, NOON.date(), Description("MG", "MG4")))
    page = go(window, "change_of_owner", other)

    assert not page.done.isEnabled()
    assert "has not been handed over" in " ".join(seen(page))


def test_the_vehicles_page_leads_to_the_change_and_to_all_readings(window):
    page = window.page()
    page.rail._change.click()
    rest(window)
    assert type(window.page()).__name__ == "ChangeOfOwnerPage"
    odometer = go(window, "odometer", VIN)
    texts = " ".join(seen(odometer))
    assert "All readings are checked in time order" in texts
    model = odometer.table.model()
    assert model.rowCount() >= 2
    assert QApplication.focusWidget() is odometer.table


def test_a_reading_is_written_on_the_page_of_the_odometer_by_keys_alone(window):
    page = go(window, "odometer", VIN)
    before = page.table.model().rowCount()
    press(window, Qt.Key.Key_N, CTRL)
    type_in(window, "31500")
    press(window, ENTER, CTRL)

    assert page.table.model().rowCount() == before + 1
    assert page.panel.entry is None
