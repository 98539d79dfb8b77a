"""The region of a dealer as the dealer keeps it: where it is, what was sent, and the receipts that came back.

Neither goes with records: they belong to this store, as signed heads and witnesses do.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import TypedColumns, bindparam, delete, insert, select, update

from lifecycle_desk.region.rules.receipt import Receipt, kept_receipt
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import (
    APPEND_ONLY,
    DERIVED,
    digest,
    maybe_bytes,
    maybe_utc_time,
    maybe_whole,
    table,
    utc_time,
    whole,
    words,
)
from lifecycle_desk.trust.heads import Head


class LinkRow(TypedColumns):
    """The region: a folder or an address, the fingerprint of its key, and the last record that was sent there."""

    place = words(primary_key=True)
    fingerprint = words()
    since = utc_time()
    sent_seq = maybe_whole()
    sent_seal = maybe_bytes()
    sent_at = maybe_utc_time()


class ReceiptRow(TypedColumns):
    """A receipt of the region: up to which record, with which seal, it has the records of this store.

    `signature` is the head's own or, of a region that has a name, also the name and what signs it, in JSON.
    """

    seq = whole(primary_key=True)
    seal = digest(primary_key=True)
    at = utc_time()
    public = digest()
    signature = words()


LINK = table("region_link", LinkRow, **{DERIVED: True})
RECEIPT = table("region_receipt", ReceiptRow, **{APPEND_ONLY: True, DERIVED: True})

_LINK = select(LINK)
_NEW, _GONE = insert(LINK), delete(LINK)
_SENT = update(LINK).values({name: bindparam(name) for name in ("sent_seq", "sent_seal", "sent_at")})
_RECEIPTS = select(RECEIPT).order_by(RECEIPT.c.seq, RECEIPT.c.at)
_CAME = insert(RECEIPT)
_HAS = select(RECEIPT.c.seq).where(RECEIPT.c.seq == bindparam("which"), RECEIPT.c.seal == bindparam("sealed"))


@dataclass(frozen=True, slots=True)
class RegionLink:
    """The region of a dealer, and up to where records were sent there."""

    place: str
    fingerprint: str
    since: datetime
    sent_seq: int | None = None
    sent_seal: bytes | None = None
    sent_at: datetime | None = None


def link(tx: Transaction) -> RegionLink | None:
    """The region, where one is set."""
    row = tx.ask(_LINK).one_or_none()
    return RegionLink(*row) if row else None


def save_link(tx: Transaction, place: str, fingerprint: str) -> None:
    """Set the region, in place of the one before; nothing was sent there yet."""
    drop_link(tx)
    tx.write(_NEW, place=place, fingerprint=fingerprint, since=tx.at, sent_seq=None, sent_seal=None, sent_at=None)


def drop_link(tx: Transaction) -> bool:
    """Give to no region any more; gives whether there was one."""
    return tx.write_counted(_GONE) > 0


def save_sent(tx: Transaction, seq: int, seal: bytes) -> None:
    """Keep up to which record all was sent."""
    tx.write(_SENT, sent_seq=seq, sent_seal=seal, sent_at=tx.at)


def receipts(tx: Transaction, books: bytes) -> list[Receipt]:
    """The receipts that came, by the record that they reach."""
    rows = tx.ask(_RECEIPTS)
    return [kept_receipt(Head(books, each.seq, each.seal, each.at, each.public, each.signature)) for each in rows]


def save_receipt(tx: Transaction, receipt: Receipt) -> bool:
    """Keep a receipt; False where one for the same record is there."""
    if tx.ask(_HAS, which=receipt.seq, sealed=receipt.seal).first():
        return False
    tx.write(
        _CAME,
        seq=receipt.seq,
        seal=receipt.seal,
        at=receipt.at,
        public=receipt.public,
        signature=receipt.signatures,
    )
    return True
