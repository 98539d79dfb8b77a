"""What is done about the dealer: the profile, staff, who may do what, and the key that signs."""

from dataclasses import dataclass, fields, replace
from typing import Any

from lifecycle_desk.counter.meanwhile import refuse_changed
from lifecycle_desk.counter.verbs import Seat, Verb, verb
from lifecycle_desk.dealership import rules, tables
from lifecycle_desk.dealership.rules import DEALER_EDIT, MAY, STAFF_EDIT, Dealer, Member, Role
from lifecycle_desk.dealership.usecases.keys import VERBS as KEYS
from lifecycle_desk.market.market import Market, market
from lifecycle_desk.store.store import Store, Work


@dataclass(frozen=True, slots=True)
class Profile:
    """What may be changed of the dealer; what is not named stays, and an empty `time_zone` is that of the market."""

    name: str | None = None
    language: str | None = None
    calendar: str | None = None
    legal_name: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    tax_id: str | None = None
    labour_rate: int | None = None
    logo: str | None = None
    time_zone: str | None = None


@dataclass(frozen=True, slots=True)
class SignIn:
    """Whether the program asks who acts."""

    on: bool


@dataclass(frozen=True, slots=True)
class LetGo:
    """A member of staff who no longer works here."""

    name: str


@dataclass(frozen=True, slots=True)
class ChangeMember:
    """A member of staff as they are from now on, and as they were when that was typed; None of somebody new."""

    member: Member
    before: Member | None = None


def dealer(store: Store) -> Dealer:
    """The dealer whose books these are."""
    if look := store.first_look:
        names = [each.name for each in fields(Dealer)]
        said = dict(zip(names, look.rows("dealer", names)[0], strict=True))
        return Dealer(**said | {"sign_in": bool(said["sign_in"])})
    with store.reading() as work:
        return tables.dealer(work)


def staff(seat: Seat) -> list[Member]:
    """Everybody who works here or did, by full name."""
    with seat.store.reading() as work:
        return tables.staff(work)


def market_in_force(work: Work) -> Market:
    """The market that the dealer works in."""
    return market(tables.dealer(work).market)


def authorise(work: Work, right: str) -> None:
    """Refuse who may not; until the dealer switches sign-in on, whoever sits there may do all."""
    if right == rules.SIGN_IN_OFF or not tables.dealer(work).sign_in:
        return
    if work.by is None:
        raise rules.NotSignedIn
    member = tables.member(work, work.by)
    if member is None or not member.active or right not in MAY[member.role]:
        raise rules.NotAllowed(work.by, right)


@verb(DEALER_EDIT)
def change_profile(work: Work, profile: Profile) -> Dealer:
    """Change the dealer's profile: name, address, papers, language."""
    named = {each.name: value for each in fields(profile) if (value := getattr(profile, each.name)) is not None}
    before = tables.dealer(work)
    changed = replace(before, **named)
    changed = replace(changed, time_zone=changed.time_zone or None)
    rules.check_dealer(changed)
    if changed.calendar != before.calendar:
        _check_calendar(changed)
    tables.keep_dealer(work, changed)
    return changed


def _check_calendar(profile: rules.Dealer) -> None:
    """Refuse a calendar that the market does not have."""
    known = [each.value for each in market(profile.market).calendars]
    if profile.calendar not in known:
        raise rules.UnknownCalendar(profile.calendar, ", ".join(known))


@verb(STAFF_EDIT)
def take_on(work: Work, member: Member) -> Member:
    """Take on a member of staff, or change what they are whatever that was."""
    return _taken_on(work, member)


def _taken_on(work: Work, member: Member) -> Member:
    if not member.name.strip():
        raise rules.NameMissing
    tables.keep_member(work, member)
    _somebody_remains(work)
    return member


@verb(STAFF_EDIT)
def change_member(work: Work, asked: ChangeMember) -> Member:
    """Take on somebody new, or change what a member of staff is, unless somebody else changed that meanwhile."""
    known = tables.member(work, asked.member.name)
    if known and asked.before is None:
        raise rules.StaffKnown(asked.member.name)
    if asked.before:
        refuse_changed(asked.before, known)
    return _taken_on(work, asked.member)


@verb(STAFF_EDIT)
def let_go(work: Work, who: LetGo) -> Member:
    """Let a member of staff go; what they did stays under their name."""
    found = tables.member(work, who.name)
    if found is None:
        raise rules.UnknownStaff(who.name)
    gone = replace(found, active=False)
    tables.keep_member(work, gone)
    _somebody_remains(work)
    return gone


@verb(STAFF_EDIT)
def switch_sign_in(work: Work, wanted: SignIn) -> Dealer:
    """Switch sign-in on or off: whether the program asks who acts and minds their rights."""
    changed = replace(tables.dealer(work), sign_in=wanted.on)
    tables.keep_dealer(work, changed)
    _somebody_remains(work)
    return changed


def _somebody_remains(work: Work) -> None:
    """With sign-in on, nobody may lock everybody out."""
    may = {role for role in Role if STAFF_EDIT in MAY[role]}
    if tables.dealer(work).sign_in and not any(each.active and each.role in may for each in tables.staff(work)):
        raise rules.LastManager


VERBS: tuple[Verb[Any, Any], ...] = (change_profile, take_on, change_member, let_go, switch_sign_in, *KEYS)
