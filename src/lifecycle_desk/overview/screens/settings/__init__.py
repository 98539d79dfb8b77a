"""Settings: the dealer, staff and roles, the facility, safety, keys, what was done to all these, and this computer."""

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import FilterChip
from lifecycle_desk.desktop.tab import Tab, TabbedPage
from lifecycle_desk.overview.screens.settings.computer import ComputerTab
from lifecycle_desk.overview.screens.settings.facility import FacilityTab
from lifecycle_desk.overview.screens.settings.history import TITLE as TITLE_OF_HISTORY
from lifecycle_desk.overview.screens.settings.history import HistoryTab
from lifecycle_desk.overview.screens.settings.keys import KeysTab
from lifecycle_desk.overview.screens.settings.profile import ProfileTab
from lifecycle_desk.overview.screens.settings.roles import ROLES, RolesTab
from lifecycle_desk.overview.screens.settings.safety import SafetyTab
from lifecycle_desk.overview.screens.settings.staff import StaffTab

TITLE = N_("Settings")
NAMES = {
    "dealer": (C_("settings", "Dealer"), "building-store"),
    "staff": (C_("settings", "Staff"), "users"),
    "roles": (ROLES, "shield-half"),
    "facility": (N_("Treatment facility"), "recycle"),
    "safety": (N_("Backups and checks"), "shield-check"),
    "keys": (N_("Signing keys"), "key"),
    "history": (TITLE_OF_HISTORY, "history"),
    "computer": (N_("This computer"), "device-desktop"),
}


class SettingsPage(TabbedPage):
    """The dealer, the staff, the facility, safety, keys, what was done to all these, and this computer."""

    def __init__(self, app: AppContext) -> None:
        tabs: dict[str, Tab] = {
            "dealer": ProfileTab(app),
            "staff": StaffTab(app),
            "roles": RolesTab(app),
            "facility": FacilityTab(app),
            "safety": SafetyTab(app),
            "keys": KeysTab(app),
            "history": HistoryTab(app),
            "computer": ComputerTab(app),
        }
        chips = {key: FilterChip(name, icon=icon) for key, (name, icon) in NAMES.items()}
        super().__init__(TITLE, tabs, chips, gap=16)
