"""An official reading of a battery's health, as a form."""

from typing import TYPE_CHECKING, Any, cast

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.parts import ChoiceField, LineField
from lifecycle_desk.stages.charging.rules.health import OfficialKind
from lifecycle_desk.stages.charging.screens.fields import charge_field
from lifecycle_desk.stages.charging.usecases.health import ReadHealth, read_health
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.fields import day_field, looked

if TYPE_CHECKING:
    from datetime import date


def reading(vin: str) -> Entry:
    """What the car, the maker's tool or a certificate tells of the battery's health."""
    health, on = charge_field(N_("State of health")), day_field(C_("event", "Date"), today=True, required=True)
    kind = ChoiceField(N_("Told by"), [(each, each.says) for each in OfficialKind], value=OfficialKind.DEALER_TOOL)
    note = LineField(C_("event", "Note"))

    def read() -> Any:
        looked(health, on)
        if health.value is None and not health.is_faulty:
            health.fault(N_("Please fill this in."))
        told = cast("int | None", health.value)
        return ReadHealth(vin, cast("date", on.value), told or 0, cast("OfficialKind", kind.value), note.text)

    return Entry(
        N_("Battery health told by others"),
        {"tenths": health, "on": on, "kind": kind, "note": note},
        (((health, 1), (kind, 1), (on, 1), (note, 2)),),
        lambda: read_health,
        read,
        N_("The battery reading is written down."),
    )
