"""The handover: what goes over the desk with a car, signed by who receives it."""

from datetime import date
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.dealership.usecases import market_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import FormBody, form_card
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    EmptyPage,
    Fact,
    Field,
    InfoBar,
    SectionTitle,
    StickyBar,
    column,
    facts_strip,
    row,
    wrap,
)
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.market import Market
from lifecycle_desk.stages.sale.handover.rules import Explained, HandedPaper
from lifecycle_desk.stages.sale.handover.usecases import HANDED_OVER, HandedOver, HandOverVehicle, hand_over_vehicle
from lifecycle_desk.stages.sale.stock.rules.measures import is_electric
from lifecycle_desk.stages.sale.stock.screens.fields import labels_of, today
from lifecycle_desk.stages.sale.stock.usecases.showing import SalePage, sale_page
from lifecycle_desk.vehicle.screens.documents import dropped
from lifecycle_desk.vehicle.screens.event_text import NOTHING
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm
from lifecycle_desk.vehicle_file.screens.car_head import CarHead

LABELS = labels_of(HandOverVehicle)
OF_ELECTRIC_CARS = frozenset({HandedPaper.CHARGING_CARD, HandedPaper.BATTERY_PASSPORT})
EXPLAINED_OF_ELECTRIC_CARS = frozenset({Explained.CHARGING, Explained.BATTERY_CARE})


