"""What ends a life: the certificate of destruction, our own or that of another facility, and reports to authorities."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.rules import CERTIFY, END_OF_LIFE, MAY
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.recycling import tables
from lifecycle_desk.stages.recycling.rules import certificates, deadlines, permits, status
from lifecycle_desk.stages.recycling.rules.deadlines import DeadlineUnknown
from lifecycle_desk.stages.recycling.rules.entries import check_named, check_texts
from lifecycle_desk.stages.recycling.rules.status import Happening
from lifecycle_desk.stages.recycling.usecases.facts import certificate_facts
from lifecycle_desk.stages.recycling.usecases.recording import (
    Car,
    EventRef,
    car,
    car_here,
    car_taken_over,
    check_after,
    check_documents,
    check_last_stage,
    facts_of,
    record,
)
from lifecycle_desk.stages.recycling.usecases.taking_back import undone, withdrawn
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event, Stage, VehicleState, check_day


@dataclass(frozen=True, slots=True)
class CertifyDestruction:
    """A certificate of our own: who examined and who releases, both members of staff by their short names."""

    vin: str
    on: date
    examined_by: str
    released_by: str
    note: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordCertificate:
    """A certificate that another facility issued: its number, the facility and its permit."""

    vin: str
    on: date
    number: str
    facility: str
    permit_number: str = ""
    note: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportDeadline:
    """A report to an authority that keeps a deadline, with the reference that it was given."""

    vin: str
    on: date
    deadline: str
    reference: str
    note: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Destroyed:
    """A car whose life is closed, and the number of its certificate."""

    vin: str
    event: int
    certificate: str


@command(CERTIFY, undo=withdrawn)
def certify_destruction(tx: Transaction, asked: CertifyDestruction) -> Destroyed:
    """Issue the certificate of destruction, by two members of staff: the life of the car is closed."""
    of = car_here(tx, asked.vin)
    for objection in status.blocks(of.end, of.open_items, has_battery=of.has_battery):
        raise objection
    check_day(asked.on, today(tx))
    permit = permits.in_force(tables.permits(tx), asked.on)
    if permit is None:
        raise permits.PermitMissing(asked.on)
    _check_signers(tx, asked)
    _check_days(of, asked.on)
    check_texts([("note", asked.note)])
    check_documents(tx, asked.documents)
    known = certificate_facts(tx, of, permit, asked.on, signed=True)
    if missing := certificates.look_at(certificates.completeness(known.keys(), dealership.dealer(tx).market, asked.on)):
        raise missing
    year = asked.on.year
    ordinal = tables.next_certificate(tx, year)
    number = certificates.number_of(year, ordinal)
    facts = facts_of(asked) | {"certificate": number, "own": True, "permit": permit}
    return _destroyed(tx, of, asked.on, facts, ordinal, asked.documents)


@command(END_OF_LIFE, undo=withdrawn)
def record_certificate(tx: Transaction, asked: RecordCertificate) -> Destroyed:
    """Write down the certificate of destruction that another facility issued: the life of the car is closed."""
    of = car_taken_over(tx, asked.vin)
    if not asked.number.strip() or not asked.facility.strip():
        raise certificates.FacilityNumberMissing().at_field("facility" if asked.number.strip() else "number")
    check_named([("number", asked.number), ("facility", asked.facility)])
    check_texts([("permit_number", asked.permit_number), ("note", asked.note)])
    check_day(asked.on, today(tx))
    _check_days(of, asked.on)
    check_documents(tx, asked.documents)
    facts = facts_of(asked) | {"certificate": " ".join(asked.number.split()), "own": False}
    return _destroyed(tx, of, asked.on, facts, None, asked.documents)


def _destroyed(
    tx: Transaction, of: Car, on: date, facts: dict[str, Any], ordinal: int | None, documents: tuple[str, ...]
) -> Destroyed:
    number = str(facts["certificate"])
    event = Event(
        of.vin, on, Happening.DESTROYED.value, facts, VehicleState(stage=Stage.DESTROYED), documents=documents
    )
    seq = record(tx, event)
    tables.keep_certificate(tx, tables.Numbered(seq, number, of.vin, on.year, ordinal, None))
    return Destroyed(of.vin, seq, number)


def _check_days(of: Car, on: date) -> None:
    """A certificate comes after all that it rests on."""
    check_last_stage(of, on)
    check_after(on, of.end.depolluted_on(()))
    check_after(on, of.end.battery_on)


def _check_signers(tx: Transaction, asked: CertifyDestruction) -> None:
    """Two who work here, not one twice, whose roles cover it; with sign-in on, who releases is who sits there."""
    if asked.examined_by.strip() == asked.released_by.strip():
        raise certificates.SignersTheSame
    for field, right in (("examined_by", END_OF_LIFE), ("released_by", CERTIFY)):
        who = getattr(asked, field).strip()
        member = dealership.member(tx, who)
        if member is None or not member.active:
            raise certificates.SignerUnknown(who).at_field(field)
        if right not in MAY[member.role]:
            raise certificates.SignerMayNot(who).at_field(field)
    if dealership.dealer(tx).sign_in and tx.by != asked.released_by.strip():
        raise certificates.ReleasedByAnother(asked.released_by)


@command(END_OF_LIFE, undo=undone)
def report_deadline(tx: Transaction, asked: ReportDeadline) -> EventRef:
    """Write down a report to an authority that keeps a deadline."""
    of = car(tx, asked.vin)
    check_named([("reference", asked.reference)])
    check_texts([("note", asked.note)])
    check_documents(tx, asked.documents)
    market = dealership.dealer(tx).market
    waiting = [
        each
        for each in deadlines.dues(of.events, market, today(tx), of.end.depolluted_on(of.open_items))
        if each.waits and each.deadline.id == asked.deadline and each.deadline.until == deadlines.REPORTED
    ]
    if not waiting:
        raise DeadlineUnknown(asked.deadline)
    check_after(asked.on, waiting[0].since)
    facts = facts_of(asked) | {"event": waiting[0].event}
    event = Event(of.vin, asked.on, Happening.REPORTED.value, facts, documents=asked.documents)
    return EventRef(of.vin, record(tx, event))


VERBS: tuple[Command[Any, Any], ...] = (certify_destruction, record_certificate, report_deadline)
