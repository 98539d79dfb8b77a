"""Chance: the random bytes of keys and nonces, asked for in one place so that an invented dealer can be repeated."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_SOURCE: ContextVar[Callable[[int], bytes]] = ContextVar("the source of keys", default=os.urandom)


def random_bytes(count: int) -> bytes:
    """So many bytes that nobody can foretell."""
    return _SOURCE.get()(count)


@contextmanager
def drawn_from(source: Callable[[int], bytes]) -> Iterator[None]:
    """Draw from another source within the block, in this thread alone.

    For invented data only: whoever knows the seed of the source knows the keys.
    """
    before = _SOURCE.set(source)
    try:
        yield
    finally:
        _SOURCE.reset(before)
