"""One part of the store: how many are where and worth what, how it is stored, who wants it, and its ledger."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, override

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QLayout, QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import Result
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import PageScroll
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Chip,
    Fact,
    IconButton,
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
from lifecycle_desk.desktop.look.rows import Cell, Column, LineTable
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.citing import SOURCE
from lifecycle_desk.stages.service.orders.rules.orders import number_of
from lifecycle_desk.stages.service.shelf.rules.movements import Movement
from lifecycle_desk.stages.service.shelf.rules.parts import Hazard, PartNotStocked, quantity_of
from lifecycle_desk.stages.service.shelf.rules.rights import STOCK_CORRECT, STOCK_MOVE
from lifecycle_desk.stages.service.shelf.rules.storage import StorageRule
from lifecycle_desk.stages.service.shelf.rules.wanted import WantedLine
from lifecycle_desk.stages.service.shelf.screens import acts, steps
from lifecycle_desk.stages.service.shelf.screens.looks import HAZARDS, LISTS, MOVES, NO_PLACE, quantity_said
from lifecycle_desk.stages.service.shelf.usecases.listing import StockList, StockRow, shown_tables
from lifecycle_desk.stages.service.shelf.usecases.requests import PartReserved, ReservePart
from lifecycle_desk.stages.service.shelf.usecases.reserving import reserve_part
from lifecycle_desk.stages.service.shelf.usecases.showing import PAGE, PartCard, currency_of, part_card
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.panel import EntryPanel

if TYPE_CHECKING:
    from lifecycle_desk.desktop.look import tokens as t

TITLE = N_("Part in stock")
SUPERSEDED = N_("Superseded by %(code)s.")
RULES, LIES, WANTED, LEDGER = N_("Storage rules"), N_("Storage places"), N_("Wanted by repair orders"), N_("Movements")
RESERVED, RESERVE, UNRESERVE = C_("stock", "Reserved"), C_("stock", "Reserve"), N_("Free reservation")
RESERVED_NOW, FREED, RESERVED_FOR = N_("Parts reserved"), N_("Reservation removed"), N_("Reserved for %(orders)s")
OLDER = N_("Show older movements")
LOTS = (
    Column(C_("stock", "Storage place"), 0, "start", "medium"),
    Column(C_("stock", "Batch"), 140, role="mono", ink="ink2"),
    Column(C_("stock", "Serial number"), 180, role="mono", ink="ink2"),
    Column(C_("stock", "On hand"), 96, "end"),
)
MOVEMENTS = (
    Column(C_("event", "Date"), 120, "end", "small"),
    Column(C_("stock", "Movement"), 150),
    Column(C_("order line", "Quantity"), 90, "end"),
    Column(C_("stock", "Value"), 116, "end", ink="ink2"),
    Column(C_("stock", "Storage place"), 110, ink="ink2"),
    Column(C_("stock", "Order or supplier"), 0, ink="ink2"),
    Column(C_("stock", "By"), 110, ink="ink2"),
)


class PartPage(PageWidget):
    """A part by its number; without one, parts that come are received."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._code, self._most, self._receives = app, "", PAGE, False
        self.card: PartCard | None = None
        self.name = PageTitle(TITLE)
        self.code, self.text = Label("", "title", "ink2", fixed=True), Label("", "body", "ink2", wrap=True)
        self.hazard, self.below = Chip(), Chip(StockList.BELOW.label, *LISTS[StockList.BELOW])
        self.receive = Button(steps.RECEIVE, "primary", icon="plus", keys="Ctrl+Return")
        self.issue, self.more = (
            Button(steps.ISSUE, icon="tool", keys="Ctrl+J"),
            IconButton("dots", N_("More"), kind="plain"),
        )
        self.panel, self.after = EntryPanel(app), Label("", "body", "warn", wrap=True)
        self._facts, self.rules, self.wanted = Stack(0), Stack(6), Stack(4)
        self.lots, self.ledger = LineTable(LIES, LOTS, drops_empty=True), LineTable(LEDGER, MOVEMENTS)
        self.older = Button(OLDER, "link", icon="history")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = column(
            row(self.name, 4, self.code, 4, self.hazard, 4, self.below, None, self.issue, self.receive, self.more),
            self.text,
            gap=6,
            margins=(24, 14, 24, 0),
        )
        self._rules_card = _card(RULES, self.rules)
        self._wanted_card = _card(WANTED, self.wanted)
        self._lots_card, self._ledger_card = _card(LIES, self.lots), _card(LEDGER, self.ledger, row(self.older, None))
        self._known = wrap(
            column(
                self.after,
                self._facts,
                self._rules_card,
                self._wanted_card,
                self._lots_card,
                self._ledger_card,
                gap=12,
            )
        )
        work = PageScroll(column(self.panel, self._known, None, gap=12, margins=(24, 0, 24, 16)))
        self.setLayout(column(head, (work, 1), gap=10))

    def _connect(self) -> None:
        self.receive.clicked.connect(self._receive)
        self.issue.clicked.connect(self._issue)
        self.more.clicked.connect(self._menu)
        self.older.clicked.connect(self._show_older)
        self._app.permits.need(STOCK_MOVE, self.receive, self.issue)
        self._app.permits.watch((STOCK_MOVE, STOCK_CORRECT))  # of the menu
        self.panel.closed.connect(self._panel_closed)
        self.panel.saved.connect(self._saved)
        self._app.changed.connect(self._heard)
        translator().changed.connect(self._show)

    # The place --------------------------------------------------------------------------------------------------

    @override
    def show_key(self, key: str) -> None:
        if key != self._code or self.card is None:
            self._code, self.card, self._most, self._receives = key, None, PAGE, False
            self.panel.close_up()
            self._show()
        if key:
            self._load()
        else:
            self._begin()

    def _begin(self) -> None:
        """Receive a part that was never here, or any, where one may."""
        user = self._app.user
        self._app.run_query(lambda: (currency_of(user), user.may(STOCK_MOVE)), partial(self._begun, self._code))

    def _begun(self, code: str, found: tuple[str, bool]) -> None:
        currency, may = found
        if code == self._code and self.card is None and may:
            self._open(acts.receiving(self._app, None, currency, code))
            self._receives = not code

    @override
    def first_focus(self) -> QWidget | None:
        return self.receive if self.receive.isEnabled() else self.more

    @override
    def title(self) -> UiText:
        return PlainText(self._code) if self._code else steps.RECEIVE

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and self._code and tables & shown_tables():
            self._load()

    def _load(self) -> None:
        user, code, most = self._app.user, self._code, self._most
        self._app.run_query(lambda: part_card(user, code, most), partial(self._came, code), self._unknown)

    def _unknown(self, why: Exception) -> None:
        """A part that was never there: that is told, and it can be received."""
        if not isinstance(why, PartNotStocked):
            self._app.failed.emit(why)
            return
        self.code.set_message(PlainText(self._code))
        self.text.set_message(Message(why.message, **why.told))
        self.receive.show()

    def _came(self, code: str, card: PartCard) -> None:
        if code == self._code:
            self.card = card
            self._show()

    # What it shows ----------------------------------------------------------------------------------------------

    @Slot()
    def _show(self) -> None:
        card = self.card
        self._known.setVisible(card is not None)
        self.name.set_message(TITLE if self._code else steps.RECEIVE)
        for each in (self.issue, self.more, self.receive):
            each.setVisible(card is not None)
        self.code.set_message(PlainText(card.row.part.code) if card else "")
        self.text.set_message(PlainText(card.row.text_in(translator().current.code)) if card else "")
        hazard = card.row.part.hazard if card else Hazard.NONE
        self.hazard.setVisible(hazard is not Hazard.NONE)
        self.below.setVisible(bool(card and card.row.is_below))
        if card is None:
            return
        if hazard is not Hazard.NONE:
            self.hazard.become(hazard.label, *HAZARDS[hazard])
        self.issue.setVisible(card.row.figure.thousandths > 0)
        self.after.set_message(Message(SUPERSEDED, code=card.superseded_by) if card.superseded_by else "")
        self.after.setVisible(bool(card.superseded_by))
        self._facts.fill([facts_strip(_facts(card))])
        self._rules_card.setVisible(bool(card.rules))
        self.rules.fill([_rule(each) for each in card.rules])
        self._wanted_card.setVisible(bool(card.lines))
        self.wanted.fill([self._line(each) for each in card.lines])
        self._lots_card.setVisible(bool(card.row.lots))
        self.lots.show_lines(_lots(card))
        self.ledger.show_lines([_movement(card, each) for each in card.ledger])
        self.older.setVisible(card.has_more)

    def _line(self, line: WantedLine) -> QWidget:
        """An order that wants the part: opened, or given it."""
        order = number_of(line.order_key)
        to_order = Button(PlainText(order), "link", icon="tool")
        to_order.clicked.connect(lambda: self._app.go("order", order))
        words = Label("", "body", "ink2", wrap=True)
        text = self.card.text_in(translator().current.code, line) if self.card else line.text
        words.set_message(PlainText(join(text, quantity_said(line.open))))
        beside = row(to_order, (words, 1), *self._giving(order, line), gap=10)
        beside.setAlignment(words, Qt.AlignmentFlag.AlignVCenter)
        return wrap(beside)

    def _giving(self, order: str, line: WantedLine) -> list[QWidget]:
        """What a line has of the parts that are there: reserved for it, or free; or who has them."""
        card = self.card
        if card is None or not card.row.figure.thousandths:
            return []
        own = next((each for each in card.reserved if (each.order_key, each.line) == (line.order_key, line.line)), None)
        if not card.free_for(line.order_key, line.line):
            others = tuple(dict.fromkeys(each.order for each in card.reserved))
            return [Label(Message(RESERVED_FOR, orders=others), "small", "warn")]
        give, keep = Button(steps.ISSUE, icon="package"), Button(UNRESERVE if own else RESERVE, "link", icon="lock")
        give.clicked.connect(lambda: self._issue_to(order, line.line))
        keep.clicked.connect(lambda: self._reserve(order, line, free=own is not None))
        self._app.permits.need(STOCK_MOVE, give, keep)
        mark = [Chip(RESERVED, *states.PARTS_STORED)] if own else []
        return [*mark, keep, give]

    def _reserve(self, order: str, line: WantedLine, *, free: bool) -> None:
        """Reserve what a line wants, as far as it is there; or free it again."""
        if self.card:
            many = 0 if free else min(line.open, self.card.free_for(line.order_key, line.line))
            asked = ReservePart(code=self.card.row.part.code, quantity=quantity_of(many), order=order, line=line.line)
            self._app.do(reserve_part, asked, partial(self._reserved, FREED if free else RESERVED_NOW))

    def _reserved(self, said: str, done: Result[PartReserved]) -> None:
        self._app.show_toast(said, undo=self._app.way_back(done))
        self._load()

    # What is done -----------------------------------------------------------------------------------------------

    def _open(self, entry: Entry) -> None:
        self.receive.hide()  # the panel has the primary button now
        self.panel.open([entry])
        QTimer.singleShot(0, self._enter)

    @Slot()
    def _enter(self) -> None:
        """Begin in the first field, once it is there to be seen."""
        self.panel.show()
        if self.panel.entry:
            next(iter(self.panel.entry.fields.values())).setFocus()

    def _of_card(self, make: Callable[[AppContext, PartCard], Entry]) -> None:
        if self.card:
            self._open(make(self._app, self.card))

    @Slot()
    def _receive(self) -> None:
        if self.card is None:
            self._begin()
        self._of_card(lambda app, card: acts.receiving(app, card, card.row.currency))

    @Slot()
    def _issue(self) -> None:
        first = next(iter(self.card.lines), None) if self.card else None
        if first:
            self._issue_to(number_of(first.order_key), first.line)
        else:
            self._of_card(acts.issuing)

    def _issue_to(self, order: str, line: int) -> None:
        self._of_card(lambda app, card: acts.issuing(app, card, order, line))

    @Slot()
    def _menu(self) -> None:
        menu = Menu(self)
        for words, make, needs in _choices():
            menu.offer(words, partial(self._of_card, make), enabled=not self._app.permits.lacks(needs))
        menu.open_under(self.more)

    @Slot()
    def _panel_closed(self) -> None:
        if not self._code:
            if self._receives:
                self._receives = False
                self._app.go("parts")
            return
        self.receive.show()
        focus = self.first_focus()
        if focus and self.isVisible():
            focus.setFocus()

    @Slot()
    def _saved(self) -> None:
        if self._code:
            self._load()

    @Slot()
    def _show_older(self) -> None:
        self._most += PAGE
        self._load()


