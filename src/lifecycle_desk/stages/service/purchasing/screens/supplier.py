"""One supplier: how they are reached and at which terms, their open purchase orders, and who waits for their parts."""

from collections.abc import Iterable
from functools import partial
from typing import Any, override

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.meanwhile import ChangedMeanwhile
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.followed_form import FollowedForm, FormTexts
from lifecycle_desk.desktop.form_body import PageScroll
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Chip,
    Fact,
    Field,
    Label,
    PageTitle,
    SectionTitle,
    Stack,
    column,
    facts_strip,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.purchasing.rules.purchases import Purchase, Supplier
from lifecycle_desk.stages.service.purchasing.rules.rights import PARTS_ORDER
from lifecycle_desk.stages.service.purchasing.screens.chasing import WRITE, fill_ways
from lifecycle_desk.stages.service.purchasing.screens.form import OF_SUPPLIER
from lifecycle_desk.stages.service.purchasing.screens.looks import state_of, state_of_purchase
from lifecycle_desk.stages.service.purchasing.screens.supplier_fields import NEW, SupplierFields
from lifecycle_desk.stages.service.purchasing.usecases.listing import PartRow
from lifecycle_desk.stages.service.purchasing.usecases.supplier_list import TABLES, SupplierCard, supplier_card
from lifecycle_desk.stages.service.shelf.rules.events import MOVED
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.panel import EntryPanel

TITLE, ORDERS, WAITING = N_("Parts supplier"), N_("Open purchase orders"), N_("Ordered for customers")
NO_ORDERS, NOBODY = N_("No open purchase orders"), N_("Nothing is outstanding.")
INACTIVE, ORDER_PARTS, EDIT = C_("supplier", "Inactive"), N_("Order parts"), N_("Edit…")


type _Opened = tuple[Button, QWidget]  # what opens something, and its row


