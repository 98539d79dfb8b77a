"""Sessions by hand: added, put right, taken out, split in two, put together again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from fractions import Fraction
from typing import Annotated, Any

from lifecycle_desk.base.money import CurrenciesMixed, Money, rounded, total
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import Moment, Odometer, Own, kinds_of
from lifecycle_desk.stages.charging.sessions.rules import measures as m
from lifecycle_desk.stages.charging.sessions.rules.events import ChargingEvent
from lifecycle_desk.stages.charging.sessions.rules.rights import CHARGING_EDIT
from lifecycle_desk.stages.charging.sessions.rules.sessions import (
    MANUAL,
    NOWHERE,
    Session,
    check_session,
    oddities,
    oddness,
)
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.usecases.changing import Batched, found, put, undone
from lifecycle_desk.stages.charging.sessions.usecases.deciding import EDITED, MERGED, REMOVED, SPLIT
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.steps import Step
from lifecycle_desk.vehicle.tables import life as lives
from lifecycle_desk.vehicle.usecases.steps import check

ADDED = "added"

TooFewToMerge = objection("TooFewToMerge", N_("Select at least two sessions."), "numbers")
OfTwoCars = objection("OfTwoCars", N_("The sessions belong to different vehicles."), "numbers")
SplitOutside = objection(
    "SplitOutside", N_("The split time must be between the start and the end of the session."), "at"
)
SplitOfEnergy = objection(
    "SplitOfEnergy", N_("The first part must have more than zero and less than all of the energy."), "first_wh"
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A session as a person types it: moments with their offset, energies in Wh, states of charge in tenths of %."""

    # Kinds say how it is asked. What it may hold is judged by check_session, as of any session: a credit counts down.

    started_at: Annotated[datetime, Moment(m.STARTED, needed=True)]
    ended_at: Annotated[datetime | None, Moment(m.ENDED)] = None
    meter_wh: m.AtMeter = None
    battery_wh: m.IntoBattery = None
    current: m.Flowed = None
    soc_start: m.ChargeBefore = None
    soc_end: m.ChargeAfter = None
    cost: m.Cost = None
    place: m.PlaceName = ""
    city: m.City = ""
    odometer: Odometer = None
    temperature: m.Outside = None


# What a session and the form call by one name, and mean by it the same.
_SAME = tuple({each.name for each in fields(Typed)} & {each.name for each in fields(Session)} - {"place"})


@dataclass(frozen=True, slots=True)
class AddSession:
    """A session of a car, as a person knows it."""

    vin: str
    session: Annotated[Typed, Own("")]


@dataclass(frozen=True, slots=True)
class EditSession:
    """A session by its number, as it should have been told."""

    number: int
    session: Annotated[Typed, Own("")]
    why: m.Reason


@dataclass(frozen=True, slots=True)
class RemoveSession:
    """A session that never was, by its number."""

    number: int
    why: m.Reason


