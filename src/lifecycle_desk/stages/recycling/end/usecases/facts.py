"""What the books know for a certificate: facts by the names that its form asks for; what is not known is not there."""

from dataclasses import replace
from datetime import date
from typing import Any

from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.stages.recycling.end.rules.addresses import Address
from lifecycle_desk.stages.recycling.end.rules.permits import Permit
from lifecycle_desk.stages.recycling.end.rules.taking_over import RegistrationDocument
from lifecycle_desk.stages.recycling.end.usecases.recording import Car
from lifecycle_desk.stages.recycling.end.usecases.taking_over import TakeOver
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.usecases.recording import opened
from lifecycle_desk.vehicle.usecases.steps import told_as


def taken_over(of: Car) -> RecordedEvent | None:
    """The event by which a car was taken over, if it was."""
    return next((each for each in of.events if each.seq == of.end.taken_over_event), None)


def statement(tx: Transaction, of: Car) -> tuple[TakeOver | None, dict[str, Any] | None]:
    """What was told at the taking over, and its personal part while the holder is not erased."""
    told = taken_over(of)
    if told is None:
        return None, None
    plain = told.facts | {
        "holder": told.person or 0,
        "nationality": "",
        "identity_document": "identity_card",
        "identity_number": "",
    }
    return told_as(TakeOver, of.vin, replace(told, facts=plain)), opened(tx, told.seq)


def certificate_facts(
    tx: Transaction, of: Car, permit: Permit | None, on: date | None, *, signed: bool = False
) -> dict[str, Any]:
    """All facts that are known, by name; texts and days as they are."""
    taking, personal = statement(tx, of)
    dealer = dealership.dealer(tx)
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
    if taking:
        known |= _of_vehicle(taking, of.row.plate)
    if personal:
        known |= _of_holder(personal)
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


def _of_holder(personal: dict[str, Any]) -> dict[str, Any]:
    address = Address(**personal["address"])
    return {
        "holder.name": personal["name"],
        "holder.address": address.lines if address.is_whole else _written(personal.get("written_address") or ""),
        "holder.nationality": personal["nationality"],
        "holder.signature": personal["signature"],
    }


def _written(address: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, address.splitlines())))
