"""The dealer's profile, staff and signing keys, as they are kept."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, TypedColumns, bindparam, delete, insert, select, update

from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Dealer, Member
from lifecycle_desk.dealership.rules.roles import OwnRole
from lifecycle_desk.dealership.rules.secrets import SecretKind
from lifecycle_desk.market.market import Market
from lifecycle_desk.market.own_rules import OwnRule, RuleKind
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import (
    DERIVED,
    SINCE,
    TOLD,
    UNTOLD,
    day,
    digest,
    flag,
    maybe_bytes,
    maybe_money,
    maybe_words,
    table,
    term,
    utc_time,
    whole,
    words,
)
from lifecycle_desk.trust.signing import Key

if TYPE_CHECKING:
    from sqlalchemy import Row


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
    time_zone = maybe_words(info={SINCE: "0006"})


class Staff(TypedColumns):
    """Present and former members of staff."""

    name = words(primary_key=True)
    full_name = words()
    role = words()
    language = maybe_words()
    active = flag()
    own_role = maybe_words(info={SINCE: "0013"})
    picture = maybe_words(info={SINCE: "0013"})


class RoleOfDealer(TypedColumns):
    """Roles that the dealer defined; `rights` are names of rights, one behind another."""

    name = words(primary_key=True)
    based_on = term()
    rights = words()


class SigningKey(TypedColumns):
    """The dealer's keys, the last one signs; a store that came as records has no private part until it signs."""

    number = whole(primary_key=True)
    public = digest()
    private = maybe_bytes(info={UNTOLD: True})
    since = utc_time()


class KeyGuard(TypedColumns):
    """How a key's private part is kept here: sealed under a secret. It never leaves the store with records."""

    number = whole(ForeignKey("signing_key.number"), primary_key=True)
    guard = words()
    sealed = digest()
    salt = digest()


class KeyRevoked(TypedColumns):
    """A key that is believed no longer, from a moment on."""

    number = whole(ForeignKey("signing_key.number"), primary_key=True)
    at = utc_time()
    why = words()


class StaffSecret(TypedColumns):
    """What a member of staff proves themselves by; it never leaves the store with records."""

    name = words(primary_key=True)
    kind = term()
    salt = digest()
    proof = digest()
    since = utc_time()


class SignInTry(TypedColumns):
    """How often in a row somebody was wrong, and when last."""

    name = words(primary_key=True)
    wrong = whole()
    at = utc_time()


class RecoveryCode(TypedColumns):
    """One row: the code on the sheet that is the way back when nobody can sign in."""

    number = whole(primary_key=True)
    salt = digest()
    proof = digest()
    made_at = utc_time()


class MarketRule(TypedColumns):
    """Rules of the dealer's own over the market's pack, each from its day; an empty value resets one."""

    kind = term(primary_key=True)
    valid_from = day(primary_key=True)
    value = words()
    reason = words()


DEALER, STAFF = table("dealer", Profile, **{TOLD: True}), table("staff", Staff, **{TOLD: True})
OWN_ROLE = table("own_role", RoleOfDealer, **{TOLD: True})
MARKET_RULE = table("market_rule", MarketRule, **{TOLD: True})
SIGNING_KEY = table("signing_key", SigningKey, **{TOLD: True})

KEY_GUARD = table("key_guard", KeyGuard, **{DERIVED: True})
KEY_REVOKED = table("key_revoked", KeyRevoked, **{TOLD: True})

SECRET = table("staff_secret", StaffSecret, **{DERIVED: True})
TRY = table("sign_in_try", SignInTry, **{DERIVED: True})
RECOVERY = table("recovery_code", RecoveryCode, **{DERIVED: True})

