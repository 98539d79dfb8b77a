"""Options: choices, by name, of a person who prints a paper, takes a file in or gives one out.

An option stands in the room that reads it; those that several rooms read stand here. A paper's options are the fields
of its request: `vin: Annotated[str, VIN]`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any, get_type_hints

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum


class Asks(Enum):
    """How the window lets something be chosen."""

    SECTIONS = "sections"  # some of the terms, as a comma list; all where none is named
    DAY = "day"
    YES = "yes"
    ONE = "one"  # of some items
    PRICE = "price"
    DOCUMENTS = "documents"  # some of a car's documents, as a comma list of their hashes


@dataclass(frozen=True, slots=True)
class Option:
    """Something that may be said: its name, and what it is, for people.

    It is a text, or one of `choices`; a flag is there or not, a file must be there, and what `is_repeated` may be given
    several times.

    The window asks for an option that has a `label`, in the way that `asks` says: for some of the `terms`, or for one
    of the `items`, each a code and a name; `none` is the name of the choice of none.
    """

    name: str
    about: str = ""
    metavar: str | None = None
    choices: tuple[str, ...] = ()
    is_flag: bool = False
    is_file: bool = False
    is_required: bool = False
    is_repeated: bool = False
    label: str = ""
    asks: Asks | None = None
    terms: type[LabeledEnum] | None = None
    items: Callable[[], Iterable[tuple[str, str]]] = tuple
    none: str = ""


VIN = Option("vin", "The vehicle that is meant.")
DATES = Option("dates", "The order of day, month and year.", choices=("dmy", "mdy", "ymd"))
CURRENCY = Option("currency", "The currency of amounts that name none.")
SINCE = Option("since", "The first day, as 2026-11-25.", label=C_("period", "From"), asks=Asks.DAY)
UNTIL = Option("until", "The last day.", label=C_("period", "Until"), asks=Asks.DAY)
WITHOUT_PEOPLE = Option("without_people", "Leave personal data out.", is_flag=True)
TRUST = Option(
    "trust",
    "A key that you compared with what its dealer tells you by another way; may be given again.",
    metavar="FINGERPRINT",
    is_repeated=True,
)


def options_of(takes: type[Any]) -> tuple[Option, ...]:
    """The options of a paper's request, field by field; one that says nothing of itself is known by its name."""
    hints = get_type_hints(takes, include_extras=True)
    return tuple(_option(each.name, hints[each.name]) for each in fields(takes))


def _option(name: str, hint: Any) -> Option:
    said = (each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Option))
    return next(said, Option(name))
