"""Reminders of several vehicles put off at once: an event in each life, all of them or none, and undone as one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import Note
from lifecycle_desk.schedules.rules.record import ServicingEvent
from lifecycle_desk.schedules.usecases.schedules import SnoozeDue, snooze_due
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.folding import UNDONE
from lifecycle_desk.vehicle.rules.life import UnknownEvent
from lifecycle_desk.vehicle.rules.rights import EVENT_CORRECT, ORDER_EDIT
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.life import TakeBack, take_back


@dataclass(frozen=True, slots=True)
class SnoozeSeveral:
    """Until when nobody is to be reminded of what is due of some vehicles; None takes their reminders up again."""

    vins: tuple[str, ...]
    until: date | None
    note: Note = ""


@dataclass(frozen=True, slots=True)
class SnoozedSeveral:
    """The events by which reminders were put off."""

    events: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UndoSnoozes:
    """Events by which reminders were put off, and why they shall not count."""

    events: tuple[int, ...]
    why: str = UNDONE


def _way_back(made: SnoozedSeveral) -> tuple[Command[Any, Any], Any] | None:
    return (undo_snoozes, UndoSnoozes(made.events)) if made.events else None


@command(ORDER_EDIT, undo=_way_back)
def snooze_several(tx: Transaction, asked: SnoozeSeveral) -> SnoozedSeveral:
    """Put off the reminders of several vehicles, or take them up again."""
    vins = dict.fromkeys(asked.vins)
    made = [snooze_due.does(tx, SnoozeDue(vin, asked.until, asked.note)) for vin in vins]
    return SnoozedSeveral(tuple(each.event for each in made))  # type: ignore[union-attr]  # no command of steps


@command(EVENT_CORRECT)
def undo_snoozes(tx: Transaction, asked: UndoSnoozes) -> SnoozedSeveral:
    """Take back several events by which reminders were put off."""
    undone = []
    for seq in asked.events:
        found = life_rows.event(tx, seq)
        if found is None or found[0].kind != ServicingEvent.SNOOZED.value:
            raise UnknownEvent(seq)
        undone.append(take_back.does(tx, TakeBack(seq, asked.why)))
    return SnoozedSeveral(tuple(each.event for each in undone))  # type: ignore[union-attr]  # no command of steps


COMMANDS: tuple[Command[Any, Any], ...] = (snooze_several, undo_snoozes)