_FOUND, _GONE = insert(DEALER), delete(DEALER)
_THE_DEALER = select(DEALER)
_HIRE, _LET_GO = insert(STAFF), delete(STAFF).where(STAFF.c.name == bindparam("who"))
_MEMBER = select(STAFF).where(STAFF.c.name == bindparam("who"))
_STAFF = select(STAFF).order_by(STAFF.c.full_name, STAFF.c.name)
_OWN_ROLE = select(OWN_ROLE).where(OWN_ROLE.c.name == bindparam("which"))
_OWN_ROLES = select(OWN_ROLE).order_by(OWN_ROLE.c.name)
_ROLE_GONE, _ROLE_SET = delete(OWN_ROLE).where(OWN_ROLE.c.name == bindparam("which")), insert(OWN_ROLE)
_OWN_RULES = select(MARKET_RULE).order_by(MARKET_RULE.c.kind, MARKET_RULE.c.valid_from)
_RULE_SET = insert(MARKET_RULE)
_RULE_GONE = delete(MARKET_RULE).where(
    MARKET_RULE.c.kind == bindparam("which"), MARKET_RULE.c.valid_from == bindparam("since")
)
_GUARDS = SIGNING_KEY.outerjoin(KEY_GUARD).outerjoin(KEY_REVOKED)
_KEYS = select(
    SIGNING_KEY.c.number,
    SIGNING_KEY.c.public,
    SIGNING_KEY.c.since,
    SIGNING_KEY.c.private,
    KEY_GUARD.c.guard,
    KEY_GUARD.c.sealed,
    KEY_GUARD.c.salt,
    KEY_REVOKED.c.at,
    KEY_REVOKED.c.why,
)
_KEYS = _KEYS.select_from(_GUARDS).order_by(SIGNING_KEY.c.number)
_BARE_NO_MORE = update(SIGNING_KEY).where(SIGNING_KEY.c.number == bindparam("which")).values(private=None)
_UNGUARD, _GUARD = delete(KEY_GUARD).where(KEY_GUARD.c.number == bindparam("which")), insert(KEY_GUARD)
_REVOKE = insert(KEY_REVOKED)
_NEW_KEY = insert(SIGNING_KEY)
_SECRETS = select(SECRET).order_by(SECRET.c.name)
_SECRET = select(SECRET).where(SECRET.c.name == bindparam("who"))
_SECRET_GONE, _SECRET_SET = delete(SECRET).where(SECRET.c.name == bindparam("who")), insert(SECRET)
_WITH_SECRET = select(SECRET.c.name)
_TRY = select(TRY.c.wrong, TRY.c.at).where(TRY.c.name == bindparam("who"))
_TRY_GONE, _TRIED = delete(TRY).where(TRY.c.name == bindparam("who")), insert(TRY)
_TRIED_BEFORE = select(TRY.c.name, TRY.c.at).where(TRY.c.at < bindparam("than"))
_CODE, _CODE_GONE, _CODE_SET = select(RECOVERY.c.salt, RECOVERY.c.proof), delete(RECOVERY), insert(RECOVERY)


def save_dealer(tx: Transaction, dealer: Dealer) -> None:
    """Keep the dealer's profile; there is one."""
    tx.write(_GONE)
    tx.write(_FOUND, **asdict(dealer))
    tx.known[Dealer] = dealer
    tx.known.pop(ZoneInfo, None)  # the day follows the profile
    tx.known.pop(Market, None)


def dealer(tx: Transaction) -> Dealer:
    """The dealer whose books these are; asked once in a transaction."""
    if Dealer not in tx.known:
        tx.known[Dealer] = Dealer(*tx.ask(_THE_DEALER).one())
    known: Dealer = tx.known[Dealer]
    return known


def own_rules(tx: Transaction) -> list[OwnRule]:
    """The dealer's own rules over the market's pack, by kind and day."""
    return [OwnRule(RuleKind.of(row.kind), row.valid_from, row.value, row.reason) for row in tx.ask(_OWN_RULES)]


def save_own_rule(tx: Transaction, rule: OwnRule) -> None:
    """Save a rule in place of the one of its kind and day."""
    drop_own_rule(tx, rule.kind, rule.valid_from)
    tx.write(_RULE_SET, **asdict(rule))


def drop_own_rule(tx: Transaction, kind: RuleKind, since: date) -> None:
    """Delete the rule of a kind that begins on a day."""
    tx.write(_RULE_GONE, which=kind, since=since)
    tx.known.pop(Market, None)


def save_member(tx: Transaction, member: Member) -> None:
    """Keep a member of staff."""
    tx.write(_LET_GO, who=member.name)
    tx.write(_HIRE, **asdict(member))


def member(tx: Transaction, name: str | None) -> Member | None:
    """A member of staff by the short name."""
    row = tx.ask(_MEMBER, who=name).one_or_none()
    return _member(row) if row else None


def staff(tx: Transaction) -> list[Member]:
    """Everybody, by full name."""
    return [_member(row) for row in tx.ask(_STAFF)]


def _member(row: "Row[*tuple[Any, ...]]") -> Member:
    return Member(row.name, row.full_name, Role.of(row.role), row.language, row.active, row.own_role, row.picture)


def own_role(tx: Transaction, name: str) -> OwnRole | None:
    """A role that the dealer defined, by its name."""
    row = tx.ask(_OWN_ROLE, which=name).one_or_none()
    return _own_role(row) if row else None


def own_roles(tx: Transaction) -> list[OwnRole]:
    """The roles that the dealer defined, by name."""
    return [_own_role(row) for row in tx.ask(_OWN_ROLES)]


