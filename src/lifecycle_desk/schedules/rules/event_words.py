"""Wording of servicing events."""

from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.commands.kinds import Own
from lifecycle_desk.schedules.rules.record import ServicedTold, SnoozedTold
from lifecycle_desk.schedules.rules.terms import named_item
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, yes_or_no

ITEMS = C_("maintenance", "Service items")


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


@dataclass(frozen=True, slots=True)
class Titled:
    """The name of the schedule on which a car was put."""

    title: str | None = None


def items_of(told: RecordedEvent) -> tuple[Piece, ...]:
    """The items that an event says were done, as people call them."""
    return tuple(named_item(str(code)) for code in told.facts_as(ServicedTold).serviced)


def schedule_told(told: RecordedEvent, _: Names) -> Piece | None:
    """The schedule that a car was put on; the title of a published one is a message."""
    title = told.facts_as(Titled).title
    return Said(title) if title else None


def until_told(told: RecordedEvent, _: Names) -> Piece | None:
    """Until when nobody is reminded."""
    until = told.facts_as(SnoozedTold).until
    return Said(N_("until %(day)s"), day=until) if until else None


def taken_up_again(told: RecordedEvent, _: Names) -> Said | None:
    """The title of a reminder that is no longer put off."""
    return None if told.facts_as(SnoozedTold).until else Said(N_("Service reminder resumed"))
