"""The bare controls that fields are made of, beside the line: many lines, a choice, a tick."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, override

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSignalBlocker, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QTextBlockFormat, QTextCursor, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextEdit,
)

from lifecycle_desk.desktop.look import flow
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, set_text, ui_text
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset, right_to_left
from lifecycle_desk.desktop.look.parts.line_edit import asks_for_undo
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, focused, hovered
from lifecycle_desk.desktop.look.parts.told import TellsCut
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import clear_messages_of

START, END = 9, 8  # px between the edge of a choice and its words, and its arrow
CHOICE_EDGE = 12  # px beside the words in the list that a choice opens


class TextEdit(QTextEdit):
    """Several lines to type in, plain text with the line height of the script; Tab leaves them."""

    def __init__(self, rows: int = 2) -> None:
        super().__init__()
        self._rows, self._spaced_by = rows, -1
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setSizePolicy(EXPANDING, FIXED)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(theme.font("body"))
        self._space_lines()
        self.textChanged.connect(self._turn)

    @Slot()
    def _turn(self) -> None:
        """Begin at the right what holds words from there, whatever code stands at its head.

        Qt goes by the first letter, so that “B1350: ضعف” would begin at the left in an Arabic form. Where a line
        begins that is read from its other side is the window's side, as in a field of one line beside it.
        """
        option = self.document().defaultTextOption()
        side = Qt.AlignmentFlag.AlignRight if theme.rtl else Qt.AlignmentFlag.AlignLeft
        side |= Qt.AlignmentFlag.AlignAbsolute
        text = self.toPlainText()
        from_right = theme.rtl and (not text or right_to_left(text))
        wanted = Qt.LayoutDirection.RightToLeft if from_right else Qt.LayoutDirection.LayoutDirectionAuto
        if option.textDirection() != wanted or option.alignment() != side:
            option.setTextDirection(wanted)
            option.setAlignment(side)
            self.document().setDefaultTextOption(option)

    @override
    def event(self, e: QEvent) -> bool:
        if asks_for_undo(e) and not self.document().isUndoAvailable():
            return False
        return super().event(e)

    def _air(self) -> int:
        return max(0, flow.pitch("body") - self.fontMetrics().height())

    def _space_lines(self) -> None:
        """Put the air between the lines: nothing that Undo could take back, and no other text."""
        spaced, self._spaced_by = QTextBlockFormat(), self._air()
        spaced.setLineHeight(self._spaced_by, QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
        self.document().setUndoRedoEnabled(False)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        with QSignalBlocker(self):
            cursor.mergeBlockFormat(spaced)
        self.document().setUndoRedoEnabled(True)

    @override
    def setPlainText(self, text: str) -> None:
        super().setPlainText(text)
        self._space_lines()

    @override
    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        if e.type() == QEvent.Type.StyleChange:
            self.setFont(theme.font("body"))  # that of the application does not reach a document that has text
            self._turn()
            if self._air() != self._spaced_by:
                self._space_lines()

    @property
    def lines_written(self) -> int:
        """How many lines what stands in it takes in the width that it has."""
        document = self.document()
        return max(1, round((document.size().height() - 2 * document.documentMargin()) / flow.pitch("body")))

    def show_rows(self, rows: int) -> None:
        """Be so many lines high; further ones are scrolled to."""
        if rows != self._rows:
            self._rows = rows
            self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(160), self._rows * flow.pitch("body") + theme.u(18))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(80), self.sizeHint().height())


@dataclass(frozen=True, slots=True)
class _Held:
    """A value as Qt keeps it: bare, a member of a StrEnum would come back as a plain text."""

    value: object


class Choice(TellsCut, QComboBox):
    """One of some values; the wheel scrolls the page and never changes it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt's default takes the focus by the wheel
        self.setSizePolicy(EXPANDING, FIXED)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        view = QListView()
        view.setItemDelegate(_ChoiceRow(view))
        self.setView(view)
        self.setMaxVisibleItems(12)
        self._most = 0  # px of one that is as wide as its words
        self._kept = 0  # px of its words up to which it is never narrower than they are

    def offer(self, value: object, words: UiText) -> None:
        """Add a value with its words."""
        self.addItem("", _Held(value))
        set_text(partial(self.setItemText, self.count() - 1), words, by=self)

    def fit_words(self, most: int) -> None:
        """Be as wide as the longest of its values, and no wider than so many pixels."""
        self._most = most
        self.setSizePolicy(FIXED, FIXED)
        self._follow_words()

    def keep_words(self, most: int) -> None:
        """Be no narrower than the longest of its values, up to so many pixels; beside others it may be wider."""
        self._kept = most
        self._follow_words()

    def _follow_words(self) -> None:
        self.model().dataChanged.connect(self._fit)
        self.model().rowsInserted.connect(self._fit)

    @Slot()
    def _fit(self) -> None:
        self.updateGeometry()

    @override
    def clear(self) -> None:
        """Take all values away, with their words: else the next language would write those over what comes instead."""
        clear_messages_of(self)
        super().clear()

    @override
    def itemData(self, index: int, /, role: int = Qt.ItemDataRole.UserRole) -> Any:
        held = super().itemData(index, role)
        return held.value if isinstance(held, _Held) else held

    def place_of(self, value: object) -> int:
        """Where a value stands; -1 where it is not offered."""
        return next((at for at in range(self.count()) if self.itemData(at) == value), -1)

    @override
    def currentData(self, /, role: int = Qt.ItemDataRole.UserRole) -> Any:
        return self.itemData(self.currentIndex(), role)

    @override
    def showPopup(self) -> None:
        """Open the list, as wide as its longest words."""
        self.view().setMinimumWidth(self._widest() + theme.u(2 * CHOICE_EDGE) + t.SCROLL)
        super().showPopup()
        if theme.rtl:  # Qt lets what is wider than the control reach to the right
            shown = self.view().window()
            left = self.mapToGlobal(QPoint(self.width() - shown.width(), 0)).x()
            shown.move(max(left, self.screen().availableGeometry().left()), shown.y())

    def _widest(self) -> int:
        return max((theme.width(self.itemText(at), "body") for at in range(self.count())), default=0)

    @override
    def wheelEvent(self, e: QWheelEvent) -> None:
        e.ignore()

    @override
    def sizeHint(self) -> QSize:
        wide = self._words_whole(self._most) if self._most else max(theme.u(160), self._words_whole(self._kept))
        return QSize(wide, theme.px(t.CONTROL))

    def _words_whole(self, most: int) -> int:
        """How wide it is with the longest of its values whole, up to so many px at 100 %."""
        edges = theme.u(t.ICON_SMALL + 4) + theme.u(START) + theme.u(END) + 2
        return min(self._widest() + edges, theme.u(most)) if most else 0

    @override
    def minimumSizeHint(self) -> QSize:
        if self._most:
            return self.sizeHint()
        return QSize(max(theme.u(64), self._words_whole(self._kept)), theme.px(t.CONTROL))

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        b, rect = Brush(painter), self.rect()
        edge, width = _edge(self, b.c)
        b.frame(rect, edge, t.R_CONTROL, width, b.c.surface if self.isEnabled() else b.c.sunken)
        strip = Strip(inset(rect, START, 0, END))
        arrow = b.c.ink2 if self.isEnabled() else b.c.disabled
        b.icon(strip.slot_end(t.ICON_SMALL, 4), "chevron-down", arrow, t.ICON_SMALL)
        words = self.currentText() or self.placeholderText()
        ink = b.c.disabled if not self.isEnabled() else b.c.ink if self.currentText() else b.c.ink3
        b.text(strip.rest, words, "body", ink)
        painter.end()
        self.tell_cut(b)


