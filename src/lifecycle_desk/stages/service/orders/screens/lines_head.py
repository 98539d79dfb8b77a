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
from lifecycle_desk.stages.service.orders.screens.line_parts import HOUR
from lifecycle_desk.stages.service.orders.screens.line_row import AMOUNT, CODE, EDGE, GAP, PAYS, PRICE, TEXT, WIDTHS


class LinesHead(Painted):
    """The titles of the columns over the lines of a job."""

    def __init__(self) -> None:
        super().__init__()
        self._titles = dict.fromkeys(("code", "text", "figure", "price", "pays", "amount"), "")
        says = {"code": CODE, "text": TEXT, "figure": C_("column", "Qty"), "price": PRICE, "pays": PAYS}
        for name, words in (says | {"amount": AMOUNT}).items():
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

        def cut(name: str, *, end: bool = False) -> QRect:
            width = theme.u(WIDTHS[name])
            place = strip.trail(width) if end else strip.lead(width)
            strip.trail(GAP) if end else strip.lead(GAP)
            return place

        cut("kind")
        cut("more", end=True)
        b.text(cut("amount", end=True), self._titles["amount"], "small", b.c.ink2, "end")
        cut("cover", end=True)
        b.text(cut("pays", end=True), self._titles["pays"], "small", b.c.ink2)
        b.text(cut("price", end=True), self._titles["price"], "small", b.c.ink2, "end")
        strip.trail(unit + GAP)
        b.text(cut("figure", end=True), self._titles["figure"], "small", b.c.ink2, "end")
        b.text(cut("code"), self._titles["code"], "small", b.c.ink2)
        b.text(strip.rest, self._titles["text"], "small", b.c.ink2)
