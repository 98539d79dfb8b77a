"""The dealer and the staff: who may do what, and nothing that is not written here."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.said import LANGUAGES, NamesInText, in_text
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.rights import Role

SHORTEST_PASSPHRASE = 12  # characters (NIST SP 800-63B asks for 8; this one can be tried offline)


class Guard(LabeledEnum):
    """Under what a private key is sealed."""

    COMPUTER = "computer", C_("key", "This computer")
    PASSPHRASE = "passphrase", C_("key", "A passphrase")
    DEALER = "dealer", C_("key", "Computers of the dealership")


KeyLocked = objection("KeyLocked", N_("The signing key is locked: unlock it in Settings first."))


class KeyElsewhere(KeyLocked):
    """The key of books on a server, whose secret nobody handed to this computer yet: no other key is made."""

    message = N_(
        "The signing key is not available on this computer yet. On a computer that has it, choose Show transfer code "
        "in Settings, and enter the code here."
    )


TransferCodeWrong = objection(
    "TransferCodeWrong", N_("The transfer code is wrong or no longer valid. Request a new one."), "code"
)
NothingToHandOver = objection(
    "NothingToHandOver",
    N_("There is no signing key to transfer. Keys are transferred only between computers that share a server."),
)
PassphraseWrong = objection("PassphraseWrong", N_("Wrong passphrase for the signing key."), "passphrase")
PassphraseShort = objection(
    "PassphraseShort", N_("The passphrase must have at least %(least)s characters."), "passphrase", least=int
)
UnknownKey = objection("UnknownKey", N_("There is no signing key number %(number)s."), "number", number=int)
KeyRevoked = objection(
    "KeyRevoked", N_("Signing key %(number)s was revoked on %(since)s."), "number", number=int, since=datetime
)
ReasonMissing = objection("ReasonMissing", N_("Enter a reason."), "why")
NotSignedIn = objection("NotSignedIn", N_("Please sign in first."))
SignInIsOff = objection("SignInIsOff", N_("Sign-in is off."))
UnknownStaff = objection("UnknownStaff", N_("%(who)s is not a member of staff."), "name", who=str)
StaffKnown = objection("StaffKnown", N_("%(who)s is already in use. Choose another short name."), "name", who=str)
LastManager = objection("LastManager", N_("At least one person who can manage staff is needed while sign-in is on."))
LanguageUnknown = objection(
    "LanguageUnknown", N_("“%(given)s” is not one of %(codes)s."), "language", given=str, codes=NamesInText
)
ZoneUnknown = objection(
    "ZoneUnknown",
    N_("There is no time zone called %(zone)s; use a name such as America/Tijuana."),
    "time_zone",
    zone=str,
)
UnknownCalendar = objection(
    "UnknownCalendar",
    N_("The calendar “%(given)s” is not used in this market; choose one of %(known)s."),
    "calendar",
    given=str,
    known=NamesInText,
)
NameMissing = objection("NameMissing", N_("Enter a name."), "name")


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
    """A member of staff: `name` is the short one that acts, `full_name` stands on papers.

    `own_role` names a role that the dealer defined, whose rights stand in place of those of `role`; `picture` is the
    SHA-256 of a kept document.
    """

    name: str
    full_name: str
    role: Role
    language: str | None = None
    active: bool = True
    own_role: str | None = None
    picture: str | None = None


def check_passphrase(passphrase: str) -> None:
    """Refuse one that is too short."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseShort(SHORTEST_PASSPHRASE)


def check_revoking(number: int, revoked_at: datetime | None) -> None:
    """Refuse to revoke a key twice: the first moment counts."""
    if revoked_at:
        raise KeyRevoked(number, revoked_at)


def check_language(code: str | None) -> None:
    """Refuse a language that the program does not speak: no window could be opened in it."""
    if code is not None and code not in LANGUAGES:
        raise LanguageUnknown(code, in_text(LANGUAGES))


def check_dealer(dealer: Dealer) -> None:
    """Refuse a dealer without a name, and one whose clocks nobody knows."""
    if not dealer.name.strip():
        raise NameMissing
    if dealer.time_zone is not None and dealer.time_zone not in available_timezones():
        raise ZoneUnknown(dealer.time_zone)
