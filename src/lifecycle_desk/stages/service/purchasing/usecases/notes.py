"""Taking a supplier's delivery note in: each row held against what is on order, then all received in one transaction.

A note that came before changes nothing: its rows are known, by the supplier and the number of the note.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.stages.service.catalogue.tables import entries as catalogue
from lifecycle_desk.stages.service.purchasing.rules.notes import LineName, Matched, NoteRow, matched
from lifecycle_desk.stages.service.purchasing.tables import prices as price_rows
from lifecycle_desk.stages.service.purchasing.tables import purchases as rows
from lifecycle_desk.stages.service.purchasing.tables import suppliers as supplier_rows
from lifecycle_desk.stages.service.purchasing.usecases.receiving import receive_parts
from lifecycle_desk.stages.service.purchasing.usecases.requests import PartReceived, ReceiveParts
from lifecycle_desk.stages.service.purchasing.usecases.whole_files import RowsTaken, taken_whole
from lifecycle_desk.store.store import Transaction


def take_note(user: UserSession, given: Sequence[NoteRow], *, dry_run: bool, skip_refused: bool) -> Result[RowsTaken]:
    """Receive the rows of a delivery note."""
    return taken_whole(user, lambda tx, taken: _take(tx, given, taken), dry_run=dry_run, skip_refused=skip_refused)


def _take(tx: Transaction, given: Sequence[NoteRow], taken: RowsTaken) -> None:
    names = {each.number: each.name for each in supplier_rows.every(tx)}
    purchases = [each for number in names for each in rows.open_of(tx, number)]
    superseded = {**price_rows.replaced(tx), **catalogue.replaced(tx)}
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


def _receive(tx: Transaction, some: Sequence[Matched], taken: RowsTaken) -> None:
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
