"""What a life tells of servicing: how it is told to people, and what of it travels with the car."""

from datetime import date

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.vehicle.rules import travel, wording
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.schedules.record import SCHEDULE_SET, SERVICED, SNOOZED
from lifecycle_desk.vehicle.rules.schedules.terms import named_item
from lifecycle_desk.vehicle.rules.travel import Travels, only
from lifecycle_desk.vehicle.rules.wording import Names, Piece, Said, Worded, yes_or_no

ITEMS = C_("maintenance", "Items of the schedule")


def items_of(told: RecordedEvent) -> tuple[Piece, ...]:
    """The items that an event says were done, as people call them."""
    return tuple(named_item(str(code)) for code in told.facts.get("serviced", ()))


def _serviced(told: RecordedEvent, _: Names) -> Worded:
    facts = told.facts
    items, workshop = items_of(told), facts.get("workshop", "")
    labelled = (
        (ITEMS, tuple(items)),
        (C_("maintenance", "Workshop"), workshop),
        (N_("Authorised workshop"), yes_or_no(facts.get("authorised"))),
        (C_("event", "Note"), facts.get("note", "")),
    )
    return Worded(
        Said(N_("Serviced elsewhere")),
        tuple(each for each in (workshop, tuple(items)) if each),
        tuple((label, value) for label, value in labelled if value),
        "tool",
    )


def _set(told: RecordedEvent, _: Names) -> Worded:
    facts = told.facts
    name = Said(str(facts["title"])) if facts.get("title") else None  # that of a published one is a message
    labelled = (
        (N_("Maintenance schedule"), name),
        (N_("Severe use"), yes_or_no(facts.get("severe"))),
        (C_("correction", "Reason"), facts.get("why", "")),
    )
    title = Said(N_("Maintenance schedule set"))
    return Worded(title, (name,) if name else (), _known(labelled), "list-check")


def _snoozed(told: RecordedEvent, _: Names) -> Worded:
    until = told.facts.get("until")
    if not until:
        return Worded(Said(N_("Reminder of the service taken up again")), icon="bell")
    said = Said(N_("until %(day)s"), day=date.fromisoformat(until))
    note = told.facts.get("note", "")
    return Worded(
        Said(N_("Reminder of the service put off")),
        tuple(each for each in (said, note) if each),
        _known(((C_("event", "Note"), note),)),
        "bell",
    )


def _known(labelled: tuple[tuple[str, Piece | None], ...]) -> tuple[tuple[str, Piece], ...]:
    return tuple((label, value) for label, value in labelled if value)


wording.teach({SERVICED: _serviced, SCHEDULE_SET: _set, SNOOZED: _snoozed})
travel.teach({SERVICED: Travels(only("serviced", "authorised"), documents=True)})
