"""The pages of second-hand trade: the list, one car's standing, the form of a trade-in, the condition sheet."""

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Badge, Command, Page, Place, Section


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
        f"{__package__}.second_hand:SecondHandPage",
        Section.LIFE,
        5,
        stage="transfer",
        badge=_waiting,
        tables=TABLES,
        commands=(TRADE_IN, SECOND_HAND),
    ),
    Page(
        "second_hand",
        N_("Trade-in and condition"),
        "arrows-exchange",
        f"{__package__}.second_hand_of:SecondHandOfPage",
        under="transfer",
    ),
    Page(
        "trade_in",
        N_("Take a car in trade"),
        "arrows-exchange",
        f"{__package__}.trade_in:TradeInPage",
        under="transfer",
    ),
    Page(
        "condition",
        N_("Condition report"),
        "clipboard-check",
        f"{__package__}.condition:ConditionPage",
        under="transfer",
    ),
)


def trade_pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The list, the form of a trade-in, and the standing and the condition sheet of a car."""
    from lifecycle_desk.stages.transfer.usecases.trade_listing import TradeCars

    listing = TradeCars(user)
    shown = [("second-hand", Place("transfer")), ("trade-in", Place("trade_in"))]
    for each in listing.rows(listing.keys(1)).values():
        shown += [("second-hand-of", Place("second_hand", each.vin)), ("condition", Place("condition", each.vin))]
    return shown
