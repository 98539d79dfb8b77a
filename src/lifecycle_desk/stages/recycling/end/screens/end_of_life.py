"""The end of one vehicle: how far it has come, what is due, and the next step."""

from collections.abc import Callable
from functools import partial
from typing import override

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Chip,
    InfoBar,
    Label,
    PageTitle,
    Plate,
    Scroll,
    Steps,
    Vin,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.recycling.batteries_out.screens.battery import handing_on
from lifecycle_desk.stages.recycling.depollution.screens.depolluting import depolluting
from lifecycle_desk.stages.recycling.depollution.screens.parts import parting
from lifecycle_desk.stages.recycling.end.rules.deadlines import REPORTED, State
from lifecycle_desk.stages.recycling.end.screens import certifying, deciding
from lifecycle_desk.stages.recycling.end.screens.step_card import StepCard
from lifecycle_desk.stages.recycling.end.screens.step_facts import due_line
from lifecycle_desk.stages.recycling.end.screens.steps import STEPS, Doings, here_of, steps_of
from lifecycle_desk.stages.recycling.end.screens.taking_over import taking_over
from lifecycle_desk.stages.recycling.end.usecases.showing import EndPage, end_page
from lifecycle_desk.vehicle.rules.life import LifeClosed
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.event_text import LOOKS, join
from lifecycle_desk.vehicle.screens.panel import EntryPanel
from lifecycle_desk.vehicle.screens.vehicle_field import VehicleField
from lifecycle_desk.vehicle.usecases.showing import VehicleSummary

TABLES = frozenset({"recycling_car", "recycling_permit", "vehicle", "event", "person", "staff"})
PAPER = "certificate-of-destruction"  # what is printed unless another is chosen
SHOWN, WHICH, NOTHING_YET = 0, 1, 2  # places in the stack


