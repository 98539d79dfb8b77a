"""How a session reads in a list: when, how much, from which to which charge, where, for what."""

from datetime import datetime
from decimal import Decimal

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import KW, KWH, PERCENT
from lifecycle_desk.desktop.look.rows import Cell
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.charging.sessions.rules.sessions import Session
from lifecycle_desk.vehicle.screens.event_text import NOTHING, join

CREDITED, CREDIT, COMPUTED = C_("charging", "Credited"), C_("charging", "Credit"), N_("by tariff")
ARROW = "→"
TEN_KW = 10_000


def energy_of(watt_hours: int) -> str:
    """An energy in kWh, to a tenth."""
    return translator().current.formats.measure(Decimal(watt_hours).scaleb(-3), KWH, 1)


def charge_of(session: Session) -> str:
    """From which to which state of charge."""
    if session.soc_start is None and session.soc_end is None:
        return ""
    formats = translator().current.formats
    ends = [
        NOTHING if each is None else formats.number(Decimal(each) / 10) for each in (session.soc_start, session.soc_end)
    ]
    return formats.measured(f"{ends[0]} {ARROW} {ends[1]}", PERCENT)


def where_of(session: Session) -> str:
    """The current, the power, the place: where one column holds whatever a row says of where it charged."""
    return join(power_of(session), place_of(session))


def power_of(session: Session) -> str:
    """The current and the most power."""
    language = translator().current
    power = language.formats.measure(_kilowatts(session.most_watts), KW) if session.most_watts else ""
    return join(language(session.current.label) if session.current else "", power)


def place_of(session: Session) -> str:
    """The place and its town; empty at home, and where nobody says."""
    return join(session.place.name, session.place.city)


def _kilowatts(watts: int) -> Decimal:
    """Whole kW, tenths below ten."""
    return Decimal(watts).scaleb(-3).quantize(Decimal("0.1") if watts < TEN_KW else Decimal(1)).normalize() + 0


def cost_of(session: Session) -> str:
    """The cost."""
    return translator().current.formats.in_list(session.cost) if session.cost else ""


def started(moment: datetime) -> str:
    """When it began, as the market's clocks say."""
    return translator().current.formats.cell_moment(moment)


def verdict_of(session: Session, *, credited: bool) -> str | Cell:
    """The remark beside its figures."""
    language = translator().current
    if session.credits:
        return Cell(language(CREDIT), "neutral", "arrow-back-up")
    if credited:
        return Cell(language(CREDITED), "neutral", "arrow-back-up")
    return language(COMPUTED) if session.computed else ""
