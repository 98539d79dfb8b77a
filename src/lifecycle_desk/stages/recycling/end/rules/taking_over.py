"""Taking over for scrapping: who hands the car in, by which papers, and what is missing from it."""

from dataclasses import dataclass
from functools import partial
from typing import Annotated

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.quantities import KG, Measure
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.kinds import Whole


class IdentityDocument(LabeledEnum):
    """The paper by which the last holder showed who they are."""

    IDENTITY_CARD = "identity_card", C_("identity", "Identity card")
    PASSPORT = "passport", C_("identity", "Passport")
    DRIVING_LICENCE = "driving_licence", C_("identity", "Driving licence")
    COMPANY_REGISTER = "company_register", C_("identity", "Company register extract")


class RegistrationDocument(LabeledEnum):
    """The fate of the registration document (Decision 2002/151/EC, Annex, item 4 with its note)."""

    HANDED_IN = "handed_in", C_("registration document", "Handed in")
    DESTROYED = "destroyed", C_("registration document", "Destroyed, with a statement")
    ELECTRONIC = "electronic", C_("registration document", "Kept electronically by the authority")
    MISSING = "missing", C_("registration document", "Missing")


class Essential(LabeledEnum):
    """An essential component; without it take-back need not be free (Directive 2000/53/EC, article 5(4))."""

    TRACTION_BATTERY = "traction_battery", C_("component", "High-voltage battery")
    ENGINE = "engine", C_("component", "Engine")
    BODY = "body", C_("component", "Body")
    CHASSIS = "chassis", C_("component", "Chassis")
    CATALYST = "catalytic_converter", C_("component", "Catalytic converter")
    CONTROL_UNITS = "control_units", C_("component", "Electronic control units")


class VehicleClass(LabeledEnum):
    """The class of vehicle (Regulation (EU) 2018/858, article 4); codes that every language uses."""

    M1 = "M1", "M1"
    M2 = "M2", "M2"
    M3 = "M3", "M3"
    N1 = "N1", "N1"
    N2 = "N2", "N2"
    N3 = "N3", "N3"
    L5E = "L5e", "L5e"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Of a taking over: whether it was free of charge, and what was missing from the car."""

    free_take_back: bool = False
    missing: tuple[Essential, ...] = ()


# A car without an essential component: a new-energy vehicle without its battery counts as incomplete.
VehicleIncomplete = objection("VehicleIncomplete", N_("The vehicle is incomplete: a charge may apply."), "missing")
IdentityUnchecked = objection("IdentityUnchecked", N_("The last holder’s identity must be checked."), "identity_number")
NotDeclaredOwner = objection(
    "NotDeclaredOwner",
    N_("The last holder must confirm that they are entitled to hand in the vehicle."),
    "owner_declared",
)
WeightUnlikely = objection(
    "WeightUnlikely",
    N_("Empty weight must be between %(least)s and %(most)s."),
    "empty_weight_kg",
    least=Annotated[int, partial(Measure, unit=KG)],
    most=Annotated[int, partial(Measure, unit=KG)],
)

LIGHTEST, HEAVIEST = 100, 50_000
EmptyWeight = Annotated[
    int | None,
    Whole(
        N_("Empty weight"),
        least=LIGHTEST,
        most=HEAVIEST,
        unit=KG,
        refuses=lambda _, least, most: WeightUnlikely(least, most),
    ),
]
