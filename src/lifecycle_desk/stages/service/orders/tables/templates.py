"""What is often written, as it is kept under a name: templates of repair orders, and whatever else has a name."""

from typing import Any

import msgspec
from sqlalchemy import Table, TypedColumns, bindparam, delete, insert, select

from lifecycle_desk.stages.service.orders.rules.orders import Job
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import TOLD, table, utc_time, words


class Named[Kept]:
    """The rows of a table with one value under a name; in `column` as JSON, since it is only ever read whole."""

    def __init__(self, table: Table, column: str, kind: type[Kept]) -> None:
        self._column, self._kind, self._dated = column, kind, "changed_at" in table.c
        this = table.c.name == bindparam("called")
        self._all = select(table.c.name, table.c[column]).order_by(table.c.name)
        self._one, self._gone = select(table.c[column]).where(this), delete(table).where(this)
        self._new = insert(table)

    def save(self, tx: Transaction, name: str, kept: Kept) -> None:
        """Keep a value under a name, in place of what was there."""
        tx.write(self._gone, called=name)
        row: dict[str, Any] = {"name": name, self._column: msgspec.json.encode(kept).decode()}
        tx.write(self._new, **row | ({"changed_at": tx.at} if self._dated else {}))

    def drop(self, tx: Transaction, name: str) -> bool:
        """Keep it no longer; whether it was there."""
        return tx.write_counted(self._gone, called=name) > 0

    def one(self, tx: Transaction, name: str) -> Kept | None:
        """What is kept under a name."""
        found = tx.ask(self._one, called=name).scalar()
        return None if found is None else msgspec.json.decode(found, type=self._kind)

    def all(self, tx: Transaction) -> list[tuple[str, Kept]]:
        """All that is kept, by name."""
        return [(name, msgspec.json.decode(kept, type=self._kind)) for name, kept in tx.ask(self._all)]


class TemplateRow(TypedColumns):
    """Jobs that are often written, under a name."""

    name = words(primary_key=True)
    jobs = words()
    changed_at = utc_time()


TEMPLATES = Named(table("order_template", TemplateRow, **{TOLD: True}), "jobs", tuple[Job, ...])
