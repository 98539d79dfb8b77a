"""The dealer's own permit as a treatment facility: who may issue certificates of destruction, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.commands.kinds import Day, Text
from lifecycle_desk.stages.recycling.end.rules.addresses import NOWHERE, Address
from lifecycle_desk.stages.recycling.end.rules.entries import EntryMissing
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.resting import Resting, named

# A dealer who is no treatment facility issues no certificate (Directive 2000/53/EC, articles 5(3) and 6(2)).
PermitMissing = objection(
    "PermitMissing",
    N_("Only a treatment facility with a valid permit on %(on)s can issue this certificate."),
    "vin",
    on=date,
)
PermitEndsBefore = objection(
    "PermitEndsBefore",
    N_("The permit would end on %(until)s, before it starts on %(since)s."),
    "valid_to",
    until=date,
    since=date,
)
PermitUnknown = objection("PermitUnknown", N_("This dealer has no permit %(number)s."), "number", number=str)


class PermitStillNeeded(Objection):
    """Days of a permit that would leave out the day of a certificate that rests on it."""

    field = "valid_to"
    number: str
    later: tuple[Resting, ...]


class PermitEndsTooEarly(PermitStillNeeded):
    """A permit that would have ended when a certificate was issued under it."""

    message = N_("Permit %(number)s cannot end on %(until)s, because later records depend on it: %(later)s.")
    until: date


class PermitBeginsTooLate(PermitStillNeeded):
    """A permit that would not yet have begun when a certificate was issued under it."""

    message = N_("Permit %(number)s cannot start on %(since)s, because later records depend on it: %(later)s.")
    field = "valid_from"
    since: date


@dataclass(frozen=True, slots=True)
class Permit:
    """A facility's permit: its number, the authority, the facility's address and number, from when until when.

    `company_number` is the facility's in the register of companies; `auditor` is who examines it, where the country
    has one.
    """

    number: Annotated[str, Text(N_("Permit number"), needed=True, refuses=EntryMissing)]
    authority: Address
    facility: Address
    valid_from: Annotated[date, Day(N_("Valid from"), needed=True)]
    valid_to: Annotated[date | None, Day(N_("Valid until"))] = None
    company_number: Annotated[str, Text(N_("Company register number"))] = ""
    phone: Annotated[str, Text(N_("Phone"))] = ""
    auditor: Address = NOWHERE
    auditor_phone: Annotated[str, Text(N_("Auditor’s phone"))] = ""

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Certified:
    """Of a destruction: the number of the certificate, whether it is our own, and the permit that ours rests on."""

    certificate: str
    own: bool
    permit: Permit | None = None


def in_force(permits: Iterable[Permit], on: date) -> Permit | None:
    """The permit that holds on a day; of several the one that began last."""
    return max((each for each in permits if each.holds_on(on)), key=lambda each: each.valid_from, default=None)


def check_permit(permit: Permit) -> None:
    """Refuse a permit that ends before it begins."""
    if permit.valid_to is not None and permit.valid_to < permit.valid_from:
        raise PermitEndsBefore(permit.valid_to, permit.valid_from)


def check_still_holds(permit: Permit, certificates: Iterable[RecordedEvent]) -> None:
    """Refuse days of a permit that leave out a certificate that was issued under it, with the list of those."""
    under = [each for each in certificates if _under(each, permit)]
    after = [each for each in under if permit.valid_to is not None and each.on > permit.valid_to]
    before = [each for each in under if each.on < permit.valid_from]
    if permit.valid_to is not None and after:
        raise PermitEndsTooEarly(number=permit.number, until=permit.valid_to, later=tuple(map(named, after)))
    if before:
        raise PermitBeginsTooLate(number=permit.number, since=permit.valid_from, later=tuple(map(named, before)))


def _under(certificate: RecordedEvent, permit: Permit) -> bool:
    """Whether a certificate was issued under a permit; another facility's never was."""
    rested_on = certificate.facts_as(Certified).permit
    return rested_on is not None and rested_on.number == permit.number
