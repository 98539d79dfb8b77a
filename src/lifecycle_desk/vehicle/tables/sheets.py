"""Sheets in work: a draft of what will be told of a car, as JSON, one a car; each kind of sheet has its own table."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Table, TypedColumns, bindparam, delete, insert, select

from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import maybe_words, of_vehicle, table, utc_time, words


class SheetRow(TypedColumns):
    """A sheet in work, and by whom it was saved last."""

    vin = of_vehicle(primary_key=True)
    body = words()
    at = utc_time()
    by = maybe_words()


class Sheets:
    """The sheets in work of one kind; what is asked once they are finished is all that they hold."""

    def __init__(self, name: str) -> None:
        self.table: Table[SheetRow] = table(name, SheetRow)
        of = self.table.c.vin == bindparam("of")
        self._body, self._gone = select(self.table.c.body).where(of), delete(self.table).where(of)
        self._new = insert(self.table)
        self._among = select(self.table.c.vin).where(self.table.c.vin.in_(bindparam("vins", expanding=True)))

    def sheet[Asked](self, tx: Transaction, vin: str, request: type[Asked]) -> Asked | None:
        """The sheet in work of a car."""
        body = tx.ask(self._body, of=vin).scalar()
        return msgspec.json.decode(body, type=request) if body else None

    def begun(self, tx: Transaction, vins: Sequence[str]) -> set[str]:
        """Which of some cars have a sheet in work."""
        return set(tx.ask(self._among, vins=vins).scalars())

    def save(self, tx: Transaction, vin: str, asked: object) -> None:
        """Save the sheet in work of a car."""
        self.drop(tx, vin)
        tx.write(self._new, vin=vin, body=msgspec.json.encode(asked).decode(), at=tx.at, by=tx.by)

    def drop(self, tx: Transaction, vin: str) -> None:
        """Put the sheet of a car away: it is finished."""
        tx.write(self._gone, of=vin)
