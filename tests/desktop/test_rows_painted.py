"""A table paints its rows itself: the same picture as Qt's, with far fewer handings over of Python's lock."""

from typing import override

import pytest
from hands import NO_WARNINGS
from PySide6.QtCore import QItemSelectionModel, QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QTableView

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.parts.painted import surface
from lifecycle_desk.desktop.look.rows import Cell, Column, TableModel, WholeRowsTable, dress_table
from lifecycle_desk.desktop.look.rows.head import SortHead
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language

pytestmark = [*NO_WARNINGS, pytest.mark.usefixtures("dressed")]
COLUMNS = (
    Column(N_("Vehicle")),
    Column(N_("VIN"), 180, role="mono"),
    Column(N_("Status"), 120),
    Column(N_("Odometer"), 110, "end"),
)
ROWS = tuple(
    (
        Cell(f"MG4 รถ {number}", icon="car", tone="ok" if number % 2 else "warn"),
        f"LSJWH4095PN{number:06d}",
        Cell("In progress", "service", "tool", is_chip=True) if number % 3 else "–",
        Cell(f"{number * 997:,} km", tint="danger" if number == 4 else None),
    )
    for number in range(30)
)


class PaintedByQt(WholeRowsTable):
    """The same table, whose cells Qt has painted one by one."""

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        QTableView.paintEvent(self, e)


class Counting(TableModel):
    """Notes which cells are asked for."""

    asked: list[tuple[int, int]]

    @override
    def shown_at(self, row: int, column: int) -> str | Cell:
        self.asked.append((row, column))
        return super().shown_at(row, column)


def table(qtbot, kind=WholeRowsTable):
    view = kind()
    qtbot.addWidget(view)
    model = Counting(COLUMNS, view)
    model.asked = []
    view.setModel(model)
    dress_table(view, COLUMNS, SortHead(COLUMNS))
    model.show(ROWS)
    view.resize(700, 400)
    view.show()
    view.activateWindow()
    QApplication.processEvents()
    return view


def as_it_is(_view):
    pass


def moved_and_hidden(view):
    view.horizontalHeader().moveSection(0, 2)
    view.hideColumn(1)


def chosen_with_the_keyboard(view):
    view.setFocus()
    view.selectRow(3)
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    view.selectionModel().select(view.model().index(6, 0), rows)


def scrolled_aside(view):
    view.setFixedWidth(300)
    view.horizontalScrollBar().setValue(90)
    view.scrollToBottom()


@pytest.mark.parametrize("how", [as_it_is, moved_and_hidden, chosen_with_the_keyboard, scrolled_aside])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("dark", [False, True])
def test_a_table_looks_as_if_qt_had_painted_each_cell(qtbot, how, language, dark):
    theme.set_theme(dark=dark)
    translator().set_language(Language(language))
    pictures = []
    for kind in (WholeRowsTable, PaintedByQt):
        view = table(qtbot, kind)
        how(view)
        QApplication.processEvents()
        pictures.append(surface(view).grab().toImage())
        view.hide()
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_figure_with_an_icon_ends_where_those_without_one_do(qtbot, language):
    translator().set_language(Language(language))
    columns = (Column(N_("Vehicle")), Column(N_("Odometer"), 160, "end"))
    view = WholeRowsTable()
    qtbot.addWidget(view)
    model = TableModel(columns, view)
    view.setModel(model)
    dress_table(view, columns, SortHead(columns))
    model.show([("", "88"), ("", Cell("88", icon="alert-triangle"))])
    view.resize(500, 200)
    view.show()
    QApplication.processEvents()
    picture, wide = surface(view).grab().toImage(), theme.width("88", "body", tabular=True) + theme.u(12)
    cells = [view.visualRect(model.index(at, 1)) for at in range(2)]
    plain, marked = (picture.copy(QRect(each.right() - wide, each.y(), wide, each.height())) for each in cells)
    assert plain == marked


def test_each_cell_in_sight_is_asked_for_once_to_be_painted(qtbot):
    view = table(qtbot)
    view.model().asked.clear()
    surface(view).repaint()
    rows = range(view.rowAt(surface(view).height() - 1) + 1)
    assert view.model().asked == [(row, column) for row in rows for column in range(4)]


def test_only_the_rows_that_are_to_be_painted_are_asked_for(qtbot):
    view = table(qtbot)
    view.model().asked.clear()
    high = view.rowHeight(0)
    surface(view).repaint(QRect(0, 2 * high, 700, high))
    assert {row for row, _ in view.model().asked} == {2}
    view.model().asked.clear()
    view.model().dataChanged.emit(view.model().index(5, 0), view.model().index(5, 3))
    QApplication.processEvents()
    assert {5} <= {row for row, _ in view.model().asked} <= {4, 5, 6}  # Qt takes a pixel of its neighbours along
