"""Saved requests: a token of each save at a server, so that one whose answer was lost is known to be saved or not.

A link may be cut, or a server end, after COMMIT was sent and before its answer came. The token was written in the same
transaction: once the server answers again, it tells. Whoever asked is answered as ever, and nothing is saved twice.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import TypedColumns, bindparam, delete, insert, select

from lifecycle_desk.store.types import DERIVED, maybe_whole, table, utc_time, words

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from lifecycle_desk.store.store import Transaction


class SavedRequest(TypedColumns):
    """A save: its token, and the first and last number of the events that it told, if it told any."""

    token = words(primary_key=True)
    first_seq = maybe_whole()
    last_seq = maybe_whole()
    at = utc_time()


SAVED_REQUEST = table("saved_request", SavedRequest, **{DERIVED: True})
KEPT_FOR = timedelta(days=3)  # nobody waits for an answer so long
_NEW = insert(SAVED_REQUEST)
_ONE = select(SAVED_REQUEST.c.token).where(SAVED_REQUEST.c.token == bindparam("which"))
_BEGINNING = select(SAVED_REQUEST.c.token, SAVED_REQUEST.c.at).where(
    SAVED_REQUEST.c.token.startswith(bindparam("words"), autoescape=False)
)
_OLD = delete(SAVED_REQUEST).where(SAVED_REQUEST.c.at < bindparam("than"))


def note(tx: "Transaction", token: str) -> None:
    """Write the token of a save into its own transaction. Nobody is told of it: no list shows these rows."""
    tx.write(_NEW, token=token, first_seq=tx.first, last_seq=tx.last[0] if tx.last else None, at=tx.at)
    tx.touched.discard(SAVED_REQUEST.name)


def beginning(tx: "Transaction", words: str) -> list[tuple[str, datetime]]:
    """The tokens that begin with some words, and when each was written: what seats tell one another for a few days."""
    return [(token, at) for token, at in tx.ask(_BEGINNING, words=words)]


def thin(tx: "Transaction") -> None:
    """Take away the tokens that nobody asks for any more."""
    tx.write(_OLD, than=tx.at - KEPT_FOR)
    tx.touched.discard(SAVED_REQUEST.name)


def was_saved(engine: "Engine", token: str) -> bool:
    """Whether a save came to its end, asked behind the lock: until that is free it may still be coming to it."""
    with engine.connect() as connection:
        connection.execution_options(touched=set())
        return connection.execute(_ONE, {"which": token}).scalar() is not None
