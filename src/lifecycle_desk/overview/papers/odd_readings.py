"""What papers say of odometer readings that are odd: which one, when, from where, why it is odd, what it may mean."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import Said
from lifecycle_desk.language import Language
from lifecycle_desk.overview.papers.phrases import phrase
from lifecycle_desk.overview.rules.buyers import Verdict
from lifecycle_desk.paper import Content, Note, Paragraphs, Strong, Tone
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.vehicle.rules.odd_readings import ExplainedReading, OddReading, ReadingJumps
from lifecycle_desk.vehicle.rules.odometer import ReadingSource

TONES = {Verdict.CONSISTENT: Tone.GOOD, Verdict.EXPLAINED: Tone.GOOD, Verdict.ODD: Tone.WARNING}
WHICH = N_("%(reading)s on %(on)s, %(source)s")  # NOTE: an odometer reading, its day, and where it comes from
NO_SOURCE = C_("odometer", "source not recorded")
MAY_BE_A_MISTAKE = N_("A common entry mistake would explain it; the other readings do not depend on it.")
MAY_BE_OTHER = N_(
    "It may have been misread or mistyped, read from another vehicle, or read after the instrument cluster was "
    "replaced without a record."
)
MAY_BE_MISREAD = N_("It may have been misread or mistyped, or read from another vehicle.")


class Judged(Protocol):
    """A reading as papers judge it."""

    @property
    def on(self) -> date:
        """Its day."""

    @property
    def shown(self) -> Distance:
        """The figure as its source gave it."""

    @property
    def source(self) -> ReadingSource | None:
        """Where it was taken."""

    @property
    def odd(self) -> OddReading | None:
        """What is odd about it."""


def verdict_note(verdict: Verdict, remarks: Sequence[Said], language: Language) -> Note:
    """What all readings say together, and what is to be known of them."""
    told = [phrase(each, language) for each in remarks]
    return Note(tuple(told), title=language(verdict.label), tone=TONES.get(verdict, Tone.PLAIN))


def explained(readings: Sequence[Judged], language: Language) -> Iterator[Block]:
    """Each odd reading with a sentence on why it is odd and one on what it may mean."""
    if told := [explanation(each, each.odd, language) for each in readings if each.odd]:
        yield Paragraphs(*told)


def explanation(reading: Judged, odd: OddReading, language: Language) -> Content:
    """One odd reading, from its figure to what it may mean."""
    return (Strong(which(reading, language)), language.sentence(odd), language(meaning(odd)))


def which(reading: Judged, language: Language) -> str:
    """Which reading it is: its figure, its day, and where it comes from."""
    source = language(reading.source.label if reading.source else NO_SOURCE)
    return language(WHICH, reading=reading.shown, on=reading.on, source=source)


def meaning(odd: OddReading) -> str:
    """What an odd reading may mean; it accuses nobody."""
    if isinstance(odd, ExplainedReading):
        return MAY_BE_A_MISTAKE
    return MAY_BE_MISREAD if isinstance(odd, ReadingJumps) else MAY_BE_OTHER
