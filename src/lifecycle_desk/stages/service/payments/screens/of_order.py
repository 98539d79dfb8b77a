"""Beside an order: what the customer paid, how, what is open, and the form of a payment."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import InARow
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText, UiText, value_alone
from lifecycle_desk.desktop.look.parts import Button, Card, Label, SectionTitle, Stack, column, row, wrap
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.market import PaymentMeans
from lifecycle_desk.stages.service.orders.rules.states import CANCELLED
from lifecycle_desk.stages.service.orders.usecases.showing import OrderPage
from lifecycle_desk.stages.service.payments.rules import PaidBy, Payment, how_paid
from lifecycle_desk.stages.service.payments.screens.means import PaidByField
from lifecycle_desk.stages.service.payments.usecases.recording import (
    PAID,
    VOIDED,
    RecordPayment,
    VoidPayment,
    record_payment,
    void_payment,
)
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.panel import EntryPanel
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm

PAYMENTS, RECORD, VOID = N_("Payments"), N_("Record payment…"), N_("Void…")
OPEN, OVERPAID = C_("payment", "Outstanding"), C_("payment", "Overpaid")
NO_PAYMENT = N_("No payment recorded.")


class OrderPayments(Card):
    """A row for each payment, what is open, and the ways to record one and to void one; `panel` stands below it."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._page = app, None  # type: tuple[AppContext, OrderPage | None]
        self._means: tuple[PaymentMeans, ...] = ()
        self._rows, self.record = Stack(6), Button(RECORD, icon="plus")
        self.voids: list[Button] = []
        self.panel = EntryPanel(app)
        self.record.clicked.connect(self._ask)
        app.permits.need(record_payment, self.record)
        self.setLayout(column(SectionTitle(PAYMENTS), self._rows, self.record, gap=8, margins=(16, 12, 16, 12)))
        translator().changed.connect(self._show)
        self.hide()

    def show_order(self, page: OrderPage, means: tuple[PaymentMeans, ...]) -> None:
        """Show the payments of an order, at a market with these means."""
        if self._page and self._page.order.number != page.order.number:
            self.panel.close_up()
        self._page, self._means = page, means
        self._show()

    @Slot()
    def _show(self) -> None:
        if self._page is None:
            return
        page, of = self._page, self._page.settlement
        self.voids.clear()
        self._rows.fill(self._lines(page))
        may = page.order.state is not CANCELLED or of.paid.minor > 0  # a debt outlives the car
        self.record.setVisible(may)
        self.setVisible(bool(of.payments) or (may and of.owed.minor > 0))

    def _lines(self, page: OrderPage) -> Iterator[QWidget]:
        of = page.settlement
        if not of.payments:
            yield Label(NO_PAYMENT, "small", "ink3", wrap=True)
            return
        yield from map(self._payment, of.payments)
        words, left = (OVERPAID, -of.open) if of.open.minor < 0 else (OPEN, of.open)
        if of.on_account.minor and of.received:  # with none of these, its own row says it
            yield _sum(PaidBy.ACCOUNT.label, of.on_account)
        if left.minor or not of.on_account.minor:
            yield _sum(words, left)

    def _payment(self, of: Payment) -> QWidget:
        how = how_paid(of.paid_by, of.means, refund=of.refund)
        amount = Label(PlainText(translator().current.formats.money(of.signed)), "medium", align="end", fixed=True)
        about = InARow(of.on, of.reference)
        lines: list[QWidget] = [wrap(row((Label(value_alone(how), wrap=True), 1), amount, gap=8))]
        void = Button(VOID, "link")
        void.clicked.connect(partial(self._ask_why, of.event))
        self._app.permits.need(void_payment, void)
        self.voids.append(void)
        foot = wrap(row((Label(value_alone(about), "small", "ink3", wrap=True), 1), void, gap=8))
        return wrap(column(*lines, foot, gap=1))

    @Slot()
    def _ask(self) -> None:
        if self._page:
            self.panel.open([paying(self._app, self._page, self._means)])

    def _ask_why(self, event: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        self.panel.open([StepForm(VOIDED, Around(self._app), VoidPayment(event, "")).entry(void_payment)])


def _sum(words: UiText, amount: Money) -> QWidget:
    told = Label(PlainText(translator().current.formats.money(amount)), "strong", align="end", fixed=True)
    return wrap(row((Label(words, "strong"), 1), told, gap=8))


def paying(app: AppContext, page: OrderPage, means: tuple[PaymentMeans, ...]) -> Entry:
    """A payment for an order, begun with all that is open; of a cancelled one, with what is to be given back."""
    order, of, how = page.order, page.settlement, PaidByField()
    how.offer(means)
    back = order.state is CANCELLED
    amount = of.paid if back else Money(max(0, of.rest.minor), order.currency)
    today = translator().current.formats.today()
    begins = RecordPayment(number=order.number, paid_by=PaidBy.CARD, amount=amount, on=today, refund=back)
    form = StepForm(PAID, Around(app, currency=order.currency), begins, parts={"paid_by": how})
    return replace(form.entry(record_payment), read=lambda: replace(form.read(), means=how.means))
