"""What a store asks of the place where its books lie: all in which a file and a server differ."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.exc import DatabaseError

    from lifecycle_desk.base.objections import Objection
    from lifecycle_desk.store.external_changes import ExternalChanges
    from lifecycle_desk.store.notices import Notices
    from lifecycle_desk.store.store import Transaction


class Backend(Protocol):
    """How one saves and looks there.

    `path` is the file, if it is one; `tells`: what others change is told at once, and need not be looked for.
    """

    path: Path | None
    tells: bool

    @property
    def is_awaited(self) -> bool:
        """Whether another program waits for its turn to write."""

    def turn(self) -> AbstractContextManager[None]:
        """Write within the block, after the programs that came before."""

    def connected(self, engine: "Engine") -> "Connection":
        """A connection to save by."""

    def sent(
        self, connection: "Connection", touched: set[str], /
    ) -> "AbstractContextManager[Callable[[Transaction], None]]":
        """What is written within the block, on its way; gives what commits it."""

    def begun(self, tx: "Transaction", *, any_form: bool) -> None:
        """What a save learns once it holds the lock; raises where it may not go on."""

    def why_not_begun(self, engine: "Engine", error: "DatabaseError", /) -> "Objection | None":
        """A better sentence than the error's own for who waited in vain for the lock."""

    def looked(self, connection: "Connection", /) -> AbstractContextManager[None]:
        """What is asked within the block, on its way."""

    def give_way(self) -> None:
        """Let others write between two transactions of long work."""

    def watch(self, engine: "Engine", hear_link: Callable[[bool], object], /) -> "ExternalChanges | Notices":
        """What learns of others' changes; who hears of the link is told when it breaks and when it is back."""

    def settle_down(self) -> None:
        """Somebody sits before it from now on, and would rather wait than type again."""

    def close(self) -> None:
        """Wait for nothing more."""
