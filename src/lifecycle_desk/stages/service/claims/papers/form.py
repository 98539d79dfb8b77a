"""The printed form of a claim: what a manufacturer asks to know, on one page for a usual claim."""

from collections.abc import Iterator
from dataclasses import dataclass

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import POINT, InARow
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.dealership.papers import full_name, letterhead, sheet_size
from lifecycle_desk.language import Language
from lifecycle_desk.paper import (
    Code,
    Column,
    Content,
    Facts,
    Muted,
    Paper,
    Paragraphs,
    Proves,
    Section,
    Signature,
    Signatures,
    Strong,
    Table,
    Totals,
)
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.stages.service.claims.rules.claim import Claim, ClaimLine, ClaimSheet, Split
from lifecycle_desk.stages.service.claims.usecases.printing import PrintedClaim, printed_claim
from lifecycle_desk.stages.service.orders.papers.lines import hours_in, percent_in
from lifecycle_desk.stages.service.orders.papers.parts import VISIT_COLUMNS, three_texts
from lifecycle_desk.stages.service.orders.rules.orders import Job

TITLE = N_("Warranty claim")
CLAIMED, APPROVED = C_("claim", "Claimed"), C_("claim amount", "Approved")
CAUSAL = C_("claim", "Causal part")
SHARES = {"maker": N_("Manufacturer’s share"), "dealer": N_("Dealer’s share"), "customer": N_("Customer’s share")}


@dataclass(frozen=True, slots=True)
class OfClaim:
    """The claim that a paper is about, by its number."""

    claim: str


def claim_form(user: UserSession, asked: OfClaim, language: Language) -> Paper:
    """A claim as it is sent to the manufacturer or kept with the replaced part."""
    found = printed_claim(user, asked.claim)
    claim = found.page.claim
    sheet = claim.sheet
    fault = Job(complaint=found.page.complaint, cause=sheet.cause, correction=sheet.correction)
    adviser = found.order.order.sheet.adviser
    language = language.for_amounts(_amounts(claim))
    return Paper(
        title=language(TITLE),
        subtitle=language.spoken(InARow(claim.kind, claim.state, by=POINT)),
        language=language,
        letterhead=letterhead(user, language),
        number=ltr(claim.number),
        date=claim.status.submitted_on or claim.begun_on,
        size=sheet_size(user),
        proves=_proves(claim),
        blocks=[
            Facts([*_vehicle(found, language), *_marks(found, language)], columns=VISIT_COLUMNS),
            Section(language(N_("Fault")), three_texts(fault, language)),
            Section(language(N_("Claimed")), _lines(found, language)),
            Totals(_sums(found, language)),
            *_documents(found, language),
            Signatures([Signature(language(N_("Service adviser")), full_name(user, adviser) if adviser else "")]),
        ],
    )


def _amounts(claim: Claim) -> Iterator[Money]:
    """Every amount that stands on the form."""
    sheet, status = claim.sheet, claim.status
    minor = [each for line in sheet.lines for each in (line.amount, line.asked)]
    minor += [sheet.amount, sheet.asked, status.asked, status.granted_sum or 0]
    minor += [each.amount for each in status.granted.values()]
    minor += [status.authorisation.amount] if status.authorisation else []
    return map(claim.money, minor)


def _proves(claim: Claim) -> Proves | None:
    """A claim's proof from its submission on; before, its lines may still change."""
    if claim.status.submitted_on is None:
        return None
    facts: dict[str, str | int] = {"lines": len(claim.sheet.lines)}
    km = claim.odometer_km
    return Proves(claim.vin, facts if km is None else facts | {"km": km})


def _vehicle(found: PrintedClaim, language: Language) -> list[tuple[str, Content]]:
    """The vehicle, its odometer, and the days from its first to the claim."""
    page, claim = found.page, found.page.claim
    km = claim.odometer_km
    return [
        (language(N_("Vehicle")), page.car),
        (language(N_("VIN")), Code(claim.vin)),
        (language(N_("Plate")), own(page.plate) if page.plate else None),
        (language(N_("Odometer")), Distance(km) if km is not None else None),
        (language(N_("Warranty from")), found.covered_from),
        (language(N_("Repair order")), Code(page.order)),
        (language(N_("Received on")), found.order.order.opened_on),
        (language(C_("claim", "Repaired")), claim.repaired_on),
        (language(C_("claim", "Submitted")), claim.status.submitted_on),
        (language(C_("claim", "Answered")), claim.status.answered_on),
        (language(N_("Technician")), found.order.order.sheet.technician or None),
    ]


