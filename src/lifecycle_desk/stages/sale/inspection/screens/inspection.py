"""The pre-delivery inspection: a checklist that is worked off by the keyboard and saved as one goes."""

from typing import override

from PySide6.QtCore import QRect, QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lifecycle_desk.base.objections import C_, N_, NN_, Objection
from lifecycle_desk.commands.command import Result as Saved
from lifecycle_desk.commands.kinds import NOTE, ON
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import PageScroll, WhyWithheld, over_bar
from lifecycle_desk.desktop.forms import DraftSaver
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Chip,
    InfoBar,
    Label,
    LineField,
    Painted,
    SectionTitle,
    StickyBar,
    TextField,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.sale.inspection.rules import InspectionIncomplete, InspectionState, Result
from lifecycle_desk.stages.sale.inspection.screens.inspecting import Inspecting, Mode, Read, sheet_with_documents
from lifecycle_desk.stages.sale.inspection.screens.item_editor import ItemEditor
from lifecycle_desk.stages.sale.inspection.screens.rows import found_at
from lifecycle_desk.stages.sale.inspection.usecases import Inspected
from lifecycle_desk.stages.sale.stock.rules.rights import INSPECT
from lifecycle_desk.stages.sale.stock.screens.listing import PDI_LOOKS
from lifecycle_desk.vehicle.screens.checklist_list import ChecklistList
from lifecycle_desk.vehicle.screens.checklist_rows import rows_of
from lifecycle_desk.vehicle.screens.fields import day_field, today_written
from lifecycle_desk.vehicle_file.screens.car_head import CarHead

FORM = "reinspection"
EDITOR, LEAST_EDITOR = 332, 248  # px beside the list, and in a narrow window, where the list has more
AGAIN = N_("Only items that failed, or that prove the vehicle is safe, need to be inspected again.")
PASSED = N_("Inspection complete: all mandatory items passed")
FAILED = NN_(
    "Inspection complete; %(n)s item needs to be inspected again",
    "Inspection complete; %(n)s items need to be inspected again",
)


LEAST, WHOLE = 40, 160  # px of a bar: by which one sees how far it is, and where there is room
TAKES = 100  # times as much of what is left over as the space before it, until it is whole


