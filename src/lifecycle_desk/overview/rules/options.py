"""What may be chosen about a paper beside what it is about, read from what the paper takes."""

from dataclasses import Field, dataclass, fields
from datetime import date
from enum import Enum
from typing import Any, get_type_hints

from lifecycle_desk.base.terms import LabeledEnum


class Asks(Enum):
    """How something is chosen."""

    SECTIONS = "sections"  # some of the terms, as a comma list; all where none is named
    DAY = "day"
    YES = "yes"
    LANGUAGE = "language"
    PRICE = "price"
    MARKET = "market"
    DOCUMENTS = "documents"  # some of a car's documents, as a comma list of their hashes


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that may be chosen, by the name that the request has for it; `terms` are the sections."""

    name: str
    asks: Asks
    terms: type[LabeledEnum] | None = None


def options_of(takes: type[Any]) -> tuple[Option, ...]:
    """What may be chosen about a paper: all fields of its request but the first, as far as a page can ask for them."""
    hints = get_type_hints(takes)
    found = (_option(each, hints[each.name]) for each in fields(takes)[1:])
    return tuple(each for each in found if each)


def _option(field: "Field[Any]", hint: Any) -> Option | None:
    if "sections" in field.metadata:
        return Option(field.name, Asks.SECTIONS, field.metadata["sections"])
    for asks in (Asks.LANGUAGE, Asks.PRICE, Asks.MARKET, Asks.DOCUMENTS):
        if asks.value in field.metadata:
            return Option(field.name, asks)
    if hint == date | None:
        return Option(field.name, Asks.DAY)
    return Option(field.name, Asks.YES) if hint is bool else None
