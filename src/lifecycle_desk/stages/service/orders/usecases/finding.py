"""Repair orders that a few letters find: by number or its tail, by the vehicle, by who owns it."""

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import override

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.orders.rules.orders import key_of
from lifecycle_desk.stages.service.orders.rules.states import OrderState
from lifecycle_desk.stages.service.orders.tables import lists
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.orders.tables.lists import OrderSummary
from lifecycle_desk.stages.service.orders.usecases.showing import Orders
from lifecycle_desk.store import search

__all__ = ["FoundOrders", "OrderSummary"]  # who finds orders also shows them

LISTED_AT_MOST = 500  # more than this nobody reads; more letters find fewer


class FoundOrders(Orders):
    """The list of repair orders that some letters find, the latest first."""

    def __init__(self, user: UserSession, text: str, states: Sequence[OrderState] | None = None) -> None:
        super().__init__(user, states)
        self.text = text

    @override
    def keys(self, first: int | None = None) -> "array[int]":
        with self.user.store.reading() as tx:
            hits, _ = search.find(tx, self.text, LISTED_AT_MOST)
            found = {key for each in hits if each.kind == "order" and (key := key_of(each.ref))}
            for each in hits:
                if each.kind == "vehicle":
                    found.update(order_rows.keys_of(tx, each.ref))
            if self.states is not None:
                shown = lists.shown(tx, sorted(found))
                found = {key for key in found if shown[key].state in self.states}
        return array("q", sorted(found, reverse=True)[: first or LISTED_AT_MOST])


def order_counts(user: UserSession, text: str = "") -> tuple[Mapping[OrderState, int], int]:
    """How many orders some letters find in each state, and in all; without letters, of all orders."""
    if not text:
        with user.store.reading() as tx:
            counts: Mapping[OrderState, int] = lists.of_states(tx)
    else:
        found = FoundOrders(user, text)
        counts = Counter(each.state for each in found.rows(found.keys()).values())
    return counts, sum(counts.values())
