"""Cars on their way out, numbers of certificates and parts, and the facility's permits, as they are kept."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec
from sqlalchemy import (
    Index,
    TypedColumns,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from lifecycle_desk.stages.recycling.end.rules.permits import Permit
from lifecycle_desk.stages.recycling.end.rules.status import EndOfLife, Happening, Step
from lifecycle_desk.store import reporting as reported
from lifecycle_desk.store.rows import Rows
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import (
    TOLD,
    Flag,
    day,
    flag,
    maybe_day,
    maybe_whole,
    maybe_words,
    of_vehicle,
    table,
    whole,
    words,
)
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.tables.life import EVENT, read_body


class CarRow(TypedColumns):
    """Where a car stands on its way out: counted from its life, kept so that lists need not count."""

    vin = of_vehicle(primary_key=True)
    number = whole(unique=True)
    open = flag()
    step = words()
    since = day()
    taken_over_on = maybe_day()
    depolluted_on = maybe_day()
    battery_on = maybe_day()
    certificate = maybe_words()
    destroyed_on = maybe_day()


class CertificateRow(TypedColumns):
    """A certificate and its event; `ordinal` counts our own of a year, `withdrawn` names the event that took it back.

    `number` is unique among our own; other facilities may use the same numbers as each other.
    """

    event = whole(primary_key=True)
    number = words()
    vin = of_vehicle()
    year = whole()
    ordinal = maybe_whole()
    withdrawn = maybe_whole()


class PartRow(TypedColumns):
    """A part's number and the event that says that it was taken."""

    number = words(primary_key=True)
    vin = of_vehicle()
    event = whole()
    year = whole()
    ordinal = whole()


class PermitRow(TypedColumns):
    """A permit of the dealer as a treatment facility, as JSON."""

    number = words(primary_key=True)
    valid_from = day()
    said = words()


CAR, CERTIFICATE = table("recycling_car", CarRow), table("recycling_certificate", CertificateRow)
PART, PERMIT = table("recycling_part", PartRow), table("recycling_permit", PermitRow, **{TOLD: True})
Index("ix_recycling_car_open_since_number", CAR.c.open, CAR.c.since, CAR.c.number)
Index("uq_recycling_certificate_year_ordinal", CERTIFICATE.c.year, CERTIFICATE.c.ordinal, unique=True)
Index("ix_recycling_certificate_vin", CERTIFICATE.c.vin)
Index("uq_recycling_part_year_ordinal", PART.c.year, PART.c.ordinal, unique=True)


@dataclass(frozen=True, slots=True)
class StoredEnd:
    """A car's row in the list of those on their way out."""

    vin: str
    number: int
    open: bool
    step: Step
    since: date
    taken_over_on: date | None
    depolluted_on: date | None
    battery_on: date | None
    certificate: str | None
    destroyed_on: date | None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number of a certificate and what it stands for."""

    event: int
    number: str
    vin: str
    year: int
    ordinal: int | None
    withdrawn: int | None


@dataclass(frozen=True, slots=True)
class PartNumber:
    """A number of a part and the event that told of it."""

    number: str
    vin: str
    event: int
    year: int
    ordinal: int


ROWS = Rows(CAR, StoredEnd)
_YES = literal(True, Flag())
_NUMBERS = select(CAR.c.number).order_by(CAR.c.open.desc(), CAR.c.since, CAR.c.number)
_NUMBERS_OPEN = select(CAR.c.number).where(CAR.c.open == _YES).order_by(CAR.c.since, CAR.c.number)
_NUMBERS_AT = _NUMBERS_OPEN.where(CAR.c.step == bindparam("at"))
_NUMBERS_CLOSED = select(CAR.c.number).where(CAR.c.open != _YES).order_by(CAR.c.since.desc(), CAR.c.number.desc())
_BY_STEP = select(CAR.c.step, func.count()).where(CAR.c.open == _YES).group_by(CAR.c.step)
_CLOSED = select(func.count()).select_from(CAR).where(CAR.c.open != _YES)
_OPEN = select(CAR).where(CAR.c.open == _YES).order_by(CAR.c.since, CAR.c.number)
_CERTIFIED = (
    select(CAR).where(CAR.c.destroyed_on >= bindparam("since")).order_by(CAR.c.destroyed_on.desc(), CAR.c.number.desc())
)
_SIGN = insert(CERTIFICATE)
_WITHDRAW = update(CERTIFICATE).where(CERTIFICATE.c.event == bindparam("which")).values(withdrawn=bindparam("by_event"))
_CERTIFICATES = select(CERTIFICATE).order_by(CERTIFICATE.c.event)
_LAST = select(func.max(CERTIFICATE.c.ordinal)).where(CERTIFICATE.c.year == bindparam("year"))
_NEW_PART = insert(PART)
_PARTS = select(PART).order_by(PART.c.year, PART.c.ordinal)
_LAST_PART = select(func.max(PART.c.ordinal)).where(PART.c.year == bindparam("year"))
_PERMITS = select(PERMIT.c.said).order_by(PERMIT.c.valid_from, PERMIT.c.number)
_NEW_PERMIT, _NO_PERMIT = insert(PERMIT), delete(PERMIT).where(PERMIT.c.number == bindparam("which"))
_TOLD = (
    select(EVENT.c.vin)
    .where(EVENT.c.kind.in_([each.value for each in Happening]), EVENT.c.vin.is_not(None))
    .distinct()
    .order_by(EVENT.c.vin)
)
_OF_KIND = select(EVENT.c.vin, EVENT.c.body).where(EVENT.c.kind == bindparam("kind")).order_by(EVENT.c.seq)


def row_of(
    vin: str, number: int, end: EndOfLife, open_items: tuple[str, ...], *, has_battery: bool
) -> StoredEnd | None:
    """The stored row of where a car stands; None without any event of its end."""
    if end.since is None:
        return None
    return ROWS.of(
        end,
        vin=vin,
        number=number,
        step=end.step(open_items, has_battery=has_battery),
        depolluted_on=end.depolluted_on(open_items),
    )


save, car, vins, some = ROWS.save, ROWS.one, ROWS.keys, ROWS.some


def told_of(tx: Transaction) -> list[str]:
    """The cars whose lives tell of their end."""
    return [vin for vin in tx.ask(_TOLD).scalars() if vin]


def numbers(tx: Transaction, which: Step | None, first: int | None = None, *, closed: bool = False) -> "array[int]":
    """The numbers of the cars at a step, of those that are through, or of all; the longest waiting first."""
    asked = _NUMBERS_CLOSED if closed else _NUMBERS if which is None else _NUMBERS_AT
    facts = {"at": which.value} if which and not closed else {}
    return array("q", tx.ask(asked.limit(first) if first else asked, **facts).scalars())


def counts(tx: Transaction) -> tuple[dict[Step, int], int]:
    """How many open cars stand at each step, and how many are through."""
    found = {Step.of(step): number for step, number in tx.ask(_BY_STEP)}
    return found, tx.ask(_CLOSED).scalar_one()


def open_cars(tx: Transaction) -> list[StoredEnd]:
    """The cars on their way out."""
    return [ROWS.made(row) for row in tx.ask(_OPEN)]


def certified(tx: Transaction, since: date) -> list[StoredEnd]:
    """The cars whose certificate was issued since a day, the latest first."""
    return [ROWS.made(row) for row in tx.ask(_CERTIFIED, since=since)]


def next_certificate(tx: Transaction, year: int) -> int:
    """The next of our own certificates of a year; no gaps, because only one writes at a time."""
    return (tx.ask(_LAST, year=year).scalar_one() or 0) + 1


def save_certificate(tx: Transaction, signed: Numbered) -> None:
    """Keep a certificate's number."""
    tx.write(_SIGN, **{name: getattr(signed, name) for name in Numbered.__slots__})


