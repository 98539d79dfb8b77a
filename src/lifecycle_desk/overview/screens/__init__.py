"""The screens across stages: the day, reports, settings and the first steps, each built when it is first opened."""

from typing import TYPE_CHECKING

from lifecycle_desk.base.objections import N_
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.desktop.pages import Badge, Command, Page, Place, Section

if TYPE_CHECKING:
    from lifecycle_desk.desktop.desk import Desk
    from lifecycle_desk.desktop.pages import PageWidget


def _today(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.overview.screens.today import TodayPage

    return TodayPage(desk)


def _reports(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.overview.screens.reports import ReportsPage

    return ReportsPage(desk)


def _import(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.overview.screens.importing import ImportPage

    return ImportPage(desk)


def _checking(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.overview.screens.checking import CheckingPage

    return CheckingPage(desk)


def _settings(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.overview.screens.settings import SettingsPage

    return SettingsPage(desk)


def _late(seat: Seat) -> Badge | None:
    """How many promises have passed: the one badge that is red."""
    from lifecycle_desk.overview.usecases.today import late_orders

    count = late_orders(seat)
    return Badge(count, late=True) if count else None


IMPORT = Command(N_("Import a file"), "file-import", lambda desk: desk.go("import"))
SETTINGS = Command(N_("Settings"), "settings", lambda desk: desk.go("settings"), "Ctrl+,")
STAFF = Command(N_("Staff and sign-in"), "users", lambda desk: desk.go("settings", "staff"))
CHECK_PAPER = Command(N_("Check a paper"), "file-certificate", lambda desk: desk.go("checking"))
BACKUPS = Command(N_("Back up or check the books"), "shield-check", lambda desk: desk.go("settings", "safety"))

PAGES: tuple[Page, ...] = (
    Page(
        "today",
        N_("Today"),
        "calendar-due",
        _today,
        Section.TOP,
        1,
        badge=_late,
        tables=frozenset({"repair_order"}),
    ),
    Page("reports", N_("Reports"), "report-analytics", _reports, Section.RECORDS, 9),
    Page("checking", N_("Check a paper"), "file-certificate", _checking, under="reports", commands=(CHECK_PAPER,)),
    Page("import", N_("Import"), "file-import", _import, under="vehicles", commands=(IMPORT,)),
    Page("settings", N_("Settings"), "settings", _settings, commands=(SETTINGS, STAFF, BACKUPS)),
)


def _pictures(seat: Seat) -> list[tuple[str, Place]]:
    """The day, the report of the latest visit that is over, settings and backups, and where lists come in."""
    from lifecycle_desk.stages.service.rules.states import HANDED_OVER
    from lifecycle_desk.stages.service.usecases.showing import Orders

    over = Orders(seat, (HANDED_OVER,))
    latest = [each.number for each in over.rows(over.keys(1)).values()]
    return [
        ("today", Place("today")),
        ("report", Place("reports", *latest)),
        ("settings", Place("settings", "dealer")),
        ("backups", Place("settings", "safety")),
        ("keys", Place("settings", "keys")),
        ("import", Place("import")),
        ("checking", Place("checking")),
    ]


PICTURES = (_pictures,)
