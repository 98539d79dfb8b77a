"""Things by their names: "module:Name" is loaded when it is first used, so that a list of many costs nothing."""

from importlib import import_module
from typing import Any


def load(name: str) -> Any:
    """What "package.module:Name" names; its module is imported when it is first asked for."""
    module, _, attribute = name.partition(":")
    found: Any = import_module(module)
    return getattr(found, attribute) if attribute else found
