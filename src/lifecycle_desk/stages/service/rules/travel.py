"""What of a repair order travels with the car: what was found and done; neither prices nor what the customer said."""

from collections.abc import Mapping
from typing import Any

from lifecycle_desk.stages.service.rules.states import OrderEvent
from lifecycle_desk.vehicle.rules.travel import Travels, only, teach

JOB = ("cause", "correction", "service")
LINE = ("kind", "text", "pays", "code", "hours", "quantity", "causal")


def _order(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The number, the state and the work; a sheet without names, prices and words of the customer."""
    kept = only("order", "state", "from", "serviced")(facts)
    sheet = facts.get("sheet")
    if not isinstance(sheet, Mapping):
        return kept
    jobs = [
        only(*JOB)(job) | {"lines": [only(*LINE)(line) for line in job.get("lines", ())]}
        for job in sheet.get("jobs", ())
    ]
    return kept | {"sheet": {"jobs": jobs} | only("odometer_in", "odometer_out")(sheet)}


teach({each.value: Travels(_order, documents=each is OrderEvent.CLOSED) for each in OrderEvent})
