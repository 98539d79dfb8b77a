"""The lists that all example dealers share, with a column for each language in which one of them writes."""

import csv
from functools import cache

from lifecycle_desk.base.resources import resource
from lifecycle_desk.market.examples import Example

NOTES = "notes.csv"  # what makers, suppliers and the shop write beside the jobs
ENGLISH = "en"


def listed(name: str) -> list[dict[str, str]]:
    """The rows of a list."""
    with resource(f"demo/{name}").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(language: str) -> str:
    """The column in which a list says something in a language."""
    return "text" if language == ENGLISH else f"text_{language}"


def note(own: Example, key: str) -> str:
    """A note in the language in which the workshop writes."""
    return note_in(own.language, key)


def note_in(language: str, key: str) -> str:
    """A note in a language; empty in one in which the lists say nothing."""
    return _notes()[key].get(column(language), "")


def noted(key: str) -> dict[str, str]:
    """A note in each language in which the lists have it."""
    texts = ((name.removeprefix("text").removeprefix("_"), text) for name, text in _notes()[key].items())
    return {language or ENGLISH: text for language, text in texts if language != "key"}


@cache
def _notes() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in listed(NOTES)}
