"""No page of the window shows a word of a customer who was erased; before, the same pages showed some."""

from collections.abc import Iterator

import pytest
from erasable import BOUGHT_CAR, OWN_CAR, SOLD_CAR, plant
from hands import NO_WARNINGS, go, opened, rest, shown
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QWidget

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.palette import Hit
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.service.orders.usecases.showing import Orders
from lifecycle_desk.store import drafts
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.showing import look_for

pytestmark = NO_WARNINGS
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture
def window(own_user: UserSession, qapp: object) -> Iterator[Window]:
    """A window with the pages of all rooms."""

    def search(text: str) -> list[Hit]:
        return [Hit(each.kind, each.ref, each.vin, each.label) for each in look_for(own_user, text).hits]

    yield from shown(opened(own_user, tuple(offered("pages")), search))


def told_by(page: QWidget) -> str:
    """All words of a page: labels, fields, the cells of lists and what is read aloud."""
    said = [each.text() for each in page.findChildren(QLabel)]
    said += [each.text() for each in page.findChildren(QLineEdit)]
    said += [each.toPlainText() for each in page.findChildren(QPlainTextEdit)]
    for each in page.findChildren(QWidget):
        said += [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
    for view in page.findChildren(QAbstractItemView):
        said += cells(view.model()) if view.model() else []
    return "\n".join(said)


def cells(model: QAbstractItemModel) -> list[str]:
    """What the rows of a list say; those that are painted whole have one column."""
    top = QModelIndex()
    places = [(row, column) for row in range(model.rowCount(top)) for column in range(columns(model))]
    return [str(model.index(*each, top).data(role) or "") for each in places for role in ROLES]


def columns(model: QAbstractItemModel) -> int:
    return model.columnCount(QModelIndex()) if isinstance(model, QAbstractTableModel) else 1


def pages(user: UserSession, number: int) -> list[tuple[str, str]]:
    orders = [each.number for each in Orders(user).rows(Orders(user).keys()).values()]
    cars = (OWN_CAR, BOUGHT_CAR, SOLD_CAR)
    return [
        *(("vehicle", each) for each in cars),
        *(("order", each) for each in orders),
        *(("charging_of", each) for each in cars),
        *(("order_form", each) for each in cars),
        ("sale_of", SOLD_CAR),
        ("handover", SOLD_CAR),
        *((each, "") for each in ("customers", "vehicles", "service", "sale", "charging", "today", "add_vehicle")),
        ("person", str(number)),
    ]


def test_no_page_shows_a_word_of_somebody_who_was_erased(window, own_user):
    number, said = plant(own_user)
    with own_user.store.writing() as tx:  # which are those of no real form
        for form, about, _ in drafts.all_drafts(tx):
            drafts.drop(tx, form, about)
    rest(window)
    visited = pages(own_user, number)
    before = {place: found for place in visited if (found := words_on(window, place, said.words))}
    assert {"person", "vehicle", "order", "charging_of", "sale_of", "customers"} <= {place[0] for place in before}
    erase_person(own_user, ErasePerson(number, "asked for it"))
    rest(window)
    after = {place: found for place in visited if (found := words_on(window, place, said.words))}
    assert after == {}


def words_on(window: Window, place: tuple[str, str], words: list[str]) -> list[str]:
    """Which words a page has."""
    page = go(window, *place)
    told = told_by(page)
    return [each for each in words if each in told]
