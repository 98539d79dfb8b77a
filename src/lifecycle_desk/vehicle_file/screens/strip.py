"""The strip under a car's name: six facts about how it stands today, each the way to the page that says more."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.parts import column
from lifecycle_desk.desktop.look.parts.glance import Glance, glance_strip
from lifecycle_desk.vehicle_file.screens import strip_facts as facts
from lifecycle_desk.vehicle_file.screens.lines import Shown
from lifecycle_desk.vehicle_file.screens.strip_facts import Ask, Fact


class Strip(QWidget):
    """Battery health, warranty cover, what is due, campaigns, where the car is, and whose it is."""

    wanted = Signal(str, str)  # a page, with its key
    asked = Signal(Ask)  # what the page of the car does itself

    def __init__(self) -> None:
        super().__init__()
        self.battery = Glance(N_("Battery health"))
        self.cover = Glance(N_("Warranty cover"))
        self.due = Glance(N_("Next due"))
        self.campaigns = Glance(N_("Campaigns"))
        self.place = Glance(N_("Last seen"))
        self.owner = Glance(C_("vehicle", "Owner"))
        self._of = {
            self.battery: facts.battery_fact,
            self.cover: facts.cover_fact,
            self.due: facts.due_fact,
            self.campaigns: facts.campaign_fact,
            self.place: facts.place_fact,
            self.owner: facts.owner_fact,
        }
        self._leads: dict[Glance, tuple[str, str] | Ask | None] = {}
        self.facts = tuple(self._of)
        for each in self.facts:
            each.clicked.connect(partial(self._go, each))
        self.grid = glance_strip(self.facts)
        self.setLayout(column(self.grid, gap=0))

    def _go(self, fact: Glance, _: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        match self._leads.get(fact):
            case (page, key):
                self.wanted.emit(page, key)
            case Ask() as asked:
                self.asked.emit(asked)

    def show_vehicle(self, shown: Shown) -> None:
        """Show how a vehicle stands; what is not known says so with the way to add it, and is never a nought."""
        for glance, of in self._of.items():
            self._show(glance, of(shown))

    def _show(self, glance: Glance, fact: Fact) -> None:
        glance.show_fact(fact.value, fact.note, fact.look)
        self._leads[glance] = fact.leads
        glance.setEnabled(fact.leads is not None)
