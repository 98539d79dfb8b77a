"""Charging of all cars: what waits for a car, what came in and when, what a kWh costs where."""

from collections.abc import Callable
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_page import begins
from lifecycle_desk.desktop.look.parts import SectionChip
from lifecycle_desk.desktop.remembered import read_filter
from lifecycle_desk.desktop.tab import Tab, TabbedPage
from lifecycle_desk.desktop.tasks import OneLook, Task
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.charging.health.screens.batteries import BatteriesTab
from lifecycle_desk.stages.charging.health.screens.batteries import filtered as batteries_of
from lifecycle_desk.stages.charging.health.usecases.health import Batteries
from lifecycle_desk.stages.charging.sessions.screens.came_in import CameInTab
from lifecycle_desk.stages.charging.sessions.screens.commands import IMPORT
from lifecycle_desk.stages.charging.sessions.screens.inbox import InboxTab
from lifecycle_desk.stages.charging.sessions.usecases.inbox import Inbox, how_many_wait
from lifecycle_desk.stages.charging.tariffs.screens.listing import KIND, TariffsTab
from lifecycle_desk.stages.charging.tariffs.screens.listing import filtered as tariffs_of
from lifecycle_desk.stages.charging.tariffs.usecases import Tariffs

NAMES = {
    "batteries": N_("Batteries"),
    "inbox": C_("charging", "Inbox"),
    "came_in": C_("charging", "Imports"),
    "tariffs": C_("charging", "Tariffs"),
}
TABS: dict[str, Callable[[AppContext], Tab]] = {
    "batteries": BatteriesTab,
    "inbox": InboxTab,
    "came_in": CameInTab,
    "tariffs": TariffsTab,
}


class ChargingPage(TabbedPage):
    """Batteries, inbox, imports and tariffs."""

    def __init__(self, app: AppContext) -> None:
        self._narrowed = ""
        chips = {key: SectionChip(name) for key, name in NAMES.items()}
        self.bring = begins(IMPORT, app, keys="Ctrl+N")
        super().__init__(app, C_("stage", "Charging"), TABS, chips, self.bring, gap=8)
        self._waiting, self._looks = 0, OneLook(self._ask, lambda: True)
        app.changed.connect(self._heard)
        translator().changed.connect(self._say_waiting)
        self._looks.want()

    @classmethod
    def filtered(cls, user: UserSession, kind: str, text: str) -> Batteries | Tariffs | None:
        """The batteries, or the tariffs, of a filter that is kept."""
        return tariffs_of(user, kind, text) or batteries_of(user, kind, text)

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if tables & Inbox.tables:
            self._looks.want()

    def _ask(self) -> Task:
        """Count what waits in the inbox as the sidebar does, whose number is found again on the page."""
        user = self._app.user
        return self._app.run_query(lambda: how_many_wait(user), self._came)

    def _came(self, waiting: int) -> None:
        self._waiting = waiting
        self._say_waiting()

    @Slot()
    def _say_waiting(self) -> None:
        waits = self._waiting
        self.chips["inbox"].count(translator().current.formats.number(waits) if waits else "")

    @override
    def show_key(self, key: str) -> None:
        """A place may name a tab, or a filter of the batteries or of the tariffs."""
        found = read_filter(key)
        if found is None and self._narrowed and not key:  # from a filter to the list itself
            key, found = self._narrowed, ("", "")
            self._narrowed = ""
        elif found:
            key = self._narrowed = "tariffs" if found[0] == KIND else "batteries"
        super().show_key(key)
        if found and isinstance(self.here, BatteriesTab | TariffsTab):
            self.here.show_filter(*found)

    @override
    def filter_field(self) -> QWidget | None:
        return self.here.field if isinstance(self.here, BatteriesTab | TariffsTab) else None
