"""The screens of the workshop: the board and the list, the form, one order; each is built when it is first opened."""

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.pages import Badge, Found, Page, PaletteCommand, Place, Restores, Section


def _overdue(user: UserSession) -> Badge | None:
    """The cars of which something is overdue, and nobody has put it off."""
    from lifecycle_desk.stages.service.due.usecases import overdue

    found = overdue(user)
    return Badge(found, late=True) if found else None


def _expected(user: UserSession) -> Badge | None:
    """How many customers have not come, in red; where all have that should, how many are still to come today."""
    from lifecycle_desk.stages.service.diary.usecases.listing import still_to_come

    found = still_to_come(user)
    if found.missing:
        return Badge(found.missing, late=True)
    return Badge(found.expected) if found.expected else None


def _late_parts(user: UserSession) -> Badge | None:
    """How many parts that somebody waits for are late."""
    from lifecycle_desk.stages.service.purchasing.usecases.listing import late_parts

    found = late_parts(user)
    return Badge(found, late=True) if found else None


def _short(user: UserSession) -> Badge | None:
    """How many parts are below what should be there."""
    from lifecycle_desk.stages.service.shelf.usecases.listing import below_minimum

    found = below_minimum(user)
    return Badge(found) if found else None


def _waiting(user: UserSession) -> Badge | None:
    """How many orders are late, in red; where none is, how many stand in the workshop."""
    from lifecycle_desk.stages.service.orders.usecases.showing import what_waits

    found = what_waits(user)
    if found.late:
        return Badge(found.late, late=True)
    return Badge(found.open) if found.open else None


ORDER_EDIT = "lifecycle_desk.vehicle.rules.rights:ORDER_EDIT"
DIARY_EDIT = f"{__package__}.diary.rules.rights:DIARY_EDIT"
CATALOGUE_EDIT = f"{__package__}.catalogue.rules.entries:CATALOGUE_EDIT"
STOCK_MOVE = f"{__package__}.shelf.rules.rights:STOCK_MOVE"
NEW_ORDER = PaletteCommand(N_("New repair order"), "plus", lambda app: app.go("order_form"), right=ORDER_EDIT)
CLAIMS = PaletteCommand(N_("Warranty claims"), "shield-check", lambda app: app.go("claims"))
OUTSTANDING = PaletteCommand(N_("Outstanding payments"), "hourglass", lambda app: app.go("outstanding"))
PAYMENTS = PaletteCommand(N_("Payments"), "report-money", lambda app: app.go("payments"))

BOOKING = PaletteCommand(
    N_("Book an appointment"), "calendar-event", lambda app: app.go("appointment"), right=DIARY_EDIT
)
PARTS_WANT = f"{__package__}.purchasing.rules.rights:PARTS_WANT"
PARTS_ORDER = f"{__package__}.purchasing.rules.rights:PARTS_ORDER"
ORDER_PARTS = PaletteCommand(
    N_("Order parts"), "truck-delivery", lambda app: app.go("purchase_form"), right=PARTS_ORDER
)
REQUEST_PART = PaletteCommand(N_("Request a part"), "package", lambda app: app.go("part_want"), right=PARTS_WANT)
SUPPLIERS = PaletteCommand(N_("Parts suppliers"), "building-store", lambda app: app.go("suppliers"))
TEMPLATES = PaletteCommand(
    N_("Inspection templates"), "list-check", lambda app: app.go("inspection_templates"), right=ORDER_EDIT
)


def _undo_catalogue(app: AppContext) -> None:
    from lifecycle_desk.stages.service.catalogue.screens.undoing import undo_last

    undo_last(app)


UNDO_CATALOGUE = PaletteCommand(
    N_("Undo last catalogue change or import"), "arrow-back-up", _undo_catalogue, right=CATALOGUE_EDIT
)
CATALOGUE = PaletteCommand(N_("Catalogue"), "list-check", lambda app: app.go("catalogue"))
RECEIVE_PARTS = PaletteCommand(N_("Receive parts"), "package", lambda app: app.go("part"), right=STOCK_MOVE)
COUNT_PARTS = PaletteCommand(N_("Count parts"), "clipboard-check", lambda app: app.go("stock_count"), right=STOCK_MOVE)
CREDITS = PaletteCommand(N_("Supplier credits"), "receipt", lambda app: app.go("credits"))
HELD_PARTS = PaletteCommand(N_("Held parts"), "recycle", lambda app: app.go("parts_held"))
WHO_HAD = PaletteCommand(N_("Vehicles with a trouble code"), "alert-circle", lambda app: app.go("code"))

