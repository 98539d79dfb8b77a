"""The contract of sale as it is told: who buys and for how much, with what it comes to while one types."""

from fractions import Fraction
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.quantities import percent
from lifecycle_desk.base.terms import TwoNames
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import ChoiceField, Fact, column, facts_strip
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.market import Market, PriceCustom
from lifecycle_desk.market.taxes import Tax, Taxed, margin_tax
from lifecycle_desk.stages.sale.contract.usecases.selling import SOLD, SellVehicle, sell_vehicle
from lifecycle_desk.stages.sale.stock.screens.fields import today
from lifecycle_desk.vehicle.rules.contract import Amounts, amounts
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.event_text import NOTHING
from lifecycle_desk.vehicle.screens.step_form import Around, Part, StepForm

CUSTOMS: dict[PriceCustom, str] = {
    PriceCustom.INCLUSIVE: N_("Tax included"),
    PriceCustom.ON_TOP: N_("Plus tax"),
}

MARGIN_SCHEME, NO_TAX, MARGIN_TAX = N_("No tax shown: margin scheme"), N_("No tax shown"), N_("Tax in the margin")


class _Custom(ChoiceField):
    """How the price holds the tax; of a used car it may be that none is named, as is usual under a margin scheme."""

    def __init__(self, market: Market, *, used: bool) -> None:
        none = [("", MARGIN_SCHEME if market.margin_schemes else NO_TAX)] if used else []
        super().__init__(N_("Tax"), [*none, *CUSTOMS.items()])
        self._usual = "" if used and market.margin_schemes else market.prices.vehicles

    @property
    @override
    def value(self) -> PriceCustom | None:
        code = super().value
        return PriceCustom(code) if isinstance(code, str) and code else None

    @override
    def restore(self, saved: object) -> None:
        self.set_value(self._usual if saved is None else saved)


class SaleForm(QWidget):
    """The fields of a contract, and under them what it comes to."""

    def __init__(
        self, app: AppContext, vin: str, market: Market, *, used: bool = False, paid: Money | None = None
    ) -> None:
        super().__init__()
        self._market, self._used, self._paid = market, used, paid
        parts: dict[str, Part] = {"custom": _Custom(market, used=used)}
        begins = SellVehicle(vin, today(), 0, Money(0, market.currency), seller=app.user.staff or "")
        self.form = StepForm(SOLD, Around(app, currency=market.currency), begins, parts=parts)
        names = (
            N_("Net"),
            N_("Tax"),
            C_("sale", "Total"),
            N_("Due on handover"),
            *([MARGIN_TAX] if used and market.margin_schemes else []),
        )
        self.sums = [Fact(name, PlainText(NOTHING)) for name in names]
        self.setLayout(column(*self.form.rows(), 4, facts_strip(self.sums), gap=t.FIELD_GAP))
        for name in ("price", "discount", "deposit", "fees", "on"):
            self.form[name].read.connect(self._reckon)
        self.form["custom"].chosen.connect(self._reckon)
        translator().changed.connect(self._reckon)
        self._reckon()

    def _tax(self, asked: SellVehicle) -> Tax | None:
        return next(iter(self._market.tax_on(asked.on, Taxed.VEHICLES)), None) if asked.custom else None

    def _amounts(self, asked: SellVehicle, tax: Tax | None) -> Amounts | None:
        share = tax.share if tax else Fraction(0)
        inclusive = asked.custom is PriceCustom.INCLUSIVE
        try:
            return amounts(asked.price, asked.discount, asked.deposit, share, inclusive=inclusive, fees=asked.fees)
        except Objection:  # it is said beside its field when the contract is saved
            return None

    def _margin_tax(self, asked: SellVehicle, sold: Money) -> Money | None:
        """The tax within the margin, which the dealer owes and no paper shows; None while it is not known."""
        tax = next(iter(self._market.tax_on(asked.on, Taxed.VEHICLES)), None)
        alike = self._paid is not None and self._paid.currency == sold.currency
        return margin_tax(self._paid, sold, tax) if tax and self._paid and alike else None

    @Slot()
    def _reckon(self) -> None:
        """Say what the contract comes to."""
        asked, language = self.form.stands(), translator().current
        tax = self._tax(asked)
        made = self._amounts(asked, tax)
        named: UiText = ""
        if tax:
            name = TwoNames(tax.name, tax.local_name)
            named = Message(N_("%(percent)s %(name)s"), percent=percent(tax.percent), name=name)
        scheme = self._market.margin_scheme_on(asked.on) if self._used and not asked.custom else None
        if scheme:
            named = PlainText(scheme.words_in(self._market.languages[0]))
        values: tuple[Money | None, ...] = (made.net, made.tax, made.total, made.balance) if made else (None,) * 4
        values = (*values, self._margin_tax(asked, made.agreed) if made and scheme else None)
        notes: tuple[UiText, ...] = ("", named, "", "", "")
        for fact, value, note in zip(self.sums, values, notes, strict=False):
            fact.show_fact(PlainText(language.formats.money(value)) if value else PlainText(NOTHING), note)


def selling(app: AppContext, vin: str, market: Market, *, used: bool = False, paid: Money | None = None) -> Entry:
    """A contract with a buyer, known or new; of a used car it need not name a tax, and `paid` is what it cost."""
    form = SaleForm(app, vin, market, used=used, paid=paid)
    return Entry(
        SOLD.heading,
        form.form.fields,
        (((form, 1),),),
        lambda: sell_vehicle,
        form.form.read,
        SOLD.done,
        documents=form.form["documents"],
    )
