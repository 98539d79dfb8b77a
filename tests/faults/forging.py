"""Somebody with the file and a tool of his own."""

from pathlib import Path
from typing import Any, Self

from sqlcipher3 import dbapi2

from lifecycle_desk.trust.chain import START, seal

EVERY_GUARD = ("event_no_update", "event_no_delete", "signed_head_no_update", "signed_head_no_delete")


class Forger:
    """Somebody with the file and a tool: guards are taken away first and put back afterwards; none is missed."""

    def __init__(self, store: Path) -> None:
        self.raw = dbapi2.connect(str(store), isolation_level=None)

    def __enter__(self) -> Self:
        self.guards = [
            self.raw.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()[0]
            for name in EVERY_GUARD
        ]
        for name in EVERY_GUARD:
            self.raw.execute(f"DROP TRIGGER {name}")
        return self

    def __exit__(self, *_error: object) -> None:
        for sql in self.guards:
            self.raw.execute(sql)
        self.raw.close()

    def row(self, seq: int) -> tuple[Any, ...]:
        row: tuple[Any, ...] = self.raw.execute("SELECT * FROM event WHERE seq = ?", (seq,)).fetchone()
        return row

    def do(self, statement: str, *given: Any) -> None:
        self.raw.execute(statement, given)

    def put(self, row: tuple[Any, ...]) -> None:
        marks = ", ".join("?" * len(row))
        self.do(f"INSERT OR REPLACE INTO event VALUES ({marks})", *row)  # noqa: S608 (question marks)

    def seal_anew(self, first: int) -> None:
        """Every seal from an event on, as if nothing had happened."""
        heads: dict[str, bytes] = {}
        previous = START
        rows = self.raw.execute("SELECT seq, vin, body, personal, seal FROM event ORDER BY seq").fetchall()
        for seq, vin, body, personal, kept in rows:
            new = seal(previous, heads.get(vin or "", START), body.encode(), personal or b"") if seq >= first else kept
            self.do("UPDATE event SET seal = ? WHERE seq = ?", new, seq)
            previous = heads[vin or ""] = new
