"""The screens of vehicles and customers, each built when it is first opened."""

from typing import TYPE_CHECKING

from lifecycle_desk.base.objections import N_
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.desktop.pages import Badge, Command, Page, Place, Section

if TYPE_CHECKING:
    from lifecycle_desk.desktop.desk import Desk
    from lifecycle_desk.desktop.pages import PageWidget


def _vehicles(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.vehicle.screens.vehicles import VehiclesPage

    return VehiclesPage(desk)


def _vehicle(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.vehicle.screens.vehicle import OneVehiclePage

    return OneVehiclePage(desk)


def _odometer(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.vehicle.screens.odometer import OdometerOfPage

    return OdometerOfPage(desk)


def _add_vehicle(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.vehicle.screens.add_vehicle import AddVehiclePage

    return AddVehiclePage(desk)


def _dossier(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.vehicle.screens.dossier import DossierPage

    return DossierPage(desk)


def _customers(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.vehicle.screens.customers import CustomersPage

    return CustomersPage(desk)


def _person(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.vehicle.screens.person import PersonPage

    return PersonPage(desk)


def _battery_tree(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.vehicle.screens.battery_tree import BatteryTreePage

    return BatteryTreePage(desk)


def _campaigns(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.vehicle.screens.campaigns import CampaignsPage

    return CampaignsPage(desk)


def _campaign(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.vehicle.screens.campaign import CampaignPage

    return CampaignPage(desk)


def _campaign_import(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.vehicle.screens.campaign_import import CampaignImportPage

    return CampaignImportPage(desk)


def _stopped(seat: Seat) -> Badge | None:
    """The cars that an open campaign keeps here: each of them is a danger."""
    from lifecycle_desk.vehicle.usecases.campaign_lists import kept_here

    count = kept_here(seat)
    return Badge(count, late=True) if count else None


def _schedules(desk: "Desk") -> "PageWidget":
    from lifecycle_desk.vehicle.screens.schedules import SchedulesPage

    return SchedulesPage(desk)


ADD_VEHICLE = Command(N_("Add vehicle"), "plus", lambda desk: desk.go("add_vehicle"))
TAKE_OVER = Command(N_("Take a car over from another dealer"), "arrows-exchange", lambda desk: desk.go("dossier"))
BRING_CAMPAIGNS = Command(N_("Import campaigns"), "file-import", lambda desk: desk.go("campaign_import"))
SCHEDULES = Command(N_("Maintenance schedules"), "list-check", lambda desk: desk.go("schedules"))
ADD_CUSTOMER = Command(N_("Add customer"), "user-plus", lambda desk: desk.go("person", "new"))

PAGES: tuple[Page, ...] = (
    Page("vehicles", N_("Vehicles"), "car", _vehicles, Section.RECORDS, 7, commands=(ADD_VEHICLE, TAKE_OVER)),
    Page("customers", N_("Customers"), "users", _customers, Section.RECORDS, 8, commands=(ADD_CUSTOMER,)),
    Page(
        "campaigns",
        N_("Campaigns"),
        "speakerphone",
        _campaigns,
        Section.RECORDS,
        badge=_stopped,
        tables=frozenset({"campaign", "campaign_car"}),
        commands=(BRING_CAMPAIGNS,),
    ),
    Page("campaign", N_("Campaign"), "speakerphone", _campaign, under="campaigns"),
    Page("campaign_import", N_("Import campaigns"), "file-import", _campaign_import, under="campaigns"),
    Page("vehicle", N_("Vehicle"), "car", _vehicle, under="vehicles"),
    Page("dossier", N_("Dossier of a vehicle"), "arrows-exchange", _dossier, under="vehicles"),
    Page("battery_tree", N_("Battery genealogy"), "battery-charging", _battery_tree, under="vehicles"),
    Page("odometer", N_("Odometer"), "gauge", _odometer, under="vehicles"),
    Page("add_vehicle", N_("Add vehicle"), "plus", _add_vehicle, under="vehicles"),
    Page(
        "schedules",
        N_("Maintenance schedules"),
        "list-check",
        _schedules,
        under="vehicles",
        commands=(SCHEDULES,),
    ),
    Page("person", N_("Customer"), "user", _person, under="customers"),
)


FROM_THESE = 60  # the vehicles last touched, one of which is drawn


def _pictures(seat: Seat) -> list[tuple[str, Place]]:
    """The lists and the form; the vehicle with the longest life touched lately, its odometer, a battery, an owner."""
    from lifecycle_desk.vehicle.usecases.battery_tree import batteries_found
    from lifecycle_desk.vehicle.usecases.campaign_lists import Campaigns
    from lifecycle_desk.vehicle.usecases.people import People
    from lifecycle_desk.vehicle.usecases.showing import Vehicles, page

    cars, people = Vehicles(seat), People(seat)
    shown = [("vehicles", Place("vehicles")), ("customers", Place("customers")), ("add-vehicle", Place("add_vehicle"))]
    shown += [("schedules", Place("schedules"))]
    vins = [each.vin for each in cars.rows(cars.keys(FROM_THESE)).values()]
    if vins:
        longest = max(vins, key=lambda vin: len(page(seat, vin).lines))
        shown += [("vehicle", Place("vehicle", longest)), ("odometer", Place("odometer", longest))]
    shown += [("battery", Place("battery_tree", each.code)) for each in batteries_found(seat, "", 1)]
    shown.append(("campaigns", Place("campaigns")))
    listed = Campaigns(seat)
    shown += [("campaign", Place("campaign", each.campaign.number)) for each in listed.rows(listed.keys(1)).values()]
    return shown + [("customer", Place("person", str(number))) for number in people.keys(1)]


PICTURES = (_pictures,)
