"""The pages of second-hand trade: the list, one car's standing, the form of a trade-in, the condition sheet."""

from typing import TYPE_CHECKING

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Badge, Command, Page, Place, Section

if TYPE_CHECKING:
    from lifecycle_desk.desktop.app_context import AppContext
    from lifecycle_desk.desktop.pages import PageWidget


def _list(app: "AppContext") -> "PageWidget":
    from lifecycle_desk.stages.transfer.screens.second_hand import SecondHandPage

    return SecondHandPage(app)


def _of_car(app: "AppContext") -> "PageWidget":
    from lifecycle_desk.stages.transfer.screens.second_hand_of import SecondHandOfPage

    return SecondHandOfPage(app)


def _trade_in(app: "AppContext") -> "PageWidget":
    from lifecycle_desk.stages.transfer.screens.trade_in import TradeInPage

    return TradeInPage(app)


def _condition(app: "AppContext") -> "PageWidget":
    from lifecycle_desk.stages.transfer.screens.condition import ConditionPage

    return ConditionPage(app)


def _waiting(user: UserSession) -> Badge | None:
    """The cars that were taken in and that nobody has looked at yet."""
    from lifecycle_desk.stages.transfer.usecases.trade_listing import to_inspect

    count = to_inspect(user)
    return Badge(count) if count else None


TRADE_IN = Command(N_("Take a car in trade"), "arrows-exchange", lambda app: app.go("trade_in"))
SECOND_HAND = Command(C_("stage", "Second-hand"), "arrows-exchange", lambda app: app.go("transfer"))
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


def trade_pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The list, the form of a trade-in, and the standing and the condition sheet of a car."""
    from lifecycle_desk.stages.transfer.usecases.trade_listing import TradeCars

    listing = TradeCars(user)
    shown = [("second-hand", Place("transfer")), ("trade-in", Place("trade_in"))]
    for each in listing.rows(listing.keys(1)).values():
        shown += [("second-hand-of", Place("second_hand", each.vin)), ("condition", Place("condition", each.vin))]
    return shown
