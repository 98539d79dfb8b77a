"""The screens of the sale, each built when it is first opened."""

from typing import TYPE_CHECKING

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Badge, Command, Page, Place, Section

if TYPE_CHECKING:
    from lifecycle_desk.desktop.app_context import AppContext
    from lifecycle_desk.desktop.pages import PageWidget


def _stock(app: "AppContext") -> "PageWidget":
    from lifecycle_desk.stages.sale.screens.stock import StockPage

    return StockPage(app)


def _arrival(app: "AppContext") -> "PageWidget":
    from lifecycle_desk.stages.sale.screens.arrival import ArrivalPage

    return ArrivalPage(app)


def _sale_of(app: "AppContext") -> "PageWidget":
    from lifecycle_desk.stages.sale.screens.sale_of import SaleOfPage

    return SaleOfPage(app)


def _inspection(app: "AppContext") -> "PageWidget":
    from lifecycle_desk.stages.sale.screens.inspection import InspectionPage

    return InspectionPage(app)


def _handover(app: "AppContext") -> "PageWidget":
    from lifecycle_desk.stages.sale.screens.handover import HandoverPage

    return HandoverPage(app)


def _waiting(user: UserSession) -> Badge | None:
    """The cars that wait for something; late only where a storage check is overdue."""
    from lifecycle_desk.stages.sale.usecases.listing import waiting

    found = waiting(user)
    return Badge(found.overdue or found.count, late=found.overdue > 0) if found.count else None


RECEIVE = Command(N_("Receive a vehicle"), "ship", lambda app: app.go("arrival"))
STOCK = Command(C_("stock", "Stock"), "key", lambda app: app.go("sale"))
STOCK_TABLES = frozenset({"sale_stock", "sale_inspection_sheet"})

PAGES: tuple[Page, ...] = (
    Page(
        "sale",
        C_("stage", "Sale"),
        "key",
        _stock,
        Section.LIFE,
        2,
        stage="sale",
        badge=_waiting,
        tables=STOCK_TABLES,
        commands=(RECEIVE, STOCK),
    ),
    Page("arrival", N_("Receive a vehicle"), "ship", _arrival, under="sale"),
    Page("sale_of", N_("Sale of a vehicle"), "key", _sale_of, under="sale"),
    Page("inspection", N_("Pre-delivery inspection (PDI)"), "clipboard-check", _inspection, under="sale"),
    Page("handover", C_("sale", "Handover"), "key", _handover, under="sale"),
)


def _pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The stock, the arrival form, a car whose inspection is under way, and one that is sold."""
    from lifecycle_desk.stages.sale.rules.status import StockList
    from lifecycle_desk.stages.sale.usecases.showing import Stock

    shown = [("stock", Place("sale")), ("arrival", Place("arrival"))]
    for name, page, which in (
        ("inspection", "inspection", StockList.TO_INSPECT),
        ("sale-of", "sale_of", StockList.SOLD),
    ):
        listing = Stock(user, which)
        shown += [(name, Place(page, each.vin)) for each in listing.rows(listing.keys(1)).values()]
    return shown


PICTURES = (_pictures,)
