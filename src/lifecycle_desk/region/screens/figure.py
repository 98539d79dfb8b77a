"""One figure of a region: its months by dealer, market, brand or model as a heat map, and the list of these.

Dealers are listed by what they have: for each hundred vehicles in use, or with the interval of a rate.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.scene import heat_height
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import ALL
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look.charts import INSET, Chart, measure
from lifecycle_desk.desktop.look.messages import Message, UiText, set_text
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Choice,
    FilterChip,
    Label,
    PageTitle,
    SectionTitle,
    column,
    row,
)
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.figures.papers import number_words
from lifecycle_desk.figures.rules.figure import Figure
from lifecycle_desk.figures.rules.periods import Period, PeriodKind, PeriodUnknown, period_of
from lifecycle_desk.figures.rules.readings import Number, Reading, Series
from lifecycle_desk.figures.screens.period_chooser import PeriodChooser
from lifecycle_desk.figures.screens.readings import DIVIDED_BY, NOW, TONES, number_cells, number_columns
from lifecycle_desk.figures.usecases.reading import figure_named
from lifecycle_desk.region.papers import group_words
from lifecycle_desk.region.papers.heat import MOST_ROWS, heat_map
from lifecycle_desk.region.rules.comparing import Compared, is_rate, is_related, median
from lifecycle_desk.region.rules.dividing import By
from lifecycle_desk.region.screens.fetched import RECEIVED, Fetched, nothing
from lifecycle_desk.region.screens.markets import MarketChoice
from lifecycle_desk.region.screens.words import (
    AGAINST,
    DEALER,
    IN_USE,
    MARKET,
    count_words,
    few_cell,
    interval_words,
    market_words,
    verdict_cell,
)
from lifecycle_desk.region.usecases.looking import Part, compared, divided, months_of, this_month
from lifecycle_desk.vehicle.rules.life import Stage

FIGURES = N_("Figures")
MONTHS = N_("The last 12 months")
WIDE = 160  # px
PER_CARS = N_("Per 100 vehicles in use: %(amount)s in the middle dealer.")
OWN_SHADES = N_("Amounts in several currencies: each row is shaded by its own months.")


@dataclass(frozen=True, slots=True)
class Months:
    """The months of a figure; of dealers their names, how much each of them is of, and the middle one per vehicles."""

    series: tuple[Series, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, int] = field(default_factory=dict)
    middle: Number = None

    @property
    def currencies(self) -> set[str]:
        """The currencies that its amounts are in."""
        return {each.currency for each in self.series}


READINGS = (Column(DIVIDED_BY, role="medium", id="group"), *number_columns())
DEALERS = (
    Column(DEALER, role="medium", id="name"),
    Column(MARKET, 150, id="market", rank=lambda of: of.market),
    Column(NOW, 160, "end", id="now", rank=lambda of: (of.currency, float(of.now))),
    Column(IN_USE, 130, "end", id="cars", value=lambda of: of.cars),
    Column(N_("Per 100 vehicles"), 160, "end", id="per_cars", rank=lambda of: (of.currency, float(of.per_cars or 0))),
    Column(C_("rate", "95% interval"), 150, "end", "small", "ink2", id="interval"),
    Column(AGAINST, 190, id="verdict"),
)


class FigurePage(PageWidget):
    """A figure of a period; a place names both, how it is divided, and a market: "turnover 2026-10 model TH"."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app = app
        self.figure: Figure | None = None
        self.by = By.DEALER
        self._sorted: Figure | None = None
        self._months = Months()
        self.chooser, self.market = PeriodChooser(self), MarketChoice(app)
        self.name, self.counts = PageTitle(FIGURES), Label("", "body", "ink2", wrap=True)
        self.note = Label("", "small", "ink3")
        self.back = Button(FIGURES, "link", icon="chevron-left")
        self.chips = {each: FilterChip(each.label, checked=each is By.DEALER) for each in By}
        self._group = QButtonGroup(self)
        for chip in self.chips.values():
            self._group.addButton(chip)
        self.chart = Chart(MONTHS, tone="accent", tall=120)
        self.table: LongTable[Any] = LongTable(FIGURES, Fetched(nothing), DEALERS, lambda _: (), app)
        self.table.acts.listen()
        self.sort = Choice()
        TextWidth(self.sort, WIDE)
        set_text(self.sort.setAccessibleName, DIVIDED_BY)
        head = row(self.name, None, self.sort, self.market, 8, self.chooser, gap=6)
        chips = row(*self.chips.values(), None, self.back, gap=6)
        heat = Card(column(row(SectionTitle(MONTHS), None, self.note), self.chart, gap=6, margins=(16, 10, 16, 10)))
        listed = Card(column((self.table, 1), self.table.foot, gap=0, margins=(1, 1, 1, 1)))
        self.setLayout(column(head, self.counts, chips, heat, (listed, 1), gap=10, margins=(24, 14, 24, 16)))
        self.chooser.chosen.connect(self._turned)
        self.market.chosen.connect(self._turned)
        self.sort.activated.connect(self._turned)
        self.back.clicked.connect(lambda: app.go("region_figures", self._back_to()))
        self._group.buttonClicked.connect(self._divided)
        self.table.opened.connect(self._open)
        app.changed.connect(self._heard)
        translator().changed.connect(self._draw)

    def _back_to(self) -> str:
        return f"{self.chooser.period or ''} {self.market.market}".strip()

    @override
    def title(self) -> UiText:
        return self.figure.title if self.figure else FIGURES

    @override
    def show_key(self, key: str) -> None:
        name, said, by, market = (*key.split(" "), "", "", "", "")[:4]
        self.figure = figure_named(name)
        try:
            period = period_of(said) if said else self.chooser.period
            self.by = By.of(by) if by else self.by
        except (PeriodUnknown, ValueError):
            return
        self.chooser.show_period(period or Period(PeriodKind.MONTH, this_month(self._app.user)))
        self.market.show_market(market)
        self._show()

    @override
    def first_focus(self) -> QWidget | None:
        return self.table

    @Slot(object)
    @Slot(str)
    @Slot(int)
    def _turned(self, _: object) -> None:
        self._show()

    @Slot()
    def _divided(self) -> None:
        self.by = next(by for by, chip in self.chips.items() if chip.isChecked())
        self._show()

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if RECEIVED in tables and self.isVisible():
            self._ask_months()

    def _show(self) -> None:
        """Show the figure as it is chosen now: its words, its list and its months."""
        figure, period, user = self.figure, self.chooser.period, self._app.user
        if figure is None or period is None:
            return
        self.name.set_message(figure.title)
        self._offer_sorts(figure)
        self.counts.set_message(figure.counts)
        self.chips[self.by].setChecked(True)
        part = self._part
        if self.by is By.DEALER:
            self._list(DEALERS, partial(dealer_cells, figure), lambda: compared(user, figure, period, part))
        else:
            by = self.by
            cells = partial(reading_cells, period=period, by=by)
            self._list(READINGS, cells, lambda: divided(user, figure, period, by, part))
        self._ask_months()

    @property
    def _part(self) -> Part:
        return Part(self.market.market, sort=str(self.sort.currentData() or ""))

    def _offer_sorts(self, figure: Figure) -> None:
        """Offer what the figure is told apart by; of vehicles by stage those in use are meant first."""
        if figure is self._sorted:
            return
        self._sorted = figure
        self.sort.clear()
        self.sort.offer("", ALL)
        for each in figure.sorts or ():
            self.sort.offer(each.value, each.label)
        self.sort.setVisible(figure.sorts is not None)
        self.sort.setCurrentIndex(max(0, self.sort.place_of(Stage.IN_USE.value)))

    def _list(
        self, columns: Sequence[Column], cells: Callable[[Any], Sequence[str | Cell]], ask: Callable[[], Sequence[Any]]
    ) -> None:
        self.table.show_columns(columns)
        self.table.long.cells = cells
        self.table.show_listing(Fetched(ask))

    def _ask_months(self) -> None:
        figure, period, by, user = self.figure, self.chooser.period, self.by, self._app.user
        if figure is None or period is None:
            return
        part = self._part
        wanted = figure, period, by, part

        def ask() -> Months:
            found = compared(user, figure, period, part) if by is By.DEALER else ()
            most = _most(found)
            return Months(
                months_of(user, figure, period.last, by, part, some=most) if most or by is not By.DEALER else (),
                {each.dealer: each.name for each in found},
                {each.dealer: each.things for each in found},
                _middle(figure, found),
            )

        self._app.run_query(ask, partial(self._came, wanted))

    def _came(self, wanted: tuple[Any, ...], found: Months) -> None:
        if wanted == (self.figure, self.chooser.period, self.by, self._part):
            self._months = found
            self._draw()

    @Slot()
    def _draw(self) -> None:
        if self.figure is None:
            return
        found, language = self._months, translator().current
        shown = heat_map(self.figure, self.by, found.series, language, found.names, found.weights)
        self.chart.show_chart(shown, TONES[self.figure.section])
        self.chart.setFixedHeight(round(heat_height(shown, measure, theme.scale)) + 2 * theme.px(INSET))
        middle = number_words(self.figure, found.middle, next(iter(found.currencies), ""), language)
        several = len(found.currencies) > 1
        self.note.set_message(OWN_SHADES if several else Message(PER_CARS, amount=middle) if middle else "")

    @Slot(int)
    def _open(self, key: int) -> None:
        """Open what a row is: a dealer on its page, a market as its dealers; the others are told by dealer."""
        found = self.table.long.listing.rows([key]).get(key)
        if isinstance(found, Compared):
            self._app.go("region_dealer", found.dealer)
        elif isinstance(found, Reading) and self.figure:
            market = found.group if self.by is By.MARKET else self.market.market
            self._app.go("region_figure", f"{self.figure.name} {self.chooser.period} dealer {market}".strip())


