"""Dated data of this room: lines of TOML files that hold from a day on, each with its source."""

import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from lifecycle_desk.base.resources import resource


def lines_of(file: str) -> dict[str, Any]:
    """A file of resources/recycling as it stands there."""
    return tomllib.loads(resource(f"recycling/{file}.toml").read_text("utf-8"))


def read[Of](kind: Callable[..., Of], entry: Mapping[str, Any], **terms: Callable[[str], object]) -> Of:
    """An entry as a dataclass: lists become tuples, codes their terms; a key or code that is not known raises."""
    return kind(**{name: _value(value, terms.get(name)) for name, value in entry.items()})


def _value(value: object, term: Callable[[str], object] | None) -> object:
    if isinstance(value, list):
        return tuple(_value(each, term) for each in value)
    return term(value) if term and isinstance(value, str) else value
