"""The list of cars on their way out: since when, what comes next, and what is due or late."""

from collections.abc import Mapping, Sequence
from typing import override

from PySide6.QtCore import Slot

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import FilterChips, Kind
from lifecycle_desk.desktop.list_page import KindsPage
from lifecycle_desk.desktop.listing import ListBody
from lifecycle_desk.desktop.long_table import Listing, LongTable
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import Button, EmptyPage, PageTitle, row
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.recycling.end.rules.deadlines import Due, State
from lifecycle_desk.stages.recycling.end.rules.status import Step
from lifecycle_desk.stages.recycling.end.usecases.listing import EndsBy, ListedEnd, counts
from lifecycle_desk.vehicle.screens.event_text import join

TITLE, BEGIN = C_("stage", "Recycling"), N_("End of life of a vehicle")
DAYS = NN_("%(n)s day", "%(n)s days")
COLUMNS = (
    Column(C_("vehicle", "Vehicle")),
    Column(C_("vehicle", "VIN"), 176, role="mono", ink="ink2"),
    Column(C_("end of life", "Next step"), 172),
    Column(C_("end of life", "On the way"), 92, "end"),
    Column(C_("deadline", "Deadline"), 192),
    Column(C_("deadline", "Due on"), 138),
    Column(C_("certificate", "Certificate"), 126),
)
SPARE = (6, 4, 3, 1)  # what is due and what comes next stay longest
LOOKS: dict[Step, tuple[t.Tone, str]] = {
    Step.DECIDE: ("warn", "scale"),
    Step.TAKE_OVER: ("recycling", "signature"),
    Step.DEPOLLUTE: ("recycling", "droplet-off"),
    Step.BATTERY: ("recycling", "battery-charging"),
    Step.CERTIFY: ("recycling", "file-certificate"),
    Step.CLOSED: ("neutral", "circle-check"),
}
_TONES: dict[State, tuple[t.Tone, str]] = {
    State.LATE: ("danger", "clock-exclamation"),
    State.OPEN: ("neutral", "clock"),
}


def nothing_yet(app: AppContext) -> EmptyPage:
    """What teaches to begin."""
    primary = Button(BEGIN, "primary", icon="recycle", shown_keys="Ctrl+N")
    primary.clicked.connect(lambda: app.go("end_of_life"))
    vehicles = Button(N_("All vehicles"), "link", icon="car")
    vehicles.clicked.connect(lambda: app.go("vehicles"))
    permit = Button(N_("Permit as a treatment facility"), "link", icon="license")
    permit.clicked.connect(lambda: app.go("settings", "facility"))
    return EmptyPage(
        N_("No car is on its way out"),
        N_("From the decision to the certificate: what is drained, where the battery goes, what is due."),
        primary,
        (vehicles, permit),
    )


class EndsPage(KindsPage):
    """The cars on their way out, the longest waiting first."""

    def __init__(self, app: AppContext) -> None:
        begin = Button(BEGIN, "primary", icon="recycle", keys="Ctrl+N")
        kinds = [Kind(step, step.label, *LOOKS[step]) for step in Step]
        chips = FilterChips(TITLE, kinds)
        table = LongTable(TITLE, EndsBy(app.user), COLUMNS, cells, app)
        body = ListBody(table, nothing_yet(app), chips, spare=SPARE, least=200)
        super().__init__(app, body, row(PageTitle(TITLE), None, begin), chips)
        self.begin = begin
        begin.clicked.connect(lambda: app.go("end_of_life"))
        body.opened.connect(self._open)

    @override
    def listing(self, text: str) -> Listing[ListedEnd]:
        which = self.chips.value
        return EndsBy(self._app.user, which if isinstance(which, Step) else None, text)

    @override
    def counts(self) -> tuple[Mapping[Step, int], int]:
        return counts(self._app.user)

    @Slot(int)
    def _open(self, number: int) -> None:
        found = self.body.table.long.listing.rows([number]).get(number)
        if found:
            self._app.go("end_of_life", found.vin)


def cells(car: ListedEnd) -> Sequence[str | Cell]:
    """A car in the columns of the list."""
    language, kept = translator().current, car.kept
    tone, icon = LOOKS[kept.step]
    return (
        join(car.name, car.plate),
        car.vin,
        Cell(language(kept.step.label), tone, icon),
        language(DAYS, n=car.days) if kept.open else "",
        language(car.due.deadline.text) if car.due else "",
        _due_cell(car.due),
        kept.certificate or "",
    )


def _due_cell(due: Due | None) -> str | Cell:
    """The last day; red once it has passed."""
    if due is None:
        return ""
    return Cell(translator().current.formats.cell_day(due.due_on), *_TONES[due.state])
