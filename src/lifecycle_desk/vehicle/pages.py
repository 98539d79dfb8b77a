"""The pages of vehicles and customers, each built when it is first opened."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import rights
from lifecycle_desk.desktop.pages import Found, Page, PaletteCommand, Place, Restores, Section

ADD_VEHICLE = PaletteCommand(
    N_("Add vehicle"), "plus", lambda app: app.go("add_vehicle"), right=f"{__package__}.rules.rights:VEHICLE_EDIT"
)
TAKE_OVER = PaletteCommand(
    N_("Take over a vehicle from another dealer"),
    "arrows-exchange",
    lambda app: app.go("dossier"),
    right=rights.IMPORT,
)
ADD_CUSTOMER = PaletteCommand(
    N_("Add customer"),
    "user-plus",
    lambda app: app.go("person", "new"),
    right=f"{__package__}.rules.rights:PERSON_EDIT",
)

PAGES: tuple[Page, ...] = (
    Page(
        "vehicles",
        N_("Vehicles"),
        "car",
        f"{__package__}.screens.vehicles:VehiclesPage",
        Section.RECORDS,
        7,
        commands=(ADD_VEHICLE, TAKE_OVER),
    ),
    Page(
        "customers",
        N_("Customers"),
        "users",
        f"{__package__}.screens.customers:CustomersPage",
        Section.RECORDS,
        8,
        commands=(ADD_CUSTOMER,),
    ),
    Page(
        "add_vehicle",
        N_("Add vehicle"),
        "plus",
        f"{__package__}.screens.add_vehicle:AddVehiclePage",
        under="vehicles",
        restores=(Restores("add_vehicle"),),
        right=f"{__package__}.rules.rights:VEHICLE_EDIT",
    ),
    Page(
        "person",
        N_("Customer"),
        "user",
        f"{__package__}.screens.person:PersonPage",
        under="customers",
        found=Found(N_("Customers")),
        restores=(Restores("person"),),
    ),
)


LATEST = 40  # customers among whom one with a vehicle is looked for


def _pictures(user: UserSession) -> list[tuple[str, Place]]:
    """The lists, the form of a vehicle, and a customer: of the latest the first who has a vehicle, if one has."""
    from lifecycle_desk.vehicle.usecases.people_shown import People

    shown = [("vehicles", Place("vehicles")), ("customers", Place("customers")), ("add-vehicle", Place("add_vehicle"))]
    people = People(user)
    latest = people.rows(people.keys(LATEST)).values()
    one = next((each for each in latest if each.vehicles), next(iter(latest), None))
    return shown + ([("customer", Place("person", str(one.number)))] if one else [])


PICTURES = (_pictures,)