def _own_role(row: "Row[*tuple[Any, ...]]") -> OwnRole:
    return OwnRole(row.name, Role.of(row.based_on), frozenset(row.rights.split()))


def save_own_role(tx: Transaction, role: OwnRole) -> None:
    """Save a role that the dealer defined in place of the one of its name."""
    tx.write(_ROLE_GONE, which=role.name)
    tx.write(_ROLE_SET, name=role.name, based_on=role.based_on, rights=" ".join(sorted(role.rights)))


def drop_own_role(tx: Transaction, name: str) -> None:
    """Delete a role that the dealer defined."""
    tx.write(_ROLE_GONE, which=name)


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A key as it is kept: bare, as stores before kept it, or sealed as `guard` says; or only its public part."""

    number: int
    public: bytes
    since: datetime
    bare: bytes | None
    guard: str | None
    sealed: bytes | None
    salt: bytes | None
    revoked_at: datetime | None
    revoked_why: str | None


def keys(tx: Transaction) -> list[StoredKey]:
    """The dealer's keys, the first first."""
    return [StoredKey(*row) for row in tx.ask(_KEYS)]


def save_key(tx: Transaction, key: Key) -> int:
    """Keep a new key; it signs from now on. Its private part is kept by `guard_key`."""
    number = len(keys(tx)) + 1
    tx.write(_NEW_KEY, number=number, public=key.public, private=None, since=tx.at)
    return number


def guard_key(tx: Transaction, number: int, guard: str, sealed: bytes, salt: bytes) -> None:
    """Keep a key's private part sealed, and in no other way."""
    tx.write(_UNGUARD, which=number)
    tx.write(_GUARD, number=number, guard=guard, sealed=sealed, salt=salt)
    tx.write(_BARE_NO_MORE, which=number)


def revoke_key(tx: Transaction, number: int, why: str) -> None:
    """Keep that a key is believed no longer."""
    tx.write(_REVOKE, number=number, at=tx.at, why=why)


@dataclass(frozen=True, slots=True)
class StoredSecret:
    """A secret as it is stored: what Argon2id made of it under a salt."""

    kind: SecretKind
    salt: bytes
    proof: bytes


def secret(tx: Transaction, name: str) -> StoredSecret | None:
    """What somebody proves themselves by, if anything was set."""
    row = tx.ask(_SECRET, who=name).one_or_none()
    return StoredSecret(SecretKind.of(row.kind), row.salt, row.proof) if row else None


def secrets(tx: Transaction) -> list[tuple[str, StoredSecret]]:
    """What everybody proves themselves by."""
    return [(row.name, StoredSecret(SecretKind.of(row.kind), row.salt, row.proof)) for row in tx.ask(_SECRETS)]


def save_secret(tx: Transaction, name: str, secret: StoredSecret) -> None:
    """Save a secret in place of the one before; wrong tries at that one are forgotten."""
    forget_secret(tx, name)
    tx.write(_SECRET_SET, name=name, kind=secret.kind, salt=secret.salt, proof=secret.proof, since=tx.at)


def forget_secret(tx: Transaction, name: str) -> None:
    """Delete somebody's secret and their wrong tries."""
    tx.write(_SECRET_GONE, who=name)
    tx.write(_TRY_GONE, who=name)


def with_secret(tx: Transaction) -> frozenset[str]:
    """The short names of all who have a secret."""
    return frozenset(tx.ask(_WITH_SECRET).scalars())


def tries(tx: Transaction, name: str) -> tuple[int, datetime | None]:
    """How often in a row somebody was wrong, and when last."""
    row = tx.ask(_TRY, who=name).one_or_none()
    return (row.wrong, row.at) if row else (0, None)


def save_tries(tx: Transaction, name: str, wrong: int) -> None:
    """Save how often in a row somebody was wrong, the last time now."""
    tx.write(_TRY_GONE, who=name)
    if wrong:
        tx.write(_TRIED, name=name, wrong=wrong, at=tx.at)


def tries_before(tx: Transaction, than: datetime) -> list[tuple[str, datetime]]:
    """Whose last wrong try was before a moment, and when that was."""
    return [(name, at) for name, at in tx.ask(_TRIED_BEFORE, than=than)]


def recovery_code(tx: Transaction) -> tuple[bytes, bytes] | None:
    """The salt of the recovery code and what Argon2id made of it; None where none was made."""
    row = tx.ask(_CODE).one_or_none()
    return (row.salt, row.proof) if row else None


def save_recovery_code(tx: Transaction, salt: bytes, proof: bytes) -> None:
    """Save a code in place of the one before."""
    tx.write(_CODE_GONE)
    tx.write(_CODE_SET, number=1, salt=salt, proof=proof, made_at=tx.at)
