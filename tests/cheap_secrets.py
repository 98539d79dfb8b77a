"""Secrets that cost next to nothing to prove: the tests prove thousands, each of which takes 0.2 s by design."""

from collections.abc import Iterator
from contextlib import contextmanager

from lifecycle_desk.trust import key_encryption

REAL = key_encryption.MEMORY_KIB, key_encryption.PASSES, key_encryption.LANES


def prove_cheaply() -> None:
    """From now on, in this process: the least that the library takes."""
    key_encryption.MEMORY_KIB, key_encryption.PASSES = 8 * key_encryption.LANES, 1


@contextmanager
def proved_dearly() -> Iterator[None]:
    """As people prove theirs, for what was stored outside the tests."""
    cheap = key_encryption.MEMORY_KIB, key_encryption.PASSES
    key_encryption.MEMORY_KIB, key_encryption.PASSES, _ = REAL
    try:
        yield
    finally:
        key_encryption.MEMORY_KIB, key_encryption.PASSES = cheap
