"""The purchase order as the supplier gets it, in the supplier's language."""

from dataclasses import dataclass
from decimal import Decimal

from lifecycle_desk.base.isolates import ltr
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.paper import Code, Column, Content, Facts, Paper, Section, Table, Totals
from lifecycle_desk.stages.service.purchasing.rules.purchases import NOTHING, PurchaseLine, amount_of
from lifecycle_desk.stages.service.purchasing.usecases.showing import PurchasePage, purchase_page

TITLE, SUPPLIER = N_("Purchase order"), C_("parts", "Supplier")


@dataclass(frozen=True, slots=True)
class OfPurchase:
    """The purchase order that a paper is about, by its number."""

    purchase: str


def purchase_order(user: UserSession, asked: OfPurchase, language: Language) -> Paper:
    """A purchase order for the supplier: what is ordered under which numbers, at which price, by when."""
    page = purchase_page(user, asked.purchase)
    of = page.of
    lines = [each for each in of.lines if each.quantity > each.cancelled]
    amounts = [each for line in lines for each in (line.price or 0, amount_of(line.price, _ordered(line)))]
    language = language.for_amounts(Money(each, of.currency) for each in (of.amount, *amounts))
    return Paper(
        title=language(TITLE),
        language=language,
        letterhead=letterhead(user, language),
        number=ltr(of.number),
        date=of.ordered_on,
        size=sheet_size(user),
        blocks=[
            Facts(_facts(page, language)),
            Section(language(C_("purchase", "Parts")), _table(page, lines, language)),
            Totals([(language(C_("order", "Amount")), Money(of.amount, of.currency))]),
        ],
    )


def _facts(page: PurchasePage, language: Language) -> list[tuple[str, Content]]:
    supplier = page.supplier
    return [
        (language(SUPPLIER), supplier.name),
        (language(N_("Address")), supplier.address or "–"),
        (language(C_("customer", "E-mail")), ltr(supplier.email) if supplier.email else "–"),
        (language(N_("Our customer number")), Code(supplier.ours) if supplier.ours else "–"),
        (language(N_("Supplier’s order number")), Code(page.of.reference) if page.of.reference else "–"),
    ]


def _table(page: PurchasePage, lines: list[PurchaseLine], language: Language) -> Table:
    sign = language.formats.currency(page.of.currency)
    columns = [
        Column(language(N_("Part number")), share=18),
        Column(language(C_("order line", "Description")), share=27),
        Column(language(C_("order line", "Quantity")), share=10, end=True),
        Column(language(N_("Promised day")), share=17, end=True),
        Column(language(N_("Price (%(currency)s)"), currency=sign), share=14, end=True),
        Column(language(N_("Amount (%(currency)s)"), currency=sign), share=14, end=True),
    ]
    return Table(columns, [_row(page, each, language) for each in lines])


def _ordered(line: PurchaseLine) -> Decimal:
    """How much of a line is still ordered."""
    return max(NOTHING, line.quantity - line.cancelled)


def _row(page: PurchasePage, line: PurchaseLine, language: Language) -> list[Content]:
    formats, quantity, currency = language.formats, _ordered(line), page.of.currency
    priced = line.price is not None
    return [
        Code(line.supplier_code or line.code),
        page.text_in(language.code, line) or "–",
        formats.number(quantity),
        formats.cell_day(line.promised) if line.promised else "–",
        formats.amount(Money(line.price or 0, currency)) if priced else "–",
        formats.amount(Money(amount_of(line.price, quantity), currency)) if priced else "–",
    ]


def language_of(user: UserSession, asked: OfPurchase) -> str | None:
    """The language that the supplier reads, where it is one that the program speaks."""
    wanted = purchase_page(user, asked.purchase).supplier.language
    return wanted if wanted in LANGUAGES else None
