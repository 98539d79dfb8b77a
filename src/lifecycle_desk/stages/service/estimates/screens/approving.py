"""The customer decides: each line that he pays with a tick for yes, how he said so, his signature or his words."""

from typing import cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.said import POINT, InARow
from lifecycle_desk.commands.command import Result
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import (
    Button,
    CheckBox,
    ChoiceField,
    InfoBar,
    Label,
    LineField,
    SectionTitle,
    SignaturePad,
    Stack,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.words import CLOSE
from lifecycle_desk.stages.service.estimates.rules import Decision, How, decide
from lifecycle_desk.stages.service.estimates.usecases.approving import DecideEstimate, EstimateDone, decide_estimate
from lifecycle_desk.stages.service.estimates.usecases.showing import EstimatePage
from lifecycle_desk.stages.service.orders.rules.orders import Line, OrderSheet
from lifecycle_desk.stages.service.orders.rules.totals import reckoned
from lifecycle_desk.vehicle.screens.fields import strokes_of
from lifecycle_desk.vehicle.screens.step_form import WIDGETS, Around

DECIDES = N_("Customer’s approval")
YES_HINT = N_("Ticked lines are approved; the others stay as recommendations for the next visit.")
SIGNATURE = N_("Customer signature")
WRITE_DOWN, LATER = N_("Save approval"), C_("question", "Cancel")
SUM = N_("Approved: %(amount)s of %(whole)s")
LINE = N_("Job %(job)s · %(line)s")
APPROVED = N_("%(amount)s approved")


class ApprovalPanel(QWidget):
    """The lines of an estimate, decided with Space and the arrow keys; Escape leaves all as it was."""

    decided = Signal()
    given_up = Signal()

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app = app
        self._page: EstimatePage | None = None
        self.ticks: dict[tuple[int, int], CheckBox] = {}
        self._lines = Stack(2)
        around, kinds = Around(app), kinds_of(DecideEstimate)
        fields = {name: WIDGETS[type(kind)](kind, around) for name, kind in kinds.items()}
        self.how = cast("ChoiceField", fields["how"])
        self.who, self.note = cast("LineField", fields["who"]), cast("LineField", fields["note"])
        self.pad, self.sum = SignaturePad(SIGNATURE), Label("", "strong")
        self.fault = InfoBar("", tone="danger", icon="alert-circle")
        self.write, later = Button(WRITE_DOWN, "plain", icon="signature"), Button(LATER, "quiet")
        words = wrap(column(self.how, self.who, self.note, None, gap=4))
        beside = row((words, 1), (wrap(column(self.pad, None, gap=0)), 1), gap=16)
        actions = row(self.sum, None, self.write, later, gap=8)
        head = column(SectionTitle(DECIDES), Label(YES_HINT, "small", "ink3"), gap=2)
        self.setLayout(column(head, self._lines, beside, self.fault, actions, gap=8))
        self._submission = Submission(app, Faults(lambda: fields), self)
        self._submission.saved.connect(self._saved)
        self._submission.refused.connect(self._refused)
        self.how.chosen.connect(self._ask_how)
        self.write.clicked.connect(self.submit)
        app.permits.need(decide_estimate, self.write)
        later.clicked.connect(self.close_panel)
        translator().changed.connect(self._say)
        listen(self, "Esc", CLOSE, self.close_panel, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.fault.hide()
        self.hide()

    def open_panel(self, page: EstimatePage, customer: str) -> None:
        """Ask; every line begins with a yes."""
        self._page = page
        self._lines.fill()
        self.ticks = {}
        for job, line, of in page.lines:
            what = InARow(of.code, page.texts.of(of), by=POINT)
            tick = CheckBox(LINE, checked=True, job=job, line=what)
            tick.toggled.connect(self._say)
            self.ticks[job, line] = tick
            amount = Label(PlainText(_amount(page, of)), "body", align="end", fixed=True)
            self._lines.put(wrap(row((tick, 1), amount, gap=8)))
        self.who.set_text(customer)
        self.note.set_text("")
        self.pad.sheet.clear()
        self.fault.hide()
        self.how.set_value(How.SIGNED)
        self._ask_how()
        self._say()
        self.show()
        first = next(iter(self.ticks.values()), None)
        (first or self.how).setFocus()

    @Slot()
    def close_panel(self) -> None:
        """Not yet."""
        self.hide()
        self.given_up.emit()

    @Slot()
    def submit(self) -> None:
        """Write down what was decided."""
        self.fault.hide()
        self._submission.submit(decide_estimate, self._read)

    def _read(self) -> DecideEstimate:
        page = cast("EstimatePage", self._page)
        return DecideEstimate(
            number=page.number,
            revision=page.revision,
            decisions=self._decisions(),
            how=self._how(),
            who=self.who.text,
            signature=strokes_of(self.pad) if self._how() is How.SIGNED else (),
            note=self.note.text,
        )

    def _how(self) -> How:
        return cast("How", self.how.value)

    def _decisions(self) -> tuple[Decision, ...]:
        return tuple(Decision(*place, tick.isChecked()) for place, tick in self.ticks.items())

    @Slot()
    def _ask_how(self) -> None:
        self.pad.setVisible(self._how() is How.SIGNED)

    @Slot()
    def _say(self) -> None:
        page = self._page
        if page is None or not self.ticks:
            self.sum.show_text("")
            return
        jobs = decide(page.own, page.proposed, self._decisions()).jobs
        amount = reckoned(OrderSheet(jobs=jobs), page.totals.tax, page.totals.currency).customer
        self.sum.set_message(Message(SUM, amount=amount, whole=page.totals.customer))

    @Slot(object)
    def _saved(self, done: Result[EstimateDone]) -> None:
        self.hide()
        approved = done.value.approved
        self._app.show_toast(Message(APPROVED, amount=approved), undo=self._app.way_back(done))
        self.decided.emit()

    @Slot(object)
    def _refused(self, objection: Objection) -> None:
        self.fault.set_message(Message(objection.message, **objection.told))
        self.fault.show()
        if objection.at == "signature":
            self.pad.setFocus()


def _amount(page: EstimatePage, line: Line) -> str:
    return translator().current.formats.money(Money(line.amount, page.totals.currency))
