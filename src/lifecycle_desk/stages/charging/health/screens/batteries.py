"""The batteries of all cars: what is to be watched, soonest first."""

from collections.abc import Mapping, Sequence
from typing import Any, override

from PySide6.QtCore import Slot

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filter_keeping import FilterKeeping
from lifecycle_desk.desktop.filters import FilterChips, FilterLine, FilterRow, Kind
from lifecycle_desk.desktop.listing import SaveFilter
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Card, column, wrap
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.tab import TeachingTab
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.charging.health.papers.chart import between, percent, promised
from lifecycle_desk.stages.charging.health.rules.batteries import BatteryList
from lifecycle_desk.stages.charging.health.rules.figures import CERTAINTY, INTERVAL
from lifecycle_desk.stages.charging.health.usecases.health import (
    Batteries,
    BatterySummary,
    battery_counts,
    count_health,
)
from lifecycle_desk.stages.charging.sessions.screens.commands import IMPORT, STAGES
from lifecycle_desk.vehicle.screens.columns import A_CAR
from lifecycle_desk.vehicle.screens.list_actions import vehicle_actions


def _sessions(line: BatterySummary) -> int | None:
    """How many sessions were counted, where there is a figure of health."""
    return None if line.health.percent is None else line.health.sessions or 0


ABOVE_STATED = N_("A new battery may hold more than its stated energy, so that an estimate can exceed 100%.")
WHOLE = 1_000  # tenths of a per cent
WATCH = 330  # px in which the day and the floor stand whole, in the languages of long words
COLUMNS = (
    Column(C_("vehicle", "Plate"), 100, role="medium"),
    Column(C_("vehicle", "Vehicle"), least=A_CAR),
    Column(N_("State of health"), 108, "end", role="medium", rank=lambda line: line.health.percent),
    Column(
        Message(INTERVAL, share=CERTAINTY),
        104,
        role="small",
        ink="ink2",
        id="95 % interval",  # under which widths and orders of earlier versions are remembered
        rank=lambda line: line.health.low,
        gives_way=1,
    ),
    Column(C_("charging", "Sessions"), 72, "end", "small", "ink2", value=_sessions, gives_way=2),
    Column(N_("Cover ends"), 112, "end", "small", "ink2", value=lambda line: line.health.ends_on, gives_way=3),
    Column(C_("batteries", "To watch"), role="small", ink="ink2", least=WATCH),
)
OPEN_BATTERY = N_("Open battery")
LOOKS: dict[BatteryList, states.Look] = {
    BatteryList.TO_WATCH: states.TO_WATCH,
    BatteryList.WITHOUT: states.UNSURE,
}


ACTIONS = vehicle_actions(lambda line: line.health.vin)


