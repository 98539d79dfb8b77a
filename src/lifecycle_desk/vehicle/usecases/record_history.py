"""The history of a record that is no vehicle: who changed it, when, and each field with what it held and holds.

It is read from the dealer's own chain. Rows whose changes are told by digest (`proof/usecases/rows_told`) tell their
fields there; customers tell all that is known of them, sealed under their key, so that their history goes with them.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from lifecycle_desk.base.said import Piece
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.kinds import Kind, kinds_of
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.facts import RowsTold
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.people import Person, person_number
from lifecycle_desk.vehicle.rules.record_fields import SINGLE, InLanguage, Unsaid, fields_called, told_of
from lifecycle_desk.vehicle.rules.record_refs import PERSON, Record, naming, record_of
from lifecycle_desk.vehicle.rules.rights import AUDIT_READ
from lifecycle_desk.vehicle.tables import chain, people
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.customers import PERSON_TOLD

ROWS = "dealer.rows_told"


@dataclass(frozen=True, slots=True)
class Change:
    """A field that changed: its label, what it held and what it holds; without both where only the change is told."""

    label: str
    before: Piece | None
    after: Piece | None
    told: bool = True


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """An event about a record, and the fields that it changed."""

    event: RecordedEvent
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """What happened to a record, the latest first; `name` is the customer's, while they are not erased."""

    record: Record
    name: str
    entries: tuple[HistoryEntry, ...]


type Source = Callable[[Transaction, str], Iterable[HistoryEntry]]
_SOURCES: dict[str, Source] = {}


def on_history(kind: str, source: Source) -> None:
    """A room that keeps earlier states of its records tells the history of one by its key."""
    _SOURCES[kind] = source


def record_history(user: UserSession, kind: str, key: str) -> RecordHistory:
    """The history of one record, for whoever may read the audit list."""
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, AUDIT_READ)
        found = {each.event.seq: each for each in history_of(tx, kind, key)}
        known = people.maybe_person(tx, person_number(key)) if kind == PERSON else None
    entries = tuple(found[seq] for seq in sorted(found, reverse=True))
    return RecordHistory(Record(kind, key), known.name if known else "", entries)


def history_of(tx: Transaction, kind: str, key: str) -> Iterator[HistoryEntry]:
    """The entries about a record, those with their fields last."""
    yield from (HistoryEntry(each) for each in _naming(tx, kind, key))
    yield from _of_rows(tx, kind, key)
    if kind == PERSON and (number := person_number(key)):
        yield from _of_person(tx, number)
    if source := _SOURCES.get(kind):
        yield from source(tx, key)


def _naming(tx: Transaction, kind: str, key: str) -> Iterator[RecordedEvent]:
    kinds = naming(kind)
    for told, _, _ in chain.told_by(tx, kinds, []) if kinds else ():
        named = record_of(told)
        if named and named.kind == kind and is_of(named.key, kind, key):
            yield told


def is_of(found: str, kind: str, key: str) -> bool:
    """Whether a row is of a record: its own key, or one of several rows that begin with it, as versions do."""
    return kind in SINGLE or found == key or found.startswith(f"{key} ")


def _of_rows(tx: Transaction, kind: str, key: str) -> Iterator[HistoryEntry]:
    if not fields_called(kind):
        return
    currency = market_in_force(tx).currency
    for told, _, _ in chain.told_by(tx, (ROWS,), []):
        rows = told.facts_as(RowsTold).fields.get(kind, {})
        changed = [each for found, fields in rows.items() if is_of(found, kind, key) for each in fields.items()]
        if changed:
            yield HistoryEntry(told, changes_told(fields_called(kind), dict(changed), currency))


def changes_told(kinds: Mapping[str, Kind], fields: Mapping[str, Sequence[Any]], currency: str) -> tuple[Change, ...]:
    """Fields that changed, in the order in which their room tells them, each with its label."""
    return tuple(
        Change(kind.label, told_of(kind, fields[name][0], currency), told_of(kind, fields[name][1], currency))
        if fields[name] and not isinstance(kind, Unsaid)
        else Change(kind.label, None, None, told=False)
        for name, kind in kinds.items()
        if name in fields
    )


def _of_person(tx: Transaction, number: int) -> Iterator[HistoryEntry]:
    """What was told of a customer, each time against the time before; sealed, so it goes when they are erased."""
    kinds = dict(kinds_of(Person)) | {"language": InLanguage(kinds_of(Person)["language"].label)}
    key, blank = people.key_of(tx, number), asdict(Person(""))
    before = blank
    for told, _, secret in life_rows.about_sealed(tx, number):
        if told.kind != PERSON_TOLD:
            continue
        opened = life_rows.unsealed(key, secret, None, told.kind)
        if opened is None:
            yield HistoryEntry(told)
            continue
        now = blank | opened  # what is of a later version was not asked then
        moved = {name: [before.get(name), now.get(name)] for name in kinds if before.get(name) != now.get(name)}
        yield HistoryEntry(told, changes_told(kinds, moved, ""))
        before = now


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One changed field of an entry, or the entry itself where it names none."""

    event: RecordedEvent
    change: Change | None = None


class HistoryLines:
    """The history of one record as a list: a line for each field that changed, the latest first."""

    tables = frozenset({"event", "person"})

    def __init__(self, user: UserSession, kind: str, key: str, names: Mapping[int, str] = MappingProxyType({})) -> None:
        self.user, self.kind, self.key, self.names = user, kind, key, names
        self._found: tuple[HistoryLine, ...] = ()

    def keys(self, first: int | None = None) -> "array[int]":
        """The places of all lines, or of the first ones."""
        found = record_history(self.user, self.kind, self.key)
        number = int(self.key) if found.name else 0
        self.names = {number: found.name} if found.name else {}
        lines = ([HistoryLine(e.event, each) for each in e.changes] or [HistoryLine(e.event)] for e in found.entries)
        self._found = tuple(line for some in lines for line in some)
        return array("q", range(len(self._found[:first])))

    def rows(self, keys: Sequence[int]) -> dict[int, HistoryLine]:
        """Some of them."""
        return {key: self._found[key] for key in keys if key < len(self._found)}
