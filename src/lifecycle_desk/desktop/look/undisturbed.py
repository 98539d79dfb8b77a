"""While Qt walks over all widgets, or another thread works, no widget may go as garbage.

Python's collector comes with any line of any thread. A widget in a ring of references is deleted then: amid a walk of
Qt over all widgets that ends in a crash, and in another thread than the window's it waits for a lock of Qt whose holder
waits for Python. So it is kept away for as long; what long work leaves is collected in the window's thread meanwhile.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

YOUNG = 1  # the generations that are collected meanwhile: the old one takes long


class _Away:
    """How many blocks keep the collector away, and whether it was there before the first of them."""

    lock = Lock()
    blocks = 0
    was_enabled = False


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep the collector of garbage away for the block, in every thread; the last of several lets it come again."""
    with _Away.lock:
        if not _Away.blocks:
            _Away.was_enabled = gc.isenabled()
            gc.disable()
        _Away.blocks += 1
    try:
        yield
    finally:
        with _Away.lock:
            _Away.blocks -= 1
            if not _Away.blocks and _Away.was_enabled:
                gc.enable()


def collect_meanwhile() -> None:
    """Collect young garbage in the window's thread, where the collector is kept away by what others do."""
    if _Away.blocks and _Away.was_enabled:
        gc.collect(YOUNG)


def let_collect() -> None:
    """From now on the collector comes by itself; at once, or once the last block that keeps it away has ended."""
    with _Away.lock:
        _Away.was_enabled = True
        if not _Away.blocks:
            gc.enable()
