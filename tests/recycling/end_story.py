"""The story that the tests of the end tell: a car with a damaged battery, its last holder, the facility's permit."""

from datetime import date
from decimal import Decimal

from lifecycle_desk.batteries.rules.words import Fate
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.market.checklist_items import ItemKind, concerned
from lifecycle_desk.market.checklists import checklist
from lifecycle_desk.stages.recycling.batteries_out.rules.transport import Condition
from lifecycle_desk.stages.recycling.batteries_out.usecases import HandOverBattery, hand_over_battery
from lifecycle_desk.stages.recycling.depollution.rules.depollution import LIST, ItemDone, ItemState
from lifecycle_desk.stages.recycling.depollution.rules.parts import Grade, PartTaken
from lifecycle_desk.stages.recycling.depollution.usecases import (
    RecordDepollution,
    TakeParts,
    record_depollution,
    take_parts,
)
from lifecycle_desk.stages.recycling.end.rules.addresses import Address
from lifecycle_desk.stages.recycling.end.rules.permits import Permit
from lifecycle_desk.stages.recycling.end.rules.taking_over import IdentityDocument, RegistrationDocument
from lifecycle_desk.stages.recycling.end.usecases.certifying import CertifyDestruction, certify_destruction
from lifecycle_desk.stages.recycling.end.usecases.permits import record_permit
from lifecycle_desk.stages.recycling.end.usecases.taking_over import TakeOver, take_over_vehicle
from lifecycle_desk.stages.recycling.room import ROOM as OF_RECYCLING
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

CHECKS = tuple(OF_RECYCLING.offered("checks"))

VIN, ICE_VIN, OTHER_VIN = "LC0CE4CB5N0000001", "LVVDB11B5ND000002", "LSJWH4095PN000001"
PACK = "X12PCPM27KLPCLX2M2382320"
HOLDER = Person("María Ñández", phone="+34 600 000 001", address="Calle Mayor 5\n28013 Madrid")
SIGNATURE = (((0, 40), (20, 0), (40, 40), (60, 5)), ((10, 20), (50, 20)))
ADDED, TAKEN, DRAINED, GONE, ENDED = (date(2026, 11, day) for day in (2, 9, 11, 16, 20))
PERMIT = Permit(
    "CAT-28/0417",
    Address("Comunidad de Madrid", "Calle de Alcalá", "16", "28014", "Madrid", "ES"),
    Address("Sathorn EV Dismantling", "Rama III Road", "88/1", "10120", "Bangkok", "TH"),
    date(2024, 1, 1),
    date(2027, 12, 31),
    "0105561000123",
    "+66 2 555 0100",
    Address("TÜV Rheinland", "Am Grauen Stein", "1", "51105", "Köln", "DE"),
    "+49 221 806-0",
)


def car(user: UserSession, vin: str = VIN, energy: Energy = Energy.BEV, plate: str = "9064 LKP") -> None:
    """A customer's car in the books."""
    add_person(user, HOLDER)
    pack = PACK if energy.has_traction_battery else None
    description = Description("BYD", "Dolphin", "60 kWh", 2023, energy, Chemistry.LFP if pack else None)
    since = date(2023, 5, 4)
    add_vehicle(user, AddVehicle(vin, ADDED, description, plate, owner=1, first_registered_on=since, battery_code=pack))


def handing_in(vin: str = VIN, **more) -> TakeOver:
    """The car is handed in."""
    given = {
        "vin": vin,
        "on": TAKEN,
        "holder": 1,
        "nationality": "es",
        "identity_document": IdentityDocument.IDENTITY_CARD,
        "identity_number": "12345678Z",
        "owner_declared": True,
        "registration_document": RegistrationDocument.HANDED_IN,
        "address": Address("", "Calle Mayor", "5", "28013", "Madrid", "ES"),
        "registration_country": "ES",
        "empty_weight_kg": 1_658,
        "signature": SIGNATURE,
    }
    return TakeOver(**given | more)


def all_done(energy: Energy = Energy.BEV, **otherwise: ItemState) -> tuple[ItemDone, ...]:
    """Every item of the list done, but for those that are named."""
    found = []
    for item in concerned(checklist(LIST, TAKEN).items, energy):
        state = otherwise.get(item.id, ItemState.DONE)
        amount = Decimal(6) if item.kind is ItemKind.MEASURE and state is ItemState.DONE else None
        reason = "seized" if state is ItemState.NOT_FEASIBLE else ""
        found.append(ItemDone(item.id, state, amount, reason=reason))
    return tuple(found)


def battery(vin: str = VIN, **more) -> HandOverBattery:
    """The battery goes to a recycler."""
    given = {
        "vin": vin,
        "on": GONE,
        "codes": (PACK,),
        "chemistry": Chemistry.LFP,
        "condition": Condition.DAMAGED_NONCRITICAL,
        "assessor": "anan",
        "assessed_on": DRAINED,
        "carrier": "Kerry Hazmat",
        "consignee": "Cirba Recycling",
        "permit_number": "RW-7781",
        "permit_until": date(2028, 6, 30),
        "fate": Fate.RECYCLING,
        "mass_kg": Decimal("412.5"),
        "nominal_wh": 60_480,
        "soc_percent": 22,
        "waste_code": "16 06 07*",
        "driver": "Somsak P.",
        "signature": SIGNATURE,
        "driver_signature": SIGNATURE,
    }
    return HandOverBattery(**given | more)


PARTS = (
    PartTaken("Headlamp, left", Grade.A, "13521-AB", "R3-12", Decimal("4.2")),
    PartTaken("Drive motor", Grade.B, place="R1-01"),
)


def staff(user: UserSession) -> None:
    """A technician and two managers."""
    for name, role in (("anan", Role.TECHNICIAN), ("malee", Role.MANAGER), ("niran", Role.MANAGER)):
        take_on(user, Member(name, f"{name.title()} Sathorn", role))


def ready(user: UserSession, vin: str = VIN, energy: Energy = Energy.BEV) -> None:
    """All is done but the certificate."""
    staff(user)
    record_permit(user, PERMIT)
    car(user, vin, energy)
    take_over_vehicle(user, handing_in(vin))
    record_depollution(user, RecordDepollution(vin, DRAINED, all_done(energy), "anan"))
    take_parts(user, TakeParts(vin, DRAINED, PARTS, "anan"))
    if energy.has_traction_battery:
        hand_over_battery(user, battery(vin))


def certifying(vin: str = VIN, **more) -> CertifyDestruction:
    """Two sign."""
    given = {"vin": vin, "on": ENDED, "examined_by": "anan", "released_by": "malee"}
    return CertifyDestruction(**given | more)


def destroyed(user: UserSession) -> str:
    """The car is destroyed; gives the number of its certificate."""
    ready(user)
    return certify_destruction(user, certifying()).value.certificate


def sound(user: UserSession) -> None:
    """The tables of the end say what the lives say."""
    with user.store.reading() as tx:
        assert [finding for check in CHECKS for finding in check(tx)] == []
