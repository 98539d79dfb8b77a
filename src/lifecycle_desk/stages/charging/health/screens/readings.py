"""An official reading of a battery's health, and whether a source charges by AC or DC, as forms."""

from dataclasses import replace

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.charging.health.rules import OfficialKind
from lifecycle_desk.stages.charging.health.usecases.currents import TELLING, TellCurrent, tell_current
from lifecycle_desk.stages.charging.health.usecases.health import READING, ReadHealth, read_health
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current
from lifecycle_desk.stages.charging.sessions.rules.words import NAMES
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm


def saying(app: AppContext, vin: str, source: str) -> Entry:
    """Whether AC or DC flowed in the sessions of a source that does not tell it."""
    entry = StepForm(TELLING, Around(app), TellCurrent(vin, source, Current.AC)).entry(tell_current)
    named = Message(N_("AC or DC: %(source)s"), source=NAMES[source]) if source in NAMES else entry.title
    return replace(entry, title=named)


def reading(app: AppContext, vin: str) -> Entry:
    """A reading of the battery's health by the car, the maker's tool or a certificate."""
    begins = ReadHealth(vin, translator().current.formats.today(), 0, OfficialKind.DEALER_TOOL)
    return StepForm(READING, Around(app), begins).entry(read_health)
