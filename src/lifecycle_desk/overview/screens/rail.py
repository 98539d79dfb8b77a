"""The rail beside the day: how far each technician is booked, and which cars leave today."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, override

from PySide6.QtCore import QRect, QSize, Slot

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.parts import Card, Label, Painted, SectionTitle, column, row
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED
from lifecycle_desk.desktop.look.rows import RowList
from lifecycle_desk.desktop.look.rows.base import RowDelegate, State, focus, ground, joined
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.look.words import Plain, Words
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.overview.rules import WORKING_DAY, Booked, Expected

WORKSHOP, EXPECTED = N_("Workshop today"), N_("Promised for today")
BOOKED = N_("%(hours)s / %(of)s h")
SHARE = N_("%(share)s booked")
CARS = NN_("%(n)s car", "%(n)s cars")
NO_TECHNICIAN = N_("No technician has been taken on yet.")
NOBODY_EXPECTED = N_("No car is promised for today.")
DONE = N_("done")
LOAD, LINE = 46, 34


class Load(Painted):
    """One technician: initials, name, hours booked of a working day, and a bar of them."""

    def __init__(self) -> None:
        super().__init__()
        self._booked = Booked("", Decimal(0))
        self.setSizePolicy(EXPANDING, FIXED)

    def show_booked(self, booked: Booked) -> None:
        """Show somebody, and for how long they are booked."""
        self._booked = booked
        self.say()

    @property
    def hours(self) -> str:
        """The hours as they are written: 6.8 / 8 h."""
        return speech().voice(BOOKED, hours=self._booked.hours, of=WORKING_DAY)

    def say(self) -> None:
        """Tell the name and the hours in the language of now."""
        self.setAccessibleName(joined(self._booked.technician, self.hours))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(200), theme.px(LOAD, 1))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        over = self._booked.share > 1
        strip = Strip(rect)
        marks.avatar(b, strip.slot(28, 12), marks_of(self._booked.technician), 28, "neutral")
        upper = QRect(strip.rest.x(), rect.y() + theme.u(4), strip.rest.width(), theme.px(20))
        line = Strip(upper)
        width = theme.width(self.hours, "small", tabular=True)
        b.text(line.trail(width + 2, 8), self.hours, "small", b.c.warn if over else b.c.ink3, "end", elide=False)
        b.text(line.rest, self._booked.technician, "body")
        track = QRect(upper.x(), upper.bottom() + theme.u(4), upper.width(), 6)
        marks.bar(b, track, min(1.0, self._booked.share), b.c.mark("warn" if over else "accent"), 5)


THAI_VOWELS_BEFORE = "เแโใไ"  # written before the consonant that they are spoken after


def marks_of(name: str) -> str:
    """The initials of a name: the first letters of its first two words, in Thai the first consonants."""
    words = [word.lstrip(THAI_VOWELS_BEFORE) or word for word in name.split()[:2]]
    return "".join(word[0] for word in words).upper()


class WorkshopToday(Card):
    """How far everybody in the workshop is booked."""

    def __init__(self) -> None:
        self._share = Label("", "small", "ink3", fixed=True)
        self._none = Label(NO_TECHNICIAN, "small", "ink3", wrap=True)
        self._loads: list[Load] = []
        self._body = column(row(SectionTitle(WORKSHOP), None, self._share), self._none, gap=6, margins=(16, 12, 16, 12))
        super().__init__(self._body)
        speech().changed.connect(self._say)

    def show_booked(self, booked: Sequence[Booked]) -> None:
        """Show who is booked for how long."""
        while len(self._loads) < len(booked):
            self._loads.append(Load())
            self._body.addWidget(self._loads[-1])
        for load, each in zip(self._loads, booked, strict=False):
            load.show_booked(each)
        for place, load in enumerate(self._loads):
            load.setVisible(place < len(booked))
        self._none.setVisible(not booked)
        self._share.setVisible(bool(booked))
        if booked:
            whole = sum(each.hours for each in booked) / (WORKING_DAY * len(booked))
            self._share.say(Words(SHARE, share=Percent(whole)))

    @Slot()
    def _say(self) -> None:
        for load in self._loads:
            load.say()


class Percent:
    """A share that says itself as a whole percentage in whichever language asks."""

    def __init__(self, share: object) -> None:
        self._hundredths = round(float(str(share)) * 100)

    def __str__(self) -> str:
        return f"{speech().voice.formats.number(self._hundredths)}\u00a0%"


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """A car that is to leave today."""

    is_heading: ClassVar[bool] = False
    at: str
    name: str
    about: str
    done: str
    key: str

    def words(self) -> str:
        """The row as it is read aloud."""
        return joined(self.at, self.name, self.about, self.done)


class ExpectedDelegate(RowDelegate):
    """Draws the time, the plate, the work, and a check mark where it is done."""

    @override
    def height(self, row: Any) -> int:
        return theme.px(LINE)

    @override
    def draw(self, b: Brush, rect: QRect, row: Any, state: State) -> None:
        ground(b, rect, state)
        strip = Strip(inset(rect, 16, 0, 16))
        ink = b.c.ink3 if row.done else b.c.ink
        b.text(strip.lead(theme.width("00:00", "body") + theme.u(10)), row.at, "body", b.c.ink3, ltr=True)
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
        speech().changed.connect(self._say)

    def show_expected(self, expected: Sequence[Expected]) -> None:
        """Show the cars."""
        self._shown = tuple(expected)
        self._none.setVisible(not expected)
        self.list.setVisible(bool(expected))
        self._count.say(Words(CARS, n=len(expected)) if expected else Plain(""))
        self._say()

    @Slot()
    def _say(self) -> None:
        voice = speech().voice
        rows = [
            ExpectedRow(
                voice.formats.clock(each.moment),
                each.plate or each.vin,
                each.about or each.model,
                voice(DONE) if each.done else "",
                each.order,
            )
            for each in self._shown
        ]
        self.list.show_rows(rows)
        self.list.setFixedHeight(theme.px(LINE) * max(len(rows), 1))
