"""Recycling against the law's shares: Regulation (EU) 2023/1542, Annex XII, on each side of each day and share."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Measure
from lifecycle_desk.batteries.rules import recovery
from lifecycle_desk.batteries.rules.recovery import Material, MaterialMass, Recovery, Verdict, shares, targets
from lifecycle_desk.vehicle.rules.models import Chemistry

BEFORE, NOW, LATER, LAST = date(2025, 12, 30), date(2026, 11, 25), date(2027, 12, 31), date(2031, 12, 31)


def verdicts(material: Material, recovered: int, contained: int, on: date) -> Verdict:
    told = Recovery(None, (MaterialMass(material, contained),), (MaterialMass(material, recovered),))
    return next(each.verdict for each in shares(told, Chemistry.NMC, on) if each.material is material)


@pytest.mark.parametrize(
    ("material", "percent", "later"),
    [
        (Material.COBALT, 90, 95),
        (Material.COPPER, 90, 95),
        (Material.LEAD, 90, 95),
        (Material.NICKEL, 90, 95),
        (Material.LITHIUM, 50, 80),
    ],
)
def test_recovery_is_asked_for_by_material_and_day(material, percent, later):
    """Annex XII, Part C."""
    assert verdicts(material, 100_000, 100_000, NOW) is Verdict.NOT_BINDING
    assert verdicts(material, percent * 1000, 100_000, LATER) is Verdict.MET
    assert verdicts(material, percent * 1000 - 1, 100_000, LATER) is Verdict.MISSED
    assert verdicts(material, later * 1000 - 1, 100_000, LAST) is Verdict.MISSED
    assert verdicts(material, later * 1000, 100_000, LAST) is Verdict.MET


@pytest.mark.parametrize(
    ("chemistry", "on", "recovered", "verdict"),
    [
        (Chemistry.LFP, BEFORE, 650, Verdict.NOT_BINDING),
        (Chemistry.LFP, NOW, 650, Verdict.MET),
        (Chemistry.LFP, NOW, 649, Verdict.MISSED),
        (Chemistry.LFP, date(2030, 12, 31), 699, Verdict.MISSED),
        (Chemistry.LFP, date(2030, 12, 31), 700, Verdict.MET),
        (Chemistry.NIMH, NOW, 500, Verdict.MET),
        (Chemistry.NA_ION, NOW, 499, Verdict.MISSED),
        (None, NOW, 990, Verdict.NOT_KNOWN),
    ],
)
def test_efficiency_is_asked_for_by_chemistry_and_day(chemistry, on, recovered, verdict):
    """Annex XII, Part B."""
    told = Recovery(1000, (), (MaterialMass(Material.STEEL, recovered),))

    assert shares(told, chemistry, on)[0].verdict is verdict


def test_what_is_not_told_is_not_known_and_what_was_not_in_it_is_not_asked_for():
    told = Recovery(None, (), (MaterialMass(Material.COBALT, 10),))
    found = {each.material: each.verdict for each in shares(told, Chemistry.NMC, LATER)}

    assert found == {None: Verdict.NOT_KNOWN, Material.COBALT: Verdict.NOT_KNOWN}


def test_the_lacking_mass_is_told_exactly():
    told = Recovery(1000, (), (MaterialMass(Material.STEEL, 600),))
    efficiency = shares(told, Chemistry.LFP, NOW)[0]

    assert efficiency.tenths == 600
    assert efficiency.why.facts["kilograms"] == Measure(Decimal("0.05"), "kg")


masses = st.lists(st.builds(MaterialMass, st.sampled_from(Material), st.integers(-5, 2_000)), max_size=5).map(tuple)


@settings(max_examples=100)
@given(st.none() | st.integers(-5, 3_000), masses, masses)
def test_masses_never_exceed_the_input_without_an_objection(went_in, contained, recovered):
    told = Recovery(went_in, contained, recovered)
    try:
        recovery.check(told)
    except Objection:
        return
    held = {each.material: each.mass_g for each in contained}
    assert all(each.mass_g <= held.get(each.material, each.mass_g) for each in recovered)
    assert went_in is None or max(sum(each.mass_g for each in masses) for masses in (contained, recovered)) <= went_in
    for share in shares(told, Chemistry.NMC, LAST):
        assert share.tenths is None or 0 <= share.tenths <= 1000 or share.of_g is None


def test_every_target_is_dated_and_names_its_source():
    assert len(targets()) == 13
    assert all(each.source.startswith("Regulation (EU) 2023/1542, Annex XII") for each in targets())
