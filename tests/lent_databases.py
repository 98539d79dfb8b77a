"""Databases of the server that are lent to one test after another, and hold what they held whenever they are lent.

To copy one and to take it away again is a thousand files each time; to take away what a test wrote is a few rows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from own_server import copy_database, drop_database
from psycopg import sql

LENDINGS = 100  # after which one is dropped: rows that were deleted take room until then
MOST_WAITING = 3  # of which each takes twelve megabytes; the tests of a file ask for one or two
WAIT = "10s"  # for whoever of a test has not let go by then
TABLES = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
"""
FORM = " UNION ALL ".join(  # of a row the newest transaction that wrote it, so that a change back is seen as well
    f"SELECT count(*), max(xmin::text::bigint) FROM {each}"  # noqa: S608 (of these)
    for each in ("pg_attribute", "pg_class", "pg_constraint", "pg_index", "pg_proc", "pg_trigger")
)
OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@contextmanager
def lent(server: str, template: str) -> Iterator[str]:
    """A database that holds what a template holds, and is nobody else's within the block; gives its name."""
    one = next((each for each in _WAITING if (each.server, each.template) == (server, template)), None)
    if one:
        _WAITING.remove(one)
    else:
        one = _Lent(server, template)
    yield one.name
    if not one.is_as_before():
        one.drop()
        return
    _WAITING.append(one)
    if len(_WAITING) > MOST_WAITING:
        _WAITING.pop(0).drop()


@dataclass
class _Table:
    name: sql.Identifier
    rows: list[bytes]  # as the server copies them


class _Lent:
    """One of them, and a connection of ours into it that stays."""

    def __init__(self, server: str, template: str) -> None:
        self.server, self.template, self.left = server, template, LENDINGS
        self.name = copy_database(server, template)
        self.connection = psycopg.connect(server, dbname=self.name, autocommit=True)
        self.connection.execute(f"SET lock_timeout = '{WAIT}'")
        self.connection.execute("SET session_replication_role = replica")  # what guards rows stands aside
        self.form = self._told(FORM)
        self.held = [_Table(each, self._copied(each)) for each in self._filled()]

    def is_as_before(self) -> bool:
        """Take away what was written; gives whether that was possible: what changed the tables themselves stays."""
        self.left -= 1
        self._told(OTHERS)
        if not self.left or self._told(FORM) != self.form:
            return False
        with self.connection.transaction():
            for name in self._filled():
                self.connection.execute(sql.SQL("DELETE FROM {}").format(name))
            for table in self.held:
                self._put_back(table)
        return True

    def drop(self) -> None:
        self.connection.close()
        drop_database(self.server, self.name)

    def _filled(self) -> list[sql.Identifier]:
        return [sql.Identifier(name) for (name,) in self._told(TABLES)]

    def _told(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()

    def _copied(self, name: sql.Identifier) -> list[bytes]:
        with self.connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(name)) as copy:
            return [bytes(each) for each in copy]

    def _put_back(self, table: _Table) -> None:
        with self.connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(table.name)) as copy:
            for each in table.rows:
                copy.write(each)


_WAITING: list[_Lent] = []  # the one that was lent last comes last
