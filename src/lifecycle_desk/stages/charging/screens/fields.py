"""Fields of charging: a moment, energy, a state of charge, an amount, degrees."""

from datetime import datetime
from decimal import Decimal

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import ReadField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import OutOfRange, read_moment, read_money, read_number
from lifecycle_desk.vehicle.rules.wording import kilowatt_hours

FULL, COLDEST, WARMEST = Decimal(100), Decimal(-60), Decimal(60)


def moment_field(label: UiText, *, required: bool = False) -> ReadField:
    """A day and a time as people type them; kept in the offset of the market's zone on that day."""

    def read(text: str) -> tuple[object, str]:
        language = translator().current
        moment, echo = read_moment(text, language, clock.now())
        return moment.astimezone(language.formats.zone), echo

    return ReadField(label, read, required=required, hint=N_("such as 15/3 18:30; t is today, -1 yesterday"))


def charge_field(label: UiText) -> ReadField:
    """A state of charge in per cent, kept as tenths."""

    def read(text: str) -> tuple[object, str]:
        language = translator().current
        value = read_number(text.replace("%", "").strip(), language).value
        if not 0 <= value <= FULL:
            raise OutOfRange(value, Decimal(0), FULL)
        return int(value * 10), language.formats.percent(value / 100)

    return ReadField(label, read)


def degrees_field(label: UiText) -> ReadField:
    """A temperature outside in °C, kept as tenths."""

    def read(text: str) -> tuple[object, str]:
        value = read_number(text.replace("°C", "").strip(), translator().current).value
        if not COLDEST <= value <= WARMEST:
            raise OutOfRange(value, COLDEST, WARMEST)
        return int(value * 10), ""

    return ReadField(label, read)


def cost_field(label: UiText, currency: str) -> ReadField:
    """An amount in a currency."""
    return ReadField(label, lambda text: read_money(text, translator().current, currency))


def moment_written(moment: datetime | None) -> str:
    """A moment as its field reads it back."""
    if moment is None:
        return ""
    formats = translator().current.formats
    local = formats.local(moment)
    return f"{formats.day(local.date(), 'short')} {formats.clock(local)}"


def tenths_written(tenths: int | None) -> str:
    """Tenths as their field reads them back."""
    return "" if tenths is None else translator().current.formats.number(Decimal(tenths) / 10)


def energy_written(watt_hours: int | None) -> str:
    """Wh as a field of kWh reads them back."""
    return "" if watt_hours is None else translator().current.formats.number(kilowatt_hours(watt_hours))
