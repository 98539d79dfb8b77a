"""The screens of the sale, each built when it is first opened."""

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Badge, Page, Place, Restores, Section


def _waiting(user: UserSession) -> Badge | None:
    """The cars that wait for something; late only where a storage check is overdue."""
    from lifecycle_desk.stages.sale.stock.usecases.listing import waiting

    found = waiting(user)
    return Badge(found.overdue or found.count, late=found.overdue > 0) if found.count else None


STOCK_TABLES = frozenset({"sale_stock", "sale_inspection_sheet"})

PAGES: tuple[Page, ...] = (
    Page(
        "sale",
        C_("stock", "Stock"),
        "key",
        f"{__package__}.stock.screens.listing:StockPage",
        Section.LIFE,
        2,
        stage="sale",
        badge=_waiting,
        tables=STOCK_TABLES,
    ),
    Page(
        "arrival",
        N_("Receive a vehicle"),
        "ship",
        f"{__package__}.arrival.screens.form:ArrivalPage",
        under="sale",
        restores=(Restores("arrival"),),
        right=f"{__package__}.stock.rules.rights:ARRIVAL",
        anywhere=True,
    ),
    Page("sale_of", N_("Vehicle sale"), "key", f"{__package__}.stock.screens.of_car:SaleOfPage", under="sale"),
    Page(
        "inspection",
        N_("Pre-delivery inspection (PDI)"),
        "clipboard-check",
        f"{__package__}.inspection.screens.inspection:InspectionPage",
        under="sale",
        restores=(Restores("reinspection"),),
    ),
    Page(
        "handover",
        C_("sale", "Handover"),
        "key",
        f"{__package__}.handover.screens.form:HandoverPage",
        under="sale",
        right=f"{__package__}.stock.rules.rights:HAND_OVER",
    ),
)


def _pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The stock, the arrival form, a car whose inspection is under way, and one that is sold."""
    from lifecycle_desk.stages.sale.stock.rules.status import StockList
    from lifecycle_desk.stages.sale.stock.usecases.showing import Stock

    shown = [("stock", Place("sale")), ("arrival", Place("arrival"))]
    for name, page, which in (
        ("inspection", "inspection", StockList.TO_INSPECT),
        ("sale-of", "sale_of", StockList.SOLD),
    ):
        listing = Stock(user, which)
        shown += [(name, Place(page, each.vin)) for each in listing.rows(listing.keys(1)).values()]
    return shown


PICTURES = (_pictures,)
