"""The dealer's own rules of warranty, as they are kept: dated data beside the published ones."""

from typing import Any

import msgspec
from sqlalchemy import TypedColumns, bindparam, delete, insert, select

from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import TOLD, table, words


class CoverRuleRow(TypedColumns):
    """One rule by its name, as the entry of a file of rules holds it."""

    name = words(primary_key=True)
    said = words()


COVER_RULE = table("cover_rule", CoverRuleRow, **{TOLD: True})

_THIS = COVER_RULE.c.name == bindparam("of")
_NEW, _GONE = insert(COVER_RULE), delete(COVER_RULE).where(_THIS)
_ALL = select(COVER_RULE.c.said).order_by(COVER_RULE.c.name)


def save_rule(tx: Transaction, name: str, entry: dict[str, Any]) -> None:
    """Keep a rule; it replaces the one of that name."""
    tx.write(_GONE, of=name)
    tx.write(_NEW, name=name, said=msgspec.json.encode(entry).decode())


def drop_rule(tx: Transaction, name: str) -> bool:
    """Keep a rule no longer; whether it was there."""
    return tx.write_counted(_GONE, of=name) > 0


def own_rules(tx: Transaction) -> list[dict[str, Any]]:
    """All own rules as entries, by name."""
    return [msgspec.json.decode(said) for said in tx.ask(_ALL).scalars()]
