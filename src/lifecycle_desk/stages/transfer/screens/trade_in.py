"""The form of a trade-in: a car of the books comes back from its owner, or a strange one comes into them with it."""

from dataclasses import replace
from datetime import date
from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.counter.verbs import Done, Seat
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.forms import DraftKeeper, Faults, Submission
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Field,
    Label,
    LineField,
    PageTitle,
    Scroll,
    SectionTitle,
    StickyBar,
    TextField,
    column,
    hold,
    row,
)
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.look.words import Plain, Words
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.market.market import market
from lifecycle_desk.stages.transfer.screens.trade_fields import (
    KEY_CARDS,
    KEYS,
    NOTE,
    ON,
    PLACE,
    amount,
    count_field,
    distance,
    money_field,
    whole,
)
from lifecycle_desk.stages.transfer.usecases.trade_showing import TradePage, is_in_books, trade_page
from lifecycle_desk.stages.transfer.usecases.trading import (
    TakeInFromNew,
    TakeInTrade,
    take_in_from_new_owner,
    take_in_trade,
)
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy
from lifecycle_desk.vehicle.rules.vin import VinFacts
from lifecycle_desk.vehicle.screens.documents import DocumentsField
from lifecycle_desk.vehicle.screens.fields import day_field, distance_field, looked, today_written
from lifecycle_desk.vehicle.screens.model_fields import ModelFields
from lifecycle_desk.vehicle.screens.picker import PersonPicker
from lifecycle_desk.vehicle.screens.telling import strung
from lifecycle_desk.vehicle.screens.vin_field import VinField
from lifecycle_desk.vehicle.usecases.life import Description

FORM, WIDEST = "trade-in", 1080
TAKEN_IN = N_("The car is taken in; it is for sale again.")


def _known(seat: Seat, vin: str) -> TradePage | None:
    """What the books know of a car; None of one that is not in them."""
    return trade_page(seat, vin) if is_in_books(seat, vin) else None


