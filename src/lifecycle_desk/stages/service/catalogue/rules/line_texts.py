"""What a line is called to its reader: by the catalogue in his language where its words are the catalogue's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
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

    What somebody wrote, or what the catalogue called an entry once, is nobody's to translate.
    """

    entries: Mapping[tuple[str, str], CatalogueEntry] = field(default_factory=dict)
    house: str = ""

    def of(self, line: Catalogued) -> LineText:
        """The words of a line, for whoever reads them."""
        entry = self.entries.get(key_of(line))
        if entry is None or line.text not in {entry.text, *entry.texts.values()}:
            return LineText(line.text)
        return called(entry, line.text, self.house)

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


def key_of(line: Catalogued) -> tuple[str, str]:
    """The kind and the key under which the catalogue would have a line."""
    return line.kind.value, tight(line.code)
