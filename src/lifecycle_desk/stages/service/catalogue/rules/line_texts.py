"""What a line is called to its reader: by the catalogue in his language where its words are the catalogue's own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol, override

from lifecycle_desk.base.folding import tight
from lifecycle_desk.base.said import InLanguages
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry
from lifecycle_desk.stages.service.orders.rules.orders import Job, LineKind


class Catalogued(Protocol):
    """A line that may name an operation or a part: of an order, or of a claim."""

    @property
    def kind(self) -> LineKind:
        """Which of the catalogue's entries it may name."""

    @property
    def code(self) -> str:
        """The operation's code, or the part's number."""

    @property
    def text(self) -> str:
        """Its words, as they were written."""


class LineText(InLanguages):
    """The words of a line: the reader's own where the catalogue has them so, else as they were written.

    Not in a third language: what was written is at least what who wrote it meant to be read.
    """

    __slots__ = ()

    @override
    def read_in(self, code: str) -> str:
        by, alike = dict(self.texts), code.partition("_")[0]
        return by.get(code) or by.get(alike) or self.own


@dataclass(frozen=True, slots=True)
class LineTexts:
    """The catalogue's entries of some lines, by kind and key; `house` is the language in which it is written itself.

    Each entry as it was at the times that count for the lines, the one that counts most first: a line is read by the
    first that calls it as it was written, whatever the catalogue calls it in the end. What somebody wrote is nobody's
    to translate.
    """

    entries: Mapping[tuple[str, str], Sequence[CatalogueEntry]] = field(default_factory=dict)
    house: str = ""

    def of(self, line: Catalogued) -> LineText:
        """The words of a line, for whoever reads them."""
        entry = self.entry_of(line)
        return called(entry, line.text, self.house) if entry else LineText(line.text)

    def entry_of(self, line: Catalogued) -> CatalogueEntry | None:
        """The entry by which a line is read; None where the words of the line are nobody's but its writer's."""
        of_line = self.entries.get(key_of(line), ())
        return next((each for each in of_line if line.text in {each.text, *each.texts.values()}), None)

    def with_more(self, more: "LineTexts") -> "LineTexts":
        """These, and what others know of lines of which these know nothing."""
        return LineTexts({**more.entries, **self.entries}, self.house or more.house)

    def job(self, job: Job, reader: str) -> Job:
        """A job to be read, and never to be kept: each of its lines in the words of a reader of a language."""
        return replace(job, lines=tuple(replace(each, text=self.of(each).read_in(reader)) for each in job.lines))

    def jobs(self, jobs: Iterable[Job], reader: str) -> tuple[Job, ...]:
        """Some jobs, to be read."""
        return tuple(self.job(each, reader) for each in jobs)


NO_TEXTS = LineTexts()


def called(entry: CatalogueEntry, written: str, house: str) -> LineText:
    """The words of an entry in all its languages, `house` that of its own, for a line in which one of them stands."""
    return LineText(written, {house: entry.text, **entry.texts} if house else entry.texts)


def in_turn(
    now: CatalogueEntry,
    before: Sequence[tuple[datetime, CatalogueEntry | None]],
    agreed: datetime | None = None,
    until: datetime | None = None,
) -> tuple[CatalogueEntry, ...]:
    """An entry as it was at the times that count for lines, the one that counts most first.

    `before` says until when it was how, the first first, at least of what ended after these times. What came after
    `until` does not count at all. As it was when the lines were `agreed`, then as it became, since lines are added;
    then as it had been, the latest first.
    """
    states = [*(each for _, each in before), now]

    def place(moment: datetime | None) -> int:
        ends = (at for at, (end, _) in enumerate(before) if moment and end > moment)
        return next(ends, len(before))

    last = place(until)
    first = min(place(agreed), last) if agreed else last
    return tuple(filter(None, (*states[first : last + 1], *reversed(states[:first]))))


def key_of(line: Catalogued) -> tuple[str, str]:
    """The kind and the key under which the catalogue would have a line."""
    return line.kind.value, tight(line.code)
