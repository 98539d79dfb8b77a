"""Templates of repair orders as they are kept."""

import msgspec
from sqlalchemy import TypedColumns, bindparam, delete, insert, select

from lifecycle_desk.stages.service.orders.rules.orders import Job
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import TOLD, table, utc_time, words


class TemplateRow(TypedColumns):
    """Jobs that are often written, under a name; as JSON, since a template is only ever read whole."""

    name = words(primary_key=True)
    jobs = words()
    changed_at = utc_time()


TEMPLATE = table("order_template", TemplateRow, **{TOLD: True})

_TEMPLATES = select(TEMPLATE.c.name, TEMPLATE.c.jobs).order_by(TEMPLATE.c.name)
_TEMPLATE = select(TEMPLATE.c.jobs).where(TEMPLATE.c.name == bindparam("called"))
_NO_TEMPLATE, _NEW_TEMPLATE = delete(TEMPLATE).where(TEMPLATE.c.name == bindparam("called")), insert(TEMPLATE)


def keep_template(tx: Transaction, name: str, jobs: tuple[Job, ...]) -> None:
    """Keep jobs under a name, in place of what was there."""
    tx.write(_NO_TEMPLATE, called=name)
    tx.write(_NEW_TEMPLATE, name=name, jobs=msgspec.json.encode(jobs).decode(), changed_at=tx.at)


def drop_template(tx: Transaction, name: str) -> None:
    """Keep them no longer."""
    tx.write(_NO_TEMPLATE, called=name)


def template(tx: Transaction, name: str) -> tuple[Job, ...] | None:
    """The jobs of a template."""
    found = tx.ask(_TEMPLATE, called=name).scalar()
    return None if found is None else msgspec.json.decode(found, type=tuple[Job, ...])


def templates(tx: Transaction) -> list[tuple[str, tuple[Job, ...]]]:
    """All templates, by name."""
    return [(name, msgspec.json.decode(jobs, type=tuple[Job, ...])) for name, jobs in tx.ask(_TEMPLATES)]
