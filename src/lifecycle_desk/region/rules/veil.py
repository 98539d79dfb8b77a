"""What of a record goes to a region: an allow-list of facts by kind, as little as its figures are folded from.

No name goes, neither of customers nor of staff, nor any free words, plates, documents or batteries. A technician
becomes a number within his one order: hours and money are rounded by who did the work, so the groups must stay apart,
and nobody can follow him from one order to the next.
"""

from collections.abc import Mapping
from typing import Any

from lifecycle_desk.campaigns.rules.status import CARRIED_OUT, CampaignEvent
from lifecycle_desk.stages.charging.sessions.rules.events import ChargingEvent
from lifecycle_desk.stages.sale.stock.rules.status import Happening
from lifecycle_desk.stages.service.claims.rules.states import ClaimEvent
from lifecycle_desk.stages.service.orders.rules.states import OrderEvent
from lifecycle_desk.vehicle.rules.life import CLUSTER_REPLACED
from lifecycle_desk.vehicle.rules.travel import NOTHING, Lets, only

KEY_MADE, KEY_KNOWN, KEY_REVOKED = "dealer.key_made", "dealer.key_known", "dealer.key_revoked"
FOUNDED = "dealer.founded"
_LINE = ("id", "kind", "pays", "code", "hours", "quantity", "price", "discount", "causal", "core", "campaign", "group")
_SETS = (
    *("stage", "arrived_on", "sold_on", "handed_over_on", "first_registered_on", "warranty_started_on"),
    "quarantined",
)


def _sheet(facts: Mapping[str, Any]) -> dict[str, Any]:
    """An order that was handed over: its work, hours and prices, with technicians as numbers."""
    let = only("order", "state", "from", "tax", "totals", "currency", "serviced", CARRIED_OUT)(facts)
    sheet = facts.get("sheet")
    if not isinstance(sheet, Mapping):
        return let
    numbers: dict[str, str] = {}
    jobs = [
        only("id", "service")(job) | {"lines": [_line(line, numbers) for line in job.get("lines", ())]}
        for job in sheet.get("jobs", ())
    ]
    own = only("odometer_in", "odometer_out")(sheet) | {"technician": _number(sheet, numbers)}
    return let | {"sheet": own | {"jobs": jobs}}


def _line(line: Mapping[str, Any], numbers: dict[str, str]) -> dict[str, Any]:
    return only(*_LINE)(line) | {"technician": _number(line, numbers)}


def _number(of: Mapping[str, Any], numbers: dict[str, str]) -> str:
    """A technician by a number within the order; nobody stays nobody."""
    name = of.get("technician") or ""
    return numbers.setdefault(name, str(len(numbers) + 1)) if name else ""


def _sold(facts: Mapping[str, Any]) -> dict[str, Any]:
    """A contract of sale: what it comes to, with neither buyer nor seller."""
    return only("contract", "amounts", "tax", "used")(facts) | {"buyer": 0, "seller": ""}


def _answered(facts: Mapping[str, Any]) -> dict[str, Any]:
    """A maker's answer: what is granted of each line, without his reasons."""
    return _CLAIM(facts) | {"lines": [only("line", "granted")(each) for each in facts.get("lines", ())]}


_CLAIM = only("claim", "state", "from", "currency")
OF_CLAIMS = frozenset(each.value for each in ClaimEvent)
_STEPS = (OrderEvent.BOOKED, OrderEvent.READ, OrderEvent.MOVED, OrderEvent.CANCELLED, OrderEvent.TAKEN_BACK)
OF_ORDERS = frozenset(each.value for each in (*_STEPS, OrderEvent.CLOSED, OrderEvent.CORRECTED))
_LETS: dict[str, Lets] = {
    OrderEvent.CLOSED.value: _sheet,
    OrderEvent.CORRECTED.value: _sheet,
    **{each.value: only("order", "state", "from") for each in _STEPS},
    # A maker knows what was claimed of him; what it was claimed for, and what he said to it, stays with the dealer.
    **dict.fromkeys(OF_CLAIMS, _CLAIM),
    ClaimEvent.SUBMITTED.value: only("claim", "state", "from", "currency", "asked"),
    ClaimEvent.ANSWERED.value: _answered,
    ClaimEvent.PAID.value: only("claim", "state", "from", "currency", "paid"),
    ClaimEvent.WRITTEN_OFF.value: only("claim", "state", "from", "currency", "written_off"),
    Happening.SOLD.value: _sold,
    Happening.REGISTERED.value: only("country"),
    ChargingEvent.RECORDED.value: only("batch", "kind", "sessions", "replaced", "energy_wh", "first_on", "last_on"),
    ChargingEvent.HEALTH_READ.value: only("kind", "tenths"),
    CampaignEvent.CONFIRMED.value: only("campaign"),
    CampaignEvent.EXCLUDED.value: only("campaign", "matched"),
    CampaignEvent.DONE.value: only("campaign"),
    CLUSTER_REPLACED: only("segment", "offset_km"),
    FOUNDED: only("number", "key", "public"),
    KEY_MADE: only("number", "key", "public", "endorsed_by", "endorsement"),
    KEY_KNOWN: only("number", "key", "public", "endorsed_by", "endorsement"),
    KEY_REVOKED: only("number", "key", "public"),
}
_OF_MARGINS: dict[str, Lets] = {Happening.PURCHASED.value: only("price")}  # only where a dealer chose to give them


def lets_through(kind: str) -> bool:
    """Whether facts of a kind are let through, or can be."""
    return kind in _LETS or kind in _OF_MARGINS


def kinds_let_through() -> frozenset[str]:
    """The kinds of which facts are let through, or can be."""
    return frozenset(_LETS) | frozenset(_OF_MARGINS)


def veiled(body: Mapping[str, Any], *, margins: bool = False) -> dict[str, Any]:
    """What of a sealed body goes: the facts on the list of its kind, the state that it sets, and the reading.

    With `margins` also what a new car cost.
    """
    told: dict[str, Any] = {}
    lets = (_LETS | _OF_MARGINS if margins else _LETS).get(body["kind"], NOTHING)
    if facts := lets(body.get("facts") or {}):
        told["facts"] = facts
    sets = body.get("sets") or {}
    if set_ := {name: sets[name] for name in _SETS if sets.get(name) is not None}:
        told["sets"] = set_
    if body.get("odometer"):
        told |= {"odometer": body["odometer"], "segment": body.get("segment") or 0}
    return told
