"""The list of vehicles: of all, of a stage, or those that a few letters find."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look.parts import Button, EmptyPage, PageTitle, column, row
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.screens.filters import FilterChips, Kind
from lifecycle_desk.vehicle.screens.listing import ListBody
from lifecycle_desk.vehicle.screens.telling import LOOKS
from lifecycle_desk.vehicle.usecases.listing import FoundVehicles
from lifecycle_desk.vehicle.usecases.showing import VehicleLine, Vehicles, counts

VEHICLES, ADD_VEHICLE = N_("Vehicles"), N_("Add vehicle")
IMPORT, EXAMPLE = N_("Import a list"), N_("Load the example dealer")
COLUMNS = (
    Column(C_("vehicle", "Plate"), 120, role="medium"),
    Column(C_("vehicle", "Vehicle")),
    Column(C_("vehicle", "VIN"), 176, role="mono", ink="ink2"),
    Column(C_("vehicle", "Stage"), 170),
    Column(C_("vehicle", "Owner")),
    Column(C_("column", "Odometer"), 110, "end"),
    Column(N_("Last event"), 120, "end", "small", "ink2"),
)
SPARE = (6, 2)  # the last event goes first where it is narrow, then the VIN


def empty_books(desk: Desk) -> EmptyPage:
    """What teaches to begin: with one vehicle, with a list, or with invented ones."""
    primary = Button(ADD_VEHICLE, "primary", icon="plus", shown_keys="Ctrl+N")
    links = (Button(IMPORT, "link", icon="file-import"), Button(EXAMPLE, "link", icon="database"))
    for button, page in ((primary, "add_vehicle"), (links[0], "import"), (links[1], "settings")):
        button.clicked.connect(lambda _=False, page=page: desk.go(page))
    return EmptyPage(
        N_("Begin with a vehicle"),
        N_("Each vehicle keeps its whole life here, from arrival to its last day: add one, or bring a list of them."),
        primary,
        links,
    )


class VehiclesPage(PageWidget):
    """All vehicles, the last touched first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.add = Button(ADD_VEHICLE, "primary", icon="plus", keys="Ctrl+N")
        kinds = [Kind(stage, stage.says, *LOOKS[stage]) for stage in Stage]
        self.chips = FilterChips(C_("vehicle", "Stage"), kinds)
        table = LongTable(VEHICLES, Vehicles(desk.seat), COLUMNS, cells, desk)
        self.body = ListBody(table, empty_books(desk), self.chips, spare=SPARE)
        head = row(PageTitle(VEHICLES), None, self.add)
        self.setLayout(column(head, (self.body, 1), gap=14, margins=(24, 14, 24, 16)))
        self.add.clicked.connect(lambda: desk.go("add_vehicle"))
        self.body.opened.connect(self._open)
        self.body.field.wanted.connect(self._narrow)
        self.body.all_wanted.connect(self._widen)
        desk.changed.connect(self.body.hear)
        self.chips.chosen.connect(self._narrow)
        desk.changed.connect(self._heard)

    @override
    def first_focus(self) -> QWidget | None:
        return self.body.work()

    @override
    def filter_field(self) -> QWidget | None:
        return self.body.field

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._count()

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and "vehicle" in tables:
            self._count()

    def _count(self) -> None:
        self._desk.look(lambda: counts(self._desk.seat), self._counted)

    def _counted(self, found: dict[Stage, int]) -> None:
        self.chips.show_counts(found, sum(found.values()))

    @Slot()
    def _narrow(self) -> None:
        text, stage, seat = self.body.field.text().strip(), self.chips.value, self._desk.seat
        at = stage if isinstance(stage, Stage) else None
        listing = FoundVehicles(seat, text, at) if text else Vehicles(seat, at)
        self.body.show_listing(listing, narrowed=bool(text or at))

    @Slot()
    def _widen(self) -> None:
        self.body.field.clear()
        self.chips.choose(None)
        self._narrow()
        self.body.table.setFocus()

    @Slot(int)
    def _open(self, number: int) -> None:
        found = self.body.table.long.listing.rows([number]).get(number)
        if found:
            self._desk.go("vehicle", found.vin)


def cells(line: VehicleLine) -> Sequence[str | Cell]:
    """A vehicle in the columns of the list."""
    formats = speech().voice.formats
    return (
        line.plate or "",
        line.name or "",
        line.vin,
        stage_cell(line.stage, quarantined=line.quarantined),
        line.owner or "",
        "" if line.odometer_km is None else formats.kilometres(line.odometer_km),
        formats.day(line.last_event_on) if line.last_event_on else "",
    )


def stage_cell(stage: Stage | None, *, quarantined: bool = False) -> str | Cell:
    """The stage as a chip; that a vehicle is kept apart matters more than where it stands."""
    voice = speech().voice
    if quarantined:
        return Cell(voice(C_("vehicle", "Kept apart")), "danger", "lock", is_chip=True)
    if stage is None:
        return ""
    tone, icon = LOOKS[stage]
    return Cell(voice(stage.says), tone, icon, is_chip=True)
