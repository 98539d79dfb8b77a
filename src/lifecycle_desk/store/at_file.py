"""How one saves into a file and looks into it: programs queue beside it, and nobody tells what others wrote."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from lifecycle_desk.store.turns import Turns

if TYPE_CHECKING:  # the library is loaded once the first picture is painted
    from sqlalchemy import Connection, Engine
    from sqlalchemy.exc import DatabaseError

    from lifecycle_desk.base.objections import Objection
    from lifecycle_desk.store.external_changes import ExternalChanges
    from lifecycle_desk.store.store import Transaction

GAP = 0.03  # seconds: SQLite's waiters look again every 25 ms at first, so a shorter one may pass unseen for ever


class AtFile:
    """The saves and looks of one program in the file at `path`."""

    tells = False  # what others change is seen by looking

    def __init__(self, path: Path) -> None:
        self.path: Path | None = path
        self._turns = Turns(path)

    def turn(self) -> AbstractContextManager[None]:
        """Write within the block, after the programs that came before."""
        return self._turns.taken()

    @property
    def is_awaited(self) -> bool:
        """Whether another program waits for its turn."""
        return self._turns.is_awaited

    def connected(self, engine: "Engine") -> "Connection":
        """A connection to save by."""
        return engine.connect()

    @contextmanager
    def sent(self, connection: "Connection", _touched: set[str]) -> "Iterator[Callable[[Transaction], None]]":
        """What is written within the block; gives what commits it."""
        yield lambda _: connection.commit()

    def begun(self, tx: "Transaction", *, any_form: bool) -> None:
        """The lock is held; who has a file open knows its form, and the time is this computer's."""

    def why_not_begun(self, _engine: "Engine", _error: "DatabaseError") -> "Objection | None":
        """A file says itself why it cannot be written."""
        return None

    def looked(self, _connection: "Connection") -> AbstractContextManager[None]:
        """What is asked within the block."""
        return nullcontext()

    def give_way(self) -> None:
        """Leave a gap in which who waits comes to write."""
        sleep(GAP)

    def watch(self, engine: "Engine", _hear_link: Callable[[bool], object]) -> "ExternalChanges":
        """What sees that another program has written."""
        from lifecycle_desk.store.external_changes import ExternalChanges

        return ExternalChanges(engine)

    def settle_down(self) -> None:
        """Somebody sits before it: a file is there or it is not."""

    def close(self) -> None:
        """Nothing is held open between two saves."""
