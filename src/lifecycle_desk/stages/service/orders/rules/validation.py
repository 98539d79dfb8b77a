"""Judging a repair order's sheet: tidied, refused with the place of the fault, warned of where it is merely odd."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast
from unicodedata import normalize

from lifecycle_desk.base.moments import MomentWithoutZone
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.quantities import FURTHEST_KM, Distance, Kilometres, plain_number
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.campaigns.rules.campaign import number_of
from lifecycle_desk.commands.kinds import Text, TextTooLong, kinds_of
from lifecycle_desk.stages.service.orders.rules import kinds
from lifecycle_desk.stages.service.orders.rules.cores import is_credit
from lifecycle_desk.stages.service.orders.rules.orders import (
    CLAIMED,
    MOST_PRICE,
    Job,
    Line,
    LineKind,
    OrderSheet,
    PayType,
    PriceOutOfRange,
)
from lifecycle_desk.vehicle.rules.odometer import OdometerOutOfRange

LONGEST_TEXT, LONGEST_WORDS = 2_000, kinds.LONGEST_WORDS
MOST_JOBS, MOST_LINES = 50, 100

TooMany = objection("TooMany", N_("%(given)s is too many; a repair order has at most %(most)s."), given=int, most=int)
# A line without a price, where the dealer's profile gives none either.
PriceMissing = objection("PriceMissing", N_("The line needs a price."))
NotOfThisKind = objection("NotOfThisKind", N_("Only lines of type “%(kind)s” have this."), kind=LabeledEnum)
CampaignPaysNot = objection(
    "CampaignPaysNot", N_("The line names campaign %(number)s, so the campaign pays for it."), number=str
)
# Work at a campaign's expense that does not say which campaign it is: it does none on the vehicle.
CampaignNotNamed = objection(
    "CampaignNotNamed",
    N_("Job %(job)s has campaign lines, but no line names the campaign."),
    job=int,
)
LineSaysNothing = objection("LineSaysNothing", N_("The line needs a code or a description."))
JobSaysNothing = objection("JobSaysNothing", N_("The job is empty: enter the complaint, or remove the job."))
ComplaintMissing = objection("ComplaintMissing", N_("Enter the complaint before handover."))
CorrectionMissing = objection("CorrectionMissing", N_("Enter the correction before handover: what was done."))
JobMissing = objection("JobMissing", N_("The repair order has no job yet."), "jobs")
LinesMissing = objection(
    "LinesMissing",
    N_("The repair order has no lines. Confirm that nothing is charged, or add lines."),
    "without_lines",
)
PromisedInThePast = objection(
    "PromisedInThePast",
    N_("The vehicle is promised for %(promised)s, which has passed."),
    "promised",
    promised=datetime,
)
OdometerOutLower = objection(
    "OdometerOutLower",
    N_("The odometer out (%(out_km)s) is below the odometer in (%(in_km)s)."),
    "odometer_out",
    out_km=Kilometres,
    in_km=Kilometres,
)
CausalPartMissing = objection(
    "CausalPartMissing",
    N_("Job %(job)s has parts under warranty or campaign, but none is marked as causal part."),
    job=int,
)
AnotherOrderOpen = objection(
    "AnotherOrderOpen", N_("The vehicle has another open repair order: %(number)s."), "vin", number=str
)


def tidied(sheet: OrderSheet, hour: int | None) -> OrderSheet:
    """The sheet as it is kept; refuses what is impossible, with its place.

    `hour` is the dealer's price of an hour in minor units, for labour that names none.
    """
    if len(sheet.jobs) > MOST_JOBS:
        raise TooMany(len(sheet.jobs), MOST_JOBS).at_field("jobs")
    promised = sheet.promised
    if promised is not None:
        if promised.tzinfo is None:
            raise MomentWithoutZone().at_field("promised")
        promised = promised.astimezone(UTC).replace(microsecond=0)
    for field in ("odometer_in", "odometer_out"):
        _check_distance(getattr(sheet, field), field)
    jobs = tuple(_job(job, f"jobs[{at}]", hour) for at, job in enumerate(sheet.jobs))
    return replace(words_tidied(sheet), jobs=jobs, promised=promised, language=sheet.language or None)


def tidied_jobs(jobs: tuple[Job, ...], hour: int | None) -> tuple[Job, ...]:
    """The same for jobs alone, as templates keep them."""
    return tidied(OrderSheet(jobs=jobs), hour).jobs


def check_closing(sheet: OrderSheet, *, without_lines: bool, words_erased: bool = False) -> None:
    """Refuse to hand over what is not written up; complaints that were erased with their customer are not missed."""
    if not sheet.jobs:
        raise JobMissing
    for at, job in enumerate(sheet.jobs):
        if not job.complaint and not words_erased:
            raise ComplaintMissing().at_field(f"jobs[{at}].complaint")
        if not job.correction:
            raise CorrectionMissing().at_field(f"jobs[{at}].correction")
    if not sheet.lines and not without_lines:
        raise LinesMissing


def odd(sheet: OrderSheet, now: datetime, *, closing: bool) -> Iterator[Objection]:
    """The oddities of a sheet."""
    if not closing and sheet.promised and sheet.promised < now:
        yield PromisedInThePast(sheet.promised)
    if sheet.odometer_in and sheet.odometer_out and sheet.odometer_out.km < sheet.odometer_in.km:
        yield OdometerOutLower(sheet.odometer_out.km, sheet.odometer_in.km)
    for at, job in enumerate(sheet.jobs):
        claimed = [line for line in job.lines if line.kind is LineKind.PART and line.pays in CLAIMED]
        if claimed and not any(line.causal for line in job.lines):
            yield CausalPartMissing(at + 1).at_field(f"jobs[{at}].lines")
        paid = [line for line in job.lines if line.pays is PayType.CAMPAIGN]
        if closing and paid and not any(line.campaign for line in paid):
            yield CampaignNotNamed(at + 1).at_field(f"jobs[{at}].lines")


def text(words: str, at: str, most: int = LONGEST_TEXT) -> str:
    """Words as they are kept; refuses endless ones, with their place."""
    if len(words) > most:
        raise TextTooLong(len(words), most).at_field(at)
    return normalize("NFC", words).strip()  # as the chain seals it, so that both stay alike


def words_tidied[Asked](asked: Asked, at: str = "") -> Asked:
    """A dataclass with kinds, its words as they are stored; refuses endless ones, with their place."""
    words = {
        name: tidy
        for name, kind in kinds_of(type(asked)).items()
        if isinstance(kind, Text)
        and (tidy := text(given := getattr(asked, name), f"{at}{name}", kind.longest)) != given
    }
    return cast("Asked", replace(cast("Any", asked), **words)) if words else asked


def _check_distance(distance: Distance | None, at: str) -> None:
    if distance is not None and not 0 <= distance.value <= FURTHEST_KM:
        raise OdometerOutOfRange(distance.km, FURTHEST_KM).at_field(at)


def _job(job: Job, at: str, hour: int | None) -> Job:
    if len(job.lines) > MOST_LINES:
        raise TooMany(len(job.lines), MOST_LINES).at_field(f"{at}.lines")
    tidy = replace(
        words_tidied(job, f"{at}."),
        lines=tuple(_line(line, f"{at}.lines[{n}]", hour) for n, line in enumerate(job.lines)),
        service=_service(job.service, f"{at}.service"),
    )
    if tidy == Job():
        raise JobSaysNothing().at_field(f"{at}.complaint")
    return tidy


def _service(items: tuple[str, ...], at: str) -> tuple[str, ...]:
    """The items of a schedule, each once."""
    if len(items) > MOST_LINES:
        raise TooMany(len(items), MOST_LINES).at_field(at)
    tidy = (text(each, f"{at}[{n}]", LONGEST_WORDS) for n, each in enumerate(items))
    return tuple(dict.fromkeys(filter(None, tidy)))


def _line(line: Line, at: str, hour: int | None) -> Line:
    for name, kind in kinds_of(Line).items():
        if kind.only is not None and kind.only != line.kind and _is_given(getattr(line, name)):
            raise NotOfThisKind(kind.only).at_field(f"{at}.{name}")
    if line.campaign.strip() and line.pays is not PayType.CAMPAIGN:
        raise CampaignPaysNot(line.campaign).at_field(f"{at}.pays")
    tidy = _figures_tidied(words_tidied(line, f"{at}."), at)
    price = hour if tidy.price is None and line.kind is LineKind.LABOUR else tidy.price
    if price is None:
        raise PriceMissing().at_field(f"{at}.price")
    campaign = number_of(tidy.campaign) if tidy.campaign else ""
    if (price, campaign) != (tidy.price, tidy.campaign):
        tidy = replace(tidy, price=price, campaign=campaign)
    if abs(tidy.amount) > MOST_PRICE or (price < 0 and not is_credit(tidy)):
        raise PriceOutOfRange(tidy.amount, MOST_PRICE).at_field(f"{at}.price")
    if not (tidy.text or tidy.code):
        raise LineSaysNothing().at_field(f"{at}.text")
    return tidy


def _figures_tidied(line: Line, at: str) -> Line:
    """A line with its figures in their one spelling; refuses what its fields cannot hold, each beside its place."""
    figures: dict[str, Any] = {}
    for name, kind in kinds_of(Line).items():
        value = getattr(line, name)
        if kind.only is None or kind.only == line.kind:
            kind.check(value, f"{at}.{name}")
        if isinstance(kind, kinds.Figure) and value is not None and str(plain := plain_number(value)) != str(value):
            figures[name] = plain
    return replace(line, **figures) if figures else line


def _is_given(value: object) -> bool:
    return bool(value) if isinstance(value, str | bool) else value is not None
