"""While Qt walks over all widgets, none may go.

Python's collector of garbage may come with any line of ours that Qt calls: a widget in a ring of references is deleted
then, and Qt, which still holds it in its list, crashes. It comes later instead; a walk makes little garbage.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep the collector of garbage away for the block."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
