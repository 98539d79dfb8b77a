"""The field that finds a vehicle: by plate, by the tail of its VIN, by its owner."""

from collections.abc import Sequence
from functools import partial
from typing import override

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import LineField
from lifecycle_desk.desktop.look.rows import TwoLineRow
from lifecycle_desk.desktop.offer_box import OfferBox
from lifecycle_desk.vehicle.screens.event_text import in_words, join
from lifecycle_desk.vehicle.usecases.vehicles_shown import FoundVehicles, VehicleSummary

VEHICLE, VEHICLE_HINT = C_("order", "Vehicle"), N_("Plate, last digits of the VIN, or owner")
NOT_FOUND, WHICH = N_("No vehicle found for “%(text)s”."), N_("Choose the vehicle: arrow down, then Enter.")
WHOLE_VIN = 17
SETTLED, OFFERED, SHORTEST = 120, 6, 2


class VehicleField(LineField):
    """A line in which a vehicle is found; `vehicle` is the one that was chosen."""

    keeps_room = True  # for what it found while somebody types
    chosen = Signal(object)  # a VehicleLine or None
    unknown = Signal(str)  # a whole VIN that is not in the books

    def __init__(self, app: AppContext) -> None:
        super().__init__(VEHICLE, hint=VEHICLE_HINT)
        self._app, self.vehicle = app, None  # type: tuple[AppContext, VehicleSummary | None]
        self._found: Sequence[VehicleSummary] = ()
        self._left = False
        self.line.setProperty("takes_codes", True)
        self._wait = QTimer(self, singleShot=True, interval=SETTLED)
        self._wait.timeout.connect(self._ask)
        self._box = OfferBox(VEHICLE, self)
        self.offers = self._box.rows
        self._box.taken.connect(self._taken)
        self.edited.connect(self._typed)
        self.line.installEventFilter(self)

    # Choosing ---------------------------------------------------------------------------------------------------

    def find_vehicle(self, text: str) -> None:
        """Find a vehicle, as if its VIN had been typed and the field left."""
        self.line.setText(text)
        self._left = True
        self._ask()

    def choose(self, vehicle: VehicleSummary | None) -> None:
        """Take a vehicle, or none."""
        self._wait.stop()
        self._close()
        self.vehicle = vehicle
        if vehicle:
            self.line.setText(vehicle.plate or vehicle.vin)
            self.say_vehicle()
        self.chosen.emit(vehicle)

    def say_vehicle(self) -> None:
        """Echo which vehicle it is, in the language of now."""
        if self.vehicle:
            self.understood(join(self.vehicle.name, self.vehicle.vin, self.vehicle.owner))

    def reset(self) -> None:
        """Forget everything."""
        self._wait.stop()
        self._close()
        self.vehicle, self._left = None, False
        self.line.setText("")  # unlike clear(), it leaves nothing that Ctrl+Z would bring back
        self.clear()

    @Slot(str)
    def _typed(self, _: str) -> None:
        if self.vehicle:
            self.vehicle = None
            self.clear()
            self.chosen.emit(None)
        self._left = False
        self._wait.start()

    @Slot()
    def _ask(self) -> None:
        self._wait.stop()
        text = self.text
        if len(text) < SHORTEST:
            self._close()
            return
        listing = FoundVehicles(self._app.user, text)
        self._app.run_query(lambda: list(listing.rows(listing.keys(OFFERED)).values()), partial(self._came, text))

    def _came(self, text: str, found: Sequence[VehicleSummary]) -> None:
        if text != self.text or self.vehicle:
            return
        self._found = found
        exact = [each for each in found if text.casefold() in {each.vin.casefold(), (each.plate or "").casefold()}]
        if self._left or len(text) == WHOLE_VIN:
            only = exact[0] if exact else found[0] if len(found) == 1 else None
            if only:
                self.choose(only)
                return
            self._say_why(text)
        if self.line.hasFocus():
            self._open()

    def _say_why(self, text: str) -> None:
        if self._found:
            self.fault(WHICH)
            return
        self.fault(Message(NOT_FOUND, text=text))
        if len(text) == WHOLE_VIN:
            self.unknown.emit(text.upper())

    # The offers -------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        self._box.open(
            self.line,
            [
                TwoLineRow(
                    join(each.plate, each.name),
                    join(each.vin, each.owner, in_words(each.odometer.said if each.odometer else None)),
                    key=each.number,
                )
                for each in self._found
            ],
        )

    def _close(self) -> None:
        self._found = ()
        self._box.close()

    @property
    def is_open(self) -> bool:
        """Whether vehicles are offered."""
        return self._box.is_open

    @Slot(int)
    def _taken(self, at: int) -> None:
        is_here = self.line.hasFocus()
        self.choose(self._found[at])
        if is_here:
            self.focusNextChild()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.FocusOut:
                self._leave()
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                return self._pressed(event)
        return super().eventFilter(watched, event)

    def _leave(self) -> None:
        if not self.vehicle and self.text and not self._box.leave():
            self._left = True
            self._ask()
        self._box.close()

    def _pressed(self, event: QKeyEvent) -> bool:
        """Whether a key goes on to the next field; the box has heard it before."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and not event.modifiers():
            self.focusNextChild()
        return is_enter and not event.modifiers()

    def first(self) -> QWidget:
        """The widget that gets the focus."""
        return self.line