class EndOfLifePage(PageWidget):
    """The way of one car from the decision to its certificate; without a car, the question which one."""

    loaded = Signal()

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._vin = app, ""
        self.end: EndPage | None = None
        self.cards: list[StepCard] = []
        self.bars: list[QWidget] = []
        self._make_head()
        self.panel = EntryPanel(app)
        self._bars, self._cards = QVBoxLayout(), QVBoxLayout()
        for box in (self._bars, self._cards):
            box.setSpacing(12)
        whole = column(self._head, self._bars, self.panel, self._cards, None, gap=12, margins=(24, 14, 24, 16))
        self._stack = QStackedWidget()
        self._scroll = Scroll(whole)
        for page in (self._scroll, self._which(), wrap(column(gap=0))):
            self._stack.addWidget(page)
        self.setLayout(column(self._stack, gap=0))
        self._stack.setCurrentIndex(NOTHING_YET)
        self.panel.closed.connect(self._closed)
        app.changed.connect(self._heard)
        translator().changed.connect(self._show)

    def _make_head(self) -> None:
        self._name, self._plate, self._stage = Label("", "title"), Plate(""), Chip()
        self.print = Button(N_("Print…"), icon="printer", keys="Ctrl+P")
        self.open = Button(N_("Open the vehicle"), icon="car", keys="Ctrl+O")
        self._vin_shown, self._about = Vin(""), Label("", "body", "ink2")
        self.steps = Steps(STEPS)
        self.print.clicked.connect(self._print)
        self.open.clicked.connect(lambda: self._app.go("vehicle", self._vin))
        self._head = column(
            row(self._name, 4, self._plate, 4, self._stage, None, self.print, self.open),
            row(self._vin_shown, 8, (self._about, 1)),
            Card(row(self.steps, None, margins=(16, 8, 16, 8))),
            gap=10,
        )

    def _which(self) -> QWidget:
        """The question which car it is."""
        self.field = VehicleField(self._app)
        self.field.chosen.connect(self._chosen)
        words = N_("Name the vehicle; its decision, taking over, depollution, battery and certificate are kept here.")
        card = Card(column(Label(words, "body", "ink2", wrap=True), self.field, gap=10, margins=(16, 14, 16, 8)))
        title = PageTitle(N_("End of life of a vehicle"))
        return wrap(column(title, card, None, gap=14, margins=(24, 14, 24, 16)))

    @Slot(object)
    def _chosen(self, line: VehicleSummary | None) -> None:
        if line:
            self._app.go("end_of_life", line.vin)

    @override
    def show_key(self, key: str) -> None:
        if key != self._vin or not key:
            self._vin, self.end = key, None
            self._stack.setCurrentIndex(NOTHING_YET if key else WHICH)
            self._scroll.verticalScrollBar().setValue(0)
            self.panel.close_up()
            self.field.reset()
        if key:
            self._load()

    @override
    def first_focus(self) -> QWidget | None:
        if self._stack.currentIndex() == WHICH:
            return self.field
        return next((each for card in self.cards for each in card.buttons if each.kind == "primary"), self.open)

    @override
    def title(self) -> UiText:
        return PlainText(self._vin)

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self._vin and self.isVisible() and tables & TABLES:
            self._load()

    def _load(self) -> None:
        vin, user = self._vin, self._app.user
        self._app.run_query(lambda: end_page(user, vin), partial(self._came, vin), partial(self._failed, vin))

    def _came(self, vin: str, end: EndPage) -> None:
        if vin != self._vin:
            return
        first, self.end = self.end is None, end
        self._stack.setCurrentIndex(SHOWN)
        self._show()
        if first and self.isVisible() and (focus := self.first_focus()):
            focus.setFocus()
            self._scroll.verticalScrollBar().setValue(0)  # Qt followed the focus of cards that are gone
        self.loaded.emit()

    def _failed(self, vin: str, fact: Exception) -> None:
        if vin != self._vin:
            return
        self._stack.setCurrentIndex(WHICH)
        if isinstance(fact, Objection):
            self.field.object_to(fact)
        else:
            self._app.failed.emit(fact)

    @Slot()
    def _show(self) -> None:
        end = self.end
        if end is None:
            return
        described, figures = end.description, end.figures
        self._name.set_message(PlainText(end.name) if end.name else N_("Vehicle"))
        self._plate.setText(figures.plate or "")
        self._plate.setVisible(bool(figures.plate))
        self._stage.setVisible(figures.stage is not None)
        if figures.stage:
            self._stage.become(figures.stage.label, *LOOKS[figures.stage])
        self._vin_shown.show_vin(end.vin)
        year = str(described["model_year"] or "")
        self._about.set_message(PlainText(join(year, described["colour"], described["energy"])))
        self.steps.go(here_of(end))
        held = self._held()
        self.bars = self._warnings(end)
        _fill(self._bars, self.bars)
        self.cards = [StepCard(each) for each in steps_of(end, self._doings())]
        _fill(self._cards, self.cards)
        self._let_work(quiet=self.panel.entry is not None)
        if held is not None:
            same = (each for card in self.cards for each in card.buttons if each.text() == held)
            next(same, self.first_focus() or self.open).setFocus()

    def _held(self) -> str | None:
        """What the button says that has the keyboard and is about to be made anew; None where that is elsewhere."""
        focus = QApplication.focusWidget()
        if focus is None or not any(each.isAncestorOf(focus) for each in (*self.cards, *self.bars)):
            return None
        return focus.text() if isinstance(focus, Button) else ""

    def _warnings(self, end: EndPage) -> list[QWidget]:
        """What closed the life; else what is due."""
        if end.certificate:
            ended = LifeClosed(end.vin, end.certificate.number, end.certificate.on)
            bars: list[QWidget] = [
                InfoBar(Message(ended.message, **ended.told), tone="recycling", icon="file-certificate")
            ]
        else:
            bars = []
        for due in end.dues:
            if not due.waits:
                continue
            line, action = due_line(due), None
            if due.deadline.until == REPORTED:
                action = Button(C_("deadline", "Report"), icon="send")
                action.clicked.connect(lambda: self._write(certifying.reporting))
            tone: t.Tone = "danger" if due.state is State.LATE else "warn"
            bars.append(InfoBar(line.words, tone=tone, icon=line.icon, action=action))
        return bars

    def _doings(self) -> Doings:
        """What can be done on this page."""
        return Doings(
            lambda: self._write(deciding.deciding),
            lambda: self._write(deciding.total_loss),
            lambda: self._write(deciding.theft),
            lambda: self._write(deciding.finding),
            lambda: self._write(deciding.exporting),
            lambda: self._write(taking_over),
            lambda: self._write(depolluting),
            lambda: self._write(parting),
            lambda: self._write(handing_on),
            lambda: self._write(certifying.certifying),
            lambda: self._write(certifying.recording),
            self._print,
            self._take_back,
        )

    def _print(self) -> None:
        self._app.go("reports", f"{PAPER}:{self._vin}")

    def _take_back(self) -> None:
        if self.end and (last := self.end.last_told):
            what, seq = last
            self._write(lambda app, _: certifying.taking_last_back(app, what, seq))

    def _write(self, make: Callable[[AppContext, EndPage], Entry]) -> None:
        """Open the form of a step."""
        if self.end:
            self._let_work(quiet=True)
            self.panel.open([make(self._app, self.end)])
            QTimer.singleShot(0, self._show_panel)  # when it has its place

    @Slot()
    def _show_panel(self) -> None:
        """Bring the form into sight from its top."""
        self._scroll.verticalScrollBar().setValue(self.panel.y() - t.CARD_GAP)

    @Slot()
    def _closed(self) -> None:
        self._let_work(quiet=False)
        if self.isVisible() and (focus := self.first_focus()):
            focus.setFocus()

    def _let_work(self, *, quiet: bool) -> None:
        """Let the panel have the primary button while it is open."""
        for card in self.cards:
            for each in card.buttons:
                each.setEnabled(not quiet)


def _fill(box: QVBoxLayout, widgets: list[QWidget] | list[StepCard]) -> None:
    """Put other widgets into a box."""
    while (item := box.takeAt(0)) is not None:
        if old := item.widget():
            old.hide()
            old.deleteLater()
    for each in widgets:
        box.addWidget(each)
        each.show()  # at once: what is not shown yet cannot take the keyboard
