"""The catalogue of models: whole, plausible, with sources, and found however it is spelt."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from lifecycle_desk.vehicle.rules.models import (
    Chemistry,
    Energy,
    RangeCycle,
    catalogue,
    find_model,
    makes,
    search,
    variants,
)
from lifecycle_desk.vehicle.rules.vin import makers

each_variant = pytest.mark.parametrize("variant", catalogue(), ids=lambda variant: variant.name)


def test_the_catalogue_is_wide_enough():
    assert len(catalogue()) >= 60
    assert {variant.energy for variant in catalogue()} == set(Energy)


def test_no_variant_stands_twice():
    assert max(Counter((one.make, one.model, one.variant) for one in catalogue()).values()) == 1


@each_variant
def test_a_variant_is_plausible_and_has_a_source(variant):
    assert len(variant.source) > 4
    assert date(2015, 1, 1) < variant.valid_from < date(2027, 1, 1)
    assert (variant.chemistry is not None) == variant.energy.has_traction_battery
    assert (variant.gross_kwh is not None) == variant.energy.has_traction_battery
    if variant.gross_kwh:
        assert Decimal(5) < variant.gross_kwh < Decimal(160)
    if variant.usable_kwh:
        assert variant.gross_kwh * Decimal("0.78") < variant.usable_kwh <= variant.gross_kwh
        assert variant.usable_wh == variant.usable_kwh * 1000


def test_a_published_range_is_possible_for_its_battery_and_the_most_comparable_comes_first():
    with_range = [each for each in catalogue() if each.ranges]
    assert len(with_range) > 30
    for variant in with_range:
        cycles = [each.cycle for each in variant.ranges]
        assert cycles == sorted(cycles, key=list(RangeCycle).index), variant.name
        for each in variant.ranges:
            for_100_km = variant.gross_kwh * 100 / each.km  # kWh; what a hybrid goes on its battery, too
            assert 8 < for_100_km < 40, variant.name


@each_variant
def test_a_capacity_in_the_name_is_the_capacity(variant):
    if (words := variant.variant.split())[-1] == "kWh":
        assert abs(Decimal(words[-2]) - variant.gross_kwh) <= 1 or abs(Decimal(words[-2]) - variant.usable_kwh) <= 1


@pytest.mark.parametrize(
    ("make", "model", "variant", "energy", "chemistry", "usable"),
    [
        ("MG", "MG4 Electric", "64 kWh", Energy.BEV, Chemistry.NMC, "61.7"),
        ("mg", "mg4-electric", "64KWH", Energy.BEV, Chemistry.NMC, "61.7"),
        ("BYD", "ATTO 3", "Extended Range 60.5 kWh", Energy.BEV, Chemistry.LFP, "60.48"),
        ("byd", "sealion 6 dm-i", None, Energy.PHEV, Chemistry.LFP, None),
        ("Li Auto", "L9", "REEV 52.3 kWh", Energy.REEV, Chemistry.NMC, None),
        ("GWM", "Haval H6", "HEV", Energy.ICE, None, None),
    ],
)
def test_a_model_is_found_by_its_names(make, model, variant, energy, chemistry, usable):
    found = find_model(make, model, variant)
    assert found is not None
    assert (found.energy, found.chemistry) == (energy, chemistry)
    assert found.usable_kwh == (Decimal(usable) if usable else None)


@pytest.mark.parametrize(("make", "model"), [("MG", "MG4 Electric"), ("MG", "MG99"), ("Nobody", "T03")])
def test_what_is_several_or_none_is_not_guessed(make, model):
    assert find_model(make, model) is None


def test_models_by_make_and_by_what_is_typed():
    assert "BYD" in makes()
    assert {variant.make for variant in variants("leapmotor")} == {"Leapmotor"}
    assert [variant.variant for variant in search("c10 reev")] == ["REEV 28.4 kWh"]
    assert len(search("kwh", limit=7)) == 7
    assert search("  ") == ()


def test_most_makes_are_brands_of_a_known_maker():
    brands = {brand.casefold() for made in makers().values() for brand in made.brands}
    known = {"GAC Aion": "aion", "Li Auto": "li"}
    assert {make for make in makes() if known.get(make, make.casefold()) not in brands} == set()


def test_a_model_that_is_typed_whole_comes_before_those_that_hold_its_words_apart():
    found = [entry.model for entry in search("atto 3")]
    assert found[0] == "Atto 3"
    assert "Atto 2 DM-i" in found
