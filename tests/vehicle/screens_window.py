"""A window with the pages of vehicles and customers, and bare ones where these lead to; for tests of screens."""

from datetime import date

from hands import ENTER, HOSTILE, elsewhere, opened, press
from spine_pages import PAGES

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.offer_box import Completion
from lifecycle_desk.desktop.palette import Hit
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy
from lifecycle_desk.vehicle.rules.odometer import ReadingSource
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.documents import attach
from lifecycle_desk.vehicle.usecases.life import (
    AddVehicle,
    Description,
    Note,
    ReadOdometer,
    add_vehicle,
    note_event,
    read_odometer,
)
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.showing import look_for

VIN, OTHER = "LSJWH4095PN000001", "LGXCE4CC6S0010005"
ELSEWHERE = elsewhere("order_form", "reports", "settings", "import")


def fill(user: UserSession) -> None:
    """Two cars and their owners; the first one's life has a note with a document and a reading that does not fit."""
    anan = add_person(user, Person("Anan Wongsakul", phone="081 555 0142")).value.number
    niran = add_person(user, Person(HOSTILE, phone="090 555 0100")).value.number
    built = Description("MG", "MG4 Electric", "64 kWh", 2023, Energy.BEV, Chemistry.NMC, 61_700, HOSTILE)
    add_vehicle(
        user,
        AddVehicle(
            VIN, date(2023, 3, 10), built, "3กข 4821", Distance(12), anan, first_registered_on=date(2023, 3, 15),
            battery_code="CATL-08Z",
        ),
    )  # fmt: skip
    add_vehicle(user, AddVehicle(OTHER, date(2024, 5, 6), Description("BYD", HOSTILE), "9กค 18", Distance(5), niran))
    paper = attach(user, f"{HOSTILE}.bat", b"not a program")
    note_event(user, Note(VIN, date(2025, 5, 2), f"A rattle {HOSTILE}", (paper.sha256,)))
    for on, km in ((date(2025, 2, 2), 38_902), (date(2025, 8, 12), 44_655), (date(2025, 6, 18), 34_950)):
        read_odometer(user, ReadOdometer(VIN, on, Distance(km), ReadingSource.OWNER))


def books(user: UserSession) -> Window:
    """A window on the books, with the real search."""

    def search(text: str) -> list[Hit]:
        return [Hit(each.kind, each.ref, each.vin, each.label) for each in look_for(user, text).hits]

    return opened(user, (*PAGES, *ELSEWHERE), search)


def take_first(window: Window, completion: Completion) -> None:
    """Take the first of what is offered under a field."""
    assert completion.box.is_open
    press(window, ENTER)
