"""Who pays: the totals of an order by pay type, with the tax, as long as it is written and afterwards."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QRect, QSize, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import percent
from lifecycle_desk.base.terms import TwoNames
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.paint import Brush, Strip
from lifecycle_desk.desktop.look.parts import Card, Divider, Label, Painted, SectionTitle, column, row
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, Glyph
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.orders.rules.orders import PayType, TaxCustom
from lifecycle_desk.stages.service.orders.rules.totals import Share, Totals
from lifecycle_desk.stages.service.orders.screens.looks import PAYER

if TYPE_CHECKING:
    from lifecycle_desk.desktop.look import tokens as t

WHO_PAYS, CUSTOMER_PAYS = N_("Who pays"), N_("Customer pays")
TAX_ON_TOP, TAX_WITHIN = N_("%(tax)s %(percent)s"), N_("%(tax)s %(percent)s, included")
SEVERAL_RATES = N_("%(tax)s at several rates")
NOTHING_YET = N_("Each line shows who pays.")


class SharesBar(Painted):
    """The shares beside one another, in the tones of those who pay."""

    def __init__(self) -> None:
        super().__init__()
        self._shares: tuple[tuple[t.Tone, int], ...] = ()
        self.setSizePolicy(EXPANDING, FIXED)

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show other shares."""
        self._shares = tuple((PAYER[each.pays].tone, each.lines.minor) for each in shares)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(100, theme.u(8))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        whole = sum(minor for _, minor in self._shares)
        if not whole:
            b.fill(b.snap(rect), b.c.line, 3)
            return
        strip, gap = Strip(rect), 2
        for place, (tone, minor) in enumerate(self._shares):
            last = place == len(self._shares) - 1
            width = strip.room if last else max(4, round((rect.width() - gap) * minor / whole) - gap)
            b.fill(b.snap(strip.lead(width, gap)), b.c.mark(tone), 1)


class WhoPays(Card):
    """The card with the totals."""

    def __init__(self) -> None:
        super().__init__()
        self._bar, self._lines = SharesBar(), dict[PayType, tuple[QWidget, Label]]()
        self._of: Totals | None = None
        rows = column(gap=4)
        for pays in PayType:
            look = PAYER[pays]
            amount, holder = Label("", "medium", align="end", fixed=True), QWidget()
            ink: t.Ink = "ink2" if look.tone == "neutral" else look.tone
            holder.setLayout(row(Glyph(look.icon, ink), (Label(pays.label), 1), amount, gap=10))
            holder.hide()
            self._lines[pays] = (holder, amount)
            rows.addWidget(holder)
        self._nothing = Label(NOTHING_YET, "small", "ink3", wrap=True)
        self._tax_name, self._tax = Label("", "small", "ink2"), Label("", "small", "ink2", align="end", fixed=True)
        self._customer = Label("", "strong", align="end", fixed=True)
        foot = row((Label(CUSTOMER_PAYS, "strong"), 1), self._customer)
        tax = row((self._tax_name, 1), self._tax)
        body = (SectionTitle(WHO_PAYS), self._bar, 2, self._nothing, rows, Divider(), tax, foot)
        self.setLayout(column(*body, gap=8, margins=(16, 14, 16, 14)))
        translator().changed.connect(self._again)

    @property
    def totals(self) -> Totals | None:
        """The totals that are shown."""
        return self._of

    def show_totals(self, totals: Totals) -> None:
        """Show what an order comes to."""
        self._of = totals
        self._again()

    @Slot()
    def _again(self) -> None:
        if self._of is None:
            return
        formats, totals = translator().current.formats, self._of
        on_top = bool(totals.tax and not totals.tax.inclusive)
        for pays, (holder, amount) in self._lines.items():
            share = totals.of(pays)
            holder.setVisible(bool(share.lines.minor))
            amount.set_message(PlainText(formats.amount(share.net if on_top else share.lines)))
        self._nothing.setVisible(not totals.shares)
        self._bar.show_shares(totals.shares)
        self._customer.set_message(PlainText(formats.money(totals.customer)))
        self._say_tax(totals.tax, totals.of(PayType.CUSTOMER).tax)

    def _say_tax(self, tax: TaxCustom | None, amount: Money) -> None:
        for part in (self._tax_name, self._tax):
            part.setVisible(tax is not None)
        if tax:
            words, name = TAX_WITHIN if tax.inclusive else TAX_ON_TOP, TwoNames(tax.name, tax.local_name)
            several = self._of is not None and self._of.has_several_rates
            self._tax_name.set_message(
                Message(SEVERAL_RATES, tax=name) if several else Message(words, tax=name, percent=percent(tax.percent))
            )
            self._tax.set_message(PlainText(translator().current.formats.amount(amount)))
