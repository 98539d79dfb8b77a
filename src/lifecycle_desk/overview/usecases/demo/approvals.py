"""The example's customers decide, and its cars are inspected by a template in the dealer's own language."""

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.overview.usecases.demo.shop import Shop
from lifecycle_desk.stages.service.estimates.rules import Decision, How
from lifecycle_desk.stages.service.estimates.usecases.approving import DecideEstimate, decide_estimate
from lifecycle_desk.stages.service.estimates.usecases.showing import estimate
from lifecycle_desk.stages.service.inspections.rules import Finding, InspectionTemplate, Point, PointKind
from lifecycle_desk.stages.service.inspections.usecases.inspecting import (
    RecordInspection,
    record_inspection,
    save_inspection_template,
)
from lifecycle_desk.stages.service.orders.usecases.showing import order


def template_of(shop: Shop) -> InspectionTemplate:
    """The shop's own inspection, in the language of the house."""
    own = shop.example.inspection
    measured = (
        Point(text=each.what, kind=PointKind.MEASURE, unit=each.unit, minimum=each.least) for each in own.measured
    )
    answered = (Point(text=each, choices=(own.good, own.bad), failing=(own.bad,)) for each in own.looked_at)
    return InspectionTemplate(own.name, (*measured, *answered))


def write_template(shop: Shop, user: UserSession) -> None:
    """Write it down on the first day."""
    save_inspection_template(user, template_of(shop))


def inspect(shop: Shop, user: UserSession, number: str, technician: str) -> None:
    """Inspect a car at an order: all is well but one thing, which becomes a job."""
    own = shop.example.inspection
    values = [Finding(point=at, value=each.found) for at, each in enumerate(own.measured, 1)]
    answers = [
        Finding(point=at, answer=own.bad if each == own.fails else own.good)
        for at, each in enumerate(own.looked_at, len(values) + 1)
    ]
    asked = RecordInspection(order=number, template=own.name, findings=(*values, *answers), inspector=technician)
    record_inspection(user, asked)


def decide(user: UserSession, number: str, *, refuse_last: bool) -> None:
    """Ask the customer by phone; he says yes to all, or to all but the last of some lines."""
    page, found = order(user, number), estimate(user, number)
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
    decide_estimate(user, asked)
