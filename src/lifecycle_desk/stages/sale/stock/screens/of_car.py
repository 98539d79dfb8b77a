"""The sale of one vehicle: how far it has come, what stands in the way of its handover, and the next step."""

from functools import partial
from typing import override

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.campaigns.rules.status import MustBeParkedOutside, MustNotBeDriven
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import market_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Button, EmptyPage, InfoBar, column, wrap
from lifecycle_desk.market.market import Market
from lifecycle_desk.stages.sale.contract.screens.form import selling
from lifecycle_desk.stages.sale.contract.usecases.selling import UsedSale, used_sale
from lifecycle_desk.stages.sale.handover import rules
from lifecycle_desk.stages.sale.stock.rules.rights import INSPECT, SELL
from lifecycle_desk.stages.sale.stock.rules.status import WAY
from lifecycle_desk.stages.sale.stock.screens import entries
from lifecycle_desk.stages.sale.stock.screens.steps import OfCar, here_of, reached_of, steps_of
from lifecycle_desk.stages.sale.stock.usecases.showing import SalePage, sale_page
from lifecycle_desk.vehicle.screens.documents import DocumentsField
from lifecycle_desk.vehicle.screens.panel import EntryPanel
from lifecycle_desk.vehicle_file.screens.page_of_steps import PageOfSteps

SELL_USED, CANCEL_USED = N_("Sell as used…"), N_("Cancel contract %(contract)s…")


class SaleOfPage(PageOfSteps[OfCar]):
    """The way of one car from its arrival to its handover; one that was never stock may be sold as a used one."""

    tables = frozenset({"sale_stock", "sale_inspection_sheet", "vehicle", "event", "person", "campaign_car"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self.used_panel = EntryPanel(app)
        self._used: tuple[Market, UsedSale] | None = None
        self.resell = Button(SELL_USED, icon="receipt")
        self.resell.clicked.connect(partial(self._sell_used, self.panel))
        app.permits.need(SELL, self.resell)
        self.lay_out_way(WAY, self.resell, empty=self._not_here())
        self.used_panel.closed.connect(self._never_stock.show)

    def _not_here(self) -> QWidget:
        self.receive = Button(N_("Receive a vehicle"), "primary", icon="ship")
        self.receive.clicked.connect(self.goes("arrival"))
        self._app.permits.lead_to("arrival", self.receive)
        back = Button(N_("Go to stock"), "link", icon="key")
        back.clicked.connect(lambda: self._app.go("sale"))
        self.sell_used = Button(SELL_USED, "link", icon="receipt")
        self.sell_used.clicked.connect(partial(self._sell_used, self.used_panel))
        self._app.permits.need(SELL, self.sell_used)
        self._never_stock = EmptyPage(
            N_("This vehicle did not pass through stock"),
            N_(
                "A sale starts with the arrival: receive the vehicle, and its inspection, sale and handover "
                "appear here."
            ),
            self.receive,
            (self.sell_used, back),
        )
        return wrap(column(self.used_panel, (self._never_stock, 1), None, margins=(24, 14, 24, 16)))

    @staticmethod
    @override
    def look_up(user: UserSession, vin: str) -> OfCar:
        return OfCar(sale_page(user, vin), *_read_used(user, vin))

    @override
    def empty_focus(self) -> QWidget:
        return self.receive

    @override
    def not_read(self, fact: Exception) -> None:
        self._stack.setCurrentWidget(self._empty)
        self.sell_used.hide()
        if not isinstance(fact, Objection):
            self._app.failed.emit(fact)
            return
        vin, user = self._vin, self._app.user
        self._app.run_query(lambda: _read_used(user, vin), lambda read: self._used_came(vin, *read))

    def _used_came(self, vin: str, pack: Market, used: UsedSale) -> None:
        if vin == self._vin:
            self._offer(self.sell_used, pack, used)

    def _offer(self, button: Button, pack: Market, used: UsedSale) -> None:
        """Offer what can be done to sell a car as a used one, if anything can."""
        self._used = pack, used
        button.setVisible(used.may_be_sold or bool(used.contract))
        button.set_message(Message(CANCEL_USED, contract=used.contract) if used.contract else SELL_USED)

    def _sell_used(self, panel: EntryPanel) -> None:
        """Open the contract of a car that is sold as a used one, or its cancelling."""
        if self._used is None:
            return
        pack, used = self._used
        entry = entries.cancelling(self._app, self._vin)
        if not used.contract:
            entry = selling(self._app, self._vin, pack, used=True, paid=used.paid)
        self._never_stock.hide()  # the form has the primary button now
        panel.open([entry])

    @override
    def show_read(self, read: OfCar) -> None:
        sale = read.sale
        self._offer(self.resell, read.market, read.used)
        self.show_way(sale.name, sale.figures, sale.description, here_of(sale), reached_of(sale))
        self.show_steps(steps_of(read, self), [] if sale.closed else self._warnings(sale))

    def _warnings(self, sale: SalePage) -> list[QWidget]:
        """The obstacles that are no mere steps: quarantine, failures, a campaign."""
        bars: list[QWidget] = []
        for each in sale.blocks:
            words = Message(each.message, **each.told)
            if isinstance(each, (rules.InQuarantine, rules.MandatoryItemsFailed)):
                action = Button(C_("sale", "Inspect"), icon="clipboard-check")
                action.clicked.connect(self.goes("inspection"))
                self._app.permits.need(INSPECT, action)
                apart = isinstance(each, rules.InQuarantine)
                icon = "lock" if apart else "alert-triangle"
                bars.append(InfoBar(words, tone="danger" if apart else "warn", icon=icon, action=action))
            elif isinstance(each, (MustNotBeDriven, MustBeParkedOutside)):
                show = Button(N_("Campaign"), icon="speakerphone")
                show.clicked.connect(partial(self._app.go, "campaign", each.number))
                bars.append(InfoBar(words, tone="danger", icon="lock", action=show))
        return bars

    @property
    @override
    def attached(self) -> DocumentsField | None:
        return super().attached or (self.used_panel.entry.documents if self.used_panel.entry else None)


def _read_used(user: UserSession, vin: str) -> tuple[Market, UsedSale]:
    return market_of(user.store), used_sale(user, vin)
