"""The list of vehicles: of all, of a stage, or those that a few letters find."""

from collections.abc import Mapping, Sequence
from typing import override

from PySide6.QtCore import Slot

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import FilterChips, Kind
from lifecycle_desk.desktop.list_actions import ListAction
from lifecycle_desk.desktop.list_page import KindsPage
from lifecycle_desk.desktop.listing import ListBody
from lifecycle_desk.desktop.long_table import Listing, LongTable
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.parts import Button, EmptyPage, PageTitle, row
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.screens.columns import A_CAR
from lifecycle_desk.vehicle.screens.event_text import LOOKS, odometer_cell, odometer_value
from lifecycle_desk.vehicle.screens.list_actions import OPEN_VEHICLE, booking_of, fleet_of, vehicle_actions
from lifecycle_desk.vehicle.usecases.vehicles_shown import FoundVehicles, Vehicles, VehicleSummary, counts, place_of

VEHICLES, ADD_VEHICLE = N_("Vehicles"), N_("Add vehicle")
IMPORT, EXAMPLE = N_("Import list"), N_("Use sample data")
COLUMNS = (
    Column(C_("vehicle", "Plate"), 120, role="medium", id="plate", value=lambda line: line.plate),
    Column(C_("vehicle", "Vehicle"), id="name", value=lambda line: line.name, least=A_CAR),
    Column(  # stays: a car that has no plate yet is told by nothing else
        C_("vehicle", "VIN"), 176, role="mono", ink="ink2", id="vin", value=lambda line: line.vin
    ),
    Column(
        C_("vehicle", "Stage"), 170, id="stage", rank=lambda line: place_of(line.stage, quarantined=line.quarantined)
    ),
    Column(C_("vehicle", "Owner"), id="owner", value=lambda line: line.owner),
    Column(
        C_("column", "Odometer"),
        110,
        "end",
        id="odometer",
        value=lambda line: odometer_value(line.odometer),
        rank=lambda line: line.odometer.whole_km if line.odometer else None,  # the distance run, whatever the dash says
        gives_way=2,
    ),
    Column(
        N_("Last event"),
        120,
        "end",
        "small",
        "ink2",
        id="last_event",
        value=lambda line: line.last_event_on,
        gives_way=1,
    ),
)


SHOW_PAPERS, _OPEN, COPY_VIN, MESSAGES = vehicle_actions(lambda line: line.vin)
ACTIONS = (
    SHOW_PAPERS,
    fleet_of(lambda line: line.vin),
    ListAction[VehicleSummary](
        words=N_("New repair order"),
        icon="tool",
        run=lambda app, lines: app.go("order_form", lines[0].vin),
        right="lifecycle_desk.vehicle.rules.rights:ORDER_EDIT",  # by name: the first picture does without the module
    ),
    booking_of(lambda line: {"vin": line.vin}),
    COPY_VIN,
    MESSAGES,
)


def empty_books(app: AppContext) -> EmptyPage:
    """The page that teaches how to begin: with one vehicle, with a list, or with invented ones."""
    primary = Button(ADD_VEHICLE, "primary", icon="plus", shown_keys="Ctrl+N")
    links = (Button(IMPORT, "link", icon="file-import"), Button(EXAMPLE, "link", icon="database"))
    for button, page in ((primary, "add_vehicle"), (links[0], "import"), (links[1], "settings")):
        button.clicked.connect(lambda _=False, page=page: app.go(page))
        app.permits.lead_to(page, button)
    return EmptyPage(
        N_("Start with a vehicle"),
        N_("Every vehicle keeps its full history here, from arrival to end of life. Add one, or import a list."),
        primary,
        links,
    )


class VehiclesPage(KindsPage):
    """All vehicles, the last touched first."""

    def __init__(self, app: AppContext) -> None:
        add = Button(ADD_VEHICLE, "primary", icon="plus", keys="Ctrl+N")
        chips = FilterChips(C_("vehicle", "Stage"), [Kind(stage, stage.label, *LOOKS[stage]) for stage in Stage])
        table = LongTable(VEHICLES, Vehicles(app.user), COLUMNS, cells, app, actions=ACTIONS, opens=OPEN_VEHICLE)
        body = ListBody(table, empty_books(app), chips)
        papers = table.acts.button(SHOW_PAPERS)
        super().__init__(app, body, row(PageTitle(VEHICLES), None, papers, add), chips)
        self.add, self.papers = add, papers
        table.acts.listen(SHOW_PAPERS)
        add.clicked.connect(lambda: app.go("add_vehicle"))
        app.permits.lead_to("add_vehicle", add)
        body.opened.connect(self._open)

    @override
    @classmethod
    def rows_of(cls, user: UserSession, kind: Stage | None, text: str) -> Listing[VehicleSummary]:
        return FoundVehicles(user, text, kind) if text else Vehicles(user, kind)

    @override
    @classmethod
    def all_kinds(cls) -> Sequence[Stage]:
        return list(Stage)

    @override
    def counts(self) -> tuple[Mapping[Stage, int], int]:
        found = counts(self._app.user)
        return found, sum(found.values())

    @Slot(int)
    def _open(self, number: int) -> None:
        found = self.body.table.long.listing.rows([number]).get(number)
        if found:
            self._app.go("vehicle", found.vin)


def cells(line: VehicleSummary) -> Sequence[str | Cell]:
    """A vehicle in the columns of the list."""
    formats = translator().current.formats
    return (
        line.plate or "",
        line.name or "",
        line.vin,
        stage_cell(line.stage, quarantined=line.quarantined),
        line.owner or "",
        odometer_cell(line.odometer),
        formats.cell_day(line.last_event_on) if line.last_event_on else "",
    )


def stage_cell(stage: Stage | None, *, quarantined: bool = False) -> str | Cell:
    """The stage as a chip; that a vehicle is kept apart matters more than where it stands."""
    language = translator().current
    if quarantined:
        return Cell(language(C_("vehicle", "Quarantined")), *states.STOPPED, is_chip=True)
    if stage is None:
        return ""
    tone, icon = LOOKS[stage]
    return Cell(language(stage.label), tone, icon, is_chip=True)
