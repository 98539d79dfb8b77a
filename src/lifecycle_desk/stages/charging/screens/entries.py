"""Entries: what can be written of charging sessions on a car's page, each with its fields in the order of the bill."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import ChoiceField, Field, Label, LineField, ReadField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.charging.rules.sessions import Current
from lifecycle_desk.stages.charging.screens.fields import (
    charge_field,
    cost_field,
    degrees_field,
    energy_written,
    moment_field,
    moment_written,
    tenths_written,
)
from lifecycle_desk.stages.charging.usecases.by_hand import (
    AddSession,
    EditSession,
    MergeSessions,
    RemoveSession,
    SplitSession,
    Typed,
    add_session,
    edit_session,
    merge_sessions,
    remove_session,
    split_session,
)
from lifecycle_desk.stages.charging.usecases.showing import SessionSummary
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.fields import distance_field, energy_field, looked

if TYPE_CHECKING:
    from datetime import datetime

    from lifecycle_desk.base.money import Money
    from lifecycle_desk.base.quantities import Distance

WHY = C_("correction", "Reason")
STARTED, ENDED = C_("charging", "Started"), C_("charging", "Ended")
ANY = C_("charging", "not known")


class SessionFields:
    """The fields of a session, by what rules call them."""

    def __init__(self, currency: str) -> None:
        self.started, self.ended = moment_field(STARTED, required=True), moment_field(ENDED)
        self.meter = energy_field(N_("Energy at the meter (kWh)"))
        self.battery = energy_field(N_("Energy into the battery (kWh)"))
        self.before, self.after = charge_field(N_("State of charge before")), charge_field(N_("State of charge after"))
        self.current = ChoiceField(C_("charging", "Current"), [(None, ANY), *((each, each.label) for each in Current)])
        self.cost, self.odometer = cost_field(C_("charging", "Cost"), currency), distance_field(N_("Odometer"))
        self.place, self.city = (
            LineField(C_("charging", "Place"), longest=200),
            LineField(C_("charging", "City"), longest=200),
        )
        self.degrees = degrees_field(N_("Outside (°C)"))

    @property
    def fields(self) -> dict[str, Field]:
        """By the names of rules."""
        return {
            "start": self.started,
            "started_at": self.started,
            "end": self.ended,
            "ended_at": self.ended,
            "energy": self.meter,
            "battery_wh": self.battery,
            "soc": self.after,
            "soc_start": self.before,
            "current": self.current,
            "cost": self.cost,
            "odometer": self.odometer,
            "odometer_km": self.odometer,
            "place": self.place,
            "city": self.city,
            "temperature": self.degrees,
        }

    @property
    def lines(self) -> Sequence[Sequence[tuple[QWidget, int]]]:
        """As they stand in the form."""
        return (
            ((self.started, 1), (self.ended, 1), (self.meter, 1), (self.battery, 1)),
            ((self.before, 1), (self.after, 1), (self.current, 1), (self.cost, 1)),
            ((self.place, 1), (self.city, 1), (self.odometer, 1), (self.degrees, 1)),
        )

    def show(self, line: SessionSummary) -> None:
        """Fill them with a session."""
        session, formats = line.session, translator().current.formats
        self.started.set_text(moment_written(session.started_at))
        self.ended.set_text(moment_written(session.ended_at))
        self.meter.set_text(energy_written(session.meter_wh))
        self.battery.set_text(energy_written(session.battery_wh))
        self.before.set_text(tenths_written(session.soc_start))
        self.after.set_text(tenths_written(session.soc_end))
        self.current.set_value(session.current)
        if session.cost and not session.computed:
            self.cost.set_text(formats.amount(session.cost))
        self.place.line.setText(session.place.name)
        self.city.line.setText(session.place.city)
        if session.odometer:
            self.odometer.set_text(formats.distance(session.odometer))
        self.degrees.set_text(tenths_written(session.temperature))

    def read(self) -> Typed:
        """What was typed; faults stand at their fields."""
        looked(self.started, self.ended, self.meter, self.battery, self.before, self.after)
        looked(self.cost, self.odometer, self.degrees)
        return Typed(
            cast("datetime", self.started.value),
            cast("datetime | None", self.ended.value),
            _whole(self.meter),
            _whole(self.battery),
            cast("Current | None", self.current.value),
            _whole(self.before),
            _whole(self.after),
            cast("Money | None", self.cost.value),
            self.place.text,
            self.city.text,
            cast("Distance | None", self.odometer.value),
            _whole(self.degrees),
        )


def _whole(field: ReadField) -> int | None:
    return cast("int | None", field.value)


def adding(vin: str, currency: str) -> Entry:
    """A session that no file tells of."""
    fields = SessionFields(currency)
    return Entry(
        N_("Charging session"),
        fields.fields,
        fields.lines,
        lambda: add_session,
        lambda: AddSession(vin, fields.read()),
        N_("The session is written down."),
    )


def editing(line: SessionSummary, currency: str) -> Entry:
    """A session as it should have been told."""
    fields, why = SessionFields(line.session.cost.currency if line.session.cost else currency), LineField(WHY)
    fields.show(line)

    def read() -> Any:
        return EditSession(line.number, fields.read(), _given(why))

    return Entry(
        N_("Put a session right"),
        fields.fields | {"why": why},
        (*fields.lines, ((why, 1),)),
        lambda: edit_session,
        read,
        N_("The session is put right."),
    )


def removing(line: SessionSummary) -> Entry:
    """A session that never was."""
    why, at = LineField(WHY), translator().current.formats.local(line.session.started_at)
    return Entry(
        N_("Take a session out"),
        {"why": why},
        (((why, 1),),),
        lambda: remove_session,
        lambda: RemoveSession(line.number, _given(why)),
        Message(N_("The session of %(at)s is taken out."), at=at),
    )


def merging(lines: Sequence[SessionSummary]) -> Entry:
    """Sessions that were one charge."""
    numbers = tuple(each.number for each in lines)
    energy = Decimal(sum(each.session.energy_wh for each in lines)) / 1000
    about = Message(N_("%(n)s sessions become one, with %(energy)s kWh in all."), n=len(lines), energy=energy)
    some = sorted((each.session for each in lines), key=lambda each: each.started_at)
    first, last = (
        LineField(label, text=moment_written(moment), read_only=True)
        for label, moment in ((STARTED, some[0].started_at), (ENDED, some[-1].ended_at))
    )
    return Entry(
        N_("Put sessions together"),
        {"numbers": first, "ended_at": last},
        (((first, 1), (last, 1)), ((Label(about, "body", wrap=True), 1),)),
        lambda: merge_sessions,
        lambda: MergeSessions(numbers),
        N_("The sessions are one now."),
    )


def splitting(line: SessionSummary) -> Entry:
    """A session that was two."""
    at, first = (
        moment_field(N_("The first part ended"), required=True),
        energy_field(N_("Energy of the first part (kWh)")),
    )
    soc = charge_field(N_("State of charge then"))

    def read() -> Any:
        looked(at, first, soc)
        if first.value is None:
            first.fault(N_("Please fill this in."))
        return SplitSession(line.number, cast("datetime", at.value), _whole(first) or 0, _whole(soc))

    return Entry(
        N_("Split a session"),
        {"at": at, "first_wh": first, "energy": first, "soc": soc},
        (((at, 1), (first, 1), (soc, 1)),),
        lambda: split_session,
        read,
        N_("The session is two now."),
    )


def _given(why: LineField) -> str:
    if not why.text:
        why.fault(N_("Please fill this in."))
    return why.text