class HandoverPage(PageWidget):
    """The record of a handover, in the order in which the desk goes through it."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._vin = app, ""
        self.sale: SalePage | None = None
        self._market: Market | None = None
        self._make_fields()
        self.done = Button(C_("sale", "Hand over"), "primary", icon="key", keys="Ctrl+Return")
        self.bar = StickyBar(self.done)
        self._stack = QStackedWidget()
        for page in (self._form(), self._after(), wrap(column(gap=0))):
            self._stack.addWidget(page)
        self.setLayout(column(self._stack, gap=0))
        self._stack.setCurrentIndex(2)
        self._submission = Submission(app, Faults(lambda: self.fields), self)
        self._submission.saved.connect(self._saved)
        self._submission.refused.connect(self._refused)
        self.done.clicked.connect(self.submit)
        app.permits.need(hand_over_vehicle, self.done)
        self.form["on"].read.connect(self._tell_warranty)
        self.setAcceptDrops(True)
        translator().changed.connect(self._show)

    def _make_fields(self) -> None:
        self.car = CarHead(HANDED_OVER.heading, self._app.go)
        self.blocked = InfoBar("", action=Button(N_("Go to sale"), icon="key"))
        self.blocked.hide()
        if self.blocked.action:
            self.blocked.action.clicked.connect(lambda: self._app.go("sale_of", self._vin))
        self.form = StepForm(HANDED_OVER, Around(self._app), self._begins())
        self.form["explained"].label.hide()  # the heading of the card says it
        names = (C_("sale", "Handover"), N_("First registered"), N_("Warranty from"))
        self.dates = [Fact(name, PlainText(NOTHING)) for name in names]

    def _form(self) -> QWidget:
        form = self.form
        whole_form = column(
            self.car.lines(),
            self.blocked,
            form_card(SectionTitle(N_("Condition at handover")), *form.rows("on odometer keys soc_percent")),
            form_card(
                SectionTitle(N_("Items handed over")),
                *form.rows("cables / papers / accessories note / documents"),
            ),
            form_card(SectionTitle(LABELS["explained"]), form["explained"]),
            form_card(SectionTitle(C_("vehicle", "Warranty")), facts_strip(self.dates, least=220)),
            form_card(
                SectionTitle(C_("sale", "Received by")),
                row(
                    (wrap(column(form["receiver"], None, gap=0)), 1),
                    (wrap(column(form["signature"], None, gap=0, margins=(0, 0, 0, 8))), 1),
                    gap=16,
                ),
            ),
            None,
            gap=12,
            margins=(24, 14, 24, 16),
        )
        return wrap(column((FormBody(whole_form, self.bar), 1), self.bar, gap=0))

    def _after(self) -> EmptyPage:
        """The next steps when the car is its owner's."""
        self.print = Button(N_("Print handover record"), "primary", icon="printer", keys="Ctrl+P")
        self.open = Button(N_("Open vehicle"), "link", icon="car")
        back = Button(N_("Go to stock"), "link", icon="key")
        self.print.clicked.connect(lambda: self._app.go("reports", self._vin))
        self.open.clicked.connect(lambda: self._app.go("vehicle", self._vin))
        back.clicked.connect(lambda: self._app.go("sale"))
        return EmptyPage(
            N_("Vehicle handed over"),
            N_("The record can be printed in the buyer’s language, with the signature from the screen."),
            self.print,
            (self.open, back),
        )

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them, in the order of the form."""
        return self.form.fields

    def _begins(self, vin: str = "") -> HandOverVehicle:
        return HandOverVehicle(vin, today(), Distance(0), 0)

    @override
    def show_key(self, key: str) -> None:
        if key != self._vin or (self.sale and self.sale.handover):
            self._clear(key)
        self._vin, self.sale = key, None
        user = self._app.user
        self._app.run_query(lambda: _read(user, key), lambda read: self._came(key, *read))

    def _clear(self, vin: str) -> None:
        self._stack.setCurrentIndex(2)
        self.form.begin(self._begins(vin))

    @override
    def first_focus(self) -> QWidget:
        return self.print if self._stack.currentIndex() == 1 else self.form["odometer"]

    def _came(self, vin: str, sale: SalePage, pack: Market) -> None:
        if vin != self._vin:
            return
        self.sale, self._market = sale, pack
        self._stack.setCurrentIndex(1 if sale.handover else 0)
        receiver, keys = self.form["receiver"], self.form["keys"]
        if not receiver.text and sale.contract and sale.contract.buyer:
            receiver.line.setText(sale.contract.buyer.name)
        if not keys.text and sale.standing.keys is not None:
            keys.set_text(str(sale.standing.keys))
        self._show()
        if self.isVisible():
            self.first_focus().setFocus()

    @Slot()
    def _show(self) -> None:
        sale = self.sale
        if sale is None:
            return
        self.car.show_car(sale.vin, sale.name, sale.figures.plate)
        self.blocked.setVisible(bool(sale.blocks))
        self.done.setEnabled(not sale.blocks)
        if sale.blocks:
            self.blocked.set_message(sale.blocks[0].message, **sale.blocks[0].told)
        self.form.concern(sale.description["energy"])
        electric = is_electric(sale.description["energy"])
        for paper in OF_ELECTRIC_CARS:
            self.form["papers"].offer(paper, there=electric)
        for each in EXPLAINED_OF_ELECTRIC_CARS:
            self.form["explained"].offer(each, there=electric)
        self._tell_warranty()

    @Slot()
    def _tell_warranty(self) -> None:
        """Say from when the warranty would run, by the market's rule, with both days that may decide."""
        if self.sale is None or self._market is None:
            return
        language = translator().current
        typed = self.form["on"].value
        on = typed if isinstance(typed, date) else None
        first = self.sale.standing.first_registered_on or self.sale.figures.first_registered_on
        make = self.sale.description["make"]
        starts = self._market.warranty_start(on, first, make)
        rule = self._market.warranty_start_rule(min(filter(None, (on, first))), make).label if on or first else ""
        for fact, day, note in zip(self.dates, (on, first, starts), ("", "", rule), strict=True):
            fact.show_fact(PlainText(language.formats.day(day)) if day else C_("step", "not yet"), note)

    @Slot()
    def submit(self) -> None:
        """Hand the car over as the form says."""
        self.bar.missing.set_message("")
        self._submission.submit(hand_over_vehicle, self.form.read, self.form.step.done)

    @Slot(object)
    def _saved(self, _: Result[HandedOver]) -> None:
        self._stack.setCurrentIndex(1)
        self.print.setFocus()

    @Slot(object)
    def _refused(self, objection: Objection) -> None:
        words: UiText = Message(objection.message, **objection.told)
        self.bar.missing.set_message(words)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._stack.currentIndex() == 0 and dropped(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.form["documents"].take(dropped(event.mimeData()))
        event.acceptProposedAction()


def _read(user: UserSession, vin: str) -> tuple[SalePage, Market]:
    return sale_page(user, vin), market_of(user.store)
