"""Options: choices, by name, of a person who prints a paper, takes a file in or gives one out.

An option stands in the room that reads it; those that several rooms read stand here. A paper's options are the fields
of its request: `vin: Annotated[str, VIN]`.
"""

from dataclasses import dataclass, fields
from typing import Any, get_type_hints


@dataclass(frozen=True, slots=True)
class Option:
    """Something that may be said: its name, and what it is, for people.

    It is a text, or one of `choices`; a flag is there or not, a file must be there, and what `is_repeated` may be given
    several times.
    """

    name: str
    about: str = ""
    metavar: str | None = None
    choices: tuple[str, ...] = ()
    is_flag: bool = False
    is_file: bool = False
    is_required: bool = False
    is_repeated: bool = False


VIN = Option("vin", "The vehicle that is meant.")
DATES = Option("dates", "The order of day, month and year.", choices=("dmy", "mdy", "ymd"))
CURRENCY = Option("currency", "The currency of amounts that name none.")
SINCE, UNTIL = Option("since", "The first day, as 2026-11-25."), Option("until", "The last day.")
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
