"""Beside an order: the clock of each job, what was worked of the flat-rate hours, started and stopped by one key."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import HOUR, Measure
from lifecycle_desk.commands.command import Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look.messages import Message, value_alone
from lifecycle_desk.desktop.look.parts import Button, Card, Label, ReadField, SectionTitle, Stack, column, row, wrap
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_moment
from lifecycle_desk.stages.service.clocks.rules import ClockForgotten, RunningClock, Worked, hours_of
from lifecycle_desk.stages.service.clocks.usecases import ClockDone, StartClock, StopClock, start_clock, stop_clock
from lifecycle_desk.stages.service.orders.rules.orders import Job
from lifecycle_desk.stages.service.orders.screens.looks import since
from lifecycle_desk.stages.service.orders.usecases.showing import OrderPage

TITLE = N_("Working time")
JOB, WORKED_OF = N_("Job %(place)s"), N_("%(hours)s of %(of)s")
START, STOP = N_("Start clock"), N_("Stop clock")
START_OR_STOP = N_("Start or stop clock")
RUNS = N_("%(technician)s since %(at)s")
STARTED = N_("Clock running for %(technician)s on job %(place)s")
STOPPED = NN_("%(n)s minute on job %(place)s.", "%(n)s minutes on job %(place)s.")
STOPPED_AT, KEEP = N_("Stopped at"), C_("clock", "Save")
NO_JOB = N_("The order has no saved job.")
TOGGLE = "Ctrl+T"


class OrderClocks(Card):
    """A row for each job that is saved; the key starts and stops the clock of the job in which one writes (`here`)."""

    tables = frozenset({"repair_clock", "repair_worked"})

    def __init__(self, app: AppContext, here: Callable[[], int]) -> None:
        super().__init__()
        self._app, self._page, self._own = app, None, ""  # type: tuple[AppContext, OrderPage | None, str]
        self._rows, self._none = Stack(8), Label(NO_JOB, "small", "ink3", wrap=True)
        self.buttons: list[Button] = []
        self.at = ReadField(STOPPED_AT, _moment)
        self.keep = Button(KEEP, "primary")
        self._asked = wrap(row((self.at, 1), self.keep, gap=8))
        self._whose = ""
        self._submission = Submission(app, Faults(lambda: {"at": self.at}), self)
        self._submission.saved.connect(self._stopped)
        self.keep.clicked.connect(self._keep)
        app.permits.need(stop_clock, self.keep)
        parts = (SectionTitle(TITLE), self._none, self._rows, self._asked)
        self.setLayout(column(*parts, gap=8, margins=(16, 12, 16, 12)))
        self._asked.hide()
        translator().changed.connect(self._show)
        self.key = listen(self, TOGGLE, START_OR_STOP, lambda: self.toggle(here()))

    def show_order(self, page: OrderPage, own: str) -> None:
        """Show an order; `own` is who sits here, if a technician does."""
        if self._page and self._page.order.number != page.order.number:
            self._asked.hide()
        self._page, self._own = page, own
        self._show()

    @Slot()
    def _show(self) -> None:
        page = self._page
        if page is None:
            return
        self._rows.fill()
        self.buttons = []
        live = not page.order.state.is_final and page.closed is None
        for place, job in enumerate(page.order.sheet.jobs):
            self._rows.put(self._row(page, place, job, live=live))
        self._none.setVisible(not page.order.sheet.jobs)
        self.setVisible(live or bool(page.worked))

    def _row(self, page: OrderPage, place: int, job: Job, *, live: bool) -> QWidget:
        running = [each for each in page.running if each.job_id == job.id]
        told = Label(_told(job, page.worked), "small", "ink2", fixed=True)
        head = [Label(Message(JOB, place=place + 1), "medium"), None, told]
        lines: list[QWidget] = [wrap(row(*head, gap=8))]
        told_of = (Message(RUNS, technician=each.technician, at=since(each.started_at)) for each in running)
        lines += [Label(words, "small", "accent") for words in told_of]
        if live:
            shown = TOGGLE if place == 0 else ""
            button = Button(STOP if running else START, "plain", icon="clock", shown_keys=shown)
            button.clicked.connect(partial(self.toggle, place))
            self._app.permits.need(start_clock, button)
            self.buttons.append(button)
            lines.append(wrap(row(button, None)))
        return wrap(column(*lines, gap=3))

    @Slot(int)
    def toggle(self, place: int) -> None:
        """Start the clock of a job, or stop the one that runs on it."""
        page = self._page
        if page is None or page.order.state.is_final or place >= len(page.order.sheet.jobs):
            return
        running = self._of(place)
        if not self._app.permits.lets(stop_clock if running else start_clock):
            return
        if running:
            asked = StopClock(running.technician)
            self._whose = running.technician
            self._app.do(stop_clock, asked, self._stopped, self._not_stopped)
        else:
            job = page.order.sheet.jobs[place].id
            started = StartClock(number=page.order.number, job_id=job, technician=self._own)
            self._app.do(start_clock, started, self._started)

    def _of(self, place: int) -> RunningClock | None:
        """The clock on a job that is stopped from here: one's own before that of somebody else."""
        page = self._page
        job = page.order.sheet.jobs[place].id if page else None
        found = [each for each in (page.running if page else ()) if each.job_id == job]
        return next((each for each in found if each.technician == self._own), found[0] if found else None)

    def _started(self, done: Result[ClockDone]) -> None:
        made = done.value
        self._app.show_toast(
            Message(STARTED, technician=made.technician, place=made.job), undo=self._app.way_back(done)
        )

    @Slot(object)
    def _stopped(self, done: Result[ClockDone]) -> None:
        self._asked.hide()
        self._app.show_toast(
            Message(STOPPED, n=done.value.minutes or 0, place=done.value.job), undo=self._app.way_back(done)
        )

    def _not_stopped(self, fact: Exception) -> None:
        """A clock that was forgotten is asked for the moment at which it should have stopped."""
        if not isinstance(fact, ClockForgotten):
            self._app.failed.emit(fact)
            return
        self._asked.show()
        self.at.object_to(fact)
        self.at.setFocus()

    @Slot()
    def _keep(self) -> None:
        self._submission.submit(stop_clock, self._asked_for)

    def _asked_for(self) -> StopClock:
        self.at.validate()
        return StopClock(self._whose, self.at.value)  # type: ignore[arg-type]  # the reader gives a moment


def _moment(text: str) -> tuple[object, str]:
    read = read_moment(text, translator().current, clock.now())
    return read.value, read.echo


def _told(job: Job, worked: Sequence[Worked]) -> Message:
    """How long was worked on a job, of its flat-rate hours where it has some."""
    hours = hours_of(sum(each.minutes for each in worked if each.job_id == job.id))
    of = sum((line.hours for line in job.lines if line.hours), Decimal(0))
    return Message(WORKED_OF, hours=hours, of=Measure(of, HOUR)) if of else value_alone(Measure(hours, HOUR))
