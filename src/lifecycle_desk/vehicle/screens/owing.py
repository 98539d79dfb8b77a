"""The card beside a customer: what they owe, order by order, and in all."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.money import Money, total
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText, value_alone
from lifecycle_desk.desktop.look.parts import Button, Label, column, row, wrap
from lifecycle_desk.desktop.rail_section import Section
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.usecases.owing import Owed, owed_by

OWES, IN_ALL = C_("payment", "Outstanding"), N_("Outstanding in all")


class Owing(Section):
    """A line for each debt with the way to it, and the sum of several; not there where nothing is owed."""

    def __init__(self, app: AppContext) -> None:
        super().__init__(OWES)
        self._app, self._customer = app, 0
        self._found: Sequence[Owed] = ()
        self.links: list[Button] = []
        translator().changed.connect(self._say)
        self.hide()

    def about(self, customer: int) -> None:
        """Ask what a customer owes; 0 is nobody."""
        if customer != self._customer:
            self._customer, self._found = customer, ()
            self._say()
        if customer:
            user = self._app.user
            self._app.run_query(lambda: owed_by(user, customer), partial(self._came, customer))

    def _came(self, customer: int, found: Sequence[Owed]) -> None:
        if customer == self._customer:
            self._found = found
            self._say()

    def _say(self) -> None:
        self.setVisible(bool(self._found))
        self.links.clear()
        currencies = dict.fromkeys(each.amount.currency for each in self._found)
        own = {one: [each.amount for each in self._found if each.amount.currency == one] for one in currencies}
        sums = [_sum(total(amounts, one)) for one, amounts in own.items() if len(amounts) > 1]
        self.fill([*map(self._line, self._found), *sums])

    def _line(self, of: Owed) -> QWidget:
        link = Button(PlainText(of.number), "link")
        link.clicked.connect(lambda: self._app.go(of.page, of.number))
        self.links.append(link)
        top = wrap(row(link, None, _amount(of.amount, "medium"), gap=8))
        return wrap(column(top, Label(value_alone(of.since), "small", "ink3"), gap=0))


def _sum(amount: Money) -> QWidget:
    return wrap(row((Label(IN_ALL, "strong"), 1), _amount(amount, "strong"), gap=8))


def _amount(amount: Money, role: t.Role) -> Label:
    return Label(PlainText(translator().current.formats.money(amount)), role, align="end", fixed=True)
