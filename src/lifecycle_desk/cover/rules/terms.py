"""The closed sets of warranty cover: parts, kinds of rules, starts, conditions, and how a question can be answered."""

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.vehicle.rules.models import Energy


class PartGroup(LabeledEnum):
    """A part group with a cover of its own in published terms; all others belong to the vehicle."""

    VEHICLE = "vehicle", C_("cover", "Vehicle")
    BATTERY = "battery", C_("cover", "High-voltage battery")
    DRIVE_UNIT = "drive_unit", C_("cover", "Drive motor and control unit")
    ENGINE = "engine", C_("cover", "Engine")
    CHARGE_PORT = "charge_port", C_("cover", "Charging port")
    SCREEN = "screen", C_("cover", "Screen and infotainment")
    SUSPENSION = "suspension", C_("cover", "Suspension")
    SHOCK_ABSORBERS = "shock_absorbers", C_("cover", "Shock absorbers")
    LIGHTS = "lights", C_("cover", "Lights")
    TWELVE_VOLT = "twelve_volt", C_("cover", "12 V battery")
    PAINT = "paint", C_("cover", "Paint")
    CORROSION = "corrosion", C_("cover", "Rust perforation")
    WEAR = "wear", C_("cover", "Wearing parts")
    TYRES = "tyres", C_("cover", "Tyres")
    SPARE_PARTS = "spare_parts", C_("cover", "Spare parts")

    def is_in(self, energy: Energy | None) -> bool:
        """Whether a car that is driven so can have the part; one of unknown energy may have all."""
        if energy is None:
            return True
        if self in (PartGroup.BATTERY, PartGroup.DRIVE_UNIT, PartGroup.CHARGE_PORT):
            return energy.has_traction_battery
        return self is not PartGroup.ENGINE or energy.has_engine


NEVER_WITH_THE_VEHICLE = (PartGroup.WEAR, PartGroup.TYRES, PartGroup.SPARE_PARTS)  # covered only where terms name them


class RuleKind(LabeledEnum):
    """The givers of covers."""

    MAKER = "maker", C_("cover", "Manufacturer warranty")
    DEALER = "dealer", C_("cover", "Dealer’s own warranty")
    STATUTORY = "statutory", C_("cover", "Statutory guarantee")


class Open(LabeledEnum):
    """A limit that is no figure."""

    UNLIMITED = "unlimited", C_("cover", "Unlimited")
    NOT_LAID_DOWN = "not_laid_down", C_("cover", "Not specified")


class Start(LabeledEnum):
    """The day from which a cover runs; the market's rule is the one by which the handover set the start of warranty."""

    MARKET = "market", N_("From the warranty start under the market’s rule")
    HANDOVER = "handover", N_("From handover")
    FIRST_REGISTRATION = "first_registration", N_("From first registration")
    EARLIER = (
        "earlier_of_handover_and_registration",
        N_("From handover or first registration, whichever is first"),
    )
    LATER = "later_of_handover_and_registration", N_("From handover or first registration, whichever is last")
    RESALE = "resale", N_("From handover of the used vehicle")
    FITTING = "fitting", N_("From fitting of the spare part")


class Dating(LabeledEnum):
    """The day by which terms choose their cars."""

    SALE = "sale", N_("Vehicles sold between these dates")
    FIRST_REGISTRATION = "first_registration", N_("Vehicles first registered between these dates")


class Counting(LabeledEnum):
    """How a period in months or days is counted.

    Makers count the day of the start as the first day of cover, so five years from 15 March end with 14 March. European
    law does not count the day of the event, so they end with 15 March (Regulation (EEC, Euratom) 1182/71, article 3).
    """

    FROM_THE_DAY = "from_the_day", N_("The start day is day one")
    FROM_THE_NEXT_DAY = "from_the_next_day", N_("The day after the start is day one")


class TwelveMonths(LabeledEnum):
    """Which twelve months a limit of kilometres is about, where terms say "in every twelve months"."""

    ROLLING = "rolling", N_("Any twelve consecutive months")
    ANNIVERSARY = "anniversary", N_("Each year from the start of cover")


class ConditionKind(LabeledEnum):
    """The conditions that an owner must meet."""

    FIRST_OWNER_ONLY = "first_owner_only", C_("cover", "First owner only")
    PRIVATE_USE_ONLY = "private_use_only", C_("cover", "Private use only")
    KM_IN_TWELVE_MONTHS = "km_in_twelve_months", C_("cover", "Distance in twelve months")
    SERVICED_ON_TIME = "serviced_on_time", C_("cover", "Serviced on time")
    AUTHORISED_SERVICE = "authorised_service", C_("cover", "Serviced by authorised workshops")


class Question(LabeledEnum):
    """The questions asked of a car before a rule covers it; conditions of the terms are asked by their own names."""

    MODEL = "model", C_("cover", "Model")
    ENERGY = "energy", C_("cover", "Energy")
    SALE_DAY = "sale_day", C_("cover", "Sale date")
    IN_FORCE = "in_force", C_("cover", "Terms in force")
    START = "start", C_("cover", "Start")
    LAST_DAY = "last_day", C_("cover", "Last day")
    LAST_KM = "last_km", C_("cover", "Distance limit")
    AGREED_PERIOD = "agreed_period", C_("cover", "Contractual period")
    PRESENT_AT_DELIVERY = "present_at_delivery", C_("cover", "Defect present at delivery")
    WITH_THE_VEHICLE = "with_the_vehicle", C_("cover", "Covered with the vehicle")


class Lack(LabeledEnum):
    """What keeps a cover from being known, where somebody can add it."""

    TERMS = "terms", C_("cover", "No terms for this model")
    SALE_DAY = "sale_day", C_("cover", "No sale date yet")


class Holds(LabeledEnum):
    """Whether something is so."""

    YES = "yes", C_("cover", "Yes")
    NO = "no", C_("cover", "No")
    NOT_KNOWN = "not_known", C_("cover", "Not known")


class Answer(LabeledEnum):
    """Whether a part is covered."""

    COVERED = "covered", C_("cover", "Covered")
    NOT_KNOWN = "not_known", C_("cover", "Not known")
    NOT_COVERED = "not_covered", C_("cover", "Not covered")


class Use(LabeledEnum):
    """The uses of a car."""

    PRIVATE = "private", C_("use", "Private")
    COMMERCIAL = "commercial", C_("use", "Commercial")
    NOT_KNOWN = "not_known", C_("use", "Not known")


class HealthKind(LabeledEnum):
    """Where a state of health comes from; an estimate decides no claim."""

    OFFICIAL = "official", C_("health", "Official reading")
    ESTIMATED = "estimated", C_("health", "Estimated")
