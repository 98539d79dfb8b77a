"""Notices: a server tells each seat at once which tables another seat's commit changed.

Every commit of a store names its tables on a channel of that store alone. The sender is known by a mark, so nobody
hears of what he wrote himself. A seat waits on the socket: it costs nothing until something comes.
"""

import selectors
import socket
from collections.abc import Callable
from contextlib import suppress
from itertools import chain, repeat
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy.exc import DBAPIError

from lifecycle_desk.store.open_places import OpenPlaces
from lifecycle_desk.store.types import KEPT

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

MOST = 7_900  # bytes that the server takes with one notice, less some
EVERYTHING = "*"  # where the names are more than that
_CHANNEL = "'ldk_' || md5(current_schema())"  # a schema's name alone may be as long as a channel's may be
_WORDS = "'ldw_' || md5(current_schema())"  # what seats say to each other
_TELL = f"SELECT pg_notify({_CHANNEL}, %s)"
PAUSES = (0.2, 0.5, 1.0, 2.0)  # seconds between two tries to come back; the last for as long as it takes


def tell(connection: "Connection", mark: str, tables: set[str]) -> None:
    """Let all other seats hear, once this transaction commits, which tables it changed."""
    said = f"{mark} {' '.join(sorted(tables))}"
    connection.exec_driver_sql(_TELL, (said if len(said.encode()) <= MOST else f"{mark} {EVERYTHING}",))


class Notices:
    """Hears what other seats of a server wrote, by a connection of its own."""

    def __init__(self, engine: "Engine", mark: str, link: Callable[[bool], object]) -> None:
        self._engine, self._mark, self._link = engine, mark, link
        # What tells that the link is gone; ValueError: no socket is left.
        self._broken = (DBAPIError, engine.dialect.loaded_dbapi.Error, OSError, ValueError)
        self._asking, self._closed = Lock(), Event()
        self._heard: set[str] = set()
        self._words, self._spoken = "", list[str]()
        self.places = OpenPlaces(mark, self._say)
        self._wake, self._woken = socket.socketpair()
        self._connection: Any = None  # until somebody asks or waits

    def _listen(self) -> None:
        lent = self._engine.raw_connection()
        connection = cast("Any", lent.driver_connection)
        lent.detach()  # no part of the pool: it stays until the end
        connection.autocommit = True
        connection.add_notify_handler(self._hear)
        channel, self._words = connection.execute(f"SELECT {_CHANNEL}, {_WORDS}").fetchone()
        for each in (channel, self._words):
            connection.execute(f'LISTEN "{each}"')
        self._connection = connection

    def _say(self, word: str) -> None:
        """Say something to all seats, by a connection that nobody listens on; a server that is away tells nobody."""
        with suppress(*self._broken), self._engine.connect() as connection:
            connection.exec_driver_sql(f"SELECT pg_notify({_WORDS}, %s)", (word,))
            connection.commit()

    def _hear(self, notice: Any) -> None:
        if notice.channel == self._words:
            self._spoken.append(notice.payload)
            return
        mark, *tables = notice.payload.split()
        if mark != self._mark:
            self._heard |= set(KEPT.tables) if EVERYTHING in tables else set(tables)

    def before_own(self) -> None:
        """Nothing is to be taken off: one's own word is known by its mark."""

    def after_own(self) -> None:
        """The same."""

    def changed(self) -> frozenset[str]:
        """The tables that somebody else has changed since this was asked before; all where nobody knows."""
        with self._asking:
            if self._connection is None:
                self._listen()
            try:
                self._connection.execute("SELECT 1")  # what was told before this is here when it is answered
            except self._engine.dialect.loaded_dbapi.Error:
                self._listen()
                return frozenset(KEPT.tables)
            return self._taken()

    def wait(self) -> frozenset[str] | None:
        """Wait until somebody else has changed something, and give these tables; None once this is closed."""
        while not self._closed.is_set():
            try:
                with self._asking:  # who asks at the same time may have begun it; of two the first would be unheard
                    if self._connection is None:
                        self._listen()
                self._wait_for_socket()
                with self._asking:
                    if self._closed.is_set():
                        break
                    self._read_socket()
                    found, spoken = self._taken(), self._spoken
                    self._spoken = []
                for each in spoken:  # outside the lock: whoever hears it may answer
                    self.places.hear(each)
                if found:
                    return found
            except self._broken:
                if self._come_back():
                    return frozenset(KEPT.tables)
        return None

    def close(self) -> None:
        """Hear no more; whoever waits is told."""
        self._closed.set()
        with suppress(OSError):
            self._wake.send(b".")
        with self._asking:
            if self._connection is not None:
                self._connection.close()

    def _wait_for_socket(self) -> None:
        with selectors.DefaultSelector() as either:
            either.register(self._connection.fileno(), selectors.EVENT_READ)
            either.register(self._woken, selectors.EVENT_READ)
            either.select()

    def _read_socket(self) -> None:
        """Read what lies in the socket, without a word to the server."""
        driver = self._connection.pgconn
        driver.consume_input()
        while notice := driver.notifies():
            driver.notify_handler(notice)

    def _taken(self) -> frozenset[str]:
        found = frozenset(self._heard)
        self._heard.clear()
        return found

    def _come_back(self) -> bool:
        """Try until the server answers again; False where this is closed before. Whoever asked for it hears of both."""
        if not self._closed.is_set():
            self._link(False)
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            if self._closed.wait(pause):
                break
            with self._asking, suppress(*self._broken):
                self._listen()
                self._link(True)
                return True
        return False
