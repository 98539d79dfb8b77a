"""The dealer's profile, staff and signing keys, as they are kept."""

from dataclasses import asdict

from sqlalchemy import TypedColumns, bindparam, delete, insert, select

from lifecycle_desk.dealership.rules import Dealer, Member, Role
from lifecycle_desk.store.store import Work
from lifecycle_desk.store.types import (
    digest,
    flag,
    maybe_bytes,
    maybe_money,
    maybe_words,
    table,
    utc_time,
    whole,
    words,
)
from lifecycle_desk.trust.signing import Key


class Profile(TypedColumns):
    """One row: the dealer."""

    name = words(primary_key=True)
    market = words()
    language = words()
    calendar = words()
    legal_name = words()
    address = words()
    phone = words()
    email = words()
    tax_id = words()
    labour_rate = maybe_money()
    sign_in = flag()
    logo = maybe_words()


class Staff(TypedColumns):
    """Who works here, or did."""

    name = words(primary_key=True)
    full_name = words()
    role = words()
    language = maybe_words()
    active = flag()


class SigningKey(TypedColumns):
    """The dealer's keys, the last one signs; a store that came as records has no private part until it signs."""

    number = whole(primary_key=True)
    public = digest()
    private = maybe_bytes()
    since = utc_time()


DEALER, STAFF, SIGNING_KEY = table("dealer", Profile), table("staff", Staff), table("signing_key", SigningKey)

_FOUND, _GONE = insert(DEALER), delete(DEALER)
_THE_DEALER = select(DEALER)
_HIRE, _LET_GO = insert(STAFF), delete(STAFF).where(STAFF.c.name == bindparam("who"))
_MEMBER = select(STAFF).where(STAFF.c.name == bindparam("who"))
_STAFF = select(STAFF).order_by(STAFF.c.full_name, STAFF.c.name)
_KEYS = select(SIGNING_KEY).order_by(SIGNING_KEY.c.number)
_NEW_KEY = insert(SIGNING_KEY)


def keep_dealer(work: Work, dealer: Dealer) -> None:
    """Keep the dealer's profile; there is one."""
    work.write(_GONE)
    work.write(_FOUND, **asdict(dealer))
    work.known[Dealer] = dealer


def dealer(work: Work) -> Dealer:
    """The dealer whose books these are; asked once in a transaction."""
    if Dealer not in work.known:
        work.known[Dealer] = Dealer(*work.ask(_THE_DEALER).one())
    known: Dealer = work.known[Dealer]
    return known


def keep_member(work: Work, member: Member) -> None:
    """Keep a member of staff."""
    work.write(_LET_GO, who=member.name)
    work.write(_HIRE, **asdict(member))


def member(work: Work, name: str | None) -> Member | None:
    """A member of staff by the short name."""
    row = work.ask(_MEMBER, who=name).one_or_none()
    return Member(row.name, row.full_name, Role.of(row.role), row.language, row.active) if row else None


def staff(work: Work) -> list[Member]:
    """Everybody, by full name."""
    return [Member(row.name, row.full_name, Role.of(row.role), row.language, row.active) for row in work.ask(_STAFF)]


def keys(work: Work) -> list[tuple[int, bytes, bytes | None]]:
    """The dealer's keys: number, public and, where it is here, private part."""
    return [(row.number, row.public, row.private) for row in work.ask(_KEYS)]


def keep_key(work: Work, key: Key) -> int:
    """Keep a new key; it signs from now on."""
    number = len(keys(work)) + 1
    work.write(_NEW_KEY, number=number, public=key.public, private=key.private, since=work.at)
    return number
