"""Taking a supplier's delivery note in: each row held against what is on order, then all received in one transaction.

A note that came before changes nothing: its rows are known, by the supplier and the number of the note.
"""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.stages.service.catalogue.tables import entries as catalogue
from lifecycle_desk.stages.service.purchasing.rules.notes import LineName, Matched, NoteRow, matched
from lifecycle_desk.stages.service.purchasing.rules.rights import PARTS_ORDER
from lifecycle_desk.stages.service.purchasing.tables import purchases as rows
from lifecycle_desk.stages.service.purchasing.tables import suppliers as supplier_rows
from lifecycle_desk.stages.service.purchasing.usecases.receiving import receive_parts
from lifecycle_desk.stages.service.purchasing.usecases.requests import PartReceived, ReceiveParts
from lifecycle_desk.store.store import Transaction


class _OnlyTried(Exception):  # noqa: N818 (it takes a transaction back, and is no error)
    """Nothing is to be written."""


@dataclass
class NoteTaken:
    """What came of the rows: new, known from before, or refused."""

    new: int = 0
    known: int = 0
    refused: list[Refused] = field(default_factory=list)


def take_note(user: UserSession, given: Sequence[NoteRow], *, dry_run: bool, skip_refused: bool) -> Result[NoteTaken]:
    """Take rows in; nothing is written where one is refused, unless the good ones are wanted."""
    taken, warnings = NoteTaken(), list[Objection]()
    with suppress(_OnlyTried), user.writing() as tx:
        for right in (IMPORT, PARTS_ORDER):
            user.authorise(tx, right)
        _take(tx, given, taken)
        warnings += tx.warnings
        _keep_only(wanted=not dry_run and (skip_refused or not taken.refused))
    return Result(taken, tuple(warnings))


def _keep_only(*, wanted: bool) -> None:
    """Take the transaction back where nothing is to be written."""
    if not wanted:
        raise _OnlyTried


def _take(tx: Transaction, given: Sequence[NoteRow], taken: NoteTaken) -> None:
    names = {each.number: each.name for each in supplier_rows.every(tx)}
    purchases = [each for number in names for each in rows.open_of(tx, number)]
    superseded = catalogue.replaced(tx)
    numbers = {name: number for number, name in names.items()}
    brought = defaultdict[LineName, Decimal](Decimal)
    notes = defaultdict[tuple[int, str], list[Matched]](list)
    for row in given:
        if _came_before(tx, row, numbers, names):
            taken.known += 1
            continue
        try:
            found = matched(row, purchases, names, brought, superseded)
        except Objection as refused:
            taken.refused.append(Refused(row.at, refused.at, refused))
            continue
        for each in found:
            brought[each.purchase.key, each.line.id] += each.quantity
        notes[found[0].purchase.supplier, row.note].extend(found)
        taken.new += 1
    for some in notes.values():
        _receive(tx, some, taken)


def _came_before(tx: Transaction, row: NoteRow, numbers: dict[str, int], names: dict[int, str]) -> bool:
    """Whether the note came before, from the supplier whom the row names, directly or by the purchase order."""
    named = [numbers[row.supplier]] if row.supplier in numbers else _of_purchase(tx, row) or list(names)
    return any(rows.by_note(tx, each, row.note) for each in named)


def _of_purchase(tx: Transaction, row: NoteRow) -> list[int]:
    try:
        return [rows.purchase(tx, row.purchase).supplier] if row.purchase else []
    except Objection:
        return []


def _receive(tx: Transaction, some: Sequence[Matched], taken: NoteTaken) -> None:
    """Receive the rows of one note; where that refuses, none of its rows is new."""
    serials = {each.row.at: list(each.row.serials) for each in some}
    parts = tuple(
        PartReceived(
            order=each.purchase.number,
            line=each.line.id,
            quantity=each.quantity,
            code=each.row.code if not each.line.is_called(each.row.code) else "",
            price=each.row.price,
            unit_cost=each.row.cost,
            place=each.row.place,
            batch=each.row.batch,
            serials=_own_serials(serials[each.row.at], each),
        )
        for each in some
    )
    first = some[0].row
    try:
        receive_parts.does(tx, ReceiveParts(parts=parts, note=first.note, on=first.on))
    except Objection as refused:
        own = {each.row.at for each in some}
        taken.new -= len(own)
        taken.refused += [Refused(at, None, refused) for at in sorted(own)]


def _own_serials(left: list[str], of: Matched) -> tuple[str, ...]:
    """The serial numbers of a line's share of a row; the last share has all that are left, and so has a fault."""
    whole = of.quantity < of.row.quantity and not of.quantity % 1
    many = int(of.quantity) if whole and len(left) > of.quantity else len(left)
    own, left[:] = tuple(left[:many]), left[many:]
    return own
