"""Repair orders as what papers are about: those that a few letters find, by their vehicle too, or the latest."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.subjects import Subject, SubjectKind
from lifecycle_desk.stages.service.orders.tables.lists import OrderSummary
from lifecycle_desk.stages.service.orders.usecases.showing import Orders, orders_of
from lifecycle_desk.vehicle.usecases.showing import look_for
from lifecycle_desk.vehicle.usecases.subjects import MOST


def orders_found(user: UserSession, text: str) -> tuple[Subject, ...]:
    """The orders that a few letters find; without letters, the latest."""
    if not text.strip():
        listed = Orders(user)
        return tuple(_subject(each) for each in listed.rows(listed.keys(MOST)).values())
    hits = look_for(user, text).hits
    numbers = [
        Subject(hit.ref, hit.ref, hit.label.removeprefix(hit.ref).strip()) for hit in hits if hit.kind == "order"
    ]
    cars = [hit.vin for hit in hits if hit.kind == "vehicle" and hit.vin]
    of_cars = [_subject(each) for vin in cars[:MOST] for each in orders_of(user, vin)]
    return tuple({each.value: each for each in (*numbers, *of_cars)}.values())[:MOST]


def _subject(order: OrderSummary) -> Subject:
    return Subject(order.number, order.number, " ".join(filter(None, (order.plate, order.model, order.owner))))


SUBJECTS = (
    SubjectKind(
        "order",
        N_("Repair order or vehicle"),
        orders_found,
        lambda word: 4 if word.upper().startswith("RO-") else 0,
        rank=0,  # the workshop prints most
    ),
)
