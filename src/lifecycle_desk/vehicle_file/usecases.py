"""Everything known of one vehicle in one answer, as other programs read it."""

from typing import Any

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.cover.usecases import shown_covers
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.schedules.usecases.due import shown_due
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.usecases.showing import VehiclePage, page


def shown(user: UserSession, given: str) -> dict[str, Any]:
    """Everything known of one vehicle, as other programs read it."""
    return shown_of(user, page(user, given))


def shown_of(user: UserSession, found: VehiclePage) -> dict[str, Any]:
    """What its page shows, as other programs read it: unknown values are None, never 0 or empty."""
    figures, described = found.figures, found.description
    since = figures.owner_since
    return {
        "vin": found.vin,
        "original_vin": described["original_vin"],
        "make": described["make"] or None,
        "model": " ".join(filter(None, (described["model"], described["variant"]))) or None,
        "model_year": described["model_year"],
        "plate": figures.plate or None,
        "stage": figures.stage,
        "odometer_km": figures.odometer_km,
        "odometer_shown_km": found.odometer.shown_km if found.odometer else None,
        "odometer_on": figures.odometer_on,
        "owner": {"name": found.owner.name if found.owner else None, "since": since} if figures.owner else None,
        "first_registered_on": figures.first_registered_on,
        "warranty_started_on": figures.warranty_started_on,
        "battery": {
            "code": figures.battery or None,
            "chemistry": described["chemistry"],
            "usable_kwh": _kwh(described["usable_wh"]),
            "health": None,
        },
        "cover": shown_covers(user, found.vin, today_at(user)),
        "due": shown_due(user, found.vin),
        "campaigns": [],
        "events": [_event(each.told) for each in found.lines],
    }


def _kwh(watt_hours: int | None) -> str | None:
    """Exact kWh as text: a float would not be."""
    if watt_hours is None:
        return None
    whole, rest = divmod(watt_hours, 1000)
    return f"{whole}.{rest:03}".rstrip("0").rstrip(".")


def _event(told: RecordedEvent) -> dict[str, Any]:
    return {
        "seq": told.seq,
        "on": told.on,
        "kind": told.kind,
        "odometer_km": told.odometer.km if told.odometer else None,
        "facts": told.facts,
        "paid": told.paid,
        "corrects": told.corrects,
    }
