"""The screens of charging, each built when it is first opened."""

from typing import TYPE_CHECKING

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.desktop.pages import Badge, Command, Page, Place, Section

if TYPE_CHECKING:
    from lifecycle_desk.desktop.desk import Desk
    from lifecycle_desk.desktop.pages import PageWidget


def _charging(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.charging.screens.charging import ChargingPage

    return ChargingPage(desk)


def _charging_of(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.charging.screens.charging_of import ChargingOfPage

    return ChargingOfPage(desk)


def _battery(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.charging.screens.battery import OneBatteryPage

    return OneBatteryPage(desk)


def _import(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.stages.charging.screens.importing import ChargingImportPage

    return ChargingImportPage(desk)


def _waiting(seat: Seat) -> Badge | None:
    """The sessions that wait for somebody to say whose they are."""
    from lifecycle_desk.stages.charging.usecases.inbox import how_many_wait

    count = how_many_wait(seat)
    return Badge(count) if count else None


TABLES = frozenset({"charging_session", "charging_batch", "charging_gone"})
IMPORT = Command(N_("Import charging records"), "file-import", lambda desk: desk.go("charging_import"))

PAGES: tuple[Page, ...] = (
    Page(
        "charging",
        C_("stage", "Charging"),
        "bolt",
        _charging,
        Section.LIFE,
        3,
        stage="charging",
        badge=_waiting,
        tables=TABLES,
        commands=(IMPORT,),
    ),
    Page("charging_of", N_("Charging of a vehicle"), "bolt", _charging_of, under="charging"),
    Page("battery", N_("Battery health"), "battery-charging", _battery, under="charging"),
    Page("charging_import", N_("Import charging records"), "file-import", _import, under="charging"),
)


def _pictures(seat: Seat) -> list[tuple[str, Place]]:
    """The page of all charging, and the car with the most sessions."""
    from lifecycle_desk.stages.charging.usecases.showing import most_charged

    shown = [("charging", Place("charging"))]
    for vin in most_charged(seat):
        shown += [("charging-of", Place("charging_of", vin)), ("battery", Place("battery", vin))]
    return shown


PICTURES = (_pictures,)
