"""Batteries as dangerous goods: UN number and packing by chemistry, state and way, as dated data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.said import InARow
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.batteries.rules.words import Fate
from lifecycle_desk.market.citing import marked
from lifecycle_desk.market.dated import Dated
from lifecycle_desk.stages.recycling.end.rules.dated import lines_of, read
from lifecycle_desk.vehicle.rules.models import Chemistry

HAZARD_CLASS = "9"


class Family(LabeledEnum):
    """The families that the rules of transport tell apart."""

    LITHIUM_ION = "lithium_ion", C_("battery", "Lithium-ion")
    LITHIUM_METAL = "lithium_metal", C_("battery", "Lithium metal")
    SODIUM_ION = "sodium_ion", C_("battery", "Sodium-ion")


class Presentation(LabeledEnum):
    """How a battery travels."""

    ALONE = "alone", C_("battery", "Battery only")
    WITH_EQUIPMENT = "with_equipment", C_("battery", "In or with equipment")
    VEHICLE = "vehicle", C_("battery", "In the vehicle")


class Condition(LabeledEnum):
    """The state of a battery (ADR 3.3, special provisions 310, 376 and 377)."""

    INTACT = "intact", C_("battery", "Intact")
    DAMAGED_NONCRITICAL = "damaged_noncritical", C_("battery", "Damaged, not critical")
    DAMAGED_CRITICAL = "damaged_critical", C_("battery", "Damaged, critical")
    PROTOTYPE = "prototype", C_("battery", "Prototype")


class Mode(LabeledEnum):
    """By which way it travels: ADR, RID, IMDG Code, ICAO Technical Instructions."""

    ROAD = "road", C_("transport", "By road")
    RAIL = "rail", C_("transport", "By rail")
    SEA = "sea", C_("transport", "By sea")
    AIR = "air", C_("transport", "By air")


NoTransportRule = objection(
    "NoTransportRule", N_("Transport rules have no UN number for this battery on %(on)s."), "chemistry", on=date
)
TransportForbidden = objection(
    "TransportForbidden", N_("This battery may not be shipped this way (%(rule)s)."), "mode", rule=str
)
AuthorityAsked = objection(
    "AuthorityAsked",
    N_("No packaging is specified for this (%(rule)s): ask the authority or the carrier."),
    "condition",
    rule=str,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnRule(Dated):
    """A line of the list of dangerous goods: which number a kind of battery has."""

    id: str
    families: tuple[Family, ...] = ()
    presentations: tuple[Presentation, ...] = ()
    modes: tuple[Mode, ...] = ()
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackingRule(Dated):
    """A special provision or packing instruction: `packaging` names packages, `forbidden` that it may not travel."""

    id: str
    presentations: tuple[Presentation, ...] = ()
    conditions: tuple[Condition, ...] = ()
    purposes: tuple[Fate, ...] = ()
    modes: tuple[Mode, ...] = ()
    provision: str = ""
    packaging: tuple[str, ...] = ()
    forbidden: bool = False


@dataclass(frozen=True, slots=True)
class _Rules:
    un_numbers: tuple[UnRule, ...]
    packing: tuple[PackingRule, ...]


@dataclass(frozen=True, slots=True)
class Shipment:
    """A shipment: the thing, its way, and its purpose."""

    chemistry: Chemistry | None
    presentation: Presentation
    condition: Condition
    fate: Fate
    mode: Mode
    on: date


@dataclass(frozen=True, slots=True)
class Classified:
    """The rules' verdict on a shipment, and which ones said it."""

    un_number: str
    un_rule: str
    un_source: str
    provision: str
    packaging: tuple[str, ...]
    packing_rule: str
    packing_source: str
    forbidden: bool


_FAMILIES = {
    Chemistry.LFP: Family.LITHIUM_ION,
    Chemistry.NMC: Family.LITHIUM_ION,
    Chemistry.NCA: Family.LITHIUM_ION,
    Chemistry.LMO: Family.LITHIUM_ION,
    Chemistry.LCO: Family.LITHIUM_ION,
    Chemistry.LTO: Family.LITHIUM_ION,
    Chemistry.NA_ION: Family.SODIUM_ION,
}


@cache
def _rules() -> _Rules:
    lines = lines_of("dangerous-goods")
    terms = {
        "families": Family.of,
        "presentations": Presentation.of,
        "conditions": Condition.of,
        "purposes": Fate.of,
        "modes": Mode.of,
    }
    return _Rules(
        tuple(read(UnRule, each, **terms) for each in lines["un_numbers"]),
        tuple(read(PackingRule, each, **terms) for each in lines["packing"]),
    )


def classify(shipment: Shipment) -> Classified:
    """The UN number and the packing of a shipment on its day; raises NoTransportRule where the rules know none.

    The first line that fits decides. A chemistry that is not known travels as lithium-ion, the stricter guess; nickel
    metal hydride and others are no batteries of these numbers.
    """
    family = Family.LITHIUM_ION if shipment.chemistry is None else _FAMILIES.get(shipment.chemistry)
    un_rule = next((one for one in _rules().un_numbers if _names(one, family, shipment)), None)
    packing = next((one for one in _rules().packing if _packs(one, shipment)), None)
    if un_rule is None or packing is None:
        raise NoTransportRule(shipment.on)
    return Classified(
        un_rule.number,
        un_rule.id,
        un_rule.source,
        packing.provision,
        packing.packaging,
        packing.id,
        packing.source,
        packing.forbidden,
    )


def sources_of(said: Classified) -> tuple[InARow, InARow]:
    """What number and packing rest on, as they were told then, and to be verified where they are by now."""
    known = _rules()
    return (
        marked(said.un_source, verify=_is_weak(known.un_numbers, said.un_rule)),
        marked(said.packing_source, verify=_is_weak(known.packing, said.packing_rule)),
    )


def _is_weak(rules: Iterable[UnRule | PackingRule], rule: str) -> bool:
    return any(each.verify for each in rules if each.id == rule)


def _names(one: UnRule, family: Family | None, shipment: Shipment) -> bool:
    return (
        one.holds_on(shipment.on)
        and family in one.families
        and shipment.presentation in one.presentations
        and (not one.modes or shipment.mode in one.modes)
    )


def _packs(one: PackingRule, shipment: Shipment) -> bool:
    return (
        one.holds_on(shipment.on)
        and shipment.presentation in one.presentations
        and shipment.condition in one.conditions
        and (not one.purposes or shipment.fate in one.purposes)
        and (not one.modes or shipment.mode in one.modes)
    )
