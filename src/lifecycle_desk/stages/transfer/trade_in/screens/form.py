"""The form of a trade-in: a car of the books comes back from its owner, or a strange one comes into them with it."""

from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import Command, Result, UserSession
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.dealership.usecases import market_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Button, Label, LineField, column, row, wrap
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.transfer.trade_in.usecases.showing import TradePage, is_in_books, trade_page
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import TAKEN_IN, TakeInTrade, take_in_trade
from lifecycle_desk.vehicle.rules.vin import VinFacts
from lifecycle_desk.vehicle.screens.event_text import in_words, join
from lifecycle_desk.vehicle.screens.model_fields import ModelFields
from lifecycle_desk.vehicle.screens.step_form import Around, Part, StepForm
from lifecycle_desk.vehicle.screens.step_page import StepPage
from lifecycle_desk.vehicle.screens.vin_field import VinField

OF_STRANGERS = ("description", "plate", "first_registered_on")  # asked only of a car that is not in the books


def _known(user: UserSession, vin: str) -> TradePage | None:
    """The books' facts of a car; None of one that is not in them."""
    return trade_page(user, vin) if is_in_books(user, vin) else None


class TradeInPage(StepPage[TakeInTrade]):
    """A car that is taken in trade."""

    draft = "trade-in"

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._page: TradePage | None = None
        self.vin, self.model, self.about = VinField(), ModelFields(app), Label("", "body", "ink2", wrap=True)
        labels = {name: kind.label for name, kind in kinds_of(TakeInTrade).items()}
        plate = LineField(labels["plate"], longest=20)
        parts: dict[str, Part] = {
            "vin": self.vin,
            "description": self.model,
            "plate": plate,
        }
        currency = market_of(app.user.store).currency
        self.form = StepForm(TAKEN_IN, Around(app, currency=currency), self.begins(), parts=parts)
        self.owner = self.form["owner"]
        self._strange = wrap(
            column(
                self.model,
                row((plate, 1), (self.form["first_registered_on"], 1), (wrap(column(gap=0)), 2), gap=16),
                gap=4,
            )
        )
        self.save = Button(N_("Take in"), "primary", keys="Ctrl+Return")
        cards = (
            self.section(
                C_("vehicle", "Vehicle"),
                row((self.vin, 2), (wrap(column(24, self.about, None, gap=0)), 2), gap=16),
                row(self.vin.offer, None),
                self._strange,
            ),
            self.section(C_("trade", "Trade-in"), self.owner, "on:2 offered agreed"),
            self.section(N_("As it comes"), "odometer keys key_cards location / note documents"),
        )
        self.ask(app, self.save, cards=cards)
        self.save.clicked.connect(lambda: self.submit(None))
        self.vin.understood_vin.connect(self._read_vin)
        translator().changed.connect(self._say_car)
        self._show_strange(strange=False)

    @override
    def begins(self) -> TakeInTrade:
        return TakeInTrade("", translator().current.formats.today())

    @override
    def car_of(self, key: str) -> None:
        self._read_vin(None)  # nothing of the car before stays
        self.vin.set_text(key) if key else self.vin.clear()

    @override
    def first_focus(self) -> QWidget:
        return self.owner if self.vin.text else self.vin

    @Slot(object)
    def _read_vin(self, facts: VinFacts | None) -> None:
        with self._draft.filling():
            self.model.know(facts)
        self.about.set_message("")
        self.form["odometer"].hint("")
        self._page = None
        if facts is None:
            self._show_strange(strange=False)
            return
        user, vin = self._app.user, facts.vin
        self._app.run_query(lambda: _known(user, vin), lambda page: self._told(vin, page))

    def _told(self, vin: str, page: TradePage | None) -> None:
        """Show what the books know of the car, or ask what it is."""
        if vin != self.vin.vin:
            return
        self._show_strange(strange=page is None)
        self._page = page
        if page is None:
            self.about.set_message(N_("New here: it is added with the trade-in."))
            return
        self._say_car()
        with self._draft.filling():
            self._fill_in(page)
        if page.odometer:
            self.form["odometer"].hint(Message(N_("last reading: %(distance)s"), distance=in_words(page.odometer.said)))

    def _fill_in(self, page: TradePage) -> None:
        """Fill in what is known of the car already."""
        offered = self.form["offered"]
        if page.owner_number and page.owner and not self.owner.text:
            self.owner.choose(page.owner_number, page.owner)
        if page.appraisal and not offered.text:
            offered.set_text(translator().current.formats.amount(page.appraisal.amounts.offer))

    @Slot()
    def _say_car(self) -> None:
        """Say which car of the books it is, in the language of now."""
        if page := self._page:
            stage = translator().current(page.figures.stage.label) if page.figures.stage else ""
            self.about.set_message(PlainText(join(page.name, page.figures.plate, page.description["colour"], stage)))

    def _show_strange(self, *, strange: bool) -> None:
        self._strange.setVisible(strange)
        self.form.concern(None, without=() if strange else OF_STRANGERS)

    @override
    def command(self) -> Command[Any, Any]:
        return take_in_trade

    @override
    def after(self, done: Result[Any]) -> None:
        self._app.go("second_hand", done.value.vin)
