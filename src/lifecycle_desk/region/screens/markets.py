"""The choice of a market, filled with those in which there are dealers; the page asks anew when another is chosen."""

from PySide6.QtCore import Signal, Slot

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import CountryNamed
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, set_text, value_alone
from lifecycle_desk.desktop.look.parts import Choice
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.region.screens.words import MARKET
from lifecycle_desk.region.usecases.looking import markets

ALL_MARKETS = N_("All markets")
WIDE = 190  # px


class MarketChoice(Choice):
    """One of the markets of a region, or all of them."""

    chosen = Signal(str)

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self.market = ""
        self._known: list[str] = []
        set_text(self.setAccessibleName, MARKET)
        self.offer("", ALL_MARKETS)
        TextWidth(self, WIDE)
        self.activated.connect(self._chosen)
        app.run_query(lambda: markets(app.user), self._came)

    def _came(self, found: list[str]) -> None:
        self._known = found
        self.clear()
        self.offer("", ALL_MARKETS)
        for code in found:
            self.offer(code, _named(code))
        self.show_market(self.market)

    def show_market(self, code: str) -> None:
        """Show a market, without telling anybody."""
        self.market = code
        self.setCurrentIndex(max(0, self.place_of(code)))

    @Slot(int)
    def _chosen(self, _place: int) -> None:
        self.market = str(self.currentData() or "")
        self.chosen.emit(self.market)


def _named(code: str) -> Message:
    return value_alone(CountryNamed(code))
