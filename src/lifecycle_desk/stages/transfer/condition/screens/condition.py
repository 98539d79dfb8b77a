"""The condition sheet: a technician walks round the car with it, and everything is kept as one goes."""

from dataclasses import replace
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.commands.command import Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import PageScroll, WhyWithheld
from lifecycle_desk.desktop.forms import Faults
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Chip,
    Field,
    FilterChip,
    Label,
    ReadField,
    SectionTitle,
    StickyBar,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.transfer.condition.papers.words import POINTS_ON, SO_FAR
from lifecycle_desk.stages.transfer.condition.rules.condition import Answer, ConditionIncomplete
from lifecycle_desk.stages.transfer.condition.rules.limits import limits
from lifecycle_desk.stages.transfer.condition.screens.answer_list import AnswerList
from lifecycle_desk.stages.transfer.condition.screens.marks_panel import MarksPanel
from lifecycle_desk.stages.transfer.condition.screens.power import Power
from lifecycle_desk.stages.transfer.condition.screens.wheels import Brakes, Tyres
from lifecycle_desk.stages.transfer.condition.usecases import (
    REPORTED,
    ConditionSaved,
    SaveCondition,
    graded_now,
    save_condition,
)
from lifecycle_desk.stages.transfer.trade_in.screens.looks import GRADE_LOOKS
from lifecycle_desk.stages.transfer.trade_in.usecases.showing import ConditionShown, ConditionTold, condition_sheet
from lifecycle_desk.vehicle.screens.checklist_rows import LOOKS
from lifecycle_desk.vehicle.screens.documents import DocumentsField, dropped
from lifecycle_desk.vehicle.screens.fields import looked
from lifecycle_desk.vehicle.screens.sheet_saver import SheetSaver
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm
from lifecycle_desk.vehicle_file.screens.car_head import CarHead

SETTLED = 1_500  # ms after the last change until the sheet is kept
LIST_HEIGHT = 430
ANSWERS = {
    Answer.PASS: N_("Pass, present"),
    Answer.FAIL: N_("Fail, missing"),
    Answer.NOT_DONE: Answer.NOT_DONE.label,
}
PREVIOUS = N_("Previous section")
GRADE = N_("Grade %(grade)s, %(word)s")


