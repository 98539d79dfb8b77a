"""Charging of all cars: what waits for a car, what came in and when, what a kWh costs where."""

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_page import begins
from lifecycle_desk.desktop.look.parts import FilterChip
from lifecycle_desk.desktop.tab import Tab, TabbedPage
from lifecycle_desk.stages.charging.health.screens.batteries import BatteriesTab
from lifecycle_desk.stages.charging.sessions.screens.came_in import CameInTab
from lifecycle_desk.stages.charging.sessions.screens.commands import IMPORT
from lifecycle_desk.stages.charging.sessions.screens.inbox import InboxTab
from lifecycle_desk.stages.charging.tariffs.screens.listing import TariffsTab

NAMES = {
    "batteries": N_("Batteries"),
    "inbox": C_("charging", "Inbox"),
    "came_in": C_("charging", "Imports"),
    "tariffs": C_("charging", "Tariffs"),
}


class ChargingPage(TabbedPage):
    """Batteries, inbox, imports and tariffs."""

    def __init__(self, app: AppContext) -> None:
        tabs: dict[str, Tab] = {
            "batteries": BatteriesTab(app),
            "inbox": InboxTab(app),
            "came_in": CameInTab(app),
            "tariffs": TariffsTab(app),
        }
        chips = {key: FilterChip(name) for key, name in NAMES.items()}
        self.bring = begins(IMPORT, app, keys="Ctrl+N")
        super().__init__(C_("stage", "Charging"), tabs, chips, self.bring, gap=8)
