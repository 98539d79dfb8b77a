"""The screens of charging, each built when it is first opened."""

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import rights
from lifecycle_desk.desktop.pages import Badge, Page, Place, Restores, Section


def _waiting(user: UserSession) -> Badge | None:
    """The sessions that wait for somebody to say whose they are."""
    from lifecycle_desk.stages.charging.sessions.usecases.inbox import how_many_wait

    count = how_many_wait(user)
    return Badge(count) if count else None


TABLES = frozenset({"charging_session", "charging_batch", "charging_gone"})

PAGES: tuple[Page, ...] = (
    Page(
        "charging",
        C_("stage", "Charging"),
        "bolt",
        f"{__package__}.sessions.screens.charging:ChargingPage",
        Section.LIFE,
        3,
        stage="charging",
        badge=_waiting,
        tables=TABLES,
        restores=(Restores("tariff", "tariffs"),),
    ),
    Page(
        "charging_of",
        N_("Vehicle charging"),
        "bolt",
        f"{__package__}.sessions.screens.charging_of:ChargingOfPage",
        under="charging",
    ),
    Page(
        "battery",
        N_("Battery health"),
        "battery-charging",
        f"{__package__}.health.screens.battery:OneBatteryPage",
        under="charging",
    ),
    Page(
        "charging_import",
        N_("Import charging records"),
        "file-import",
        f"{__package__}.imports.screens.importing:ChargingImportPage",
        under="charging",
        right=rights.IMPORT,
        anywhere=True,
    ),
)


def _pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The page of all charging, and the car with the most sessions."""
    from lifecycle_desk.stages.charging.sessions.usecases.showing import most_charged

    shown = [("charging", Place("charging"))]
    for vin in most_charged(user):
        shown += [("charging-of", Place("charging_of", vin)), ("battery", Place("battery", vin))]
    return shown


PICTURES = (_pictures,)
