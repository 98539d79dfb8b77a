"""Settings: the dealer, staff and roles, the facility, safety, keys, region, privacy, history, this computer."""

from collections.abc import Callable
from typing import override

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.data_packs.screens.ages import DataTab
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import SectionChip
from lifecycle_desk.desktop.remembered import read_filter
from lifecycle_desk.desktop.tab import Tab, TabbedPage
from lifecycle_desk.overview.screens.settings.computer import ComputerTab
from lifecycle_desk.overview.screens.settings.facility import FacilityTab
from lifecycle_desk.overview.screens.settings.history import TITLE as TITLE_OF_HISTORY
from lifecycle_desk.overview.screens.settings.history import HistoryTab, filtered
from lifecycle_desk.overview.screens.settings.keys import KeysTab
from lifecycle_desk.overview.screens.settings.market import TITLE as TITLE_OF_MARKET
from lifecycle_desk.overview.screens.settings.market import MarketTab
from lifecycle_desk.overview.screens.settings.privacy import TITLE as TITLE_OF_PRIVACY
from lifecycle_desk.overview.screens.settings.privacy import PrivacyTab
from lifecycle_desk.overview.screens.settings.profile import ProfileTab
from lifecycle_desk.overview.screens.settings.roles import ROLES, RolesTab
from lifecycle_desk.overview.screens.settings.safety import SafetyTab
from lifecycle_desk.overview.screens.settings.server import ServerTab
from lifecycle_desk.overview.screens.settings.staff import StaffTab
from lifecycle_desk.region.screens.own_region import TITLE as TITLE_OF_REGION
from lifecycle_desk.region.screens.own_region import RegionTab
from lifecycle_desk.vehicle.usecases.audit import Audit

TITLE = N_("Settings")
NAMES = {
    "dealer": (C_("settings", "Dealer"), "building-store"),
    "market": (TITLE_OF_MARKET, "world"),
    "data": (C_("settings", "Data"), "database"),
    "staff": (C_("settings", "Staff"), "users"),
    "roles": (ROLES, "shield-half"),
    "facility": (N_("Treatment facility"), "recycle"),
    "safety": (N_("Backups and checks"), "shield-check"),
    "server": (C_("server", "Server"), "plug"),
    "keys": (N_("Signing keys"), "key"),
    "region": (TITLE_OF_REGION, "send"),
    "privacy": (TITLE_OF_PRIVACY, "user-check"),
    "history": (TITLE_OF_HISTORY, "history"),
    "computer": (N_("This computer"), "device-desktop"),
}
FOR_SERVER = frozenset({"server"})  # tabs of books that are at one
TABS: dict[str, Callable[[AppContext], Tab]] = {
    "dealer": ProfileTab,
    "market": MarketTab,
    "data": DataTab,
    "staff": StaffTab,
    "roles": RolesTab,
    "facility": FacilityTab,
    "safety": SafetyTab,
    "server": ServerTab,
    "keys": KeysTab,
    "region": RegionTab,
    "privacy": PrivacyTab,
    "history": HistoryTab,
    "computer": ComputerTab,
}


class SettingsPage(TabbedPage):
    """The dealer, the staff, the facility, safety, keys, what was done to all these, and this computer."""

    def __init__(self, app: AppContext) -> None:
        left_out = FOR_SERVER if app.user.store.path else frozenset()
        chips = {key: SectionChip(name, icon=icon) for key, (name, icon) in NAMES.items() if key not in left_out}
        super().__init__(app, TITLE, TABS, chips, gap=16)

    @classmethod
    def filtered(cls, user: UserSession, kind: str, text: str) -> Audit | None:
        """The entries of the audit list that a kept filter finds."""
        return filtered(user, kind, text)

    @override
    def show_key(self, key: str) -> None:
        """A place may name a tab, or a filter of the audit list."""
        found = read_filter(key)
        super().show_key("history" if found else key)
        if found and isinstance(self.here, HistoryTab):
            self.here.show_filter(*found)

    @override
    def filter_field(self) -> QWidget | None:
        return self.here.field if isinstance(self.here, HistoryTab) else None
