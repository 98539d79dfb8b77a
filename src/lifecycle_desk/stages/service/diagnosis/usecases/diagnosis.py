"""Diagnosis: a session read out is written down as one event, or taken back; codes are described."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.dealership.usecases.day import day_of
from lifecycle_desk.stages.service.diagnosis.rules import diagnosis
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import (
    Description,
    DiagnosisEvent,
    DiagnosisGone,
    DiagnosisKnown,
    DiagnosisOfNothing,
    OrderOfAnother,
    Session,
    UnknownDiagnosis,
)
from lifecycle_desk.stages.service.diagnosis.rules.trouble_codes import read_code
from lifecycle_desk.stages.service.diagnosis.tables import code_descriptions
from lifecycle_desk.stages.service.diagnosis.tables import sessions as diagnosis_rows
from lifecycle_desk.stages.service.orders.rules.facts import AtOrder
from lifecycle_desk.stages.service.orders.rules.kinds import Reason
from lifecycle_desk.stages.service.orders.rules.orders import RepairOrder
from lifecycle_desk.stages.service.orders.rules.states import CANCELLED, OrderClosed
from lifecycle_desk.stages.service.orders.rules.wording import taking_back
from lifecycle_desk.stages.service.orders.tables import orders
from lifecycle_desk.stages.service.orders.usecases.asked import tidied
from lifecycle_desk.stages.service.orders.usecases.events import check_documents, plain
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.rules.rights import ORDER_EDIT
from lifecycle_desk.vehicle.rules.steps import teach
from lifecycle_desk.vehicle.tables import life, people
from lifecycle_desk.vehicle.usecases.recording import record_event
from lifecycle_desk.vehicle.usecases.voiding import Voided, only, undone_by, void_command

CODE = "code"  # what the search calls a trouble code


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDiagnosis(Session):
    """A reading out, at a repair order or, by `vin` alone, at a vehicle without one; `started` None: now.

    `documents` are the SHA-256 names of attached files, such as the tester's own report.
    """

    order: str = ""
    vin: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeBackDiagnosis:
    """A session by the number of its event, and why it is taken back."""

    event: int
    why: Reason


TAKEN_BACK = taking_back(TakeBackDiagnosis, DiagnosisEvent.TAKEN_BACK)


@dataclass(frozen=True, slots=True)
class DiagnosisDone:
    """A session by the number of its event, its vehicle, its order if it has one, and the codes that were read."""

    event: int
    vin: str
    order: str | None
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DescribeCodes:
    """Descriptions of codes that are kept in place of those of the same code, maker, failure type and language."""

    descriptions: tuple[Description, ...]


@dataclass(frozen=True, slots=True)
class CodesDescribed:
    """How many descriptions were new, were there with other words, and were known word for word."""

    new: int
    changed: int
    known: int


@void_command(
    TAKEN_BACK, ORDER_EDIT, only(DiagnosisEvent.READ, UnknownDiagnosis), tidy=tidied, same_day=True,
    unknown=UnknownDiagnosis, corrected=lambda _: DiagnosisGone(), person=lambda tx, told: _known(tx, told.person),
)  # fmt: skip
def take_back_diagnosis(tx: Transaction, void: Voided) -> DiagnosisDone:
    """Take a session back that was written down by mistake: it stays readable and no longer counts."""
    diagnosis_rows.let_count(tx, void.told.seq, counts=False)
    found = diagnosis_rows.session(tx, void.told.seq)
    codes = codes_of(found.session) if found else ()
    findable(tx, {each.partition("-")[0] for each in codes})
    return DiagnosisDone(void.event, void.vin, void.told.facts_as(AtOrder).order or None, codes)


@command(ORDER_EDIT, undo=undone_by(take_back_diagnosis))
def record_diagnosis(tx: Transaction, asked: RecordDiagnosis) -> DiagnosisDone:
    """Write down what was read out of a vehicle's control units: the codes of one session."""
    order = orders.order(tx, asked.order) if asked.order else None
    of = _vehicle(order, asked)
    row = life.row(tx, of)
    check_documents(tx, asked.documents)
    session = _session(asked, tx.at)
    if session.session and diagnosis_rows.by_id(tx, of, session.session) is not None:
        raise DiagnosisKnown(session.session)
    person = _known(tx, order.sheet.customer if order else row.owner)
    on = _day(tx, session)
    facts = plain(AtOrder(order.number if order else "")) | plain(replace(session, odometer=None))
    event = Event(of, on, DiagnosisEvent.READ.value, facts, odometer=session.odometer)
    seq = record_event(tx, replace(event, documents=asked.documents, person=person))
    diagnosis_rows.save(
        tx, diagnosis_rows.StoredDiagnosis(seq, of, order.key if order else None, True, on, session, person, tx.by)
    )
    codes = codes_of(session)
    findable(tx, {each.partition("-")[0] for each in codes})
    return DiagnosisDone(seq, of, order.number if order else None, codes)


