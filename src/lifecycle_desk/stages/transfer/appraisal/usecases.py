"""Appraising: what a car is worth, what it costs to make ready, and what is offered for it, on its last report."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import Piece
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import Amount, Documents, Note, On, One, Own, Text
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.transfer.appraisal import rules as appraisal
from lifecycle_desk.stages.transfer.appraisal.rules import Basis, CostLine, Offer, Reckoned, ValueMissing
from lifecycle_desk.stages.transfer.trade_in.rules import trade
from lifecycle_desk.stages.transfer.trade_in.rules.rights import TRADE
from lifecycle_desk.stages.transfer.trade_in.rules.trade import TradeEvent
from lifecycle_desk.stages.transfer.trade_in.usecases.recording import record, trade_car
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import undone
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import RecordedEvent, check_day
from lifecycle_desk.vehicle.rules.resting import Rests
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.rules.wording import Names
from lifecycle_desk.vehicle.usecases.steps import check, event_of


@dataclass(frozen=True, slots=True)
class Appraise:
    """An appraisal: the market value and where it was taken from, cost lines, and the dealer's margin.

    `condition` is the event of the condition report that it rests on; unnamed, the last one, if there is any.
    """

    vin: str
    on: On
    value: Annotated[Money, Amount(N_("Market value"), needed=True, refuses=ValueMissing)]
    basis: Annotated[Basis, One(C_("appraisal", "Taken from"), terms=Basis)]
    margin: Annotated[Money, Amount(C_("appraisal", "Margin"), needed=True)]
    costs: Annotated[tuple[CostLine, ...], Own(N_("Reconditioning"))] = ()
    source: Annotated[str, Text(C_("appraisal", "Source"))] = ""
    condition: int | None = None
    note: Note = ""
    documents: Documents = ()


def _costs(told: RecordedEvent, _: Names) -> Piece | None:
    return told.facts_as(Reckoned).amounts.costs


def _offer(told: RecordedEvent, _: Names) -> Piece | None:
    return told.facts_as(Reckoned).amounts.offer


APPRAISED = Step(
    Appraise,
    TradeEvent.APPRAISED,
    "report-money",
    heading=C_("appraisal", "Appraise vehicle"),
    done=N_("Appraisal saved"),
    form="value basis source margin on / costs / note:3 documents:2",
    adds=Reckoned,
    detail=(_offer,),
    tells=(
        "value",
        "basis",
        (N_("Reconditioning"), _costs),
        "margin",
        (C_("appraisal", "Offer"), _offer),
        "note",
    ),
    rests_on=(Rests(TradeEvent.CONDITION, "condition"),),
)


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
    check(tx, asked)
    of = trade_car(tx, asked.vin)
    rests_on = asked.condition or of.standing.condition_event
    if asked.condition and asked.condition not in {each.seq for each in of.events if each.kind == TradeEvent.CONDITION}:
        raise trade.NoCondition().at_field("condition")
    amounts = appraisal.offer_of(asked.value, asked.costs, asked.margin)
    if not amounts.offer.minor:
        tx.note(appraisal.NothingLeft())
    event = event_of(APPRAISED, replace(asked, condition=rests_on), of.vin, Reckoned(amounts))
    return Appraised(of.vin, record(tx, event), amounts)


teach(APPRAISED)

COMMANDS: tuple[Command[Any, Any], ...] = (appraise_vehicle,)
