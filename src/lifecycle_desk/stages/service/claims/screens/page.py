"""One claim: written while it is a draft or was sent back, then followed from step to step until the money is there."""

from collections.abc import Callable
from dataclasses import fields
from functools import partial
from typing import Any, cast, override

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.commands.command import Command, Result
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.cover.rules.rights import COVER_EDIT
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.followed_form import FollowedForm, FormTexts
from lifecycle_desk.desktop.form_body import FormColumns, WhyWithheld, over_bar
from lifecycle_desk.desktop.forms import DraftSaver, Faults, Submission
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Chip,
    IconButton,
    Label,
    Stack,
    StickyBar,
    column,
    facts_strip,
    row,
)
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.words import SIDE_PANEL
from lifecycle_desk.stages.service.claims.rules.claim import ClaimSheet
from lifecycle_desk.stages.service.claims.rules.rights import CLAIM_EDIT, CLAIM_SETTLE
from lifecycle_desk.stages.service.claims.rules.states import (
    APPEALED,
    CANCELLED,
    CLOSED,
    IN_REVIEW,
    PAID,
    PARTLY,
    REJECTED,
    WRITABLE,
    ClaimChangedMeanwhile,
)
from lifecycle_desk.stages.service.claims.screens import entries
from lifecycle_desk.stages.service.claims.screens import steps as way
from lifecycle_desk.stages.service.claims.screens.granting import ASKED
from lifecycle_desk.stages.service.claims.screens.looks import STATES
from lifecycle_desk.stages.service.claims.screens.rail import LimitsCard, MissingCard, claim_says
from lifecycle_desk.stages.service.claims.screens.sheet import SheetCard
from lifecycle_desk.stages.service.claims.usecases.creating import change_claim
from lifecycle_desk.stages.service.claims.usecases.requests import ChangeClaim, ClaimDone, ClaimStep
from lifecycle_desk.stages.service.claims.usecases.showing import ClaimPage, claim_page
from lifecycle_desk.stages.service.claims.usecases.transitions import close_claim, review_claim, submit_claim
from lifecycle_desk.stages.service.orders.screens.history import History
from lifecycle_desk.stages.service.orders.screens.queueing import once_written
from lifecycle_desk.stages.service.orders.screens.sheet.before_handover import TO_SETTLE
from lifecycle_desk.stages.service.orders.screens.working.moving import PRINT
from lifecycle_desk.vehicle.screens.closing import ClosedBar
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.panel import EntryPanel
from lifecycle_desk.vehicle_file.screens.car_head import CarHead

TABLES = frozenset({"warranty_claim", "warranty_claim_line", "repair_order", "repair_job", "event", "claim_limit"})
RAIL = 272  # px
SAVED, MOVED = N_("%(number)s saved"), N_("%(number)s: %(state)s.")


