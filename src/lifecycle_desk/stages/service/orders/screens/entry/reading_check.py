"""The odometer of a visit, judged beside the others of the vehicle: what is odd is shown before anything is saved."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Slot

from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.stages.service.orders.screens.sheet.reception import FigureField, Reception, today
from lifecycle_desk.stages.service.orders.usecases.form_defaults import odd_reading
from lifecycle_desk.vehicle.rules.odd_readings import OddReading
from lifecycle_desk.vehicle.screens.vehicle_field import VehicleField

if TYPE_CHECKING:
    from datetime import date


class ReadingCheck(QObject):
    """Judges the reading of a form; saving waits for it, since it would empty the warning with the form."""

    def __init__(self, app: AppContext, reception: Reception, vehicle: VehicleField, on: FigureField) -> None:
        super().__init__(reception)
        self._app, self._reception, self._vehicle, self._on = app, reception, vehicle, on
        self._save: Callable[[], object] | None = None  # what waits for the reading to be judged
        self._warned: object = None  # the reading that is warned of: vehicle, distance, day

    def save_once_judged(self, save: Callable[[], object]) -> None:
        """Save, but show first what is odd about the reading."""
        self._save = save
        if self._reception.odometer.level != "warning":
            self._reception.odometer.validate()  # Enter is heard before the field is left
        self.judge()

    @Slot()
    def judge(self) -> None:
        """Ask what is odd about the reading beside the others of the vehicle."""
        read, vehicle, on = self._reception.odometer.value, self._vehicle.vehicle, self._on.value
        if read is None or vehicle is None:
            self._go_on()
            return
        user, day = self._app.user, cast("date | None", on) or today()
        about = (vehicle.vin, read, day)
        if self._save and about == self._warned:  # seen already: it may stay
            self._go_on()
            return
        ask = partial(odd_reading, user, vehicle.vin, cast("Any", read), day)
        self._app.run_query(ask, partial(self._judged, about), self._unjudged)

    def _judged(self, about: tuple[object, ...], objections: Sequence[OddReading]) -> None:
        vehicle = self._vehicle.vehicle
        if about[:2] != (vehicle.vin if vehicle else "", self._reception.odometer.value):
            return  # of what stood there before
        self._reception.warn_of(objections)
        self._warned = about if objections else None
        if objections and self._save:
            self._save = None
            self._reception.odometer.setFocus()
        self._go_on()

    def _unjudged(self, fact: Exception) -> None:
        self._save = None
        self._app.failed.emit(fact)

    def _go_on(self) -> None:
        """Save what waited for the reading to be judged."""
        save, self._save = self._save, None
        if save:
            save()
