"""Charging of all cars: what waits for a car, what came in and when, what a kWh costs where."""

from typing import override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.look.parts import Button, FilterChip, PageTitle, column, hold, row
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.stages.charging.screens.batteries import BatteriesTab
from lifecycle_desk.stages.charging.screens.came_in import CameInTab
from lifecycle_desk.stages.charging.screens.inbox import InboxTab
from lifecycle_desk.stages.charging.screens.tariffs import TariffsTab
from lifecycle_desk.vehicle.screens.tab import Tab

NAMES = {
    "batteries": N_("Batteries"),
    "inbox": C_("charging", "Inbox"),
    "came_in": C_("charging", "Imports"),
    "tariffs": C_("charging", "Tariffs"),
}


class ChargingPage(PageWidget):
    """Tabs, of which a place may name one: Place("charging", "tariffs")."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.tabs: dict[str, Tab] = {
            "batteries": BatteriesTab(desk),
            "inbox": InboxTab(desk),
            "came_in": CameInTab(desk),
            "tariffs": TariffsTab(desk),
        }
        self.chips = {key: FilterChip(name) for key, name in NAMES.items()}
        self.bring = Button(N_("Import charging records"), "primary", icon="file-import", keys="Ctrl+N")
        self.bring.clicked.connect(lambda: desk.go("charging_import"))
        self._group, self._stack = QButtonGroup(self), QStackedWidget()
        for key, tab in self.tabs.items():
            self._stack.addWidget(tab)
            self._group.addButton(self.chips[key])
        self._group.buttonToggled.connect(self._toggled)
        head = row(PageTitle(N_("Charging")), 8, *self.chips.values(), None, self.bring, margins=(24, 14, 24, 0))
        self.setLayout(column(hold(head), (self._stack, 1), gap=14))
        self.chips["batteries"].setChecked(True)

    @override
    def show_key(self, key: str) -> None:
        if key in self.chips:
            self.chips[key].setChecked(True)
        self._here().refresh()

    @Slot(QWidget, bool)
    def _toggled(self, chip: QWidget, on: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        if on:
            key = next(key for key, each in self.chips.items() if each is chip)
            self._stack.setCurrentWidget(self.tabs[key])
            self.tabs[key].refresh()

    def _here(self) -> Tab:
        return next(tab for tab in self.tabs.values() if tab is self._stack.currentWidget())

    @override
    def first_focus(self) -> QWidget | None:
        return self._here().first_focus()
