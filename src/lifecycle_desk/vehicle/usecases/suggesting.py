"""Suggestions of a VIN for an undescribed car: make, model year and plant, with their confidence."""

from dataclasses import replace
from typing import Any

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.vin import Confidence, Suggested, decode
from lifecycle_desk.vehicle.usecases.life import Description

SUGGESTED = "suggested"  # the fact under which an event keeps what nobody told and the VIN suggests


def completed(tx: Transaction, vin: str, told: Description) -> tuple[Description, dict[str, Any]]:
    """A description with what the VIN suggests in its empty places, and these suggestions as facts of an event.

    A model year that is only possible is told as a suggestion and not filled in: a cover counts by it.
    """
    try:
        facts = decode(vin, told.original_vin, tx.at.year)
    except Objection:  # an original VIN that is none is refused where it is kept
        return told, {}
    found: dict[str, Suggested] = {}
    if not told.make and facts.make:
        found["make"] = facts.make
    if told.model_year is None and facts.year:
        found["model_year"] = facts.year
    if facts.plant:
        found["plant"] = facts.plant
    year = found.get("model_year")
    made = replace(
        told,
        make=told.make or (str(found["make"].value) if "make" in found else ""),
        model_year=int(year.value) if year and year.confidence is not Confidence.POSSIBLE else told.model_year,
    )
    said = {name: {"value": each.value, "confidence": each.confidence.value} for name, each in found.items()}
    return made, {SUGGESTED: said} if said else {}
