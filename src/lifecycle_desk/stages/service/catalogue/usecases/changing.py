"""Changing the catalogue: entries saved and withdrawn, files poured in, and each change undone as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Command, UserSession, command, command_by_parts
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.catalogue.rules.entries import (
    CATALOGUE_EDIT,
    CatalogueEntry,
    ChangedSince,
    ChangeUnknown,
    EntryUnknown,
    chain,
    tidied,
)
from lifecycle_desk.stages.service.catalogue.rules.events import CatalogueEvent, CatalogueTold
from lifecycle_desk.stages.service.catalogue.tables import changes, index
from lifecycle_desk.stages.service.catalogue.tables import entries as entry_rows
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases.recording import record_event

UNDOING = N_("Undo last catalogue change or import")
TOLD_AT_MOST = 100  # codes in one event; a file is told by its SHA-256


@dataclass(frozen=True, slots=True)
class SaveCatalogue:
    """Entries that are kept in place of those of the same kind and code."""

    entries: tuple[CatalogueEntry, ...]


@dataclass(frozen=True, slots=True)
class WithdrawEntry:
    """An entry that is offered no more; its number stays, and so do its prices."""

    kind: LineKind
    code: str


@dataclass(frozen=True, slots=True)
class UndoCatalogue:
    """The number of a change, as saving answers it; without one the last that stands, such as a file just imported."""

    change: int | None = None


@dataclass(frozen=True, slots=True)
class CatalogueChanged:
    """A change by its number, and how many entries were new, changed and known as they are."""

    change: int
    new: int = 0
    changed: int = 0
    known: int = 0


def _undone(made: CatalogueChanged) -> tuple[Command[Any, Any], UndoCatalogue] | None:
    return (undo_catalogue, UndoCatalogue(made.change)) if made.new or made.changed else None


@command(CATALOGUE_EDIT, _undone)
def save_catalogue(tx: Transaction, asked: SaveCatalogue) -> CatalogueChanged:
    """Save labour operations and parts of the catalogue: all of them or none."""
    made = list[CatalogueEntry]()
    replaced = entry_rows.replaced(tx)
    for at, given in enumerate(asked.entries):
        try:
            entry = tidied(given)
            _check_chain(entry, replaced)
        except Objection as why:
            raise why.at_field(f"entries[{at}].{why.at}") from None
        made.append(entry)
    change = changes.begin_change(tx, CatalogueEvent.SAVED.value)
    counted = put(tx, change, made)
    codes = tuple(each.code for each in made)[:TOLD_AT_MOST]
    record_event(tx, Event(None, today(tx), CatalogueEvent.SAVED.value, _facts(CatalogueTold(change, codes))))
    return counted


@command(CATALOGUE_EDIT, _undone)
def withdraw_catalogue_entry(tx: Transaction, asked: WithdrawEntry) -> CatalogueChanged:
    """Withdraw an entry of the catalogue: it is offered no more, and orders that name it stay as they are."""
    _, entry = known(tx, asked.kind, asked.code)
    change = changes.begin_change(tx, CatalogueEvent.WITHDRAWN.value)
    counted = put(tx, change, [replace(entry, withdrawn=True)])
    told = CatalogueTold(change, (entry.code,))
    record_event(tx, Event(None, today(tx), CatalogueEvent.WITHDRAWN.value, _facts(told)))
    return counted


@command_by_parts(CATALOGUE_EDIT, UNDOING)
def undo_catalogue(user: UserSession, asked: UndoCatalogue) -> Steps[CatalogueChanged]:
    """Undo a change of the catalogue as a whole: a file that came in, or what was saved in one go."""
    with user.store.reading() as tx:
        change = asked.change or changes.last_change(tx)
        _standing(tx, change)
        _refuse_changed(tx, changes.changed_later(tx, change))
        count = changes.count_before(tx, change)
    removed, restored, is_over = 0, 0, False
    while not is_over:
        with user.writing() as tx:
            some, is_over = _undo_some(tx, change)
        gone = sum(entry is None for _, entry in some)
        removed, restored = removed + gone, restored + len(some) - gone
        yield Step(removed + restored, count)
    return CatalogueChanged(change, removed, restored)


def _undo_some(tx: Transaction, change: int) -> tuple[list[tuple[int, CatalogueEntry | None]], bool]:
    """Undo the next entries of a change, and forget how they were; with the last of them the change is undone.

    The last ones stay remembered: their numbers are the highest, which no entry may have again.
    """
    found, some = _standing(tx, change), changes.before(tx, change)
    numbers = [number for number, _ in some]
    _refuse_changed(tx, changes.changed_later(tx, change, numbers))
    entry_rows.save(tx, [(number, entry) for number, entry in some if entry], numbers)
    if changes.has_more(tx, change, numbers[-1] if numbers else 0):
        changes.forget(tx, change, numbers)
        return some, False
    changes.mark_undone(tx, change)
    told = CatalogueTold(change, file=found.file)
    record_event(tx, Event(None, today(tx), CatalogueEvent.UNDONE.value, _facts(told)))
    return some, True


def _standing(tx: Transaction, change: int) -> Any:
    """A change that was not undone; refuses any other."""
    found = changes.change(tx, change)
    if found is None or found.undone:
        raise ChangeUnknown(change)
    return found


def _refuse_changed(tx: Transaction, later: int | None) -> None:
    if later is not None:
        raise ChangedSince(entry_rows.by_numbers(tx, [later])[later].code)


def begin_import(tx: Transaction, file: str, sha256: str) -> int:
    """Begin to take a file in: one change, however many transactions pour it; the event seals the file's digest."""
    change = changes.begin_change(tx, CatalogueEvent.IMPORTED.value, file)
    told = CatalogueTold(change, file=file, sha256=sha256)
    record_event(tx, Event(None, today(tx), CatalogueEvent.IMPORTED.value, _facts(told)))
    return change


