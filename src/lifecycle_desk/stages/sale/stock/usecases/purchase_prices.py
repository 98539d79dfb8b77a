"""Purchase prices of cars from a list: each recorded as by hand, in transactions short enough for others to save."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.stages.sale.arrival.usecases import RecordPurchase, record_purchase
from lifecycle_desk.stages.sale.stock.rules.purchases import Outcome, last_purchase, outcome
from lifecycle_desk.stages.sale.stock.rules.rights import PURCHASE
from lifecycle_desk.stages.sale.stock.usecases.recording import car
from lifecycle_desk.store.slices import within_slice
from lifecycle_desk.store.store import Transaction

COLUMN_OF = {"on": "date", "invoice": "document"}  # where the list calls a field otherwise

type PriceAt = tuple[int, RecordPurchase]  # the line of the file, and what stands there


@dataclass
class PricesTaken:
    """What came of the prices of a list: how many were new, changed or known, and which rows were refused."""

    became: Counter[Outcome] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)
    good: list[PriceAt] = field(default_factory=list)


def check_allowed(user: UserSession) -> None:
    """Refuse who may not, before a long file is read."""
    with user.store.reading() as tx:
        tx.by = user.staff
        for right in (IMPORT, PURCHASE):
            user.authorise(tx, right)


def record_prices(user: UserSession, prices: Sequence[PriceAt], *, dry_run: bool) -> Steps[PricesTaken]:
    """Record prices, those of older documents first; a dry run does the same and undoes each transaction."""
    taken, ordered = PricesTaken(), sorted(prices, key=lambda each: each[1].on)
    coming, at = iter(ordered), 0
    while at < len(ordered):
        with user.writing() as tx:
            for right in (IMPORT, PURCHASE):
                user.authorise(tx, right)
            for price in within_slice(tx, coming):
                _take(tx, price, taken)
                at += 1
            if dry_run:
                tx.undo()
        yield Step(at, len(ordered))
        user.store.give_way()
    return taken


def _take(tx: Transaction, price: PriceAt, taken: PricesTaken) -> None:
    line, asked = price
    try:
        became = _record(tx, asked)
    except Objection as why:
        taken.refused.append(Refused(line, COLUMN_OF.get(why.at or "", why.at), why))
    else:
        taken.became[became] += 1
        taken.good.append(price)


def _record(tx: Transaction, asked: RecordPurchase) -> Outcome:
    became = outcome(last_purchase(car(tx, asked.vin).events), asked.price, asked.invoice, asked.on)
    if became is not Outcome.KNOWN:
        record_purchase.does(tx, asked)
    return became
