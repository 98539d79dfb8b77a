"""Judging a repair order's sheet: tidied, refused with the place of the fault, warned of where it is merely odd."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast
from unicodedata import normalize

from lifecycle_desk.base.moments import MomentWithoutZone
from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.quantities import FURTHEST_KM, Distance, Kilometres
from lifecycle_desk.campaigns.rules.campaign import number_of
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, OrderSheet, PayType
from lifecycle_desk.vehicle.rules.kinds import Text, kinds_of
from lifecycle_desk.vehicle.rules.odometer import OdometerOutOfRange
from lifecycle_desk.vehicle.rules.people import TextTooLong

LONGEST_TEXT, LONGEST_WORDS = 2_000, 200
MOST_JOBS, MOST_LINES = 50, 100
MOST_HOURS, MOST_PIECES, MOST_PRICE = Decimal(999), Decimal(99_999), 10**12
CLAIMED = frozenset({PayType.WARRANTY, PayType.CAMPAIGN})
OF_KIND = {
    "hours": LineKind.LABOUR,
    "technician": LineKind.LABOUR,
    "quantity": LineKind.PART,
    "causal": LineKind.PART,
    "core": LineKind.PART,
    "awaited": LineKind.PART,
    "supplier": LineKind.SUBLET,
}


class TooMany(Objection):
    """More jobs or lines than a repair order holds."""

    message = N_("%(given)s are too many; a repair order holds %(most)s.")
    given: int
    most: int


class FigureOutOfSteps(Objection):
    """Hours, a quantity, a discount or a price outside its limits or finer than its step."""

    message = N_("%(given)s is not possible here: above %(low)s, at most %(high)s, in steps of %(step)s.")
    given: str
    low: Decimal
    high: Decimal
    step: Decimal


class PriceOutOfRange(Objection):
    """A price below nothing or beyond any repair."""

    message = N_("A price of %(given)s minor units cannot be: it is between 0 and %(most)s.")
    given: int
    most: int


class FigureMissing(Objection):
    """Labour without hours, a part without a quantity."""

    message = N_("A line of this kind (%(kind)s) needs this figure.")
    kind: LineKind


class PriceMissing(Objection):
    """A line without a price, where the dealer's profile gives none either."""

    message = N_("The line needs a price.")


class NotOfThisKind(Objection):
    """Something that lines of another kind have."""

    message = N_("Only lines of the kind “%(kind)s” have this.")
    kind: LineKind


class CampaignPaysNot(Objection):
    """A campaign on a line that somebody else pays for."""

    message = N_("The line names campaign %(number)s, so the campaign pays for it.")
    number: str


class CampaignNotNamed(Objection):
    """Work at a campaign's expense that does not say which campaign it is: it does none on the vehicle."""

    message = N_("Job %(job)s has lines that a campaign pays for, and no line says which campaign it carries out.")
    job: int


class LineSaysNothing(Objection):
    """A line with neither code nor text."""

    message = N_("The line needs a code or a text.")


class JobSaysNothing(Objection):
    """A job without a word and without a line."""

    message = N_("The job says nothing: write the complaint, or take the job away.")


class ComplaintMissing(Objection):
    """A job that is handed over without the complaint that it answers."""

    message = N_("The job needs the complaint before the vehicle is handed over.")


class CorrectionMissing(Objection):
    """A job that is handed over without saying what was done."""

    message = N_("The job needs its correction before the vehicle is handed over: what was done.")


class JobMissing(Objection):
    """An order that is handed over with nothing on it."""

    message = N_("The repair order has no job yet.")
    field = "jobs"


class LinesMissing(Objection):
    """An order that is handed over with nothing to charge, and nobody said that this is meant."""

    message = N_("The repair order has no line. Confirm that nothing is charged, or add what was used.")
    field = "without_lines"


class PromisedInThePast(Objection):
    """A promise for a moment that is over."""

    message = N_("The vehicle is promised for %(promised)s, which has passed.")
    field = "promised"
    promised: datetime


class OdometerOutLower(Objection):
    """A vehicle that left with fewer kilometres than it came with."""

    message = N_("The odometer out (%(out_km)s) is below the odometer in (%(in_km)s).")
    field = "odometer_out"
    out_km: Kilometres
    in_km: Kilometres


class CausalPartMissing(Objection):
    """Parts at the maker's expense, none of them marked as the cause of the fault."""

    message = N_("Job %(job)s has parts under warranty or campaign, and none is marked as the causal part.")
    job: int


