"""A block of help among other parts: its names of buttons and its keys look as they do on the pages of help."""

from collections.abc import Sequence
from itertools import pairwise
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextCursor, QTextDocument

from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Label
from lifecycle_desk.desktop.look.thai_lines import ends_between_words
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.overview.rules.help_text import Part, Span
from lifecycle_desk.overview.screens.help.document import block_format, insert_span, span_words

MAY_END = "\u200b"  # a line of Thai, which Qt breaks by a library of the system or not at all


class BlockLabel(Label):
    """A paragraph of spans; whoever hears the screen is read it as one text."""

    def __init__(self) -> None:
        super().__init__("", "body", "ink2", wrap=True)
        self._spans: tuple[Span, ...] = ()

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Show the spans of a block whose labels are filled in."""
        self._spans = tuple(spans)
        self.set_message(PlainText("".join(map(span_words, spans)).strip()))

    def _laid(self, width: int) -> QTextDocument:
        """The paragraph in a width, in the fonts and colours of now."""
        document = QTextDocument()
        document.setDocumentMargin(0)
        at = QTextCursor(document)
        form = block_format(Part.TEXT, "body")
        form.setTopMargin(0)
        at.setBlockFormat(form)
        at.setBlockCharFormat(QTextCharFormat())
        for place, span in enumerate(self._spans):
            words = span_words(span) if place else span_words(span).lstrip()
            insert_span(at, span, _endable(words), "body")
        document.setTextWidth(width)
        return document

    @override
    def heightForWidth(self, arg__1: int) -> int:
        if not self._spans:
            return super().heightForWidth(arg__1)
        return round(self._laid(arg__1).size().height()) + self._below()

    def _below(self) -> int:
        """How far letters go below the last line: Qt puts what a script's line is higher above its text, none below."""
        metrics = theme.metrics("body")
        return max(0, metrics.tightBoundingRect(self.text()).bottom() + 1 - metrics.descent())

    @override
    def sizeHint(self) -> QSize:
        wide = super().sizeHint().width()
        return QSize(wide, self.heightForWidth(wide))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._laid(self.width()).drawContents(painter)
        painter.end()


def _endable(words: str) -> str:
    """Words with a sign wherever a line of Thai may end."""
    ends = [0, *ends_between_words(words), len(words)]
    return MAY_END.join(words[begin:end] for begin, end in pairwise(ends))
