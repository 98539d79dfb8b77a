"""One repair order: written while it is open, moved on, handed over; read and corrected once it is closed."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, override

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.merging import Clash
from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.clashes import Meanwhile
from lifecycle_desk.desktop.form_body import FormColumns, WhyWithheld
from lifecycle_desk.desktop.forms import DraftSaver
from lifecycle_desk.desktop.headed_form import HeadedForm
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import Button, InfoBar, column
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.words import SIDE_PANEL
from lifecycle_desk.stages.service.line_cover.rules import LineJudge
from lifecycle_desk.stages.service.line_cover.usecases import order_judge
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER, READY
from lifecycle_desk.stages.service.orders.rules.totals import reckoned
from lifecycle_desk.stages.service.orders.screens.asking import Question
from lifecycle_desk.stages.service.orders.screens.queueing import once_written
from lifecycle_desk.stages.service.orders.screens.sheet.before_handover import CUSTOMER_PAYS, TO_SETTLE
from lifecycle_desk.stages.service.orders.screens.sheet.folded_facts import FactsLine, FoldedParts
from lifecycle_desk.stages.service.orders.screens.sheet.template_menu import TemplateMenu
from lifecycle_desk.stages.service.orders.screens.working.cards import OrderCards
from lifecycle_desk.stages.service.orders.screens.working.flow import OrderFlow
from lifecycle_desk.stages.service.orders.screens.working.handing_over import HandOverPanel
from lifecycle_desk.stages.service.orders.screens.working.head import OrderHead
from lifecycle_desk.stages.service.orders.screens.working.moving import NEXT, MoreMoves, OrderBar
from lifecycle_desk.stages.service.orders.screens.working.sheet_editor import SheetEditor
from lifecycle_desk.stages.service.orders.usecases.form_defaults import FormDefaults, form_defaults, odd_reading
from lifecycle_desk.stages.service.orders.usecases.orders import change_repair_order, correct_repair_order
from lifecycle_desk.stages.service.orders.usecases.showing import OrderPage, Orders, order
from lifecycle_desk.vehicle.rules.odd_readings import OddReading

CORRECT = N_("Correct…")
WHY_CORRECT, BEGIN_CORRECTION = N_("Reason for the correction"), N_("Start")
WHY_CANCEL, CANCEL_IT = N_("Reason for cancelling"), N_("Cancel order")
CORRECTING = N_("You are correcting a closed order. The previous version stays readable.")
GIVE_UP = N_("Discard correction")
PASTE = N_("Attach from clipboard")
RAIL = 272  # px
SHOWN_TABLES = Orders.tables | OrderCards.tables


class OneOrderPage(PageWidget):
    """Everything of one order; its key is the number, with "/hand-over" behind it to begin the handover at once."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._number, self._wish, self._why = app, "", "", ""
        self._page: OrderPage | None = None
        self._start: FormDefaults | None = None
        self.head, self.fold = OrderHead(), FactsLine()
        self.sheet, self._was_touched = SheetEditor(app), False
        self.reception, self.jobs = self.sheet.reception, self.sheet.jobs
        self.cards, self.panel = OrderCards(app, self.sheet), HandOverPanel()
        self.who, self.claims, self.before = self.cards.who, self.cards.claims, self.cards.before
        self.estimate, self.diagnosis, self.clocks = self.cards.estimate, self.cards.diagnosis, self.cards.clocks
        self.documents, self.history = self.cards.documents, self.cards.history
        self.ended, self.campaigns = self.cards.ended, self.cards.campaigns
        self.templates = TemplateMenu(app, self.jobs)
        self.why_correct = Question(WHY_CORRECT, BEGIN_CORRECTION, needed=True)
        self.why_cancel = Question(WHY_CANCEL, CANCEL_IT)
        self.meanwhile = Meanwhile()
        self.correcting = InfoBar(CORRECTING, icon="pencil", action=Button(GIVE_UP))
        self.correct, self.more, self.bar = Button(CORRECT, icon="pencil"), MoreMoves(), OrderBar()
        self.primary, self.save, self.print = self.bar.primary, self.bar.save, self.bar.print
        self.why_withheld = WhyWithheld(self.save)
        self.flow = OrderFlow(app, self.sheet, self.panel, self)
        self._drafts = DraftSaver(app, "repair_order_sheet", self._draft, self._restore, self)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        asked = (
            self.meanwhile,
            self.correcting,
            self.ended,
            self.campaigns,
            self.why_correct,
            self.why_cancel,
            self.panel,
            self.templates,
        )
        for part in asked[:2]:
            part.hide()
        known = FoldedParts(self.campaigns.may_be, self.sheet.notes, self.reception)
        self.fold.stand_for(known)
        self.head.hold_facts(self.fold)
        written = (known, self.jobs, self.sheet.customer)
        work = column(
            self.why_withheld, *asked, *written, self.estimate, self.diagnosis, None, gap=12, margins=(0, 0, 0, 16)
        )
        self.body = FormColumns(work, *self.cards.beside, width=RAIL)
        self.head.hold_actions(self.templates.button, self.correct, self.more)
        self.whole = HeadedForm(self.head, work, self.body, self.bar)
        self.setLayout(column(self.whole, gap=0))

    def _connect(self) -> None:
        self.primary.clicked.connect(self._go_on)
        self.ended.wanted.connect(self._to_the_end)
        self.save.clicked.connect(self._save)
        self._app.permits.need(change_repair_order, self.save)
        self._app.permits.need(correct_repair_order, self.correct)
        self.flow.saved.connect(self._kept)
        self.flow.conflict.connect(self._say_conflict)
        self.meanwhile.chosen.connect(self._choose)
        self.flow.over.connect(self.estimate.object_to)
        self.flow.proposed.connect(self._reload)
        self.estimate.decide_wanted.connect(lambda: self.flow.save(self.estimate.ask))
        self.estimate.beyond_wanted.connect(self.flow.propose)
        self.print.clicked.connect(self._print)
        self.more.move_wanted.connect(self.flow.move)
        self.more.cancel_wanted.connect(self.why_cancel.ask)
        self.correct.clicked.connect(self.why_correct.ask)
        self.why_correct.answered.connect(self._begin_correction)
        self.why_cancel.answered.connect(self._cancel)
        self.panel.given_up.connect(self._say)
        self.whole.became_low.connect(self.head.be_low)
        self.whole.became_low.connect(self.fold.be_low)
        self.whole.became_low.connect(self.jobs.be_low)
        self.sheet.notes.told.connect(self._say_facts)
        self.reception.edited.connect(self._changed)
        self.reception.odometer_read.connect(self._judge)
        self.jobs.edited.connect(self._changed)
        self.sheet.customer.edited.connect(self._say)
        self.jobs.template_wanted.connect(self.templates.ask)
        self._drafts.saved.connect(self.head.draft.set_message)
        self._app.changed.connect(self._heard)
        translator().changing.connect(self._note_touched)
        translator().changed.connect(self._follow)  # behind the fields, which were made before
        self.meanwhile.action.clicked.connect(self._reload)
        if self.correcting.action:
            self.correcting.action.clicked.connect(self._reload)
        listen(self, "Ctrl+Enter", "", self.primary.click)
        listen(self, "Ctrl+I", SIDE_PANEL, self.body.show_rail)
        listen(self, QKeySequence.StandardKey.Paste, PASTE, self.documents.paste)

    # The place --------------------------------------------------------------------------------------------------

    @override
    def show_key(self, key: str) -> None:
        number, _, self._wish = key.partition("/")
        if number != self._number:
            if self._number:
                self._drafts.end(drop=False)
            self._number, self._page, self.flow.number = number, None, number
            self.fold.begin(wanted=True)
        self._load()

    @override
    def first_focus(self) -> QWidget | None:
        if self._page and self._page.order.state.is_final:
            return self.print
        if self.fold.is_folded:
            return self.jobs.first_text() if self._page else self.fold.toggle  # until the jobs come
        return self.reception.odometer.line

    @override
    def title(self) -> UiText:
        return PlainText(self._number)

    @override
    def may_leave(self) -> bool:
        self._drafts.keep()
        self.diagnosis.entry.keep()
        return True

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and self._number and tables & SHOWN_TABLES:
            self._load()

    def _load(self) -> None:
        user, number = self._app.user, self._number
        self._app.run_query(lambda: (order(user, number), form_defaults(user), order_judge(user, number)), self._came)

    @Slot()
    def _to_the_end(self) -> None:
        if self._page:
            self._app.go("end_of_life", self._page.car.vin)

    @Slot()
    def _reload(self) -> None:
        """Show what is there now, and let go what was typed."""
        self._drafts.end()
        self._page, self._why = None, ""
        self.meanwhile.end()
        self.estimate.over.hide()
        once_written(self._app, self._load)

    def _came(self, found: tuple[OrderPage, FormDefaults, LineJudge]) -> None:
        page, self._start, judge = found
        if page.order.number != self._number:
            return
        before, self._page = self._page, page
        if before is None:
            self._show_anew(page, self._start)
        else:
            self._take_over(page, before, self._start)
        self.jobs.judge_by(judge)
        self.head.show_order(page)
        self.cards.show_page(page, self._start, live=self._is_live, correcting=bool(self._why))
        self.templates.offer(self._start.templates)
        self.jobs.offer_items(page.items)
        self._say()
        if self._wish:
            self._wish = ""
            QTimer.singleShot(0, self._open_panel)

    def _show_anew(self, page: OrderPage, start: FormDefaults) -> None:
        """Fill the fields; a draft that was left comes back over them."""
        self._why = ""
        self.panel.hide()
        self.meanwhile.end()
        self.sheet.fill(page, start)
        self._drafts.begin(self._number)
        self._allow()
        if page.order.state.is_final and self.isVisible():
            self.print.setFocus()
        elif self.fold.is_folded and self.window().focusWidget() is self.fold.toggle:
            self.jobs.first_text().setFocus()

    def _take_over(self, page: OrderPage, before: OrderPage, start: FormDefaults) -> None:
        """Take another revision over, unless somebody else changed what is being written here."""
        self._show_both(self.sheet.follow(page, start))
        if page.order.state is not before.order.state:
            self._why = ""
            self.panel.hide()
        self._allow()

    # What stands in it ------------------------------------------------------------------------------------------

    @property
    def _is_touched(self) -> bool:
        return self._is_live and self.sheet.is_touched

    @property
    def _is_live(self) -> bool:
        """Whether it may be written: an open order, or one that is being corrected."""
        page = self._page
        return page is not None and not page.closed and (bool(self._why) or not page.order.state.is_final)

    def _draft(self) -> dict[str, Any]:
        if not self._is_touched:
            return {}
        began = {"revision": self.sheet.revision, "why": self._why, "before": self.sheet.clean}
        return began | self.sheet.typed()

    def _restore(self, draft: dict[str, Any]) -> None:
        if draft and self._page and (draft["why"] or not self._page.order.state.is_final):
            self._why = draft["why"]
            self._show_both(self.sheet.write(draft))

    def _allow(self) -> None:
        """Let it be written or only read, and offer what may be done."""
        page, live = self._page, self._is_live
        if page is None:
            return
        state = page.order.state
        self.sheet.allow(live=live)
        self.correct.setVisible(state is HANDED_OVER and not self._why and not page.closed)
        self.correcting.setVisible(bool(self._why))
        self.bar.allow(state, live=live, correcting=bool(self._why))
        self.more.offer(page.moves, state)
        self.more.setVisible(not state.is_final and not page.closed)
        self._app.permits.need(self.flow.next_of(state, correcting=bool(self._why)), self.primary)
        self.templates.button.setVisible(live)
        self.cards.allow(page)

    # What is done with it ---------------------------------------------------------------------------------------

    @Slot()
    def _save(self) -> None:
        if self._is_live and not self._why:
            self.flow.save()

    @Slot()
    def _kept(self) -> None:
        """The order has a new revision of ours."""
        self._drafts.end()
        self._why = ""
        self.head.draft.show_text("")
        self.meanwhile.end()
        self.panel.hide()
        once_written(self._app, partial(self._drafts.begin, self._number))
        self._load()

    def _show_both(self, clashes: Sequence[Clash] | None) -> None:
        """Say that what somebody else changed stands here beside what was typed, if it does, and what both changed."""
        if (page := self._page) and clashes is not None:
            by, at = page.order.changed_by, page.order.changed_at
            self.meanwhile.show_both(clashes, self.sheet.named, by, at, self.sheet.worded)

    @Slot(object, object)
    def _choose(self, path: tuple[str | int, ...], value: object) -> None:
        self.sheet.choose(path, value)
        self._changed()

    @Slot(object)
    def _say_conflict(self, objection: Objection) -> None:
        self.meanwhile.object_to(objection)
        if self._page and self.sheet.revision == self._page.order.revision:  # what it was filled with is known
            self._load()

    @Slot()
    def _go_on(self) -> None:
        """The next step, whatever it is now."""
        page = self._page
        if page is None or not self._is_live:
            return
        if self._why:
            self.flow.correct(self._why)
        elif page.order.state is not READY:
            self.flow.move(NEXT[page.order.state][0])
        elif self.panel.isHidden():
            self._open_panel()
        else:
            self.flow.hand_over()

    def _open_panel(self) -> None:
        if self._page and self._start and self._page.order.state is READY:
            pays, has_lines = self._page.totals.customer, bool(self.jobs.reckoned().lines)
            message, means = Message(CUSTOMER_PAYS, amount=pays), self._start.means
            self.panel.open_panel(message, means, has_lines=has_lines, owes=self._page.settlement.open.minor > 0)
            self._say()

    @Slot(str)
    def _begin_correction(self, why: str) -> None:
        self._why = why
        self._allow()
        self._say()
        self.fold.open_up()
        self.reception.odometer.setFocus()

    @Slot(str)
    def _cancel(self, why: str) -> None:
        self.why_cancel.give_up()
        self.flow.cancel(why)

    @Slot()
    def _print(self) -> None:
        if self._is_touched and not self._why:
            self.flow.save(self._show_papers)
        else:
            self._show_papers()

    def _show_papers(self) -> None:
        self._app.go("reports", f"order:{self._number}")

    # What is said about it --------------------------------------------------------------------------------------

    @Slot()
    def _changed(self) -> None:
        if self._page and self._start:
            closed = self._page.order.closing_event is not None
            tax = self._page.order.tax if closed else self._start.tax
            self.who.show_totals(reckoned(self.jobs.reckoned(), tax, self._page.order.currency))
        self._say()

    @Slot()
    def _note_touched(self) -> None:
        self._was_touched = self.sheet.is_touched

    @Slot()
    def _follow(self) -> None:
        """Another language marks nothing as changed."""
        if not self._was_touched:
            self.sheet.take_as_clean()
        self._say()

    @Slot()
    def _say_facts(self) -> None:
        self.fold.say(self.reception.told, [*self.campaigns.said, *self.sheet.notes.said])

    @Slot()
    def _say(self) -> None:
        page = self._page
        if page is None:
            return
        totals = self.who.totals or page.totals
        self.bar.say(page.order.state, totals.customer, correcting=bool(self._why))
        self.save.setEnabled(self._is_touched)
        self.head.show_order(page)
        count = self.cards.say(page, live=self._is_live, correcting=bool(self._why))
        self.bar.missing.set_message(Message(TO_SETTLE, n=count) if count else "")
        self._say_facts()

    @Slot()
    def _judge(self) -> None:
        """Ask what is odd about the reading beside the others of the vehicle."""
        page, read = self._page, self.reception.odometer.value
        if page is None or read is None or not self._is_live:
            return
        user, number, day = self._app.user, page.order.number, page.order.opened_on
        self._app.run_query(lambda: odd_reading(user, page.order.vin, read, day, number), self._judged)  # type: ignore[arg-type]  # the reader gives a Distance

    def _judged(self, objections: Sequence[OddReading]) -> None:
        self.reception.warn_of(objections)

    # Files ------------------------------------------------------------------------------------------------------

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()) and self.documents.may_add():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.documents.add(files)
        event.acceptProposedAction()
