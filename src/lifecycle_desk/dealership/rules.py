"""The dealer and the staff: who may do what, and nothing that is not written here."""

from dataclasses import dataclass

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.terms import Term

DEALER_EDIT, STAFF_EDIT = "dealer.edit", "staff.edit"
VEHICLE_EDIT, PERSON_EDIT, PERSON_ERASE = "vehicle.edit", "person.edit", "person.erase"
ODOMETER_ADD, EVENT_CORRECT, DOCUMENT_ADD = "odometer.add", "event.correct", "document.add"
ARRIVAL, INSPECT, SELL, HAND_OVER = "sale.arrival", "sale.inspect", "sale.sell", "sale.hand_over"
CHARGING_EDIT, COVER_EDIT, VIEW = "charging.edit", "cover.edit", "books.view"
ORDER_EDIT, ORDER_CLOSE, ORDER_CORRECT = "service.order.edit", "service.order.close", "service.order.correct"
IMPORT, EXPORT, BACKUP = "import.run", "export.run", "backup.run"


class Role(Term):
    """What somebody is at the dealer's."""

    TECHNICIAN = "technician", C_("role", "Technician")
    ADVISER = "adviser", C_("role", "Service adviser")
    SALES = "sales", C_("role", "Sales adviser")
    MANAGER = "manager", C_("role", "Manager")
    PRIVACY = "privacy", C_("role", "Privacy officer")
    ADMINISTRATOR = "administrator", C_("role", "Administrator")
    AUDITOR = "auditor", C_("role", "Auditor")


_FLOOR = frozenset({ODOMETER_ADD, DOCUMENT_ADD, VIEW})
_DESK = _FLOOR | {VEHICLE_EDIT, PERSON_EDIT, IMPORT, EXPORT, EVENT_CORRECT, CHARGING_EDIT}
MAY: dict[Role, frozenset[str]] = {
    Role.TECHNICIAN: _FLOOR | {INSPECT, ORDER_EDIT},
    Role.ADVISER: _DESK | {ORDER_EDIT, ORDER_CLOSE, ORDER_CORRECT},
    Role.SALES: _DESK | {ARRIVAL, INSPECT, SELL, HAND_OVER},
    Role.MANAGER: _DESK
    | {ARRIVAL, INSPECT, SELL, HAND_OVER, ORDER_EDIT, ORDER_CLOSE, ORDER_CORRECT, DEALER_EDIT, STAFF_EDIT, BACKUP}
    | {COVER_EDIT},
    Role.PRIVACY: frozenset({PERSON_EDIT, PERSON_ERASE, EXPORT, VIEW}),
    Role.ADMINISTRATOR: frozenset({DEALER_EDIT, STAFF_EDIT, BACKUP, IMPORT, EXPORT, VIEW, COVER_EDIT}),
    Role.AUDITOR: frozenset({EXPORT, VIEW}),
}


class NotAllowed(Objection):
    """Somebody whose role does not cover what was asked."""

    says = N_("%(who)s may not do this (%(right)s).")
    who: str
    right: str


class NotSignedIn(Objection):
    """Sign-in is switched on, and nobody is named."""

    says = N_("Sign in first: this dealer asks who acts.")


class UnknownStaff(Objection):
    """A name that is no member of staff."""

    says = N_("%(who)s is not a member of staff.")
    field = "name"
    who: str


class LastManager(Objection):
    """With sign-in on, somebody must be able to look after staff."""

    says = N_("Somebody who may look after staff must remain while sign-in is on.")


class NameMissing(Objection):
    """A name is needed and none is there."""

    says = N_("A name is needed.")
    field = "name"


@dataclass(frozen=True, slots=True)
class Dealer:
    """The dealer whose books these are, as letterheads show him.

    `market` is a pack's code, `language` the staff's, `calendar` gregorian or buddhist, `labour_rate` the customary
    price of an hour in minor units, `logo` the SHA-256 of a kept document.
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


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff: `name` is the short one that acts, `full_name` stands on papers."""

    name: str
    full_name: str
    role: Role
    language: str | None = None
    active: bool = True


def check_dealer(dealer: Dealer) -> None:
    """Refuse a dealer without a name."""
    if not dealer.name.strip():
        raise NameMissing