@dataclass(frozen=True, slots=True)
class MergeSessions:
    """Sessions that were one charge which broke off and went on, by their numbers."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SplitSession:
    """A session that was two: where the first ended, its part of the energy, and the state of charge then."""

    number: int
    at: Annotated[datetime, Moment(N_("First part ended"), needed=True)]
    first_wh: m.OfFirstPart
    soc: m.ChargeThen = None


RECORDED = ChargingEvent.RECORDED  # one event tells of a batch, whatever people did; each form is its own
SESSION = Step(
    Typed,
    RECORDED,
    "bolt",
    form="started_at ended_at meter_wh battery_wh / soc_start soc_end current cost / place city odometer temperature",
)
ADDING = Step(
    AddSession,
    RECORDED,
    "bolt",
    heading=N_("Charging session"),
    done=N_("Session added"),
    form="session",
)
EDITING = Step(
    EditSession,
    RECORDED,
    "bolt",
    heading=N_("Edit session"),
    done=N_("Session saved"),
    form="session / why",
)
REMOVING = Step(
    RemoveSession,
    RECORDED,
    "bolt",
    heading=N_("Remove session"),
    done=N_("Session of %(at)s removed"),
    form="why",
)
SPLITTING = Step(
    SplitSession,
    RECORDED,
    "bolt",
    heading=N_("Split session"),
    done=N_("Session split"),
    form="at first_wh soc",
)


@command(CHARGING_EDIT, undone)
def add_session(tx: Transaction, asked: AddSession) -> Batched:
    """Add a charging session that no file tells of."""
    of = str(lives.row(tx, vins.canonical(asked.vin)).vin)
    empty = Session(MANUAL, str(batch_rows.next_number(tx)), asked.session.started_at)
    return put(tx, ADDED, [(_typed(tx, empty, asked.session), of)], {})


@command(CHARGING_EDIT, undone)
def edit_session(tx: Transaction, asked: EditSession) -> Batched:
    """Put a charging session right; what was told before stays readable."""
    check(tx, asked)
    before = found(tx, asked.number)
    return put(tx, EDITED, [(_typed(tx, before.session, asked.session), before.vin)], {EDITED: [before]})


@command(CHARGING_EDIT, undone)
def remove_session(tx: Transaction, asked: RemoveSession) -> Batched:
    """Take out a charging session that never was; it stays readable."""
    check(tx, asked)
    return put(tx, REMOVED, [], {REMOVED: [found(tx, asked.number)]})


@command(CHARGING_EDIT, undone)
def merge_sessions(tx: Transaction, asked: MergeSessions) -> Batched:
    """Put sessions together that were one charge."""
    some = sorted((found(tx, each) for each in dict.fromkeys(asked.numbers)), key=lambda each: each.session.started_at)
    if len(some) < 2:  # noqa: PLR2004 (one is none)
        raise TooFewToMerge
    if len({each.vin for each in some}) > 1:
        raise OfTwoCars
    merged = _together([each.session for each in some], str(batch_rows.next_number(tx)))
    check_session(merged, tx.at)
    return put(tx, MERGED, [(merged, some[0].vin)], {MERGED: some})


@command(CHARGING_EDIT, undone)
def split_session(tx: Transaction, asked: SplitSession) -> Batched:
    """Split a charging session that was two."""
    before = found(tx, asked.number)
    whole = before.session
    if whole.ended_at is None or not whole.started_at < asked.at < whole.ended_at:
        raise SplitOutside
    if not 0 < asked.first_wh < whole.energy_wh:
        raise SplitOfEnergy
    number = batch_rows.next_number(tx)
    first, second = _apart(whole, asked, (str(number), str(number + 1)))
    for each in (first, second):
        check_session(each, tx.at)
    return put(tx, SPLIT, [(first, before.vin), (second, before.vin)], {SPLIT: [before]})


def typed_as(session: Session) -> Typed:
    """A session as a person would have typed it; what was computed of its cost nobody told."""
    same = {name: getattr(session, name) for name in _SAME}
    cost = None if session.computed else session.cost
    return Typed(**same | {"cost": cost, "place": session.place.name, "city": session.place.city})


def odd_in_session(typed: Typed) -> Iterator[Objection]:
    """The oddities of a session in itself, beside the later of the two fields that do not agree."""
    beside = {"soc": "soc_end", "energy": "battery_wh"}
    for each in oddities(oddness(typed.soc_start, typed.soc_end, typed.meter_wh, typed.battery_wh)):
        yield each.at_field(beside[each.at or ""])


def _typed(tx: Transaction, before: Session, typed: Typed) -> Session:
    """A session with what a person said of it; what a form does not ask for stays as its source told it."""
    for name in ("place", "city"):
        kinds_of(Typed)[name].check(getattr(typed, name), name)
    place = replace(before.place, name=_tidy(typed.place), city=_tidy(typed.city))
    same = {name: getattr(typed, name) for name in _SAME}
    made = replace(before, **same | {"place": NOWHERE if place == NOWHERE else place})
    check_session(made, tx.at)
    return made


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _together(some: Sequence[Session], key: str) -> Session:
    """Sessions as one: from the first beginning to the last end, all energy and cost in it."""
    first, last = some[0], some[-1]
    currents = {each.current for each in some}
    return replace(
        first,
        source=MANUAL,
        key=key,
        ended_at=last.ended_at,
        meter_wh=_sum([each.meter_wh for each in some]),
        battery_wh=_sum([each.battery_wh for each in some]),
        current=currents.pop() if len(currents) == 1 else None,
        soc_end=last.soc_end,
        soc_step=max(first.soc_step, last.soc_step),
        cost=_paid([each.cost for each in some if each.cost]),
        odometer=next((each.odometer for each in some if each.odometer), None),
        more="",
    )


def _sum(parts: Sequence[int | None]) -> int | None:
    """All of them, where all are known."""
    known = [each for each in parts if each is not None]
    return sum(known) if len(known) == len(parts) else None


def _paid(parts: Sequence[Money]) -> Money | None:
    if not parts:
        return None
    for each in parts:
        if each.currency != parts[0].currency:
            raise CurrenciesMixed(parts[0].currency, each.currency)
    return total(parts, parts[0].currency)


def _apart(whole: Session, asked: SplitSession, keys: tuple[str, str]) -> tuple[Session, Session]:
    """The two parts of a session: energy as it was said, all else in the same proportion, and nothing lost."""
    share = Fraction(asked.first_wh, whole.energy_wh)

    def part(of: int | None) -> tuple[int | None, int | None]:
        if of is None:
            return None, None
        one = rounded(of * share)
        return one, of - one

    meter, battery, cost = part(whole.meter_wh), part(whole.battery_wh), part(whole.cost.minor if whole.cost else None)
    first, second = (
        replace(
            whole,
            source=MANUAL,
            key=keys[n],
            meter_wh=meter[n],
            battery_wh=battery[n],
            cost=Money(cost[n] or 0, whole.cost.currency) if whole.cost else None,
            more="",
        )
        for n in (0, 1)
    )
    return replace(first, ended_at=asked.at, soc_end=asked.soc), replace(
        second, started_at=asked.at, soc_start=asked.soc
    )


COMMANDS: tuple[Command[Any, Any], ...] = (add_session, edit_session, remove_session, merge_sessions, split_session)
