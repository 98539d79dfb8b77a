"""All figures of a period, section by section, each a tile that opens its months and its list."""

from typing import override

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules.rights import REPORT
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import PageScroll
from lifecycle_desk.desktop.look.parts import Button, InfoBar, Label, PageTitle, column, row
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.figures.rules.periods import A_YEAR, Period, PeriodKind, PeriodUnknown, period_of
from lifecycle_desk.figures.rules.readings import Series
from lifecycle_desk.figures.screens.counting import count_behind
from lifecycle_desk.figures.screens.exporting import EXPORT, offer_tables
from lifecycle_desk.figures.screens.period_chooser import PeriodChooser
from lifecycle_desk.figures.screens.tiles import FigureTiles
from lifecycle_desk.figures.screens.words import tile_text
from lifecycle_desk.figures.usecases.reading import Readings, figures_of, own_currency, series_of, this_month
from lifecycle_desk.figures.usecases.sources import all_figures

TITLE = N_("Figures")
TABLE = N_("Table")
COUNTING = N_("Figures of earlier records are being counted. What is shown is not complete yet.")
HOW = N_("Each tile opens its months and the list behind it. The left and right arrow keys change the period.")
TABLES = frozenset({"figure_sum", "figure_counted"})

type Asked = tuple[Readings, tuple[Series, ...], str]  # with the dealer's currency


class FiguresPage(PageWidget):
    """The figures of a period; a place names it: 2026-10, 2026-Q4, 2026."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._stale = app, True
        self._found: Asked | None = None
        self.chooser = PeriodChooser(self)
        self.table, self.tables = Button(TABLE, icon="list"), Button(EXPORT, icon="file-export")
        app.permits.need(REPORT, self.tables)
        self._shown = FigureTiles(self._open)
        self.tiles = self._shown.tiles
        self.counting = InfoBar(COUNTING, tone="neutral", icon="info-circle")
        self.counting.hide()
        head = row(PageTitle(TITLE), None, self.chooser, 8, self.table, self.tables, gap=6)
        body = column(*self._shown.parts, None, gap=8, margins=(24, 4, 24, 16))
        top = column(head, self.counting, Label(HOW, "small", "ink3", wrap=True), gap=8, margins=(24, 14, 24, 6))
        self.setLayout(column(top, (PageScroll(body), 1), gap=0))
        self.chooser.chosen.connect(self._turned)
        self.table.clicked.connect(lambda: app.go("figure", f"all {self.chooser.period}"))
        self.tables.clicked.connect(lambda: offer_tables(app, self.tables))
        app.changed.connect(self._heard)
        translator().changed.connect(self._show)

    @override
    def show_key(self, key: str) -> None:
        try:
            period = period_of(key) if key else self.chooser.period
        except PeriodUnknown:
            return
        if period:
            self.chooser.show_period(period)
        self._ask()

    @override
    def first_focus(self) -> QWidget | None:
        return next(iter(self.tiles.values()), None)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._ask()

    @Slot(object)
    def _turned(self, _period: Period) -> None:
        self._ask()

    def _open(self, name: str) -> None:
        self._app.go("figure", f"{name} {self.chooser.period}")

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        self._stale |= bool(tables & TABLES)
        if self._stale and self.isVisible():
            self._ask()

    @Slot()
    def _ask(self) -> None:
        self._stale = False
        user, period = self._app.user, self.chooser.period
        self._app.run_query(lambda: asked(user, period), self._came)

    def _came(self, found: Asked) -> None:
        readings = found[0]
        if self.chooser.period is None:
            self.chooser.show_period(readings.period)
        if readings.period != self.chooser.period:
            return
        self._found = found
        self.counting.setVisible(not readings.whole)
        if not readings.whole:
            count_behind(self._app)
        self._show()

    @Slot()
    def _show(self) -> None:
        if self._found is None:
            return
        (found, series, currency), language = self._found, translator().current
        self._shown.show_figures(
            {
                name: tile_text(tile.figure, found.of(tile.figure), tile.own(series), found.period, language, currency)
                for name, tile in self.tiles.items()
            }
        )


def asked(user: UserSession, period: Period | None) -> Asked:
    """All figures of a period, or of the present month, twelve months of each, and the dealer's currency."""
    of = period or Period(PeriodKind.MONTH, this_month(user))
    return figures_of(user, of), series_of(user, all_figures(), of.last, A_YEAR), own_currency(user)