class Progress(Painted):
    """How much of a checklist is done, as a bar; the words beside it say the same, so it takes what they leave over."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        TextWidth(self, WHOLE, at_most=True)

    def show_share(self, share: float) -> None:
        """Show another share, from 0 to 1."""
        self._share = share
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(LEAST), theme.px(20))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        if rect.width() >= theme.u(LEAST):
            marks.bar(b, rect, self._share, b.c.ok if self._share >= 1 else b.c.accent, 6)


class InspectionPage(PageWidget):
    """The checklist of one car."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._vin = app, ""
        self.work: Inspecting | None = None
        self._pending: Result | None = None
        self._make_parts()
        self.list = ChecklistList(N_("Inspection items"), Result)
        self.editor, self._about = ItemEditor(app), self._card_of_the_sheet()
        # Its bar lies over the margin of the page; cut by the bar of buttons alone, it is seen to go on.
        sheet = column(self.editor, self._about, None, gap=12, margins=(0, 0, t.PAGE_MARGIN, t.PAGE_END))
        self._side = PageScroll(sheet)
        self._fit_side()
        items = column((Card(column(self.list, gap=0, margins=(1, 1, 1, 1))), 1), margins=(0, 0, 0, t.PAGE_END))
        body = row((wrap(items), 1), self._side, gap=t.COLUMN_GAP, margins=(t.PAGE_MARGIN, 0, 0, 0))
        head = column(
            self.car.lines(
                self.print, self.anew, chips=(4, self._state), beside=(None, self._count, 4, (self._progress, TAKES))
            ),
            WhyWithheld(self.complete),
            self._apart,
            self._again,
            self._passed,
            gap=8,
        )
        self.setLayout(over_bar(column(head, margins=(24, 14, 24, 0)), wrap(body), self.bar))
        # What is inspected again is told in one piece, so until then it is a draft of this form.
        self._draft = DraftSaver(
            app,
            FORM,
            lambda: self.work.plain() if self.work else {},
            lambda saved: self.work.restore(saved) if self.work else None,
            self,
        )
        self._connect()

    def _make_parts(self) -> None:
        self.car, self._state = CarHead(N_("Pre-delivery inspection (PDI)"), self._app.go), Chip("")
        self._count, self._progress = Label("", "medium", "ink2", fixed=True), Progress()
        self.print = Button(N_("Print…"), icon="printer", keys="Ctrl+P")
        self.anew = Button(N_("Inspect everything again"), icon="refresh")
        self._apart = InfoBar(
            N_("The vehicle is in quarantine until its safety items have passed: keep it 15 m away from others."),
            tone="danger",
            icon="lock",
        )
        self._again = InfoBar(AGAIN, tone="warn", icon="refresh")
        self._passed = InfoBar(PASSED, tone="ok", icon="circle-check", action=Button(N_("Go to sale"), icon="key"))
        self.complete = Button(N_("Complete"), "primary", keys="Ctrl+Return")
        self.next = Button(N_("Next open item"), keys="Ctrl+J")
        self.bar = StickyBar(self.complete, self.next)
        self.bar.summary.paint_in("ink3")
        self.on = day_field(ON, today=True, required=True)
        self.inspector, self.note = LineField(C_("inspection", "Inspector")), TextField(NOTE, rows=2)
        for each in (self._apart, self._again, self._passed):
            each.hide()

    @Slot()
    def _fit_side(self) -> None:
        wide = min(theme.u(EDITOR), max(theme.u(LEAST_EDITOR), self.width() * 2 // 5))
        self._side.setFixedWidth(wide + theme.u(t.PAGE_MARGIN))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()

    def _card_of_the_sheet(self) -> Card:
        title = SectionTitle(C_("inspection", "Sheet"))
        return Card(column(title, self.on, self.inspector, self.note, gap=t.FIELD_GAP, margins=(16, 12, 16, 8)))

    def _connect(self) -> None:
        self.list.stood_on.connect(self._stand)
        self.list.decided.connect(self.decide)
        self.list.forgotten.connect(self._forget)
        self.list.typed.connect(self._begin_value)
        self.list.opened.connect(lambda _: self.editor.work())
        self.editor.decided.connect(self.decide)
        self.editor.entered.connect(self._enter)
        self.editor.attached.connect(self._attach)
        self._draft.saved.connect(self.bar.summary.set_message)
        self.editor.left.connect(self.list.setFocus)
        self.complete.clicked.connect(self._complete)
        self._app.permits.need(INSPECT, self.complete, self.anew)
        self.next.clicked.connect(self._go_on)
        self.anew.clicked.connect(self._begin_anew)
        self.print.clicked.connect(lambda: self._app.go("reports", self._vin))
        if self._passed.action:
            self._passed.action.clicked.connect(lambda: self._app.go("sale_of", self._vin))
        for field in (self.on, self.inspector):
            field.line.editingFinished.connect(self._sheet_changed)
        self.note.edited.connect(self._sheet_changed)
        translator().changed.connect(self._show)
        theme.changed.connect(self._fit_side)

    @override
    def show_key(self, key: str) -> None:
        self._leave()
        self._vin, self.work = key, None
        self.bar.missing.set_message("")
        self.bar.summary.set_message("")
        user = self._app.user
        self._app.run_query(lambda: sheet_with_documents(user, key), lambda read: self._came(key, read))

    @override
    def first_focus(self) -> QWidget:
        return self.list

    @override
    def title(self) -> UiText:
        return ""

    @override
    def may_leave(self) -> bool:
        self._leave()
        return True

    def _leave(self) -> None:
        if self.work:
            self.work.keep()
        self._draft.leave()

    def _came(self, vin: str, read: Read) -> None:
        if vin != self._vin:
            return
        sheet = read.sheet.sheet
        self.car.show_car(vin, read.sheet.name, read.sheet.plate)
        self.on.set_text(translator().current.formats.day(sheet.on, "short") if sheet else today_written())
        self.inspector.line.setText(sheet.inspector if sheet else self._app.user.staff or "")
        self.note.set_text(sheet.note if sheet else "")
        self.work = Inspecting(self._app, read)
        self.work.saved.connect(self._kept)
        if self.work.mode is Mode.AGAIN:
            self._draft.begin(vin)
        self._tell_sheet()
        self._show()
        self.list.stand_on(self.work.next_open("") or next(iter(self.list.order()), ""))
        if self.isVisible():
            self.list.setFocus()

    @Slot()
    def _show(self) -> None:
        """Show the rows, how far one is, and what can be done."""
        work = self.work
        if work is None:
            return
        here = self.list.here()
        self.list.show_items(rows_of(work.groups, work.results, lambda item: found_at(item, *work.known(item.id))))
        if here:
            self.list.stand_on(here)
        done, every = work.progress
        self._count.set_message(Message(N_("%(done)s of %(all)s"), done=done, all=every))
        self._progress.show_share(done / every if every else 1)
        self._progress.setAccessibleName(translator().current(N_("%(done)s of %(all)s"), done=done, all=every))
        tone, icon = PDI_LOOKS[work.state]
        self._state.become(work.state.label, tone, icon)
        self._apart.setVisible(work.quarantined)
        self._offer(work)

    def _offer(self, work: Inspecting) -> None:
        resting = work.mode is Mode.DONE
        self.editor.allow(changes=not resting)
        self._about.setVisible(not resting)
        self.complete.setEnabled(not resting)
        self.next.setEnabled(not resting)
        self.anew.setVisible(work.mode is not Mode.WHOLE)
        self._again.setVisible(work.mode is Mode.AGAIN)
        self._passed.setVisible(resting)

    @Slot(str)
    def _stand(self, item: str) -> None:
        self._pending = None
        if self.work and item:
            found = self.work.item(item)
            if found:
                self.editor.show_item(found, self.work.results.get(item), self.work.documents)

    @Slot(object)
    def decide(self, result: Result) -> None:
        """Write down what was found at the item that one stands on, and go on to the next."""
        work, here = self.work, self.list.here()
        if work is None or work.mode is Mode.DONE or not here:
            return
        made = self.editor.read(result)
        if made is None:
            self.editor.value.setFocus()
            return
        try:
            work.found(made)
        except Objection as objection:
            self._pending = result
            self.editor.object_to(objection)
            return
        self._pending = None
        self.bar.missing.set_message("")
        self._show()
        if not self.list.step_on():
            self._stand(here)
        self.list.setFocus()

    @Slot()
    def _enter(self) -> None:
        """Enter below the verdict: a value is judged by its limits, a note goes with the verdict that is there."""
        if result := self._meant():
            self.decide(result)
        else:
            self.list.setFocus()

    def _meant(self) -> Result | None:
        """The verdict that Enter stands for: what was asked for, else what the value says, else what is known."""
        if self._pending not in {None, Result.PASS}:
            return self._pending
        known = self.work.results.get(self.list.here()) if self.work else None
        judged = self.editor.judged()
        if known and (judged is None or self.editor.shows(known)):
            return known.result
        return judged or self._pending

    @Slot()
    def _attach(self) -> None:
        work, known = self.work, self.work.results.get(self.list.here()) if self.work else None
        if work:
            work.documents.update({each.sha256: each for each in self.editor.documents.documents})
        made = self.editor.read(known.result) if known else None
        if work and made:
            work.found(made)
            self._show()

    @Slot()
    def _forget(self) -> None:
        here = self.list.here()
        if self.work and here and self.work.mode is not Mode.DONE:
            self.work.forget(here)
            self._show()
            self._stand(here)

    @Slot(str)
    def _begin_value(self, text: str) -> None:
        if self.work and self.work.mode is not Mode.DONE and self.editor.value.isVisible():
            self.editor.begin_value(text)

    @Slot()
    def _go_on(self) -> None:
        """Go to the next item without a result."""
        if self.work and (wanted := self.work.next_open(self.list.here())):
            self.list.stand_on(wanted)
        self.list.setFocus()

    @Slot()
    def _begin_anew(self) -> None:
        if self.work:
            self._draft.end()
            self.work.begin_anew()
            self._show()
            self._go_on()

    @Slot()
    def _sheet_changed(self) -> None:
        if self.work and self._tell_sheet():
            self.work.changed()

    def _tell_sheet(self) -> bool:
        work = self.work
        return work is not None and work.describe(self.on.value, self.inspector.text, self.note.text)

    @Slot(object)
    def _kept(self, words: UiText) -> None:
        self.bar.summary.set_message(words)
        if self.work:
            self._apart.setVisible(self.work.quarantined)

    @Slot()
    def _complete(self) -> None:
        if not self.work or not self.on.validate():
            return
        self._tell_sheet()
        lacking = self.work.lacking()
        if lacking:
            self._refused(InspectionIncomplete(len(lacking), lacking))
            return
        self.complete.setEnabled(False)
        self.work.complete(self._done, self._refused)

    def _refused(self, fact: Exception) -> None:
        self.complete.setEnabled(True)
        if not isinstance(fact, Objection):
            self._app.failed.emit(fact)
            return
        self.bar.missing.set_message(Message(fact.message, **fact.told))
        if isinstance(fact, InspectionIncomplete):
            self.list.stand_on(fact.items[0])
            self.list.setFocus()

    def _done(self, done: Saved[Inspected]) -> None:
        made, self.work = done.value, None
        self._draft.end()
        again = len({*made.mandatory, *made.safety})
        words: UiText = PASSED if made.state is InspectionState.PASSED and not again else Message(FAILED, n=again)
        self._app.show_toast(words, undo=self._app.way_back(done))
        self._app.go("sale_of", made.vin)
