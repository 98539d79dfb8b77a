"""A page of help as it is set: blocks laid out in our fonts, line heights and colours, and links that can be walked."""

from collections.abc import Sequence
from typing import Any, override

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextListFormat,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from lifecycle_desk.base.isolates import own
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.key_names import keys_shown, turned
from lifecycle_desk.desktop.look.messages import UiText, set_text
from lifecycle_desk.desktop.look.parts.painted import clear_ground
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.rules.help_text import Block, Look, Part, Span, filled

WIDEST = 680  # px of a line of text; longer ones are hard to read
ABOVE, END, BELOW, START = 22, 20, 16, 28  # px round the text, within what scrolls: its bar stands at the card's edge
_ROLES: dict[Part, t.Role] = {Part.TITLE: "title", Part.SECTION: "section"}
_PROSE: frozenset[t.Role] = frozenset({"read", "body"})
_ABOVE = {Part.TITLE: 0, Part.SECTION: 18, Part.TEXT: 8, Part.BULLET: 4, Part.STEP: 6}
_LISTS = {Part.BULLET: QTextListFormat.Style.ListDisc, Part.STEP: QTextListFormat.Style.ListDecimal}


class HelpText(QTextEdit):
    """Shows the blocks of a page; Tab walks its links, and one that is followed is told by its target."""

    followed = Signal(str)

    def __init__(self, name: UiText) -> None:
        super().__init__()
        self._blocks: tuple[Block, ...] = ()
        self._pressed = ""  # the link on which the mouse was pressed
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.setProperty("bare", True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        clear_ground(self)
        set_text(self.setAccessibleName, name)
        translator().changed.connect(self._set)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show a page from its beginning."""
        self._blocks = tuple(blocks)
        self._set()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    @Slot()
    def _set(self) -> None:
        """Set the page in the language, the script and the colours of now."""
        self.clear()
        self.document().setDocumentMargin(0)
        at = QTextCursor(self.document())
        at.beginEditBlock()
        self._set_frame()
        listed: Part | None = None
        for place, block in enumerate(filled(each, translator().current.words) for each in self._blocks):
            form = block_format(block.part, _ROLES.get(block.part, "read"))
            if place:
                at.insertBlock(form, QTextCharFormat())
            else:
                at.setBlockFormat(form)
            if block.part in _LISTS:
                self._into_list(at, block.part, form, goes_on=listed is block.part)
            listed = block.part
            for span in block.spans:
                insert_span(at, span, span_words(span), _ROLES.get(block.part, "read"))
        at.endEditBlock()

    def _into_list(self, at: QTextCursor, part: Part, form: QTextBlockFormat, *, goes_on: bool) -> None:
        """Make the block an item: of the list before it, or the first of another."""
        before = at.block().previous().textList()
        if goes_on and before is not None:
            before.add(at.block())
        else:
            style = QTextListFormat()
            style.setStyle(_LISTS[part])
            if theme.rtl:  # Qt turns the number and its stop round, and then sets them from the right once more
                style.setNumberPrefix(".")
                style.setNumberSuffix("")
            at.createList(style)
        at.mergeBlockFormat(form)  # setting it would take the block out of its list

    def _set_frame(self) -> None:
        root = self.document().rootFrame()
        form = QTextFrameFormat(root.frameFormat())
        form.setWidth(QTextLength(QTextLength.Type.VariableLength, 0))
        start, room = theme.u(START), self.viewport().width()
        end = max(theme.u(END), room - start - theme.u(WIDEST))
        form.setTopMargin(theme.u(ABOVE))
        form.setBottomMargin(theme.u(BELOW))
        form.setLeftMargin(end if theme.rtl else start)
        form.setRightMargin(start if theme.rtl else end)
        if form != root.frameFormat():
            root.setFrameFormat(form)
        self.document().setIndentWidth(theme.u(24))

    # Links ------------------------------------------------------------------------------------------------------

    def links(self) -> list[tuple[int, int, str]]:
        """Where each link begins and ends, and its target, in the order of the text."""
        found: list[tuple[int, int, str]] = []
        block = self.document().begin()
        while block.isValid():
            parts: Any = block.begin()  # the stub says that it is iterable, and not of what
            for each in parts:
                part = each.fragment()
                if target := part.charFormat().anchorHref():
                    found.append((part.position(), part.position() + part.length(), target))
            block = block.next()
        return found

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """To the next link; from the last one to the next part of the page."""
        here = self.textCursor()
        if next:
            wanted = [each for each in self.links() if each[0] >= here.selectionEnd()]
        else:
            wanted = [each for each in reversed(self.links()) if each[1] <= here.selectionStart()]
        if not wanted:
            return super().focusNextPrevChild(next)
        here.setPosition(wanted[0][0])
        here.setPosition(wanted[0][1], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(here)
        return True

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        target = self.textCursor().charFormat().anchorHref() if self.textCursor().hasSelection() else ""
        if target and e.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.followed.emit(target)
        elif e.key() == Qt.Key.Key_Tab:
            self.focusNextPrevChild(True)
        elif e.key() == Qt.Key.Key_Backtab:
            self.focusNextPrevChild(False)
        else:
            super().keyPressEvent(e)

    @override
    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        super().mouseMoveEvent(e)
        over = self.anchorAt(e.position().toPoint())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    @override
    def mousePressEvent(self, e: QMouseEvent) -> None:
        self._pressed = self.anchorAt(e.position().toPoint())
        super().mousePressEvent(e)

    @override
    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        super().mouseReleaseEvent(e)
        target = self.anchorAt(e.position().toPoint())
        if target and target == self._pressed:
            self.followed.emit(target)

    @override
    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        if e.type() == QEvent.Type.StyleChange:
            self._set()

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self._set_frame()


def block_format(part: Part, role: t.Role) -> QTextBlockFormat:
    """How a block is set: its side, its distances, the height of its lines."""
    form = QTextBlockFormat()
    direction = Qt.LayoutDirection.RightToLeft if theme.rtl else Qt.LayoutDirection.LeftToRight
    form.setLayoutDirection(direction)
    form.setTopMargin(theme.u(_ABOVE[part]))
    height = theme.font(role).pixelSize() * theme.script.line
    form.setLineHeight(round(height), QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    if part in {Part.TITLE, Part.SECTION}:
        form.setHeadingLevel(1 if part is Part.TITLE else 2)
        form.setBottomMargin(theme.u(4))
    return form


def insert_span(at: QTextCursor, span: Span, words: str, role: t.Role) -> None:
    """Write a span as it looks; keys stand on a ground that begins before them and ends behind."""
    at.insertText(f"\u00a0{words}\u00a0" if span.look is Look.KEYS else words, _char_format(span, role))


def _char_format(span: Span, role: t.Role) -> QTextCharFormat:
    form, c, is_prose = QTextCharFormat(), theme.c, role in _PROSE
    font = QFont(theme.font(role))
    if span.look in {Look.STRONG, Look.LABEL} and is_prose:
        font.setWeight(theme.font("strong").weight())
    form.setFont(font)
    form.setForeground(QColor(c.ink if not is_prose or span.look is not Look.PLAIN else c.ink2))
    if span.look is Look.KEYS:
        form.setFont(theme.font("small-strong"))
        form.setBackground(QColor(c.sunken))
    if span.look is Look.LINK:
        form.setAnchor(True)
        form.setAnchorHref(span.target)
        form.setForeground(QColor(c.accent))
        form.setFontUnderline(True)
    return form


def span_words(span: Span) -> str:
    """The words of a span in the language of now; they keep their own direction where they are a label or keys."""
    if span.look is Look.KEYS:
        return own(
            keys_shown(turned(span.text)).replace(" ", "\u00a0")
        )  # keys that are pressed together stand in one line
    return own(span.text) if span.look is Look.LABEL and theme.rtl else span.text
