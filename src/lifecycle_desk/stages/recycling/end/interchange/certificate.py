"""A certificate of destruction as JSON in the model of Catena-X, CertificateOfDestruction 2.0.0 (draft).

Source: eclipse-tractusx/sldt-semantic-models, io.catenax.certificate_of_destruction/2.0.0, made from the German
Verwertungsnachweis; every field is required but `fax`. Nothing is guessed: what the books do not hold refuses the
export and is named by its path. `dismantlingDate` is the day of issue, `firstRegistration` is written as in the
model's own sample (19.12.2014), other days are ISO. The facility takes cars back itself, so the return point is the
dismantler; its auditor stands for both. A permit that ends on no day has the last one of ISO 8601 as `expiryDate`,
which is required. `licenseAbbreviation` is the nationality mark of the road (E, F, D), which Decision 2002/151/EC wants
and for which the model has no other place; its sample has a German district there.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from lifecycle_desk.base.objections import N_, NN_, objection
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.commands.options import VIN
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.stages.recycling.end.rules.addresses import NOWHERE, Address
from lifecycle_desk.stages.recycling.end.rules.nationality_marks import nationality_mark
from lifecycle_desk.stages.recycling.end.usecases.showing import CertificateTold, EndPage, end_page

KIND = "certificate-of-destruction"
NO_END = date.max  # 9999-12-31
ADDRESS = ("name", "street", "houseNumber", "zip", "location", "country")

NoCertificate = objection(
    "NoCertificate", N_("No certificate of destruction was issued here for %(vin)s."), "vin", vin=str
)
CertificateLacks = objection(
    "CertificateLacks",
    NN_(
        "%(n)s required field is not known: %(fields)s.",
        "%(n)s required fields are not known: %(fields)s.",
    ),
    n=int,
    fields=NamesInText,
)


def write(user: UserSession, asked: dict[str, Any]) -> Iterator[bytes]:
    """The certificate of a vehicle; refuses one that was not issued here, and one that lacks a required field."""
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, EXPORT)
    page = end_page(user, str(asked.get("vin") or ""))
    told = page.certificate
    if told is None or not told.own or told.permit is None:
        raise NoCertificate(page.vin)
    profile = dealer(user.store)
    made = document(page, told, profile.legal_name or profile.name, profile.phone)
    if missing := list(lacking(made)):
        raise CertificateLacks(len(missing), in_text(missing))
    yield msgspec.json.format(msgspec.json.encode(made), indent=2)
    yield b"\n"


def document(page: EndPage, told: CertificateTold, name: str, phone: str) -> dict[str, Any]:
    """The certificate as the model has it; what is not known is None."""
    permit = told.permit
    facility = permit.facility if permit else NOWHERE
    auditor = permit.auditor if permit else NOWHERE
    here, contact = _address(facility, name), {"phone": (permit.phone if permit else "") or phone or None}
    auditing, auditor_phone = _address(auditor), {"phone": (permit.auditor_phone if permit else "") or None}
    dates = {
        "issueDate": _day(permit.valid_from if permit else None),
        "expiryDate": _day((permit.valid_to or NO_END) if permit else None),
        "isVehicleWithdrawnFromService": True,
    }
    return {
        "serialNumber": told.number,
        "companyNumber": (permit.company_number if permit else "") or None,
        "dismantlingDate": _day(told.on),
        "vehicleOwnerProperties": _owner(page),
        "vehicleProperties": _vehicle(page, told.on),
        "returnPointProperties": {
            "receiverAddress": here,
            "receiverContact": contact,
            "receiverAuditorAddress": auditing,
            "receiverAuditorContact": auditor_phone,
            **dates,
        },
        "dismantlerProperties": {
            "dismantlerAddress": here,
            "dismantlerContact": contact,
            "dismantlerAuditorAddress": auditing,
            "dismantlerAuditorContact": auditor_phone,
            "receiverAuditorAddress": auditing,
            "governmentAddress": _address(permit.authority if permit else NOWHERE),
            **dates,
        },
    }


def _owner(page: EndPage) -> dict[str, Any]:
    name = page.holder.name if page.holder else ""
    address = page.taking.address if page.taking else NOWHERE
    return {
        "isVehicleOwnerInformationComplete": bool(name) and address.is_whole,
        "vehicleOwnerAddress": _address(address, name),
        "citizenship": page.known.get("holder.nationality"),
    }


def _vehicle(page: EndPage, on: date) -> dict[str, Any]:
    known = page.known
    country = known.get("vehicle.country")
    first = known.get("vehicle.first_registration")
    made = {
        "identification": page.vin,
        "licensePlate": known.get("vehicle.plate"),
        "licenseAbbreviation": nationality_mark(country, on) if country else None,
        "brand": known.get("vehicle.make"),
        "model": known.get("vehicle.model"),
        "class": known.get("vehicle.class"),
        "emptyWeight": known.get("vehicle.empty_weight"),
        "firstRegistration": first.strftime("%d.%m.%Y") if isinstance(first, date) else None,
    }
    return {"isVehicleInformationComplete": None not in made.values()} | made


def _address(address: Address, name: str = "") -> dict[str, Any]:
    parts = (
        address.name or name,
        address.street,
        address.house_number,
        address.postcode,
        address.town,
        address.country,
    )
    return {field: part or None for field, part in zip(ADDRESS, parts, strict=True)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def lacking(made: Mapping[str, Any], under: str = "") -> Iterator[str]:
    """The paths of all fields that are not known."""
    for name, value in made.items():
        if value is None:
            yield f"{under}{name}"
        elif isinstance(value, dict):
            yield from lacking(value, f"{under}{name}.")


WRITER = Writer(KIND, N_("Certificate of destruction as JSON (Catena-X 2.0.0)."), write, takes=(VIN,))
