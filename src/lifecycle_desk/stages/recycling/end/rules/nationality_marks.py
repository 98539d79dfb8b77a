"""The nationality marks of the road: E, F and D, which are not the two letters of ISO 3166.

Decision 2002/151/EC, Annex, point 4, wants the mark of the country in which a vehicle is registered. Marks are notified
under article 45(4) of the Convention on Road Traffic (Vienna, 1968); that of the United Kingdom changed in 2021.
"""

import csv
from datetime import date
from functools import cache

from lifecycle_desk.base.resources import resource

type Marks = dict[str, list[tuple[date, date | None, str]]]


def nationality_mark(country: str, on: date) -> str:
    """The mark of a country in two letters on a day; these letters themselves where it notified none."""
    for begins, ends, mark in _marks().get(country, ()):
        if begins <= on and (ends is None or on <= ends):
            return mark
    return country


@cache
def _marks() -> Marks:
    found: Marks = {}
    with resource("recycling/nationality_marks.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, strict=True):
            ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
            found.setdefault(row["country"], []).append((date.fromisoformat(row["valid_from"]), ends, row["mark"]))
    return found
