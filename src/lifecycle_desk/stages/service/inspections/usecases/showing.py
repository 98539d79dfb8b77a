"""Showing inspections: the dealer's templates, and what was found at an order."""

from dataclasses import dataclass

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.inspections import tables as inspection_rows
from lifecycle_desk.stages.service.inspections.rules import InspectionTemplate
from lifecycle_desk.stages.service.inspections.tables import Inspection
from lifecycle_desk.stages.service.orders.tables import orders
from lifecycle_desk.stages.service.orders.tables.templates import TEMPLATES

__all__ = ["Inspection", "InspectionPage", "inspection_page", "inspection_templates", "inspections_of"]


@dataclass(frozen=True, slots=True)
class InspectionPage:
    """The data for inspecting a car at an order: the templates, and names of order templates that points may name."""

    number: str
    vin: str
    technician: str
    live: bool
    templates: tuple[InspectionTemplate, ...]


def inspection_page(user: UserSession, number: str) -> InspectionPage:
    """The data for inspecting a car at an order; refuses a number that there is not."""
    with user.store.reading() as tx:
        order = orders.order(tx, number)
        return InspectionPage(
            order.number,
            order.vin,
            order.sheet.technician,
            not order.state.is_final,
            inspection_rows.templates(tx),
        )


def inspections_of(user: UserSession, number: str) -> tuple[Inspection, ...]:
    """The inspections of an order that count, the last first."""
    with user.store.reading() as tx:
        order = orders.order(tx, number)
        return tuple(each for each in inspection_rows.of_order(tx, order.key) if each.counts)


def inspection_templates(user: UserSession) -> tuple[tuple[InspectionTemplate, ...], tuple[str, ...]]:
    """All templates of inspections, and the names of the order templates that their points may name."""
    with user.store.reading() as tx:
        names = tuple(name for name, _ in TEMPLATES.all(tx))
        return inspection_rows.templates(tx), names
