"""Entries: what can be written of charging sessions on a car's page; each is declared beside its command."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import KWH, Measure
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Label, LineField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.charging.sessions.rules.measures import ENDED, STARTED
from lifecycle_desk.stages.charging.sessions.usecases import by_hand as b
from lifecycle_desk.stages.charging.sessions.usecases.showing import SessionSummary
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.fields import moment_written
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm

if TYPE_CHECKING:
    from datetime import datetime

NOT_SAID = cast("datetime", None)  # a moment that is needed, and does not stand in the form yet
OF_RULES = {"start": "started_at", "end": "ended_at", "energy": "meter_wh", "soc": "soc_end"}


def adding(app: AppContext, vin: str, currency: str) -> Entry:
    """A session that no file tells of."""
    begins = b.AddSession(vin, b.Typed(NOT_SAID))
    session = _session(app, begins.session, currency)
    return StepForm(b.ADDING, Around(app), begins, parts={"session": session}).entry(b.add_session, OF_RULES)


def editing(app: AppContext, line: SessionSummary, currency: str) -> Entry:
    """A session as it should have been told."""
    begins = b.EditSession(line.number, b.typed_as(line.session), "")
    session = _session(app, begins.session, currency)
    return StepForm(b.EDITING, Around(app), begins, parts={"session": session}).entry(b.edit_session, OF_RULES)


def _session(app: AppContext, begins: b.Typed, currency: str) -> StepForm[b.Typed]:
    """The fields of a session; its cost in the currency in which it was told, else in the market's."""
    around = Around(app, currency=begins.cost.currency if begins.cost else currency)
    return StepForm(b.SESSION, around, begins, odd=b.odd_in_session)


def removing(app: AppContext, line: SessionSummary) -> Entry:
    """A session that never was."""
    entry = StepForm(b.REMOVING, Around(app), b.RemoveSession(line.number, "")).entry(b.remove_session)
    at = translator().current.formats.local(line.session.started_at)
    return replace(entry, told=Message(b.REMOVING.done, at=at))


def merging(lines: Sequence[SessionSummary]) -> Entry:
    """Sessions that were one charge."""
    numbers = tuple(each.number for each in lines)
    energy = Measure(Decimal(sum(each.session.energy_wh for each in lines)) / 1000, KWH)
    about = Message(N_("%(n)s sessions become one with a total of %(energy)s."), n=len(lines), energy=energy)
    some = sorted((each.session for each in lines), key=lambda each: each.started_at)
    first, last = (
        LineField(label, text=moment_written(moment) if moment else "", read_only=True)
        for label, moment in ((STARTED, some[0].started_at), (ENDED, some[-1].ended_at))
    )
    return Entry(
        N_("Merge sessions"),
        {"numbers": first, "ended_at": last},
        (((first, 1), (last, 1)), ((Label(about, "body", wrap=True), 1),)),
        lambda: b.merge_sessions,
        lambda: b.MergeSessions(numbers),
        N_("Sessions merged"),
    )


def splitting(app: AppContext, line: SessionSummary) -> Entry:
    """A session that was two."""
    begins = b.SplitSession(line.number, NOT_SAID, 0)
    return StepForm(b.SPLITTING, Around(app), begins).entry(b.split_session, {"energy": "first_wh"})
