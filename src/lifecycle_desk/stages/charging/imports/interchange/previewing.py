"""Looking at a file of charging records before anything is written: its kind, its rows as understood, its faults.

The outcome of each row is decided by recording itself (a dry run); nothing is decided here.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from pathlib import Path

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.dealership.usecases.day import zone
from lifecycle_desk.stages.charging.imports.interchange.faulty import (
    NO_RECORDS,
    FaultyRecord,
    FaultyRecords,
    faulty_records,
)
from lifecycle_desk.stages.charging.imports.interchange.mapped import KIND as GENERIC
from lifecycle_desk.stages.charging.imports.interchange.recognising import kinds_of, recognised
from lifecycle_desk.stages.charging.imports.interchange.taking_in import habits_of, opened
from lifecycle_desk.stages.charging.imports.rules.mappings import Target
from lifecycle_desk.stages.charging.imports.usecases import mappings
from lifecycle_desk.stages.charging.sessions.rules.known import Known
from lifecycle_desk.stages.charging.sessions.rules.sessions import BeforeTheVehicle, Session, by_clocks_of, oddities
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.tables.chunks import Chunk
from lifecycle_desk.stages.charging.sessions.tables.packing import Packed
from lifecycle_desk.stages.charging.sessions.usecases.deciding import Became, Decision
from lifecycle_desk.stages.charging.sessions.usecases.recording import Recording, Telling, record
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.tables import life

__all__ = [
    "Listed",
    "Outcome",
    "Preview",
    "PreviewRows",
    "Shown",
    "faulty_rows",
    "imported",
    "looked_at",
    "previewed",
    "recognised",
]

SHOWN_AT_MOST = 20_000  # rows that are held to be looked at; faulty ones are held beyond it


class Outcome(Enum):
    """The outcome of a row."""

    READY = "ready"
    WAITING = "waiting"  # in the inbox, for somebody to say whose it is
    KNOWN = "known"
    CHANGED = "changed"
    LEFT_OUT = "left_out"
    FAULTY = "faulty"


OUTCOMES = {
    Became.NEW: Outcome.READY,
    Became.UNMATCHED: Outcome.WAITING,
    Became.KNOWN: Outcome.KNOWN,
    Became.CHANGED: Outcome.CHANGED,
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a file, by its physical line (or record, from 1): what it says, and what would become of it.

    `before` is what was known of the session: a row of the books, or an earlier line of the file, whose number is that
    line with a minus. `reason` says why it is left out, `fault` why it cannot go in, and `record` what it says then.
    """

    line: int
    outcome: Outcome
    session: Session | None = None
    odd: int = 0
    vin: str | None = None
    before: Known | None = None
    reason: str = ""
    fault: Refused | None = None
    record: FaultyRecord | None = None


