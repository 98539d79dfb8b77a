"""Signing in: staff prove who they are by PIN or passphrase, managers by the recovery code where that is forgotten."""

import hmac
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership import rules, tables
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.rights import SECURITY_EDIT, SIGN_IN_OFF, STAFF_GRANT, VIEW
from lifecycle_desk.dealership.rules.secrets import (
    CODE_GROUPS,
    GROUP,
    NoManagerCanSignIn,
    RecoveryCodeWrong,
    SecretMissing,
    SecretWrong,
    TryLater,
    check_secret,
    code_of,
    kind_of,
    left_to_wait,
    normalized,
    normalized_code,
)
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.permitting import has
from lifecycle_desk.store.store import Store, Transaction
from lifecycle_desk.trust.key_encryption import new_salt, secret_of
from lifecycle_desk.trust.random_source import random_bytes


@dataclass(frozen=True, slots=True)
class SetSecret:
    """A new PIN or passphrase of a member of staff; one's own asks for the current one."""

    name: str
    secret: str
    current: str = ""


@dataclass(frozen=True, slots=True)
class RequireSignIn:
    """Sign-in is required from now on, and the manager who can sign in: somebody here, or somebody new."""

    manager: Member
    secret: str


@dataclass(frozen=True, slots=True)
class Recover:
    """The code on the recovery sheet, and the new PIN or passphrase of a manager."""

    code: str
    name: str
    secret: str


@dataclass(frozen=True, slots=True)
class RenewCode:
    """A new recovery code, for a sheet that was lost or seen."""


def sign_in(store: Store, name: str, secret: str) -> str:
    """The short name of who proved to be a member of staff; each wrong try makes the next one wait longer.

    The try is counted before it is looked at, so that neither several at once nor a crash give one for nothing.
    """
    with store.reading() as tx:
        member, stored = tables.member(tx, name), tables.secret(tx, name)
    if member is None or not member.active:
        raise rules.UnknownStaff(name)
    if stored is None:
        raise SecretMissing(member.full_name or name)
    _count_try(store, name)
    if not _is_same(normalized(secret), stored.salt, stored.proof):
        raise SecretWrong
    _forget_tries(store, name)
    return name


def signing_in(store: Store, name: str, secret: str) -> Steps[Member]:
    """The same for a window, in the queue that writes; gives the member of staff."""
    yield Step(0, 1)
    sign_in(store, name, secret)
    with store.reading() as tx:
        member = tables.member(tx, name)
    if member is None:
        raise rules.UnknownStaff(name)
    return member


def _is_same(secret: str, salt: bytes, proof: bytes) -> bool:
    return hmac.compare_digest(secret_of(secret, salt), proof)


def _count_try(store: Store, name: str) -> None:
    if store.protected:
        return  # nothing can be counted on a medium that cannot be written
    with store.writing(name or None) as tx:
        _refuse_hurry(tx, name)
        tables.save_tries(tx, name, tables.tries(tx, name)[0] + 1)


def _refuse_hurry(tx: Transaction, name: str) -> None:
    if left := left_to_wait(*tables.tries(tx, name), tx.at):
        raise TryLater(left)


def _forget_tries(store: Store, name: str) -> None:
    if not store.protected:
        with store.writing(name or None) as tx:
            tables.save_tries(tx, name, 0)


def who_can_sign_in(store: Store) -> list[Member]:
    """The members of staff who have a secret and work here, by full name."""
    with store.reading() as tx:
        known = tables.with_secret(tx)
        return [each for each in tables.staff(tx) if each.active and each.name in known]


def who_grant(store: Store) -> list[Member]:
    """Those who give roles and PINs: sign-in begins with one of them, and the recovery code gives one a new PIN."""
    with store.reading() as tx:
        return [each for each in tables.staff(tx) if has(tx, each, STAFF_GRANT)]


def who_confirm(user: UserSession, names: Collection[str]) -> list[Member]:
    """The members of staff whom a refusal named as those who can confirm, by full name."""
    with user.store.reading() as tx:
        return [each for each in tables.staff(tx) if each.name in names]


def asks_for_secrets(store: Store) -> bool:
    """Whether sign-in is on and is more than a name: somebody was given a PIN or a passphrase."""
    with store.reading() as tx:
        return tables.dealer(tx).sign_in and bool(tables.with_secret(tx))


@command(VIEW)
def set_secret(tx: Transaction, asked: SetSecret) -> Member:
    """Set a PIN or passphrase: one's own by the current one, anybody's by who looks after staff."""
    member = tables.member(tx, asked.name)
    if member is None or not member.active:
        raise rules.UnknownStaff(asked.name)
    stored = tables.secret(tx, asked.name)
    if tx.by != asked.name:
        authorise(tx, STAFF_GRANT)
    elif stored and not _is_same(normalized(asked.current), stored.salt, stored.proof):
        raise SecretWrong().at_field("current")
    tables.save_secret(tx, asked.name, _made(asked.secret))
    return member


def _made(secret: str) -> tables.StoredSecret:
    """What is stored of a secret. Argon2id takes its 0.2 s within the transaction, which happens once a year."""
    plain, salt = check_secret(secret), new_salt()
    return tables.StoredSecret(kind_of(plain), salt, secret_of(plain, salt))


@command(SECURITY_EDIT)
def require_sign_in(tx: Transaction, asked: RequireSignIn) -> str:
    """Require sign-in, with a manager who can sign in; gives the recovery code, which is stored nowhere."""
    if not has(tx, asked.manager, STAFF_GRANT):
        raise NoManagerCanSignIn
    if not asked.manager.name.strip():
        raise rules.NameMissing
    tables.save_member(tx, asked.manager)
    tables.save_secret(tx, asked.manager.name, _made(asked.secret))
    tables.save_dealer(tx, replace(tables.dealer(tx), sign_in=True))
    return _new_code(tx)


def _new_code(tx: Transaction) -> str:
    code, salt = code_of(random_bytes(CODE_GROUPS * GROUP)), new_salt()
    tables.save_recovery_code(tx, salt, secret_of(normalized_code(code), salt))
    return code


@command(SECURITY_EDIT)
def renew_recovery_code(tx: Transaction, _: RenewCode) -> str:
    """Make a new recovery code; the one before opens nothing any more."""
    return _new_code(tx)


@command(SIGN_IN_OFF)
def recover(tx: Transaction, asked: Recover) -> str:
    """Give a manager a new PIN by the recovery code; gives the code that follows it, as each serves once."""
    stored = tables.recovery_code(tx)
    if stored is None or not hmac.compare_digest(secret_of(normalized_code(asked.code), stored[0]), stored[1]):
        raise RecoveryCodeWrong
    member = tables.member(tx, asked.name)
    if member is None or not has(tx, member, STAFF_GRANT):
        raise rules.UnknownStaff(asked.name)
    tables.save_secret(tx, asked.name, _made(asked.secret))
    return _new_code(tx)


COMMANDS: tuple[Command[Any, Any], ...] = (set_secret, require_sign_in, renew_recovery_code, recover)
