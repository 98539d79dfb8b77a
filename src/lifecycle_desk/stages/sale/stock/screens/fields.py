"""Common parts of the screens of the sale: names of fields, and the pressure of tyres."""

from datetime import date

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import PressureUnit, Unit
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import ReadField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_pressure
from lifecycle_desk.stages.sale.stock.rules.measures import MOST_KILOPASCALS

IN_UNIT = N_("In %(unit)s")


def labels_of(request: type) -> dict[str, str]:
    """The labels of a request's fields."""
    return {name: kind.label for name, kind in kinds_of(request).items()}


def today() -> date:
    """The day on which a form begins."""
    return translator().current.formats.today()


def pressure_field() -> ReadField:
    """The pressure of tyres, kept in whole kilopascals and typed as the market's gauges show it."""

    def read(text: str) -> tuple[object, str]:
        return read_pressure(text, translator().current, MOST_KILOPASCALS)

    return ReadField(N_("Tyre pressure"), read, hint=Message(IN_UNIT, unit=Unit(PressureUnit.KPA)))
