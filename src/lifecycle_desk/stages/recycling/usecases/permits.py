"""What is done about the dealer's own permit as a treatment facility."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lifecycle_desk.counter.verbs import Seat, Verb, verb
from lifecycle_desk.dealership.rules import DEALER_EDIT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.recycling import tables
from lifecycle_desk.stages.recycling.rules import permits as rules
from lifecycle_desk.stages.recycling.rules.addresses import tidied
from lifecycle_desk.stages.recycling.rules.entries import check_named, check_texts
from lifecycle_desk.stages.recycling.rules.permits import Permit
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules.life import Event, Told
from lifecycle_desk.vehicle.tables import life as kept
from lifecycle_desk.vehicle.usecases.telling import tell

RECORDED = "recycling.permit_recorded"


@dataclass(frozen=True, slots=True)
class EndPermit:
    """The last day of a permit."""

    number: str
    on: date


@verb(DEALER_EDIT)
def record_permit(work: Work, permit: Permit) -> Permit:
    """Write down the permit by which this dealer is a treatment facility; one of the same number gives way."""
    tidy = replace(
        permit,
        number=" ".join(permit.number.split()),
        authority=tidied(permit.authority, "authority"),
        facility=tidied(permit.facility, "facility"),
        auditor=tidied(permit.auditor, "auditor"),
    )
    check_named([("number", tidy.number), ("authority.name", tidy.authority.name)])
    check_texts((name, getattr(tidy, name)) for name in ("company_number", "phone", "auditor_phone"))
    return _kept(work, tidy)


@verb(DEALER_EDIT)
def end_permit(work: Work, asked: EndPermit) -> Permit:
    """Write down that a permit ends: from the next day on no certificate rests on it."""
    found = next((each for each in tables.permits(work) if each.number == asked.number.strip()), None)
    if found is None:
        raise rules.PermitUnknown(asked.number)
    try:
        return _kept(work, replace(found, valid_to=asked.on))
    except (rules.PermitEndsBefore, rules.PermitEndsTooEarly) as objection:
        raise objection.beside("on") from None


def _kept(work: Work, permit: Permit) -> Permit:
    rules.check_permit(permit)
    rules.check_still_holds(permit, _certificates(work, permit))
    tables.keep_permit(work, permit)
    tell(work, Event(None, today(work), RECORDED, {"permit": permit}))
    return permit


def _certificates(work: Work, permit: Permit) -> Iterator[Told]:
    """Our own certificates that count, of the years of which a permit does not hold throughout."""
    for each in tables.certificates(work):
        throughout = permit.holds_on(date(each.year, 1, 1)) and permit.holds_on(date(each.year, 12, 31))
        if each.ordinal is None or each.withdrawn is not None or throughout:
            continue
        if found := kept.event(work, each.event):
            yield found[0]


def permits(seat: Seat) -> list[Permit]:
    """The permits of this dealer, the first first."""
    with seat.store.reading() as work:
        return tables.permits(work)


VERBS: tuple[Verb[Any, Any], ...] = (record_permit, end_permit)
