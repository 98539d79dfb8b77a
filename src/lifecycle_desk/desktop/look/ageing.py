"""How it looks for how many days something has waited: one rule of tones for every page.

A deadline is another thing: what is due by a day is late from the next one on, however short it waited. What is
promised for a moment is late by the rule of `base/promises`.
"""

from collections.abc import Mapping
from datetime import datetime

from lifecycle_desk.base.ageing import AgeBand, band_of
from lifecycle_desk.base.promises import is_late
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.rows import Cell

LOOKS: Mapping[AgeBand, states.Look] = {
    AgeBand.UP_TO_30: states.RUNNING,
    AgeBand.UP_TO_60: states.RUNNING,
    AgeBand.UP_TO_90: states.DUE_NOW,
    AgeBand.OVER_90: states.OVERDUE,
}


def tone_of(band: AgeBand) -> t.Tone | None:
    """The tone of a band; None where there is nothing to warn of."""
    tone, _ = LOOKS[band]
    return None if tone == "neutral" else tone


def waited(days: int) -> t.Tone | None:
    """The tone of so many days of waiting; None where there is nothing to warn of."""
    return tone_of(band_of(days))


def waited_icon(days: int) -> str:
    """The icon of so many days of waiting."""
    return LOOKS[band_of(days)][1]


def waited_cell(words: str, days: int) -> str | Cell:
    """So many days of waiting in a list, with their icon once they are long."""
    tone = waited(days)
    return Cell(words, tone, waited_icon(days)) if tone else words


def passed_look(promised: datetime, now: datetime) -> states.Look | None:
    """How a promised moment looks once it has passed; None while it is ahead."""
    if promised >= now:
        return None
    return states.OVERDUE if is_late(promised, now) else states.DUE_NOW
