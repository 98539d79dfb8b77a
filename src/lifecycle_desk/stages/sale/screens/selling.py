"""The contract of sale as it is told: who buys and for how much, with what it comes to while one types."""

from fractions import Fraction

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.terms import TwoNames
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import ChoiceField, Fact, Field, LineField, column, facts_strip, row
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.market import Market, PriceCustom, Tax
from lifecycle_desk.stages.sale.screens.entries import day_of
from lifecycle_desk.stages.sale.screens.fields import NOTE, ON, amount, chosen, money_field
from lifecycle_desk.stages.sale.usecases.selling import SellVehicle, sell_vehicle
from lifecycle_desk.stages.sale.usecases.together import SellToNew, sell_to_new_buyer
from lifecycle_desk.vehicle.rules.contract import Amounts, amounts
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.event_text import NOTHING
from lifecycle_desk.vehicle.screens.fields import day_field, looked
from lifecycle_desk.vehicle.screens.picker import PersonPicker

CUSTOMS: dict[PriceCustom, str] = {
    PriceCustom.INCLUSIVE: N_("Tax is in the price"),
    PriceCustom.ON_TOP: N_("Tax comes on top"),
}

NO_TAX = N_("No tax is named: margin scheme")


class SaleForm(QWidget):
    """The fields of a contract, and under them what it comes to."""

    def __init__(self, app: AppContext, vin: str, market: Market, *, used: bool = False) -> None:
        super().__init__()
        self._vin, self._market = vin, market
        customs = [("", NO_TAX), *CUSTOMS.items()] if used else list(CUSTOMS.items())
        self.buyer = PersonPicker(app, C_("sale", "Buyer"))
        self.price = money_field(C_("sale", "Price"), market.currency, required=True)
        self.custom = ChoiceField(N_("Tax"), customs, value="" if used else market.prices.vehicles)
        self.discount = money_field(N_("Discount"), market.currency)
        self.deposit = money_field(N_("Deposit"), market.currency)
        self.on = day_field(ON, today=True, required=True)
        self.contract = LineField(N_("Contract number"), hint=N_("Empty: the next of ours"), longest=40)
        self.seller, self.note = LineField(N_("Seller")), LineField(NOTE)
        self.seller.line.setText(app.user.staff or "")
        names = (N_("Net"), N_("Tax"), C_("sale", "Total"), N_("To pay on handover"))
        self.sums = [Fact(name, PlainText(NOTHING)) for name in names]
        self.setLayout(
            column(
                self.buyer,
                row((self.price, 1), (self.custom, 1), (self.discount, 1), (self.deposit, 1), gap=16),
                row((self.on, 1), (self.contract, 1), (self.seller, 1), (self.note, 1), gap=16),
                4,
                facts_strip(self.sums),
                gap=4,
            )
        )
        for field in (self.price, self.discount, self.deposit, self.on):
            field.read.connect(self._reckon)
        self.custom.chosen.connect(self._reckon)
        translator().changed.connect(self._reckon)
        self._reckon()

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        return {
            **self.buyer.fields,
            "buyer": self.buyer.name,
            "price": self.price,
            "custom": self.custom,
            "discount": self.discount,
            "deposit": self.deposit,
            "on": self.on,
            "contract": self.contract,
            "seller": self.seller,
            "note": self.note,
            "vin": self.price,
        }

    @property
    def _tax(self) -> Tax | None:
        named = self._custom is not None
        return next(iter(self._market.tax_on(day_of(self.on))), None) if named else None

    @property
    def _custom(self) -> PriceCustom | None:
        return chosen(PriceCustom, self.custom) if self.custom.value else None

    @property
    def _inclusive(self) -> bool:
        return self._custom is PriceCustom.INCLUSIVE

    def _amounts(self) -> Amounts | None:
        price, tax = amount(self.price), self._tax
        if price is None:
            return None
        share = tax.share if tax else Fraction(0)
        try:
            return amounts(price, amount(self.discount), amount(self.deposit), share, inclusive=self._inclusive)
        except Objection:  # it is said beside its field when the contract is saved
            return None

    @Slot()
    def _reckon(self) -> None:
        """Say what the contract comes to."""
        made, tax, language = self._amounts(), self._tax, translator().current
        named: UiText = ""
        if tax:
            name = TwoNames(tax.name, tax.local_name)
            named = Message(N_("%(percent)s %% %(name)s"), percent=tax.percent, name=name)
        values: tuple[Money | None, ...] = (made.net, made.tax, made.total, made.balance) if made else (None,) * 4
        notes: tuple[UiText, ...] = ("", named, "", "")
        for fact, value, note in zip(self.sums, values, notes, strict=True):
            fact.show_fact(PlainText(language.formats.money(value)) if value else PlainText(NOTHING), note)

    def read(self) -> SellVehicle | SellToNew:
        """The contract as it stands here."""
        looked(self.price, self.discount, self.deposit, self.on)
        new = self.buyer.new_person()
        if self.buyer.number is None and new is None:
            self.buyer.name.fault(N_("Please fill this in."))
        told = SellVehicle(
            self._vin,
            day_of(self.on),
            self.buyer.number or 0,
            amount(self.price) or Money(0, self._market.currency),
            amount(self.discount),
            amount(self.deposit),
            self._custom,
            self.contract.text or None,
            self.seller.text,
            self.note.text,
        )
        return SellToNew(told, new) if new else told


def selling(app: AppContext, vin: str, market: Market, *, used: bool = False) -> Entry:
    """A contract with a buyer, known or new; of a used car it need not name a tax."""
    form = SaleForm(app, vin, market, used=used)
    return Entry(
        C_("sale", "Sell the vehicle"),
        form.fields,
        (((form, 1),),),
        lambda: sell_to_new_buyer if form.buyer.new_person() else sell_vehicle,
        form.read,
        N_("The sale is written down."),
    )
