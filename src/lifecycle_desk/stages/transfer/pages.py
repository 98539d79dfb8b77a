"""The pages of second-hand, each built when it is first opened."""

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Badge, Page, Place, Restores, Section


def _waiting(user: UserSession) -> Badge | None:
    """The cars that were taken in and that nobody has looked at yet."""
    from lifecycle_desk.stages.transfer.trade_in.usecases.listing import to_inspect

    count = to_inspect(user)
    return Badge(count) if count else None


TABLES = frozenset({"transfer_trade", "transfer_condition_sheet"})

PAGES: tuple[Page, ...] = (
    Page(
        "transfer",
        C_("stage", "Second-hand"),
        "arrows-exchange",
        f"{__package__}.trade_in.screens.listing:SecondHandPage",
        Section.LIFE,
        5,
        stage="transfer",
        badge=_waiting,
        tables=TABLES,
    ),
    Page(
        "second_hand",
        N_("Trade-in and condition"),
        "arrows-exchange",
        f"{__package__}.trade_in.screens.of_car:SecondHandOfPage",
        under="transfer",
    ),
    Page(
        "trade_in",
        N_("Trade in a vehicle"),
        "arrows-exchange",
        f"{__package__}.trade_in.screens.form:TradeInPage",
        under="transfer",
        restores=(Restores("trade-in"),),
        right=f"{__package__}.trade_in.rules.rights:TRADE",
        anywhere=True,
    ),
    Page(
        "condition",
        N_("Condition report"),
        "clipboard-check",
        f"{__package__}.condition.screens.condition:ConditionPage",
        under="transfer",
    ),
    Page(
        "change_of_owner",
        N_("Change of owner"),
        "arrows-exchange",
        f"{__package__}.ownership.screens.form:ChangeOfOwnerPage",
        under="transfer",
        right=f"{__package__}.trade_in.rules.rights:CHANGE_OWNER",
    ),
)


def _trade_pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The list, the form of a trade-in, and the standing and the condition sheet of a car."""
    from lifecycle_desk.stages.transfer.trade_in.usecases.listing import TradeCars

    listing = TradeCars(user)
    shown = [("second-hand", Place("transfer")), ("trade-in", Place("trade_in"))]
    for each in listing.rows(listing.keys(1)).values():
        shown += [("second-hand-of", Place("second_hand", each.vin)), ("condition", Place("condition", each.vin))]
    return shown


def _pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The form of a change of owner, for a vehicle in use."""
    from lifecycle_desk.vehicle.rules.life import Stage
    from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

    cars = Vehicles(user, Stage.IN_USE)
    return [("change-of-owner", Place("change_of_owner", each.vin)) for each in cars.rows(cars.keys(1)).values()]


PICTURES = (_trade_pictures, _pictures)
