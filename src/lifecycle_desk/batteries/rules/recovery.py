"""Recovery in recycling, held against the law's least shares: Regulation (EU) 2023/1542, Annex XII, Parts B and C.

Efficiency is the mass of all recovered materials over that of the battery; recovery is, for each of five materials,
the recovered mass over the battery's content. The least shares are dated data (targets.json).
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from lifecycle_desk.base.money import rounded
from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.quantities import KG, Kilograms, Measure, percent
from lifecycle_desk.base.resources import resource
from lifecycle_desk.base.said import Said
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.market.citing import Cited, cited_in
from lifecycle_desk.vehicle.rules.models import Chemistry

HEAVIEST_G = 20_000_000  # no vehicle's battery weighs more; above it, grams were taken for something else
LITHIUM_BASED = frozenset({Chemistry.LFP, Chemistry.NMC, Chemistry.NCA, Chemistry.LMO, Chemistry.LCO, Chemistry.LTO})


class Material(LabeledEnum):
    """Recovered materials; for the first five the law lays down a share."""

    COBALT = "cobalt", C_("material", "Cobalt")
    COPPER = "copper", C_("material", "Copper")
    LEAD = "lead", C_("material", "Lead")
    LITHIUM = "lithium", C_("material", "Lithium")
    NICKEL = "nickel", C_("material", "Nickel")
    ALUMINIUM = "aluminium", C_("material", "Aluminium")
    STEEL = "steel", C_("material", "Iron and steel")
    MANGANESE = "manganese", C_("material", "Manganese")
    GRAPHITE = "graphite", C_("material", "Graphite")
    PLASTICS = "plastics", C_("material", "Plastics")
    OTHER = "other", C_("material", "Other material")


class Verdict(LabeledEnum):
    """The verdict on a share on its day."""

    MET = "met", C_("recovery", "Met")
    MISSED = "missed", C_("recovery", "Not met")
    NOT_BINDING = "not_binding", C_("recovery", "Not yet binding")
    NOT_KNOWN = "not_known", C_("recovery", "Not known")


@dataclass(frozen=True, slots=True)
class MaterialMass:
    """So much of a material, in g."""

    material: Material
    mass_g: int


@dataclass(frozen=True, slots=True)
class Recovery:
    """A recycler's figures: the mass that went in, its content of each material, and the yield; in g."""

    input_g: int | None = None
    contained: tuple[MaterialMass, ...] = ()
    recovered: tuple[MaterialMass, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Cited):
    """A least share, from a day on; of a material, or the efficiency of a group of batteries."""

    of: str
    percent: int
    since: date


@dataclass(frozen=True, slots=True)
class Share:
    """A share that was reached and what it comes to; `material` is None for the efficiency as a whole."""

    material: Material | None
    recovered_g: int
    of_g: int | None
    target: Target | None
    verdict: Verdict
    why: Said

    @property
    def tenths(self) -> int | None:
        """The share in tenths of a per cent, halves away from zero; None where it is not known."""
        return rounded(Fraction(self.recovered_g * 1000, self.of_g)) if self.of_g else None


MassOutOfRange = objection(
    "MassOutOfRange", N_("%(material)s: this mass is not plausible."), "recovered", material=Material
)
MaterialTwice = objection("MaterialTwice", N_("%(material)s is listed twice."), "recovered", material=Material)
RecoveredMoreThanContained = objection(
    "RecoveredMoreThanContained",
    N_("%(material)s: %(recovered)s cannot be recovered from %(contained)s."),
    "recovered",
    material=Material,
    recovered=Kilograms,
    contained=Kilograms,
)
MoreThanWentIn = objection(
    "MoreThanWentIn",
    N_("The materials add up to %(materials)s, more than the %(went_in)s that went in."),
    "input_g",
    materials=Kilograms,
    went_in=Kilograms,
)
InputOutOfRange = objection("InputOutOfRange", N_("The input mass is not plausible."), "input_g")
InputNotItsMass = objection(
    "InputNotItsMass",
    N_("%(went_in)s went in, but the battery is recorded as %(known)s."),
    "input_g",
    went_in=Kilograms,
    known=Kilograms,
)


def kilograms(grams: int) -> Decimal:
    """Grams as an exact number of kg, as short as it is exact."""
    exact = Decimal(grams) / 1000
    return exact.quantize(Decimal(1)) if exact == exact.to_integral() else exact.normalize()


