"""The cards under the list of second-hand cars: next steps, those that stand longest, and what is bound in them."""

from typing import Any, override

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_notes import ListNotes, NotesCard
from lifecycle_desk.desktop.look.ageing import waited, waited_icon
from lifecycle_desk.desktop.look.rows import TwoLineRow
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.transfer.trade_in.rules.trade import TradeList
from lifecycle_desk.stages.transfer.trade_in.screens.looks import LIST_LOOKS
from lifecycle_desk.stages.transfer.trade_in.usecases.ahead import TABLES, Bound, TradeAhead, trade_ahead
from lifecycle_desk.stages.transfer.trade_in.usecases.listing import TradeSummary
from lifecycle_desk.vehicle.screens.event_text import join

DAYS = NN_("%(n)s day", "%(n)s days")
VEHICLES = NN_("%(n)s vehicle", "%(n)s vehicles")
BEGIN_REPORT, FINISH_REPORT = N_("Write the condition report"), N_("Finish the condition report")
WAITS_FOR_ANSWER, HAND_OVER = N_("Waiting for the customer’s decision"), N_("Hand over and record the new owner")
LONGEST, IN_STOCK = N_("Longest: %(days)s"), C_("stock", "In stock")


class TradeNotes(ListNotes):
    """Three cards, each with what somebody who trades in cars would look for next."""

    tables = TABLES

    def __init__(self, app: AppContext) -> None:
        self.steps = NotesCard(app, N_("Next steps"), N_("No vehicle is waiting for a step."))
        self.longest = NotesCard(app, N_("Longest for sale"), N_("No vehicle is for sale as used."))
        self.bound = NotesCard(app, N_("Capital in stock"), N_("No used vehicles in stock."))
        super().__init__(app, (self.steps, self.bound), (self.longest,))

    @override
    def ask(self, user: UserSession) -> Any:
        return trade_ahead(user)

    @override
    def tell(self, found: TradeAhead) -> None:
        self.steps.show_rows([_step(each) for each in found.steps], found.waiting)
        self.longest.show_rows([_for_sale(each) for each in found.longest], found.for_sale)
        self.bound.show_rows([_bound(each) for each in found.bound])


def _step(car: TradeSummary) -> TwoLineRow:
    """A car with what is to be done next."""
    to_do = {
        TradeList.TO_INSPECT: FINISH_REPORT if car.sheet_begun else BEGIN_REPORT,
        TradeList.UNDER_CONTRACT: HAND_OVER,
    }.get(car.which, WAITS_FOR_ANSWER)
    language = translator().current
    return TwoLineRow(
        title=join(car.plate, car.name),
        detail=language(to_do),
        icon=LIST_LOOKS[car.which][1],
        stage="transfer",
        end=language(DAYS, n=car.days),
        end_detail=language(IN_STOCK) if car.days_in_stock is not None else "",
        tone=waited(car.days),
        key=Place("second_hand", car.vin),
    )


def _for_sale(car: TradeSummary) -> TwoLineRow:
    """A car for sale again, what was paid for it, and since how many days it is here."""
    language = translator().current
    return TwoLineRow(
        title=join(car.plate, car.name),
        detail=join(car.location, language.formats.money(car.price) if car.price else ""),
        icon=waited_icon(car.days),
        end=language(DAYS, n=car.days),
        end_detail=language(IN_STOCK),
        tone=waited(car.days),
        key=Place("second_hand", car.vin),
    )


def _bound(of: Bound) -> TwoLineRow:
    """What was paid for the cars of a list, and how long the oldest is here."""
    language = translator().current
    return TwoLineRow(
        title=language(of.which.label),
        detail=language(LONGEST, days=language(DAYS, n=of.oldest_days)),
        icon=LIST_LOOKS[of.which][1],
        stage="transfer",
        end=language.formats.listed([language.formats.money(each) for each in of.value]),
        end_detail=language(VEHICLES, n=of.count),
    )
