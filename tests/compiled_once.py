"""Statements that are compiled once in each process of a run, whichever store asks them.

SQLAlchemy keeps what it has compiled with each engine, and knows it by the engine's dialect. The program has one store
open all day; each test opens its own, and a third of its time went into compiling the same statements again.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy import create_engine as create
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from lifecycle_desk.store import engine

_COMPILED: LRUCache[Any, Any] = LRUCache(5_000)


def share() -> None:
    """Let all engines of this process keep what they compile in one place: a database has one dialect."""
    for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        dialect.__hash__ = lambda self: hash(type(self))
        dialect.__eq__ = lambda self, other: type(self) is type(other)
    engine.create_engine = _create


def _create(*asked: Any, **how: Any) -> Engine:
    made = create(*asked, **how)
    made._compiled_cache = _COMPILED
    return made