class TradeInPage(PageWidget):
    """A car that is taken in trade."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._known = desk, True
        self._page: TradePage | None = None
        self._currency = market(dealer(desk.seat.store).market).currency
        self._make_fields()
        self.save = Button(N_("Take in"), "primary", keys="Ctrl+Return")
        self.bar = StickyBar(self.save)
        self.bar.summary.paint_in("ink3")
        self._form = hold(
            column(
                PageTitle(N_("Take a car in trade")),
                2,
                self._card_of_the_car(),
                self._card_of_the_trade(),
                self._card_of_the_rest(),
                None,
                gap=12,
                margins=(24, 14, 24, 16),
            )
        )
        self.setLayout(column((Scroll(row((self._form, 1000), None, gap=0)), 1), self.bar, gap=0))
        self._submission = Submission(desk, Faults(lambda: self.fields), self)
        self._submission.saved.connect(self._saved)
        self._draft = DraftKeeper(desk, FORM, self._kept, self._restore, self)
        self._draft.kept.connect(self.bar.summary.say)
        self.save.clicked.connect(self.submit)
        self.vin.understood_vin.connect(self._read_vin)
        theme.changed.connect(self._fit)
        speech().changed.connect(self._say_car)
        self._fit()
        self._show_strange(strange=False)

    def _make_fields(self) -> None:
        self.vin, self.model = VinField(), ModelFields()
        self.plate = LineField(C_("vehicle", "Plate"), longest=20)
        self.first = day_field(N_("First registered"))
        self.about = Label("", "body", "ink2", wrap=True)
        self.owner = PersonPicker(self._desk, C_("trade", "Who hands the car over"))
        self.on, self.odometer = day_field(ON, today=True, required=True), distance_field(N_("Odometer"))
        self.keys, self.key_cards = count_field(KEYS), count_field(KEY_CARDS)
        self.offered = money_field(C_("trade", "Offered"), self._currency)
        self.agreed = money_field(C_("trade", "Agreed"), self._currency)
        self.location, self.note = LineField(PLACE), TextField(NOTE, rows=2)
        self.documents = DocumentsField(self._desk)

    def _card_of_the_car(self) -> Card:
        self._strange = hold(
            column(self.model, row((self.plate, 1), (self.first, 1), (hold(column(gap=0)), 1), gap=16), gap=4)
        )
        return _card(
            SectionTitle(C_("vehicle", "Vehicle")),
            row((self.vin, 1), (hold(column(24, self.about, None, gap=0)), 2), gap=16),
            row(self.vin.offer, None),
            self._strange,
        )

    def _card_of_the_trade(self) -> Card:
        return _card(
            SectionTitle(C_("trade", "Trade-in")),
            self.owner,
            row((self.on, 1), (self.offered, 1), (self.agreed, 1), gap=16),
        )

    def _card_of_the_rest(self) -> Card:
        return _card(
            SectionTitle(N_("As it comes")),
            row((self.odometer, 1), (self.keys, 1), (self.key_cards, 1), (self.location, 2), gap=16),
            row((self.note, 3), (self.documents, 2), gap=16),
        )

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them, in the order of the form."""
        return {
            "vin": self.vin,
            **(self.model.fields if not self._known else {}),
            "plate": self.plate,
            "first_registered_on": self.first,
            **self.owner.fields,
            "on": self.on,
            "offered": self.offered,
            "agreed": self.agreed,
            "odometer_km": self.odometer,
            "odometer": self.odometer,
            "keys": self.keys,
            "key_cards": self.key_cards,
            "location": self.location,
            "note": self.note,
            "documents": self.documents,
        }

    def _lines(self) -> dict[str, LineField]:
        return {
            "plate": self.plate,
            "first_registered_on": self.first,
            "on": self.on,
            "offered": self.offered,
            "agreed": self.agreed,
            "odometer": self.odometer,
            "keys": self.keys,
            "key_cards": self.key_cards,
            "location": self.location,
        }

    @override
    def show_key(self, key: str) -> None:
        self._draft.leave()
        self._restore({"on": today_written()})
        self.vin.set_text(key) if key else self.vin.clear()
        self._draft.begin(key)

    @override
    def first_focus(self) -> QWidget:
        return self.owner if self.vin.text else self.vin

    @override
    def may_leave(self) -> bool:
        self._draft.leave()
        return True

    @Slot(object)
    def _read_vin(self, facts: VinFacts | None) -> None:
        self.model.know(facts)
        self.about.say("")
        self._page = None
        if facts is None:
            self._show_strange(strange=False)
            return
        seat, vin = self._desk.seat, facts.vin
        self._desk.look(lambda: _known(seat, vin), lambda page: self._told(vin, page))

    def _told(self, vin: str, page: TradePage | None) -> None:
        """Show what the books know of the car, or ask what it is."""
        if vin != self.vin.vin:
            return
        self._show_strange(strange=page is None)
        self._page = page
        if page is None:
            self.about.say(N_("Not in the books yet: it is added with the trade-in."))
            return
        voice = speech().voice
        self._say_car()
        if page.owner_number and page.owner and not self.owner.text:
            self.owner.choose(page.owner_number, page.owner)
        if page.appraisal and not self.offered.text:
            self.offered.set_text(voice.formats.amount(page.appraisal.amounts.offer))
        if page.figures.odometer_km is not None:
            last = voice.formats.kilometres(page.figures.odometer_km)
            self.odometer.hint(Words(N_("last read: %(distance)s"), distance=last))

    @Slot()
    def _say_car(self) -> None:
        """Say which car of the books it is, in the language of now."""
        if page := self._page:
            stage = speech().voice(page.figures.stage.says) if page.figures.stage else ""
            self.about.say(Plain(strung(page.name, page.figures.plate, page.description["colour"], stage)))

    def _show_strange(self, *, strange: bool) -> None:
        self._known = not strange
        self._strange.setVisible(strange)

    @Slot()
    def submit(self) -> None:
        """Take the car in."""
        verb: Any = take_in_from_new_owner if self.owner.new_person() else take_in_trade
        self._submission.submit(verb, self._read, TAKEN_IN)

    def _read(self) -> TakeInTrade | TakeInFromNew:
        self.vin.look()
        looked(self.on, self.first, self.offered, self.agreed, self.odometer, self.keys, self.key_cards)
        first, on = self.first.value, self.on.value
        asked = TakeInTrade(
            self.vin.vin,
            on if isinstance(on, date) else date.min,
            distance(self.odometer),
            whole(self.keys),
            whole(self.key_cards),
            amount(self.offered),
            amount(self.agreed),
            self.location.text,
            self.owner.number,
            self.note.text,
            self.documents.digests,
        )
        if not self._known:
            asked = replace(
                asked,
                description=self._described(),
                plate=self.plate.text or None,
                first_registered_on=first if isinstance(first, date) else None,
            )
        new = self.owner.new_person()
        return TakeInFromNew(asked, new) if new else asked

    def _described(self) -> Description:
        energy = next((each for each in Energy if each.value == self.model.energy.value), None)
        chemistry = next((each for each in Chemistry if each.value == self.model.chemistry.value), None)
        return replace(self.model.read(), energy=energy, chemistry=chemistry)

    @Slot(object)
    def _saved(self, done: Done[Any]) -> None:
        self._draft.end()
        self._desk.go("second_hand", done.made.vin)

    def _kept(self) -> dict[str, Any]:
        return {
            **{name: field.text for name, field in self._lines().items()},
            "vin": self.vin.text,
            "model": self.model.kept(),
            "owner": self.owner.kept(),
            "note": self.note.text,
        }

    def _restore(self, kept: dict[str, Any]) -> None:
        for name, field in self._lines().items():
            field.set_text(kept.get(name) or "")
        self.owner.restore(kept.get("owner") or {})
        self.model.restore(kept.get("model") or {})
        self.note.set_text(kept.get("note") or "")
        self.vin.set_text(kept.get("vin") or "")
        self.documents.documents = ()
        Faults(lambda: self.fields).clear()
        self.bar.summary.say("")

    @Slot()
    def _fit(self) -> None:
        self._form.setMaximumWidth(theme.u(WIDEST))


def _card(*parts: Any) -> Card:
    """A card with the fields that belong together."""
    return Card(column(*parts, gap=8, margins=(16, 12, 16, 8)))
