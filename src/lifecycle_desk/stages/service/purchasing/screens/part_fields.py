"""A part of a purchase order in its form: its number, the supplier's, how many at what price."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import Field, Label, LineField, ReadField, column, row, wrap
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_money, read_number
from lifecycle_desk.stages.service.purchasing.rules.purchases import (
    LONGEST_WORDS,
    MOST_QUANTITY,
    PLACES,
    check_quantity,
)
from lifecycle_desk.stages.service.purchasing.usecases.prices import PartOffer
from lifecycle_desk.stages.service.purchasing.usecases.requests import PartOrdered, WaitsFor
from lifecycle_desk.stages.service.purchasing.usecases.showing import PartToOrder

CODE, THEIRS = N_("Part number"), N_("Supplier’s part number")
TEXT, QUANTITY, PRICE = C_("order line", "Description"), C_("order line", "Quantity"), C_("order line", "Price")
NOW, AT_LEAST = N_("Now %(other)s"), N_("At least %(minimum)s")
FOR_SHELF, FOR_ORDERS = N_("For stock"), N_("For %(orders)s")
NAMES = ("code", "supplier_code", "text", "quantity", "price")


def quantity_field(label: UiText, *, required: bool = False) -> ReadField:
    """A quantity in thousandths."""

    def read(text: str) -> tuple[object, str]:
        value = read_number(text, translator().current, PLACES).value
        check_quantity(value)
        return value, ""

    return ReadField(label, read, required=required)


class PartFields(QWidget):
    """The fields of one part; without a number it is no line of the order."""

    edited = Signal()
    named = Signal()

    def __init__(self, currency: Callable[[], str]) -> None:
        super().__init__()
        self._waiting: tuple[WaitsFor, ...] = ()
        self._filled = "", ""
        self.code = LineField(CODE, mono=True, longest=LONGEST_WORDS)
        self.supplier_code = LineField(THEIRS, mono=True, longest=LONGEST_WORDS)
        self.text = LineField(TEXT, longest=LONGEST_WORDS)
        self.quantity = quantity_field(QUANTITY)

        def read(text: str) -> tuple[object, str]:
            money, echo = read_money(text, translator().current, currency())
            return money.minor, echo

        self.price = ReadField(PRICE, read)
        self.waits = Label("", "small", "ink3")
        # In the shares of what stands above: the numbers below the supplier, the figures below the day.
        numbers = wrap(row((self.code, 1), (self.supplier_code, 1), gap=16))
        figures = wrap(row((self.quantity, 1), (self.price, 1), gap=16))
        fields = row((numbers, 6), (self.text, 5), (figures, 5), gap=16)
        self.setLayout(column(fields, self.waits, gap=0))
        self.code.edited.connect(self.edited)
        self.code.line.editingFinished.connect(self.named)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        return {name: getattr(self, name) for name in NAMES}

    @property
    def is_empty(self) -> bool:
        """Whether no part is named."""
        return not self.code.text

    def show_part(self, part: PartToOrder) -> None:
        """Fill in what is wanted of a part, and say by whom."""
        self._waiting = part.waiting
        self.code.set_text(part.code)
        self.text.set_text(part.text)
        self.quantity.set_text(translator().current.formats.number(part.quantity))
        self._say()

    def offer(self, offered: PartOffer | None, currency: str) -> None:
        """Fill in what the supplier calls it and charges, where nobody wrote otherwise; say what else their list says.

        What was filled in for another supplier goes again.
        """
        for field, text in ((self.supplier_code, self._filled[0]), (self.price, self._filled[1])):
            if text and field.text == text:
                field.set_text("")
        formats, of = translator().current.formats, offered or PartOffer()
        price = "" if of.price is None else formats.amount(Money(of.price, currency))
        self._filled = of.supplier_code, price
        for field, text in ((self.supplier_code, of.supplier_code), (self.price, price), (self.text, of.text)):
            if text and not field.text:
                field.set_text(text)
        self.code.hint(Message(NOW, other=of.superseded_by) if of.superseded_by else "")
        self.quantity.hint(Message(AT_LEAST, minimum=of.minimum) if of.minimum else "")

    def _say(self) -> None:
        orders = tuple(dict.fromkeys(each.order for each in self._waiting if each.order))
        self.waits.set_message(Message(FOR_ORDERS, orders=orders) if orders else FOR_SHELF)

    def read(self) -> PartOrdered:
        """What is ordered; whoever wants it has it as far as the quantity goes."""
        for field in (self.quantity, self.price):
            field.validate()
        quantity = cast("Decimal", self.quantity.value or Decimal(1))
        return PartOrdered(
            code=self.code.text,
            supplier_code=self.supplier_code.text,
            text=self.text.text,
            quantity=quantity,
            price=cast("int | None", self.price.value),
            waiting=_as_far_as(self._waiting, min(quantity, Decimal(MOST_QUANTITY))),
        )

    def draft(self) -> dict[str, Any]:
        """What a draft stores of it."""
        waiting = [[str(each.quantity), each.order, each.line, each.want] for each in self._waiting]
        return {name: getattr(self, name).text for name in NAMES} | {"waiting": waiting}

    def restore(self, draft: dict[str, Any]) -> None:
        """Fill in what a draft stored."""
        for name in NAMES:
            getattr(self, name).set_text(draft.get(name, ""))
        self._waiting = tuple(
            WaitsFor(quantity=Decimal(quantity), order=order, line=line, want=want)
            for quantity, order, line, want in draft.get("waiting", ())
        )
        self._say()


def _as_far_as(waiting: tuple[WaitsFor, ...], quantity: Decimal) -> tuple[WaitsFor, ...]:
    """Those who wait, the first first, as far as a quantity goes."""
    left, found = quantity, list[WaitsFor]()
    for each in waiting:
        given = min(left, each.quantity)
        if given > 0:
            found.append(WaitsFor(quantity=given, order=each.order, line=each.line, want=each.want))
        left -= given
    return tuple(found)
