"""Before a claim is submitted: each thing that a maker sends claims back for, named with its place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.cover.rules import Answer, PartGroup, is_electric, proposed
from lifecycle_desk.stages.service.claims.rules.claim import Claim, ClaimKind, ClaimLine
from lifecycle_desk.stages.service.claims.rules.limits import Limit, Wants
from lifecycle_desk.stages.service.line_cover.rules import LineVerdict
from lifecycle_desk.stages.service.orders.rules.orders import LineKind

TROUBLE_CODE = re.compile(r"[PCBU][0-3][0-9A-F]{3}(-[0-9A-F]{2})?")  # SAE J2012, ISO 15031-6


class ClaimComplaintMissing(Objection):
    """A claim of a job without the complaint that it answers."""

    message = N_("The complaint is missing: write it on the repair order %(order)s, in the customer's words.")
    field = "complaint"
    order: str


class ClaimCauseMissing(Objection):
    """A claim that does not say what was wrong."""

    message = N_("The cause is missing: what was found.")
    field = "cause"


class ClaimCorrectionMissing(Objection):
    """A claim that does not say what was done."""

    message = N_("The correction is missing: what was done.")
    field = "correction"


class ClaimCausalPartMissing(Objection):
    """A claim that names no part as the cause."""

    message = N_("The causal part is missing: the number or the name of the part that caused the fault.")
    field = "causal_part"


class TroubleCodeMissing(Objection):
    """A fault of an electric part without a trouble code."""

    message = N_("Line %(line)s (%(part)s): the fault of an electric part needs its trouble code, such as P0AA6-00.")
    line: int
    part: PartGroup


class TroubleCodeMalformed(Objection):
    """A text that is no trouble code."""

    message = N_("“%(given)s” is no trouble code: P, C, B or U, a digit up to 3, three hex digits, as in P0AA6-00.")
    given: str


class SerialMissing(Objection):
    """Of a replaced part only one of the two serial numbers."""

    message = N_("Line %(line)s needs both serial numbers, of the faulty part and of the new one.")
    line: int


class CampaignNumberMissing(Objection):
    """A campaign claim without the number of the campaign."""

    message = N_("A claim for a campaign needs the number of the campaign.")
    field = "campaign"


class SplitMissing(Objection):
    """Goodwill of which nobody knows who bears what."""

    message = N_("A goodwill claim needs its split: what the maker, the dealer and the customer bear.")
    field = "split"


class SplitNotWhole(Objection):
    """Shares that do not come to all of it."""

    message = N_("The shares of maker, dealer and customer come to %(sum)s per cent, not to 100.")
    field = "split"
    sum: str


class ClaimHasNoLine(Objection):
    """A claim that asks for nothing."""

    message = N_("The claim has no line.")
    field = "lines"


class NothingAsked(Objection):
    """A claim that asks for no money."""

    message = N_("The claim asks for nothing: give the amounts of its lines.")
    field = "lines"


class AskedTooMuch(Objection):
    """A line that asks for more than the order has."""

    message = N_("Line %(line)s asks for %(asked)s; on the order it came to %(amount)s.")
    line: int
    asked: Money
    amount: Money


class AuthorisationMissing(Objection):
    """An amount for which the maker is asked before the repair."""

    message = N_("Above %(limit)s the maker authorises the repair first: write down his authorisation. (%(source)s)")
    field = "authorisation"
    limit: Money
    source: str


class AuthorisedForLess(Objection):
    """An amount above what was authorised."""

    message = N_("The maker authorised %(authorised)s; the claim asks for %(asked)s.")
    field = "authorisation"
    authorised: Money
    asked: Money


class TechnicalReportMissing(Objection):
    """An amount for which the maker wants a technical report."""

    message = N_("Above %(limit)s the maker wants a technical report: give its number. (%(source)s)")
    field = "technical_report"
    limit: Money
    source: str


class ClaimNotCovered(Objection):
    """A part that is not under warranty on the day and at the odometer of the repair."""

    message = N_("“%(part)s” is not covered: %(why)s Claim it as goodwill instead.")
    field = "lines"
    part: PartGroup
    why: Objection


class CoverNotKnown(Objection):
    """A part of which nobody knows whether it is covered: noted, for the maker may know."""

    message = N_("It is not known whether the causal part is covered: %(why)s")
    field = "lines"
    why: Objection


class DuplicateClaim(Objection):
    """The same part of the same car on the same day in another claim."""

    message = N_("Claim %(number)s asks for the same part of the same repair.")
    field = "causal_part"
    number: str


class LineChangedSince(Objection):
    """A line that the order has otherwise since the claim took it."""

    message = N_("Line %(line)s was changed on repair order %(order)s since: cancel the claim and begin it anew.")
    field = "lines"
    line: int
    order: str


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


def missing(before: Before) -> Iterator[Objection]:
    """All that keeps a claim from being submitted, in the order of the form."""
    for check in _CHECKS:
        yield from check(before)


def doubtful(before: Before) -> Iterator[Objection]:
    """What is merely odd about a claim that is submitted."""
    verdict = before.verdict
    if before.claim.kind is ClaimKind.WARRANTY and verdict and verdict.answer is Answer.NOT_KNOWN:
        yield CoverNotKnown(why=CoverReason(verdict))


def part_of(line: ClaimLine, before: Before) -> PartGroup | None:
    """The part that a line is about: chosen, or told by its words on the day of the repair."""
    return line.group or proposed(f"{line.code} {line.text}", before.claim.repaired_on)


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
        if line is before.claim.sheet.causal and part and is_electric(part):
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
