"""A recovery key, as it is printed and locked away: 160 random bits in groups that can be typed, with a check.

Letters are Crockford's base 32: I and L are read as 1, O as 0, and case does not matter.
"""

from hashlib import sha256

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS, CHECK_BITS, GROUP = 160, 20, 4
LENGTH = (BITS + CHECK_BITS) // 5  # letters: nine groups of four
READ_AS = str.maketrans("ILO", "110")
BETWEEN = str.maketrans("", "", " -–—\t\r\n\u200e\u200f\u202a\u202c\u2066\u2069")  # and marks of direction


def written(secret: bytes) -> str:
    """A secret as it stands on the sheet, in groups of four letters."""
    number = int.from_bytes(secret) << CHECK_BITS | _check(secret)
    letters = "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(LENGTH)))
    return "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def read(text: str) -> bytes | None:
    """The secret that somebody typed; None where it is none, or a letter of it is wrong."""
    letters = text.translate(BETWEEN).upper().translate(READ_AS)
    if len(letters) != LENGTH or any(each not in LETTERS for each in letters):
        return None
    number = 0
    for each in letters:
        number = number << 5 | LETTERS.index(each)
    secret = (number >> CHECK_BITS).to_bytes(BITS // 8)
    return secret if number & (1 << CHECK_BITS) - 1 == _check(secret) else None


def _check(secret: bytes) -> int:
    return int.from_bytes(sha256(b"lifecycle-desk/recovery\0" + secret).digest()) >> 256 - CHECK_BITS
