"""The handover: what goes over the desk with a car, signed by who receives it."""

from datetime import date
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    EmptyPage,
    Fact,
    Field,
    InfoBar,
    Label,
    LineField,
    PageTitle,
    SectionTitle,
    SignaturePad,
    StickyBar,
    TextField,
    Vin,
    column,
    facts_strip,
    row,
    wrap,
)
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.market import Market, market
from lifecycle_desk.stages.sale.rules.handover import Cable, Explained, HandedPaper, Strokes
from lifecycle_desk.stages.sale.rules.measures import is_electric
from lifecycle_desk.stages.sale.screens.fields import NOTE, ON, TermTicks, keys_field, percent_field, whole
from lifecycle_desk.stages.sale.usecases.handing_over import HandedOver, HandOverVehicle, hand_over_vehicle
from lifecycle_desk.stages.sale.usecases.showing import SalePage, sale_page
from lifecycle_desk.vehicle.screens.event_text import NOTHING
from lifecycle_desk.vehicle.screens.fields import day_field, distance_field, looked, today_written
from lifecycle_desk.vehicle.screens.form_body import FormBody, form_card

EXPLAINED = N_("Explained to the buyer")
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
        self.on.read.connect(self._tell_warranty)
        translator().changed.connect(self._show)

    def _make_fields(self) -> None:
        self._name, self._vin_shown = Label("", "medium"), Vin("")
        self.blocked = InfoBar("", action=Button(N_("To the sale"), icon="key"))
        self.blocked.hide()
        if self.blocked.action:
            self.blocked.action.clicked.connect(lambda: self._app.go("sale_of", self._vin))
        self.on = day_field(ON, today=True, required=True)
        self.odometer = distance_field(N_("Odometer"), required=True)
        self.keys, self.charge = keys_field(), percent_field()
        self.cables = TermTicks(N_("Charging cables and adapters"), Cable, least=330)
        self.papers = TermTicks(N_("Papers handed over"), HandedPaper)
        self.explained = TermTicks(EXPLAINED, Explained, least=300)
        self.explained.label.hide()  # the heading of the card says it
        self.accessories = TextField(N_("Accessories"), rows=3, hint=N_("One in each line"))
        self.receiver = LineField(N_("Received by"))
        self.note = TextField(NOTE, rows=3)
        self.pad = SignaturePad(N_("Signature of the receiver"))
        names = (C_("sale", "Handover"), N_("First registered"), N_("Warranty from"))
        self.dates = [Fact(name, PlainText(NOTHING)) for name in names]

    def _form(self) -> QWidget:
        state = row((self.on, 1), (self.odometer, 1), (self.keys, 1), (self.charge, 1), gap=16)
        whole_form = column(
            PageTitle(N_("Hand over the vehicle")),
            row(self._name, 8, self._vin_shown, None),
            self.blocked,
            form_card(SectionTitle(N_("State at the handover")), state),
            form_card(
                SectionTitle(N_("What goes with the vehicle")),
                self.cables,
                self.papers,
                row((self.accessories, 1), (self.note, 1), gap=16),
            ),
            form_card(SectionTitle(EXPLAINED), self.explained),
            form_card(SectionTitle(C_("vehicle", "Warranty")), facts_strip(self.dates, least=220)),
            form_card(
                SectionTitle(C_("sale", "Receiver")),
                row(
                    (wrap(column(self.receiver, None, gap=0)), 1),
                    (wrap(column(self.pad, None, gap=0, margins=(0, 0, 0, 8))), 1),
                    gap=16,
                ),
            ),
            None,
            gap=12,
            margins=(24, 14, 24, 16),
        )
        return wrap(column((FormBody(whole_form), 1), self.bar, gap=0))

    def _after(self) -> EmptyPage:
        """What is offered when the car is its owner's."""
        self.print = Button(N_("Print the handover record"), "primary", icon="printer", keys="Ctrl+P")
        self.open = Button(N_("Open the vehicle"), "link", icon="car")
        back = Button(N_("To the stock"), "link", icon="building-store")
        self.print.clicked.connect(lambda: self._app.go("reports", self._vin))
        self.open.clicked.connect(lambda: self._app.go("vehicle", self._vin))
        back.clicked.connect(lambda: self._app.go("sale"))
        return EmptyPage(
            N_("The vehicle is handed over"),
            N_("Its record can be printed in the buyer's language, with the signature from the screen."),
            self.print,
            (self.open, back),
        )

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them, in the order of the form."""
        return {
            "on": self.on,
            "odometer": self.odometer,
            "odometer_km": self.odometer,
            "keys": self.keys,
            "soc_percent": self.charge,
            "cables": self.cables,
            "papers": self.papers,
            "accessories": self.accessories,
            "note": self.note,
            "explained": self.explained,
            "receiver": self.receiver,
        }

    @override
    def show_key(self, key: str) -> None:
        if key != self._vin or (self.sale and self.sale.handover):
            self._clear()
        self._vin, self.sale = key, None
        user = self._app.user
        self._app.run_query(lambda: _read(user, key), lambda read: self._came(key, *read))

    def _clear(self) -> None:
        self._stack.setCurrentIndex(2)
        for line in (self.odometer, self.keys, self.charge, self.receiver):
            line.set_text("")
        for ticks in (self.cables, self.papers, self.explained):
            ticks.tick(())
        self.accessories.set_text("")
        self.note.set_text("")
        self.pad.sheet.clear()
        self.on.set_text(today_written())
        Faults(lambda: self.fields).clear()

    @override
    def first_focus(self) -> QWidget:
        return self.print if self._stack.currentIndex() == 1 else self.odometer

    def _came(self, vin: str, sale: SalePage, pack: Market) -> None:
        if vin != self._vin:
            return
        self.sale, self._market = sale, pack
        self._stack.setCurrentIndex(1 if sale.handover else 0)
        if not self.receiver.text and sale.contract and sale.contract.buyer:
            self.receiver.line.setText(sale.contract.buyer.name)
        if not self.keys.text and sale.standing.keys is not None:
            self.keys.set_text(str(sale.standing.keys))
        self._show()
        if self.isVisible():
            self.first_focus().setFocus()

    @Slot()
    def _show(self) -> None:
        sale = self.sale
        if sale is None:
            return
        self._name.set_message(PlainText(sale.name))
        self._vin_shown.show_vin(sale.vin)
        self.blocked.setVisible(bool(sale.blocks))
        self.done.setEnabled(not sale.blocks)
        if sale.blocks:
            self.blocked.set_message(sale.blocks[0].message, **sale.blocks[0].told)
        electric = is_electric(sale.description["energy"])
        self.cables.setVisible(electric)
        self.charge.setVisible(electric)
        for paper in OF_ELECTRIC_CARS:
            self.papers.offer(paper, there=electric)
        for each in EXPLAINED_OF_ELECTRIC_CARS:
            self.explained.offer(each, there=electric)
        self._tell_warranty()

    @Slot()
    def _tell_warranty(self) -> None:
        """Say from when the warranty would run, by the market's rule, with both days that may decide."""
        if self.sale is None or self._market is None:
            return
        language = translator().current
        on = self.on.value if isinstance(self.on.value, date) else None
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
        self._submission.submit(hand_over_vehicle, self._asked, N_("The vehicle is handed over."))

    def _asked(self) -> HandOverVehicle:
        looked(self.on, self.odometer, self.keys, self.charge)
        if self.keys.value is None and not self.keys.is_faulty:
            self.keys.fault(N_("Please fill this in."))
        odometer, on = self.odometer.value, self.on.value
        lines = (line.strip() for line in self.accessories.text.splitlines())
        return HandOverVehicle(
            self._vin,
            on if isinstance(on, date) else date.min,
            odometer if isinstance(odometer, Distance) else Distance(0),
            whole(self.keys) or 0,
            whole(self.charge),
            self.cables.values,
            self.papers.values,
            tuple(filter(None, lines)),
            self.explained.values,
            self.receiver.text,
            self.strokes(),
            self.note.text,
        )

    def strokes(self) -> Strokes:
        """The signature in whole pixels, none outside the sheet: a pen may leave it."""
        return tuple(tuple((max(0, round(x)), max(0, round(y))) for x, y in stroke) for stroke in self.pad.strokes)

    @Slot(object)
    def _saved(self, _: Result[HandedOver]) -> None:
        self._stack.setCurrentIndex(1)
        self.print.setFocus()

    @Slot(object)
    def _refused(self, objection: Objection) -> None:
        words: UiText = Message(objection.message, **objection.told)
        self.bar.missing.set_message(words)


def _read(user: UserSession, vin: str) -> tuple[SalePage, Market]:
    return sale_page(user, vin), market(dealer(user.store).market)
