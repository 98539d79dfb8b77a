"""The pages of batteries, each built when it is first opened."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Page, Place

PAGES: tuple[Page, ...] = (
    Page(
        "battery_tree",
        N_("Battery genealogy"),
        "battery-charging",
        f"{__package__}.screens.tree:BatteryTreePage",
        under="vehicles",
    ),
)


def _pictures(user: UserSession) -> list[tuple[str, Place]]:
    """A battery with its family."""
    from lifecycle_desk.batteries.usecases.tree import batteries_found

    return [("battery", Place("battery_tree", each.code)) for each in batteries_found(user, "", 1)]


PICTURES = (_pictures,)
