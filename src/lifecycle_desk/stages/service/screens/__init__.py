"""The screens of the workshop: the board and the list, the form, one order; each is built when it is first opened."""

from typing import TYPE_CHECKING

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.desktop.pages import Badge, Command, Page, Place, Section
from lifecycle_desk.stages.service.rules import wording
from lifecycle_desk.stages.service.rules.claims import wording as claim_wording

if TYPE_CHECKING:
    from lifecycle_desk.desktop.desk import Desk
    from lifecycle_desk.desktop.pages import PageWidget

__all__ = [
    "PAGES",
    "PICTURES",
    "claim_wording",
    "wording",
]  # who shows it also tells its events


def _workshop(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.service.screens.workshop import WorkshopPage

    return WorkshopPage(desk)


def _order(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.service.screens.order import OneOrderPage

    return OneOrderPage(desk)


def _form(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.service.screens.order_form import OrderFormPage

    return OrderFormPage(desk)


def _code(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.service.screens.who_had import WhoHadPage

    return WhoHadPage(desk)


def _due(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.service.screens.due_list import DuePage

    return DuePage(desk)


def _overdue(seat: Seat) -> Badge | None:
    """The cars of which something is overdue, and nobody has put it off."""
    from lifecycle_desk.stages.service.usecases.due import overdue

    found = overdue(seat)
    return Badge(found, late=True) if found else None


def _inspect(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.service.screens.inspecting import InspectOrderPage

    return InspectOrderPage(desk)


def _inspection_templates(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.service.screens.inspection_templates import InspectionTemplatesPage

    return InspectionTemplatesPage(desk)


def _claims(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.service.screens.claims.listing import ClaimsPage

    return ClaimsPage(desk)


def _claim(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.service.screens.claims.page import OneClaimPage

    return OneClaimPage(desk)


def _waiting(seat: Seat) -> Badge | None:
    """How many orders are late, in red; where none is, how many stand in the workshop."""
    from lifecycle_desk.stages.service.usecases.showing import what_waits

    found = what_waits(seat)
    if found.late:
        return Badge(found.late, late=True)
    return Badge(found.open) if found.open else None


NEW_ORDER = Command(N_("New repair order"), "plus", lambda desk: desk.go("order_form"))
CLAIMS = Command(N_("Warranty claims"), "shield-check", lambda desk: desk.go("claims"))
BOARD = Command(N_("Workshop board"), "columns", lambda desk: desk.go("service"))
DUE = Command(N_("What is due over all cars"), "calendar-due", lambda desk: desk.go("due"))

TEMPLATES = Command(N_("Templates of inspections"), "list-check", lambda desk: desk.go("inspection_templates"))
WHO_HAD = Command(N_("Who had a trouble code"), "alert-circle", lambda desk: desk.go("code"))

PAGES: tuple[Page, ...] = (
    Page(
        "service",
        C_("stage", "Service"),
        "tool",
        _workshop,
        Section.LIFE,
        4,
        stage="service",
        badge=_waiting,
        tables=frozenset({"repair_order"}),
        commands=(NEW_ORDER, BOARD, WHO_HAD, CLAIMS),
    ),
    Page(
        "due",
        N_("Service due"),
        "calendar-due",
        _due,
        Section.LIFE,
        stage="service",
        badge=_overdue,
        tables=frozenset({"vehicle_due"}),
        commands=(DUE,),
    ),
    Page("order", N_("Repair order"), "tool", _order, under="service"),
    Page("claims", N_("Warranty claims"), "shield-check", _claims, under="service"),
    Page("claim", N_("Warranty claim"), "shield-check", _claim, under="service"),
    Page("order_form", N_("New repair order"), "plus", _form, under="service"),
    Page("inspect_order", N_("Inspection"), "list-check", _inspect, under="service"),
    Page(
        "inspection_templates",
        N_("Templates of inspections"),
        "list-check",
        _inspection_templates,
        under="service",
        commands=(TEMPLATES,),
    ),
    Page("code", N_("Who had this code"), "alert-circle", _code, under="service"),
)


def _pictures(seat: Seat) -> list[tuple[str, Place]]:
    """The board, an open order that is worked on and inspected, a code read most, templates, the form of a vehicle."""
    from lifecycle_desk.stages.service.rules.states import OrderState
    from lifecycle_desk.stages.service.usecases.showing import Orders
    from lifecycle_desk.stages.service.usecases.who_had import codes_read_most

    orders, waiting = Orders(seat, (OrderState.IN_WORK,)), Orders(seat, (OrderState.BOOKED,))
    shown = [("workshop", Place("service")), ("service-due", Place("due"))]
    for each in orders.rows(orders.keys(1)).values():
        shown += [("repair-order", Place("order", each.number)), ("inspect-order", Place("inspect_order", each.number))]
    shown.append(("inspection-templates", Place("inspection_templates")))
    shown += [("trouble-code", Place("code", each)) for each in codes_read_most(seat, 1)]
    return shown + [("order-form", Place("order_form", each.vin)) for each in waiting.rows(waiting.keys(1)).values()]


def _claim_pictures(seat: Seat) -> list[tuple[str, Place]]:
    """The list of claims, one that is written, and one that the maker has answered."""
    from lifecycle_desk.stages.service.usecases.claims.listing import ClaimList, Claims

    shown = [("claims", Place("claims"))]
    for name, which in (("claim", ClaimList.TO_SEND), ("claim-answered", ClaimList.TO_BE_PAID)):
        listing = Claims(seat, which)
        shown += [(name, Place("claim", each.number)) for each in listing.rows(listing.keys(1)).values()]
    return shown


PICTURES = (_pictures, _claim_pictures)
