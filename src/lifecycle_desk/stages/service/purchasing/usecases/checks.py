"""Checks: purchases, wants and deliveries stand as they were told, and what arrived is what the deliveries brought."""

from collections.abc import Callable, Iterator
from typing import Any

from lifecycle_desk.base.folding import tight
from lifecycle_desk.stages.service.orders.usecases.events import plain
from lifecycle_desk.stages.service.purchasing.rules.events import (
    ARRIVED,
    DeliveryTold,
    PriceEvent,
    PricesTold,
    PurchaseEvent,
    PurchaseTold,
    WantEvent,
    WantTold,
)
from lifecycle_desk.stages.service.purchasing.rules.purchases import NOTHING
from lifecycle_desk.stages.service.purchasing.tables import prices as price_rows
from lifecycle_desk.stages.service.purchasing.tables import purchases as rows
from lifecycle_desk.stages.service.purchasing.tables import wants as want_rows
from lifecycle_desk.stages.service.purchasing.usecases.prices import list_facts
from lifecycle_desk.stages.service.purchasing.usecases.recording import delivery_facts, purchase_facts, want_facts
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.usecases.findings import Check, Finding

PURCHASING = "purchasing"


def purchasing_told(tx: Transaction) -> Iterator[Finding]:
    """Purchase orders, wants and deliveries that differ from what was told of them last, or are gone."""
    orders = _last(tx, [each.value for each in PurchaseEvent], lambda told: told.facts_as(PurchaseTold).number)
    for each in rows.every(tx):
        yield from _as_told(orders, each.number, purchase_facts(each))
    wants = _last(tx, [each.value for each in WantEvent], lambda told: str(told.facts_as(WantTold).want))
    for want in want_rows.every(tx):
        yield from _as_told(wants, str(want.number), want_facts(want))
    yield from (
        Finding(PURCHASING, str(each), "the want is listed under another number") for each in want_rows.misplaced(tx)
    )
    deliveries = _last(tx, [ARRIVED], lambda told: str(told.facts_as(DeliveryTold).delivery))
    for delivery in rows.deliveries(tx):
        yield from _as_told(deliveries, str(delivery.number), delivery_facts(delivery))
    for left in (orders, wants, deliveries):
        yield from (Finding(PURCHASING, name, "what was told of it is gone") for name in sorted(left))


def prices_told(tx: Transaction) -> Iterator[Finding]:
    """Price lists whose rows, file or withdrawal differ from what was told of them."""
    events = [event for event, _, _ in chain.told_by(tx, [each.value for each in PriceEvent], [])]
    withdrawn = PriceEvent.WITHDRAWN.value
    told = {said.list: (said, kind == withdrawn) for said, kind in ((e.facts_as(PricesTold), e.kind) for e in events)}
    for each in price_rows.every(tx):
        last = told.pop(each.number, None)
        now = list_facts(each, price_rows.prices_of(tx, each.number))
        if last is None:
            yield Finding(PURCHASING, f"prices {each.number}", "a row of which nothing was told")
        elif (plain(last[0]), last[1]) != (now, each.withdrawn):
            yield Finding(PURCHASING, f"prices {each.number}", "the row differs from what was told")
    yield from (Finding(PURCHASING, f"prices {number}", "what was told of it is gone") for number in sorted(told))
    for number in price_rows.misplaced(tx):
        yield Finding(PURCHASING, f"prices {number}", "a price is found under another part")


def arrived_recounted(tx: Transaction) -> Iterator[Finding]:
    """Lines whose quantity that arrived is not what all deliveries brought."""
    recounted, stored = rows.recount(tx), rows.listed_as(tx)
    for each in rows.every(tx):
        for line in each.lines:
            if line.arrived != recounted.pop((each.key, line.id), NOTHING):
                yield Finding(PURCHASING, f"{each.number}/{line.id}", "the quantity that arrived is not its recount")
            waited = sum((one.quantity for one in line.waiting), NOTHING)
            if sum((one.there for one in line.waiting), NOTHING) != min(line.arrived, waited):
                yield Finding(PURCHASING, f"{each.number}/{line.id}", "what was given out is not what arrived")
            if stored.get((each.key, line.id)) != (tight(line.code), str(line.state)):
                yield Finding(PURCHASING, f"{each.number}/{line.id}", "the line is listed elsewhere")
    for key, line_id in sorted(recounted):
        yield Finding(PURCHASING, f"{key}/{line_id}", "a delivery of a line that is gone")


def _last(tx: Transaction, kinds: list[str], name: Callable[[RecordedEvent], str]) -> dict[str, dict[str, Any]]:
    return {name(event): event.facts for event, _, _ in chain.told_by(tx, kinds, [])}


def _as_told(told: dict[str, dict[str, Any]], name: str, now: dict[str, Any]) -> Iterator[Finding]:
    last = told.pop(name, None)
    if last is None:
        yield Finding(PURCHASING, name, "a row of which nothing was told")
    elif last != now:
        yield Finding(PURCHASING, name, "the row differs from what was told")


CHECKS: tuple[Check, ...] = (purchasing_told, prices_told, arrived_recounted)
