"""The dealer's own rules of warranty, as they are kept: dated data beside the published ones."""

from typing import Any

import msgspec
from sqlalchemy import TypedColumns, bindparam, delete, insert, select

from lifecycle_desk.store.store import Work
from lifecycle_desk.store.types import TOLD, table, words


class CoverRuleRow(TypedColumns):
    """One rule by its name, as the entry of a file of rules holds it."""

    name = words(primary_key=True)
    said = words()


COVER_RULE = table("cover_rule", CoverRuleRow, **{TOLD: True})

_THIS = COVER_RULE.c.name == bindparam("of")
_NEW, _GONE = insert(COVER_RULE), delete(COVER_RULE).where(_THIS)
_ALL = select(COVER_RULE.c.said).order_by(COVER_RULE.c.name)


def keep_rule(work: Work, name: str, entry: dict[str, Any]) -> None:
    """Keep a rule; it replaces the one of that name."""
    work.write(_GONE, of=name)
    work.write(_NEW, name=name, said=msgspec.json.encode(entry).decode())


def drop_rule(work: Work, name: str) -> bool:
    """Keep a rule no longer; whether it was there."""
    return work.write(_GONE, of=name) > 0


def own_rules(work: Work) -> list[dict[str, Any]]:
    """All own rules as entries, by name."""
    return [msgspec.json.decode(said) for said in work.ask(_ALL).scalars()]
