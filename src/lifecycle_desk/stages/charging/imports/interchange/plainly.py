"""Rows as TeslaMate's own database writes them, read several times as quick as cell by cell.

Only unambiguous cells are read here: times as ISO 8601 without an offset, which are UTC, and plain numbers.
A row with any other cell, or with an impossible session, is read closely by the common way.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from lifecycle_desk.commands.kinds import TextTooLong
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.stages.charging.imports.interchange.figures import StatedFigures
from lifecycle_desk.stages.charging.imports.interchange.rows import TENTHS, THOUSANDTHS, Table
from lifecycle_desk.stages.charging.sessions.rules.sessions import (
    BROKEN,
    FIRST_YEAR,
    FULL,
    LONGEST,
    MOST_WH,
    WARMEST,
    oddness,
)
from lifecycle_desk.stages.charging.sessions.tables.packing import Packed, packed_as

NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,12})?")
NEEDED = ("id", "start", "end")
READ = (*NEEDED, "car", "added", "used", "soc_start", "soc_end", "celsius", "cost")
PASSED_OVER = frozenset({"lasted", "start_ms", "end_ms", "date"})  # the end says it better
NULLS = ("NULL", "null", "\\N", "[NULL]")  # those that come often; another spelling is looked at closely
MOST_AMOUNT, LONGEST_ID, MOST_KEPT = 10**9, 18, 50_000
TENTH = 10

type Plainly = Callable[[int, list[str]], Packed | None]


class _NotPlain(Exception):  # noqa: N818 (it only says that a row is looked at closely)
    """A cell that is not read here."""


class _Numbers(dict[str, int | None]):
    """A column's numbers by their texts, which come again and again; an empty cell is None."""

    def __init__(self, figures: StatedFigures, places: int, most: int, least: int = 0) -> None:
        self._scaled, self._places, self._least, self._most = figures.scaled, places, least, most
        self |= dict.fromkeys(("", *NULLS))

    def __missing__(self, text: str) -> int:
        if not NUMBER.fullmatch(text) or not self._least <= (made := self._scaled(text, self._places)) <= self._most:
            raise _NotPlain
        if len(self) < MOST_KEPT:
            self[text] = made
        return made


def plainly(table: Table, kind: str, now: datetime) -> Plainly | None:
    """How rows of a table are read at once; it gives None for a row to be looked at closely.

    There is none for a table that has other columns of ours, or whose decimals have another sign.
    """
    columns, figures, currency = table.columns, table.figures, table.habits.currency
    known = columns.at.keys()
    if not known >= set(NEEDED) or known - set(READ) - PASSED_OVER or figures.point not in {".", None}:
        return None
    places = [columns.at.get(name, -1) for name in READ]  # a column that is not there is the empty cell put last
    number, start, end, car, added, used, soc_start, soc_end, celsius, cost = places
    energy, charge = _Numbers(figures, THOUSANDTHS, MOST_WH), _Numbers(figures, TENTHS, FULL)
    warmth = _Numbers(figures, TENTHS, WARMEST, -WARMEST)
    money = _Numbers(figures, currency_digits(currency), MOST_AMOUNT)
    more = columns.more if columns.rest else None
    latest = (now + timedelta(days=1)).replace(tzinfo=None)

    def read(line: int, cells: list[str]) -> Packed | None:
        cells.append("")
        key, whose, begun, ended = cells[number], cells[car], cells[start], cells[end]
        try:
            if not (_is_id(key) and (not whose or _is_id(whose)) and _lasts(begun, ended, latest)):
                return None
            meter, battery = energy[cells[used]], energy[cells[added]]
            before, after = charge[cells[soc_start]], charge[cells[soc_end]]
            degrees, minor = warmth[cells[celsius]], money[cells[cost]]
            rest = more(cells) if more else ""
        except (_NotPlain, ValueError, TextTooLong):
            return None
        if not (meter or battery) or (rest and BROKEN.search(rest)):
            return None
        step = 1 if (before and before % TENTH) or (after and after % TENTH) else TENTH
        return packed_as(line, kind, key, (
            f"{begun[:10]}T{begun[11:19]}Z", 0, f"{ended[:10]}T{ended[11:19]}Z", meter, battery, None, before, after,
            step, minor, None if minor is None else currency, None, None, degrees, None, None, whose, "", rest,
        ), oddness(before, after, meter, battery))  # fmt: skip

    return read


def _is_id(text: str) -> bool:
    return text.isdecimal() and text.isascii() and len(text) <= LONGEST_ID


def _lasts(begun: str, ended: str, latest: datetime) -> bool:
    """Whether two texts are the start and end of what can be a session; raises ValueError where one is no time."""
    if not begun[4:19:3] == ended[4:19:3] == "-- ::":
        return False
    began, stopped = datetime.fromisoformat(begun), datetime.fromisoformat(ended)
    if began.tzinfo or stopped.tzinfo or not began.year >= FIRST_YEAR:
        return False
    return began <= latest and began <= stopped and stopped - began <= LONGEST