PAGES: tuple[Page, ...] = (
    Page(
        "service",
        N_("Workshop"),
        "tool",
        f"{__package__}.board.screens.workshop:WorkshopPage",
        Section.LIFE,
        4,
        stage="service",
        badge=_waiting,
        tables=frozenset({"repair_order"}),
        commands=(NEW_ORDER, WHO_HAD, CLAIMS, OUTSTANDING, PAYMENTS),
    ),
    Page(
        "diary",
        N_("Appointments"),
        "calendar-event",
        f"{__package__}.diary.screens.diary:DiaryPage",
        Section.LIFE,
        stage="service",
        badge=_expected,
        tables=frozenset({"appointment"}),
        commands=(BOOKING,),
    ),
    Page(
        "appointments",
        N_("All appointments"),
        "list",
        f"{__package__}.diary.screens.listing:AppointmentsPage",
        under="diary",
    ),
    Page(
        "reminders",
        N_("Reminders"),
        "send",
        f"{__package__}.diary.screens.reminders:RemindersPage",
        under="diary",
    ),
    Page(
        "appointment",
        N_("Book an appointment"),
        "calendar-event",
        f"{__package__}.diary.screens.form:AppointmentFormPage",
        under="diary",
        restores=(Restores("appointment"),),
    ),
    Page(
        "diary_setup",
        N_("Bays and hours"),
        "settings",
        f"{__package__}.diary.screens.setup:DiarySetupPage",
        under="diary",
    ),
    Page(
        "parts",
        C_("stock", "Parts"),
        "package",
        f"{__package__}.shelf.screens.listing:PartsPage",
        Section.LIFE,
        stage="service",
        badge=_short,
        tables=frozenset({"shelf_movement", "shelf_part", "repair_line"}),
        commands=(RECEIVE_PARTS, COUNT_PARTS, HELD_PARTS, CREDITS),
    ),
    Page(
        "part",
        N_("Part in stock"),
        "package",
        f"{__package__}.shelf.screens.part:PartPage",
        under="parts",
        found=Found(N_("Parts in stock")),
    ),
    Page(
        "stock_count",
        N_("Count parts"),
        "clipboard-check",
        f"{__package__}.shelf.screens.count:StockCountPage",
        under="parts",
        right=STOCK_MOVE,
    ),
    Page(
        "parts_held",
        N_("Held parts"),
        "recycle",
        f"{__package__}.shelf.screens.held:HeldPartsPage",
        under="parts",
    ),
    Page(
        "credits",
        N_("Supplier credits"),
        "receipt",
        f"{__package__}.purchasing.screens.credits:CreditsPage",
        under="parts",
    ),
    Page(
        "credit",
        N_("Supplier credit"),
        "receipt",
        f"{__package__}.purchasing.screens.credit:CreditPage",
        under="parts",
    ),
    Page(
        "parts_on_order",
        N_("Parts on order"),
        "truck-delivery",
        f"{__package__}.purchasing.screens.listing:PartsPage",
        Section.LIFE,
        stage="service",
        badge=_late_parts,
        tables=frozenset({"purchase_line", "part_want"}),
        commands=(ORDER_PARTS, REQUEST_PART, SUPPLIERS),
    ),
    Page(
        "purchase_form",
        N_("Order parts"),
        "truck-delivery",
        f"{__package__}.purchasing.screens.form:PurchaseFormPage",
        under="parts_on_order",
        restores=(Restores("purchase"),),
        right=PARTS_ORDER,
    ),
    Page(
        "part_want",
        N_("Request a part"),
        "package",
        f"{__package__}.purchasing.screens.want:WantPage",
        under="parts_on_order",
        right=PARTS_WANT,
    ),
    Page(
        "purchase",
        N_("Purchase order"),
        "truck-delivery",
        f"{__package__}.purchasing.screens.purchase:PurchaseOrderPage",
        under="parts_on_order",
        found=Found(N_("Purchase orders")),
    ),
    Page(
        "suppliers",
        N_("Parts suppliers"),
        "building-store",
        f"{__package__}.purchasing.screens.suppliers:SuppliersPage",
        under="parts_on_order",
    ),
    Page(
        "supplier",
        N_("Parts supplier"),
        "building-store",
        f"{__package__}.purchasing.screens.supplier:SupplierPage",
        under="parts_on_order",
        found=Found(N_("Parts suppliers")),
    ),
    Page(
        "due",
        N_("Service due"),
        "gauge",
        f"{__package__}.due.screens.listing:DuePage",
        Section.LIFE,
        stage="service",
        badge=_overdue,
        tables=frozenset({"vehicle_due"}),
    ),
    Page(
        "order",
        N_("Repair order"),
        "tool",
        f"{__package__}.orders.screens.working.page:OneOrderPage",
        under="service",
        found=Found(N_("Repair orders"), with_key=True),
        restores=(Restores("repair_order_sheet"), Restores("diagnosis")),
    ),
    Page(
        "claims",
        N_("Warranty claims"),
        "shield-check",
        f"{__package__}.claims.screens.listing:ClaimsPage",
        under="service",
    ),
    Page(
        "claim",
        N_("Warranty claim"),
        "shield-check",
        f"{__package__}.claims.screens.page:OneClaimPage",
        under="service",
        restores=(Restores("warranty_claim_sheet"),),
    ),
    Page(
        "outstanding",
        N_("Outstanding payments"),
        "hourglass",
        f"{__package__}.payments.screens.outstanding:OutstandingPage",
        under="service",
    ),
    Page(
        "payments",
        N_("Payments"),
        "report-money",
        f"{__package__}.payments.screens.listing:PaymentsPage",
        under="service",
    ),
    Page(
        "order_form",
        N_("New repair order"),
        "plus",
        f"{__package__}.orders.screens.entry.form:OrderFormPage",
        under="service",
        restores=(Restores("repair_order"),),
        right=ORDER_EDIT,
    ),
    Page(
        "inspect_order",
        N_("Inspection"),
        "list-check",
        f"{__package__}.inspections.screens.inspecting:InspectOrderPage",
        under="service",
        restores=(Restores("inspection"),),
        right=ORDER_EDIT,
    ),
    Page(
        "inspection_templates",
        N_("Inspection templates"),
        "list-check",
        f"{__package__}.inspections.screens.templates:InspectionTemplatesPage",
        under="service",
        commands=(TEMPLATES,),
        right=ORDER_EDIT,
    ),
    Page(
        "catalogue",
        N_("Catalogue"),
        "list-check",
        f"{__package__}.catalogue.screens.listing:CataloguePage",
        under="service",
        commands=(CATALOGUE, UNDO_CATALOGUE),
    ),
    Page(
        "catalogue_entry",
        N_("Catalogue entry"),
        "list-check",
        f"{__package__}.catalogue.screens.entry:EntryPage",
        under="service",
        found=Found(N_("Catalogue")),
        right=CATALOGUE_EDIT,
    ),
    Page(
        "code",
        N_("Vehicles with a trouble code"),
        "alert-circle",
        f"{__package__}.diagnosis.screens.who_had:WhoHadPage",
        under="service",
        found=Found(N_("Trouble codes")),
    ),
)


