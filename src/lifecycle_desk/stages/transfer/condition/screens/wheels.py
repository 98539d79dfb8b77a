"""Tyres and brakes in the condition sheet: a line for each wheel and each axle, as one walks round the car."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.quantities import MM, Measure
from lifecycle_desk.desktop.forms import by_place
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Card, Field, Label, LineField, SectionTitle, column, row
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.transfer.condition.rules.condition import Axle, Brake, Season, Tyre, Wheel, dot_day
from lifecycle_desk.stages.transfer.condition.rules.limits import Limits
from lifecycle_desk.stages.transfer.trade_in.screens.fields import measure_field, number_text, term_field
from lifecycle_desk.vehicle.screens.fields import chosen, exact

if TYPE_CHECKING:
    from decimal import Decimal

ROUND = (Wheel.FRONT_LEFT, Wheel.REAR_LEFT, Wheel.REAR_RIGHT, Wheel.FRONT_RIGHT)  # as one walks round the car


class Names(QObject):
    """The names at the start of some lines, as wide as the widest of them in the language of now."""

    def __init__(self, labels: Sequence[Label], parent: QWidget) -> None:
        super().__init__(parent)
        self._labels = labels
        translator().changed.connect(self.fit)
        theme.changed.connect(self.fit)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Give all the same width."""
        width = max(theme.width(each.text(), "medium") for each in self._labels) + theme.u(8)
        for each in self._labels:
            each.setFixedWidth(width)


class TyreLine:
    """The fields of one wheel."""

    def __init__(self, wheel: Wheel) -> None:
        self.wheel = wheel
        self.tread = measure_field(C_("tyre", "Tread"), MM)
        self.dot = LineField(N_("Made (DOT)"), longest=4)
        self.make = LineField(C_("vehicle", "Make"), longest=60)
        self.season = term_field(C_("tyre", "Season"), Season, none=PlainText("–"))
        self.name = Label(wheel.label, "medium", fixed=True)

    @property
    def fields(self) -> tuple[Field, ...]:
        """They in the order of Tab."""
        return (self.tread, self.dot, self.make, self.season)

    def read(self) -> Tyre | None:
        """The tyre; None where nobody has measured it."""
        tread = exact(self.tread)
        if tread is None:
            return None
        return Tyre(self.wheel, tread, self.dot.text, self.make.text, chosen(Season, self.season))

    def show(self, tyre: Tyre | None) -> None:
        """Show what was found."""
        self.tread.set_text(number_text(tyre.tread_mm) if tyre else "")
        self.dot.line.setText(tyre.dot if tyre else "")
        self.make.line.setText(tyre.make if tyre else "")
        self.season.set_value(tyre.season if tyre else None)


class Tyres(Card):
    """All four tyres; make, week and season of the first are those of the others until they are told otherwise."""

    changed = Signal()

    def __init__(self) -> None:
        self.lines = [TyreLine(each) for each in ROUND]
        self._limits: Limits | None = None
        rows = [
            row(column(22, each.name, None, gap=0), *((field, 1) for field in each.fields), gap=12)
            for each in self.lines
        ]
        super().__init__(column(SectionTitle(N_("Tyres")), *rows, gap=t.FIELD_GAP, margins=(16, 12, 16, 8)))
        self._names = Names([each.name for each in self.lines], self)
        for line in self.lines:
            line.tread.read.connect(self._read)
            for text in (line.dot, line.make):
                text.line.editingFinished.connect(self._read)
            line.season.chosen.connect(self._read)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        measured = (dict(zip(_TYRE, line.fields, strict=True)) for line in self.lines if line.read())
        return {"tyres": self.lines[0].tread, **by_place("tyres", measured)}

    def fill_in(self, tyres: Iterable[Tyre], limits: Limits) -> None:
        """Show what was found, and judge it by these limits from now on."""
        self._limits = limits
        found = {each.wheel: each for each in tyres}
        for line in self.lines:
            line.show(found.get(line.wheel))
            self._judge(line)

    def read(self) -> tuple[Tyre, ...]:
        """The tyres that were measured."""
        return tuple(tyre for line in self.lines if (tyre := line.read()))

    @Slot()
    def _read(self) -> None:
        first = self.lines[0]
        for line in self.lines[1:]:
            for own, model in ((line.dot, first.dot), (line.make, first.make)):
                if not own.text and model.text and line.read() is None:
                    own.line.setText(model.text)
            if line.season.value is None and first.season.value is not None and line.read() is None:
                line.season.set_value(first.season.value)
        for line in self.lines:
            self._judge(line)
        self.changed.emit()

    def _judge(self, line: TyreLine) -> None:
        """Say beside a field what the law or the tyre's age says of it."""
        limits, tread = self._limits, exact(line.tread)
        if limits and tread is not None and tread < limits.tread.least:
            line.tread.warn(N_("Below the legal minimum of %(limit)s"), limit=Measure(limits.tread.least, MM))
        if line.dot.text:
            try:
                dot_day(line.dot.text)
                line.dot.clear()
            except Objection as fault:
                line.dot.object_to(fault)


_TYRE = ("tread_mm", "dot", "make", "season")


class Brakes(Card):
    """The pads and discs of both axles."""

    changed = Signal()

    def __init__(self) -> None:
        self._limits: Limits | None = None
        self.lines = {
            axle: (
                measure_field(C_("brake", "Pad"), MM),
                measure_field(C_("brake", "Disc"), MM),
                measure_field(N_("Minimum disc thickness"), MM, hint=N_("As marked: MIN TH")),
            )
            for axle in Axle
        }
        rows, names = [], list[Label]()
        for axle, fields in self.lines.items():
            name = Label(axle.label, "medium", fixed=True)
            names.append(name)
            rows.append(row(column(22, name, None, gap=0), *((field, 1) for field in fields), gap=12))
        super().__init__(column(SectionTitle(N_("Brakes")), *rows, gap=t.FIELD_GAP, margins=(16, 12, 16, 8)))
        self._names = Names(names, self)
        for fields in self.lines.values():
            for field in fields:
                field.read.connect(self._read)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        told = [fields for fields in self.lines.values() if any(exact(each) is not None for each in fields)]
        return by_place("brakes", (dict(zip(_BRAKE, fields, strict=True)) for fields in told))

    def fill_in(self, brakes: Iterable[Brake], limits: Limits) -> None:
        """Show what was found, and judge it by these limits from now on."""
        self._limits = limits
        found = {each.axle: each for each in brakes}
        for axle, fields in self.lines.items():
            for name, field in zip(_BRAKE, fields, strict=True):
                value: Decimal | None = getattr(found[axle], name) if axle in found else None
                field.set_text(number_text(value))
        self._read()

    def read(self) -> tuple[Brake, ...]:
        """The brakes of which something was measured."""
        read: list[tuple[Axle, Sequence[Decimal | None]]] = [
            (axle, [exact(each) for each in fields]) for axle, fields in self.lines.items()
        ]
        return tuple(Brake(axle, *values) for axle, values in read if any(each is not None for each in values))

    @Slot()
    def _read(self) -> None:
        for pad, disc, least in self.lines.values():
            thin, limits = exact(pad), self._limits
            if limits and thin is not None and thin < limits.pad.least:
                pad.warn(N_("Below the minimum of %(limit)s"), limit=Measure(limits.pad.least, MM))
            measured, stamped = exact(disc), exact(least)
            if measured is not None and stamped is not None and measured < stamped:
                disc.warn(N_("Below the minimum of %(limit)s"), limit=Measure(stamped, MM))
        self.changed.emit()


_BRAKE = ("pad_mm", "disc_mm", "disc_least_mm")
