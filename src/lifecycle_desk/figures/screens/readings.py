"""Readings in a list, and the colour of their chart: the same at a dealer and in a region."""

from functools import partial
from typing import Any

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.figures.papers import number_words, reading_words
from lifecycle_desk.figures.rules.figure import Section
from lifecycle_desk.figures.rules.periods import Period
from lifecycle_desk.figures.rules.readings import Reading, worth
from lifecycle_desk.figures.screens.words import change

NOW, DIVIDED_BY = N_("This period"), C_("figure", "Breakdown")
_NUMBERS = (("now", NOW), ("before", N_("Period before")), ("year_before", N_("A year before")))
TONES: dict[Section, t.Tone] = {  # a part of the house has the colour of its stage of life
    Section.WORKSHOP: "service",
    Section.WARRANTY: "service",
    Section.SALES: "sale",
    Section.SECOND_HAND: "transfer",
    Section.BATTERY: "charging",
    Section.END: "recycling",
}


def number_columns(*, one: bool = True) -> tuple[Column, ...]:
    """The columns of what readings come to; of one figure alone they hold numbers of one unit."""
    hold = {name: {"value": partial(_held, name)} if one else {"rank": partial(_ranked, name)} for name, _ in _NUMBERS}
    numbers = (Column(title, 150, "end", id=name, **hold[name]) for name, title in _NUMBERS)
    return (*numbers, Column(N_("Difference"), 200, id="change"))


def number_cells(of: Reading, period: Period) -> tuple[str | Cell, ...]:
    """What a reading comes to, in these columns."""
    language = translator().current
    moved = change(of, of.before, period.before, language)
    return (
        reading_words(of, language),
        number_words(of.figure, of.before, of.currency, language),
        number_words(of.figure, of.year_before, of.currency, language),
        Cell(moved.words, None if moved.tone == "neutral" else moved.tone, moved.icon),
    )


def _held(name: str, of: Reading) -> Any:
    """A number of a reading as it sorts and goes into a spreadsheet: exact, an amount with its currency."""
    told = worth(of.figure, getattr(of, name), of.currency)
    return getattr(told, "value", told)


def _ranked(name: str, of: Reading) -> float:
    """The same where figures of several units stand under one another: they only have an order."""
    return float(getattr(of, name) or 0)
