"""Drafts in one list: what was begun and not saved is found, gone on with, deleted and brought back."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hands import CTRL, let_go, opened, press, rest
from PySide6.QtCore import Qt

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.desktop.forms import stored_draft
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.pages import PAGES
from lifecycle_desk.overview.screens.drafts import restoring
from lifecycle_desk.store import drafts
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle

VIN = "LSJWH4095PN000001"


@pytest.fixture
def window(own_user: UserSession, qtbot, dressed) -> Iterator[Window]:
    add_vehicle(own_user, AddVehicle(VIN, date(2026, 1, 2), plate="3กข 4821"))
    with own_user.store.writing("nid") as tx:
        drafts.save(tx, "repair_order", VIN, '{"jobs": [{"concern": "Squeaks when braking"}], "on": "1/2/2026"}')
        drafts.save(tx, "person", "new", '{"name": "Somchai Jaidee"}')
        drafts.save(tx, "of a form that nobody shows", "", "{}")
    made = opened(own_user, tuple(offered("pages")))
    made.go(Place("drafts"))
    made.show()
    qtbot.waitExposed(made)
    rest(made)
    yield made
    let_go(made)


def shown(window: Window) -> list[tuple[str, ...]]:
    model = window.page().body.table.model()
    return [tuple(model.index(row, at).data() or "" for at in range(3)) for row in range(model.rowCount())]


def stored(window: Window) -> dict[str, Any]:
    with window.app.user.store.reading() as tx:
        return {each.form: each.text for each in drafts.listed(tx)}


def test_every_form_that_keeps_drafts_names_the_page_that_goes_on_with_them():
    assert {*restoring()} == {
        "add_vehicle", "appointment", "arrival", "diagnosis", "inspection", "maintenance_schedule", "person",
        "purchase", "reinspection", "repair_order", "repair_order_sheet", "tariff", "trade-in", "warranty_claim_sheet",
    }  # fmt: skip
    assert "drafts" in {each.name for each in PAGES}


def test_drafts_are_listed_by_form_car_and_what_was_written(window):
    assert sorted(shown(window)) == [
        ("Customer", "", "Somchai Jaidee"),
        ("New repair order", "3กข 4821", "Squeaks when braking"),
    ]


def test_letters_find_a_draft_by_what_was_written(window, qtbot):
    window.page().body.field.setText("squeaks")
    qtbot.waitUntil(lambda: len(shown(window)) == 1)
    assert shown(window)[0][0] == "New repair order"


def test_enter_goes_on_where_it_was_begun(window, qtbot):
    table = window.page().body.table
    row = next(place for place, each in enumerate(shown(window)) if each[0] == "New repair order")
    table.setCurrentIndex(table.model().index(row, 0))
    press(window, Qt.Key.Key_Return)
    assert window.place == Place("order_form", VIN)


def test_deleted_drafts_come_back_by_undo_but_not_over_a_newer_one(window, qtbot):
    before = stored(window)
    press(window, Qt.Key.Key_A, CTRL)
    press(window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: {*stored(window)} == {"of a form that nobody shows"})
    qtbot.waitUntil(lambda: window.notices.toast is not None and window.notices.toast._undo is not None)
    qtbot.waitUntil(lambda: not window.page().body.field.isVisible())  # nothing is left to be filtered
    with window.app.user.store.writing() as tx:
        drafts.save(tx, "person", "new", '{"name": "Somebody else"}')
    window.notices.toast._undo.click()
    qtbot.waitUntil(lambda: {*stored(window)} == {*before})
    qtbot.waitUntil(window.page().body.field.isVisible)

    assert stored(window)["repair_order"] == before["repair_order"]
    assert "Somebody else" in stored_draft(window.app.user.store, "person", "new")


def test_an_empty_form_that_was_only_opened_leaves_no_draft(window, qtbot):
    before = {*stored(window)}
    for place in (Place("order_form"), Place("arrival"), Place("trade_in", VIN), Place("add_vehicle")):
        window.go(place)
        rest(window)
    window.go(Place("vehicles"))
    rest(window)
    assert {*stored(window)} == before