def _choices() -> Sequence[tuple[str, Callable[[AppContext, PartCard], Entry], Right]]:
    """The other acts, each with its right."""
    return (
        (steps.PUT_BACK, acts.putting_back, STOCK_MOVE),
        (steps.MOVE, acts.moving, STOCK_MOVE),
        (steps.SEND_BACK, acts.returning, STOCK_MOVE),
        (steps.CORRECT, acts.correcting, STOCK_CORRECT),
        (steps.SETTINGS, acts.setting, STOCK_MOVE),
        (steps.HOLD, acts.holding, STOCK_MOVE),
    )


def _card(title: str, *parts: QWidget | QLayout) -> Card:
    return Card(column(SectionTitle(title), *parts, gap=6, margins=(16, 10, 16, 12)))


def _facts(card: PartCard) -> list[Fact]:
    """What one asks of a part first."""
    shown, formats = card.row, translator().current.formats
    unit, need = shown.part.unit, shown.need

    def money(minor: int) -> UiText:
        return PlainText(formats.money(Money(minor, shown.currency)))

    def many(thousandths: int) -> UiText:
        return PlainText(quantity_said(thousandths, unit))

    tone: t.Tone | None = "warn" if shown.is_below else None
    return [
        Fact(C_("stock", "On hand"), many(shown.figure.thousandths), tone=tone),
        Fact(C_("stock", "Wanted"), many(need.wanted)),
        Fact(RESERVED, many(sum(each.thousandths for each in card.reserved))),
        Fact(C_("stock", "Minimum"), many(shown.part.minimum)),
        Fact(C_("parts", "On order"), many(need.coming)),
        _to_order(shown, many(shown.to_order)),
        Fact(C_("stock", "Average cost"), money(shown.average)),
        Fact(C_("stock", "Value"), money(shown.figure.value)),
    ]


