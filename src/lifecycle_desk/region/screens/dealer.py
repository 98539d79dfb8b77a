"""One dealer of a region: how it stands, its figures of the last whole month, and its vehicles."""

from functools import partial
from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Chip,
    EqualGrid,
    Fact,
    InfoBar,
    PageTitle,
    SectionTitle,
    column,
    row,
)
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.figures.rules.periods import Period, PeriodKind
from lifecycle_desk.figures.screens.tile import FigureTile
from lifecycle_desk.figures.screens.words import tile_text
from lifecycle_desk.figures.usecases.sources import all_figures
from lifecycle_desk.region.screens.cars import OF_DEALER, TITLE, cells_of_dealer
from lifecycle_desk.region.screens.fetched import Fetched, nothing
from lifecycle_desk.region.screens.words import (
    DEALER,
    FEW,
    IN_USE,
    MARKET,
    STATES,
    count_words,
    market_words,
    moment_words,
    share_words,
)
from lifecycle_desk.region.usecases.looking import (
    DealerShort,
    Part,
    RegionFigures,
    dealer_named,
    figures_of,
    this_month,
)
from lifecycle_desk.region.usecases.looking_cars import CarShort, cars_of

SHOWN = ("visits", "turnover", "hours_sold", "comebacks", "new_handed_over", "energy_charged")
LAST_MONTH = N_("The last whole month")
WAIT = NN_(
    "%(n)s record waits for a newer version of Lifecycle Desk in the region.",
    "%(n)s records wait for a newer version of Lifecycle Desk in the region.",
)
LEAST = 190  # px of a tile


class DealerPage(PageWidget):
    """A dealer; a place names it by its code."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self.dealer = app, ""
        self._found: tuple[DealerShort | None, RegionFigures] | None = None
        self.name, self.chip = PageTitle(DEALER), Chip()
        self.chip.hide()
        self.back = Button(N_("Dealers"), "link", icon="chevron-left")
        self.wait = InfoBar("", tone="neutral", icon="hourglass")
        self.wait.hide()
        self.facts = {
            "market": Fact(MARKET, ""),
            "received": Fact(N_("Last batch"), ""),
            "record": Fact(N_("Last record"), ""),
            "cars": Fact(IN_USE, ""),
            "campaigns": Fact(N_("Campaigns done"), ""),
        }
        named = {each.name: each for each in all_figures()}
        self.tiles = {name: FigureTile(named[name]) for name in SHOWN}
        for name, tile in self.tiles.items():
            tile.clicked.connect(partial(self._open_figure, name))
        self.table: LongTable[CarShort] = LongTable(TITLE, Fetched(nothing), OF_DEALER, cells_of_dealer, app)
        self.table.acts.listen()
        self.grid = EqualGrid(list(self.tiles.values()), least=LEAST, gap=t.CARD_GAP, lines=False)
        listed = Card(column((self.table, 1), self.table.foot, gap=0, margins=(1, 1, 1, 1)))
        told = Card(column(EqualGrid(list(self.facts.values())), gap=0, margins=(16, 12, 16, 12)))
        self.setLayout(
            column(
                row(self.name, self.chip, None, self.back, gap=10), self.wait, told,
                SectionTitle(LAST_MONTH), self.grid, SectionTitle(TITLE), (listed, 1), gap=10, margins=(24, 14, 24, 16),
            )
        )  # fmt: skip
        self.back.clicked.connect(lambda: app.go("region_dealers"))
        self.table.opened.connect(self._open_car)
        translator().changed.connect(self._show)

    @override
    def title(self) -> UiText:
        dealer = self._found[0] if self._found else None
        return PlainText(dealer.name) if dealer else DEALER

    @override
    def show_key(self, key: str) -> None:
        self.dealer = key
        user = self._app.user
        period = Period(PeriodKind.MONTH, this_month(user)).before

        def ask() -> tuple[DealerShort | None, RegionFigures]:
            shown = [tile.figure for tile in self.tiles.values()]
            return dealer_named(user, key), figures_of(user, period, Part(dealer=key), shown)

        self._app.run_query(ask, partial(self._came, key))
        self.table.show_listing(Fetched(partial(cars_of, user, key)))

    @override
    def first_focus(self) -> QWidget | None:
        return self.table

    def _came(self, key: str, found: Any) -> None:
        if key == self.dealer:
            self._found = found
            self._show()

    @Slot()
    def _show(self) -> None:
        dealer, found = self._found or (None, None)
        if dealer is None or found is None:
            return
        language = translator().current
        self.name.set_message(PlainText(dealer.name))
        tone, icon = STATES[dealer.state]
        self.facts["market"].show_fact(PlainText(market_words(dealer.market)))
        self.chip.become(dealer.state.label, tone, icon)
        self.chip.show()
        self.wait.setVisible(bool(dealer.waiting))
        self.wait.set_message(Message(WAIT, n=dealer.waiting))
        self.facts["received"].show_fact(PlainText(moment_words(dealer.received_at)))
        self.facts["record"].show_fact(
            PlainText(moment_words(dealer.last_at)), Message(N_("No. %(number)s"), number=dealer.last_seq)
        )
        self.facts["cars"].show_fact(PlainText(count_words(dealer.cars)), FEW if dealer.is_few else "")
        self.facts["campaigns"].show_fact(PlainText(share_words(dealer.campaigns_done)))
        shown = [tile for tile in self.tiles.values() if found.of(tile.figure)]
        for tile in shown:
            told, own = found.of(tile.figure), tile.own(found.series)
            tile.show_figure(tile_text(tile.figure, told, own, found.period, language))
        self.grid.show_cells(shown)

    def _open_figure(self, name: str) -> None:
        if self._found:
            self._app.go("region_figure", f"{name} {self._found[1].period} dealer")

    @Slot(int)
    def _open_car(self, key: int) -> None:
        found = self.table.long.listing.rows([key]).get(key)
        if found:
            self._app.go("region_find", found.vin)