@command(IMPORT)
def describe_codes(tx: Transaction, asked: DescribeCodes) -> CodesDescribed:
    """Keep what codes mean, by maker and language: a table of descriptions, all of it or nothing."""
    counted = {"new": 0, "changed": 0, "known": 0}
    codes: set[str] = set()
    for at, given in enumerate(asked.descriptions):
        try:
            made = diagnosis.tidied_description(given)
        except Objection as objection:
            raise objection.at_field(f"descriptions[{at}].{objection.at}") from None
        before = code_descriptions.description(tx, made)
        what = "new" if before is None else "known" if before == made else "changed"
        counted[what] += 1
        if before != made:
            code_descriptions.save_description(tx, made, tx.at)
            codes.add(made.code)
    findable(tx, {each for each in codes if diagnosis_rows.is_read(tx, each)})
    return CodesDescribed(**counted)


def codes_of(session: Session) -> tuple[str, ...]:
    """The codes of a session, each once, in the order in which they were read."""
    return tuple(dict.fromkeys(code.code for ecu in session.ecus for code in ecu.codes))


def findable(tx: Transaction, codes: set[str]) -> None:
    """Let codes be found that are read somewhere, by themselves and by the words of their descriptions."""
    known = code_descriptions.descriptions(tx, codes)
    for code in sorted(codes):
        if not diagnosis_rows.is_read(tx, code):
            search.forget(tx, CODE, code)
            continue
        titles = tuple(dict.fromkeys(each.title for each in known.get(code, ())))
        label = " · ".join((code, *titles[:1]))
        search.save(tx, CODE, code, None, label, (code, read_code(code).hex, *titles))


def _session(asked: RecordDiagnosis, now: datetime) -> Session:
    tidy = diagnosis.tidied(asked)
    given = {each.name: getattr(tidy, each.name) for each in fields(Session)}
    return replace(Session(**given), started=tidy.started or now)


def _vehicle(order: RepairOrder | None, asked: RecordDiagnosis) -> str:
    named = vin.canonical(asked.vin) if asked.vin else ""
    if order is None:
        if not named:
            raise DiagnosisOfNothing
        return named
    if named and named != order.vin:
        raise OrderOfAnother(order.number)
    if order.state is CANCELLED:
        raise OrderClosed(order.number, order.state)
    return order.vin


def _day(tx: Transaction, session: Session) -> date:
    """The day of a session by the dealer's clocks."""
    return day_of(tx, session.started or tx.at)


def _known(tx: Transaction, person: int | None) -> int | None:
    """A person whose key is there to seal a note under."""
    return person if person is not None and people.key_of(tx, person) is not None else None


teach(TAKEN_BACK)

COMMANDS: tuple[Command[Any, Any], ...] = (record_diagnosis, take_back_diagnosis, describe_codes)
