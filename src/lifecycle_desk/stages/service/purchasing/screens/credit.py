"""One credit of a supplier: what is expected for which return, and the form of what came."""

from functools import partial
from typing import override

from PySide6.QtCore import Slot

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import PageScroll
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import Fact, PageTitle, Stack, column, facts_strip, row
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.purchasing.usecases.credits import CreditRow, Credits
from lifecycle_desk.stages.service.shelf.rules.rights import STOCK_MOVE
from lifecycle_desk.stages.service.shelf.screens.steps import CREDIT_SETTLED
from lifecycle_desk.stages.service.shelf.usecases.crediting import settle_credit
from lifecycle_desk.stages.service.shelf.usecases.requests import SettleCredit
from lifecycle_desk.vehicle.screens.panel import EntryPanel
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm

TITLE = N_("Supplier credit")


class CreditPage(PageWidget):
    """A credit by the movement of its return; one that is expected opens with its form."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._key = app, ""
        self.row: CreditRow | None = None
        self._facts, self.panel = Stack(0), EntryPanel(app)
        work = PageScroll(column(self._facts, self.panel, None, gap=12, margins=(24, 0, 24, 16)))
        head = row(PageTitle(TITLE), None, margins=(24, 14, 24, 0))
        self.setLayout(column(head, (work, 1), gap=10))
        self.panel.saved.connect(lambda: app.go("credits"))
        translator().changed.connect(self._show)

    @override
    def show_key(self, key: str) -> None:
        self._key, self.row = key, None
        self.panel.close_up()
        user = self._app.user
        if key.isdecimal():
            self._app.run_query(lambda: Credits(user).rows([int(key)]).get(int(key)), partial(self._came, key))

    def _came(self, key: str, found: CreditRow | None) -> None:
        if key != self._key:
            return
        self.row = found
        self._show()
        if found and found.received is None and not self._app.permits.lacks(STOCK_MOVE):
            begins = SettleCredit(
                movement=found.key, received=found.amount.minor, on=translator().current.formats.today()
            )
            form = StepForm(CREDIT_SETTLED, Around(self._app, currency=found.amount.currency), begins)
            self.panel.open([form.entry(settle_credit)])

    @override
    def title(self) -> UiText:
        return TITLE

    @Slot()
    def _show(self) -> None:
        self._facts.fill([facts_strip(_facts(self.row))] if self.row else [])


def _facts(of: CreditRow) -> list[Fact]:
    language, listed = translator().current, of.listed
    formats = language.formats

    def said(text: str) -> UiText:
        return PlainText(text or "–")

    return [
        Fact(C_("parts", "Supplier"), said(listed.supplier)),
        Fact(N_("Part number"), said(listed.code), PlainText(of.text_in(language.code))),
        Fact(N_("Returned on"), said(formats.day(listed.since, "medium"))),
        Fact(N_("Credit expected"), said(formats.money(of.amount))),
        Fact(N_("Credit received"), said(formats.money(of.received) if of.received is not None else "")),
        Fact(C_("stock", "Reference"), said(listed.of.reference or listed.mark)),
    ]
