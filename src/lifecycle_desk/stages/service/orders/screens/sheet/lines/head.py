"""The head of an order's lines: quiet titles that stand over the cells."""

from functools import partial
from typing import override

from PySide6.QtCore import QRect, QSize, Slot
from PySide6.QtWidgets import QSizePolicy

from lifecycle_desk.base.objections import C_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import set_text
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts import Fitted, Painted, column, row
from lifecycle_desk.desktop.look.parts.folding import HalvedRow
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.line_cover.screens.cell import COVER
from lifecycle_desk.stages.service.orders.screens.sheet.lines.cells import AIR
from lifecycle_desk.stages.service.orders.screens.sheet.lines.layout import (
    COLUMNS,
    EDGE,
    GAP,
    KINDS,
    LINE_END,
    WIDTHS,
    cover_width,
    is_figure,
    is_narrow,
)
from lifecycle_desk.stages.service.orders.screens.sheet.lines.parts import Place, UnitLabel

AMOUNT, SHORT = C_("order line", "Amount"), {"kind": "", "figure": C_("column", "Qty")}  # the kind is but an icon
CARET = 2  # px after what is typed


class LinesHead(Fitted, Painted):
    """The titles of the columns over the lines of a job.

    They are laid out as a line is, by the same means and from the same widths, so that none is off its column whatever
    the size of texts makes of gaps and margins.
    """

    def __init__(self) -> None:
        super().__init__()
        says = {name: SHORT.get(name, KINDS[name].label) for name in COLUMNS} | {"cover": COVER, "amount": AMOUNT}
        self._titles, self._has_cover = dict.fromkeys(says, ""), True
        self.places = {name: Place(partial(self._wide, name), grows=name == "text") for name in (*says, "more")}
        names = list(COLUMNS)
        at = names.index("figure")
        done = [self.places[name] for name in names[: at - 1]]
        paid = [self.places[name] for name in (*names[at + 1 :], "cover", "amount", "more")]
        figure = self.places["figure"], UnitLabel()
        halves = row(*done, (self.places["text"], 1), gap=GAP), row(None, *figure, *paid, gap=GAP)
        self.setLayout(HalvedRow(halves, column(), is_narrow, partial(theme.px, t.HEAD), GAP, (EDGE, 0, LINE_END, 0)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        for name, words in says.items():
            set_text(partial(self._put, name), words, by=self)
        translator().changed.connect(self._fit)

    def _wide(self, name: str) -> int:
        if name == "more":
            return theme.px(WIDTHS[name])  # a square, as wide as it is high in the script
        if name == "cover":
            return theme.u(cover_width(self.width())) if self._has_cover else 0
        return theme.u(WIDTHS[name])

    def show_cover(self, *, is_seen: bool) -> None:
        """Have room for the column of cover, or none."""
        if is_seen != self._has_cover:
            self._has_cover = is_seen
            self._fit()

    def _put(self, name: str, words: str) -> None:
        self._titles[name] = words
        self.update()

    @Slot()
    @override
    def _fit(self) -> None:
        self.places["cover"].updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(100, theme.px(t.HEAD))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        b.fill(rect, b.c.sunken)
        for name, words in self._titles.items():
            at_end = name == "amount" or (name in COLUMNS and is_figure(name))
            place = self.places[name].geometry()
            if name in COLUMNS:
                place = place.adjusted(AIR, 0, -AIR - (0 if name == "pays" else CARET), 0)
            b.text(place, words, "small", b.c.ink2, "figure" if at_end else "start")
