"""The head of an order's lines: quiet titles that stand over the cells."""

from collections.abc import Sequence
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
    AIR,
    COLUMNS,
    EDGE,
    GAP,
    KINDS,
    WIDTHS,
    cover_width,
    is_figure,
    is_narrow,
)
from lifecycle_desk.stages.service.orders.screens.sheet.lines.parts import HOUR

AMOUNT, SHORT = C_("order line", "Amount"), {"kind": "", "figure": C_("column", "Qty")}  # the kind is but an icon
CARET = 2  # px after what is typed


class LinesHead(Painted):
    """The titles of the columns over the lines of a job."""

    def __init__(self) -> None:
        super().__init__()
        says = {name: SHORT.get(name, KINDS[name].label) for name in COLUMNS} | {"amount": AMOUNT, "cover": COVER}
        self._titles = dict.fromkeys(says, "")
        for name, words in says.items():
            set_text(partial(self._put, name), words, by=self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _put(self, name: str, words: str) -> None:
        self._titles[name] = words
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(100, theme.px(t.HEAD))

    @override
    def heightForWidth(self, arg__1: int) -> int:
        return theme.px(t.HEAD) * (1 + is_narrow(arg__1))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        b.fill(rect, b.c.sunken)
        done = paid = Strip(inset(rect, EDGE, 0, 6))
        if is_narrow(rect.width()):
            half = rect.height() // 2
            done, paid = (Strip(inset(QRect(0, at, rect.width(), half), EDGE, 0, 6)) for at in (0, half))
        names = list(COLUMNS)
        at = names.index("text")
        self._draw_paid(b, paid, names[at + 1 :], theme.u(cover_width(rect.width())))
        for name in names[:at]:
            self._title(b, name, done.lead(theme.u(WIDTHS[name])))
            done.lead(theme.u(GAP))
        self._title(b, "text", done.rest)

    def _draw_paid(self, b: Brush, strip: Strip, names: Sequence[str], cover: int) -> None:
        """Draw the titles from the end on: how much, for how much, and who pays."""

        def cut(width: int) -> QRect:
            place = strip.trail(width)
            strip.trail(theme.u(GAP))
            return place

        cut(theme.u(WIDTHS["more"]))
        self._title(b, "amount", cut(theme.u(WIDTHS["amount"])))
        place = cut(cover)
        if cover > theme.u(WIDTHS["cover"]):
            self._title(b, "cover", place)
        for name in reversed(names):
            if name == "figure":
                cut(theme.width(translator().current(HOUR), "small") + 2)
            self._title(b, name, cut(theme.u(WIDTHS[name])))

    def _title(self, b: Brush, name: str, place: QRect) -> None:
        at_end = name == "amount" or (name in COLUMNS and is_figure(name))
        if name in COLUMNS:
            place = place.adjusted(AIR, 0, -AIR - (0 if name == "pays" else CARET), 0)
        b.text(place, self._titles[name], "small", b.c.ink2, "end" if at_end else "start")
