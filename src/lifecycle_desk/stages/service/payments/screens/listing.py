"""The list of payments, and what was taken by each means: what a desk counts in the evening."""

from collections.abc import Mapping, Sequence
from typing import Any, override

from lifecycle_desk.base.money import total
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.long_table import Listing
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText, value_alone
from lifecycle_desk.desktop.look.parts import Button, EmptyPage, Fact
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import PaletteCommand, Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.under_facts import UnderFactsPage, lead
from lifecycle_desk.stages.service.orders.screens.leads import TO_WORKSHOP
from lifecycle_desk.stages.service.payments.rules import PaidBy, PaymentListed, Takings, how_paid
from lifecycle_desk.stages.service.payments.screens.outstanding import TITLE as OUTSTANDING
from lifecycle_desk.stages.service.payments.usecases.recording import PAID_BY
from lifecycle_desk.stages.service.payments.usecases.showing import Days, Payments, payment_counts, takings
from lifecycle_desk.vehicle.screens.list_actions import vehicle_actions

TITLE = N_("Payments")
BY_MEANS = N_("%(days)s, by means of payment")  # NOTE: %(days)s is Today, Yesterday, Last 7 days or This month
NUMBER_OF = NN_("%(n)s payment", "%(n)s payments")
WITH_REFUNDS = N_("%(payments)s, refunds %(amount)s")
AND_ON_ACCOUNT = N_("%(payments)s, on account: %(n)s")  # NOTE: after “6 payments”; how many more brought no money yet
MONEY = C_("payments", "Total received")
TO_OUTSTANDING = PaletteCommand(OUTSTANDING, "hourglass", lambda app: app.go("outstanding"))
COLUMNS = (
    Column(C_("payments", "Date"), 118, "end", "small", id="on", value=lambda one: one.payment.on),
    Column(C_("order", "Number"), 138, role="medium", id="order", value=lambda one: one.order, gives_way=3),
    Column(C_("order", "Customer"), id="customer", value=lambda one: one.customer_name),
    Column(C_("vehicle", "Plate"), 100, id="vehicle", value=lambda one: one.plate),
    Column(C_("vehicle", "Model"), id="model", gives_way=1),
    Column(PAID_BY, 150, id="means"),
    Column(C_("order", "Amount"), 124, "end", "medium", id="amount", value=lambda one: one.payment.money, sums=True),
    Column(PaidBy.ACCOUNT.label, 124, "end", id="agreed", value=lambda one: one.payment.agreed, sums=True),
    Column(C_("payments", "Recorded by"), 150, ink="ink2", id="by", value=lambda one: one.by, gives_way=2),
)  # fmt: skip


def no_payments(app: AppContext) -> EmptyPage:
    """The page that teaches where payments come from."""
    primary = Button(N_("Open workshop"), "primary", icon="tool")
    primary.clicked.connect(lambda: app.go("service"))
    return EmptyPage(
        N_("No payments yet"),
        N_("Say how the customer pays when you hand a vehicle over, or record a payment on its repair order."),
        primary,
        (),
        stages=("sale", "service", "transfer"),
    )


def cells(one: PaymentListed) -> Sequence[str | Cell]:
    """A payment in the columns of the list."""
    language, of = translator().current, one.payment
    formats = language.formats
    how = language.spoken(how_paid(of.paid_by, of.means, refund=of.refund))
    return (
        formats.cell_day(of.on),
        one.order,
        one.customer_name,
        one.plate,
        one.car,
        Cell(how, *states.RETURNED) if of.refund else how,
        formats.in_list(of.money) if of.money else "",
        formats.in_list(of.agreed) if of.agreed else "",
        one.by,
    )


class PaymentsPage(UnderFactsPage):
    """All payments, the latest first, under what was taken today or on the days that are chosen."""

    TITLE = TITLE
    KINDS = tuple(Kind(which, which.label, "neutral", "calendar-event") for which in Days)
    COLUMNS = COLUMNS

    def __init__(self, app: AppContext) -> None:
        leads = [lead(each, app) for each in (TO_OUTSTANDING, TO_WORKSHOP)]
        super().__init__(app, no_payments(app), cells, vehicle_actions(lambda one: one.vin), leads)
        self.chips.chosen.connect(self._reckon)

    @property
    def days(self) -> Days:
        """The days whose takings are shown: of a list that is not narrowed, today."""
        chosen = self.chips.value
        return chosen if isinstance(chosen, Days) else Days.TODAY

    @override
    @classmethod
    def rows_of(cls, user: UserSession, kind: Days | None, text: str) -> Listing[PaymentListed]:
        return Payments(user, kind, text)

    @override
    def counts(self) -> tuple[Mapping[Any, int], int]:
        return payment_counts(self._app.user)

    @override
    def ask(self) -> Sequence[Takings]:
        return takings(self._app.user, self.days)

    @override
    def about(self) -> UiText:
        return Message(BY_MEANS, days=self.days)

    @override
    def facts_of(self, found: Sequence[Takings]) -> Sequence[Sequence[Fact]]:
        currencies = dict.fromkeys(each.net.currency for each in found)
        return [_facts([each for each in found if each.net.currency == currency]) for currency in currencies]

    @override
    def opened_by(self, found: PaymentListed) -> Place:
        return Place("order", found.order)


def _facts(found: Sequence[Takings]) -> list[Fact]:
    """What was taken by each means, and the money of them all where there are several."""
    formats = translator().current.formats
    facts = [
        Fact(value_alone(how_paid(each.paid_by, each.means)), PlainText(formats.money(each.net)), _count(each))
        for each in found
    ]
    money = [each for each in found if each.paid_by is not PaidBy.ACCOUNT]
    if len(money) > 1 or len(money) < len(found):
        whole = total((each.net for each in money), found[0].net.currency)
        facts.append(Fact(MONEY, PlainText(formats.money(whole)), _count_of_all(found)))
    return facts


def _count_of_all(found: Sequence[Takings]) -> Message:
    """How many payments brought money, and how many more stand in the list that brought none yet."""
    agreed = sum(each.count for each in found if each.paid_by is PaidBy.ACCOUNT)
    received = sum(each.count for each in found) - agreed
    if not agreed:
        return Message(NUMBER_OF, n=received)
    return Message(AND_ON_ACCOUNT, payments=translator().current(NUMBER_OF, n=received), n=agreed)


def _count(of: Takings) -> Message:
    """How many payments there were, and what went back."""
    if not of.refunded.minor:
        return Message(NUMBER_OF, n=of.count)
    return Message(WITH_REFUNDS, payments=translator().current(NUMBER_OF, n=of.count), amount=-of.refunded)
