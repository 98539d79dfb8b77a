"""Settings of a dealer's books on a server that all seats read and the owner of the tables alone can change.

They stand as the comment of a table: PostgreSQL lets nobody but the owner write one, so a seat's login cannot turn the
others' documents elsewhere. A restore leaves comments out: books that were put back begin with the usual settings.
"""

import json
from typing import Any

from sqlalchemy import text

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.store.server_rights import may_migrate
from lifecycle_desk.store.store import Transaction

TABLE = "document_piece"
FORMAT = "lifecycle-desk/settings"
_READ = text(f"SELECT obj_description('{TABLE}'::regclass, 'pg_class')")

OwnerAloneSets = objection(
    "OwnerAloneSets", N_("Only %(owner)s, which owns the tables, can change this for everybody."), owner=str
)


def server_settings(tx: Transaction) -> dict[str, Any]:
    """The settings by their names; nothing where none were made, or somebody wrote another comment."""
    if FORMAT not in tx.known:
        tx.known[FORMAT] = _parsed(tx.connection.scalar(_READ))
    found: dict[str, Any] = tx.known[FORMAT]
    return found


def save_server_settings(tx: Transaction, **changed: Any) -> None:
    """Change some settings; None takes one away. Refuses a login that may not."""
    may, owner = may_migrate(tx.connection)
    if not may:
        raise OwnerAloneSets(owner)
    told = {name: value for name, value in (server_settings(tx) | changed).items() if value is not None}
    written = json.dumps({"format": FORMAT} | told, sort_keys=True, ensure_ascii=False) if told else ""
    tx.connection.exec_driver_sql(f"COMMENT ON TABLE {TABLE} IS {_quoted(written)}")
    tx.known[FORMAT] = told
    tx.touched.add(TABLE)  # the other seats are told, and show it anew


def _parsed(written: str | None) -> dict[str, Any]:
    try:
        told = json.loads(written or "{}")
    except ValueError:
        return {}
    if not isinstance(told, dict) or told.pop("format", FORMAT) != FORMAT:
        return {}
    return told


def _quoted(written: str) -> str:
    """A text as a statement has it that takes no parameters."""
    doubled = written.replace("\\", "\\\\").replace("'", "''").replace("%", "%%")
    return f"E'{doubled}'"
