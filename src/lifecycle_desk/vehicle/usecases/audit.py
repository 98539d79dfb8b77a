"""The audit list: everything that was recorded, by whom and when, narrowed to a subject, a person, days, letters."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import zone
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.chain import START
from lifecycle_desk.vehicle.rules.audit import Area, AuditFilter, counted
from lifecycle_desk.vehicle.rules.facts import PersonTold, RowsTold
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.record_fields import fields_called
from lifecycle_desk.vehicle.rules.record_refs import PERSON, Record, record_of
from lifecycle_desk.vehicle.rules.rights import AUDIT_READ
from lifecycle_desk.vehicle.tables import audit, chain, lists, people
from lifecycle_desk.vehicle.usecases.record_history import Change, changes_told

if TYPE_CHECKING:
    from array import array

LONGEST_NUMBER = 11  # digits of an entry's number
MOST_MEANT = 500  # vehicles and customers that some letters mean
MOST_COUNTED = 8  # filters whose counts are kept: the last ones


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An entry as the list shows it: what was recorded, of which vehicle or record, and which fields it changed.

    `names` are those of the customers whom it names, as far as their data are there.
    """

    event: RecordedEvent
    vin: str | None = None
    car: str = ""
    plate: str = ""
    record: Record | None = None
    names: Mapping[int, str] = MappingProxyType({})
    changes: tuple[Change, ...] = ()


class Audit:
    """The entries that a filter leaves, the latest first."""

    tables = frozenset({"event"})

    def __init__(self, user: UserSession, wanted: AuditFilter | None = None) -> None:
        self.user, self.wanted = user, wanted or AuditFilter()

    def keys(self, first: int | None = None) -> "array[int]":
        """The numbers of all entries, or of the first ones; refuses who may not read them."""
        with self.user.store.reading() as tx:
            self._authorise(tx)
            return audit.numbers(tx, _narrowed(tx, self.wanted), first)

    def rows(self, keys: Sequence[int]) -> dict[int, AuditRow]:
        """Some of them."""
        with self.user.store.reading() as tx:
            self._authorise(tx)
            return rows_of(tx, keys)

    def values(self, column: str) -> dict[int, Any] | None:
        """What all entries sort by in a column of the list, in one statement; None where each is to be read."""
        if not audit.is_of_all(column):
            return None
        with self.user.store.reading() as tx:
            return audit.of_all(tx, column)

    def counts(self) -> tuple[dict[Area, int], int]:
        """How many entries there are about each subject, and in all."""
        return AuditCounts(self.user).of(self.wanted)

    def _authorise(self, tx: Transaction) -> None:
        _authorise(self.user, tx)


def _authorise(user: UserSession, tx: Transaction) -> None:
    tx.by = user.staff
    user.authorise(tx, AUDIT_READ)


@dataclass(frozen=True, slots=True)
class _Counted:
    """How many entries of each kind there were up to one of them, by its number and its seal."""

    last: int = 0
    seal: bytes = START
    kinds: Mapping[str, int] = MappingProxyType({})


class AuditCounts:
    """How many entries there are about each subject, for one list: all are counted once, later only what came since.

    Entries are added and never changed. Where the last that was counted is no longer the one of before, the store holds
    other records, and all are counted anew.
    """

    def __init__(self, user: UserSession) -> None:
        self._user = user
        self._known: dict[audit.Narrowed, _Counted] = {}

    def of(self, wanted: AuditFilter) -> tuple[dict[Area, int], int]:
        """The numbers of entries that a filter leaves, whatever subject it names, and how many these are in all."""
        with self._user.store.reading() as tx:
            _authorise(self._user, tx)
            narrowed = _narrowed(tx, replace(wanted, area=None))
            found = _counted_on(tx, narrowed, self._known.pop(narrowed, _Counted()))
        self._known[narrowed] = found
        if len(self._known) > MOST_COUNTED:
            del self._known[next(iter(self._known))]
        areas = counted(found.kinds.items())
        return areas, sum(areas.values())


def _counted_on(tx: Transaction, narrowed: audit.Narrowed, before: _Counted) -> _Counted:
    """What was counted before, and what came since."""
    last, seal = chain.head(tx)
    if before.last and chain.seal_of(tx, before.last) != before.seal:
        before = _Counted()
    kinds = Counter(before.kinds)
    kinds.update(dict(audit.kinds(tx, narrowed, before.last)))
    return _Counted(last, seal, kinds)


def _narrowed(tx: Transaction, wanted: AuditFilter) -> audit.Narrowed:
    since = _midnight(tx, wanted.since) if wanted.since else None
    last = wanted.until if wanted.until and wanted.until < date.max else None
    before = _midnight(tx, last + timedelta(days=1)) if last else None
    return audit.Narrowed(wanted.area, wanted.by, since, before, _meant(tx, wanted.text.strip()))


def _midnight(tx: Transaction, on: date) -> datetime | None:
    """When a day begins; None where that lies before or behind all time that is counted."""
    try:
        return datetime.combine(on, time.min, zone(tx)).astimezone(UTC)
    except OverflowError:
        return None


def _meant(tx: Transaction, text: str) -> tuple[Sequence[str], Sequence[int], int | None, str] | None:
    """What some letters mean: vehicles, customers, the number of an entry, a short name."""
    if not text:
        return None
    cars = search.refs(tx, text, "vehicle")[:MOST_MEANT]
    who = [int(each) for each in search.refs(tx, text, PERSON)[:MOST_MEANT]]
    number = int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None
    return tuple(cars), tuple(who), number, text


def rows_of(tx: Transaction, numbers: Sequence[int]) -> dict[int, AuditRow]:
    """Some entries as they are shown, by their numbers."""
    found = audit.entries(tx, numbers)
    cars = {row.vin: row for row in lists.of_vins(tx, sorted({vin for _, vin in found if vin}))}
    who = {number for told, _ in found if (number := _person_of(told))}
    who |= {told.sets.owner for told, _ in found if told.sets.owner}
    names = {number: each.name for number, each in people.some(tx, sorted(who)).items() if each}
    currency = market_in_force(tx).currency
    made = {}
    for told, vin in found:
        car = cars.get(vin) if vin else None
        called = named(car.make, car.model, car.variant) if car else ""
        changes = changes_in(told, currency)
        plate = car.plate or "" if car else ""
        made[told.seq] = AuditRow(told, vin, called, plate, record_of(told), names, changes)
    return made


def _person_of(told: RecordedEvent) -> int | None:
    named_by = told.facts_as(PersonTold).person if isinstance(told.facts.get(PERSON), int) else None
    return told.person or named_by


def changes_in(told: RecordedEvent, currency: str) -> tuple[Change, ...]:
    """The fields of records that an entry says it changed."""
    if "fields" not in told.facts or not told.kind.endswith(".rows_told"):
        return ()
    return tuple(
        change
        for table, rows in told.facts_as(RowsTold).fields.items()
        for fields in rows.values()
        for change in changes_told(fields_called(table), fields, currency)
    )
