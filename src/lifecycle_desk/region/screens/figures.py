"""The figures of a region in a period: of all dealers or of one market, each a tile that opens its months and lists."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import PageScroll
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import InfoBar, Label, PageTitle, column, row
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.figures.rules.figure import Figure
from lifecycle_desk.figures.rules.periods import Period, PeriodKind, PeriodUnknown, period_of
from lifecycle_desk.figures.rules.readings import Reading, Series
from lifecycle_desk.figures.screens.period_chooser import PeriodChooser
from lifecycle_desk.figures.screens.tile import TileText
from lifecycle_desk.figures.screens.tiles import FigureTiles
from lifecycle_desk.figures.screens.words import tile_text
from lifecycle_desk.region.screens.fetched import RECEIVED
from lifecycle_desk.region.screens.markets import MarketChoice
from lifecycle_desk.region.usecases.looking import Part, RegionFigures, figures_of, this_month

TITLE = N_("Figures")
NOT_SUMMED = N_("Figures have not been added up yet: run “lifecycle-desk region sum” where batches are received.")
AS_OF = N_("Each tile opens its months and dealers. All that was received until %(at)s is included.")
CURRENCIES = NN_("%(n)s currency", "%(n)s currencies")


class FiguresPage(PageWidget):
    """The figures of a period; a place names it, and a market behind it: "2026-10 TH"."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._stale = app, True
        self._found: RegionFigures | None = None
        self.chooser, self.market = PeriodChooser(self), MarketChoice(app)
        self._shown = FigureTiles(self._open)
        self.tiles = self._shown.tiles
        self.not_summed = InfoBar(NOT_SUMMED, tone="neutral", icon="info-circle")
        self.not_summed.hide()
        self.how = Label("", "small", "ink3", wrap=True)
        head = row(PageTitle(TITLE), None, self.market, 8, self.chooser, gap=6)
        body = column(*self._shown.parts, None, gap=8, margins=(24, 4, 24, 16))
        top = column(head, self.not_summed, self.how, gap=8, margins=(24, 14, 24, 6))
        self.setLayout(column(top, (PageScroll(body), 1), gap=0))
        self.chooser.chosen.connect(self._turned)
        self.market.chosen.connect(self._turned)
        app.changed.connect(self._heard)
        translator().changed.connect(self._show)

    @override
    def show_key(self, key: str) -> None:
        said, _, market = key.partition(" ")
        try:
            period = period_of(said) if said else self.chooser.period
        except PeriodUnknown:
            return
        self.chooser.show_period(period or Period(PeriodKind.MONTH, this_month(self._app.user)))
        if key:
            self.market.show_market(market)
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
    @Slot(str)
    def _turned(self, _: object) -> None:
        self._ask()

    def _open(self, name: str) -> None:
        self._app.go("region_figure", f"{name} {self.chooser.period} dealer {self.market.market}".strip())

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        self._stale |= RECEIVED in tables
        if self._stale and self.isVisible():
            self._ask()

    def _ask(self) -> None:
        user, period, part = self._app.user, self.chooser.period, Part(self.market.market)
        if period is not None:
            self._stale = False
            self._app.run_query(lambda: figures_of(user, period, part), self._came)

    def _came(self, found: RegionFigures) -> None:
        if (found.period, found.part.market) == (self.chooser.period, self.market.market):
            self._found = found
            self._show()

    @Slot()
    def _show(self) -> None:
        """Show the figures of which there is anything; a region need not have all that a dealer counts."""
        found = self._found
        if found is None:
            return
        self.not_summed.setVisible(found.summed_at is None)
        self.how.set_message(Message(AS_OF, at=found.summed_at) if found.summed_at else "")
        self._shown.show_figures(
            {
                name: _told(tile.figure, readings, tile.own(found.series), found.period)
                for name, tile in self.tiles.items()
                if (readings := found.of(tile.figure))
            }
        )


def _told(figure: Figure, readings: Sequence[Reading], series: Sequence[Series], period: Period) -> TileText:
    """A figure on its tile; amounts in several currencies are not added, nor is one of them shown for all."""
    language, currencies = translator().current, {each.currency for each in readings}
    if len(currencies) > 1:
        return TileText(language(CURRENCIES, n=len(currencies)))
    return tile_text(figure, readings, series, period, language)
