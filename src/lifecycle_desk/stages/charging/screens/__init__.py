"""The screens of charging, each built when it is first opened."""

from typing import TYPE_CHECKING

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Badge, Command, Page, Place, Section

if TYPE_CHECKING:
    from lifecycle_desk.desktop.app_context import AppContext
    from lifecycle_desk.desktop.pages import PageWidget


def _charging(app: "AppContext") -> "PageWidget":
    from lifecycle_desk.stages.charging.screens.charging import ChargingPage

    return ChargingPage(app)


def _charging_of(app: "AppContext") -> "PageWidget":
    from lifecycle_desk.stages.charging.screens.charging_of import ChargingOfPage

    return ChargingOfPage(app)


def _battery(app: "AppContext") -> "PageWidget":
    from lifecycle_desk.stages.charging.screens.battery import OneBatteryPage

    return OneBatteryPage(app)


def _import(app: "AppContext") -> "PageWidget":
    from lifecycle_desk.stages.charging.screens.importing import ChargingImportPage

    return ChargingImportPage(app)


def _waiting(user: UserSession) -> Badge | None:
    """The sessions that wait for somebody to say whose they are."""
    from lifecycle_desk.stages.charging.usecases.inbox import how_many_wait

    count = how_many_wait(user)
    return Badge(count) if count else None


TABLES = frozenset({"charging_session", "charging_batch", "charging_gone"})
IMPORT = Command(N_("Import charging records"), "file-import", lambda app: app.go("charging_import"))

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


def _pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The page of all charging, and the car with the most sessions."""
    from lifecycle_desk.stages.charging.usecases.showing import most_charged

    shown = [("charging", Place("charging"))]
    for vin in most_charged(user):
        shown += [("charging-of", Place("charging_of", vin)), ("battery", Place("battery", vin))]
    return shown


PICTURES = (_pictures,)
