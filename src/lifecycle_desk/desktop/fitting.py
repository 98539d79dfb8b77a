"""Whether a window fits: what stands outside its place, is pressed below its size, or is cut and nowhere told whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTableView,
    QTextEdit,
    QWidget,
)

from lifecycle_desk.desktop.look.paint import UNTOLD
from lifecycle_desk.desktop.look.parts.actions import Actions
from lifecycle_desk.desktop.look.parts.boxes import Scroll
from lifecycle_desk.desktop.look.parts.painted import Painted, surface
from lifecycle_desk.desktop.look.rows.board import CardList

SLACK = 2  # px that rounding at 125 and 150 % may take
ABOVE = 3  # parts that are named of those in which it stands


@dataclass(frozen=True, slots=True)
class Misfit:
    """One thing that does not fit: what is wrong, and what one reads on it."""

    wrong: str
    what: str

    def __str__(self) -> str:
        return f"{self.wrong}: {self.what}"


def misfits(window: QWidget, size: QSize) -> list[Misfit]:
    """Everything in a shown window of some wanted size that does not fit; draws it to see what is cut."""
    UNTOLD.clear()
    window.grab()
    found = [Misfit("cut and not told", words) for words in sorted(UNTOLD)]
    if window.width() > size.width() or window.height() > size.height():
        found.append(Misfit("grew", f"{window.width()}x{window.height()}"))
    for each in parts_seen(window):
        found += [Misfit(wrong, _name(each)) for wrong in _wrong(each)]
    return list(dict.fromkeys(found))


def parts_seen(whole: QWidget) -> Iterator[QWidget]:
    """Every part that can be seen, each before what it holds; pages behind are not looked into."""
    for each in whole.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if each.isVisible():
            yield each
            yield from parts_seen(each)


def _wrong(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView) and _has_no_room(widget):
        yield "no room for rows"
    if isinstance(widget, QTableView) and _slices_a_row(widget):
        yield "a row sliced"
    if not isinstance(widget, (QAbstractButton, QComboBox, QLineEdit, QTextEdit, QLabel, Painted)) or widget.layout():
        return  # of what only holds others, the others tell
    above = widget.parentWidget()
    if isinstance(above, Actions) and widget in above.folded:
        return
    least = widget.minimumSizeHint()
    if widget.width() < least.width() - SLACK:
        yield "too narrow"
    if widget.height() < least.height() - SLACK:
        yield "too low"
    is_wrapped = isinstance(widget, QLabel) and widget.hasHeightForWidth() and widget.text()
    if is_wrapped and widget.height() < widget.heightForWidth(widget.width()) - SLACK:
        yield "lines cut"
    if beyond := _beyond(widget):
        yield f"outside by {beyond} px"


def _has_no_room(rows: QAbstractItemView) -> bool:
    """Whether not even the first row of a list is seen whole; one without rows needs no room."""
    high = rows.rowHeight(0) if isinstance(rows, QTableView) else rows.sizeHintForRow(0)  # a table's own rows
    between = rows.between if isinstance(rows, CardList) else 0  # what parts a card from the next is none of it
    return rows.viewport().height() < high - between - SLACK


def _slices_a_row(rows: QTableView) -> bool:
    """Whether a table that scrolls shows less than the whole of the last row that is seen."""
    if not rows.verticalScrollBar().maximum() or not rows.model().rowCount():
        return False
    return surface(rows).height() % rows.rowHeight(0) > SLACK and rows.rowHeight(0) <= surface(rows).height()


def _beyond(widget: QWidget) -> int:
    """How far, in px, it reaches to where it can neither be seen nor scrolled to."""
    rect, at = QRect(QPoint(0, 0), widget.size()), widget
    across = down = True  # whether it must lie within, until something scrolls
    while not at.isWindow() and (parent := at.parentWidget()):
        rect.translate(at.pos())
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
            if not isinstance(area, QScrollArea):
                return 0  # of a list or a text, which scrolls to what it holds by itself
            across &= isinstance(area, Scroll)  # which may scroll across, and should not have to
            down = False
        room = parent.rect()
        beyond = max(-rect.left(), rect.right() - room.right()) if across else 0
        beyond = max(beyond, -rect.top(), rect.bottom() - room.bottom()) if down else beyond
        if beyond > SLACK:
            return beyond
        at = parent
    return 0


def _name(widget: QWidget) -> str:
    """What one reads on it, and of which part of which page it is."""
    words = widget.accessibleName()
    if not words and isinstance(widget, (QAbstractButton, QLabel)):
        words = widget.text()
    above: list[str] = []
    parent = widget.parentWidget()
    while parent and not parent.isWindow() and len(above) < ABOVE:
        if type(parent) is not QWidget:
            above.append(type(parent).__name__)
        parent = parent.parentWidget()
    return f"{type(widget).__name__} “{words[:60].replace(chr(10), chr(32))}” in {' < '.join(above)}"
