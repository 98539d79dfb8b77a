"""The dealer and the staff: who may do what, and nothing that is not written here."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.terms import LabeledEnum

DEALER_EDIT, STAFF_EDIT = "dealer.edit", "staff.edit"
VEHICLE_EDIT = "vehicle.edit"
PERSON_EDIT, PERSON_ERASE, PERSON_EXPORT = "person.edit", "person.erase", "person.export"
ODOMETER_ADD, EVENT_CORRECT, DOCUMENT_ADD = "odometer.add", "event.correct", "document.add"
ARRIVAL, INSPECT, SELL, HAND_OVER = "sale.arrival", "sale.inspect", "sale.sell", "sale.hand_over"
CHARGING_EDIT, COVER_EDIT, VIEW = "charging.edit", "cover.edit", "books.view"
ORDER_EDIT, ORDER_CLOSE, ORDER_CORRECT = "service.order.edit", "service.order.close", "service.order.correct"
CLAIM_EDIT, CLAIM_SETTLE = "service.claim.edit", "service.claim.settle"
IMPORT, EXPORT, BACKUP = "import.run", "export.run", "backup.run"
TRADE, CONDITION, CHANGE_OWNER = "transfer.trade", "transfer.condition", "transfer.change_owner"
END_OF_LIFE, CERTIFY, BATTERY_EDIT = "recycling.edit", "recycling.certify", "battery.edit"
SCHEDULE_EDIT = "schedule.edit"
ISSUE, WITHDRAW, KEY_EDIT = "paper.issue", "paper.withdraw", "key.edit"
SIGN_IN_OFF = "sign_in.off"  # everybody's: nobody can prove who they are, so nobody may be locked out
SHORTEST_PASSPHRASE = 12  # characters (NIST SP 800-63B asks for 8; this one can be tried offline)


class Role(LabeledEnum):
    """What somebody is at the dealer's."""

    TECHNICIAN = "technician", C_("role", "Technician")
    ADVISER = "adviser", C_("role", "Service adviser")
    SALES = "sales", C_("role", "Sales adviser")
    MANAGER = "manager", C_("role", "Manager")
    PRIVACY = "privacy", C_("role", "Privacy officer")
    ADMINISTRATOR = "administrator", C_("role", "Administrator")
    AUDITOR = "auditor", C_("role", "Auditor")


_FLOOR = frozenset({ODOMETER_ADD, DOCUMENT_ADD, VIEW})
_DESK = _FLOOR | {VEHICLE_EDIT, PERSON_EDIT, IMPORT, EXPORT, EVENT_CORRECT, CHARGING_EDIT, ISSUE}
_WORKSHOP = frozenset({ORDER_EDIT, CONDITION, BATTERY_EDIT, END_OF_LIFE})
_OFFICE = frozenset({DEALER_EDIT, STAFF_EDIT, BACKUP, COVER_EDIT, KEY_EDIT, SCHEDULE_EDIT})
_SELLING = frozenset({ARRIVAL, INSPECT, SELL, HAND_OVER, TRADE, CONDITION, CHANGE_OWNER})
_CLOSING = frozenset({ORDER_CLOSE, ORDER_CORRECT, CHANGE_OWNER, CLAIM_EDIT, CLAIM_SETTLE})
MAY: dict[Role, frozenset[str]] = {
    Role.TECHNICIAN: _FLOOR | _WORKSHOP | {INSPECT, ISSUE},
    Role.ADVISER: _DESK | _WORKSHOP | _CLOSING,
    Role.SALES: _DESK | _SELLING,
    Role.MANAGER: _DESK | _WORKSHOP | _CLOSING | _SELLING | _OFFICE | {WITHDRAW, CERTIFY, PERSON_EXPORT},
    Role.PRIVACY: frozenset({PERSON_EDIT, PERSON_ERASE, PERSON_EXPORT, EXPORT, VIEW}),
    Role.ADMINISTRATOR: _OFFICE | {IMPORT, EXPORT, VIEW},
    Role.AUDITOR: frozenset({EXPORT, VIEW}),
}


