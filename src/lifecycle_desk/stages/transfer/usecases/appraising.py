"""Appraising: what a car is worth, what it costs to make ready, and what is offered for it, on its last report."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from lifecycle_desk.base.money import Money
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.rules import TRADE
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.transfer.rules import appraisal, trade
from lifecycle_desk.stages.transfer.rules.appraisal import Basis, CostLine, Offer
from lifecycle_desk.stages.transfer.rules.trade import TradeEvent
from lifecycle_desk.stages.transfer.usecases.trade_recording import (
    check_documents,
    check_texts,
    facts_of,
    record,
    trade_car,
)
from lifecycle_desk.stages.transfer.usecases.trading import undone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event, check_day


@dataclass(frozen=True, slots=True)
class Appraise:
    """An appraisal: the market value and where it was taken from, cost lines, and the dealer's margin.

    `condition` is the event of the condition report that it rests on; unnamed, the last one, if there is any.
    """

    vin: str
    on: date
    value: Money
    basis: Basis
    margin: Money
    costs: tuple[CostLine, ...] = ()
    source: str = ""
    condition: int | None = None
    note: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Appraised:
    """An appraisal with the number of its event, and what it comes to."""

    vin: str
    event: int
    amounts: Offer


@command(TRADE, undo=undone)
def appraise_vehicle(tx: Transaction, asked: Appraise) -> Appraised:
    """Appraise a used car: value less costs and margin is what can be offered."""
    check_day(asked.on, today(tx))
    check_texts(asked, "source", "note")
    check_documents(tx, asked.documents)
    of = trade_car(tx, asked.vin)
    rests_on = asked.condition or of.standing.condition_event
    if asked.condition and asked.condition not in {each.seq for each in of.events if each.kind == TradeEvent.CONDITION}:
        raise trade.NoCondition().at_field("condition")
    amounts = appraisal.offer_of(asked.value, asked.costs, asked.margin)
    if not amounts.offer.minor:
        tx.note(appraisal.NothingLeft())
    facts = facts_of(asked) | {"condition": rests_on, "amounts": msgspec.to_builtins(amounts)}
    event = Event(of.vin, asked.on, TradeEvent.APPRAISED.value, facts, documents=asked.documents)
    return Appraised(of.vin, record(tx, event), amounts)


VERBS: tuple[Command[Any, Any], ...] = (appraise_vehicle,)
