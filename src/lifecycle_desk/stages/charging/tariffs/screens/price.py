"""One price of a tariff as a block of fields: what it is, and when it applies."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.messages import Message, set_text
from lifecycle_desk.desktop.look.parts import Card, Field, IconButton, Label, LineField, column, row
from lifecycle_desk.stages.charging.tariffs.screens.fields import (
    BELOW,
    Pairs,
    Terms,
    ask_for_both,
    clock_field,
    minutes_field,
    price_field,
    put,
    season_field,
)
from lifecycle_desk.stages.charging.tariffs.screens.weekdays import WeekdaysField
from lifecycle_desk.vehicle.screens.fields import looked

KWH, NTH = N_("Price per kWh"), N_("Price %(n)s")
LONGEST_NAME = 200

type Texts = Mapping[str, Any]  # what stands in the fields of a price, by what rules call them


class PriceBlock(Card):
    """The price of a kWh and of a minute, with its weekdays, season and times."""

    moved = Signal(int)  # by so many places
    removed = Signal()

    def __init__(self, terms: Terms) -> None:
        self._title = Label("", "strong")
        self.up = IconButton("chevron-up", "", size=26)
        self.down = IconButton("chevron-down", "", size=26)
        self.remove = IconButton("trash", "", size=26)
        self.kwh, self.minute = price_field(KWH, terms), price_field(N_("Price per minute"), terms)
        self.after = minutes_field(C_("tariff", "After minutes"))
        self.weekdays = WeekdaysField(C_("tariff", "Weekdays"), terms.first_weekday)
        self.season_from, self.season_until = season_field(N_("Season from")), season_field(N_("Season until"))
        self.begins, self.ends = clock_field(N_("Time from")), clock_field(N_("Time until"), ends=True)
        self.name = LineField(C_("tariff", "Name"), longest=LONGEST_NAME)
        self._read = {
            "kwh": self.kwh,
            "minute": self.minute,
            "after_minutes": self.after,
            "season_from": self.season_from,
            "season_until": self.season_until,
            "from": self.begins,
            "until": self.ends,
        }
        self._lines: dict[str, LineField] = {**self._read, "name": self.name}
        self.fields: dict[str, Field] = {**self._lines, "weekdays": self.weekdays}
        head = row(self._title, None, self.up, self.down, self.remove, gap=2)
        season, time = (self.season_from, self.season_until), (self.begins, self.ends)
        priced = Pairs((self.kwh, self.minute), (self.after, self.name))
        items = (head, priced, self.weekdays, Pairs(season, time))
        super().__init__(column(*items, gap=BELOW, margins=(12, 6, 8, 4)))
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.removed)

    def stand(self, at: int, of: int) -> None:
        """Take a place among some prices."""
        n = at + 1
        self._title.set_message(Message(NTH, n=n))
        set_text(self.setAccessibleName, Message(NTH, n=n))
        self.up.set_message(Message(N_("Move price %(n)s up"), n=n))
        self.down.set_message(Message(N_("Move price %(n)s down"), n=n))
        self.remove.set_message(Message(N_("Remove price %(n)s"), n=n))
        self.up.setEnabled(at > 0)
        self.down.setEnabled(at < of - 1)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        fields = (self.kwh, self.minute, self.after, self.name)
        when = (self.season_from, self.season_until, self.begins, self.ends)
        lines = [each.line for each in (*fields, *when)]
        return [self.up, self.down, self.remove, *lines[:4], *self.weekdays.days, *lines[4:]]

    @property
    def texts(self) -> dict[str, Any]:
        """The texts of the fields; empty ones are left out."""
        told: dict[str, Any] = {name: field.text for name, field in self._lines.items() if field.text}
        return {**told, **({"weekdays": self.weekdays.value} if self.weekdays.value else {})}

    def write(self, texts: Texts) -> None:
        """Let other texts stand in the fields."""
        for name, field in self._lines.items():
            put(field, texts.get(name, ""))
        self.weekdays.set_value(texts.get("weekdays", ()))

    def read(self) -> dict[str, Any]:
        """The price as plain values; faults stand at their fields."""
        looked(*self._read.values())
        ask_for_both(self.season_from, self.season_until)
        ask_for_both(self.begins, self.ends)
        told = {name: field.value for name, field in self._read.items() if field.value is not None}
        return {**told, "name": self.name.text, "weekdays": self.weekdays.value}
