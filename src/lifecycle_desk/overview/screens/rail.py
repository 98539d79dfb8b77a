"""The rail beside the day: how far each technician is booked, and which cars leave today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, override

from PySide6.QtCore import QRect, Slot

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.quantities import percent
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.ageing import passed_look
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.parts import Card, Label, SectionTitle, column, row
from lifecycle_desk.desktop.look.rows import RowList
from lifecycle_desk.desktop.look.rows.base import RowDelegate, State, focus, ground, joined
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.rules import Expected
from lifecycle_desk.stages.service.board.screens.capacity import Load
from lifecycle_desk.stages.service.clocks.rules import DayOf

WORKSHOP, EXPECTED = N_("Workshop today"), N_("Promised for today")
SHARE = N_("%(share)s on orders")  # NOTE: of the hours that technicians have
CARS = NN_("%(n)s car", "%(n)s cars")
NO_TECHNICIAN = N_("No technicians yet")
NOBODY_EXPECTED = N_("No vehicles promised for today")
DONE = N_("done")
LINE = 34


class WorkshopToday(Card):
    """How much of everybody's day in the workshop is taken by orders."""

    def __init__(self) -> None:
        self._share = Label("", "small", "ink3", fixed=True)
        self._none = Label(NO_TECHNICIAN, "small", "ink3", wrap=True)
        self._loads: list[Load] = []
        self._body = column(row(SectionTitle(WORKSHOP), None, self._share), self._none, gap=6, margins=(16, 12, 16, 12))
        super().__init__(self._body)
        translator().changed.connect(self._say)

    def show_booked(self, booked: Sequence[DayOf]) -> None:
        """Show who is booked for how long."""
        while len(self._loads) < len(booked):
            self._loads.append(Load())
            self._body.addWidget(self._loads[-1])
        for load, each in zip(self._loads, booked, strict=False):
            load.show_day(each)
        for place, load in enumerate(self._loads):
            load.setVisible(place < len(booked))
        self._none.setVisible(not booked)
        self._share.setVisible(bool(booked))
        if booked:
            whole = sum(each.booked for each in booked) / (sum(each.hours for each in booked) or Decimal(1))
            self._share.set_message(Message(SHARE, share=percent(round(whole * 100))))

    @Slot()
    def _say(self) -> None:
        for load in self._loads:
            load.say()


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """A car that is to leave today."""

    is_heading: ClassVar[bool] = False
    at: str
    name: str
    about: str
    done: str
    key: str
    tone: t.Tone | None = None

    def words(self) -> str:
        """The row as it is read aloud."""
        return joined(self.at, self.name, self.about, self.done)


def _tone(expected: Expected, now: datetime) -> t.Tone | None:
    """The tone of the time for which a car is expected, once that has passed."""
    look = None if expected.done else passed_look(expected.moment, now)
    return look[0] if look else None


class ExpectedDelegate(RowDelegate):
    """Draws the time, the plate, the work, and a check mark where it is done."""

    @override
    def height(self, row: Any) -> int:
        return theme.px(LINE)

    @override
    def draw(self, b: Brush, rect: QRect, row: Any, state: State) -> None:
        ground(b, rect, state)
        strip = Strip(inset(rect, 16, 0, 16))
        ink, at = b.c.ink3 if row.done else b.c.ink, b.c.tone(row.tone)[0] if row.tone else b.c.ink3
        b.text(strip.lead(theme.width("00:00", "body") + theme.u(10)), row.at, "body", at, ltr=True)
        b.icon(strip.slot(t.ICON, 10), "tool", b.c.ink3 if row.done else b.c.ink_of("service"))
        if row.done:
            b.icon(strip.slot_end(t.ICON, 8), "check", b.c.ink2)
        strip.lead(b.text(strip.rest, row.name, "medium", ink), 8)
        b.text(strip.rest, row.about, "body", b.c.ink3)
        focus(b, rect, state)


class ExpectedToday(Card):
    """The cars that are promised for today, by the hour; Enter opens the order."""

    def __init__(self) -> None:
        self.list = RowList(EXPECTED, ExpectedDelegate())
        self._count = Label("", "small", "ink3", fixed=True)
        self._none = Label(NOBODY_EXPECTED, "small", "ink3", wrap=True)
        self._shown: Sequence[Expected] = ()
        head = row(SectionTitle(EXPECTED), None, self._count, margins=(16, 0, 16, 0))
        none = row((self._none, 1), margins=(16, 0, 16, 0))
        super().__init__(column(head, none, self.list, gap=6, margins=(0, 12, 0, 8)))
        translator().changed.connect(self._say)

    def show_expected(self, expected: Sequence[Expected]) -> None:
        """Show the cars."""
        self._shown = tuple(expected)
        self._none.setVisible(not expected)
        self.list.setVisible(bool(expected))
        self._count.set_message(Message(CARS, n=len(expected)) if expected else PlainText(""))
        self._say()

    @Slot()
    def _say(self) -> None:
        language, now = translator().current, clock.now()
        rows = [
            ExpectedRow(
                language.formats.clock(each.moment),
                each.plate or each.vin,
                each.about or each.model,
                language(DONE) if each.done else "",
                each.order,
                _tone(each, now),
            )
            for each in self._shown
        ]
        self.list.show_rows(rows)
        self.list.setFixedHeight(theme.px(LINE) * max(len(rows), 1))
