"""The end of a life: the certificate of destruction, our own or another facility's, and reports to authorities."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import Piece
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import Documents, Note, On, Own, Text
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.dealership.usecases.permitting import has, in_pair
from lifecycle_desk.stages.recycling.end import tables
from lifecycle_desk.stages.recycling.end.rules import certificates, deadlines, permits, status
from lifecycle_desk.stages.recycling.end.rules.deadlines import DeadlineUnknown
from lifecycle_desk.stages.recycling.end.rules.measures import Reference
from lifecycle_desk.stages.recycling.end.rules.permits import Certified
from lifecycle_desk.stages.recycling.end.rules.rights import CERTIFY, END_OF_LIFE
from lifecycle_desk.stages.recycling.end.rules.status import Happening
from lifecycle_desk.stages.recycling.end.usecases.facts import certificate_facts
from lifecycle_desk.stages.recycling.end.usecases.recording import (
    Car,
    car,
    car_here,
    car_taken_over,
    check_after,
    check_last_stage,
    record,
)
from lifecycle_desk.stages.recycling.end.usecases.taking_back import undone, withdrawn
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import wording
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent, Stage, VehicleState, check_day
from lifecycle_desk.vehicle.rules.resting import Rests
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.rules.wording import Names, Worded
from lifecycle_desk.vehicle.usecases.recording import EventRef
from lifecycle_desk.vehicle.usecases.steps import check, event_of

NUMBER = C_("certificate", "Number")
DEAD = VehicleState(stage=Stage.DESTROYED)
BEFORE_IT = (Happening.TAKEN_OVER, Happening.DEPOLLUTED, Happening.PARTS_TAKEN, Happening.BATTERY_HANDED_OVER)
TO_REPORT = tuple(
    Rests(each, "event")
    for each in (
        Happening.TOTAL_LOSS,
        Happening.STOLEN,
        Happening.EXPORTED,
        Happening.TAKEN_OVER,
        Happening.DEPOLLUTED,
        Happening.BATTERY_HANDED_OVER,
        Happening.DESTROYED,
    )
)


def _number(told: RecordedEvent, _: Names) -> Piece | None:
    return told.facts_as(Certified).certificate


@dataclass(frozen=True, slots=True)
class CertifyDestruction:
    """A certificate of our own: who examined and who releases, both members of staff by their short names."""

    vin: str
    on: On
    examined_by: Annotated[str, Text(N_("Examined by"), needed=True)]
    released_by: Annotated[str, Text(N_("Released by"), needed=True)]
    note: Note = ""
    documents: Documents = ()


CERTIFIED = Step(
    CertifyDestruction,
    Happening.DESTROYED,
    "certificate",
    heading=N_("Issue the certificate of destruction"),
    done=N_("Certificate issued; the vehicle’s history is closed"),
    form="examined_by released_by on / note documents",
    save=C_("certificate", "Issue"),
    adds=Certified,
    detail=(_number,),
    first=((NUMBER, _number),),
    travels=("certificate", "own", "permit"),
    rests_on=BEFORE_IT,
)


@dataclass(frozen=True, slots=True)
class RecordCertificate:
    """A certificate that another facility issued: its number, the facility and its permit."""

    vin: str
    on: On
    number: Annotated[str, Text(NUMBER, needed=True, refuses=certificates.FacilityNumberMissing)]
    facility: Annotated[str, Text(N_("Facility"), needed=True, refuses=certificates.FacilityNumberMissing)]
    permit_number: Annotated[str, Text(N_("Permit number"))] = ""
    note: Note = ""
    documents: Documents = ()


RECORDED = Step(
    RecordCertificate,
    Happening.DESTROYED,
    "certificate",
    heading=N_("Other facility’s certificate"),
    done=N_("Certificate recorded; the vehicle’s history is closed"),
    form="number facility:2 permit_number on / note documents",
    adds=Certified,
    detail=(_number, "facility"),
    only_said=("permit",),
    rests_on=BEFORE_IT,
)


def _destruction(told: RecordedEvent, names: Names) -> Worded:
    """Two steps end a life by the same event; it says which of them it was."""
    step: Step[Any] = CERTIFIED if told.facts_as(Certified).own else RECORDED
    return step.worded(told, names)


@dataclass(frozen=True, slots=True)
class ReportDeadline:
    """A report to an authority that keeps a deadline, with the reference that it was given."""

    vin: str
    on: On
    deadline: Annotated[str, Own(C_("deadline", "Deadline"))]
    reference: Reference
    note: Note = ""
    documents: Documents = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """The event from which the deadline ran."""

    event: int


REPORTED = Step(
    ReportDeadline,
    Happening.REPORTED,
    "send",
    heading=N_("Report to the authority"),
    done=N_("Report saved"),
    form="deadline:2 reference on / note documents",
    adds=Kept,
    detail=("reference",),
    rests_on=TO_REPORT,
)


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
    check(tx, asked)
    known = certificate_facts(tx, of, permit, asked.on, signed=True)
    if missing := certificates.look_at(certificates.completeness(known.keys(), dealership.dealer(tx).market, asked.on)):
        raise missing
    year = asked.on.year
    ordinal = tables.next_certificate(tx, year)
    number = certificates.number_of(year, ordinal)
    event = event_of(CERTIFIED, asked, of.vin, Certified(number, own=True, permit=permit), DEAD)
    return _destroyed(tx, event, number, ordinal)


@command(END_OF_LIFE, undo=withdrawn)
def record_certificate(tx: Transaction, asked: RecordCertificate) -> Destroyed:
    """Write down the certificate of destruction that another facility issued: the life of the car is closed."""
    of = car_taken_over(tx, asked.vin)
    check(tx, asked)
    check_day(asked.on, today(tx))
    _check_days(of, asked.on)
    number = " ".join(asked.number.split())
    return _destroyed(tx, event_of(RECORDED, asked, of.vin, Certified(number, own=False), DEAD), number, None)


def _destroyed(tx: Transaction, event: Event, number: str, ordinal: int | None) -> Destroyed:
    seq, of = record(tx, event), str(event.vin)
    tables.save_certificate(tx, tables.Numbered(seq, number, of, event.on.year, ordinal, None))
    return Destroyed(of, seq, number)


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
        if not has(tx, member, right):
            raise certificates.SignerMayNot(who).at_field(field)
    if dealership.dealer(tx).sign_in and tx.by != asked.released_by.strip():
        raise certificates.ReleasedByAnother(asked.released_by)
    in_pair(tx, CERTIFY, asked.examined_by.strip())


@command(END_OF_LIFE, undo=undone)
def report_deadline(tx: Transaction, asked: ReportDeadline) -> EventRef:
    """Write down a report to an authority that keeps a deadline."""
    of = car(tx, asked.vin)
    check(tx, asked)
    market = dealership.dealer(tx).market
    waiting = [
        each
        for each in deadlines.dues(of.events, market, today(tx), of.end.depolluted_on(of.open_items))
        if each.waits and each.deadline.id == asked.deadline and each.deadline.until == deadlines.REPORTED
    ]
    if not waiting:
        raise DeadlineUnknown(asked.deadline)
    check_after(asked.on, waiting[0].since)
    return EventRef(of.vin, record(tx, event_of(REPORTED, asked, of.vin, Kept(waiting[0].event))))


teach(RECORDED, CERTIFIED, REPORTED)  # what travels is what the own certificate says: the other has less of it
wording.teach({Happening.DESTROYED.value: _destruction})

COMMANDS: tuple[Command[Any, Any], ...] = (certify_destruction, record_certificate, report_deadline)