class SupplierPage(PageWidget):
    """A supplier by number; without one, somebody new is added."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._key, self._adds, self._fresh = app, "", False, True
        self.card: SupplierCard | None = None
        self.name, self.inactive = PageTitle(TITLE), Chip(INACTIVE, *states.CANCELLED)
        self.edit = Button(EDIT, icon="edit", keys="Ctrl+E")
        self.write = Button(WRITE, icon="message", keys="Ctrl+M")
        self.write.drop(Menu(self.write, self._fill_ways))
        self.order = Button(ORDER_PARTS, "primary", icon="truck-delivery", keys="Ctrl+Shift+O")
        self.panel = EntryPanel(app)
        self._fields: SupplierFields | None = None  # what stands in the panel
        self.meanwhile = FollowedForm(FormTexts(self._typed, self._write, self._asked))
        self._facts, self.orders, self.waiting = Stack(0), Stack(4), Stack(4)
        head = row(self.name, 4, self.inactive, None, self.write, self.edit, self.order, margins=(24, 14, 24, 0))
        self._known = wrap(
            column(self._facts, _card(ORDERS, self.orders), _card(WAITING, self.waiting), gap=12, margins=(0, 0, 0, 0))
        )
        work = PageScroll(column(self.meanwhile, self.panel, self._known, None, gap=12, margins=(24, 0, 24, 16)))
        self.setLayout(column(head, (work, 1), gap=10))
        self.edit.clicked.connect(self._edit)
        self.order.clicked.connect(lambda: app.go("purchase_form", f"{OF_SUPPLIER}{self._key}"))
        app.permits.need(PARTS_ORDER, self.edit, self.order)
        self.panel.closed.connect(self._closed)
        self.panel.saved.connect(self._load)
        self.panel.refused.connect(self._refused)
        self.meanwhile.action.clicked.connect(self._show_theirs)
        app.changed.connect(self._heard)
        translator().changed.connect(self._show)
        theme.changed.connect(self._show)  # what opens the rows has another width

    # The place --------------------------------------------------------------------------------------------------

    @override
    def show_key(self, key: str) -> None:
        if key != self._key or self.card is None:
            self._key, self.card, self._adds, self._fresh = key, None, False, True
            self.panel.close_up()
            self._show()
        if key:
            self._load()
        elif not self._app.permits.lacks(PARTS_ORDER):
            self._open(Supplier(name=""))
            self._adds = True

    @override
    def first_focus(self) -> QWidget | None:
        return next((each for each in (self.order, self.edit) if each.isEnabled() and not each.isHidden()), self)

    @override
    def title(self) -> UiText:
        return PlainText(self.card.row.of.name) if self.card else TITLE if self._key else NEW

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and self._key and tables & TABLES:
            self._load()

    @Slot()
    def _load(self) -> None:
        user, key = self._app.user, self._key
        if key.isdecimal():
            self._app.run_query(lambda: supplier_card(user, int(key)), partial(self._came, key))

    def _came(self, key: str, card: SupplierCard) -> None:
        if key == self._key:
            self.card = card
            self._follow(card.row.of)
            self._show()
            if self._fresh and self.isVisible() and (first := self.first_focus()):
                first.setFocus()
            self._fresh = False

    # What it shows ----------------------------------------------------------------------------------------------

    @Slot()
    def _show(self) -> None:
        card = self.card
        self._known.setVisible(card is not None)
        self.edit.setVisible(card is not None)
        self.write.setVisible(card is not None and card.row.outstanding.late > 0)
        self.order.setVisible(card is not None and card.row.of.active)
        self.inactive.setVisible(card is not None and not card.row.of.active)
        self.name.set_message(PlainText(card.row.of.name) if card else NEW)
        if card is None:
            return
        self._facts.fill([facts_strip(_facts(card))])
        self.orders.fill(_in_line(self._purchase(card, each) for each in card.orders) or [_none(NO_ORDERS)])
        self.waiting.fill(_in_line(self._part(each) for each in card.waiting) or [_none(NOBODY)])

    def _purchase(self, card: SupplierCard, of: Purchase) -> _Opened:
        """An open purchase order: opened by its number."""
        opened, say = Button(PlainText(of.number), "link", icon="truck-delivery"), translator().current
        opened.clicked.connect(lambda: self._app.go("purchase", of.number))
        left = [each for each in of.lines if each.outstanding]
        told = join(
            say.formats.day(of.ordered_on, "medium"),
            *(say(MOVED, quantity=each.outstanding, code=each.code) for each in left[:4]),
        )
        words, look = state_of_purchase(of, card.today)
        chip = Chip(Message(words.message, **words.facts), *look)
        return opened, wrap(row(opened, (Label(PlainText(told), "body", "ink2"), 1), chip, gap=10))

    def _part(self, one: PartRow) -> _Opened:
        """Whoever waits for a part: the order of the workshop, the customer, or stock."""
        code = Button(PlainText(one.code), "link", icon="package")
        code.clicked.connect(lambda: self._app.go("purchase", one.purchase))
        words, look = state_of(one)
        told = join(one.text_in(translator().current.code), one.order, one.customer_name, one.plate)
        said = Label(PlainText(told), "body", "ink2")
        return code, wrap(row(code, (said, 1), Chip(Message(words.message, **words.facts), *look), gap=10))

    # What is done -----------------------------------------------------------------------------------------------

    def _fill_ways(self, menu: Menu) -> None:
        if self.card:
            fill_ways(menu, self._app, self.card.row.of.number)

    @Slot()
    def _edit(self) -> None:
        if self.card:
            self._open(self.card.row.of)

    def _open(self, of: Supplier) -> None:
        self._fields = SupplierFields(of)
        self.meanwhile.begin(new=not of.number)
        self.panel.open([self._fields.entry()])
        QTimer.singleShot(0, self._enter)

    def _asked(self) -> dict[str, Field]:
        return self._fields.fields if self._fields else {}

    def _typed(self) -> dict[str, Any]:
        return self._fields.typed() if self._fields else {}

    def _write(self, typed: dict[str, Any]) -> None:
        if self._fields:
            self._fields.write(typed)

    def _follow(self, now: Supplier) -> None:
        """Take over what somebody else saved of the supplier in the panel, together with what was typed since."""
        if self._fields and self._fields.of.number == now.number and self._fields.of != now:
            self.meanwhile.follow(partial(self._fields.fill, now))

    @Slot()
    def _show_theirs(self) -> None:
        """Show what is saved, and let go what was typed."""
        if self._fields:
            self._fields.fill(self._fields.of)
            self.meanwhile.begin()

    @Slot(object)
    def _refused(self, objection: object) -> None:
        if isinstance(objection, ChangedMeanwhile):
            self._load()

    @Slot()
    def _enter(self) -> None:
        """Begin in the first field, once it is there to be seen."""
        if self.panel.entry:
            next(iter(self.panel.entry.fields.values())).setFocus()

    @Slot()
    def _closed(self) -> None:
        """Go back to the list where somebody new was added or given up."""
        self._fields = None
        self.meanwhile.end()
        if self._adds:
            self._adds = False
            self._app.go("suppliers")


def _in_line(rows: Iterable[_Opened]) -> list[QWidget]:
    """Rows whose texts begin in one line, behind the widest of what opens them."""
    found = list(rows)
    widest = max((opened.sizeHint().width() for opened, _ in found), default=0)
    for opened, _ in found:
        opened.setMinimumWidth(widest)
    return [whole for _, whole in found]


def _none(words: str) -> Label:
    return Label(words, "body", "ink3")


def _card(title: str, stack: Stack) -> Card:
    return Card(column(SectionTitle(title), stack, gap=6, margins=(16, 10, 16, 12)))


def _facts(card: SupplierCard) -> list[Fact]:
    """How a supplier is reached, and at which terms they deliver."""
    of, number = card.row.of, translator().current.formats.number

    def said(text: str) -> UiText:
        return PlainText(text or "–")

    return [
        Fact(C_("customer", "Phone"), said(of.phone)),
        Fact(C_("customer", "E-mail"), said(of.email)),
        Fact(N_("Our customer number"), said(of.ours)),
        Fact(N_("Payment terms"), said(of.terms)),
        Fact(C_("supplier", "Days to deliver"), said("" if card.row.days is None else number(card.row.days))),
        Fact(N_("Currency"), said(card.row.currency)),
    ]