class ConditionPage(PageWidget):
    """The condition sheet of one car."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._vin = app, ""
        self.shown: ConditionShown | None = None
        self._filling = False
        self._saved: SaveCondition | None = None  # as it was read or saved last: a glance at a sheet begins none
        self._last: ConditionTold | None = None  # the report that stands, until somebody changes the sheet
        self._saver = SheetSaver(app, save_condition, self._draft, SETTLED, self, self._not_saved)
        self._make_head()
        self._make_fields()
        self.marks, self.tyres, self.brakes, self.power = MarksPanel(app), Tyres(), Brakes(), Power()
        self.answers = AnswerList()
        self.sections: tuple[QWidget, ...] = (
            self.marks.drawing,
            self.tyres.lines[0].tread,
            self.brakes.lines[next(iter(self.brakes.lines))][0],
            self.power.health,
            self.answers,
            self.keys,
        )
        self.complete = Button(C_("condition", "Complete"), "primary", keys="Ctrl+Return")
        self._scroll = PageScroll(
            column(
                WhyWithheld(self.complete),
                self.marks,
                self.tyres,
                row((self.brakes, 1), gap=12),
                self.power,
                self._card_of_answers(),
                self._card_of_the_sheet(),
                None,
                gap=12,
                margins=(24, 4, 24, 16),
            )
        )
        self.next = Button(N_("Next section"), keys="Ctrl+J")
        self.bar = StickyBar(self.complete, self.next)
        self.bar.summary.paint_in("ink3")
        self.setLayout(column(self._head, (self._scroll, 1), self.bar, gap=0))
        self._faults = Faults(lambda: self.fields)
        self.setAcceptDrops(True)
        self._connect()

    def _make_head(self) -> None:
        self.car, self.grade = CarHead(REPORTED.heading, self._app.go), Chip("")
        self._points = Label("", "small", "ink3", fixed=True)
        self.print = Button(N_("Print…"), icon="printer", keys="Ctrl+P")
        self._head = wrap(
            column(
                self.car.lines(self.print, chips=(4, self.grade, self._points)),
                margins=(24, 14, 24, 8),
            )
        )

    def _make_fields(self) -> None:
        begins = SaveCondition("", translator().current.formats.today())
        self.documents = DocumentsField(self._app)
        self.form = StepForm(REPORTED, Around(self._app), begins, parts={"documents": self.documents})
        self.keys, self.note = self.form["keys"], self.form["note"]
        self.odometer, self.inspector = self.form["odometer"], self.form["inspector"]

    def _card_of_answers(self) -> Card:
        chips = []
        for answer, words in ANSWERS.items():
            tone, icon = LOOKS[answer.sign]
            chip = FilterChip(words, answer.key, icon=icon, tone=tone)
            chip.setCheckable(False)
            chip.clicked.connect(lambda _=False, key=answer.key: self._answer(key))
            chips.append(chip)
        head = row(SectionTitle(N_("Test drive and equipment")), None, *chips, gap=6, margins=(16, 10, 16, 8))
        self._fit()
        return Card(column(wrap(head), self.answers, gap=0, margins=(1, 1, 1, 1)))

    def _card_of_the_sheet(self) -> Card:
        return Card(
            column(
                SectionTitle(C_("inspection", "Sheet")),
                *(row(*line, gap=12) for line in self.form.lines("keys key_cards odometer:2 on:2 inspector:2")),
                *self.form.rows("note:3 documents:2"),
                gap=t.FIELD_GAP,
                margins=(16, 12, 16, 8),
            )
        )

    def _connect(self) -> None:
        for part in (self.marks, self.tyres, self.brakes, self.power, self.answers):
            part.changed.connect(self._changed)
        for name in ("keys", "key_cards", "odometer", "on"):
            self.form[name].read.connect(self._changed)
        self.inspector.line.editingFinished.connect(self._changed)
        self.note.edited.connect(self._changed)
        self.documents.attached.connect(self._changed)
        self._saver.announced.connect(self.bar.summary.set_message)
        self.complete.clicked.connect(self._complete)
        self._app.permits.need(save_condition, self.complete)
        self.next.clicked.connect(lambda: self._go_on(1))
        self.print.clicked.connect(lambda: self._app.go("reports", f"condition-report:{self._vin}"))
        listen(self, "Ctrl+Shift+J", PREVIOUS, lambda: self._go_on(-1))
        translator().changed.connect(self._show_grade)
        theme.changed.connect(self._fit)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them, in the order of the sheet."""
        form = self.form.fields
        return {
            **self.marks.fields,
            **self.tyres.fields,
            **self.brakes.fields,
            **self.power.fields,
            **{name: form[name] for name in ("keys", "key_cards", "odometer")},
            **form,
        }

    @override
    def show_key(self, key: str) -> None:
        self._saver.save()
        self._vin, self.shown = key, None
        self.bar.missing.set_message("")
        self.bar.summary.set_message("")
        user = self._app.user
        self._app.run_query(lambda: condition_sheet(user, key), lambda shown: self._came(key, shown), self._failed)

    @override
    def first_focus(self) -> QWidget:
        return self.marks.drawing

    @override
    def title(self) -> UiText:
        return ""

    @override
    def may_leave(self) -> bool:
        self._saver.save()
        return True

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.shown and dropped(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Photos that are dropped on the body belong to the mark in work, others to the sheet."""
        over = self.childAt(event.position().toPoint())
        on_body = over is not None and self.marks.isAncestorOf(over) and self.marks.has_one_in_work
        (self.marks.photos if on_body else self.documents).take(dropped(event.mimeData()))
        event.acceptProposedAction()

    def _failed(self, fact: Exception) -> None:
        self._app.failed.emit(fact)

    def _came(self, vin: str, shown: ConditionShown) -> None:
        if vin != self._vin:
            return
        self._filling = True
        sheet, by = shown.sheet, limits(shown.market, shown.sheet.on)
        self.car.show_car(vin, shown.name, shown.plate)
        self.marks.show_all(sheet.marks, shown.documents)
        self.tyres.fill_in(sheet.tyres, by)
        self.brakes.fill_in(sheet.brakes, by)
        self.power.fill_in(sheet.electric, sheet.twelve_volt_mv, by, has_one=shown.energy != "ICE")
        self.answers.show_all(shown.groups, sheet.answers)
        self.form.begin(sheet)
        self.documents.show_documents([kept for each in sheet.documents if (kept := shown.documents.get(each))])
        self.shown, self._filling = shown, False
        self._saved, self._last = self.read(), shown.last
        self._show_grade()
        if self.isVisible():
            self.marks.drawing.setFocus()

    def read(self) -> SaveCondition | None:
        """The sheet as it stands; None before one is shown."""
        if self.shown is None:
            return None
        return replace(
            self.form.stands(),
            marks=tuple(self.marks.marks),
            tyres=self.tyres.read(),
            brakes=self.brakes.read(),
            answers=self.answers.read(),
            electric=self.power.read(),
            twelve_volt_mv=self.power.twelve_volt_mv,
            draft=False,
        )

    @Slot()
    def _changed(self) -> None:
        if self.shown is None or self._filling or self.read() == self._saved:
            return
        self._saver.changed()
        self._last = None
        self.bar.missing.set_message("")
        self._show_grade()

    @Slot()
    def _show_grade(self) -> None:
        """Say what the car comes to as it stands on the sheet: of one that is untouched, what the last report said."""
        asked = self.read()
        if asked is None or self.shown is None:
            return
        try:
            found = self._last.graded if self._last else graded_now(asked, self.shown.market)
        except Objection:  # it is said beside its field
            return
        self.grade.become(Message(GRADE, grade=found.grade.value, word=found.grade), *GRADE_LOOKS[found.grade])
        of_last = Message(POINTS_ON, n=found.points, day=self._last.on) if self._last else None
        self._points.set_message(of_last or Message(SO_FAR, n=found.points))

    def _draft(self) -> SaveCondition | None:
        self._saved = self.read()
        return replace(self._saved, draft=True) if self._saved else None

    def _not_saved(self, fact: Exception) -> None:
        """A fault is said beside its field, without taking the keyboard away."""
        field = self.fields.get(fact.at or "") if isinstance(fact, Objection) else None
        if field and isinstance(fact, Objection):
            field.object_to(fact)
        else:
            self._refused(fact)

    def _go_on(self, step: int) -> None:
        """To the next section of the sheet, and from the last to the first."""
        focus: QWidget | None = self.focusWidget()
        tops = [self._top(each) for each in self.sections]
        here = -1 if focus is None else self._top(focus)
        place = max((n for n, top in enumerate(tops) if top <= here), default=-1)
        wanted = self.sections[(place + step) % len(self.sections)]
        wanted.setFocus()
        self._scroll.ensureWidgetVisible(wanted, 0, 120)

    def _top(self, widget: QWidget) -> int:
        return widget.mapTo(self, widget.rect().topLeft()).y()

    def _answer(self, key: str) -> None:
        self.answers.decide_by(key)
        self.answers.setFocus()

    @Slot()
    def _complete(self) -> None:
        looked(self.form["on"], *(each for each in self.findChildren(ReadField) if each.line.hasFocus()))
        asked = self.read()
        if asked is None or self._faults.first():
            return
        self._saver.stop()
        self.complete.setEnabled(False)
        self._app.do(save_condition, asked, self._done, self._refused)

    def _refused(self, fact: Exception) -> None:
        self.complete.setEnabled(True)
        self._saver.is_due = True
        if not isinstance(fact, Objection):
            self._app.failed.emit(fact)
            return
        self.bar.missing.set_message(Message(fact.message, **fact.told))
        if isinstance(fact, ConditionIncomplete):
            self.answers.stand_on(fact.items[0])
            self.answers.setFocus()
            self._scroll.ensureWidgetVisible(self.answers)
        elif self._faults.show(fact):
            self._scroll.ensureWidgetVisible(self.fields[str(fact.at)])

    def _done(self, done: Result[ConditionSaved]) -> None:
        self.complete.setEnabled(True)
        self.shown = None
        self._app.show_toast(REPORTED.done, undo=self._app.way_back(done))
        self._app.go("second_hand", done.value.vin)

    @Slot()
    def _fit(self) -> None:
        self.answers.setFixedHeight(theme.u(LIST_HEIGHT))
