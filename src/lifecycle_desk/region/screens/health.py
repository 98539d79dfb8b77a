"""Battery health of a region: a model's band over the age of its cars, and all models and ages in a list."""

from collections.abc import Sequence
from decimal import Decimal
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import ALL
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look.charts import Chart
from lifecycle_desk.desktop.look.messages import PlainText, set_text
from lifecycle_desk.desktop.look.parts import Card, Choice, FilterChip, Label, PageTitle, SectionTitle, column, row
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.region.papers.health import HIGH, LOW, MIDDLE, YEARS, percent, trend
from lifecycle_desk.region.rules.percentiles import HealthBand
from lifecycle_desk.region.screens.fetched import RECEIVED, Fetched, nothing
from lifecycle_desk.region.screens.markets import MarketChoice
from lifecycle_desk.region.screens.words import count_words, few_cell
from lifecycle_desk.region.usecases.looking_health import HealthAt, health, models
from lifecycle_desk.stages.charging.health.rules.climate import Climate

TITLE = N_("Battery health")
MODEL, AGE = C_("vehicle", "Model"), N_("Age of vehicle")
BY_AGE = N_("By age of the vehicle")
BAND = N_("Four fifths of the vehicles")
CLIMATES = {
    Climate.HOT: C_("climate", "Hot"),
    Climate.TEMPERATE: C_("climate", "Temperate"),
    Climate.COLD: C_("climate", "Cold"),
}
COLUMNS = (
    Column(MODEL, role="medium", id="model"),
    Column(AGE, 150, "end", id="years", value=lambda of: of.years),
    Column(N_("Vehicles read"), 150, "end", id="cars", value=lambda of: of.band.cars, sums=True),
    Column(LOW, 140, "end", id="low", value=lambda of: of.band.low),
    Column(MIDDLE, 140, "end", id="middle", value=lambda of: of.band.middle),
    Column(HIGH, 140, "end", id="high", value=lambda of: of.band.high),
    Column(N_("Note"), 190, id="few"),
)
WIDE, TALL = 220, 250  # px


class HealthPage(PageWidget):
    """Battery health by model and age, of all markets and climates or of one."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._stale = app, True
        self._found: tuple[HealthAt, ...] = ()
        self._model: tuple[str, str] | None = None
        self.market, self.model = MarketChoice(app), Choice()
        TextWidth(self.model, WIDE)
        set_text(self.model.setAccessibleName, MODEL)
        self.climates: dict[Climate | None, FilterChip] = {None: FilterChip(ALL, checked=True)}
        self.climates |= {each: FilterChip(words) for each, words in CLIMATES.items()}
        self._group = QButtonGroup(self)
        for chip in self.climates.values():
            self._group.addButton(chip)
        self.chart = Chart(TITLE, tone="charging", tall=TALL)
        self.table: LongTable[HealthAt] = LongTable(TITLE, Fetched(nothing), COLUMNS, cells, app)
        self.table.acts.listen()
        head = row(PageTitle(TITLE), None, self.market, gap=6)
        chips = row(*self.climates.values(), None, gap=6)
        title = row(SectionTitle(BY_AGE), None, Label(BAND, "small", "ink3"), self.model, gap=10, folds=True)
        drawn = Card(column(title, self.chart, gap=6, margins=(16, 10, 16, 10)))
        listed = Card(column((self.table, 1), self.table.foot, gap=0, margins=(1, 1, 1, 1)))
        self.setLayout(column(head, chips, drawn, (listed, 1), gap=10, margins=(24, 14, 24, 16)))
        self.market.chosen.connect(self._asked)
        self._group.buttonClicked.connect(self._asked)
        self.model.activated.connect(self._model_chosen)
        self.table.opened.connect(self._open)
        app.changed.connect(self._heard)
        translator().changed.connect(self._draw)

    @override
    def first_focus(self) -> QWidget | None:
        return self.table

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._ask()

    @property
    def climate(self) -> str:
        """The climate that is chosen; empty for all."""
        return next((each.value for each, chip in self.climates.items() if each and chip.isChecked()), "")

    @Slot(object)
    @Slot(str)
    def _asked(self, _: object) -> None:
        self._ask()

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        self._stale |= RECEIVED in tables
        if self._stale and self.isVisible():
            self._ask()

    def _ask(self) -> None:
        self._stale = False
        user, wanted = self._app.user, (self.market.market, self.climate)

        def came(found: tuple[HealthAt, ...]) -> None:
            if wanted == (self.market.market, self.climate):
                self._came(found)

        self._app.run_query(lambda: health(user, *wanted), came)

    def _came(self, found: tuple[HealthAt, ...]) -> None:
        self._found = found
        there = models(found)
        if self._model not in {(each.make, each.model) for each in there}:
            self._model = (there[0].make, there[0].model) if there else None
        self.model.clear()
        for each in there:
            self.model.offer((each.make, each.model), PlainText(each.name))
        self.model.setCurrentIndex(self.model.place_of(self._model))
        self.table.show_listing(Fetched(lambda: found))
        self._draw()

    @Slot(int)
    def _model_chosen(self, _place: int) -> None:
        self._model = self.model.currentData()
        self._draw()

    @Slot()
    def _draw(self) -> None:
        own = [each for each in self._found if (each.make, each.model) == self._model]
        self.chart.show_chart(trend(own, translator().current))

    @Slot(int)
    def _open(self, key: int) -> None:
        found = self.table.long.listing.rows([key]).get(key)
        if found:
            parts = found.make, found.model, found.years, self.market.market, self.climate
            self._app.go("region_cars", "|".join(("health", *map(str, parts))))


def cells(of: HealthAt) -> Sequence[str | Cell]:
    """A model at an age in the columns of the list."""
    language, found = translator().current, of.band
    return (
        of.name,
        language(YEARS, n=of.years),
        count_words(found.cars),
        *(percent(each, language) for each in _ends(found)),
        few_cell() if found.is_few else "",
    )


def _ends(of: HealthBand) -> tuple[Decimal, Decimal, Decimal]:
    return of.low, of.middle, of.high
