"""One car anywhere: which dealers have it, and its life across them."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText, set_text
from lifecycle_desk.desktop.look.parts import Button, Card, Label, LineEdit, PageTitle, SectionTitle, column, row
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.region.screens.cars import AT_DEALERS, own_cells
from lifecycle_desk.region.screens.fetched import Fetched, nothing
from lifecycle_desk.region.screens.words import DEALER
from lifecycle_desk.region.usecases.looking_cars import CarShort, FoundCar, LifeLine, find_car
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.screens.event_text import icon_of, in_words, join

TITLE = N_("Find a vehicle")
VIN = N_("VIN")
HOW = N_("Enter the whole VIN. The vehicle is found wherever a dealer of the region has recorded it.")
UNKNOWN = N_("No dealer of the region has recorded %(vin)s.")
AT, LIFE = N_("Recorded by"), N_("Life across dealers")
LINES = (
    Column(C_("event", "Date"), 120, role="small", ink="ink2", id="on", value=lambda line: line.told.on),
    Column(C_("record", "Record"), role="medium", id="record"),
    Column(DEALER, 240, id="dealer"),
    Column(N_("Number"), 120, "end", "small", "ink2", id="seq", value=lambda line: line.told.seq),
    Column(C_("record", "Status"), 150, id="state"),
)
WIDE, LEAST_ROWS = 320, 4


class FindPage(PageWidget):
    """A field for a VIN, and what the region knows of that car; a place names one."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self.vin = app, ""
        self.field, self.go = LineEdit(), Button(C_("search", "Find"), "primary", icon="search")
        TextWidth(self.field, WIDE)
        set_text(self.field.setAccessibleName, VIN)
        set_text(self.field.setPlaceholderText, VIN)
        self.said = Label(HOW, "body", "ink2", wrap=True)
        self.at: LongTable[CarShort] = LongTable(AT, Fetched(nothing), AT_DEALERS, own_cells, app)
        self.life: LongTable[LifeLine] = LongTable(LIFE, Fetched(nothing), LINES, line_cells, app)
        head = row(PageTitle(TITLE), None, self.field, self.go, gap=8)
        parts = [(table, Card(column((table, 1), gap=0, margins=(1, 1, 1, 1)))) for table in (self.at, self.life)]
        self._whole = [SectionTitle(AT), parts[0][1], SectionTitle(LIFE), parts[1][1]]
        first, at, second, life = self._whole
        at.setFixedHeight(theme.px(28) + LEAST_ROWS * theme.px(32))
        self.setLayout(column(head, self.said, first, at, second, (life, 1), gap=10, margins=(24, 14, 24, 16)))
        self._show_found(there=False)
        self.go.clicked.connect(self._asked)
        self.field.returnPressed.connect(self._asked)
        self.at.opened.connect(self._open)

    @override
    def title(self) -> UiText:
        return PlainText(self.vin) if self.vin else TITLE

    @override
    def show_key(self, key: str) -> None:
        if key:
            self.field.setText(key)
            self._find(key)

    @override
    def first_focus(self) -> QWidget | None:
        return self.life if self.life.isVisible() else self.field

    @override
    def filter_field(self) -> QWidget | None:
        return self.field

    @Slot()
    def _asked(self) -> None:
        if typed := self.field.text().strip():
            self._app.go("region_find", "".join(typed.split()).upper())

    def _find(self, vin: str) -> None:
        self.vin = vin
        user = self._app.user
        self._app.run_query(lambda: find_car(user, vin), self._came)

    def _came(self, found: FoundCar) -> None:
        if found.vin != "".join(self.vin.split()).upper():
            return
        there = bool(found.at)
        name = found.at[0].name if there else ""
        self.said.set_message(PlainText(name) if there else Message(UNKNOWN, vin=found.vin))
        self._show_found(there=there)
        self.at.show_listing(Fetched(lambda: found.at))
        self.life.show_listing(Fetched(lambda: found.life))

    def _show_found(self, *, there: bool) -> None:
        for each in self._whole:
            each.setVisible(there)

    @Slot(int)
    def _open(self, key: int) -> None:
        found = self.at.long.listing.rows([key]).get(key)
        if found:
            self._app.go("region_dealer", found.dealer)


def line_cells(line: LifeLine) -> Sequence[str | Cell]:
    """A record in the columns of the list; what a kind says is told as far as it travelled."""
    language, told = translator().current, line.told
    try:
        said = worded(told)
        title, detail = in_words(said.title), join(*(in_words(each) for each in said.detail))
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError):  # facts that stayed with the dealer
        title, detail = told.kind, ""
    tone, icon = states.CANCELLED
    return (
        language.formats.day(told.on),
        Cell(title, None, icon_of(told.part), hint=detail),
        line.dealer_name,
        language.formats.number(told.seq),
        Cell(language(C_("record", "Voided or corrected")), tone, icon) if line.is_void else "",
    )