def _most(found: Sequence[Compared]) -> list[str]:
    """The dealers whose months are shown: those of whom the figure is most."""
    return [each.dealer for each in sorted(found, key=lambda each: (-each.things, each.dealer))[:MOST_ROWS]]


def _middle(figure: Figure, found: Sequence[Compared]) -> Number:
    """What the middle dealer has for each hundred vehicles; of several currencies there is no middle."""
    if not is_related(figure) or len({each.currency for each in found}) > 1:
        return None
    return median(each.per_cars for each in found if not each.is_few)


def dealer_cells(figure: Figure, of: Compared) -> Sequence[str | Cell]:
    """A dealer's figure in the columns of the list; who is too small is not compared."""
    language = translator().current
    related = number_words(figure, of.per_cars, of.currency, language) if is_related(figure) else ""
    if is_rate(figure):
        last: str | Cell = verdict_cell(of.verdict, is_few=of.is_few)
    else:
        last = few_cell() if of.is_few else ""
    return (
        of.name,
        market_words(of.market),
        number_words(figure, of.now, of.currency, language),
        count_words(of.cars),
        related,
        interval_words(of.interval),
        last,
    )


def reading_cells(of: Reading, period: Period, by: By) -> Sequence[str | Cell]:
    """A reading in the columns of the list."""
    return (group_words(of, by, {}, translator().current), *number_cells(of, period))
