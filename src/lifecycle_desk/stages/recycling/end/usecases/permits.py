"""Use cases of the dealer's own permit as a treatment facility."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership.rules.rights import DEALER_EDIT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.recycling.end import tables
from lifecycle_desk.stages.recycling.end.rules import permits as rules
from lifecycle_desk.stages.recycling.end.rules.addresses import tidied
from lifecycle_desk.stages.recycling.end.rules.entries import check_named
from lifecycle_desk.stages.recycling.end.rules.permits import Permit
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.dealer_wording import call_settings
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, Worded, teach
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.recording import record_event
from lifecycle_desk.vehicle.usecases.steps import check

RECORDED = "recycling.permit_recorded"


@dataclass(frozen=True, slots=True)
class EndPermit:
    """The last day of a permit."""

    number: str
    on: date


@command(DEALER_EDIT)
def record_permit(tx: Transaction, permit: Permit) -> Permit:
    """Write down the permit by which this dealer is a treatment facility; one of the same number gives way."""
    tidy = replace(
        permit,
        number=" ".join(permit.number.split()),
        authority=tidied(permit.authority, "authority"),
        facility=tidied(permit.facility, "facility"),
        auditor=tidied(permit.auditor, "auditor"),
    )
    check(tx, tidy)
    check_named([("authority.name", tidy.authority.name)])
    return _kept(tx, tidy)


@command(DEALER_EDIT)
def end_permit(tx: Transaction, asked: EndPermit) -> Permit:
    """Write down that a permit ends: from the next day on no certificate rests on it."""
    found = next((each for each in tables.permits(tx) if each.number == asked.number.strip()), None)
    if found is None:
        raise rules.PermitUnknown(asked.number)
    try:
        return _kept(tx, replace(found, valid_to=asked.on))
    except (rules.PermitEndsBefore, rules.PermitEndsTooEarly) as objection:
        raise objection.at_field("on") from None


def _kept(tx: Transaction, permit: Permit) -> Permit:
    rules.check_permit(permit)
    rules.check_still_holds(permit, _certificates(tx, permit))
    tables.save_permit(tx, permit)
    record_event(tx, Event(None, today(tx), RECORDED, {"permit": permit}))
    return permit


def _certificates(tx: Transaction, permit: Permit) -> Iterator[RecordedEvent]:
    """Our own certificates that count, of the years of which a permit does not hold throughout."""
    for each in tables.certificates(tx):
        throughout = permit.holds_on(date(each.year, 1, 1)) and permit.holds_on(date(each.year, 12, 31))
        if each.ordinal is None or each.withdrawn is not None or throughout:
            continue
        if found := life_rows.event(tx, each.event):
            yield found[0]


def permits(user: UserSession) -> list[Permit]:
    """The permits of this dealer, the first first."""
    with user.store.reading() as tx:
        return tables.permits(tx)


@dataclass(frozen=True, slots=True)
class _Recorded:
    """Of a permit that was written down."""

    permit: Permit


def _told(told: RecordedEvent, _: Names) -> Worded:
    permit = told.facts_as(_Recorded).permit
    facts: list[tuple[str, Piece]] = [(N_("Permit"), permit.number), (N_("Authority"), permit.authority.name)]
    facts += [(C_("period", "Until"), permit.valid_to)] if permit.valid_to else []
    return Worded(Said(N_("Treatment facility permit")), (permit.number,), tuple(facts), "license")


call_settings({"recycling_permit": N_("Treatment facility permits")})
teach({RECORDED: _told})

COMMANDS: tuple[Command[Any, Any], ...] = (record_permit, end_permit)
