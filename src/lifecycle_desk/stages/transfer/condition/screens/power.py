"""Measurements of the batteries: health, insulation and charge of the high-voltage one, and the 12 V battery."""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import Signal, Slot

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import OHM_PER_VOLT, VOLT, Measure
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Card, Field, SectionTitle, column, row, wrap
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.transfer.condition.rules.condition import MOST_KILOHMS, MOST_VOLTS, Electric, HealthMethod
from lifecycle_desk.stages.transfer.condition.rules.limits import Limits, ohms_per_volt
from lifecycle_desk.stages.transfer.trade_in.screens.fields import (
    measure_field,
    number_text,
    term_field,
    whole,
    whole_field,
)
from lifecycle_desk.vehicle.screens.fields import chosen, day_field, exact


class Power(Card):
    """The fields of both batteries; those of the high-voltage one only where there is one."""

    changed = Signal()

    def __init__(self) -> None:
        self._limits: Limits | None = None
        self._electric = True
        self.health = measure_field(N_("Battery health"), "%", hint=N_("Percent"))
        self.method = term_field(C_("health", "Method"), HealthMethod, none=PlainText("–"))
        self.on = day_field(C_("health", "Read on"))
        self.insulation = whole_field(N_("Insulation, kΩ"), "kΩ", MOST_KILOHMS)
        self.volts = whole_field(N_("Measured at, V"), "V", MOST_VOLTS)
        self.charge = whole_field(N_("State of charge"), "%", 100, hint=N_("Percent"))
        self.twelve = measure_field(N_("12 V battery, V"), "V", hint=N_("Voltage at rest"))
        first = row((self.health, 1), (self.method, 1), (self.on, 1), gap=12)
        second = row((self.insulation, 1), (self.volts, 1), (self.charge, 1), gap=12)
        self._high = wrap(column(first, second, gap=t.FIELD_GAP))
        third = row((self.twelve, 1), None, gap=12)
        third.setStretch(1, 2)
        super().__init__(
            column(SectionTitle(N_("Batteries")), self._high, third, gap=t.FIELD_GAP, margins=(16, 12, 16, 8))
        )
        for field in (self.health, self.on, self.insulation, self.volts, self.charge, self.twelve):
            field.read.connect(self._read)
        self.method.chosen.connect(self._read)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        high: dict[str, Field] = {
            "health_percent": self.health,
            "health_on": self.on,
            "on.health": self.on,
            "insulation_kohm": self.insulation,
            "volts": self.volts,
            "soc_percent": self.charge,
        }
        return (high if self._electric else {}) | {"twelve_volt_mv": self.twelve}

    def fill_in(self, electric: Electric | None, twelve_volt_mv: int | None, limits: Limits, *, has_one: bool) -> None:
        """Show what was measured, and judge it by these limits from now on."""
        self._limits, self._electric = limits, has_one
        told = electric or Electric()
        self.health.set_text(number_text(told.health_percent))
        self.method.set_value(told.health_method)
        self.on.set_text(translator().current.formats.day(told.health_on, "short") if told.health_on else "")
        self.insulation.set_text(number_text(told.insulation_kohm))
        self.volts.set_text(number_text(told.volts))
        self.charge.set_text(number_text(told.soc_percent))
        self.twelve.set_text(number_text(Decimal(twelve_volt_mv) / 1000) if twelve_volt_mv is not None else "")
        self._high.setVisible(has_one)
        self._read()

    def read(self) -> Electric | None:
        """The measurements of the high-voltage system; None in a car without one."""
        if not self._electric:
            return None
        on = self.on.value
        return Electric(
            exact(self.health),
            chosen(HealthMethod, self.method),
            on if isinstance(on, date) else None,
            whole(self.insulation),
            whole(self.volts),
            whole(self.charge),
        )

    @property
    def twelve_volt_mv(self) -> int | None:
        """The voltage of the 12 V battery in whole millivolts."""
        volts = exact(self.twelve)
        return int(volts * 1000) if volts is not None else None

    @Slot()
    def _read(self) -> None:
        electric, limits = self.read(), self._limits
        measured = ohms_per_volt(electric) if electric else None
        if limits and measured is not None:
            written = translator().current.formats.measure(measured, OHM_PER_VOLT)
            if measured < limits.insulation.least:
                self.insulation.warn(
                    N_("%(measured)s: below the minimum of %(limit)s"),
                    measured=written,
                    limit=Measure(limits.insulation.least, OHM_PER_VOLT),
                )
            else:
                self.insulation.understood(written)
        volts = exact(self.twelve)
        if limits and volts is not None and volts <= limits.twelve_volt:
            self.twelve.warn(N_("Charge it: %(limit)s or less"), limit=Measure(limits.twelve_volt, VOLT))
        self.changed.emit()
