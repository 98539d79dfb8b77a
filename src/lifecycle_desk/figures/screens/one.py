"""One figure: what it came to, its months as a chart, its brands, models, markets and technicians, and its list."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.headed_list import HeadedList, around
from lifecycle_desk.desktop.long_table import Listing, LongTable
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.charts import Chart
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import Button, Card, FilterChip, Label, PageTitle, SectionTitle, column, row
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.figures.papers import cell_words, group_words, sort_words
from lifecycle_desk.figures.rules.figure import Dimension, Figure
from lifecycle_desk.figures.rules.periods import Period, PeriodKind, PeriodUnknown, period_of
from lifecycle_desk.figures.rules.readings import Reading, Series, worth
from lifecycle_desk.figures.screens.page import TABLES, TITLE
from lifecycle_desk.figures.screens.period_chooser import PeriodChooser
from lifecycle_desk.figures.screens.readings import DIVIDED_BY, TONES, number_cells, number_columns
from lifecycle_desk.figures.screens.words import months_chart
from lifecycle_desk.figures.usecases.listing import FigureRows, ThingsBehind
from lifecycle_desk.figures.usecases.reading import (
    ThingBehind,
    added_by,
    counts_as,
    figure_named,
    series_of,
    this_month,
)

ALL = "all"
LIST, MONTHS = N_("List"), N_("The last 24 months")
OWN_MARKET = N_("Vehicles count for your own market unless they were registered in another country.")
TALL, SHOWN_MONTHS = 210, 24
LEAST_LIST = 190  # px of the list below the chart; in a low window it has the page once the head is scrolled away
THING = {"order": "order", "work": "order", "claim": "claim"}  # the pages on which things of a source are shown

READINGS, ALL_READINGS = (
    (
        Column(N_("Figure"), role="medium", id="figure"),
        Column(DIVIDED_BY, 220, role="small", ink="ink2", id="group"),
        *number_columns(one=one),
    )
    for one in (True, False)
)
_THING = (
    Column(C_("event", "Date"), 110, role="small", ink="ink2", id="on", value=lambda thing: thing.on),
    Column(N_("Record"), 150, role="medium", id="key"),
    Column(N_("Vehicle"), id="vehicle"),
)
_TECHNICIAN = Column(C_("role", "Technician"), 150, role="small", ink="ink2", id="technician")
_COUNTS_AS = Column(N_("Value counted"), 150, "end", id="amount")


class FigurePage(PageWidget):
    """A figure of a period; a place names both, and by what it is divided: "turnover 2026-10 model"."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self.figure = app, None  # type: tuple[AppContext, Figure | None]
        self._by: Dimension | None = None
        self._months: tuple[Series, ...] = ()
        self.chooser = PeriodChooser(self)
        self.name, self.counts = PageTitle(TITLE), Label("", "body", "ink2", wrap=True)
        self.own_market = Label(OWN_MARKET, "small", "ink2", wrap=True)
        self.back = Button(TITLE, "link", icon="chevron-left")
        self.list = FilterChip(LIST, icon="list", checked=True)
        self.by = {each: FilterChip(each.label) for each in Dimension}
        self._group = QButtonGroup(self)
        for chip in (self.list, *self.by.values()):
            self._group.addButton(chip)
        self.chart = Chart(MONTHS, tone="accent", tall=TALL)
        self._chart_card = Card(column(SectionTitle(MONTHS), self.chart, gap=6, margins=(16, 10, 16, 10)))
        self.table: LongTable[Any] = LongTable(TITLE, FigureRows(app.user, _ANY, None), READINGS, reading_cells, app)
        self.table.acts.listen()
        self._lay_out()
        self.chooser.chosen.connect(self._turned)
        self.back.clicked.connect(lambda: app.go("figures", str(self.chooser.period or "")))
        self._group.buttonClicked.connect(self._divided)
        self.table.opened.connect(self._open)
        app.changed.connect(self._heard)
        translator().changed.connect(self._draw)

    def _lay_out(self) -> None:
        head = row(self.name, None, self.chooser, gap=6)
        chips = row(self.list, *self.by.values(), None, self.back, gap=6)
        listed = Card(column((self.table, 1), self.table.foot, gap=0, margins=(1, 1, 1, 1)))
        said, margins = column(self.counts, self.own_market, gap=4), (t.PAGE_MARGIN, 14, t.PAGE_MARGIN, t.PAGE_END)
        whole = column(head, said, self._chart_card, chips, (listed, 1), gap=10, margins=margins)
        whole_page = HeadedList(
            whole, listed, self.table, lambda _: around(listed, self.table) + self.table.whole_height, least=LEAST_LIST
        )
        self.setLayout(column(whole_page, gap=0))

    @override
    def title(self) -> UiText:
        return self.figure.title if self.figure else TITLE

    @override
    def show_key(self, key: str) -> None:
        name, _, rest = key.partition(" ")
        said, _, by = rest.partition(" ")
        self.figure = figure_named(name)
        try:
            period = period_of(said) if said else self.chooser.period
            self._by = Dimension.of(by) if by else None
        except (PeriodUnknown, ValueError):
            return
        if period is None:
            period = Period(PeriodKind.MONTH, this_month(self._app.user))
        self.chooser.show_period(period)
        self._show()

    @override
    def first_focus(self) -> QWidget | None:
        return self.table

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask_months()

    @Slot(object)
    def _turned(self, _period: Period) -> None:
        self._show()

    @Slot()
    def _divided(self) -> None:
        self._by = next((by for by, chip in self.by.items() if chip.isChecked()), None)
        self._show()

    def _show(self) -> None:
        """Show the figure as it is chosen now: its words, its chips, its list and its months."""
        figure, period = self.figure, self.chooser.period
        self.name.set_message(figure.title if figure else TITLE)
        self.counts.set_message(figure.counts if figure else "")
        self.counts.setVisible(figure is not None)
        self._chart_card.setVisible(figure is not None)
        self.list.setVisible(True)
        for by, chip in self.by.items():
            chip.setVisible(figure is None or by in figure.dimensions)
        if self._by and figure and self._by not in figure.dimensions:
            self._by = None
        (self.by[self._by] if self._by else self.list).setChecked(True)
        self.own_market.setVisible(self._by is Dimension.MARKET)
        if period is None:
            return
        user = self._app.user
        if figure and self._by is None:
            self._list(ThingsBehind(user, figure, period), thing_columns(figure), partial(thing_cells, figure))
        else:
            cells = partial(reading_cells, period=period, by=self._by)
            self._list(FigureRows(user, period, self._by, figure), READINGS if figure else ALL_READINGS, cells)
        self._ask_months()

    def _list(
        self, listing: Listing[Any], columns: Sequence[Column], cells: Callable[[Any], Sequence[str | Cell]]
    ) -> None:
        self.table.show_columns(columns)
        self.table.long.cells = cells
        self.table.show_listing(listing)

    def _ask_months(self) -> None:
        figure, period, by, user = self.figure, self.chooser.period, self._by, self._app.user
        if figure is None or period is None:
            return
        wanted = figure, period, by
        self._app.run_query(
            lambda: series_of(user, [figure], period.last, SHOWN_MONTHS, by), partial(self._came, wanted)
        )

    def _came(self, wanted: tuple[Figure, Period, Dimension | None], found: tuple[Series, ...]) -> None:
        if wanted == (self.figure, self.chooser.period, self._by):
            self._months = found
            self._draw()

    @Slot()
    def _draw(self) -> None:
        if self.figure:
            self.chart.show_chart(
                months_chart(self.figure, self._months, translator().current), TONES[self.figure.section]
            )

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if tables & TABLES and self.isVisible():
            self._ask_months()

    @Slot(int)
    def _open(self, key: int) -> None:
        """Open what a row is: a thing on its page, a reading as the list behind its figure."""
        found = self.table.long.listing.rows([key]).get(key)
        if isinstance(found, ThingBehind):
            page = THING.get(found.source, "vehicle")
            self._app.go(page, found.vin if page == "vehicle" else found.key)
        elif isinstance(found, Reading):
            self._app.go("figure", f"{found.figure.name} {self.chooser.period}")


