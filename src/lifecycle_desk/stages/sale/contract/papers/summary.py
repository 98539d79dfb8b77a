"""The summary of a sale for the invoice: what the buyer pays, with the tax or the words of a margin scheme."""

from collections.abc import Iterator

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import percent
from lifecycle_desk.base.terms import TwoNames
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.paper import Code, Content, Facts, Note, Paper, Section, Totals
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.sale.contract.usecases.selling import CONTRACT, FEES
from lifecycle_desk.stages.sale.contract.usecases.showing import SignedSale, signed_sale
from lifecycle_desk.vehicle.papers.customer import tax_number_called
from lifecycle_desk.vehicle.papers.subject import NONE, OfVehicle


def sale_summary(user: UserSession, asked: OfVehicle, language: Language) -> Paper:
    """What a contract comes to; no invoice itself, which bookkeeping writes and numbers."""
    sale = signed_sale(user, asked.vin)
    sums = sale.agreed.amounts
    language = language.for_amounts([sums.price, sums.discount, sums.net, sums.tax, sums.total, sums.balance])
    return Paper(
        title=language(N_("Billing summary")),
        subtitle=sale.name,
        language=language,
        letterhead=letterhead(user, language),
        number=ltr(sale.agreed.contract),
        date=sale.said.on,
        size=sheet_size(user),
        blocks=[
            Note(language(N_("Not an invoice – billing summary for accounts"))),
            Facts(_parties(sale, language)),
            Section(language(CONTRACT), Totals(list(_sums(sale, language)), after=_rest(sale, language))),
            *_scheme(sale, language),
        ],
    )


def _parties(sale: SignedSale, language: Language) -> list[tuple[str, Content]]:
    buyer = sale.buyer
    number = tax_number_called(buyer, sale.country, language)
    return [
        (language(N_("VIN")), Code(sale.vin)),
        (language(C_("vehicle", "Plate")), own(sale.plate) if sale.plate else NONE),
        (language(C_("sale", "Buyer")), own(buyer.name) if buyer else NONE),
        (language(N_("Address")), (buyer.address if buyer else "") or NONE),
        (number, Code(buyer.tax_id) if buyer and buyer.tax_id else NONE),
    ]


def _sums(sale: SignedSale, language: Language) -> Iterator[tuple[str, Content]]:
    """The way to the total; under a margin scheme no tax is named, also not as none."""
    sums, tax = sale.agreed.amounts, sale.agreed.tax
    yield language(C_("sale", "Price")), sums.price
    if sums.discount.minor:
        yield language(N_("Discount")), -sums.discount
    if tax:
        name = TwoNames(tax.name, tax.local_name)
        yield language(N_("Net")), sums.net
        yield language(N_("%(tax)s %(percent)s"), tax=name, percent=percent(tax.percent)), sums.tax
    if sale.said.fees:
        yield language(FEES), sale.said.fees
    yield language(C_("sale", "Total")), sums.total


def _rest(sale: SignedSale, language: Language) -> list[tuple[str, Content]]:
    sums = sale.agreed.amounts
    if not sums.deposit.minor:
        return []
    return [(language(N_("Deposit")), sums.deposit), (language(N_("Due on handover")), sums.balance)]


def _scheme(sale: SignedSale, language: Language) -> Iterator[Block]:
    """The words that the law asks for, as it has them, and in the paper's language where it has them there too."""
    if sale.scheme:
        yield Note(sale.scheme.printed_in(language.code, sale.buyer.language if sale.buyer else None))


def language_of(user: UserSession, asked: OfVehicle) -> str | None:
    """The language of the buyer, where it is known."""
    buyer = signed_sale(user, asked.vin).buyer
    return buyer.language if buyer else None
