"""Wording of a sale: what several of its steps tell, and the event that settles what followed from them."""

from datetime import date

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.stages.sale.stock.rules.facts import Decided
from lifecycle_desk.stages.sale.stock.rules.status import Happening
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, Worded, teach

WARRANTY_FROM = N_("Warranty from")


def apart_chip(told: RecordedEvent) -> tuple[str, str] | None:
    """The chip of what sends a car to quarantine."""
    return (C_("vehicle", "Quarantined"), "danger") if told.sets.quarantined else None


def warranty_from(told: RecordedEvent, _: Names) -> date | None:
    """The day from which the warranty runs, as far as an event tells it."""
    warranty = told.facts_as(Decided).warranty
    return warranty.starts_on if warranty else None


def _settled(told: RecordedEvent, names: Names) -> Worded:
    stage = told.sets.stage
    facts = ((C_("vehicle", "Stage"), stage), (WARRANTY_FROM, warranty_from(told, names)))
    known = tuple((label, value) for label, value in facts if value)
    return Worded(Said(Happening.SETTLED.label), (stage,) if stage else (), known, "history")


teach({Happening.SETTLED.value: _settled})
