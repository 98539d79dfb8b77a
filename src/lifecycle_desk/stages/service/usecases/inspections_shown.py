"""Showing inspections: the dealer's templates, and what was found at an order."""

from dataclasses import dataclass

from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.stages.service.rules.inspections import InspectionTemplate
from lifecycle_desk.stages.service.tables import inspections as kept
from lifecycle_desk.stages.service.tables import orders
from lifecycle_desk.stages.service.tables import templates as order_templates
from lifecycle_desk.stages.service.tables.inspections import Inspection
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.documents import Document

__all__ = ["Inspection", "InspectionPage", "inspection_page", "inspection_templates", "inspections_of"]


@dataclass(frozen=True, slots=True)
class InspectionPage:
    """What one needs to inspect a car at an order: the templates, and names of order templates that points may name."""

    number: str
    vin: str
    technician: str
    live: bool
    templates: tuple[InspectionTemplate, ...]


def inspection_page(seat: Seat, number: str) -> InspectionPage:
    """What one needs to inspect a car at an order; refuses a number that there is not."""
    with seat.store.reading() as work:
        order = orders.order(work, number)
        return InspectionPage(
            order.number, order.vin, order.sheet.technician, not order.state.is_final, tuple(kept.templates(work))
        )


def inspections_of(seat: Seat, number: str) -> tuple[Inspection, ...]:
    """The inspections of an order that count, the last first."""
    with seat.store.reading() as work:
        order = orders.order(work, number)
        return tuple(each for each in kept.of_order(work, order.key) if each.counts)


def inspection_templates(seat: Seat) -> tuple[tuple[InspectionTemplate, ...], tuple[str, ...]]:
    """All templates of inspections, and the names of the order templates that their points may name."""
    with seat.store.reading() as work:
        names = tuple(name for name, _ in order_templates.templates(work))
        return tuple(kept.templates(work)), names


def pictures_of(seat: Seat, found: Inspection) -> dict[str, Document]:
    """The documents of an inspection that are known, by their hashes."""
    with seat.store.reading() as work:
        digests = {digest for each in found.body.findings for digest in each.documents}
        return {each: Document(each, *named) for each in digests if (named := people.document(work, each))}
