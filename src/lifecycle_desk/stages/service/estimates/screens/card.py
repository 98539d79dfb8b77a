"""The estimate of an order: what is approved, what is proposed beside it, and the advice from earlier visits."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.commands.command import Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import Button, Card, Chip, InfoBar, Label, SectionTitle, Stack, column, row, wrap
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.catalogue.rules.line_texts import LineTexts
from lifecycle_desk.stages.service.estimates.screens.approving import ApprovalPanel
from lifecycle_desk.stages.service.estimates.usecases.approving import (
    DropAdvice,
    EstimateDone,
    ProposeWork,
    TakeBackApproval,
    TakeUpAdvice,
    drop_advice,
    propose_work,
    take_back_approval,
    take_up_advice,
)
from lifecycle_desk.stages.service.estimates.usecases.showing import DeferredWork, EstimatePage, estimate
from lifecycle_desk.stages.service.orders.rules.orders import Job, OrderSheet
from lifecycle_desk.stages.service.orders.rules.totals import reckoned
from lifecycle_desk.stages.service.orders.screens.asking import Question
from lifecycle_desk.vehicle.rules.rights import ORDER_EDIT
from lifecycle_desk.vehicle.screens.event_text import join

TITLE = N_("Estimate and approval")
DECIDE, INSPECT = N_("Record approval…"), N_("Inspect…")
NOT_ASKED = N_("No approval yet: there is no limit on the work.")
APPROVED = N_("%(amount)s approved: %(how)s, %(moment)s")
TAKE_BACK, WHY, TAKE_BACK_IT = N_("Void…"), N_("Reason for voiding the approval"), C_("approval", "Void")
TAKEN_BACK = N_("Approval voided; the order is as before")
PROPOSED, WITHDRAW = C_("approval", "Proposed work"), N_("Withdraw")
ADVICE, TAKE_UP, DROP = C_("approval", "Recommendation"), N_("Propose"), N_("Dismiss")
SINCE = N_("declined on %(day)s")
OVER = N_("Add to estimate")
TABLES = frozenset({"order_estimate", "order_approval", "service_advice", "repair_order", "repair_line"})


class EstimateCard(Card):
    """The customer's questions and answers; the panel for his next answer opens in it."""

    decide_wanted = Signal()  # what was typed is kept first
    beyond_wanted = Signal()  # what was typed goes over the approved sum and is to be proposed

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._number, self._live, self._customer = app, "", False, ""
        self.page: EstimatePage | None = None
        self.decide, self.inspect = (
            Button(DECIDE, "plain", icon="signature"),
            Button(INSPECT, "link", icon="list-check"),
        )
        self.over = InfoBar("", action=Button(OVER))
        self.panel, self.why = ApprovalPanel(app), Question(WHY, TAKE_BACK_IT, needed=True)
        self._state, self._back = Label("", "body", "ink2", wrap=True), Button(TAKE_BACK, "link")
        self._rows = Stack(4)
        head = row((SectionTitle(TITLE), 1), self.inspect, 8, self.decide)
        state = row((self._state, 1), self._back, gap=8)
        self.setLayout(
            column(head, self.over, state, self.why, self._rows, self.panel, gap=8, margins=(16, 10, 16, 14))
        )
        self.over.hide()
        self.decide.clicked.connect(self.decide_wanted)
        self.inspect.clicked.connect(lambda: app.go("inspect_order", self._number))
        if self.over.action:
            self.over.action.clicked.connect(self.beyond_wanted)
            app.permits.need(propose_work, self.over.action)
        self._back.clicked.connect(self.why.ask)
        app.permits.need(take_back_approval, self._back)
        app.permits.need(ORDER_EDIT, self.decide)
        app.permits.lead_to("inspect_order", self.inspect)
        self.why.answered.connect(self._take_back)
        self.panel.decided.connect(self._closed)
        self.panel.given_up.connect(self._closed)
        app.changed.connect(self._heard)
        translator().changed.connect(self._show)

    def show_order(self, number: str, customer: str, *, live: bool) -> None:
        """Show the estimate of an order; `live` says whether it is open."""
        if number != self._number:
            self.page = None
            self.panel.hide()
            self.over.hide()
            self._rows.fill()
        self._number, self._customer, self._live = number, customer, live
        self.look()

    @Slot()
    def look(self) -> None:
        """Ask anew."""
        if self._number:
            user, number = self._app.user, self._number
            self._app.run_query(lambda: estimate(user, number), self._came)

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and tables & TABLES:
            self.look()

    def _came(self, page: EstimatePage) -> None:
        if page.number == self._number and page != self.page:
            self.page = page
            if self.panel.isVisible():
                self.panel.close_panel()  # what is decided must be what is there
            self._show()

    def ask(self) -> None:
        """Let the customer decide what stands on the order now."""
        user, number = self._app.user, self._number
        self._app.run_query(lambda: estimate(user, number), self._ask)

    def _ask(self, page: EstimatePage) -> None:
        if page.number == self._number:
            self.page = page
            self._show()
            self.decide.hide()
            self.panel.open_panel(page, self._customer)

    def object_to(self, objection: Objection) -> None:
        """Say that what was typed goes over the approved sum, and offer to propose it."""
        self.over.set_message(Message(objection.message, **objection.told))
        self.over.show()
        if self.over.action:
            self.over.action.setFocus()

    @Slot()
    def _closed(self) -> None:
        self._show()
        self.decide.setFocus()

    @Slot(str)
    def _take_back(self, why: str) -> None:
        if self.page and self.page.last:
            asked = TakeBackApproval(self._number, self.page.last.approval.event, why)
            self._app.do(take_back_approval, asked, self._taken_back)

    def _taken_back(self, _: Result[EstimateDone]) -> None:
        self._app.show_toast(TAKEN_BACK)

    # What is drawn ----------------------------------------------------------------------------------------------

    @Slot()
    def _show(self) -> None:
        page = self.page
        if page is None:
            return
        self._state.set_message(_state(page))
        self._back.setVisible(self._live and page.last is not None)
        self.decide.setVisible(self._live and bool(page.lines) and self.panel.isHidden())
        self.inspect.setVisible(self._live)
        self._rows.fill(self._listed(page))

    def _listed(self, page: EstimatePage) -> Iterator[QWidget]:
        money, read = translator().current.formats.money, page.read_in(translator().current.code)
        for at, job in enumerate(read.proposed):
            withdraw = Button(WITHDRAW, "link")
            withdraw.clicked.connect(partial(self._withdraw, at))
            self._app.permits.need(propose_work, withdraw)
            total = [withdraw] if self._live else []
            yield _row(Chip(PROPOSED, "accent", "clock"), _said(job), _gross(page, job), *total)
        for each in read.advice:
            take_up, drop = Button(TAKE_UP, "link"), Button(DROP, "link")
            take_up.clicked.connect(partial(self._take_up, each.number))
            drop.clicked.connect(partial(self._drop, each.number))
            self._app.permits.need(take_up_advice, take_up)
            self._app.permits.need(drop_advice, drop)
            since = translator().current(SINCE, day=each.since)
            said = join(_said(each.job), since)
            yield _row(
                Chip(ADVICE, "warn", "info-circle"), said, money(each.amount), *((take_up, drop) if self._live else ())
            )

    def _withdraw(self, at: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        if self.page:
            left = tuple(job for place, job in enumerate(self.page.proposed) if place != at)
            self._app.do(propose_work, ProposeWork(number=self._number, jobs=left))

    def _take_up(self, number: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        self._app.do(take_up_advice, TakeUpAdvice(number, self._number))

    def _drop(self, number: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        self._app.do(drop_advice, DropAdvice(number))


def _state(page: EstimatePage) -> UiText:
    last = page.last
    if last is None:
        return NOT_ASKED
    language = translator().current
    words = language(
        APPROVED, amount=last.approval.approved, how=language(last.approval.how.label), moment=last.approval.at
    )
    return PlainText(join(words, last.who, last.note))


def _row(chip: Chip, words: str, amount: str, *actions: Button) -> QWidget:
    label = Label(PlainText(words), "body", wrap=False)
    return wrap(row(chip, (label, 1), Label(PlainText(amount), "body", align="end", fixed=True), *actions, gap=8))


def _said(job: Job) -> str:
    """A job in a line: what was found, and what would be done."""
    lines = translator().current.in_a_row(*(line.text or line.code for line in job.lines))
    return join((job.complaint or job.cause).replace("\n", " · "), lines)


def _gross(page: EstimatePage, job: Job) -> str:
    """The customer's price of a job, taxes in, as advice tells it too."""
    totals = reckoned(OrderSheet(jobs=(job,)), page.totals.tax, page.totals.currency)
    return translator().current.formats.money(totals.customer)


def advice_said(advice: DeferredWork, texts: LineTexts) -> str:
    """Advice in a line, for whoever opens the next order."""
    language = translator().current
    return join(_said(texts.job(advice.job, language.code)), language.formats.money(advice.amount))
