"""Setting the diary up: bays and courtesy cars, the dealer's own hours on weekdays and on single days."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.stages.service.diary.rules.appointments import LONGEST_WORDS, AppointmentTextTooLong
from lifecycle_desk.stages.service.diary.rules.opening import (
    DaySaid,
    Span,
    WeekdayUnknown,
    check_span,
)
from lifecycle_desk.stages.service.diary.rules.resources import Resource, ResourceKind, ResourceUnknown, tidy_name
from lifecycle_desk.stages.service.diary.rules.rights import DIARY_SETUP
from lifecycle_desk.stages.service.diary.tables import resources as rows
from lifecycle_desk.store.store import Transaction

DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class SaveResource:
    """A bay or a courtesy car that is there from now on; one that is not `active` is offered no more."""

    kind: ResourceKind
    name: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class DropResource:
    """A bay or a courtesy car that was never there."""

    kind: ResourceKind
    name: str


@dataclass(frozen=True, slots=True)
class ResourceSaved:
    """A bay or a courtesy car as it is now and as it was, for undoing it."""

    now: Resource
    before: Resource | None


@dataclass(frozen=True, slots=True)
class SetOpeningHours:
    """The hours of a weekday (Monday is 1) in minutes of the day, or of one day alone.

    Both minutes the same is closed; None is as in the market, or as on every such weekday. `why` is of single days.
    """

    weekday: int | None = None
    on: date | None = None
    opens: int | None = None
    closes: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class OpeningHoursSet:
    """Hours as they were set, and the request that sets them as they were."""

    now: SetOpeningHours
    before: SetOpeningHours


def _resource_undone(made: ResourceSaved) -> tuple[Command[Any, Any], Any]:
    was = made.before
    if was is None:
        return drop_resource, DropResource(made.now.kind, made.now.name)
    return save_resource, SaveResource(was.kind, was.name, was.active)


@command(DIARY_SETUP, undo=_resource_undone)
def save_resource(tx: Transaction, asked: SaveResource) -> ResourceSaved:
    """Add a bay or a courtesy car to the diary, or deactivate one."""
    made = Resource(asked.kind, tidy_name(asked.name), asked.active)
    before = rows.resource(tx, made.kind, made.name)
    rows.save_resource(tx, made)
    return ResourceSaved(made, before)


@command(DIARY_SETUP)
def drop_resource(tx: Transaction, asked: DropResource) -> Resource:
    """Remove a bay or a courtesy car from the diary; appointments that name it keep the name."""
    found = rows.resource(tx, asked.kind, tidy_name(asked.name))
    if found is None:
        raise ResourceUnknown(asked.name)
    rows.drop_resource(tx, found)
    return found


def _hours_undone(made: OpeningHoursSet) -> tuple[Command[Any, Any], Any]:
    return set_opening_hours, made.before


@command(DIARY_SETUP, undo=_hours_undone)
def set_opening_hours(tx: Transaction, asked: SetOpeningHours) -> OpeningHoursSet:
    """Set the dealer's own opening hours on a weekday, or on one day alone, such as a company holiday."""
    span = Span(asked.opens or 0, asked.closes or 0) if asked.opens is not None and asked.closes is not None else None
    if span:
        check_span(span)
    if len(asked.why) > LONGEST_WORDS:
        raise AppointmentTextTooLong(len(asked.why), LONGEST_WORDS).at_field("why")
    if asked.on:
        was = rows.days(tx).get(asked.on)
        rows.save_day(tx, asked.on, DaySaid(span, " ".join(asked.why.split())) if span else None)
        return OpeningHoursSet(asked, _of_day(asked.on, was))
    if asked.weekday is None or not 1 <= asked.weekday <= DAYS_A_WEEK:
        raise WeekdayUnknown
    before = rows.weekdays(tx).get(asked.weekday)
    rows.save_weekday(tx, asked.weekday, span)
    opens, closes = (before.opens, before.closes) if before else (None, None)
    return OpeningHoursSet(asked, SetOpeningHours(asked.weekday, None, opens, closes))


def _of_day(on: date, was: DaySaid | None) -> SetOpeningHours:
    if was is None:
        return SetOpeningHours(None, on)
    return SetOpeningHours(None, on, was.span.opens, was.span.closes, was.why)


COMMANDS: tuple[Command[Any, Any], ...] = (save_resource, drop_resource, set_opening_hours)