@cache
def targets() -> tuple[Target, ...]:
    """All targets by day: efficiencies by group ("lithium", "other"), recoveries by material ("recovery:cobalt")."""
    held: dict[str, Any] = json.loads(resource("batteries/targets.json").read_text("utf-8"))
    found = [(each["group"], each) for each in held["efficiency"]]
    found += [(f"recovery:{each['material']}", each) for each in held["recovery"]]
    made = [
        Target(of=of, percent=each["percent"], since=date.fromisoformat(each["from"]), **cited_in(each))
        for of, each in found
    ]
    return tuple(sorted(made, key=lambda each: (each.since, each.of)))


def check(told: Recovery) -> None:
    """Refuse masses that cannot be: out of range, told twice, or more out than in."""
    if told.input_g is not None and not 0 < told.input_g <= HEAVIEST_G:
        raise InputOutOfRange
    contained, recovered = _by_material(told.contained), _by_material(told.recovered)
    for material, mass in recovered.items():
        held = contained.get(material)
        if held is not None and mass > held:
            raise RecoveredMoreThanContained(material, kilograms(mass), kilograms(held))
    for together in (sum(contained.values()), sum(recovered.values())):
        if told.input_g is not None and together > told.input_g:
            raise MoreThanWentIn(kilograms(together), kilograms(told.input_g))


def _by_material(masses: Iterable[MaterialMass]) -> dict[Material, int]:
    found: dict[Material, int] = {}
    for each in masses:
        if not 0 <= each.mass_g <= HEAVIEST_G:
            raise MassOutOfRange(each.material)
        if each.material in found:
            raise MaterialTwice(each.material)
        found[each.material] = each.mass_g
    return found


def shares(told: Recovery, chemistry: Chemistry | None, on: date) -> tuple[Share, ...]:
    """The efficiency, then the recovery of each material that the law names and the battery held, with verdicts."""
    return tuple(_shares(told, chemistry, on))


def _shares(told: Recovery, chemistry: Chemistry | None, on: date) -> Iterator[Share]:
    contained, recovered = _by_material(told.contained), _by_material(told.recovered)
    group = None if chemistry is None else "lithium" if chemistry in LITHIUM_BASED else "other"
    yield _judged(None, sum(recovered.values()), told.input_g, _of(group) if group else (), on)
    for material in Material:
        asked = _of(f"recovery:{material.value}")
        if asked and (contained.get(material) or recovered.get(material)):
            yield _judged(material, recovered.get(material, 0), contained.get(material), asked, on)


def _of(which: str) -> Sequence[Target]:
    return [each for each in targets() if each.of == which]


def _judged(material: Material | None, recovered: int, of: int | None, asked: Sequence[Target], on: date) -> Share:
    target = next((each for each in reversed(asked) if each.since <= on), None)
    coming = next((each for each in asked if each.since > on), None)
    verdict, why = _verdict(recovered, of, target, coming)
    return Share(material, recovered, of, target or coming, verdict, why)


def _verdict(recovered: int, of: int | None, target: Target | None, coming: Target | None) -> tuple[Verdict, Said]:
    """The verdict on a share, and why: exact, so that just short of a target is short of it."""
    if not of:
        return Verdict.NOT_KNOWN, Said(N_("The total mass is not recorded."))
    if target is None and coming is None:
        return Verdict.NOT_KNOWN, Said(N_("The chemistry is not known, so the required share is not known either."))
    if target is None and coming is not None:
        return Verdict.NOT_BINDING, Said(
            N_("At least %(percent)s required from %(on)s"), percent=percent(coming.percent), on=coming.since
        )
    return _measured(recovered, of, target.percent if target else 0)


def _measured(recovered: int, of: int, least: int) -> tuple[Verdict, Said]:
    lacking = of * least - recovered * 100  # hundredths of a gram
    if lacking <= 0:
        return Verdict.MET, Said(N_("At least %(percent)s required"), percent=percent(least))
    more = kilograms(-(-lacking // 100))
    words = N_("At least %(percent)s required; %(kilograms)s more would have met it")
    return Verdict.MISSED, Said(words, percent=percent(least), kilograms=Measure(more, KG))