@dataclass
class Preview:
    """A file before it is taken in, read as `kind` by `choices`: what would become of it, and its rows by line."""

    path: Path
    kind: str
    choices: Choices
    currency: str
    taken: Taken
    lines: dict[int, Listed] = field(default_factory=dict)
    records: FaultyRecords = NO_RECORDS
    mappings: tuple[str, ...] = ()  # that are kept for files of this kind

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return self.taken.rows

    @property
    def good(self) -> int:
        """How many sessions would be written."""
        return self.taken.new + self.taken.changed + self.taken.unmatched

    @property
    def faulty(self) -> list[Listed]:
        """The rows that cannot go in."""
        return [each for each in self.lines.values() if each.fault]

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many rows there are of each outcome."""
        taken = self.taken
        return {
            Outcome.READY: taken.new,
            Outcome.WAITING: taken.unmatched,
            Outcome.KNOWN: taken.known,
            Outcome.CHANGED: taken.changed,
            Outcome.LEFT_OUT: sum(taken.left_out.values()),
            Outcome.FAULTY: len(taken.refused),
        }


def previewed(user: UserSession, kind: str, path: Path, choices: Choices) -> Steps[Preview]:
    """Read a file as a kind and say what would become of it; nothing is written.

    `choices` may say the car, the order of dates and the currency; a map of names is for the command line.
    """
    held = _Held()
    with _told(user, kind, path, choices, held) as (telling, taken):
        yield from record(user, telling, taken)
    habits = habits_of(user, choices)
    made = Preview(path, kind, choices, habits.currency, taken)
    if kind == GENERIC:
        made.mappings = tuple(each.name for each in mappings(user) if each.of == Target.SESSIONS.value)
    if taken.refused:
        made.records = faulty_records(kind, path, habits.market, taken.refused)
    for each in taken.refused:
        held.lines[each.line] = Listed(each.line, Outcome.FAULTY, fault=each, record=made.records.of(each.line))
    made.lines = dict(sorted(held.lines.items()))
    return made


def imported(user: UserSession, kind: str, path: Path, choices: Choices) -> Steps[Result[Recording]]:
    """Take in what can go in of a file that has been looked at; closed before it counts, it leaves nothing.

    Once it counts it is not to be stopped: what lives are told of it is told to the end.
    """
    with (
        _told(user, kind, path, choices) as (telling, taken),
        closing(record(user, telling, taken)) as doing,
    ):
        while True:
            try:
                step = next(doing)
            except StopIteration as end:
                done: Result[Recording] = end.value
                return done
            if not taken.written:
                yield step


@contextmanager
def _told(
    user: UserSession, kind: str, path: Path, choices: Choices, held: "_Held | None" = None
) -> Iterator[tuple[Telling, Taken]]:
    """A file as recording takes it: for real, or told to `held` in a dry run."""
    vin = None
    if choices.vin:
        with user.store.reading() as tx:
            vin = str(life.row(tx, vins.canonical(choices.vin)).vin)
    with opened(user, kind, path, choices) as file:
        telling = Telling(
            kind,
            file.file,
            (lambda cars: held.passing(file.chunks(cars))) if held else file.chunks,
            vin,
            expected=file.expected,
            dry_run=held is not None,
            skip_refused=True,
            heard=held.hear if held else None,
        )
        yield telling, Taken(kind, file.file, warnings=list(file.notes), read_as=file.read_as)


class _Held:
    """The rows of a file that are held to be looked at, as they pass."""

    def __init__(self) -> None:
        self.lines: dict[int, Listed] = {}
        self._passed, self._last = 0, 0

    def passing(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """The chunks, each looked at on its way; which sessions are held is known by their lines."""
        for chunk in chunks:
            if self._passed < SHOWN_AT_MOST:
                self._last = chunk.lines[: SHOWN_AT_MOST - self._passed][-1]
                held = (each for each in chunk.left_out if each.line <= self._last)
                self.lines |= {each.line: Listed(each.line, Outcome.LEFT_OUT, reason=each.reason) for each in held}
            self._passed += chunk.rows
            yield chunk

    def hear(self, read: Packed, decision: Decision, known: Sequence[Known]) -> None:
        """Note the outcome of a session."""
        if read.line > self._last:
            return
        before = decision.instead
        if decision.became is Became.KNOWN:
            before = next((each for each in reversed(known) if each.gone is None), known[-1])
        vin = decision.vin or (before.vin if before else None)
        self.lines[read.line] = Listed(read.line, OUTCOMES[decision.became], read.session, read.odd, vin, before)


@dataclass(frozen=True, slots=True)
class Shown:
    """A row with what the books say of it: the car's plate, since when it is known, and what is odd about it."""

    listed: Listed
    plate: str = ""
    since: datetime | None = None
    odd: Objection | None = None


class PreviewRows:
    """The rows of a preview, or those of one outcome, as a long list asks for them."""

    tables = frozenset[str]()

    def __init__(self, user: UserSession, preview: Preview, which: Outcome | None = None) -> None:
        self._user, self._lines = user, preview.lines
        keys = (line for line, each in preview.lines.items() if which is None or each.outcome is which)
        self._keys = array("q", keys)
        self._cars: dict[str, tuple[str, date | None]] = {}
        self._days: dict[int, datetime | None] = {}

    def keys(self, first: int | None = None) -> "array[int]":
        """The lines of all rows, or of the first ones."""
        return self._keys[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, Shown]:
        """Some rows by their lines."""
        with self._user.store.reading() as tx:
            return {line: self._shown(tx, self._lines[line]) for line in keys}

    def _shown(self, tx: Transaction, listed: Listed) -> Shown:
        if listed.session is None:
            return Shown(listed)
        plate, arrived = self._car(tx, listed.vin) if listed.vin else ("", None)
        odd = next(oddities(listed.odd), None)
        if arrived and by_clocks_of(listed.session, zone(tx)).day < arrived:
            odd = odd or BeforeTheVehicle()
        return Shown(listed, plate, self._since(tx, listed.before), odd)

    def _car(self, tx: Transaction, vin: str) -> tuple[str, date | None]:
        if vin not in self._cars:
            figures, _ = life.figures(tx, vin)
            self._cars[vin] = figures.plate or "", figures.arrived_on
        return self._cars[vin]

    def _since(self, tx: Transaction, before: Known | None) -> datetime | None:
        """When a row of the books came in; not asked for one that counts no more, nor for a line of the file."""
        if before is None or before.gone or before.number < 0:
            return None
        if before.number not in self._days:
            row = batch_rows.counting(tx, before.number)
            batch = batch_rows.batch(tx, row.batch) if row else None
            self._days[before.number] = batch.at if batch else None
        return self._days[before.number]


def faulty_rows(preview: Preview, reasons: Mapping[int, str]) -> bytes:
    """The rows that cannot go in as a file of the same kind, to be mended and brought again.

    `reasons` are sentences by line: in CSV they stand as remarks above the lines, which every reader passes over.
    """
    return preview.records.written({each.line: each.fault.why for each in preview.faulty if each.fault}, reasons)


def looked_at(user: UserSession, path: Path, kind: str | None, choices: Choices) -> Steps[Preview]:
    """Look at a file as a kind, or as the one that it most likely is."""
    yield Step(0)
    return (yield from previewed(user, kind or kinds_of(user, path)[0], path, choices))
