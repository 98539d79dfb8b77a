"""The end of the records that these books were made of: by it they are given out as they came while nothing changed."""

from dataclasses import dataclass

from sqlalchemy import TypedColumns, insert, select

from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import DERIVED, digest, maybe_bytes, maybe_words, table, whole


class RecordsReceived(TypedColumns):
    """One row, in books that came as records: the hash over them, and the signature that they bore."""

    seq = whole(primary_key=True)
    content = digest()
    key = maybe_bytes()
    signature = maybe_words()


@dataclass(frozen=True, slots=True)
class Received:
    """The end of received records: `seq` the last event, `content` the SHA-256, key and signature if signed."""

    seq: int
    content: bytes
    key: bytes | None
    signature: str | None


RECORDS_RECEIVED = table("records_received", RecordsReceived, **{DERIVED: True})
_NEW, _ONE = insert(RECORDS_RECEIVED), select(RECORDS_RECEIVED)


def save(tx: Transaction, received: Received) -> None:
    """Keep the end of the records that came in."""
    tx.write(_NEW, seq=received.seq, content=received.content, key=received.key, signature=received.signature)


def received(tx: Transaction) -> Received | None:
    """The end of the records that these books were made of; None where they were begun here."""
    row = tx.ask(_ONE).one_or_none()
    return Received(row.seq, bytes(row.content), bytes(row.key) if row.key else None, row.signature) if row else None
