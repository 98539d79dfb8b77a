"""Things by their names: "module:Name" is loaded when it is first used, so that a list of many costs nothing."""

import sys
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any


def load(name: str) -> Any:
    """The object named by "package.module:Name"; its module is imported at the first call."""
    module, _, attribute = name.partition(":")
    # What is there already is had without the import's own locks, which each letter of a search would take four times.
    there = getattr(sys.modules.get(module), attribute, None) if attribute else None
    if there is not None:
        return there
    found: Any = import_module(module)
    return getattr(found, attribute) if attribute else found


def load_all(name: str) -> None:
    """Load a module and, where it is a package, every module in it."""
    found = import_module(name)
    for each in iter_modules(getattr(found, "__path__", ())):
        import_module(f"{name}.{each.name}")


def later(package: str, **names: str) -> Callable[[str], Any]:
    """The `__getattr__` of a package (PEP 562) whose modules are loaded when a name of theirs is first asked for."""
    places = {name: module for module, known in names.items() for name in known.split()}

    def found(name: str) -> Any:
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        made = getattr(import_module(f"{package}.{places[name]}"), name)
        setattr(sys.modules[package], name, made)
        return made

    return found