def _marks(found: PrintedClaim, language: Language) -> Iterator[tuple[str, Content]]:
    """The numbers under which the manufacturer knows the fault and the claim, and who bears what."""
    claim, kinds = found.page.claim, kinds_of(ClaimSheet)
    sheet, status = claim.sheet, claim.status
    if status.maker_number:
        yield language(N_("Manufacturer’s own number")), Code(status.maker_number)
    if status.authorisation:
        given = status.authorisation
        yield language(C_("claim", "Authorised")), (Code(given.reference), Muted(claim.money(given.amount)))
    for name in ("causal_part", "damage_code", "campaign", "technical_report"):
        if mark := getattr(sheet, name):
            yield language(kinds[name].label), Code(mark)
    if sheet.breakdown:
        yield language(kinds["breakdown"].label), True
    if sheet.split:
        yield from _shares(sheet.split, language)


def _shares(split: Split, language: Language) -> Iterator[tuple[str, Content]]:
    for name, label in SHARES.items():
        yield language(label), percent_in(getattr(split, name), language)


def _lines(found: PrintedClaim, language: Language) -> Table:
    """Labour with its hours and parts with their number; the part that caused the fault stands out."""
    claim = found.page.claim
    sign, answered = language.formats.currency(claim.currency), bool(claim.status.granted)
    columns = [
        Column(language(C_("order line", "Kind")), share=12),
        Column(language(C_("order line", "Code")), share=17, code=True),
        Column(language(C_("order line", "Description")), share=33),
        Column(language(N_("Quantity")), share=10, end=True),
        Column(language(N_("Amount (%(currency)s)"), currency=sign), share=14, end=True),
        Column(language(CLAIMED), share=14, end=True),
        *([Column(language(APPROVED), share=14, end=True)] if answered else []),
    ]
    return Table(columns, [_row(found, at, line, language) for at, line in enumerate(claim.sheet.lines, 1)])


def _row(found: PrintedClaim, at: int, line: ClaimLine, language: Language) -> list[Content]:
    claim, amount = found.page.claim, language.formats.amount
    granted = claim.status.granted
    causal = line is claim.sheet.causal
    text = own(language.spoken(found.page.texts.of(line)))
    words = (Strong(text) if causal else text, *_below(found, at, line, language))
    approved = [amount(claim.money(granted[at].amount)) if at in granted else "–"] if granted else []
    return [
        language(line.kind.label),
        line.code,
        words,
        _quantity(line, language),
        amount(claim.money(line.amount)),
        amount(claim.money(line.asked)),
        *approved,
    ]


def _below(found: PrintedClaim, at: int, line: ClaimLine, language: Language) -> Iterator[Content]:
    """What a manufacturer asks of a line and says to it: its part in the fault, code, serial numbers, its old part."""
    kinds, kept = kinds_of(ClaimLine), found.page.claim.status.parts.get(at)
    if line is found.page.claim.sheet.causal:
        yield Muted(language(CAUSAL))
    for name in ("trouble_code", "faulty_serial", "new_serial"):
        if value := getattr(line, name):
            yield Muted(language.labelled(language(kinds[name].label), ltr(value)))
    if (answer := found.page.claim.status.granted.get(at)) and answer.reason:
        yield Muted(own(answer.reason))
    if kept:
        yield Muted(language.labelled(language(C_("claim", "Replaced part")), language(kept.state.label)))


def _quantity(line: ClaimLine, language: Language) -> str:
    if line.hours is not None:
        return hours_in(line.hours, language)
    return language.formats.number(line.quantity) if line.quantity is not None else ""


def _sums(found: PrintedClaim, language: Language) -> list[tuple[str, Content]]:
    """What the lines came to, what is asked of it, and what was answered."""
    claim = found.page.claim
    sums = [(language(C_("order", "Amount")), claim.money(claim.sheet.amount))]
    asked = claim.status.asked if claim.status.submitted_on else claim.sheet.asked
    sums.append((language(CLAIMED), claim.money(asked)))
    if claim.status.granted_sum is not None:
        sums.append((language(APPROVED), claim.money(claim.status.granted_sum)))
    return [(label, value) for label, value in sums]


def _documents(found: PrintedClaim, language: Language) -> Iterator[Block]:
    """The documents of the order, which go along with the claim."""
    if found.order.documents:
        names = language.formats.listed([own(each.name) for each in found.order.documents])
        yield Section(language(N_("Documents")), Paragraphs(names))
