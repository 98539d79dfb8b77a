"""The screens across stages: the day, reports, settings and the first steps, each built when it is first opened."""

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.dealership.rules import rights
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.pages import Badge, Page, PaletteCommand, Place, Section


def _late(user: UserSession) -> Badge | None:
    """How many promises have passed: the one badge that is red."""
    from lifecycle_desk.overview.usecases.today import late_orders

    count = late_orders(user)
    return Badge(count, late=True) if count else None


def _begun(user: UserSession) -> Badge | None:
    """How much was begun in forms and not saved."""
    from lifecycle_desk.commands.presence import offered
    from lifecycle_desk.overview.usecases.drafts import count_drafts

    pages: list[Page] = offered("pages")
    count = count_drafts(user, [each.form for page in pages for each in page.restores])
    return Badge(count) if count else None


DRAFTS = PaletteCommand(N_("Drafts"), "pencil", lambda app: app.go("drafts"))


def _help(app: AppContext) -> None:
    """Open the help of the place that is shown; in help itself, its first page."""
    from lifecycle_desk.overview.rules.help_pages import INDEX

    here = app.here
    app.go("help", help_of(here) if here and here.page != "help" else INDEX)


def help_of(place: Place) -> str:
    """The page of help of a place; of the history of a record, that of the page which shows the record."""
    from lifecycle_desk.overview.rules.help_pages import help_for

    shown = _record_place(place.key) if place.page == "history" else None
    page, key = shown or (place.page, place.key)
    return help_for(page, key, _stands_under(page, key))


def _record_place(key: str) -> tuple[str, str] | None:
    """The page that shows a record, and what it is given; None of a record without."""
    from lifecycle_desk.vehicle.rules.record_refs import record_kind

    kind, _, number = key.partition(" ")
    return known.place(number) if (known := record_kind(kind)) else None


def _stands_under(name: str, key: str) -> str:
    """The page of the sidebar that one is in at a place."""
    page = next((each for each in offered("pages") if each.name == name), None)
    return page.stands_under(key) if page else ""


def _beside_record(key: str) -> str:
    """The page of the sidebar under which a record is shown, of which this is the history; none of one without."""
    place = _record_place(key)
    return _stands_under(*place) if place else ""


HELP = PaletteCommand(N_("Help"), "help", _help, "F1")
FIRST_HOUR = PaletteCommand(N_("First-hour tour"), "help", lambda app: app.go("help", "first_hour"))
IMPORT = PaletteCommand(
    N_("Import file"),
    "file-import",
    lambda app: app.go("import"),
    right=rights.IMPORT,
)
SETTINGS = PaletteCommand(N_("Settings"), "settings", lambda app: app.go("settings"), "Ctrl+,")
ACTIVITY = PaletteCommand(N_("Activity of all staff"), "history", lambda app: app.go("settings", "history"))
PRIVACY = PaletteCommand(N_("Retention rules"), "user-check", lambda app: app.go("settings", "privacy"))
STAFF = PaletteCommand(N_("Staff and sign-in"), "users", lambda app: app.go("settings", "staff"))
CHECK_PAPER = PaletteCommand(N_("Verify document"), "file-certificate", lambda app: app.go("checking"))
OWN_REGION = PaletteCommand(N_("Region and receipts"), "send", lambda app: app.go("settings", "region"))
BACKUPS = PaletteCommand(N_("Back up or check records"), "shield-check", lambda app: app.go("settings", "safety"))

PAGES: tuple[Page, ...] = (
    Page(
        "today",
        N_("Today"),
        "home",
        f"{__package__}.screens.today:TodayPage",
        Section.TOP,
        1,
        badge=_late,
        tables=frozenset({"repair_order"}),
    ),
    Page(
        "drafts",
        N_("Drafts"),
        "pencil",
        f"{__package__}.screens.drafts:DraftsPage",
        Section.TOP,
        badge=_begun,
        tables=frozenset({"draft"}),
        commands=(DRAFTS,),
    ),
    Page(
        "reports",
        N_("Reports"),
        "report-analytics",
        f"{__package__}.screens.reports.page:ReportsPage",
        Section.RECORDS,
        9,
    ),
    Page(
        "checking",
        N_("Verify document"),
        "file-certificate",
        f"{__package__}.screens.checking:CheckingPage",
        under="reports",
        commands=(CHECK_PAPER,),
    ),
    Page(
        "import",
        N_("Import"),
        "file-import",
        f"{__package__}.screens.importing:ImportPage",
        under="vehicles",
        commands=(IMPORT,),
        right=rights.IMPORT,
    ),
    Page(
        "settings",
        N_("Settings"),
        "settings",
        f"{__package__}.screens.settings:SettingsPage",
        Section.PINNED,
        commands=(SETTINGS, STAFF, PRIVACY, ACTIVITY, BACKUPS, OWN_REGION),
    ),
    Page(
        "history",
        C_("record", "History"),
        "history",
        f"{__package__}.screens.record_history:RecordHistoryPage",
        under="settings",
        under_of=_beside_record,
    ),
    Page(
        "help",
        N_("Help"),
        "help",
        f"{__package__}.screens.help:HelpPage",
        Section.PINNED,
        keys=HELP.keys,
        commands=(HELP, FIRST_HOUR),
    ),
)

# The same in the window that looks into a region.
REGION_HELP = Page(
    "help",
    N_("Help"),
    "help",
    f"{__package__}.screens.help:RegionHelpPage",
    Section.PINNED,
    keys=HELP.keys,
    commands=(HELP,),
)


def _pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The day, the report of the latest visit that is over, settings and backups, and where lists come in."""
    from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER
    from lifecycle_desk.stages.service.orders.usecases.showing import Orders

    over = Orders(user, (HANDED_OVER,))
    latest = [each.number for each in over.rows(over.keys(1)).values()]
    return [
        ("today", Place("today")),
        ("report", Place("reports", *latest)),
        ("settings", Place("settings", "dealer")),
        ("backups", Place("settings", "safety")),
        ("keys", Place("settings", "keys")),
        ("privacy", Place("settings", "privacy")),
        ("activity", Place("settings", "history")),
        ("history", Place("history", "person 1")),
        ("import", Place("import")),
        ("checking", Place("checking")),
        ("help", Place("help", "order_form")),
        ("tour", Place("help", "first_hour")),
    ]


PICTURES = (_pictures,)
