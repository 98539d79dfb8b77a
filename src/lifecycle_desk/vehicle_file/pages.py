"""The pages of one vehicle's file, each built when it is first opened."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Found, Page, Place

FROM_THESE = 60  # the vehicles last touched, one of which is drawn

PAGES: tuple[Page, ...] = (
    Page(
        "vehicle",
        N_("Vehicle"),
        "car",
        f"{__package__}.screens.vehicle:OneVehiclePage",
        under="vehicles",
        found=Found(N_("Vehicles")),
    ),
    Page("odometer", N_("Odometer"), "gauge", f"{__package__}.screens.odometer:OdometerOfPage", under="vehicles"),
)


def _pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The vehicle with the longest life touched lately, and its odometer."""
    from lifecycle_desk.vehicle.usecases.showing import page
    from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

    cars = Vehicles(user)
    vins = [each.vin for each in cars.rows(cars.keys(FROM_THESE)).values()]
    longest = max(vins, key=lambda vin: len(page(user, vin).lines), default=None)
    return [("vehicle", Place("vehicle", longest)), ("odometer", Place("odometer", longest))] if longest else []


PICTURES = (_pictures,)
