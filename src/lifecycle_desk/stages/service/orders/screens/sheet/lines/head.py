"""The head of an order's lines: quiet titles that stand over the cells."""

from functools import partial
from typing import override

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QSizePolicy

from lifecycle_desk.base.objections import C_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import set_text
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.parts import Painted
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.line_cover.screens.cell import COVER
from lifecycle_desk.stages.service.orders.screens.sheet.lines.layout import (
    COLUMNS,
    EDGE,
    GAP,
    KINDS,
    WIDTHS,
    cover_width,
    is_figure,
)
from lifecycle_desk.stages.service.orders.screens.sheet.lines.parts import HOUR

AMOUNT, SHORT = C_("order line", "Amount"), {"kind": "", "figure": C_("column", "Qty")}  # the kind is but an icon


class LinesHead(Painted):
    """The titles of the columns over the lines of a job."""

    def __init__(self) -> None:
        super().__init__()
        says = {name: SHORT.get(name, KINDS[name].label) for name in COLUMNS} | {"amount": AMOUNT, "cover": COVER}
        self._titles = dict.fromkeys(says, "")
        for name, words in says.items():
            set_text(partial(self._put, name), words, by=self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _put(self, name: str, words: str) -> None:
        self._titles[name] = words
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(100, theme.px(t.HEAD))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        b.fill(rect, b.c.sunken)
        strip, unit = Strip(inset(rect, EDGE, 0, 6)), theme.width(translator().current(HOUR), "small") + 2
        names = list(COLUMNS)
        before, after = names[: names.index("text")], names[names.index("text") + 1 :]

        def cut(name: str, *, end: bool = False) -> QRect:
            width = theme.u(cover_width(rect.width()) if name == "cover" else WIDTHS[name])
            place = strip.trail(width) if end else strip.lead(width)
            strip.trail(GAP) if end else strip.lead(GAP)
            return place

        def title(name: str, place: QRect) -> None:
            at_end = name == "amount" or (name in COLUMNS and is_figure(name))
            b.text(place, self._titles[name], "small", b.c.ink2, "end" if at_end else "start")

        cut("more", end=True)
        title("amount", cut("amount", end=True))
        cover = cut("cover", end=True)
        if cover.width() > theme.u(WIDTHS["cover"]):
            title("cover", cover)
        for name in reversed(after):
            if name == "figure":
                strip.trail(unit + GAP)
            title(name, cut(name, end=True))
        for name in before:
            title(name, cut(name))
        title("text", strip.rest)
