"""How a seat saves at a server and looks into it: few round trips, other seats told, and no doubt what was saved."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy.exc import DBAPIError, OperationalError

from lifecycle_desk.store import notices, saved_requests
from lifecycle_desk.store.foresight import Foresight
from lifecycle_desk.store.pipeline import pipelined
from lifecycle_desk.store.refusals import LinkLost, SaveUnknown
from lifecycle_desk.store.under_lock import being_updated, moment_of_save

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.exc import DatabaseError

    from lifecycle_desk.base.objections import Objection
    from lifecycle_desk.store.store import Transaction

ASK_AGAIN = 0.2  # seconds between two tries to reach a server that is away
PATIENCE_WITH_LINK, PATIENCE_AT_DESK = 15.0, 900.0  # seconds that a save waits for a server that is away
THINNED_EVERY = 500  # saves


class AtServer:
    """The saves and looks of one seat at the address `where`.

    `mark` is how other seats know it, `patience` how many seconds it waits for the server.
    """

    path: Path | None = None
    is_awaited = False  # a server queues by itself, and tells nobody that another seat waits
    tells = True  # what others change

    def __init__(self, where: str, mark: str) -> None:
        self.where, self.mark, self.patience = where, mark, PATIENCE_WITH_LINK
        self._foresight, self._closing = Foresight(), Event()
        self._count = 0

    def turn(self) -> AbstractContextManager[None]:
        """Nothing to wait for here: the server's lock is a queue."""
        return nullcontext()

    def connected(self, engine: "Engine") -> "Connection":
        """A connection to save by; a server that does not answer is asked again for a while."""
        until = monotonic() + self.patience
        while True:
            try:
                return engine.connect()
            except OperationalError:
                if self._gives_up(until):
                    raise

    @contextmanager
    def sent(self, connection: "Connection", touched: set[str]) -> "Iterator[Callable[[Transaction], None]]":
        """What is written within the block, on its way to the server; gives what commits it."""
        with pipelined(connection, self._foresight, touched) as pipeline:

            def commit(tx: "Transaction") -> None:
                token = uuid4().hex
                if touched:
                    notices.tell(connection, self.mark, touched)
                    self._note(tx, token)
                try:
                    pipeline.commit()
                except DBAPIError as error:
                    if not pipeline.is_broken:
                        raise
                    pipeline.give_up()
                    connection.invalidate()
                    if not self._was_saved(connection.engine, token):
                        raise LinkLost from error
                    connection.rollback()  # of a connection that is gone: the library asks for it
                    return
                connection.commit()  # which the library has still to hear, and the server not again

            yield commit

    def begun(self, tx: "Transaction", *, any_form: bool) -> None:
        """The lock is held: the moment of the save is the server's, and its books may be of a newer form now."""
        tx.at, odd = moment_of_save(tx.connection, self.where, any_form=any_form)
        tx.note(odd)

    def why_not_begun(self, engine: "Engine", error: "DatabaseError") -> "Objection | None":
        """The sentence for who waited in vain for the lock; None where nothing better is known than the error."""
        return being_updated(engine, error)

    @contextmanager
    def looked(self, connection: "Connection") -> Iterator[None]:
        """What is asked within the block, with few round trips; nothing is foreseen where nothing is locked."""
        with pipelined(connection, Foresight(), set()) as pipeline:
            yield
            pipeline.end_looking()

    def give_way(self) -> None:
        """A server's writers queue: who waits comes next without a gap."""

    def watch(self, engine: "Engine", hear_link: Callable[[bool], object]) -> notices.Notices:
        """What hears which tables other seats changed, and whether the link holds."""
        return notices.Notices(engine, self.mark, hear_link)

    def settle_down(self) -> None:
        """Somebody sits before it, sees that the server is away, and would rather wait than type again."""
        self.patience = PATIENCE_AT_DESK

    def close(self) -> None:
        """Wait for the server no longer."""
        self._closing.set()

    def _note(self, tx: "Transaction", token: str) -> None:
        saved_requests.note(tx, token)
        self._count += 1
        if self._count % THINNED_EVERY == 1:
            saved_requests.thin(tx)

    def _was_saved(self, engine: "Engine", token: str) -> bool:
        """Ask a server that broke off at the end of a save whether it was saved, until it answers."""
        until = monotonic() + self.patience
        while True:
            try:
                return saved_requests.was_saved(engine, token)
            except DBAPIError as error:
                if self._gives_up(until):
                    raise SaveUnknown from error

    def _gives_up(self, until: float) -> bool:
        """Whether somebody has waited long enough; else it has waited a little."""
        return monotonic() > until or self._closing.wait(ASK_AGAIN)
