"""Settings: the dealer, the staff, the safety of the books, and this computer."""

from typing import override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.look.parts import FilterChip, PageTitle, column, hold, row
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.overview.screens.settings.computer import ComputerTab
from lifecycle_desk.overview.screens.settings.profile import ProfileTab
from lifecycle_desk.overview.screens.settings.safety import SafetyTab
from lifecycle_desk.overview.screens.settings.staff import StaffTab
from lifecycle_desk.vehicle.screens.tab import Tab

TITLE = N_("Settings")
NAMES = {
    "dealer": (C_("settings", "Dealer"), "building-store"),
    "staff": (C_("settings", "Staff"), "users"),
    "safety": (N_("Backups and check"), "shield-check"),
    "computer": (N_("This computer"), "device-desktop"),
}


class SettingsPage(PageWidget):
    """Tabs, of which a place may name one: Place("settings", "staff")."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.tabs: dict[str, Tab] = {
            "dealer": ProfileTab(desk),
            "staff": StaffTab(desk),
            "safety": SafetyTab(desk),
            "computer": ComputerTab(desk),
        }
        self.chips = {key: FilterChip(name, icon=icon) for key, (name, icon) in NAMES.items()}
        self._group, self._stack = QButtonGroup(self), QStackedWidget()
        for key, tab in self.tabs.items():
            self._stack.addWidget(tab)
            self._group.addButton(self.chips[key])
        self._group.buttonToggled.connect(self._toggled)
        head = row(PageTitle(TITLE), 16, *self.chips.values(), None, margins=(24, 14, 24, 0))
        self.setLayout(column(hold(head), (self._stack, 1), gap=14))
        self.chips["dealer"].setChecked(True)

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
