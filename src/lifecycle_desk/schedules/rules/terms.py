"""The closed sets of maintenance schedules: what is serviced, what is done to it, how large a visit is, who says so."""

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum


class ServiceItem(LabeledEnum):
    """Items that schedules name; any other item of a schedule of one's own is known by its words."""

    VISIT = "visit", C_("maintenance", "Service")
    FIRST_CHECK = "first_check", C_("maintenance", "First check")
    ENGINE_OIL = "engine_oil", C_("maintenance", "Engine oil")
    OIL_FILTER = "oil_filter", C_("maintenance", "Oil filter")
    AIR_FILTER = "air_filter", C_("maintenance", "Air filter")
    CABIN_FILTER = "cabin_filter", C_("maintenance", "Cabin filter")
    FUEL_FILTER = "fuel_filter", C_("maintenance", "Fuel filter")
    CANISTER_FILTER = "canister_filter", C_("maintenance", "Carbon canister dust filter")
    SPARK_PLUGS = "spark_plugs", C_("maintenance", "Spark plugs")
    TIMING_BELT = "timing_belt", C_("maintenance", "Timing belt")
    PCV = "pcv", C_("maintenance", "Crankcase ventilation")
    BRAKE_FLUID = "brake_fluid", C_("maintenance", "Brake fluid")
    BRAKE_PADS = "brake_pads", C_("maintenance", "Brake pads and discs")
    BRAKE_LINES = "brake_lines", C_("maintenance", "Brake lines")
    COOLANT = "coolant", C_("maintenance", "Coolant")
    BATTERY_COOLANT = "battery_coolant", C_("maintenance", "Battery and motor coolant")
    GEARBOX_OIL = "gearbox_oil", C_("maintenance", "Gearbox oil")
    CHASSIS_BOLTS = "chassis_bolts", C_("maintenance", "Chassis bolts")
    STEERING = "steering", C_("maintenance", "Steering")
    BALL_JOINTS = "ball_joints", C_("maintenance", "Ball joints")
    SUSPENSION = "suspension", C_("maintenance", "Suspension")
    ALIGNMENT = "alignment", C_("maintenance", "Wheel alignment")
    TYRES = "tyres", C_("maintenance", "Tyres")
    WIPERS = "wipers", C_("maintenance", "Wiper blades")
    HIGH_VOLTAGE = "high_voltage", C_("maintenance", "High-voltage cables and connectors")
    TWELVE_VOLT = "twelve_volt", C_("maintenance", "12 V battery")


VISIT = ServiceItem.VISIT.value


class DueList(LabeledEnum):
    """The lists of what is due: by the day on which it is expected, and what somebody put off."""

    OVERDUE = "overdue", C_("due list", "Overdue")
    SOON = "soon", C_("due list", "In the next 30 days")
    LATER = "later", C_("due list", "Later")
    SNOOZED = "snoozed", C_("due list", "Snoozed")


class Action(LabeledEnum):
    """Actions on an item."""

    INSPECT = "inspect", C_("maintenance", "Inspect")
    REPLACE = "replace", C_("maintenance", "Replace")
    CLEAN = "clean", C_("maintenance", "Clean")
    ADJUST = "adjust", C_("maintenance", "Adjust")
    TIGHTEN = "tighten", C_("maintenance", "Tighten")


class VisitSize(LabeledEnum):
    """How large a visit is, where a maker's visits take turns."""

    SMALL = "small", C_("maintenance", "Minor service")
    MEDIUM = "medium", C_("maintenance", "Intermediate service")
    LARGE = "large", C_("maintenance", "Major service")


class ScheduleKind(LabeledEnum):
    """The authors of schedules."""

    MAKER = "maker", C_("maintenance", "Manufacturer schedule")
    RULE_OF_THUMB = "rule_of_thumb", C_("maintenance", "Rule of thumb")
    OWN = "own", C_("maintenance", "Own schedule")


def named_item(code: str) -> ServiceItem | str:
    """An item as people call it: one of those that all know, or its own words."""
    return next((each for each in ServiceItem if each.value == code), code)
