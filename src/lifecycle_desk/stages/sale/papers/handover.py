"""The record of the handover: what went over the desk with a car, signed by both sides."""

from collections.abc import Iterator, Sequence

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.terms import Term
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.papers import letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.market.market import WarrantyStartRule
from lifecycle_desk.paper import (
    Code,
    Column,
    Content,
    Facts,
    Mark,
    Muted,
    Note,
    Outcome,
    Paper,
    Paragraphs,
    Section,
    Signature,
    Signatures,
    Strong,
    Table,
    Tone,
    Totals,
)
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.sale.papers.subject import NONE, OfVehicle, full_name
from lifecycle_desk.stages.sale.rules.inspection import InspectionState
from lifecycle_desk.stages.sale.usecases.showing import SalePage, sale_page


def handover_record(seat: Seat, asked: OfVehicle, language: Language) -> bytes:
    """What went over the desk with a car, signed by both sides; before the handover, the paper that is to be signed."""
    page = sale_page(seat, asked.vin)
    told, contract = page.handover, page.contract
    buyer = contract.buyer if contract else None
    receiver = (told.receiver if told else None) or (buyer.name if buyer else "")
    return Paper(
        title=language(N_("Handover record")),
        subtitle=page.name,
        language=language,
        letterhead=letterhead(seat, language),
        number=ltr(contract.number) if contract else None,
        date=told.on if told else None,
        size=sheet_size(seat),
        blocks=[
            *_not_yet(page, language),
            Facts(_car(page, language)),
            Section(language(N_("Buyer")), Facts(_buyer(page, language))),
            *_went_along(page, language),
            *_explained(page, language),
            _inspection(page, language),
            _warranty(page, language),
            *_amounts(page, language),
            Paragraphs(
                language(
                    N_(
                        "The buyer has received the vehicle with all that is listed here, in the state that is "
                        "described here, and has been shown how to use it."
                    )
                )
            ),
            Signatures(
                [
                    Signature(language(N_("For the dealer")), _by(seat, page), told.on if told else ""),
                    Signature(
                        language(N_("Buyer")),
                        receiver,
                        told.on if told else "",
                        strokes=told.signature if told else (),
                    ),
                ]
            ),
        ],
    ).pdf()


def _by(seat: Seat, page: SalePage) -> str:
    """Who acts for the dealer: who handed over, else who sold."""
    handed = page.handover.by if page.handover else None
    return full_name(seat, handed or (page.contract.seller if page.contract else ""))


def _not_yet(page: SalePage, language: Language) -> Iterator[Block]:
    if page.handover is None:
        yield Note(
            tuple(language.sentence(each) for each in page.blocks),
            language(N_("The vehicle has not been handed over yet.")),
            Tone.WARNING,
        )


def _car(page: SalePage, language: Language) -> list[tuple[str, Content]]:
    told, figures = page.handover, page.figures
    charge = told.said.soc_percent if told else None
    registered = page.registration.said if page.registration else None
    plate = " ".join(filter(None, (registered.plate, registered.place))) if registered else figures.plate
    return [
        (language(N_("Vehicle")), page.name),
        (language(N_("VIN")), Code(page.vin)),
        (language(C_("vehicle", "Plate")), own(plate) if plate else NONE),
        (language(C_("vehicle", "Colour")), page.description["colour"] or NONE),
        (language(N_("First registered")), figures.first_registered_on or NONE),
        (language(N_("Battery code")), Code(figures.battery) if figures.battery else NONE),
        (language(N_("Odometer")), told.said.odometer if told else NONE),
        (language(N_("State of charge")), _percent(charge, language)),
        (language(C_("vehicle", "Keys")), told.said.keys if told else NONE),
    ]


def _percent(value: int | None, language: Language) -> str:
    return NONE if value is None else ltr(f"{language.formats.number(value)}\u00a0%")


def _buyer(page: SalePage, language: Language) -> list[tuple[str, Content]]:
    buyer = page.contract.buyer if page.contract else None
    return [
        (language(C_("customer", "Name")), buyer.name if buyer else NONE),
        (language(N_("Phone")), ltr(buyer.phone) if buyer and buyer.phone else NONE),
        (language(N_("Address")), (buyer.address if buyer else "") or NONE),
    ]


