"""Secrets by which staff prove who they are: a PIN or a passphrase, how often one may be wrong, and the way back in.

A PIN of four digits keeps colleagues at a shared screen apart; against somebody who has the file, only a passphrase and
an encrypted disk help, since ten thousand PINs are tried in an hour whatever each try costs.
"""

import unicodedata
from datetime import datetime, timedelta
from itertools import pairwise

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.quantities import Seconds
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.dealership.rules import SHORTEST_PASSPHRASE

SHORTEST_PIN, LONGEST_SECRET = 4, 128  # characters
LONGEST_WAIT = 60  # seconds
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without I, O, 0 and 1, which look alike on paper
CODE_GROUPS, GROUP = 5, 4  # twenty letters of 32: 100 bits


class SecretKind(LabeledEnum):
    """What a secret is made of."""

    PIN = "pin", C_("sign-in", "PIN")
    PASSPHRASE = "passphrase", C_("sign-in", "Passphrase")


SecretShort = objection(
    "SecretShort",
    N_("Use at least %(digits)s digits, or a passphrase of at least %(letters)s characters."),
    "secret",
    digits=int,
    letters=int,
)
SecretSimple = objection("SecretSimple", N_("This PIN is too easy to guess. Choose another."), "secret")
SecretWrong = objection("SecretWrong", N_("Wrong PIN or passphrase."), "secret")
RecoveryCodeWrong = objection("RecoveryCodeWrong", N_("Wrong recovery code."), "code")
TryLater = objection("TryLater", N_("Too many wrong attempts. Try again in %(wait)s."), "secret", wait=Seconds)
SecretMissing = objection("SecretMissing", N_("%(who)s has no PIN yet. A manager can set one in Settings."), who=str)
SecretNeeded = objection(
    "SecretNeeded",
    N_("Sign-in is required: enter the PIN of %(who)s when asked, or set it in %(variable)s."),
    who=str,
    variable=str,
)
NoManagerCanSignIn = objection(
    "NoManagerCanSignIn", N_("Give at least one manager a PIN before sign-in is required."), "secret"
)


def normalized(secret: str) -> str:
    """A secret as it is compared: digits of any script are the same digits, letters are in one form (RFC 8265)."""
    return unicodedata.normalize("NFC", "".join(_digit(each) for each in secret.strip()))


def _digit(letter: str) -> str:
    value = unicodedata.digit(letter, None) if letter.isdigit() else None
    return letter if value is None else str(value)


def kind_of(secret: str) -> SecretKind:
    """A secret of digits alone is a PIN."""
    return SecretKind.PIN if normalized(secret).isdecimal() else SecretKind.PASSPHRASE


def check_secret(secret: str) -> str:
    """The secret as it is compared; refused where it is too short, or the first that anybody tries."""
    plain = normalized(secret)
    least = SHORTEST_PIN if kind_of(plain) is SecretKind.PIN else SHORTEST_PASSPHRASE
    if not least <= len(plain) <= LONGEST_SECRET:
        raise SecretShort(SHORTEST_PIN, SHORTEST_PASSPHRASE)
    if kind_of(plain) is SecretKind.PIN and _is_simple(plain):
        raise SecretSimple
    return plain


def _is_simple(pin: str) -> bool:
    """One digit over and over, or digits that count up or down: 0000, 1234, 9876."""
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return len(steps) == 1 and steps <= {-1, 0, 1}


def wait_after(wrong: int) -> timedelta:
    """How long one waits after so many wrong tries in a row: 1, 2, 4 … 60 seconds."""
    return timedelta(seconds=min(2 ** (wrong - 1), LONGEST_WAIT) if wrong > 0 else 0)


def left_to_wait(wrong: int, last: datetime | None, now: datetime) -> int:
    """The seconds that are left; a last try that lies ahead, because the clock was put back, counts as one of now."""
    if last is None or wrong == 0:
        return 0
    left = wait_after(wrong) - (now - min(last, now))
    return max(0, -(-left // timedelta(seconds=1)))


def code_of(drawn: bytes) -> str:
    """A recovery code from twenty random bytes, in groups as one reads it off paper."""
    letters = "".join(CODE_LETTERS[each % len(CODE_LETTERS)] for each in drawn)
    return "-".join(letters[at : at + GROUP] for at in range(0, CODE_GROUPS * GROUP, GROUP))


def normalized_code(code: str) -> str:
    """A recovery code as it is compared, however it was typed."""
    return "".join(each for each in code.upper() if each.isalnum())
