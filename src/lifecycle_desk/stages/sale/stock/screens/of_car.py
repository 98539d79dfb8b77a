"""The sale of one vehicle: how far it has come, what stands in the way of its handover, and the next step."""

from collections.abc import Callable
from functools import partial
from typing import override

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.campaigns.rules.status import MustBeParkedOutside, MustNotBeDriven
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Chip,
    EmptyPage,
    InfoBar,
    Label,
    Plate,
    Scroll,
    Steps,
    Vin,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.market import Market, market
from lifecycle_desk.stages.sale.contract.screens.form import selling
from lifecycle_desk.stages.sale.contract.usecases.selling import UsedSale, used_sale
from lifecycle_desk.stages.sale.handover import rules
from lifecycle_desk.stages.sale.stock.screens import entries
from lifecycle_desk.stages.sale.stock.screens.step_card import StepCard
from lifecycle_desk.stages.sale.stock.screens.steps import STEPS, Doings, here_of, steps_of
from lifecycle_desk.stages.sale.stock.usecases.showing import SalePage, sale_page
from lifecycle_desk.vehicle.screens.closing import ClosedBar
from lifecycle_desk.vehicle.screens.documents import DocumentsField
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.event_text import LOOKS, join
from lifecycle_desk.vehicle.screens.panel import EntryPanel
from lifecycle_desk.vehicle.screens.step_page import dropped

SELL_USED, CANCEL_USED = N_("Sell it second-hand…"), N_("Cancel contract %(contract)s…")
TABLES = frozenset({"sale_stock", "sale_inspection_sheet", "vehicle", "event", "person", "campaign_car"})


