"""What an adviser should know of a vehicle before writing: campaigns, declined work, what is due, the last visit."""

from dataclasses import dataclass
from datetime import date, timedelta

from lifecycle_desk.campaigns.rules.campaign import CampaignState
from lifecycle_desk.campaigns.usecases.lists import CampaignOfCar, campaigns_of
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.schedules.rules import Due
from lifecycle_desk.schedules.usecases.due import servicing
from lifecycle_desk.stages.service.catalogue.rules.line_texts import NO_TEXTS, LineTexts
from lifecycle_desk.stages.service.catalogue.usecases.line_texts import line_texts
from lifecycle_desk.stages.service.estimates import tables as approvals
from lifecycle_desk.stages.service.estimates.usecases.showing import DeferredWork
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER
from lifecycle_desk.stages.service.orders.tables import lists
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.orders.tables.lists import OrderSummary

SOON = timedelta(days=30)  # what comes due within it is done at this visit


@dataclass(frozen=True, slots=True)
class CarNotes:
    """The notes of a vehicle: `overdue` and `soon` are what is due by today and within the next month.

    `last` is the last visit that was handed over, `open` an order that is not closed yet: it is gone on with. `texts`
    has the catalogue's words for the advice.
    """

    vin: str
    campaigns: tuple[CampaignOfCar, ...] = ()
    advice: tuple[DeferredWork, ...] = ()
    overdue: tuple[Due, ...] = ()
    soon: tuple[Due, ...] = ()
    last: OrderSummary | None = None
    open: OrderSummary | None = None
    texts: LineTexts = NO_TEXTS


def car_notes(user: UserSession, vin: str, besides: str = "") -> CarNotes:
    """The notes of a vehicle, but for those of the order `besides` itself."""
    with user.store.reading() as tx:
        on: date = today(tx)
        keys = order_rows.keys_of(tx, vin)
        orders = lists.shown(tx, keys)
        others = [orders[key] for key in keys if orders[key].number != besides]
        dues = [each for each in servicing(tx, vin).dues if each.forecast is not None and each.forecast <= on + SOON]
        advice = tuple(approvals.open_advice(tx, vin))
        return CarNotes(
            vin,
            tuple(each for each in campaigns_of(tx, vin) if each.standing.state is CampaignState.OPEN),
            advice,
            tuple(each for each in dues if each.forecast and each.forecast < on),
            tuple(each for each in dues if each.forecast and each.forecast >= on),
            next((each for each in others if each.state is HANDED_OVER), None),
            next((each for each in others if not each.state.is_final), None),
            line_texts(tx, [line for each in advice for line in each.job.lines]),
        )
