"""What a region is given, and what it never is, as a dealer reads it: a sentence for each part of the allow-list.

Every kind whose facts the veil lets through is named under one of these, so that the list that people read is whole.
"""

from dataclasses import dataclass

from lifecycle_desk.base.objections import N_
from lifecycle_desk.campaigns.rules.status import CampaignEvent
from lifecycle_desk.region.rules.veil import FOUNDED, KEY_KNOWN, KEY_MADE, KEY_REVOKED, OF_CLAIMS, OF_ORDERS
from lifecycle_desk.stages.charging.sessions.rules.events import ChargingEvent
from lifecycle_desk.stages.sale.stock.rules.status import Happening
from lifecycle_desk.vehicle.rules.life import CLUSTER_REPLACED


@dataclass(frozen=True, slots=True)
class GivenPart:
    """A part of what is given: its name, what goes of it, and the kinds of records of which it goes."""

    name: str
    goes: str
    icon: str
    kinds: frozenset[str] = frozenset()


GIVEN = (
    GivenPart(
        N_("Records"),
        N_("Number, seal, day and kind of each, and your public keys"),
        "list-check",
        frozenset({FOUNDED, KEY_MADE, KEY_KNOWN, KEY_REVOKED}),
    ),
    GivenPart(
        N_("Vehicles"),
        N_("VIN, make, model, stage, days of its life, odometer and climate"),
        "car",
        frozenset({Happening.REGISTERED.value, CLUSTER_REPLACED}),
    ),
    GivenPart(
        N_("Visits and work"),
        N_("Hours, codes, quantities and prices of each line; technicians as numbers within one order"),
        "tool",
        OF_ORDERS,
    ),
    GivenPart(
        N_("Warranty claims"),
        N_("State and amounts asked, granted and paid, without causes, reasons or serial numbers"),
        "shield-check",
        OF_CLAIMS,
    ),
    GivenPart(
        N_("Sales"),
        N_("Amounts and taxes of the contract, without buyer or seller"),
        "key",
        frozenset({Happening.SOLD.value}),
    ),
    GivenPart(
        N_("Charging and battery health"),
        N_("Sessions and energy in sum, and each reading of battery health"),
        "battery-charging",
        frozenset({ChargingEvent.RECORDED.value, ChargingEvent.HEALTH_READ.value}),
    ),
    GivenPart(
        N_("Campaigns"),
        N_("Where each vehicle stands in recalls and service campaigns"),
        "speakerphone",
        frozenset(each.value for each in (CampaignEvent.CONFIRMED, CampaignEvent.EXCLUDED, CampaignEvent.DONE)),
    ),
)
MARGINS = GivenPart(
    N_("Margins"),
    N_("What new vehicles cost you, as recorded from now on: their margins follow from it"),
    "report-money",
    frozenset({Happening.PURCHASED.value}),
)  # given where the dealer chose so
NEVER = (
    N_("Names, phone numbers and addresses of customers"),
    N_("Names of your staff"),
    N_("Number plates"),
    N_("Notes, complaints and any free text"),
    N_("Documents, photos and signatures"),
)
NOT_MARGINS, NOT_OTHER_COSTS = (
    N_("What you paid for vehicles and parts, and your margins"),
    N_("What you paid for used vehicles and parts"),
)  # the end of that list, without margins and with them
