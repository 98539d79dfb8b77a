"""The end of one vehicle: how far it has come, what is due, and the next step."""

from typing import override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import Button, Card, InfoBar, Label, PageTitle, column, wrap
from lifecycle_desk.stages.recycling.end.rules.deadlines import REPORTED, State
from lifecycle_desk.stages.recycling.end.rules.rights import END_OF_LIFE
from lifecycle_desk.stages.recycling.end.rules.status import WAY
from lifecycle_desk.stages.recycling.end.screens import certifying
from lifecycle_desk.stages.recycling.end.screens.step_facts import due_line
from lifecycle_desk.stages.recycling.end.screens.steps import here_of, reached_of, steps_of
from lifecycle_desk.stages.recycling.end.usecases.showing import EndPage, end_page
from lifecycle_desk.vehicle.screens.vehicle_field import VehicleField
from lifecycle_desk.vehicle.usecases.vehicles_shown import VehicleSummary
from lifecycle_desk.vehicle_file.screens.page_of_steps import PageOfSteps


class EndOfLifePage(PageOfSteps[EndPage]):
    """The way of one car from the decision to its certificate; without a car, the question which one."""

    tables = frozenset({"recycling_car", "recycling_permit", "vehicle", "event", "person", "staff"})
    paper = "certificate-of-destruction"  # what is printed unless another is chosen

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        if self.ended.action:
            self.ended.action.hide()  # this is where it leads
        self.lay_out_way(WAY, empty=self._which())

    def _which(self) -> QWidget:
        """The question which car it is."""
        self.field = VehicleField(self._app)
        self.field.chosen.connect(self._chosen)
        words = N_("Choose the vehicle; decision, takeover, depollution, battery and certificate are recorded here.")
        card = Card(column(Label(words, "body", "ink2", wrap=True), self.field, gap=10, margins=(16, 14, 16, 8)))
        title = PageTitle(N_("Vehicle end of life"))
        return wrap(column(title, card, None, gap=14, margins=(24, 14, 24, 16)))

    @Slot(object)
    def _chosen(self, line: VehicleSummary | None) -> None:
        if line:
            self._app.go("end_of_life", line.vin)

    @staticmethod
    @override
    def look_up(user: UserSession, vin: str) -> EndPage:
        return end_page(user, vin)

    @override
    def begin(self) -> None:
        super().begin()
        self.field.reset()

    @override
    def empty_focus(self) -> QWidget:
        return self.field

    @override
    def not_read(self, fact: Exception) -> None:
        self._stack.setCurrentWidget(self._empty)
        if isinstance(fact, Objection):
            self.field.object_to(fact)
        else:
            self._app.failed.emit(fact)

    @override
    def show_read(self, read: EndPage) -> None:
        self.show_way(read.name, read.figures, read.description, here_of(read), reached_of(read))
        self.show_steps(steps_of(read, self), self._dues(read))

    def _dues(self, end: EndPage) -> list[QWidget]:
        """The deadlines."""
        bars: list[QWidget] = []
        for due in end.dues:
            if not due.waits:
                continue
            line, action = due_line(due), None
            if due.deadline.until == REPORTED:
                action = Button(C_("deadline", "Report"), icon="send")
                action.clicked.connect(self.writes(certifying.reporting, end))
                self._app.permits.need(END_OF_LIFE, action)
            late = due.state is State.LATE
            bars.append(InfoBar(line.words, tone="danger" if late else "warn", icon=line.icon, action=action))
        return bars
