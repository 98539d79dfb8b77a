"""A line of a purchase order as its parts arrive: how many, to which place, with batch and serial numbers."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import Lasting
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Chip, Field, Label, LineField, ReadField, column, row, wrap
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.purchasing.rules.purchases import LONGEST_WORDS, PurchaseLine
from lifecycle_desk.stages.service.purchasing.screens.looks import DAYS_LATE, STATES
from lifecycle_desk.stages.service.purchasing.screens.part_fields import FOR_ORDERS, FOR_SHELF, quantity_field
from lifecycle_desk.stages.service.purchasing.usecases.requests import PartReceived
from lifecycle_desk.stages.service.purchasing.usecases.showing import PurchasePage
from lifecycle_desk.stages.service.shelf.screens.serials import SerialsField
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.fields import minor_field

if TYPE_CHECKING:
    from decimal import Decimal

CAME, OUTSTANDING = N_("Quantity arrived"), N_("%(open)s of %(all)s outstanding")
COST = N_("Cost of one (%(currency)s)")
NEEDS_SERIALS = N_("Kept by serial number: one for each piece.")


class LineArriving(QWidget):
    """A line of the order with fields for what has come; without a quantity none of it has."""

    def __init__(self, page: PurchasePage, line: PurchaseLine) -> None:
        super().__init__()
        self._number, self.line = page.of.number, line
        self.came = quantity_field(CAME)
        self.place = LineField(C_("stock", "Storage place"), text=page.places.get(line.id, ""), longest=LONGEST_WORDS)
        self.batch = LineField(C_("stock", "Batch"), mono=True, longest=LONGEST_WORDS)
        self.serials, self.cost = SerialsField(), _cost_field(page)
        self.place.line.setProperty("takes_codes", True)
        self.batch.line.setProperty("takes_codes", True)
        if line.outstanding:
            self.came.set_text(translator().current.formats.number(line.outstanding))
        if line.id in page.by_serial:
            self.serials.hint(NEEDS_SERIALS)
        more = (self.cost,) if self.cost else ()
        where = wrap(row((self.place, 2), (self.batch, 2), (self.serials, 4), *((each, 2) for each in more), gap=16))
        self.setLayout(column(row((_named(page, line), 3), (self.came, 1), gap=16), where, gap=6))
        self.came.setVisible(bool(line.outstanding))  # not before it stands here, or it would be a window
        where.setVisible(bool(line.outstanding))

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        own: dict[str, Field] = {"quantity": self.came, "place": self.place, "batch": self.batch}
        return own | {"serials": self.serials} | ({"unit_cost": self.cost} if self.cost else {})

    def typed(self) -> dict[str, Any]:
        """The texts in its fields."""
        return {name: field.draft_value() for name, field in self.fields.items()}

    def write(self, texts: Mapping[str, Any]) -> None:
        """Put texts back into its fields."""
        for name, field in self.fields.items():
            field.restore(texts.get(name))

    def read(self) -> PartReceived | None:
        """What has come; None for nothing."""
        for field in (self.came, self.cost):
            if field:
                field.validate()
        quantity = cast("Decimal | None", self.came.value)
        if not quantity or not self.came.text:
            return None
        return PartReceived(
            order=self._number,
            line=self.line.id,
            quantity=quantity,
            place=self.place.text,
            batch=self.batch.text,
            serials=self.serials.value,
            unit_cost=cast("int | None", self.cost.value) if self.cost else None,
        )


def _cost_field(page: PurchasePage) -> ReadField | None:
    """What one costs in the dealer's currency, asked of an order in another one."""
    if page.of.currency == page.own:
        return None
    return minor_field(Message(COST, currency=page.own), page.own)


def _named(page: PurchasePage, line: PurchaseLine) -> QWidget:
    """Which part it is, where it stands and who waits for it."""
    say, currency = translator().current, page.of.currency
    text = page.text_in(say.code, line)
    late = (page.today - line.promised).days if line.promised and line.is_late(page.today) else 0
    look = states.OVERDUE if late else STATES[line.state]
    words = Message(DAYS_LATE, n=Lasting(late)) if late else line.state.label
    price = say.formats.money(Money(line.price, currency)) if line.price is not None else ""
    day = say.formats.day(line.promised, "medium") if line.promised else ""
    told = join(say(OUTSTANDING, open=line.outstanding, all=line.quantity), price, day, line.tracking)
    waiting = page.waiting_for(line)
    return wrap(
        column(
            row(Label(PlainText(line.code), "mono"), Label(PlainText(text), "medium"), Chip(words, *look), None),
            Label(PlainText(told), "small", "ink2"),
            Label(Message(FOR_ORDERS, orders=waiting) if waiting else FOR_SHELF, "small", "ink3"),
            gap=2,
        )
    )
