"""Before a claim is submitted: each thing that a maker sends claims back for, named with its place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.cover.rules import Answer, PartGroup, is_electric, proposed
from lifecycle_desk.market.published_data import PublishedData
from lifecycle_desk.stages.service.claims.rules.claim import Claim, ClaimKind, ClaimLine
from lifecycle_desk.stages.service.claims.rules.limits import Limit, Wants
from lifecycle_desk.stages.service.line_cover.rules import LineVerdict
from lifecycle_desk.stages.service.orders.rules.orders import LineKind

TROUBLE_CODE = re.compile(r"[PCBU][0-3][0-9A-F]{3}(-[0-9A-F]{2})?")  # SAE J2012, ISO 15031-6

ClaimComplaintMissing = objection(
    "ClaimComplaintMissing",
    N_("The complaint is missing: enter it on repair order %(order)s, in the customer’s words."),
    "complaint",
    order=str,
)
ClaimCauseMissing = objection("ClaimCauseMissing", N_("The cause is missing: what was found."), "cause")
ClaimCorrectionMissing = objection(
    "ClaimCorrectionMissing", N_("The correction is missing: what was done."), "correction"
)
ClaimCausalPartMissing = objection(
    "ClaimCausalPartMissing",
    N_("The causal part is missing: number or name of the part that caused the fault."),
    "causal_part",
)
TroubleCodeMissing = objection(
    "TroubleCodeMissing",
    N_("Line %(line)s (%(part)s): a fault in an electrical part needs its trouble code, such as P0AA6-00."),
    line=int,
    part=PartGroup,
)
TroubleCodeMalformed = objection(
    "TroubleCodeMalformed",
    N_("“%(given)s” is not a trouble code: P, C, B or U, a digit up to 3, three hex digits, as in P0AA6-00."),
    given=str,
)
SerialMissing = objection(
    "SerialMissing", N_("Line %(line)s needs both serial numbers, of the faulty part and of the new one."), line=int
)
CampaignNumberMissing = objection(
    "CampaignNumberMissing", N_("A campaign claim needs the campaign number."), "campaign"
)
SplitMissing = objection(
    "SplitMissing", N_("A goodwill claim needs its split between manufacturer, dealer and customer."), "split"
)
SplitNotWhole = objection(
    "SplitNotWhole",
    N_("The shares of manufacturer, dealer and customer add up to %(sum)s per cent, not 100."),
    "split",
    sum=str,
)
ClaimHasNoLine = objection("ClaimHasNoLine", N_("The claim has no lines."), "lines")
NothingAsked = objection("NothingAsked", N_("No amounts claimed: enter the amounts of the lines."), "lines")
AskedTooMuch = objection(
    "AskedTooMuch",
    N_("Line %(line)s claims %(asked)s; on the order it is %(amount)s."),
    line=int,
    asked=Money,
    amount=Money,
)
AuthorisationMissing = objection(
    "AuthorisationMissing",
    N_("Above %(limit)s the manufacturer must authorise the repair first: record the authorisation. (%(source)s)"),
    "authorisation",
    limit=Money,
    source=str,
)
AuthorisedForLess = objection(
    "AuthorisedForLess",
    N_("The manufacturer authorised %(authorised)s; the claim is for %(asked)s."),
    "authorisation",
    authorised=Money,
    asked=Money,
)
TechnicalReportMissing = objection(
    "TechnicalReportMissing",
    N_("Above %(limit)s the manufacturer requires a technical report: enter its number. (%(source)s)"),
    "technical_report",
    limit=Money,
    source=str,
)
ClaimNotCovered = objection(
    "ClaimNotCovered",
    N_("“%(part)s” is not covered: %(why)s Claim it as goodwill instead."),
    "lines",
    part=PartGroup,
    why=Objection,
)
# A part of which nobody knows whether it is covered: noted, for the maker may know.
CoverNotKnown = objection(
    "CoverNotKnown", N_("It is not known whether the causal part is covered: %(why)s"), "lines", why=Objection
)
DuplicateClaim = objection(
    "DuplicateClaim", N_("Claim %(number)s is for the same part of the same repair."), "causal_part", number=str
)
LineChangedSince = objection(
    "LineChangedSince",
    N_("Line %(line)s was changed on repair order %(order)s since: cancel the claim and start again."),
    "lines",
    line=int,
    order=str,
)


@dataclass(frozen=True, slots=True)
class Before:
    """A claim before it is submitted, with what the checks ask for beside its sheet.

    `complaint` is that of the order's job; `words_erased` is whether it went with its customer. `verdict` is that about
    the causal line, `duplicate` the number of another claim for the same; `limits` are those that count here.
    `changed` are the lines that the order has otherwise by now.
    """

    claim: Claim
    order: str
    complaint: str
    words_erased: bool
    verdict: LineVerdict | None
    duplicate: str | None
    limits: tuple[Limit, ...]
    changed: tuple[int, ...] = ()
    data: PublishedData | None = None


def missing(before: Before) -> Iterator[Objection]:
    """All that keeps a claim from being submitted, in the order of the form."""
    for check in _CHECKS:
        yield from check(before)


def doubtful(before: Before) -> Iterator[Objection]:
    """The oddities of a claim that is submitted."""
    verdict = before.verdict
    if before.claim.kind is ClaimKind.WARRANTY and verdict and verdict.answer is Answer.NOT_KNOWN:
        yield CoverNotKnown(why=CoverReason(verdict))


def part_of(line: ClaimLine, before: Before) -> PartGroup | None:
    """The part that a line is about: chosen, or told by its words on the day of the repair."""
    return line.group or proposed(f"{line.code} {line.text}", before.claim.repaired_on, before.data)


class CoverReason(Objection):
    """The reason of a verdict as a fact of an objection, which the language says in its own words."""

    message = ""

    def __init__(self, verdict: LineVerdict) -> None:
        super().__init__()
        self.message = verdict.why.message  # type: ignore[misc]  # the reason brings its own sentence
        self.facts = dict(verdict.why.facts)


def _three_texts(before: Before) -> Iterator[Objection]:
    sheet = before.claim.sheet
    if not before.complaint and not before.words_erased:
        yield ClaimComplaintMissing(before.order)
    if not sheet.cause:
        yield ClaimCauseMissing()
    if not sheet.correction:
        yield ClaimCorrectionMissing()


def _causal(before: Before) -> Iterator[Objection]:
    if not before.claim.sheet.causal_part:
        yield ClaimCausalPartMissing()
    elif before.duplicate:
        yield DuplicateClaim(before.duplicate)


def _covered(before: Before) -> Iterator[Objection]:
    verdict = before.verdict
    if before.claim.kind is not ClaimKind.WARRANTY or verdict is None or verdict.part is None:
        return
    if verdict.answer is Answer.NOT_COVERED:
        yield ClaimNotCovered(part=verdict.part, why=CoverReason(verdict))


def _trouble_codes(before: Before) -> Iterator[Objection]:
    """A fault of an electric part has a code: it stands on the line of that part, or on any other of the claim."""
    lines = before.claim.sheet.lines
    if before.claim.kind is ClaimKind.CAMPAIGN or any(line.trouble_code for line in lines):
        return
    for at, line in enumerate(lines):
        part = part_of(line, before)
        if line is before.claim.sheet.causal and part and is_electric(part, before.data):
            yield TroubleCodeMissing(at + 1, part).at_field(f"lines[{at}].trouble_code")


def _serials(before: Before) -> Iterator[Objection]:
    for at, line in enumerate(before.claim.sheet.lines):
        if line.kind is LineKind.PART and bool(line.faulty_serial) != bool(line.new_serial):
            field = "new_serial" if line.faulty_serial else "faulty_serial"
            yield SerialMissing(at + 1).at_field(f"lines[{at}].{field}")


def _of_its_kind(before: Before) -> Iterator[Objection]:
    sheet = before.claim.sheet
    if before.claim.kind is ClaimKind.CAMPAIGN and not sheet.campaign:
        yield CampaignNumberMissing()
    if before.claim.kind is ClaimKind.GOODWILL and sheet.split is None:
        yield SplitMissing()


def _amounts(before: Before) -> Iterator[Objection]:
    sheet = before.claim.sheet
    if not sheet.lines:
        yield ClaimHasNoLine()
    elif not sheet.asked:
        yield NothingAsked()


def _as_ordered(before: Before) -> Iterator[Objection]:
    for line in before.changed:
        yield LineChangedSince(line, before.order).at_field(f"lines[{line - 1}].asked")


def _limits(before: Before) -> Iterator[Objection]:
    claim = before.claim
    asked, authorisation = claim.sheet.asked, claim.status.authorisation
    for limit in before.limits:
        if not limit.asks(asked, claim.currency):
            continue
        above = claim.money(limit.above or 0)
        if limit.wants is Wants.TECHNICAL_REPORT and not claim.sheet.technical_report:
            yield TechnicalReportMissing(above, limit.source)
        if limit.wants is Wants.AUTHORISATION and authorisation is None:
            yield AuthorisationMissing(above, limit.source)
    if authorisation and authorisation.amount < asked:
        yield AuthorisedForLess(claim.money(authorisation.amount), claim.money(asked))


_CHECKS: tuple[Callable[[Before], Iterator[Objection]], ...] = (
    _three_texts,
    _causal,
    _covered,
    _trouble_codes,
    _serials,
    _of_its_kind,
    _amounts,
    _as_ordered,
    _limits,
)