_ANY = Period(PeriodKind.MONTH, 0)


def reading_cells(of: Reading, period: Period = _ANY, by: Dimension | None = None) -> Sequence[str | Cell]:
    """A reading in the columns of the list."""
    language = translator().current
    return (language(of.figure.title), group_words(of, by, language), *number_cells(of, period))


@cache
def thing_columns(figure: Figure) -> tuple[Column, ...]:
    """The columns of things behind a figure: by what it is told apart has that heading, where it is."""
    sort = Column(figure.sorted_by, 150, role="small", ink="ink2", id="sort")
    amount = replace(_COUNTS_AS, value=partial(_added, figure), sums=counts_as(figure).unit.is_money)
    return (*_THING, *([sort] if figure.sorts else []), _TECHNICIAN, amount)


def _added(figure: Figure, thing: ThingBehind) -> Any:
    """What a thing adds as it sorts, sums and goes into a spreadsheet: exact, an amount with its currency."""
    unit, number = added_by(figure, thing)
    told = worth(unit, number, thing.currency)
    return getattr(told, "value", told)


def thing_cells(figure: Figure, thing: ThingBehind) -> Sequence[str | Cell]:
    """A thing in the columns of the list."""
    language = translator().current
    unit, number = added_by(figure, thing)
    return (
        language.formats.cell_day(thing.on),
        thing.key if thing.source in THING else "",
        language.in_a_line(thing.plate, thing.name),
        *([sort_words(figure, thing.sort, language)] if figure.sorts else []),
        thing.technician,
        cell_words(unit, number, thing.currency, language),
    )
