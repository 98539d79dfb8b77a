"""Handing the dealer's secret to another seat of a server: by a code that serves once, and for an hour.

The server holds the secret sealed under the code meanwhile: a hundred bits of it, stretched by Argon2id, which who runs
the server can try for ever.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership import tables
from lifecycle_desk.dealership.rules import Guard, NothingToHandOver, TransferCodeWrong
from lifecycle_desk.dealership.rules.rights import KEY_EDIT, VIEW
from lifecycle_desk.dealership.rules.secrets import CODE_GROUPS, GROUP, code_of, normalized_code
from lifecycle_desk.dealership.usecases.keys import KnownKey, known
from lifecycle_desk.store import handovers
from lifecycle_desk.store.own_secret import dealer_secret, keep_dealer_secret
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust import personal
from lifecycle_desk.trust.key_encryption import new_salt, secret_of
from lifecycle_desk.trust.random_source import random_bytes

SERVES = timedelta(hours=1)
CONTEXT = b"dealer secret "


@dataclass(frozen=True, slots=True)
class HandOverKeys:
    """A transfer code by which another computer of the dealership comes to sign."""


@dataclass(frozen=True, slots=True)
class TakeKeys:
    """The transfer code that a computer with the keys shows."""

    code: str


@command(KEY_EDIT)
def hand_over_keys(tx: Transaction, _: HandOverKeys) -> str:
    """Lay the dealer's secret ready for another computer; gives the code, which is stored nowhere."""
    code, plain = code_of(random_bytes(CODE_GROUPS * GROUP)), None
    for mark in _marks(tx):
        if secret := dealer_secret(mark):
            salt, plain = new_salt(), normalized_code(code)
            handovers.lay_ready(tx, mark, salt, personal.sealed(secret_of(plain, salt), secret, CONTEXT + mark))
    if plain is None:
        raise NothingToHandOver
    return code


def _marks(tx: Transaction) -> list[bytes]:
    """The marks of the secrets under which keys of these books are sealed."""
    stored = (each for each in tables.keys(tx) if each.guard == Guard.DEALER and each.revoked_at is None)
    return [*dict.fromkeys(each.salt or b"" for each in stored)]


@command(VIEW)
def take_keys(tx: Transaction, asked: TakeKeys) -> list[KnownKey]:
    """Keep the dealer's secret at this computer, by a code; it serves no more afterwards."""
    plain, taken = normalized_code(asked.code), False
    for each in handovers.waiting(tx):
        if tx.at - each.made_at > SERVES:
            handovers.end(tx, each.mark)
        elif secret := personal.opened(secret_of(plain, each.salt), each.sealed, CONTEXT + each.mark):
            keep_dealer_secret(each.mark, secret)
            handovers.end(tx, each.mark)
            taken = True
    if not taken:
        raise TransferCodeWrong
    return [known(stored) for stored in tables.keys(tx)]


COMMANDS: tuple[Command[Any, Any], ...] = (hand_over_keys, take_keys)
