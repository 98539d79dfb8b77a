"""Checking the workshop: what the tables say of each order is what its sealed events say."""

from collections.abc import Iterator
from itertools import batched

from lifecycle_desk.base.money import Money
from lifecycle_desk.stages.service.rules.orders import A_YEAR, OrderSheet, RepairOrder, number_of
from lifecycle_desk.stages.service.rules.states import HANDED_OVER
from lifecycle_desk.stages.service.rules.totals import reckoned
from lifecycle_desk.stages.service.tables import lists
from lifecycle_desk.stages.service.tables import orders as kept
from lifecycle_desk.stages.service.usecases.sealing import plain, sealed, unsealed
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules.life import Told
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.books import Check, Finding
from lifecycle_desk.vehicle.usecases.telling import opened

AT_ONCE = 500  # orders that are read together


def orders(work: Work) -> Iterator[Finding]:
    """Orders whose state, sheet, tax or totals differ from what the life was told, and numbers that are missing."""
    keys = sorted(kept.keys(work, None, None))
    yield from (Finding("orders", number_of(key), "the number before it is missing") for key in _after_gaps(keys))
    for some in batched(keys, AT_ONCE):
        shown = lists.shown(work, some)
        for order in kept.orders(work, some):
            if why := _wrong(work, order, shown[order.key].customer_pays):
                yield Finding("orders", order.number, why)


def _after_gaps(keys: list[int]) -> Iterator[int]:
    known = set(keys)
    return (key for key in keys if key % A_YEAR != 1 and key - 1 not in known)


def _wrong(work: Work, order: RepairOrder, customer_pays: Money | None) -> str | None:
    """What is wrong with an order, if anything is."""
    last = life.event(work, order.last_event)
    if last is None or last[0].facts.get("state") != order.state or last[0].facts.get("order") != order.number:
        return "its state differs from its last event"
    if (order.state is HANDED_OVER) != (order.closing_event is not None):
        return "it is closed in one place and open in another"
    if order.closing_event is None:
        return None
    closing = life.event(work, order.closing_event)
    if closing is None or customer_pays is None or (closing[0].paid or Money(0, order.currency)) != customer_pays:
        return "what the customer pays differs from the sealed order"
    return _differs(work, order, closing[0])


def _differs(work: Work, order: RepairOrder, closing: Told) -> str | None:
    totals = reckoned(order.sheet, order.tax, order.currency)
    openly = "note" in closing.facts["sheet"]  # as orders were sealed before, and where no customer is known
    own = plain(sealed(order, totals, note=openly))
    if openly and closing.person and not order.sheet.note:
        own["sheet"]["note"] = closing.facts["sheet"]["note"]  # blanked since, with the customer
    if any(closing.facts.get(name) != own.get(name) for name in ("sheet", "tax", "totals", "currency", "serviced")):
        return "the kept order differs from the sealed one"
    if closing.on != order.handed_over_on:
        return "its day differs from the sealed order"
    told = opened(work, closing.seq) if closing.person else closing.facts
    said = unsealed(closing.facts, told) if told else None
    if said and _complaints(said) != _complaints(order.sheet):
        return "a complaint differs from the sealed one"
    if said and said.note != order.sheet.note:
        return "the note differs from the sealed one"
    return None


def _complaints(sheet: OrderSheet) -> list[str]:
    return [job.complaint for job in sheet.jobs]


CHECKS: tuple[Check, ...] = (orders,)