def _pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The board, an open order that is worked on and inspected, a code read most, templates, the form of a vehicle."""
    from lifecycle_desk.stages.service.diagnosis.usecases.who_had import codes_read_most
    from lifecycle_desk.stages.service.orders.rules.states import OrderState
    from lifecycle_desk.stages.service.orders.usecases.showing import Orders

    orders, waiting = Orders(user, (OrderState.IN_WORK,)), Orders(user, (OrderState.BOOKED,))
    shown = [("workshop", Place("service")), ("service-due", Place("due"))]
    for each in orders.rows(orders.keys(1)).values():
        shown += [("repair-order", Place("order", each.number)), ("inspect-order", Place("inspect_order", each.number))]
    shown.append(("inspection-templates", Place("inspection_templates")))
    shown += [("catalogue", Place("catalogue")), ("catalogue-entry", Place("catalogue_entry"))]
    shown += [("trouble-code", Place("code", each)) for each in codes_read_most(user, 1)]
    return shown + [("order-form", Place("order_form", each.vin)) for each in waiting.rows(waiting.keys(1)).values()]


def _claim_pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The list of claims, one that is written, and one that the maker has answered."""
    from lifecycle_desk.stages.service.claims.usecases.listing import ClaimList, Claims

    shown = [("claims", Place("claims"))]
    for name, which in (("claim", ClaimList.TO_SEND), ("claim-answered", ClaimList.TO_BE_PAID)):
        listing = Claims(user, which)
        shown += [(name, Place("claim", each.number)) for each in listing.rows(listing.keys(1)).values()]
    return shown


def _diary_pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The diary of today, its list, and the form."""
    _ = user
    return [("diary", Place("diary")), ("appointments", Place("appointments")), ("appointment", Place("appointment"))]


def _purchase_pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The parts that somebody waits for, the form of an order, and one that is late."""
    from lifecycle_desk.stages.service.purchasing.usecases.listing import PartRows, PartsList

    late = PartRows(user, PartsList.LATE)
    shown = [("parts-on-order", Place("parts_on_order")), ("purchase-form", Place("purchase_form"))]
    shown += [("suppliers", Place("suppliers")), ("supplier", Place("supplier", "1"))]
    return shown + [("purchase", Place("purchase", each.purchase)) for each in late.rows(late.keys(1)).values()]


def _shelf_pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The parts store, one of its parts, a count of the place where most lies, and the old parts that are held."""
    from lifecycle_desk.stages.service.shelf.usecases.listing import fullest_place, most_moved

    shown = [("parts", Place("parts"))]
    shown += [("part", Place("part", each)) for each in most_moved(user, 1)]
    return [
        *shown,
        ("stock-count", Place("stock_count", fullest_place(user))),
        ("parts-held", Place("parts_held")),
        ("credits", Place("credits")),
    ]


def _payment_pictures(user: UserSession) -> list[tuple[str, Place]]:
    """What is outstanding, and what was paid."""
    _ = user
    return [("outstanding", Place("outstanding")), ("payments", Place("payments"))]


PICTURES = (_pictures, _claim_pictures, _payment_pictures, _diary_pictures, _purchase_pictures, _shelf_pictures)
