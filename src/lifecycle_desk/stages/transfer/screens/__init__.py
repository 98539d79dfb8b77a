"""The screens of second-hand, each built when it is first opened."""

from typing import TYPE_CHECKING

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Page, Place
from lifecycle_desk.stages.transfer.screens.trade_pages import PAGES as OF_TRADE
from lifecycle_desk.stages.transfer.screens.trade_pages import trade_pictures

if TYPE_CHECKING:
    from lifecycle_desk.desktop.app_context import AppContext
    from lifecycle_desk.desktop.pages import PageWidget


def _change_of_owner(app: "AppContext") -> "PageWidget":
    from lifecycle_desk.stages.transfer.screens.change_of_owner import ChangeOfOwnerPage

    return ChangeOfOwnerPage(app)


PAGES: tuple[Page, ...] = (
    *OF_TRADE,
    Page("change_of_owner", N_("Change of owner"), "arrows-exchange", _change_of_owner, under="transfer"),
)


def _pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The form of a change of owner, for a vehicle in use."""
    from lifecycle_desk.vehicle.rules.life import Stage
    from lifecycle_desk.vehicle.usecases.showing import Vehicles

    cars = Vehicles(user, Stage.IN_USE)
    return [("change-of-owner", Place("change_of_owner", each.vin)) for each in cars.rows(cars.keys(1)).values()]


PICTURES = (trade_pictures, _pictures)