class Guard(LabeledEnum):
    """Under what a private key is sealed."""

    COMPUTER = "computer", C_("key", "This computer")
    PASSPHRASE = "passphrase", C_("key", "A passphrase")


class KeyLocked(Objection):
    """Something is to be signed, and the key's passphrase has not been typed yet."""

    message = N_("The signing key is locked: type its passphrase in Settings first.")


class PassphraseWrong(Objection):
    """A passphrase that does not open the key."""

    message = N_("This passphrase does not open the signing key.")
    field = "passphrase"


class PassphraseShort(Objection):
    """A passphrase that would be guessed."""

    message = N_("A passphrase needs %(least)s characters at least.")
    field = "passphrase"
    least: int


class UnknownKey(Objection):
    """No key has that number."""

    message = N_("There is no signing key number %(number)s.")
    field = "number"
    number: int


class KeyRevoked(Objection):
    """A key that was revoked already."""

    message = N_("The signing key %(number)s was revoked on %(since)s.")
    field = "number"
    number: int
    since: datetime


class ReasonMissing(Objection):
    """What is taken back needs a reason."""

    message = N_("Say why.")
    field = "why"


class NotAllowed(Objection):
    """Somebody whose role does not cover what was asked."""

    message = N_("%(who)s may not do this (%(right)s).")
    who: str
    right: str


class NotSignedIn(Objection):
    """Sign-in is switched on, and nobody is named."""

    message = N_("Sign in first: this dealer asks who acts.")


class SignInIsOff(Objection):
    """There is nothing to switch off."""

    message = N_("Sign-in is off.")


class UnknownStaff(Objection):
    """A name that is no member of staff."""

    message = N_("%(who)s is not a member of staff.")
    field = "name"
    who: str


class StaffKnown(Objection):
    """Somebody new under a short name that another has."""

    message = N_("%(who)s is already a member of staff. Choose another short name.")
    field = "name"
    who: str


class LastManager(Objection):
    """With sign-in on, somebody must be able to look after staff."""

    message = N_("Somebody who may look after staff must remain while sign-in is on.")


class ZoneUnknown(Objection):
    """A name that is no time zone of the IANA database."""

    message = N_("There is no time zone %(zone)s; zones are named as America/Tijuana is.")
    field = "time_zone"
    zone: str


class UnknownCalendar(Objection):
    """A calendar in which nobody of the market writes dates."""

    message = N_("Dates are not written in the calendar “%(given)s” here; this market has %(known)s.")
    field = "calendar"
    given: str
    known: str


class NameMissing(Objection):
    """A name is needed and none is there."""

    message = N_("A name is needed.")
    field = "name"


@dataclass(frozen=True, slots=True)
class Dealer:
    """The dealer whose books these are, as letterheads show him.

    `market` is a pack's code, `language` the staff's, `calendar` one of the market's, `labour_rate` the customary
    price of an hour in minor units, `logo` the SHA-256 of a kept document. `time_zone` (IANA) is named where the
    dealer's clocks are not those of the market's pack: Tijuana in Mexico.
    """

    name: str
    market: str
    language: str
    calendar: str = "gregorian"
    legal_name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    tax_id: str = ""
    labour_rate: int | None = None
    sign_in: bool = False
    logo: str | None = None
    time_zone: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff: `name` is the short one that acts, `full_name` stands on papers."""

    name: str
    full_name: str
    role: Role
    language: str | None = None
    active: bool = True


def check_passphrase(passphrase: str) -> None:
    """Refuse one that is too short."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseShort(SHORTEST_PASSPHRASE)


def check_revoking(number: int, revoked_at: datetime | None) -> None:
    """Refuse to revoke a key twice: the first moment counts."""
    if revoked_at:
        raise KeyRevoked(number, revoked_at)


def check_dealer(dealer: Dealer) -> None:
    """Refuse a dealer without a name, and one whose clocks nobody knows."""
    if not dealer.name.strip():
        raise NameMissing
    if dealer.time_zone is not None and dealer.time_zone not in available_timezones():
        raise ZoneUnknown(dealer.time_zone)