class AnotherOrderOpen(Objection):
    """A vehicle that is in the workshop already."""

    message = N_("The vehicle has another open repair order: %(number)s.")
    field = "vin"
    number: str


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
    return replace(
        sheet,
        jobs=tuple(_job(job, f"jobs[{at}]", hour) for at, job in enumerate(sheet.jobs)),
        adviser=text(sheet.adviser, "adviser", LONGEST_WORDS),
        technician=text(sheet.technician, "technician", LONGEST_WORDS),
        promised=promised,
        language=sheet.language or None,
        note=text(sheet.note, "note", LONGEST_TEXT),
    )


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
    """What is merely odd about a sheet."""
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
    """What has kinds with its words as they are kept; refuses endless ones, with their place."""
    kinds = kinds_of(type(asked)).items()
    words = {
        name: text(getattr(asked, name), f"{at}{name}", kind.longest) for name, kind in kinds if isinstance(kind, Text)
    }
    return cast("Asked", replace(cast("Any", asked), **words))


def _check_distance(distance: Distance | None, at: str) -> None:
    if distance is not None and not 0 <= distance.value <= FURTHEST_KM:
        raise OdometerOutOfRange(distance.km, FURTHEST_KM).at_field(at)


def _job(job: Job, at: str, hour: int | None) -> Job:
    if len(job.lines) > MOST_LINES:
        raise TooMany(len(job.lines), MOST_LINES).at_field(f"{at}.lines")
    tidy = Job(
        complaint=text(job.complaint, f"{at}.complaint", LONGEST_TEXT),
        cause=text(job.cause, f"{at}.cause", LONGEST_TEXT),
        correction=text(job.correction, f"{at}.correction", LONGEST_TEXT),
        lines=tuple(_line(line, f"{at}.lines[{n}]", hour) for n, line in enumerate(job.lines)),
        service=_service(job.service, f"{at}.service"),
        id=job.id,
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
    for name, kind in OF_KIND.items():
        if line.kind is not kind and _is_given(getattr(line, name)):
            raise NotOfThisKind(kind).at_field(f"{at}.{name}")
    if line.campaign.strip() and line.pays is not PayType.CAMPAIGN:
        raise CampaignPaysNot(line.campaign).at_field(f"{at}.pays")
    labour, part = line.kind is LineKind.LABOUR, line.kind is LineKind.PART
    tidy = replace(
        line,
        text=text(line.text, f"{at}.text", LONGEST_TEXT),
        code=text(line.code, f"{at}.code", LONGEST_WORDS),
        technician=text(line.technician, f"{at}.technician", LONGEST_WORDS),
        supplier=text(line.supplier, f"{at}.supplier", LONGEST_WORDS),
        campaign=_campaign(line.campaign, f"{at}.campaign"),
        hours=_figure(line, line.hours, MOST_HOURS, 1, f"{at}.hours") if labour else None,
        quantity=_figure(line, line.quantity, MOST_PIECES, 3, f"{at}.quantity") if part else None,
        discount=_stepped(line.discount, Decimal(100), 2, f"{at}.discount") if line.discount else Decimal(0),
        price=_price(hour if line.price is None and labour else line.price, f"{at}.price"),
    )
    if tidy.amount > MOST_PRICE:
        raise PriceOutOfRange(tidy.amount, MOST_PRICE).at_field(f"{at}.price")
    if not (tidy.text or tidy.code):
        raise LineSaysNothing().at_field(f"{at}.text")
    return tidy


def _campaign(number: str, at: str) -> str:
    """A campaign's number in its one form, or none."""
    tidy = text(number, at, LONGEST_WORDS)
    return number_of(tidy) if tidy else ""


def _is_given(value: object) -> bool:
    return bool(value) if isinstance(value, str | bool) else value is not None


def _price(price: int | None, at: str) -> int:
    if price is None:
        raise PriceMissing().at_field(at)
    if not 0 <= price <= MOST_PRICE:
        raise PriceOutOfRange(price, MOST_PRICE).at_field(at)
    return price


def _figure(line: Line, value: Decimal | None, high: Decimal, digits: int, at: str) -> Decimal:
    if value is None:
        raise FigureMissing(line.kind).at_field(at)
    return _stepped(value, high, digits, at)


def _stepped(value: Decimal, high: Decimal, digits: int, at: str) -> Decimal:
    """A figure above 0 with so many decimals at most, in its one spelling: 2 and not 2.0."""
    if value.is_finite() and 0 < value <= high:
        spelt = value.normalize()
        if int(spelt.as_tuple().exponent) >= -digits:
            return plain(spelt)
    raise FigureOutOfSteps(str(value)[:40], Decimal(0), high, Decimal(1).scaleb(-digits)).at_field(at)


def plain(value: Decimal) -> Decimal:
    """A figure in its one spelling: no zeros behind the point, no exponent."""
    spelt = value.normalize()
    return spelt.quantize(Decimal(1)) if int(spelt.as_tuple().exponent) > 0 else spelt