def withdraw_certificate(tx: Transaction, event: int, by_event: int) -> None:
    """Mark the certificate of an event as taken back; its number stays taken."""
    tx.write(_WITHDRAW, which=event, by_event=by_event)


def certificates(tx: Transaction) -> list[Numbered]:
    """All certificates, in the order in which they were told."""
    return [Numbered(*row) for row in tx.ask(_CERTIFICATES)]


def next_part(tx: Transaction, year: int) -> int:
    """The next number of a part in a year."""
    return (tx.ask(_LAST_PART, year=year).scalar_one() or 0) + 1


def save_parts(tx: Transaction, taken: Sequence[PartNumber]) -> None:
    """Keep the numbers of parts."""
    tx.write(_NEW_PART, *({name: getattr(each, name) for name in PartNumber.__slots__} for each in taken))


def parts(tx: Transaction) -> list[PartNumber]:
    """All numbers of parts, by year and number."""
    return [PartNumber(*row) for row in tx.ask(_PARTS)]


def permits(tx: Transaction) -> list[Permit]:
    """The dealer's permits, the first first."""
    return [msgspec.json.decode(said, type=Permit) for said in tx.ask(_PERMITS).scalars()]


def save_permit(tx: Transaction, permit: Permit) -> None:
    """Keep a permit; one of the same number gives way."""
    tx.write(_NO_PERMIT, which=permit.number)
    said = msgspec.json.encode(permit).decode()
    tx.write(_NEW_PERMIT, number=permit.number, valid_from=permit.valid_from, said=said)


def told(tx: Transaction, kind: Happening) -> list[tuple[str, RecordedEvent]]:
    """All events of a kind, each with its car."""
    return [(str(row.vin), read_body(row.body)) for row in tx.ask(_OF_KIND, kind=kind.value)]


reported.report_view(
    "end_of_life",
    "One row for each vehicle on its way out, or gone.",
    reported.ReportColumn("vin", CAR.c.vin, "The vehicle."),
    reported.flag("is_open", CAR.c.open, "Whether something is still to be done."),
    reported.code("next_step", CAR.c.step, "The next step", Step),
    reported.day("since", CAR.c.since, "Since when it waits for that."),
    reported.day("taken_over_on", CAR.c.taken_over_on, "The day on which it was taken over for treatment."),
    reported.day("depolluted_on", CAR.c.depolluted_on, "The day on which it was depolluted."),
    reported.day("battery_handed_over_on", CAR.c.battery_on, "The day on which its battery was handed over."),
    reported.ReportColumn("certificate", CAR.c.certificate, "The number of its certificate."),
    reported.day("destroyed_on", CAR.c.destroyed_on, "The day of the certificate."),
    source=CAR,
    order=(CAR.c.number,),
)
