"""Giving margins to the region besides: what a dealer chooses, off until he does."""

from dataclasses import dataclass
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.region.rules.margins import MarginsEvent
from lifecycle_desk.stages.sale.stock.rules.rights import PURCHASE
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.usecases.recording import record_event

_KINDS = tuple(each.value for each in MarginsEvent)


@dataclass(frozen=True, slots=True)
class GiveMargins:
    """Whether what new vehicles cost is given to the region from now on."""

    given: bool


def gives_margins(tx: Transaction) -> bool:
    """Whether the dealer has chosen to give them."""
    last = max((told for told, _, _ in chain.told_by(tx, _KINDS, [])), key=lambda told: told.seq, default=None)
    return last is not None and last.kind == MarginsEvent.GIVEN


@command(PURCHASE)
def give_margins(tx: Transaction, asked: GiveMargins) -> bool:
    """Give the region what new vehicles cost, or no longer; what was given stays there."""
    if gives_margins(tx) is not asked.given:
        kind = MarginsEvent.GIVEN if asked.given else MarginsEvent.WITHHELD
        record_event(tx, Event(None, today(tx), kind.value, {}))
    return asked.given


COMMANDS: tuple[Command[Any, Any], ...] = (give_margins,)
