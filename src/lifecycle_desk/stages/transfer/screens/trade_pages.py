"""The pages of second-hand trade: the list, one car's standing, the form of a trade-in, the condition sheet."""

from typing import TYPE_CHECKING

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.desktop.pages import Badge, Command, Page, Place, Section

if TYPE_CHECKING:
    from lifecycle_desk.desktop.desk import Desk
    from lifecycle_desk.desktop.pages import PageWidget


def _list(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.transfer.screens.second_hand import SecondHandPage

    return SecondHandPage(desk)


def _of_car(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.transfer.screens.second_hand_of import SecondHandOfPage

    return SecondHandOfPage(desk)


def _trade_in(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.transfer.screens.trade_in import TradeInPage

    return TradeInPage(desk)


def _condition(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.transfer.screens.condition import ConditionPage

    return ConditionPage(desk)


def _waiting(seat: Seat) -> Badge | None:
    """The cars that were taken in and that nobody has looked at yet."""
    from lifecycle_desk.stages.transfer.usecases.trade_listing import to_inspect

    count = to_inspect(seat)
    return Badge(count) if count else None


TRADE_IN = Command(N_("Take a car in trade"), "arrows-exchange", lambda desk: desk.go("trade_in"))
SECOND_HAND = Command(C_("stage", "Second-hand"), "arrows-exchange", lambda desk: desk.go("transfer"))
TABLES = frozenset({"transfer_trade", "transfer_condition_sheet"})

PAGES: tuple[Page, ...] = (
    Page(
        "transfer",
        C_("stage", "Second-hand"),
        "arrows-exchange",
        _list,
        Section.LIFE,
        5,
        stage="transfer",
        badge=_waiting,
        tables=TABLES,
        commands=(TRADE_IN, SECOND_HAND),
    ),
    Page("second_hand", N_("Trade-in and condition"), "arrows-exchange", _of_car, under="transfer"),
    Page("trade_in", N_("Take a car in trade"), "arrows-exchange", _trade_in, under="transfer"),
    Page("condition", N_("Condition report"), "clipboard-check", _condition, under="transfer"),
)


def trade_pictures(seat: Seat) -> list[tuple[str, Place]]:
    """The list, the form of a trade-in, and the standing and the condition sheet of a car."""
    from lifecycle_desk.stages.transfer.usecases.trade_listing import TradeCars

    listing = TradeCars(seat)
    shown = [("second-hand", Place("transfer")), ("trade-in", Place("trade_in"))]
    for each in listing.rows(listing.keys(1)).values():
        shown += [("second-hand-of", Place("second_hand", each.vin)), ("condition", Place("condition", each.vin))]
    return shown
