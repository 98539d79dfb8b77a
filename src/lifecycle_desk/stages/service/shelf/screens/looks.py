"""How the parts store looks: what is dangerous, what is short, how a movement is marked, how a quantity is written."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import KG
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.shelf.rules.held import HeldState
from lifecycle_desk.stages.service.shelf.rules.movements import MovementKind
from lifecycle_desk.stages.service.shelf.rules.parts import Hazard, StockUnit, quantity_of
from lifecycle_desk.stages.service.shelf.rules.storage import METRE
from lifecycle_desk.stages.service.shelf.usecases.listing import StockList

NO_PLACE = N_("No place")
LISTS: dict[StockList, states.Look] = {
    StockList.TO_ORDER: states.TO_DO,
    StockList.BELOW: states.PARTS_WANTED,
    StockList.HIGH_VOLTAGE: states.TO_WATCH,
}
HAZARDS: dict[Hazard, states.Look] = {
    Hazard.HV_BATTERY: ("warn", "bolt"),
    Hazard.HV_BATTERY_DAMAGED: ("danger", "alert-triangle"),
    Hazard.HV_COMPONENT: ("warn", "bolt"),
}
MOVES: dict[MovementKind, tuple[t.Tone, str]] = {
    MovementKind.RECEIVED: ("ok", "package"),
    MovementKind.ISSUED: ("neutral", "tool"),
    MovementKind.RETURNED: ("neutral", "arrow-back-up"),
    MovementKind.SENT_BACK: ("warn", "truck-delivery"),
    MovementKind.MOVED: ("neutral", "arrows-exchange"),
    MovementKind.COUNTED: ("accent", "clipboard-check"),
    MovementKind.CORRECTED: ("warn", "pencil"),
    MovementKind.UNDONE: ("neutral", "x"),
}
STATES: dict[HeldState, states.Look] = {
    HeldState.HELD: states.PARTS_STORED,
    HeldState.SENT: states.ON_THE_WAY,
    HeldState.SCRAPPED: states.CANCELLED,
    HeldState.VOIDED: states.CANCELLED,
}
MEASURED = {StockUnit.LITRE: "l", StockUnit.KILOGRAM: KG, StockUnit.METRE: METRE}


def quantity_said(thousandths: int, unit: StockUnit = StockUnit.PIECE) -> str:
    """A quantity as the language writes it: pieces as a bare number, litres with their sign."""
    formats, value = translator().current.formats, quantity_of(thousandths)
    return formats.measure(value, MEASURED[unit]) if unit in MEASURED else formats.number(value)
