"""The screens of the sale, each built when it is first opened."""

from typing import TYPE_CHECKING

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.desktop.pages import Badge, Command, Page, Place, Section

if TYPE_CHECKING:
    from lifecycle_desk.desktop.desk import Desk
    from lifecycle_desk.desktop.pages import PageWidget


def _stock(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.sale.screens.stock import StockPage

    return StockPage(desk)


def _arrival(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.sale.screens.arrival import ArrivalPage

    return ArrivalPage(desk)


def _sale_of(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.sale.screens.sale_of import SaleOfPage

    return SaleOfPage(desk)


def _inspection(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.sale.screens.inspection import InspectionPage

    return InspectionPage(desk)


def _handover(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.sale.screens.handover import HandoverPage

    return HandoverPage(desk)


def _waiting(seat: Seat) -> Badge | None:
    """The cars that wait for something; late only where a storage check is overdue."""
    from lifecycle_desk.stages.sale.usecases.listing import waiting

    found = waiting(seat)
    return Badge(found.overdue or found.count, late=found.overdue > 0) if found.count else None


RECEIVE = Command(N_("Receive a vehicle"), "ship", lambda desk: desk.go("arrival"))
STOCK = Command(C_("stock", "Stock"), "key", lambda desk: desk.go("sale"))
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


def _pictures(seat: Seat) -> list[tuple[str, Place]]:
    """The stock, the arrival form, a car whose inspection is under way, and one that is sold."""
    from lifecycle_desk.stages.sale.rules.standing import StockList
    from lifecycle_desk.stages.sale.usecases.showing import Stock

    shown = [("stock", Place("sale")), ("arrival", Place("arrival"))]
    for name, page, which in (
        ("inspection", "inspection", StockList.TO_INSPECT),
        ("sale-of", "sale_of", StockList.SOLD),
    ):
        listing = Stock(seat, which)
        shown += [(name, Place(page, each.vin)) for each in listing.rows(listing.keys(1)).values()]
    return shown


PICTURES = (_pictures,)