class BatteriesTab(TeachingTab):
    """A list that chips and letters narrow."""

    tables = frozenset({"charging_health", "charging_batch", "vehicle"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        kinds = [Kind(which, which.label, *LOOKS[which]) for which in (BatteryList.TO_WATCH, BatteryList.WITHOUT)]
        self.chips = FilterChips(N_("Batteries"), kinds, C_("batteries", "All"))
        self.table = LongTable(
            N_("Batteries"), Batteries(app.user), COLUMNS, cells, app, actions=ACTIONS, opens=OPEN_BATTERY
        )
        self.table.acts.listen()
        self.field, self.save = FilterLine(), SaveFilter()
        self.save.hide()
        self.keeping = FilterKeeping(app, self.save, self, filtered)
        card = Card(column((self.table, 1), self.table.foot, gap=0, margins=(1, 1, 1, 1)))
        listed = wrap(column(FilterRow(self.chips, self.save, self.field), (card, 1), gap=12, margins=(24, 0, 24, 16)))
        self.lay(
            listed,
            self.table,
            N_("No batteries yet"),
            N_("Import charging records: they show the health of each battery and which ones to watch."),
            IMPORT,
            STAGES,
        )
        self.chips.chosen.connect(self._narrow)
        self.field.wanted.connect(self._find)
        self.field.onward.connect(self.table.setFocus)
        self.table.opened.connect(self._open)

    @property
    def _text(self) -> str:
        return self.field.text().strip()

    def kept_as(self) -> tuple[str, str, str]:
        """How the present filter is kept: its name, its list, its letters."""
        which = self.chips.value if isinstance(self.chips.value, BatteryList) else None
        name = " ".join(filter(None, (self.chips.chips[which].text() if which else "", self._text)))
        return name, which.value if which else "", self._text

    def is_narrowed(self) -> bool:
        """Whether less is listed than there is."""
        return self.chips.value is not None or bool(self._text)

    def show_filter(self, kind: str, text: str) -> None:
        """Narrow the list as a kept filter says."""
        self.field.put(text)
        self.chips.choose(next((each for each in self.chips.chips if each is not None and str(each) == kind), None))
        self._find()

    @override
    def look(self) -> None:
        """Show what is kept, and count anew what has changed, without anybody waiting."""
        self._count()
        self.app.run_long(count_health(self.app.user), name=COUNTING)

    def _count(self) -> None:
        user, text = self.app.user, self._text

        def came(found: Mapping[BatteryList, int]) -> None:
            if text == self._text:
                self._counted(found)

        self.app.run_query(lambda: battery_counts(user, text), came)

    def _counted(self, found: Mapping[BatteryList, int]) -> None:
        total = found[BatteryList.ALL]
        self.chips.show_counts(found, total)
        if not self._text:
            self.show_work(total)
            if total and not found[self._which()]:
                self.chips.choose(None)  # no empty list where there is something
        self._narrow()

    def _which(self) -> BatteryList:
        """The list that the chips narrow to."""
        return self.chips.value if isinstance(self.chips.value, BatteryList) else BatteryList.ALL

    @Slot()
    def _find(self) -> None:
        """Show what other letters find, and how many there are of each list."""
        self._narrow()
        self._count()

    @Slot()
    def _narrow(self) -> None:
        self.table.show_listing(Batteries(self.app.user, self._which(), self._text))
        self.keeping.offer()

    @Slot(int)
    def _open(self, number: int) -> None:
        found: Any = self.table.long.listing.rows([number]).get(number)
        if found:
            self.app.go("battery", found.health.vin)


def filtered(user: UserSession, kind: str, text: str) -> Batteries | None:
    """The batteries of a filter that is kept; None for a list that is no more."""
    which = next((each for each in BatteryList if each.value == kind), None)
    return None if kind and which is None else Batteries(user, which or BatteryList.ALL, text)


COUNTING = N_("Calculating battery health…")


def cells(line: BatterySummary) -> Sequence[str | Cell]:
    """A battery in the columns of the list."""
    health, language = line.health, translator().current
    return (
        line.plate or "",
        line.name,
        "" if health.percent is None else percent(health.percent, language),
        _interval(health.low, health.high),
        "" if health.percent is None else language.formats.number(health.sessions or 0),
        language.formats.cell_day(health.ends_on) if health.ends_on else "",
        _watch(line),
    )


def _interval(low: int | None, high: int | None) -> str | Cell:
    """The interval of a figure; it may pass 100%, which is the energy that the maker states of a new battery."""
    language = translator().current
    if low is None or high is None:
        return ""
    said = between(low, high, language)
    return Cell(said, hint=language(ABOVE_STATED)) if high > WHOLE else said


def _watch(line: BatterySummary) -> str | Cell:
    health, language = line.health, translator().current
    if health.crosses_on and health.floor:
        floor = promised(health.floor, language)
        words = language(N_("%(on)s: may fall below %(floor)s"), floor=floor, on=health.crosses_on)
        return Cell(words, "warn", "alert-triangle")
    if line.lacks:
        return language(line.lacks.label)
    if not health.floor:
        return language(N_("no minimum health known")) if health.percent is not None else ""
    return Cell(language(N_("well above the floor")), "ok", "shield-check")
