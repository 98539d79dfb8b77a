"""What a life tells of servicing: how it is told to people."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.vehicle.rules import wording
from lifecycle_desk.vehicle.rules.kinds import Own
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.schedules.record import SCHEDULE_SET, SNOOZED, ServicingEvent
from lifecycle_desk.vehicle.rules.schedules.terms import named_item
from lifecycle_desk.vehicle.rules.wording import Names, Piece, Said, Worded, yes_or_no

ITEMS = C_("maintenance", "Items of the schedule")


@dataclass(frozen=True, slots=True)
class Items(Own):
    """Items of a schedule, as people call them."""

    def told(self, plain: Any) -> Piece | None:
        """All of them, as a language lists them."""
        return tuple(named_item(str(code)) for code in plain or ()) or None


@dataclass(frozen=True, slots=True)
class Answer(Own):
    """Yes, no, or not known."""

    def told(self, plain: Any) -> Piece | None:
        """A no as well; nothing where it is not known."""
        return yes_or_no(plain)


def items_of(told: RecordedEvent) -> tuple[Piece, ...]:
    """The items that an event says were done, as people call them."""
    return tuple(named_item(str(code)) for code in told.facts.get("serviced", ()))


def _set(told: RecordedEvent, _: Names) -> Worded:
    facts = told.facts
    name = Said(str(facts["title"])) if facts.get("title") else None  # that of a published one is a message
    labelled = (
        (N_("Maintenance schedule"), name),
        (N_("Severe use"), yes_or_no(facts.get("severe"))),
        (C_("correction", "Reason"), facts.get("why", "")),
    )
    title = Said(ServicingEvent.SCHEDULE_SET.label)
    return Worded(title, (name,) if name else (), _known(labelled), "list-check")


def _snoozed(told: RecordedEvent, _: Names) -> Worded:
    until = told.facts.get("until")
    if not until:
        return Worded(Said(N_("Reminder of the service taken up again")), icon="bell")
    said = Said(N_("until %(day)s"), day=date.fromisoformat(until))
    note = told.facts.get("note", "")
    return Worded(
        Said(ServicingEvent.SNOOZED.label),
        tuple(each for each in (said, note) if each),
        _known(((C_("event", "Note"), note),)),
        "bell",
    )


def _known(labelled: tuple[tuple[str, Piece | None], ...]) -> tuple[tuple[str, Piece], ...]:
    return tuple((label, value) for label, value in labelled if value)


wording.teach({SCHEDULE_SET: _set, SNOOZED: _snoozed})