class SaleOfPage(PageWidget):
    """The way of one car from its arrival to its handover."""

    loaded = Signal()

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._vin = app, ""
        self.sale: SalePage | None = None
        self.market: Market | None = None
        self.used = UsedSale()
        self.cards: list[StepCard] = []
        self.bars: list[QWidget] = []
        self.panel, self.used_panel, self.ended = EntryPanel(app), EntryPanel(app), ClosedBar()
        self._make_head()
        self.ended.wanted.connect(lambda: app.go("end_of_life", self._vin))
        self._bars, self._cards = QVBoxLayout(), QVBoxLayout()
        for box in (self._bars, self._cards):
            box.setSpacing(12)
        whole = column(
            self._head, self.ended, self._bars, self.panel, self._cards, None, gap=12, margins=(24, 14, 24, 16)
        )
        self._stack = QStackedWidget()
        self._scroll = Scroll(whole)
        for page in (self._scroll, self._not_here(), wrap(column(gap=0))):
            self._stack.addWidget(page)
        self.setLayout(column(self._stack, gap=0))
        self._stack.setCurrentIndex(2)
        self.panel.closed.connect(self._closed)
        self.used_panel.closed.connect(self._empty.show)
        self.setAcceptDrops(True)
        app.changed.connect(self._heard)
        translator().changed.connect(self._show)

    def _make_head(self) -> None:
        self._name, self._plate, self._stage = Label("", "title"), Plate(""), Chip()
        self.print = Button(N_("Print…"), icon="printer", keys="Ctrl+P")
        self.open = Button(N_("Open the vehicle"), icon="car", keys="Ctrl+O")
        self._vin_shown, self._about = Vin(""), Label("", "body", "ink2")
        self.resell = Button(SELL_USED, icon="receipt")
        self.resell.clicked.connect(partial(self._sell_used, self.panel))
        self.steps = Steps(STEPS)
        self.print.clicked.connect(lambda: self._app.go("reports", self._vin))
        self.open.clicked.connect(lambda: self._app.go("vehicle", self._vin))
        steps = Card(row(self.steps, None, margins=(16, 8, 16, 8)))
        self._head = column(
            row(self._name, 4, self._plate, 4, self._stage, None, self.resell, self.print, self.open),
            row(self._vin_shown, 8, (self._about, 1)),
            steps,
            gap=10,
        )

    def _not_here(self) -> QWidget:
        receive = Button(N_("Receive a vehicle"), "primary", icon="ship")
        receive.clicked.connect(lambda: self._app.go("arrival", self._vin))
        back = Button(N_("To the stock"), "link", icon="key")
        back.clicked.connect(lambda: self._app.go("sale"))
        self.sell_used = Button(SELL_USED, "link", icon="receipt")
        self.sell_used.clicked.connect(partial(self._sell_used, self.used_panel))
        self._empty = EmptyPage(
            N_("This vehicle did not come through the stock"),
            N_("A sale begins with the arrival: receive the vehicle, and its inspection, sale and handover are here."),
            receive,
            (self.sell_used, back),
        )
        return wrap(column(self.used_panel, (self._empty, 1), None, margins=(24, 14, 24, 16)))

    @override
    def show_key(self, key: str) -> None:
        if key != self._vin:
            self._vin, self.sale = key, None
            self._stack.setCurrentIndex(2)
            self._scroll.verticalScrollBar().setValue(0)
            self.panel.close_up()
        self._load()

    @override
    def first_focus(self) -> QWidget | None:
        return next((each for card in self.cards for each in card.buttons if each.kind == "primary"), self.open)

    @override
    def title(self) -> UiText:
        return PlainText(self._vin)

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self._vin and self.isVisible() and tables & TABLES:
            self._load()

    def _load(self) -> None:
        vin, user = self._vin, self._app.user
        self._app.run_query(lambda: _read(user, vin), lambda read: self._came(vin, *read), partial(self._failed, vin))

    def _came(self, vin: str, sale: SalePage, pack: Market, used: UsedSale) -> None:
        if vin != self._vin:
            return
        self._offer(self.resell, used)
        first, self.sale, self.market = self.sale is None, sale, pack
        self._stack.setCurrentIndex(0)
        self._show()
        if first and self.isVisible() and (focus := self.first_focus()):
            focus.setFocus()
        self.loaded.emit()

    def _failed(self, vin: str, fact: Exception) -> None:
        if vin != self._vin:
            return
        self._stack.setCurrentIndex(1)
        self.sell_used.hide()
        if not isinstance(fact, Objection):
            self._app.failed.emit(fact)
            return
        user = self._app.user
        self._app.run_query(lambda: _read_used(user, vin), partial(self._used_came, vin))

    def _used_came(self, vin: str, read: tuple[Market, UsedSale]) -> None:
        if vin == self._vin:
            self.market, used = read
            self._offer(self.sell_used, used)

    def _offer(self, button: Button, used: UsedSale) -> None:
        """Offer what can be done to sell a car as a used one, if anything can."""
        self.used = used
        button.setVisible(used.may_be_sold or bool(used.contract))
        button.set_message(Message(CANCEL_USED, contract=used.contract) if used.contract else SELL_USED)

    def _sell_used(self, panel: EntryPanel) -> None:
        """Open the contract of a car that is sold as a used one, or its cancelling."""
        entry = entries.cancelling(self._app, self._vin)
        if not self.used.contract:
            entry = selling(self._app, self._vin, self._pack(), used=True)
        self._empty.hide()  # the form has the primary button now
        panel.open([entry])

    @Slot()
    def _show(self) -> None:
        sale = self.sale
        if sale is None:
            return
        described, figures = sale.description, sale.figures
        self._name.set_message(PlainText(sale.name) if sale.name else N_("Vehicle"))
        self._plate.setText(figures.plate or "")
        self._plate.setVisible(bool(figures.plate))
        self._stage.setVisible(figures.stage is not None)
        if figures.stage:
            self._stage.become(figures.stage.label, *LOOKS[figures.stage])
        self._vin_shown.show_vin(sale.vin)
        year = str(described["model_year"] or "")
        self._about.set_message(PlainText(join(year, described["colour"], described["energy"])))
        self.steps.go(here_of(sale))
        held = self._held()
        self.ended.show_closed(sale.closed)
        self.bars = [] if sale.closed else self._warnings(sale)
        _fill(self._bars, self.bars)
        self.cards = [StepCard(each) for each in steps_of(sale, self._doings())]
        _fill(self._cards, self.cards)
        self._let_work(quiet=self.panel.entry is not None)
        if held is not None:
            same = (each for card in self.cards for each in card.buttons if each.text() == held)
            next(same, self.first_focus() or self.open).setFocus()

    def _held(self) -> str | None:
        """What the button says that has the keyboard and is about to be made anew; None where that is elsewhere."""
        focus = QApplication.focusWidget()
        if focus is None or not any(each.isAncestorOf(focus) for each in (*self.cards, *self.bars)):
            return None
        return focus.text() if isinstance(focus, Button) else ""

    def _warnings(self, sale: SalePage) -> list[QWidget]:
        """What stands in the way and is no mere step: quarantine, what has failed, a campaign."""
        bars: list[QWidget] = []
        for each in sale.blocks:
            if isinstance(each, (rules.InQuarantine, rules.MandatoryItemsFailed)):
                action = Button(C_("sale", "Inspect"), icon="clipboard-check")
                action.clicked.connect(self._inspect)
                apart = isinstance(each, rules.InQuarantine)
                look: tuple[t.Tone, str] = ("danger", "lock") if apart else ("warn", "alert-triangle")
                tone, icon = look
                bars.append(InfoBar(Message(each.message, **each.told), tone=tone, icon=icon, action=action))
            elif isinstance(each, (MustNotBeDriven, MustBeParkedOutside)):
                show = Button(N_("Campaign"), icon="speakerphone")
                show.clicked.connect(partial(self._app.go, "campaign", each.number))
                bars.append(InfoBar(Message(each.message, **each.told), tone="danger", icon="lock", action=show))
        return bars

    def _doings(self) -> Doings:
        """What can be done on this page."""
        return Doings(
            lambda: self._write(entries.stocking),
            lambda: self._write(entries.checking),
            lambda: self._write(entries.moving),
            lambda: self._write(entries.apart),
            self._inspect,
            lambda: self._write(lambda app, sale: selling(app, sale.vin, self._pack())),
            lambda: self._write(lambda app, sale: entries.cancelling(app, sale.vin)),
            lambda: self._write(lambda app, sale: entries.registering(app, sale, self._pack())),
            lambda: self._app.go("handover", self._vin),
        )

    def _inspect(self) -> None:
        self._app.go("inspection", self._vin)

    def _pack(self) -> Market:
        if self.market is None:
            raise LookupError("the market comes with the sale")
        return self.market

    def _write(self, make: Callable[[AppContext, SalePage], Entry]) -> None:
        """Open the form of a step."""
        if self.sale:
            self._let_work(quiet=True)
            self.panel.open([make(self._app, self.sale)])
            QTimer.singleShot(0, self._show_panel)  # when it has its place

    @Slot()
    def _show_panel(self) -> None:
        """Bring the form into sight from its top."""
        self._scroll.verticalScrollBar().setValue(self.panel.y() - t.CARD_GAP)

    @Slot()
    def _closed(self) -> None:
        self._let_work(quiet=False)
        if self.isVisible() and (focus := self.first_focus()):
            focus.setFocus()

    @property
    def _attached(self) -> DocumentsField | None:
        """The documents of the entry that is being written."""
        entry = self.panel.entry or self.used_panel.entry
        return entry.documents if entry else None

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._attached and dropped(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if self._attached:
            self._attached.take(dropped(event.mimeData()))
            event.acceptProposedAction()

    def _let_work(self, *, quiet: bool) -> None:
        """Let the panel have the primary button while it is open."""
        for card in self.cards:
            for each in card.buttons:
                each.setEnabled(not quiet)


def _read(user: UserSession, vin: str) -> tuple[SalePage, Market, UsedSale]:
    return sale_page(user, vin), *_read_used(user, vin)


def _read_used(user: UserSession, vin: str) -> tuple[Market, UsedSale]:
    return market(dealer(user.store).market), used_sale(user, vin)


def _fill(box: QVBoxLayout, widgets: list[QWidget] | list[StepCard]) -> None:
    """Put other widgets into a box."""
    while (item := box.takeAt(0)) is not None:
        if old := item.widget():
            old.hide()
            old.deleteLater()
    for each in widgets:
        box.addWidget(each)
        each.show()  # at once: what is not shown yet cannot take the keyboard
