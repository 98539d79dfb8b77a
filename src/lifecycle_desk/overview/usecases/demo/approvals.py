"""The example's customers decide, and its cars are inspected by a template in the dealer's own language."""

from decimal import Decimal

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.market.checklists import Item, ItemKind, checklist
from lifecycle_desk.overview.usecases.demo.shop import Shop
from lifecycle_desk.stages.service.rules.approval import Decision, How
from lifecycle_desk.stages.service.rules.inspections import Finding, InspectionTemplate, Point, PointKind
from lifecycle_desk.stages.service.usecases.approving import DecideEstimate, decide_estimate
from lifecycle_desk.stages.service.usecases.estimates import estimate
from lifecycle_desk.stages.service.usecases.inspecting import (
    RecordInspection,
    record_inspection,
    save_inspection_template,
)
from lifecycle_desk.stages.service.usecases.inspections_shown import inspection_page
from lifecycle_desk.stages.service.usecases.showing import order

LOOKED_AT = (
    *("voltage_12v", "terminals_12v", "coolant_level", "brake_fluid", "pressure_front", "pressure_rear"),
    *("tyre_condition", "lamps", "wipers_horn", "underbody"),
)
FAILS = "wipers_horn"  # what the one inspection of the example finds
NAME = N_("Inspection")


def write_template(shop: Shop, seat: Seat) -> None:
    """Write the dealer's own inspection: points of the list for deliveries, in the language of the house."""
    voice = spoken(seat)
    good, bad = voice(C_("inspection", "Pass")), voice(C_("inspection", "Fail"))
    items = [each for each in checklist("pdi", shop.today).items if each.id in LOOKED_AT]
    points = tuple(_point(each, voice(each.says), good, bad) for each in items)
    save_inspection_template(seat, InspectionTemplate(voice(NAME), points))


def _point(item: Item, text: str, good: str, bad: str) -> Point:
    if item.kind is ItemKind.MEASURE:
        limits = {"unit": item.unit or "", "minimum": item.minimum, "maximum": item.maximum}
        return Point(text=text, kind=PointKind.MEASURE, **limits)  # type: ignore[arg-type]  # each as its field is
    return Point(text=text, choices=(good, bad), failing=(bad,))


def inspect(shop: Shop, seat: Seat, number: str, technician: str) -> None:
    """Inspect a car at an order: all is well but one thing, which becomes a job."""
    (template,) = inspection_page(seat, number).templates
    items = [each for each in checklist("pdi", shop.today).items if each.id in LOOKED_AT]
    found = tuple(
        _finding(at, point, fails=item.id == FAILS)
        for at, (point, item) in enumerate(zip(template.points, items, strict=True), 1)
    )
    asked = RecordInspection(order=number, template=template.name, findings=found, inspector=technician)
    record_inspection(seat, asked)


def _finding(at: int, point: Point, *, fails: bool) -> Finding:
    if point.kind is PointKind.MEASURE:
        least, most = point.minimum, point.maximum
        value = (least + most) / 2 if least is not None and most is not None else least or most or Decimal(1)
        return Finding(point=at, value=value)
    return Finding(point=at, answer=point.choices[1] if fails else point.choices[0])


def decide(seat: Seat, number: str, *, refuse_last: bool) -> None:
    """Ask the customer by phone; he says yes to all, or to all but the last of some lines."""
    page, found = order(seat, number), estimate(seat, number)
    if not found.lines or page.customer is None:
        return
    last = len(found.lines) - 1
    decisions = tuple(
        Decision(job, line, approved=not (refuse_last and at == last and last > 0))
        for at, (job, line, _) in enumerate(found.lines)
    )
    asked = DecideEstimate(
        number=number, revision=found.revision, decisions=decisions, how=How.PHONE, who=page.customer.name
    )
    decide_estimate(seat, asked)
