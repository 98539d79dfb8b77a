"""Giving to the region that is set: the receipt is fetched, what it lacks is sent batch by batch, and that is kept.

Each batch is whole by itself and kept as sent once it is there, so what is interrupted goes on where it stopped. A
batch without records goes too: it says that there are none, so nobody takes the dealer for late.
"""

from dataclasses import dataclass, replace

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.region.interchange.batch_file import batch
from lifecycle_desk.region.interchange.carriers import Carrier, batch_name, carrier
from lifecycle_desk.region.rules.receipt import Receipt, read_receipt
from lifecycle_desk.region.tables.link import link, receipts
from lifecycle_desk.region.usecases.giving import MOST
from lifecycle_desk.region.usecases.linking import (
    begins_after,
    check_receipt,
    link_of,
    receipt_name,
    take_receipt,
    was_sent,
)
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import chain


@dataclass(frozen=True, slots=True)
class GivenToRegion:
    """What was given: how many batches and records, up to which record; the record of the last receipt, and whose."""

    batches: int
    records: int
    last: int
    receipt: int
    region: str = ""


def is_set(user: UserSession) -> bool:
    """Whether there is a region to give to."""
    with user.store.reading() as tx:
        return link(tx) is not None


def giving(user: UserSession, most: int = MOST) -> Steps[Result[GivenToRegion]]:
    """Fetch the receipt, and send what is new; a person needs the right to keep the records safe."""
    user.require(BACKUP)
    return (yield from own_giving(user, most))


def own_giving(user: UserSession, most: int = MOST) -> Steps[Result[GivenToRegion]]:
    """The same as the program does it by itself, whoever sits there."""
    with user.store.reading() as tx:
        way = carrier(link_of(tx).place)
    warnings = _fetched(user, way)
    with user.store.reading() as tx:
        since = begins_after(tx)
        came = _receipts(tx)
    last = came[-1] if came else None
    given = GivenToRegion(0, 0, since, last.seq if last else 0, last.region if last else "")
    while True:
        with batch(user, given.last, most) as written:
            head = written.head
            yield Step(head.after, head.stands)
            way.put(batch_name(head), written.chunks)
        if head.lines:  # or what is never read would never be sent again
            with user.store.writing(user.staff) as tx:
                was_sent(tx, head.seq, bytes.fromhex(head.seal))
        given = replace(given, batches=given.batches + 1, records=given.records + head.lines, last=head.seq)
        if head.seq >= head.stands:
            return Result(given, warnings)
        user.store.give_way()


def _receipts(tx: Transaction) -> list[Receipt]:
    return receipts(tx, chain.first_seal(tx))


def _fetched(user: UserSession, way: Carrier) -> tuple[Objection, ...]:
    """Take in the receipt that lies there, if it is new; one that is none of the region's is told and left."""
    with user.store.reading() as tx:
        name = receipt_name(chain.first_seal(tx))
        receipt = read_receipt(way.receipt(name).strip())
        if receipt is None or any(each.line == receipt.line for each in _receipts(tx)):
            return ()
        try:
            check_receipt(tx, receipt, name)
        except Objection as refused:
            return (refused,)
    with user.store.writing(user.staff) as tx:
        take_receipt(tx, receipt)
    return tuple(tx.warnings)
