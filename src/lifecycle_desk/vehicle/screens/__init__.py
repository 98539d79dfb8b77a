"""The screens of vehicles and customers, each built when it is first opened."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Badge, Command, Page, Place, Section


def _stopped(user: UserSession) -> Badge | None:
    """The cars that an open campaign keeps here: each of them is a danger."""
    from lifecycle_desk.vehicle.usecases.campaign_lists import kept_here

    count = kept_here(user)
    return Badge(count, late=True) if count else None


ADD_VEHICLE = Command(N_("Add vehicle"), "plus", lambda app: app.go("add_vehicle"))
TAKE_OVER = Command(N_("Take a car over from another dealer"), "arrows-exchange", lambda app: app.go("dossier"))
BRING_CAMPAIGNS = Command(N_("Import campaigns"), "file-import", lambda app: app.go("campaign_import"))
SCHEDULES = Command(N_("Maintenance schedules"), "list-check", lambda app: app.go("schedules"))
ADD_CUSTOMER = Command(N_("Add customer"), "user-plus", lambda app: app.go("person", "new"))

PAGES: tuple[Page, ...] = (
    Page(
        "vehicles",
        N_("Vehicles"),
        "car",
        f"{__package__}.vehicles:VehiclesPage",
        Section.RECORDS,
        7,
        commands=(ADD_VEHICLE, TAKE_OVER),
    ),
    Page(
        "customers",
        N_("Customers"),
        "users",
        f"{__package__}.customers:CustomersPage",
        Section.RECORDS,
        8,
        commands=(ADD_CUSTOMER,),
    ),
    Page(
        "campaigns",
        N_("Campaigns"),
        "speakerphone",
        f"{__package__}.campaigns:CampaignsPage",
        Section.RECORDS,
        badge=_stopped,
        tables=frozenset({"campaign", "campaign_car"}),
        commands=(BRING_CAMPAIGNS,),
    ),
    Page("campaign", N_("Campaign"), "speakerphone", f"{__package__}.campaign:CampaignPage", under="campaigns"),
    Page(
        "campaign_import",
        N_("Import campaigns"),
        "file-import",
        f"{__package__}.campaign_import:CampaignImportPage",
        under="campaigns",
    ),
    Page("vehicle", N_("Vehicle"), "car", f"{__package__}.vehicle:OneVehiclePage", under="vehicles"),
    Page(
        "dossier", N_("Dossier of a vehicle"), "arrows-exchange", f"{__package__}.dossier:DossierPage", under="vehicles"
    ),
    Page(
        "battery_tree",
        N_("Battery genealogy"),
        "battery-charging",
        f"{__package__}.battery_tree:BatteryTreePage",
        under="vehicles",
    ),
    Page("odometer", N_("Odometer"), "gauge", f"{__package__}.odometer:OdometerOfPage", under="vehicles"),
    Page("add_vehicle", N_("Add vehicle"), "plus", f"{__package__}.add_vehicle:AddVehiclePage", under="vehicles"),
    Page(
        "schedules",
        N_("Maintenance schedules"),
        "list-check",
        f"{__package__}.schedules:SchedulesPage",
        under="vehicles",
        commands=(SCHEDULES,),
    ),
    Page("person", N_("Customer"), "user", f"{__package__}.person:PersonPage", under="customers"),
)


FROM_THESE = 60  # the vehicles last touched, one of which is drawn


def _pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The lists and the form; the vehicle with the longest life touched lately, its odometer, a battery, an owner."""
    from lifecycle_desk.vehicle.usecases.battery_tree import batteries_found
    from lifecycle_desk.vehicle.usecases.campaign_lists import Campaigns
    from lifecycle_desk.vehicle.usecases.people import People
    from lifecycle_desk.vehicle.usecases.showing import Vehicles, page

    cars, people = Vehicles(user), People(user)
    shown = [("vehicles", Place("vehicles")), ("customers", Place("customers")), ("add-vehicle", Place("add_vehicle"))]
    shown += [("schedules", Place("schedules"))]
    vins = [each.vin for each in cars.rows(cars.keys(FROM_THESE)).values()]
    if vins:
        longest = max(vins, key=lambda vin: len(page(user, vin).lines))
        shown += [("vehicle", Place("vehicle", longest)), ("odometer", Place("odometer", longest))]
    shown += [("battery", Place("battery_tree", each.code)) for each in batteries_found(user, "", 1)]
    shown.append(("campaigns", Place("campaigns")))
    listed = Campaigns(user)
    shown += [("campaign", Place("campaign", each.campaign.number)) for each in listed.rows(listed.keys(1)).values()]
    return shown + [("customer", Place("person", str(number))) for number in people.keys(1)]


PICTURES = (_pictures,)
