"""What a region is given of a dealer's records and what it never is, said before anybody gives anything."""

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import Button, Card, Glyph, Label, SectionTitle, column, row, wrap
from lifecycle_desk.region.rules.given_words import GIVEN, MARGINS, NEVER, NOT_MARGINS, NOT_OTHER_COSTS

ALWAYS, NOT = N_("What the region is given"), N_("What it is never given")
GIVE_MARGINS, KEEP_MARGINS = N_("Give margins too"), N_("Stop giving margins")


class WhatIsGiven(Card):
    """Both lists, as the allow-list has them, with margins on the one or on the other, and the way to change that."""

    def __init__(self) -> None:
        given = [_part(each.icon, "ink2", each.name, each.goes) for each in GIVEN]
        never = [_part("x", "ink3", each) for each in NEVER]
        self._with = [_part(MARGINS.icon, "ink2", MARGINS.name, MARGINS.goes), _part("x", "ink3", NOT_OTHER_COSTS)]
        self._without = _part("x", "ink3", NOT_MARGINS)
        self.margins = {True: Button(GIVE_MARGINS, "link"), False: Button(KEEP_MARGINS, "link")}
        ways = row(*self.margins.values(), None, gap=0)
        start = column(SectionTitle(ALWAYS), *given, self._with[0], gap=8)
        end = column(SectionTitle(NOT), *never, self._with[1], self._without, gap=8)
        lists = column(wrap(start), 6, wrap(end), 6, ways, gap=8, margins=(16, 12, 16, 14))
        super().__init__(lists)
        self.show_margins(given=False)

    def show_margins(self, *, given: bool) -> None:
        """Show whether margins are given; a way that goes hands the focus to the one that comes."""
        is_focused = self.margins[given].hasFocus()
        for part in (*self._with, self.margins[False]):
            part.setVisible(given)
        for part in (self._without, self.margins[True]):
            part.setVisible(not given)
        if is_focused:
            self.margins[not given].setFocus()


def _part(icon: str, ink: t.Ink, name: str, goes: str = "") -> QWidget:
    said = [Label(name, "strong" if goes else "body", wrap=True)]
    if goes:
        said.append(Label(goes, "small", "ink2", wrap=True))
    mark = column(Glyph(icon, ink), None, gap=0, margins=(0, 2, 0, 0))
    return wrap(row(mark, (wrap(column(*said, gap=1)), 1), gap=10))