def _to_order(shown: StockRow, many: UiText) -> Fact:
    """How many to order, and why."""
    return Fact(C_("stock", "To order"), many, *((shown.why.label, "warn") if shown.to_order else ()))


def _rule(rule: StorageRule) -> QWidget:
    """A rule of storage with where it is from."""
    words, source = Label("", "body", wrap=True), Label("", "small", "ink3", wrap=True)
    words.set_message(Message(rule.said.message, **rule.said.facts))
    source.set_message(Message(SOURCE, source=rule.cited))
    return wrap(column(words, source, gap=1))


def _lots(card: PartCard) -> list[Sequence[str | Cell]]:
    return [
        (lot.place or translator().current(NO_PLACE), lot.batch, lot.serial, quantity_said(many, card.row.part.unit))
        for lot, many in sorted(card.row.lots.items())
        if many
    ]


def _movement(card: PartCard, each: Movement) -> Sequence[str | Cell]:
    """A movement as a line of the ledger."""
    say = translator().current
    order = number_of(each.order_key) if each.order_key else ""
    return (
        say.formats.cell_day(each.on),
        Cell(say(each.kind.label), *MOVES[each.kind]),
        quantity_said(each.thousandths, card.row.part.unit) if each.thousandths else "",
        say.formats.in_list(Money(each.value, card.row.currency)) if each.value else "",
        each.place,
        join(order, each.supplier, each.reference, each.serial, each.why),
        each.by or "",
    )