def _went_along(page: SalePage, language: Language) -> Iterator[Block]:
    """What the buyer takes along, with room to tick on a paper that is still to be signed."""
    told = page.handover
    if told is None:
        return
    rows = [
        *_rows(language(N_("Charging cable")), told.said.cables, language),
        *_rows(language(C_("handover", "Paper")), told.said.papers, language),
        *((Mark(Outcome.PASSED, each), language(N_("Accessory"))) for each in told.said.accessories),
    ]
    columns = [Column(language(N_("Item")), share=65), Column(language(C_("handover", "Kind")), share=35)]
    nothing = language(N_("Nothing but the vehicle and its keys."))
    yield Section(language(N_("Handed over with the vehicle")), Table(columns, rows, empty=nothing))
    if told.said.note:
        yield Note(told.said.note, language(C_("event", "Note")))


def _rows(kind: str, terms: Sequence[Term], language: Language) -> list[tuple[Content, Content]]:
    return [(Mark(Outcome.PASSED, language(each.says)), kind) for each in terms]


def _explained(page: SalePage, language: Language) -> Iterator[Block]:
    told = page.handover
    if told and told.said.explained:
        marks = tuple(Mark(Outcome.PASSED, language(each.says)) for each in told.said.explained)
        yield Section(language(N_("Explained to the buyer")), Paragraphs(*marks))


def _inspection(page: SalePage, language: Language) -> Section:
    last = page.inspections[-1] if page.inspections else None
    facts: list[tuple[str, Content]] = [
        (language(C_("inspection", "Result")), _outcome(page, language)),
        (language(N_("Inspected on")), last.on if last else NONE),
        (language(N_("Checklist")), Code(last.checklist) if last else NONE),
    ]
    return Section(language(N_("Pre-delivery inspection (PDI)")), Facts(facts))


def _outcome(page: SalePage, language: Language) -> Mark:
    state = page.standing.inspection
    marks = {InspectionState.PASSED: Outcome.PASSED, InspectionState.FAILED: Outcome.FAILED}
    return Mark(marks.get(state, Outcome.OPEN), language(state.says))


def _warranty(page: SalePage, language: Language) -> Section:
    """From when the maker's warranty runs, with both days that may decide and the rule that chooses."""
    figures, rule = page.figures, page.warranty_rule
    facts: list[tuple[str, Content]] = [
        (language(N_("Warranty from")), Strong(figures.warranty_started_on) if figures.warranty_started_on else NONE),
        (language(N_("Handed over on")), figures.handed_over_on or NONE),
        (language(N_("First registered")), figures.first_registered_on or NONE),
    ]
    words = Muted(language(WarrantyStartRule.of(rule).says)) if rule else Muted("")
    return Section(language(N_("Warranty of the maker")), Facts(facts), aside=words)


def _amounts(page: SalePage, language: Language) -> Iterator[Block]:
    if page.contract is None:
        return
    sums, tax = page.contract.amounts, page.contract.tax
    rows: list[tuple[str, Content]] = [(language(N_("Price")), sums.price)]
    if sums.discount.minor:
        rows.append((language(N_("Discount")), -sums.discount))
    if tax:
        rows += [(language(N_("Before tax")), sums.net), (_tax(tax.name, tax.local_name, language), sums.tax)]
    yield Section(language(N_("Contract")), Totals([*rows, (language(N_("Total")), sums.total)]))


def _tax(name: str, local_name: str, language: Language) -> str:
    """A tax by its name in the market's own language, where that is spoken, else by its English one."""
    spoken_here = language.customs.numbers.partition("_")[0] == language.code.partition("_")[0]
    return local_name if spoken_here else name


def language_of(seat: Seat, asked: OfVehicle) -> str | None:
    """The language of the buyer, where it is known."""
    contract = sale_page(seat, asked.vin).contract
    return contract.buyer.language if contract and contract.buyer else None
