"""The list of stock: which cars are here, since when, and what each of them waits for."""

from collections.abc import Mapping, Sequence

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.list_page import Listed, ListedPage, begins
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.ageing import waited_cell
from lifecycle_desk.desktop.look.parts import Button, EmptyPage
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.sale.inspection.rules import InspectionState
from lifecycle_desk.stages.sale.stock.rules.status import StockList
from lifecycle_desk.stages.sale.stock.screens.commands import RECEIVE
from lifecycle_desk.stages.sale.stock.usecases.listing import ListedCar, StockBy
from lifecycle_desk.stages.sale.stock.usecases.showing import StockSummary, counts
from lifecycle_desk.vehicle.screens.columns import A_CAR
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.list_actions import vehicle_actions
from lifecycle_desk.vehicle.screens.vehicles import stage_cell
from lifecycle_desk.vehicle.usecases.vehicles_shown import place_of

STOCK = C_("stock", "Stock")
COLUMNS = (
    Column(C_("vehicle", "Vehicle"), least=A_CAR),
    Column(C_("vehicle", "VIN"), 176, role="mono", ink="ink2", gives_way=2),
    Column(
        C_("vehicle", "Stage"),
        124,
        rank=lambda car: place_of(car.line.stage, quarantined=car.line.quarantined),
    ),
    Column(C_("stock", "Location"), 104, gives_way=3),
    Column(C_("stock", "Days in stock"), 108, "end", value=lambda car: car.line.days, gives_way=4),
    Column(C_("inspection", "PDI"), 140, rank=lambda car: [*PDI_LOOKS].index(car.line.inspection)),
    Column(N_("Storage check"), 124, value=lambda car: car.line.next_check_on),
    Column(C_("stock", "Sold to"), 150, gives_way=1),
)
PDI_LOOKS: dict[InspectionState, states.Look] = {
    InspectionState.NOT_INSPECTED: states.NOT_BEGUN,
    InspectionState.OPEN: states.PARTLY,
    InspectionState.FAILED: states.FAILED,
    InspectionState.PASSED: states.GOOD,
}
_KINDS: dict[StockList, states.Look] = {
    StockList.WAITING: states.WAITING,
    StockList.ARRIVED: states.at("sale", "ship"),
    StockList.IN_STOCK: states.at("sale", "building-store"),
    StockList.TO_INSPECT: states.TO_DO,
    StockList.READY: states.at("sale", "circle-check"),
    StockList.SOLD: states.at("sale", "key"),
    StockList.CHECK_DUE: states.CHECK_DUE,
    StockList.QUARANTINE: states.STOPPED,
}


def empty_yard(app: AppContext) -> EmptyPage:
    """The page that teaches how to begin: with a car that has come, with a list, or with invented ones."""
    links = (
        Button(N_("Import list"), "link", icon="file-import"),
        Button(N_("Use sample data"), "link", icon="database"),
    )
    for button, page in zip(links, ("import", "settings"), strict=True):
        button.clicked.connect(lambda _=False, page=page: app.go(page))
        app.permits.lead_to(page, button)
    return EmptyPage(
        N_("No vehicles in stock"),
        N_("Receive a vehicle when it arrives: storage checks, inspection and sale then appear here."),
        begins(RECEIVE, app, shown_keys="Ctrl+N"),
        links,
    )


def cells(car: ListedCar) -> Sequence[str | Cell]:
    """A car in the columns of the list."""
    line, language = car.line, translator().current
    tone, icon = PDI_LOOKS[line.inspection]
    return (
        join(car.plate, line.name),
        line.vin,
        stage_cell(line.stage, quarantined=line.quarantined),
        line.location,
        waited_cell(language.formats.number(line.days), line.days),
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
    return Cell(day, *(states.OVERDUE if line.next_check_on < today else states.DUE_NOW))


def _counted(user: UserSession) -> tuple[Mapping[StockList, int], int]:
    found = counts(user)
    return found, found[StockList.ALL]


class StockPage(ListedPage):
    """The cars at the dealer's, the longest here first."""

    listed = Listed(
        title=STOCK,
        begin=RECEIVE,
        empty=empty_yard,
        kinds=[Kind(which, which.label, *look) for which, look in _KINDS.items()],
        counts=_counted,
        rows=lambda user, which, text: StockBy(user, which or StockList.ALL, text),
        columns=COLUMNS,
        cells=cells,
        opens="sale_of",
        key=lambda car: car.line.vin,
        actions=vehicle_actions(lambda car: car.line.vin),
    )
