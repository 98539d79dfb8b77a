"""The list of stock: which cars are here, since when, and what each of them waits for."""

from collections.abc import Mapping, Sequence
from typing import override

from PySide6.QtCore import Slot

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import FilterChips, Kind
from lifecycle_desk.desktop.list_page import KindsPage
from lifecycle_desk.desktop.listing import ListBody
from lifecycle_desk.desktop.long_table import Listing, LongTable
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import Button, EmptyPage, PageTitle, row
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.sale.inspection.rules import InspectionState
from lifecycle_desk.stages.sale.stock.rules.status import StockList
from lifecycle_desk.stages.sale.stock.usecases.listing import ListedCar, StockBy
from lifecycle_desk.stages.sale.stock.usecases.showing import StockSummary, counts
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.vehicles import stage_cell

STOCK, RECEIVE = C_("stock", "Stock"), N_("Receive a vehicle")
COLUMNS = (
    Column(C_("vehicle", "Vehicle")),
    Column(C_("vehicle", "VIN"), 176, role="mono", ink="ink2"),
    Column(C_("vehicle", "Stage"), 124),
    Column(C_("stock", "Place"), 104),
    Column(C_("stock", "Days here"), 84, "end"),
    Column(C_("inspection", "PDI"), 128),
    Column(N_("Storage check"), 124),
    Column(C_("stock", "Sold to"), 150),
)
SPARE = (7, 3, 4, 1)  # the buyer goes first where it is narrow, then the place, the days and the VIN
PDI_LOOKS: dict[InspectionState, tuple[t.Tone, str]] = {
    InspectionState.NOT_INSPECTED: ("neutral", "circle-dashed"),
    InspectionState.OPEN: ("warn", "circle-half-2"),
    InspectionState.FAILED: ("danger", "alert-circle"),
    InspectionState.PASSED: ("ok", "circle-check"),
}
_KINDS: dict[StockList, tuple[t.Tone, str]] = {
    StockList.WAITING: ("warn", "hourglass"),
    StockList.ARRIVED: ("sale", "ship"),
    StockList.IN_STOCK: ("sale", "building-store"),
    StockList.TO_INSPECT: ("warn", "clipboard-list"),
    StockList.READY: ("sale", "circle-check"),
    StockList.SOLD: ("sale", "key"),
    StockList.CHECK_DUE: ("warn", "battery-3"),
    StockList.QUARANTINE: ("danger", "lock"),
}


def empty_yard(app: AppContext) -> EmptyPage:
    """What teaches to begin: with a car that has come, with a list, or with invented ones."""
    primary = Button(RECEIVE, "primary", icon="ship", shown_keys="Ctrl+N")
    links = (
        Button(N_("Import a list"), "link", icon="file-import"),
        Button(N_("Load the example dealer"), "link", icon="database"),
    )
    for button, page in ((primary, "arrival"), (links[0], "import"), (links[1], "settings")):
        button.clicked.connect(lambda _=False, page=page: app.go(page))
    return EmptyPage(
        N_("No car is in stock"),
        N_(
            "Receive a car when it comes from the maker: from then on its storage checks, inspection and sale are here."
        ),
        primary,
        links,
    )


class StockPage(KindsPage):
    """The cars at the dealer's, the longest here first."""

    def __init__(self, app: AppContext) -> None:
        receive = Button(RECEIVE, "primary", icon="ship", keys="Ctrl+N")
        kinds = [Kind(which, which.label, *_KINDS[which]) for which in StockList if which is not StockList.ALL]
        chips = FilterChips(STOCK, kinds)
        table = LongTable(STOCK, StockBy(app.user), COLUMNS, cells, app)
        body = ListBody(table, empty_yard(app), chips, spare=SPARE, least=200)
        super().__init__(app, body, row(PageTitle(STOCK), None, receive), chips)
        self.receive = receive
        receive.clicked.connect(lambda: app.go("arrival"))
        body.opened.connect(self._open)

    @override
    def listing(self, text: str) -> Listing[ListedCar]:
        which = self.chips.value
        return StockBy(self._app.user, which if isinstance(which, StockList) else StockList.ALL, text)

    @override
    def counts(self) -> tuple[Mapping[StockList, int], int]:
        found = counts(self._app.user)
        return found, found[StockList.ALL]

    @Slot(int)
    def _open(self, number: int) -> None:
        found = self.body.table.long.listing.rows([number]).get(number)
        if found:
            self._app.go("sale_of", found.line.vin)


def cells(car: ListedCar) -> Sequence[str | Cell]:
    """A car in the columns of the list."""
    line, language = car.line, translator().current
    tone, icon = PDI_LOOKS[line.inspection]
    return (
        join(line.name, car.plate),
        line.vin,
        stage_cell(line.stage, quarantined=line.quarantined),
        line.location,
        language.formats.number(line.days),
        Cell(language(line.inspection.label), tone, icon),
        _check_cell(line),
        car.buyer,
    )


def _check_cell(line: StockSummary) -> str | Cell:
    """When the car is to be looked after next; red once that is past."""
    if line.next_check_on is None:
        return ""
    day = translator().current.formats.cell_day(line.next_check_on)
    if not line.check_due:
        return day
    today = translator().current.formats.local(clock.now()).date()
    return Cell(day, *(("danger", "clock-exclamation") if line.next_check_on < today else ("warn", "clock")))
