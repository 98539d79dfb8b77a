"""The books' facts for a certificate: by the names that its form asks for; unknown facts are absent."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lifecycle_desk.base.typed import typed
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.stages.recycling.end.rules.permits import Permit
from lifecycle_desk.stages.recycling.end.rules.taking_over import RegistrationDocument
from lifecycle_desk.stages.recycling.end.usecases.recording import Car
from lifecycle_desk.stages.recycling.end.usecases.taking_over import TAKEN_OVER, TakeOver
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.rules.steps import Step
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.recording import opened
from lifecycle_desk.vehicle.usecases.steps import told_as


@dataclass(frozen=True, slots=True)
class Holder:
    """The last holder as the taking over has them; texts are empty where the data were erased."""

    person: Person | None = None
    name: str = ""
    written_address: str = ""


def statement(tx: Transaction, of: Car) -> tuple[TakeOver, Holder] | None:
    """What was told at the taking over, if it was, and by whom."""
    told = next((each for each in of.events if each.seq == of.end.taken_over_event), None)
    if told is None:
        return None
    unknown = {"holder": told.person or 0, "nationality": "", "identity_document": "identity_card"}
    said = told_with_own(tx, TAKEN_OVER, of.vin, replace(told, facts=told.facts | unknown | {"identity_number": ""}))
    holder = typed(Holder, opened(tx, told.seq) or {})
    return said, replace(holder, person=people.maybe_person(tx, of.end.holder))


def told_with_own[Asked](tx: Transaction, step: Step[Asked], vin: str, told: RecordedEvent) -> Asked:
    """What was asked at a step, with what was sealed apart of it while the person is not erased."""
    own = opened(tx, told.seq) or {}
    sealed = {name: own[name] for name in step.not_facts if name in own}
    return told_as(step.asks, vin, replace(told, facts=told.facts | sealed))


def certificate_facts(
    tx: Transaction, of: Car, permit: Permit | None, on: date | None, *, signed: bool = False
) -> dict[str, Any]:
    """All facts that are known, by name; texts and days as they are."""
    stated, dealer = statement(tx, of), dealership.dealer(tx)
    known: dict[str, Any] = {
        "vehicle.make": of.row.make,
        "vehicle.model": " ".join(filter(None, (of.row.model, of.row.variant))),
        "vehicle.vin": of.vin,
        "vehicle.first_registration": of.row.first_registered_on,
        "vehicle.plate": of.row.plate,
        "certificate.date": on,
        "facility.signature": signed,
    }
    if permit:
        known |= _of_permit(permit, dealer.legal_name or dealer.name, dealer.address)
    if stated:
        known |= _of_vehicle(stated[0], of.row.plate) | _of_holder(*stated)
    return {name: value for name, value in known.items() if value}


def _of_permit(permit: Permit, name: str, address: str) -> dict[str, Any]:
    return {
        "facility.name": permit.facility.name or name,
        "facility.address": permit.facility.lines if permit.facility.is_whole else _written(address),
        "facility.number": permit.number,
        "authority.name": permit.authority.name,
        "authority.address": permit.authority.lines if permit.authority.is_whole else (),
        "auditor.name": permit.auditor.name,
        "permit.issued": permit.valid_from,
        "permit.expiry": permit.valid_to,
    }


def _of_vehicle(taking: TakeOver, plate: str | None) -> dict[str, Any]:
    document = taking.registration_document
    return {
        "vehicle.plate": taking.plate or plate,
        "vehicle.country": taking.registration_country,
        "vehicle.class": taking.vehicle_class,
        "vehicle.empty_weight": taking.empty_weight_kg,
        "vehicle.document": document if document is not RegistrationDocument.MISSING else None,
    }


def _of_holder(taking: TakeOver, holder: Holder) -> dict[str, Any]:
    address = taking.address
    return {
        "holder.name": holder.name,
        "holder.address": address.lines if address.is_whole else _written(holder.written_address),
        "holder.nationality": taking.nationality,
        "holder.signature": taking.signature,
    }


def _written(address: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, address.splitlines())))
