"""An official reading of a battery's health, and whether a source charges by AC or DC, as forms."""

from typing import TYPE_CHECKING, Any, cast

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import ChoiceField, LineField
from lifecycle_desk.stages.charging.rules.health import OfficialKind
from lifecycle_desk.stages.charging.rules.sessions import Current
from lifecycle_desk.stages.charging.rules.words import NAMES
from lifecycle_desk.stages.charging.screens.fields import charge_field
from lifecycle_desk.stages.charging.usecases.currents import TellCurrent, tell_current
from lifecycle_desk.stages.charging.usecases.health import ReadHealth, read_health
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.fields import day_field, looked

if TYPE_CHECKING:
    from datetime import date


def saying(vin: str, source: str) -> Entry:
    """Whether AC or DC flowed in the sessions of a source that does not tell it."""
    current = ChoiceField(C_("charging", "Current"), [(each, each.label) for each in Current], value=Current.AC)
    name = Message(N_("AC or DC: %(source)s"), source=NAMES[source]) if source in NAMES else N_("AC or DC")
    return Entry(
        name,
        {"current": current},
        (((current, 1),),),
        lambda: tell_current,
        lambda: TellCurrent(vin, source, cast("Current", current.value)),
        N_("It is written down for all sessions of this source."),
    )


def reading(vin: str) -> Entry:
    """What the car, the maker's tool or a certificate tells of the battery's health."""
    health, on = charge_field(N_("State of health")), day_field(C_("event", "Date"), today=True, required=True)
    kind = ChoiceField(N_("Told by"), [(each, each.label) for each in OfficialKind], value=OfficialKind.DEALER_TOOL)
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
