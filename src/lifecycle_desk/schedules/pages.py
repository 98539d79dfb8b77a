"""The pages of maintenance schedules, each built when it is first opened."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Page, PaletteCommand, Place, Restores

SCHEDULE_EDIT = f"{__package__}.rules.rights:SCHEDULE_EDIT"
SCHEDULES = PaletteCommand(N_("Maintenance schedules"), "list-check", lambda app: app.go("schedules"))

PAGES: tuple[Page, ...] = (
    Page(
        "schedules",
        N_("Maintenance schedules"),
        "list-check",
        f"{__package__}.screens.listing:SchedulesPage",
        under="vehicles",
        commands=(SCHEDULES,),
    ),
    Page(
        "schedule",
        N_("New maintenance schedule"),
        "list-check",
        f"{__package__}.screens.page:SchedulePage",
        under="vehicles",
        restores=(Restores("maintenance_schedule", ""),),
        right=SCHEDULE_EDIT,
        anywhere=True,
    ),
)


def _pictures(_user: UserSession) -> list[tuple[str, Place]]:
    return [("schedules", Place("schedules")), ("schedule", Place("schedule"))]


PICTURES = (_pictures,)
