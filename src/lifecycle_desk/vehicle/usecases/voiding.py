"""Voiding: the one way in which an entry of a life is taken back.

A room says which entries its command takes back, and in the function itself which of its rows follow from that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypedDict, Unpack, get_type_hints

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.command import Command
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.dealership.usecases.permitting import in_pair
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.folding import UNDONE
from lifecycle_desk.vehicle.rules.life import Event, EventCorrected, RecordedEvent, UnknownEvent, is_still_told, part_of
from lifecycle_desk.vehicle.rules.resting import check_taking_back
from lifecycle_desk.vehicle.rules.rights import CORRECT_ANOTHERS
from lifecycle_desk.vehicle.rules.steps import Step
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.recording import EventRef, record_event
from lifecycle_desk.vehicle.usecases.steps import check, event_of, trimmed

type Refuse = Callable[[RecordedEvent], object]
type Refused = Callable[[int], Objection]
type Concerned = Callable[[Transaction, RecordedEvent], int | None]
type Recorder = Callable[[Transaction, Event, RecordedEvent], int]
type Undo = Callable[[Any], tuple[Command[Any, Any], Any] | None]


@dataclass(frozen=True, slots=True)
class Voided:
    """An entry that no longer counts, whose it was ("" for nobody's), and the event that took it back."""

    told: RecordedEvent
    vin: str
    event: int

    @property
    def ref(self) -> EventRef:
        """The number of the event that took it back, and whose it is."""
        return EventRef(self.vin, self.event)


@dataclass(frozen=True)
class VoidCommand[Asked, Made](Command[Asked, Made]):
    """A command that takes entries back; its step has the words and the form for it."""

    step: Step[Asked] = field(kw_only=True)


class How(TypedDict, total=False):
    """The differences between rooms, as `void` takes them."""

    unknown: Refused
    corrected: Refused
    same_day: bool
    person: Concerned
    record: Recorder


def void_command[Asked, Made](
    step: Step[Asked],
    right: Right,
    refuse: Refuse,
    *,
    tidy: Callable[[Transaction, Asked], Asked] | None = None,
    undo: bool = False,
    **how: Unpack[How],
) -> Callable[[Callable[[Transaction, Voided], Made]], VoidCommand[Asked, Made]]:
    """Turn a function that lets rows follow from a voided entry into the command that takes entries back.

    Other differences between rooms are said as in `void`. With `undo` the command is undone by itself.
    """

    def made(follow: Callable[[Transaction, Voided], Made]) -> VoidCommand[Asked, Made]:
        def does(tx: Transaction, asked: Asked) -> Made:
            return follow(tx, void(tx, step, (tidy or _tidied)(tx, asked), refuse=refuse, **how))

        def back(done: Any) -> tuple[Command[Any, Any], Any] | None:
            return undone_by(command)(done)

        does.__name__, does.__doc__, does.__module__ = follow.__name__, follow.__doc__, follow.__module__
        does.__annotations__ = {"tx": Transaction, "asked": step.asks, "return": get_type_hints(follow)["return"]}
        command = VoidCommand(right, does, back if undo else None, step=step)
        return command

    return made


def void(  # noqa: PLR0913 (each is a difference between rooms, and most rooms have none)
    tx: Transaction,
    step: Step[Any],
    asked: Any,
    facts: Mapping[str, Any] | None = None,
    *,
    refuse: Refuse = lambda _: None,
    unknown: Refused = UnknownEvent,
    corrected: Refused = EventCorrected,
    same_day: bool = False,
    person: Concerned = lambda _tx, _told: None,
    record: Recorder | None = None,
) -> Voided:
    """Take an entry back, unless later ones rest on it: from now on it does not count.

    `refuse` raises for an entry that is not taken back here; `unknown` and `corrected` are what the room calls one that
    is not there, or counts no more. The event repeats the facts of the entry that its step calls `later` ("kind" is
    its kind), or has `facts` of its own; it is of today, or of the `same_day`, and about a `person`. `record` is for a
    room that records other events with it.
    """
    seq = asked.seq if hasattr(asked, "seq") else asked.event
    found = life_rows.event(tx, seq)
    if found is None or (found[1] is None and not found[0].kind.startswith(f"{part_of(step.event.value).value}.")):
        raise unknown(seq)
    told, vin, _ = found
    refuse(told)
    if told.by != tx.by:
        in_pair(tx, CORRECT_ANOTHERS)
    if life_rows.is_corrected(tx, seq):
        raise corrected(seq)
    if vin:  # a battery that came from elsewhere has events of no vehicle
        refuse_rested(tx, vin, told)
    known = told.facts | {"kind": told.kind}
    repeated = {name: known[name] for name in step.later if name in known} if facts is None else facts
    on = told.on if same_day else today(tx)
    event = event_of(step, asked, vin, repeated, on=on, corrects=seq, person=person(tx, told))
    by = record(tx, event, told) if record else record_event(tx, event, owed=is_still_told(told.kind))
    return Voided(told, vin or "", by)


def only(kind: LabeledEnum, refused: Refused) -> Callable[[RecordedEvent], None]:
    """How a command is refused that takes back one kind of entry alone."""

    def refuse(told: RecordedEvent) -> None:
        if told.kind != kind.value:
            raise refused(told.seq)

    return refuse


def undone_by(command: Command[Any, Any]) -> Undo:
    """The undo of a step, by the command that takes its event back; a step that recorded nothing has none."""

    def undo(made: Any) -> tuple[Command[Any, Any], Any] | None:
        if not made.event:
            return None
        known = {"seq": made.event, "event": made.event, "why": UNDONE}
        names = [each.name for each in fields(command.takes)]
        return command, command.takes(**{name: known.get(name) or getattr(made, name) for name in names})

    return undo


def refuse_rested(tx: Transaction, vin: str, which: RecordedEvent) -> None:
    """Refuse to take back an entry on which later ones of the same life rest."""
    check_taking_back(which, life_rows.told(tx, vin))


def _tidied[Asked](tx: Transaction, asked: Asked) -> Asked:
    check(tx, asked)
    return trimmed(asked)
