"""Sleeping modules: what knows the database is loaded when it is first asked, so that the window is painted before.

Python's own recipe (importlib, "Implementing lazy imports"), for names of ours alone. A module that sleeps must be
imported as a module (`from lifecycle_desk.vehicle.tables import life`): who takes a name out of it wakes it. Before a
store is opened all that sleep are woken.
"""

import sys
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType
from typing import override


class Sleepers(MetaPathFinder):
    """Finds modules as Python does, and lets those sleep that are named so."""

    def __init__(self, sleeps: Callable[[str], bool]) -> None:
        self._sleeps = sleeps
        self.names: list[str] = []

    @override
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not self._sleeps(fullname):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.loader is None:
            return None
        spec.loader = LazyLoader(spec.loader)
        self.names.append(fullname)
        return spec


def let_sleep(sleeps: Callable[[str], bool]) -> None:
    """From now on, modules whose names answer sleep when they are imported, until `wake`."""
    sys.meta_path.insert(0, Sleepers(sleeps))


def wake() -> None:
    """Load all that sleep, and let none fall asleep any more."""
    for finder in [each for each in sys.meta_path if isinstance(each, Sleepers)]:
        sys.meta_path.remove(finder)
        for name in finder.names:
            _ = sys.modules[name].__doc__  # any name asked of it loads it