def _edge(control: Choice, c: t.Colours) -> tuple[str, int]:
    """Colour and thickness of the edge of a control that paints itself."""
    match control.property("note"):
        case "fault":
            return c.danger, 2
        case "warning":
            return c.warn, 2
    if focused(control):
        return c.accent, 2
    if not control.isEnabled():
        return c.line, 1
    return (c.ink3 if hovered(control) else c.field_line), 1


class _ChoiceRow(QStyledItemDelegate):
    """A row of the list that a choice opens."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, theme.px(t.CONTROL))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        b, rect = Brush(painter), option.rect
        b.fill(rect, b.c.surface)
        if option.state & QStyle.StateFlag.State_Selected:
            b.fill(inset(rect, 4, 0, 4), b.c.selected, t.R_CHIP)
        b.text(inset(rect, CHOICE_EDGE, 0, CHOICE_EDGE), str(index.data() or ""), "body", b.c.ink)
        painter.restore()


class CheckBox(TellsCut, QCheckBox):
    """A yes or no with its words beside it."""

    def __init__(self, words: UiText = "", *, text: str = "", checked: bool = False, **facts: object) -> None:
        super().__init__()
        self.setChecked(checked)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(FIXED, FIXED)
        set_text(self.setText, ui_text(words, text, facts))

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.width(self.text(), "body") + theme.u(16 + 8 + 8), theme.px(t.CONTROL))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.u(80)), self.sizeHint().height())

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        """Leave Enter to the form, which goes on by it: some desktops would let it tick as the space bar does."""
        if e.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            e.ignore()
        else:
            super().keyPressEvent(e)

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return True

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        b, c, on = Brush(painter), theme.c, self.isChecked()
        strip = Strip(inset(self.rect(), 3, 0, 3))
        place, side = strip.slot(16, 8), theme.u(16)
        box = QRect(place.x(), place.center().y() - side // 2 + 1, side, side)
        edge = c.line if not self.isEnabled() else c.accent if on else c.ink3 if hovered(self) else c.field_line
        ground = c.sunken if not self.isEnabled() else c.accent if on else c.surface
        b.frame(box, edge, t.R_CHIP, 1, ground)
        if on:
            b.icon(box, "check", c.on_accent if self.isEnabled() else c.disabled, 14)
        b.text(strip.rest, self.text(), "body", c.ink if self.isEnabled() else c.disabled)
        if focused(self):
            b.ring(self.rect())
        painter.end()
        self.tell_cut(b)


def offer_all(choice: Choice, items: Iterable[tuple[object, UiText]]) -> None:
    """Fill a choice with values and their words."""
    for value, words in items:
        choice.offer(value, words)