class OneClaimPage(PageWidget):
    """Everything of one claim; its key is the number."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._number = app, ""
        self.shown: ClaimPage | None = None
        self.number, self.state, self.kind = Label("", "title", "ink2", fixed=True), Chip(), Label("", "body", "ink2")
        self.car = CarHead(N_("Warranty claim"))
        self.order = Button("", "link", icon="tool", keys="Ctrl+O")
        self.more = IconButton("dots", N_("More"), kind="plain")
        self.panel, self.ended = EntryPanel(app), ClosedBar()
        self._facts = Stack(0)
        self.sheet = SheetCard(app)
        texts = FormTexts(
            self.sheet.typed,
            self.sheet.write,
            lambda: self.sheet.text_fields,
            of_line=lambda path: self.sheet.lines.called(str(path[1])) if path[0] == "lines" else "",
        )
        self.meanwhile = FollowedForm(texts)
        self.missing, self.limits, self.history = MissingCard(), LimitsCard(), History(claim_says)
        self.primary = Button(way.SUBMIT, "primary", keys="Ctrl+Return")
        self.save = Button(C_("order", "Save"), keys="Ctrl+S")
        self.print = Button(PRINT, icon="printer", keys="Ctrl+P")
        self.bar = StickyBar(self.primary, self.save, self.print)
        self._then: Callable[[], object] | None = None
        self._submission = Submission(app, Faults(lambda: self.sheet.fields), self)
        self._drafts = DraftSaver(app, "warranty_claim_sheet", self._draft, self._restore, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = self.car.lines(
            self.more, number=(4, self.number, 4), chips=(4, self.state), beside=(4, self.kind, 4, self.order)
        )
        parts = (
            WhyWithheld(self.save),
            self.meanwhile,
            self.ended,
            self.panel,
            self._facts,
            self.sheet,
            self.sheet.lines,
        )
        work = column(*parts, None, gap=12, margins=(0, 0, 0, 16))
        self.body = FormColumns(work, self.missing, self.limits, self.history, width=RAIL)
        whole = row((self.body, 1), margins=(24, 0, 0, 0))
        top = column(head, margins=(24, 14, 24, 0))
        self.setLayout(over_bar(top, whole, self.bar))

    def _connect(self) -> None:
        self.primary.clicked.connect(self._go_on)
        self.save.clicked.connect(self._save)
        self._app.permits.need(change_claim, self.save)
        self._app.permits.watch((CLAIM_EDIT, CLAIM_SETTLE, COVER_EDIT))  # of the menu
        self.print.clicked.connect(lambda: self._app.go("reports", f"warranty-claim:{self._number}"))
        self.more.clicked.connect(self._menu)
        self.order.clicked.connect(self._to_order)
        self.ended.wanted.connect(self._to_the_end)
        self.sheet.edited.connect(self._say_touched)
        self.sheet.lines.part_wanted.connect(self._move_part)
        self.panel.closed.connect(self._panel_closed)
        self._submission.saved.connect(self._saved)
        self._submission.refused.connect(self._refused)
        self._app.changed.connect(self._heard)
        translator().changed.connect(self._show_again)
        self.meanwhile.action.clicked.connect(self._reload)
        self.meanwhile.written.connect(self._say_touched)
        listen(self, "Ctrl+Enter", "", self.primary.click)
        listen(self, "Ctrl+I", SIDE_PANEL, self.body.show_rail)

    # The place --------------------------------------------------------------------------------------------------

    @override
    def show_key(self, key: str) -> None:
        if key != self._number:
            if self._number:
                self._drafts.leave()
            self._number, self.shown = key, None
            self.panel.close_up()
            self.meanwhile.end()
        self._load()

    @override
    def first_focus(self) -> QWidget | None:
        if self.shown and self.shown.claim.state in WRITABLE:
            return cast("QWidget", self.sheet["cause"].lines)
        return self.primary if self.primary.isVisible() else self.more

    @override
    def title(self) -> UiText:
        return PlainText(self._number)

    @override
    def may_leave(self) -> bool:
        self._drafts.keep()
        return True

    def _draft(self) -> dict[str, Any]:
        return self.meanwhile.draft() if self._is_touched else {}

    def _restore(self, draft: dict[str, Any]) -> None:
        if draft and self.shown and self.shown.claim.state in WRITABLE:
            self.meanwhile.restore(draft)

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and self._number and tables & TABLES:
            self._load()

    def _load(self) -> None:
        user, number = self._app.user, self._number
        self._app.run_query(lambda: claim_page(user, number), partial(self._came, number))

    @Slot()
    def _reload(self) -> None:
        """Show what is there now, and let go what was typed."""
        self._drafts.end()
        self.shown = None
        self.meanwhile.end()
        self._load()

    def _came(self, number: str, page: ClaimPage) -> None:
        if number != self._number:
            return
        before, claim = self.shown, page.claim
        if before and self._is_touched and claim.state not in WRITABLE:
            self.meanwhile.object_to(ClaimChangedMeanwhile(number, claim.changed_at))
            return
        self.shown = page
        fill = partial(self.sheet.show_claim, claim, page.complaint, page.texts)
        if before and (before.claim.revision != claim.revision or not self._is_touched):
            self.meanwhile.follow(fill, claim.changed_by, claim.changed_at)
        elif before is None:
            fill()
            self.meanwhile.begin(who=claim.changed_by, at=claim.changed_at)
            once_written(self._app, partial(self._drafts.begin, number))
        self._show(page)
        if before is None and self.isVisible():
            focus = self.first_focus()
            if focus:
                focus.setFocus()

    # What is shown ----------------------------------------------------------------------------------------------

    @Slot()
    def _show_again(self) -> None:
        if self.shown:
            self._show(self.shown)

    def _show(self, page: ClaimPage) -> None:
        claim = page.claim
        self.number.set_message(PlainText(claim.number))
        self.state.become(claim.state.label, *STATES[claim.state])
        self.kind.set_message(claim.kind.label)
        self.car.show_car(claim.vin, page.car, page.plate)
        self.order.set_message(PlainText(page.order))
        self.ended.show_closed(page.closed)
        self._facts.fill([facts_strip(way.facts_of(claim))])
        self.missing.show_page(page)
        self.limits.show_page(page)
        self.history.show_steps(page.steps)
        self._allow(page)

    def _allow(self, page: ClaimPage) -> None:
        """Let it be written or only read, and offer what comes next."""
        live, step = page.claim.state in WRITABLE, way.next_of(page.claim)
        self.sheet.allow(live=live)
        self.save.setVisible(live)
        self.more.setVisible(not page.claim.state.is_final)
        self.primary.setVisible(step is not None and self.panel.entry is None)
        if step:
            self.primary.set_message(step)
            self._app.permits.need(way.right_of(step), self.primary)
        self._app.permits.need(CLAIM_EDIT, *self.sheet.lines.buttons.values())
        asked = page.claim.status.asked if page.claim.status.submitted_on and not live else page.claim.sheet.asked
        self.bar.summary.set_message(Message(ASKED, amount=Money(asked, page.claim.currency)))
        self._say_touched()

    @Slot()
    def _say_touched(self) -> None:
        self.save.setEnabled(self._is_touched)
        missing = self.shown.checked.missing if self.shown and self.shown.claim.state in WRITABLE else ()
        self.bar.missing.set_message(Message(TO_SETTLE, n=len(missing)) if missing else "")

    @property
    def _is_touched(self) -> bool:
        writable = self.shown is not None and self.shown.claim.state in WRITABLE
        return writable and self.meanwhile.is_touched

    # What is done with it ---------------------------------------------------------------------------------------

    @Slot()
    def _save(self) -> None:
        self._then = None
        self._keep()

    def _keep(self) -> None:
        page = self.shown
        if page is None:
            return
        claim = page.claim

        def read() -> ChangeClaim:
            sheet = self.sheet.read(claim)
            told: dict[str, Any] = {each.name: getattr(sheet, each.name) for each in fields(ClaimSheet)}
            return ChangeClaim(number=claim.number, revision=claim.revision, **told)

        self._submission.submit(change_claim, read)

    @Slot(object)
    def _saved(self, done: Result[ClaimDone]) -> None:
        self.meanwhile.begin()
        self._drafts.end()
        once_written(self._app, partial(self._drafts.begin, self._number))
        then, self._then = self._then, None
        if then:
            then()
        else:
            self._app.show_toast(Message(SAVED, number=done.value.number))

    @Slot(object)
    def _refused(self, objection: Objection) -> None:
        self._then = None
        if isinstance(objection, ClaimChangedMeanwhile):
            self.meanwhile.object_to(objection)
            self._load()

    @Slot()
    def _go_on(self) -> None:
        """The next step, whatever it is now; what was typed is kept first."""
        page = self.shown
        if page is None or page.claim.state not in way.NEXT:
            return
        state = page.claim.state
        if state in WRITABLE:
            if self._is_touched:
                self._then = self._submit
                self._keep()
            else:
                self._submit()
        elif state is PAID and page.claim.status.outstanding:
            self._open(entries.writing_off(self._app, page.claim))
        elif state is PAID:
            self._do(close_claim)
        else:
            self._open(way.FORMS[state](self._app, page.claim))

    def _submit(self) -> None:
        self._submission.submit(submit_claim, partial(ClaimStep, self._number), N_("Claim submitted"))

    def _do(self, verb: Command[ClaimStep, ClaimDone]) -> None:
        self._app.do(verb, ClaimStep(self._number), self._moved)

    def _moved(self, done: Result[ClaimDone]) -> None:
        self._app.show_toast(
            Message(MOVED, number=done.value.number, state=done.value.state), undo=self._app.way_back(done)
        )

    def _open(self, entry: Entry) -> None:
        self.panel.open([entry])
        self.primary.hide()  # the panel has the primary button now
        QTimer.singleShot(0, self.panel.show)

    @Slot()
    def _panel_closed(self) -> None:
        if self.shown:
            self._allow(self.shown)
            focus = self.first_focus()
            if focus and self.isVisible():
                focus.setFocus()

    @Slot(int)
    def _move_part(self, line: int) -> None:
        if self.shown:
            self._open(entries.moving_part(self._app, self.shown.claim, line))

    @Slot()
    def _menu(self) -> None:
        if self.shown is None:
            return
        menu = Menu(self)
        for words, call, needs in self._choices(self.shown):
            menu.offer(words, call, enabled=not self._app.permits.lacks(needs))
        menu.open_under(self.more)

    def _choices(self, page: ClaimPage) -> list[tuple[str, Callable[[], object], Right]]:
        """The other actions that are possible now, with their rights."""
        app, claim, moves = self._app, page.claim, page.moves
        found: list[tuple[str, Callable[[], object], Right]] = []
        if IN_REVIEW in moves:
            found.append((N_("Manufacturer is reviewing"), partial(self._do, review_claim), CLAIM_SETTLE))
        if APPEALED in moves and claim.state is PARTLY:
            found.append((way.APPEAL, lambda: self._open(entries.appealing(app, claim)), CLAIM_EDIT))
        if claim.state is PAID and claim.status.outstanding > 0:
            found.append((way.MONEY, lambda: self._open(entries.paying(app, claim)), CLAIM_SETTLE))
        if CLOSED in moves and claim.state is REJECTED:
            found.append((way.CLOSE, partial(self._do, close_claim), CLAIM_SETTLE))
        found.append(
            (N_("Manufacturer’s authorisation…"), lambda: self._open(entries.authorising(app, claim)), CLAIM_EDIT)
        )
        found.append((N_("Void last step…"), lambda: self._open(entries.taking_back_step(app, claim)), CLAIM_EDIT))
        found.append((N_("Own limit…"), lambda: self._open(entries.own_limit(app, claim, page.make)), COVER_EDIT))
        if CANCELLED in moves:
            found.append((N_("Cancel claim…"), lambda: self._open(entries.cancelling(app, claim)), CLAIM_EDIT))
        return found

    @Slot()
    def _to_order(self) -> None:
        if self.shown:
            self._app.go("order", self.shown.order)

    @Slot()
    def _to_the_end(self) -> None:
        if self.shown:
            self._app.go("end_of_life", self.shown.claim.vin)
