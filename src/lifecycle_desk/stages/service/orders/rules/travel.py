"""The facts of a visit that travel with the car: findings, readings out and work; neither prices nor people's words."""

from collections.abc import Mapping
from typing import Any

from lifecycle_desk.campaigns.rules.status import CARRIED_OUT
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import DiagnosisEvent
from lifecycle_desk.stages.service.estimates.rules import ApprovalEvent
from lifecycle_desk.stages.service.inspections.rules import InspectionEvent
from lifecycle_desk.stages.service.orders.rules.orders import JOB_TRAVELS, LINE_TRAVELS
from lifecycle_desk.stages.service.orders.rules.states import OrderEvent
from lifecycle_desk.vehicle.rules.travel import Travels, only, teach


def _order(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The number, the state and the work; a sheet without names, prices and words of the customer."""
    kept = only("order", "state", "from", "serviced", CARRIED_OUT)(facts)
    sheet = facts.get("sheet")
    if not isinstance(sheet, Mapping):
        return kept
    jobs = [
        only(*JOB_TRAVELS)(job) | {"lines": [only(*LINE_TRAVELS)(line) for line in job.get("lines", ())]}
        for job in sheet.get("jobs", ())
    ]
    return kept | {"sheet": {"jobs": jobs} | only("odometer_in", "odometer_out")(sheet)}


DIAGNOSIS = ("order", "ecus", "started", "ended", "software", "tool", "session")

teach({DiagnosisEvent.READ.value: Travels(only(*DIAGNOSIS))})
INSPECTION = ("order", "template", "points", "failed")

teach({ApprovalEvent.DECIDED.value: Travels(only("order"))})
teach({InspectionEvent.INSPECTED.value: Travels(only(*INSPECTION), documents=True)})
teach(
    {
        each.value: Travels(_order, documents=each is OrderEvent.CLOSED)
        for each in OrderEvent
        if each not in {OrderEvent.WORKED, OrderEvent.WORK_TAKEN_BACK}  # which travel as their steps say
    }
)
