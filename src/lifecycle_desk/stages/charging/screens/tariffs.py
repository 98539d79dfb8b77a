"""Tariffs: what a kWh costs where, from which day on; a simple one by form, any other by the command line."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Field,
    Label,
    LineField,
    Rail,
    ReadField,
    SectionTitle,
    column,
    row,
)
from lifecycle_desk.desktop.look.rows import RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.language.reading import read_number, read_time
from lifecycle_desk.market.market import Market, market
from lifecycle_desk.stages.charging.rules.tariffs import HOME, Element, Tariff
from lifecycle_desk.stages.charging.usecases.tariffs import DropTariff, KeepTariff, drop_tariff, keep_tariff, tariffs
from lifecycle_desk.vehicle.screens.fields import day_field, looked
from lifecycle_desk.vehicle.screens.tab import Tab
from lifecycle_desk.vehicle.screens.telling import strung

if TYPE_CHECKING:
    from datetime import date

FORM = 320
AT_HOME = C_("charging", "At home")
PER_KWH = N_("%(price)s per kWh")


class TariffsTab(Tab):
    """A list of tariffs, and beside it the form of a new one."""

    tables = frozenset({"charging_tariff"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: list[tuple[int, Tariff]] = []
        self._market: Market | None = None
        self.list = RowList(C_("charging", "Tariffs"), TwoLineDelegate())
        self.drop = Button(N_("Drop this tariff"), icon="trash")
        self.place = LineField(C_("charging", "Place"), hint=N_("Empty: charging at home."), longest=200)
        self.price, self.fee = _price_field(N_("Price of a kWh"), required=True), _price_field(N_("Fee of a session"))
        self.cheaper = _price_field(N_("Cheaper price of a kWh"))
        self.begins, self.ends = _time_field(N_("Cheaper from")), _time_field(N_("Cheaper until"))
        self.since = day_field(N_("In force from"), today=True, required=True)
        self.save = Button(N_("Keep the tariff"), "primary", keys="Ctrl+Return")
        self._submission = Submission(desk, Faults(lambda: self.fields), self)
        self._lay_out()
        self.save.clicked.connect(self._save)
        self.drop.clicked.connect(self._drop)
        self._submission.saved.connect(lambda _: self._begin())
        self.list.selectionModel().currentChanged.connect(self._stand_on)
        speech().changed.connect(self._say)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        prices = [self.price] if self.cheaper.value is None else [self.cheaper, self.price]
        return {
            "place": self.place,
            "elements": self.price,
            "session_fee": self.fee,
            **{f"elements[{at}].kwh": field for at, field in enumerate(prices)},
            "elements[0].from": self.begins,
            "elements[0].until": self.ends,
            "valid_from": self.since,
        }

    def _lay_out(self) -> None:
        head = row(SectionTitle(C_("charging", "Tariffs")), None, self.drop, margins=(16, 10, 12, 6))
        listed = Card(column(head, (self.list, 1), gap=0, margins=(1, 0, 1, 1)))
        about = Label(
            N_(
                "Sessions that name no price get theirs from here, and say so. "
                "Weekdays, seasons and prices by the minute come by the command line."
            ),
            "small",
            "ink3",
            wrap=True,
        )
        items = (
            SectionTitle(N_("New tariff")),
            self.place,
            row((self.price, 1), (self.fee, 1), gap=12),
            self.cheaper,
            row((self.begins, 1), (self.ends, 1), gap=12),
            self.since,
            about,
            row(None, self.save),
        )
        form = Card(column(*items, gap=6, margins=(16, 12, 16, 14)))
        self.setLayout(row((listed, 1), Rail(form, width=FORM), gap=t.COLUMN_GAP, margins=(24, 0, 24, 16)))

    @override
    def first_focus(self) -> QWidget | None:
        return self.place.control

    @override
    def look(self) -> None:
        self.desk.look(lambda: _looked_up(self.desk.seat), self._came)

    def _came(self, found: tuple[list[tuple[int, Tariff]], Market]) -> None:
        self._found, self._market = found
        self._say()
        self._stand_on()

    @Slot()
    def _say(self) -> None:
        voice = speech().voice
        self.list.show_rows(
            [
                TwoLineRow(
                    title=voice(AT_HOME) if tariff.place == HOME else tariff.place,
                    detail=strung(*(_priced(element, tariff.currency) for element in tariff.elements)),
                    end=voice(N_("from %(on)s"), on=tariff.valid_from),
                    key=number,
                )
                for number, tariff in self._found
            ]
        )

    @Slot()
    def _stand_on(self) -> None:
        self.drop.setEnabled(self.list.current() is not None)

    @Slot()
    def _save(self) -> None:
        self._submission.submit(keep_tariff, self._read, N_("The tariff is kept."))

    @Slot()
    def _drop(self) -> None:
        if shown := self.list.current():
            self._submission.submit(drop_tariff, lambda: DropTariff(shown.key), N_("The tariff is dropped."))

    def _read(self) -> KeepTariff:
        looked(self.price, self.fee, self.cheaper, self.begins, self.ends, self.since)
        elements: list[dict[str, Any]] = [{"kwh": self._minor(self.price)}]
        if self.cheaper.value is not None:
            for each in (self.begins, self.ends):
                if each.value is None and not each.is_faulty:
                    each.fault(N_("Please fill this in."))
            window = {"from": str(self.begins.value), "until": str(self.ends.value)}
            elements.insert(0, {"kwh": self._minor(self.cheaper), **window})
        since = cast("date | None", self.since.value)
        pack = self._market
        return KeepTariff(
            {
                "place": self.place.text or HOME,
                "currency": pack.currency if pack else "",
                "zone": pack.time_zone if pack else "",
                "valid_from": since.isoformat() if since else "",
                "session_fee": int(Decimal(self._minor(self.fee))),
                "elements": elements,
            }
        )

    def _minor(self, field: ReadField) -> str:
        """A price in minor units, exact."""
        digits = currency_digits(self._market.currency) if self._market else 0
        return f"{cast('Decimal', field.value or Decimal(0)).scaleb(digits):f}"

    def _begin(self) -> None:
        for field in (self.place, self.price, self.fee, self.cheaper, self.begins, self.ends):
            field.line.setText("")  # unlike clear(), it leaves nothing that Ctrl+Z would bring back
            field.clear()


def _looked_up(seat: Seat) -> tuple[list[tuple[int, Tariff]], Market]:
    return tariffs(seat), market(dealer(seat.store).market)


def _price_field(label: str, *, required: bool = False) -> ReadField:
    def read(text: str) -> tuple[object, str]:
        value, _ = read_number(text, speech().voice)
        return value, ""

    return ReadField(label, read, required=required)


def _time_field(label: str) -> ReadField:
    def read(text: str) -> tuple[object, str]:
        at, echo = read_time(text, speech().voice)
        return f"{at:%H:%M}", echo

    return ReadField(label, read, hint=N_("such as 22:00"))


def _priced(element: Element, currency: str) -> str:
    """A price as the list says it."""
    voice = speech().voice
    if element.kwh is None:
        return ""
    exact = Decimal(element.kwh.numerator) / Decimal(element.kwh.denominator)
    price = voice.formats.number(exact.scaleb(-currency_digits(currency)).normalize() + 0)
    said = voice(PER_KWH, price=f"{price} {currency}")
    if element.window is None:
        return said
    first, until = (f"{minute // 60:02}:{minute % 60:02}" for minute in (element.window.first, element.window.until))
    return f"{said} ({first}–{until})"
