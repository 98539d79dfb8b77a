"""The column at the end of a page: it scrolls with its page or shows a bar, and no card of it is cut at its edge."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import flow
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Card, Columns, Label, NameLink, Rail, Scroll, column, row, wrap
from lifecycle_desk.desktop.look.parts.rail_bar import RailBar

LONG = "9มส 6173 · Jaecoo J7 SHS PHEV 18.3 kWh Long Range Premium"


class High(QWidget):
    """A card that is higher than the page."""

    HIGH = 400

    def sizeHint(self):
        return QSize(260, self.HIGH)

    def minimumSizeHint(self):
        return self.sizeHint()


@pytest.fixture
def shown(dressed, qtbot):
    """Shows a part in a size, and lets its layouts settle."""

    def at(part: QWidget, width: int, height: int) -> None:
        part.resize(width, height)
        part.show()
        for _ in range(3):
            QApplication.processEvents()

    def begun(part: QWidget, width: int, height: int) -> QWidget:
        qtbot.addWidget(part)
        at(part, width, height)
        return part

    begun.again = at
    return begun


def test_beside_the_work_of_a_page_that_scrolls_no_card_is_cut_by_an_edge_that_nobody_sees(shown):
    columns = Columns(wrap(column(Label(N_("Work")), None)), Rail(High(), High()), scrolls=True)
    page = shown(Scroll(column(columns)), 1200, 300)
    assert columns.rail.x() > columns.work.geometry().right()
    assert columns.rail.verticalScrollBar().maximum() == 0
    assert columns.rail.height() >= 2 * High.HIGH
    assert page.verticalScrollBar().maximum() >= 2 * High.HIGH - 300


def test_a_rail_shows_by_a_bar_that_more_stands_below_and_the_bar_scrolls_it(shown):
    columns = Columns(wrap(column(Label(N_("Work")), None)), Rail(High(), High()))
    shown(columns, 1200, 300)
    bar, own = columns.rail.findChild(RailBar), columns.rail.verticalScrollBar()
    assert bar.isVisible()
    assert bar.geometry().right() == columns.rail.width() - 1
    bar.setValue(bar.maximum())
    assert own.value() == own.maximum() > 0
    shown.again(columns, 1200, 1200)
    assert not bar.isVisible()


def test_written_from_the_right_the_bar_of_a_rail_stands_at_its_left_edge(shown):
    columns = Columns(wrap(column(Label(N_("Work")), None)), Rail(High(), High()))
    columns.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown(columns, 1200, 300)
    assert columns.rail.findChild(RailBar).geometry().x() == 0


def test_a_long_name_takes_a_second_line_before_the_card_that_it_stands_in_is_cut(shown):
    link = NameLink(PlainText(LONG))
    rail = Rail(Card(column(row(link, None), margins=(16, 12, 16, 12))))
    columns = shown(Columns(wrap(column(Label(N_("Work")), None)), rail), 1200, 300)
    assert columns.rail is rail
    assert rail.horizontalScrollBar().maximum() == 0
    assert link.width() < link.sizeHint().width()
    assert link.height() == link.sizeHint().height() + flow.pitch("medium")
    assert not link.toolTip()  # all of it is there to be read
