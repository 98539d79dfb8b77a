"""The vehicles behind a figure of a region: of a dealer, of a campaign there, or of a model whose battery was read."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.said import Said
from lifecycle_desk.campaigns.rules.campaign import CampaignState
from lifecycle_desk.campaigns.screens.looks import state_cell
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import Button, Card, PageTitle, column, row
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.region.screens.fetched import Fetched, nothing
from lifecycle_desk.region.screens.words import DEALER, stage_cell
from lifecycle_desk.region.usecases.looking_campaigns import CampaignCar, cars_waiting
from lifecycle_desk.region.usecases.looking_cars import CarShort, cars_of, cars_read
from lifecycle_desk.vehicle.rules.models import named

TITLE = N_("Vehicles")
IN_CAMPAIGN = N_("Vehicles in campaign %(number)s")
READ = N_("%(model)s, %(years)s: battery health")
YEARS = NN_("%(n)s year", "%(n)s years")
type Asked = tuple[UiText, Callable[[], Sequence[Any]]]


def _car(of: CarShort | CampaignCar) -> CarShort:
    return of.car if isinstance(of, CampaignCar) else of


COLUMNS = (
    Column(N_("VIN"), 190, role="mono", id="vin"),
    Column(N_("Vehicle"), role="medium", id="vehicle"),
    Column(DEALER, 200, id="dealer"),
    Column(C_("vehicle", "Stage"), 170, id="stage"),
    Column(N_("Odometer"), 120, "end", id="odometer", value=lambda of: _car(of).odometer_km, gives_way=3),
    Column(
        N_("First registered"), 130, "end", "small", "ink2", value=lambda of: _car(of).first_registered_on, gives_way=1
    ),
    Column(N_("Battery health"), 120, "end", id="health", value=lambda of: _car(of).soh, gives_way=2),
    Column(C_("campaign", "Campaign"), 170, id="campaign"),
)


class CarsPage(PageWidget):
    """Some vehicles; a place names which: "dealer|CODE", "campaign|CODE|NUMBER", "health|make|model|years|TH|hot"."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app = app
        self._title: UiText = TITLE
        self.name = PageTitle(TITLE)
        self.back = Button(C_("page", "Back"), "link", icon="chevron-left")
        self.table: LongTable[Any] = LongTable(TITLE, Fetched(nothing), COLUMNS, cells, app)
        self.table.acts.listen()
        listed = Card(column((self.table, 1), self.table.foot, gap=0, margins=(1, 1, 1, 1)))
        self.setLayout(column(row(self.name, None, self.back), (listed, 1), gap=10, margins=(24, 14, 24, 16)))
        self.back.clicked.connect(app.go_back)
        self.table.opened.connect(self._open)

    @override
    def title(self) -> UiText:
        return self._title

    @override
    def show_key(self, key: str) -> None:
        self._title, ask = self._asked(*key.split("|"))
        self.name.set_message(self._title)
        self.table.show_listing(Fetched(ask))

    def _asked(self, kind: str, *of: str) -> Asked:
        """The title and the question of a place."""
        user = self._app.user
        match kind, of:
            case "dealer", (dealer,):
                return TITLE, partial(cars_of, user, dealer)
            case "campaign", (dealer, campaign):
                return Message(IN_CAMPAIGN, number=campaign), partial(cars_waiting, user, campaign, dealer)
            case "health", (make, model, years, market, climate) if years.isdecimal():
                said = Message(READ, model=named(make, model), years=Said(YEARS, n=int(years)))
                return said, partial(cars_read, user, make, model, int(years), market, climate)
        return TITLE, nothing

    @override
    def first_focus(self) -> QWidget | None:
        return self.table

    @Slot(int)
    def _open(self, key: int) -> None:
        found = self.table.long.listing.rows([key]).get(key)
        if found is not None:
            self._app.go("region_find", _car(found).vin)


def cells(of: CarShort | CampaignCar) -> Sequence[str | Cell]:
    """A vehicle in the columns of the list."""
    formats, car = translator().current.formats, _car(of)
    known = isinstance(of, CampaignCar) and of.state in {each.value for each in CampaignState}
    return (
        car.vin,
        car.name,
        car.dealer_name,
        stage_cell(car.stage),
        "" if car.odometer_km is None else formats.kilometres(car.odometer_km),
        formats.cell_day(car.first_registered_on) if car.first_registered_on else "",
        "" if car.soh is None else formats.percent(car.soh / 100, 1),
        state_cell(CampaignState.of(of.state)) if known and isinstance(of, CampaignCar) else "",
    )


AT_DEALERS = COLUMNS[:-1]
OF_DEALER = tuple(each for each in AT_DEALERS if each.id != "dealer")


def own_cells(car: CarShort) -> Sequence[str | Cell]:
    """The same without a campaign."""
    return cells(car)[:-1]


def cells_of_dealer(car: CarShort) -> Sequence[str | Cell]:
    """The same without the dealer, on the dealer's own page."""
    return [cell for cell, column in zip(own_cells(car), AT_DEALERS, strict=True) if column.id != "dealer"]
