"""The story that the tests of the change of owner tell: a car with a charging card, its owner, and who buys it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, Place, Session
from lifecycle_desk.stages.charging.sessions.tables.chunks import chunks
from lifecycle_desk.stages.charging.sessions.tables.packing import packed
from lifecycle_desk.stages.charging.sessions.usecases.inbox import AssignName, assign_name
from lifecycle_desk.stages.charging.sessions.usecases.recording import Recording, Telling, record
from lifecycle_desk.stages.transfer.ownership.rules.ownership import Way
from lifecycle_desk.stages.transfer.ownership.rules.papers_wanted import PaperKind, PaperThere, Side
from lifecycle_desk.stages.transfer.ownership.usecases.changing import ChangeOwner
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

VIN, OTHER = "LGXCE4CB7R0000001", "LSJWH4095PN000001"
SOLD, CHANGED = date(2024, 3, 1), date(2026, 6, 15)
FIRST, SECOND = Person("Ana Primera", phone="600 555 0101"), Person("Luis Segundo", phone="600 555 0102")
CARD = "ES-CANARY-CARD-7"
CANARY = Place("Canary Plaza", "Canary Street 9", "Canaryville", "ESP", evse="ES*CAN*E77")
ODD_COST = Money(777_31, "EUR")
ODD_MINUTE = 47


def books_of(user: UserSession) -> tuple[int, int]:
    """A car of the first owner's, charged with her card until the change; gives both owners' numbers."""
    first, second = (add_person(user, each).value.number for each in (FIRST, SECOND))
    built = Description("BYD", "Seal", "", 2024, Energy.BEV, Chemistry.NMC, 60_000)
    car = AddVehicle(VIN, SOLD, built, "1234 KLM", Distance(10), first, SOLD, first_registered_on=SOLD)
    add_vehicle(user, car)
    assign_name(user, AssignName("ocpi-cdr", CARD, VIN))
    charge(user, [canary(number, SOLD + timedelta(days=20 * number)) for number in range(1, 31)])
    return first, second


def canary(number: int, on: date, card: str = CARD, **more) -> Session:
    """A session of the first owner, of which nothing may be found later but its energy."""
    begun = datetime(on.year, on.month, on.day, 3, ODD_MINUTE, tzinfo=UTC)
    given = Session(
        "ocpi-cdr",
        f"CANARY/{number}",
        begun,
        begun + timedelta(hours=5),
        meter_wh=53_000,
        battery_wh=48_000,
        current=Current.AC,
        soc_start=150,
        soc_end=950,
        cost=ODD_COST,
        place=CANARY,
        whose=(card,),
        odometer=Distance(1_000 * number),
    )
    return replace(given, **more)


def charge(user: UserSession, sessions: list[Session], vin: str | None = None, **more) -> Recording:
    """A file of sessions, whose cars are found by the names of cards unless one is said."""
    rows = [packed(line, each) for line, each in enumerate(sessions, 1)]
    telling = Telling("ocpi-cdr", "cdrs.json", lambda cars: chunks(rows, cars.settle), vin=vin, **more)
    return drained(record(user, telling, Taken("ocpi-cdr", "cdrs.json"))).value


def change(to: int, **more) -> ChangeOwner:
    """The first owner sells to the second, with all that is asked for in Spain."""
    papers = ("registration", "inspection", "contract", "identity", "taxes_paid", "application")
    given = {
        "vin": VIN,
        "on": CHANGED,
        "to": to,
        "odometer": Distance(42_000),
        "keys": 2,
        "way": Way.PRIVATE,
        "papers": tuple(PaperThere(PaperKind.of(each)) for each in papers),
        "consents": (Side.SELLER, Side.BUYER),
        "privacy_told": True,
    }
    return ChangeOwner(**given | more)
