"""Things by their names: "module:Name" is loaded when it is first used, so that a list of many costs nothing."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any


def load(name: str) -> Any:
    """The object named by "package.module:Name"; its module is imported at the first call."""
    module, _, attribute = name.partition(":")
    found: Any = import_module(module)
    return getattr(found, attribute) if attribute else found


def load_all(name: str) -> None:
    """Load a module and, where it is a package, every module in it."""
    found = import_module(name)
    for each in iter_modules(getattr(found, "__path__", ())):
        import_module(f"{name}.{each.name}")
