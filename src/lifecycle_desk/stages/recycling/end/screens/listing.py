"""The list of cars on their way out: since when, what comes next, and what is due or late."""

from collections.abc import Sequence

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.list_page import Listed, ListedPage, begins
from lifecycle_desk.desktop.look.ageing import waited_cell
from lifecycle_desk.desktop.look.parts import Button, EmptyPage
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.recycling.end.rules.deadlines import Due
from lifecycle_desk.stages.recycling.end.rules.status import Step
from lifecycle_desk.stages.recycling.end.screens.commands import BEGIN
from lifecycle_desk.stages.recycling.end.screens.looks import DEADLINES, STEPS
from lifecycle_desk.stages.recycling.end.screens.notes import EndNotes
from lifecycle_desk.stages.recycling.end.usecases.listing import EndsBy, ListedEnd, counts
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.list_actions import vehicle_actions

TITLE = C_("stage", "Recycling")
DAYS = NN_("%(n)s day", "%(n)s days")
COLUMNS = (
    Column(C_("vehicle", "Vehicle")),
    Column(C_("vehicle", "VIN"), 176, role="mono", ink="ink2", gives_way=4),
    Column(C_("end of life", "Next step"), 206, rank=lambda car: [*STEPS].index(car.stored.step)),
    Column(
        C_("end of life", "In progress"),
        92,
        "end",
        value=lambda car: car.days if car.stored.open else None,
        gives_way=3,
    ),
    Column(C_("deadline", "Deadline"), 192, gives_way=2),
    Column(C_("deadline", "Due on"), 138, value=lambda car: car.due.due_on if car.due else None),
    Column(C_("certificate", "Certificate"), 126, gives_way=1),
)


def nothing_yet(app: AppContext) -> EmptyPage:
    """The page that teaches how to begin."""
    vehicles = Button(N_("All vehicles"), "link", icon="car")
    vehicles.clicked.connect(lambda: app.go("vehicles"))
    permit = Button(N_("Treatment facility permit"), "link", icon="license")
    permit.clicked.connect(lambda: app.go("settings", "facility"))
    return EmptyPage(
        N_("No end-of-life vehicles"),
        N_("From the decision to the certificate: depollution, battery, deadlines."),
        begins(BEGIN, app, shown_keys="Ctrl+N"),
        (vehicles, permit),
    )


def cells(car: ListedEnd) -> Sequence[str | Cell]:
    """A car in the columns of the list."""
    language, stored = translator().current, car.stored
    tone, icon = STEPS[stored.step]
    return (
        join(car.plate, car.name),
        car.vin,
        Cell(language(stored.step.label), tone, icon),
        waited_cell(language(DAYS, n=car.days), car.days) if stored.open else "",
        language(car.due.deadline.text) if car.due else "",
        _due_cell(car.due),
        stored.certificate or "",
    )


def _due_cell(due: Due | None) -> str | Cell:
    """The last day; red once it has passed."""
    if due is None:
        return ""
    return Cell(translator().current.formats.cell_day(due.due_on), *DEADLINES[due.state])


class EndsPage(ListedPage):
    """The cars on their way out, the longest waiting first."""

    head_scrolls = True

    listed = Listed(
        title=TITLE,
        begin=BEGIN,
        empty=nothing_yet,
        kinds=[Kind(step, step.label, *STEPS[step]) for step in Step],
        counts=counts,
        rows=EndsBy,
        columns=COLUMNS,
        cells=cells,
        opens="end_of_life",
        key=lambda car: car.vin,
        actions=vehicle_actions(lambda car: car.vin),
        notes=EndNotes,
    )