def put(tx: Transaction, change: int | None, entries: Sequence[CatalogueEntry]) -> CatalogueChanged:
    """Keep some entries as part of a change; without one they are only counted."""
    there = entry_rows.by_keys(tx, (each.key for each in entries))
    number, known_as_is = entry_rows.next_number(tx), 0
    before, after = list[tuple[int, CatalogueEntry | None]](), list[tuple[int, CatalogueEntry]]()
    for entry in entries:
        own, was = there.get((str(entry.kind), entry.key), (number, None))
        if was == entry:
            known_as_is += 1
            continue
        number += was is None
        before.append((own, was))
        after.append((own, entry))
    if change is not None and after:
        changes.remember(tx, change, before)
        entry_rows.save(tx, after, [number for number, was in before if was])
    new = sum(was is None for _, was in before)
    return CatalogueChanged(change or 0, new, len(before) - new, known_as_is)


def known(tx: Transaction, kind: LineKind, code: str) -> tuple[int, CatalogueEntry]:
    """An entry with its number; refuses a code that there is not."""
    key = CatalogueEntry(kind=kind, code=code).key
    found = entry_rows.by_keys(tx, (key,)).get((str(kind), key))
    if found is None:
        raise EntryUnknown(code)
    return found


def entry_of(user: UserSession, kind: LineKind, code: str) -> CatalogueEntry:
    """An entry, for who looks."""
    with user.store.reading() as tx:
        return known(tx, kind, code)[1]


def _check_chain(entry: CatalogueEntry, replaced: dict[str, str]) -> None:
    if entry.kind is LineKind.PART:
        replaced[entry.key] = entry.replaced_by
        chain(entry.code, replaced)


def check_chains(tx: Transaction, changed: Mapping[str, str], codes: Mapping[str, str]) -> dict[str, Objection]:
    """What is wrong with the supersessions of a file: its keys to the numbers that follow, and to their spelling."""
    replaced, wrong = {**entry_rows.replaced(tx), **changed}, dict[str, Objection]()
    for key, after in changed.items():
        if after:
            try:
                chain(codes[key], replaced)
            except Objection as why:
                wrong[key] = why
    return wrong


def _facts(told: CatalogueTold) -> dict[str, Any]:
    return {name: value for name, value in asdict(told).items() if value}


search.on_index_all(index.index_all)

COMMANDS: tuple[Command[Any, Any], ...] = (save_catalogue, withdraw_catalogue_entry, undo_catalogue)
