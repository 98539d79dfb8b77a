"""The list of what is outstanding: who owes how much for which order, since how many days."""

from collections.abc import Mapping, Sequence
from typing import Any, override

from lifecycle_desk.base.ageing import AgeBand
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.list_actions import ListAction
from lifecycle_desk.desktop.long_table import Listing
from lifecycle_desk.desktop.look import ageing, states
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import Button, EmptyPage, Fact
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import PaletteCommand, Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.under_facts import UnderFactsPage, lead
from lifecycle_desk.stages.service.orders.screens.leads import TO_WORKSHOP
from lifecycle_desk.stages.service.payments.rules import PaidBy
from lifecycle_desk.stages.service.payments.usecases.showing import (
    OWED,
    Age,
    OutstandingList,
    OutstandingOrders,
    OutstandingRow,
    outstanding_ages,
    outstanding_counts,
)
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.list_actions import vehicle_actions

TITLE = N_("Outstanding payments")
OWED_FOR = N_("Outstanding, by days since the handover")
ORDERS = NN_("%(n)s order", "%(n)s orders")
TO_PAYMENTS = PaletteCommand(N_("Payments"), "report-money", lambda app: app.go("payments"))
LOOKS: dict[OutstandingList, states.Look] = {
    **{which: ageing.LOOKS[AgeBand.of(which.value)] for which in OWED},
    OutstandingList.OVERPAID: states.RETURNED,
}


def _agreed(one: OutstandingRow) -> Money | None:
    """What is owed by agreement, where anything is."""
    return one.of.on_account if one.of.on_account.minor else None


COLUMNS = (
    Column(C_("order", "Number"), 138, role="medium", id="number", value=lambda one: one.of.number),
    Column(C_("order", "Customer"), id="customer", value=lambda one: one.of.customer_name),
    Column(C_("order", "Vehicle"), id="vehicle"),
    Column(N_("Handed over on"), 118, "end", "small", id="on", value=lambda one: one.of.handed_over_on, gives_way=1),
    Column(C_("outstanding", "Days"), 84, "end", id="days", value=lambda one: one.days),
    Column(C_("order", "Total"), 124, "end", id="total", value=lambda one: one.of.total, sums=True, gives_way=3),
    Column(C_("column", "Paid"), 124, "end", id="paid", value=lambda one: one.of.paid, sums=True, gives_way=2),
    Column(C_("payment", "Outstanding"), 124, "end", "medium", id="rest", value=lambda one: one.of.rest, sums=True),
    Column(PaidBy.ACCOUNT.label, 124, "end", id="agreed", value=_agreed, sums=True, extra=True),
    Column(C_("customer", "Phone"), 150, id="phone", value=lambda one: one.of.phone, extra=True),
)  # fmt: skip


def nothing_open(app: AppContext) -> EmptyPage:
    """The page of a dealer to whom nobody owes anything, or who has yet to record a payment."""
    primary = Button(N_("Open workshop"), "primary", icon="tool")
    primary.clicked.connect(lambda: app.go("service"))
    return EmptyPage(
        N_("Nothing outstanding"),
        N_("Once you record payments, orders handed over from then on are listed here until they are paid."),
        primary,
        (),
        stages=("sale", "service", "transfer"),
    )


def cells(one: OutstandingRow) -> Sequence[str | Cell]:
    """An order in the columns of the list."""
    formats, of = translator().current.formats, one.of
    return (
        of.number,
        of.customer_name,
        join(of.plate, of.car),
        formats.cell_day(of.handed_over_on),
        ageing.waited_cell(formats.number(one.days), one.days),
        formats.in_list(of.total),
        formats.in_list(of.paid) if of.paid.minor else "",
        formats.in_list(of.rest),
        formats.in_list(of.on_account) if of.on_account.minor else "",
        of.phone,
    )


def _to_customer(app: AppContext, rows: Sequence[OutstandingRow]) -> None:
    if rows[0].of.customer:
        app.go("person", str(rows[0].of.customer))


ACTIONS = (
    ListAction[OutstandingRow](words=N_("Open customer"), icon="users", run=_to_customer),
    *vehicle_actions(lambda one: one.of.vin),
)


class OutstandingPage(UnderFactsPage):
    """All orders that are not settled, the longest open first."""

    TITLE = TITLE
    KINDS = tuple(Kind(which, which.label, *LOOKS[which]) for which in OutstandingList)
    WHOLE = C_("payment", "Outstanding")  # what came too much is a list of its own
    COLUMNS = COLUMNS

    def __init__(self, app: AppContext) -> None:
        leads = [lead(each, app) for each in (TO_PAYMENTS, TO_WORKSHOP)]
        super().__init__(app, nothing_open(app), cells, ACTIONS, leads)

    @override
    @classmethod
    def rows_of(cls, user: UserSession, kind: OutstandingList | None, text: str) -> Listing[OutstandingRow]:
        return OutstandingOrders(user, kind, text)

    @override
    def counts(self) -> tuple[Mapping[Any, int], int]:
        return outstanding_counts(self._app.user)

    @override
    def ask(self) -> Sequence[Age]:
        return outstanding_ages(self._app.user)

    @override
    def about(self) -> UiText:
        return OWED_FOR

    @override
    def facts_of(self, found: Sequence[Age]) -> Sequence[Sequence[Fact]]:
        currencies = dict.fromkeys(each.rest.currency for each in found if each.count)
        own = [[each for each in found if each.rest.currency == currency] for currency in currencies]
        return [[_fact(each) for each in some if each.count or each.which in OWED] for some in own]

    @override
    def opened_by(self, found: OutstandingRow) -> Place:
        return Place("order", found.of.number)


def _fact(of: Age) -> Fact:
    amount = PlainText(translator().current.formats.money(of.rest))
    tone, _ = LOOKS[of.which]
    return Fact(of.which.label, amount, Message(ORDERS, n=of.count), tone if of.count and tone != "neutral" else None)
