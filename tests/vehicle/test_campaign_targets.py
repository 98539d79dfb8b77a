"""Which cars a campaign means: lists, ranges, beginnings, build periods, models; by tables and by random cars."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.campaigns.rules import targets
from lifecycle_desk.campaigns.rules.campaign import Match
from lifecycle_desk.campaigns.rules.targets import CampaignMatcher, CarSeen

BASE = "LGXCE4CC6S0"
FROM, TO = date(2025, 1, 1), date(2025, 1, 31)
BUILT = {"before": date(2024, 12, 31), "first": FROM, "last": TO, "after": date(2025, 2, 1), "unknown": None}


def car(serial=10_005, **more):
    return CarSeen(f"{BASE}{serial:06}", "BYD", "Seal", "RWD", 2025, **more)


def how(target, seen):
    return CampaignMatcher([("C", target)]).matches([seen]).get(("C", seen.vin))


@pytest.mark.parametrize(
    ("serial", "found"),
    [(10_000, Match.RANGE), (10_005, Match.RANGE), (10_010, Match.RANGE), (9_999, None), (10_011, None)],
)
def test_a_range_holds_both_its_ends_and_nothing_outside(serial, found):
    assert how(targets.ranged(f"{BASE}010000", f"{BASE}010010"), car(serial)) is found


def test_a_range_is_of_the_same_first_eleven_characters_alone():
    target = targets.ranged(f"{BASE}010000", f"{BASE}010010")

    assert how(target, CarSeen("LGXCE4CC7S0010005")) is None
    assert how(target, CarSeen("LGXCE4CC6S1010005")) is None


def test_a_serial_number_with_letters_is_in_no_range():
    assert how(targets.ranged(f"{BASE}000000", f"{BASE}999999"), CarSeen(f"{BASE}0A0005")) is None


@pytest.mark.parametrize(
    ("first", "last", "rule"),
    [
        (f"{BASE}010010", f"{BASE}010000", targets.RangeReversed),
        (f"{BASE}010000", "LGXCE4CC7S0010010", targets.RangesDiffer),
        (f"{BASE}0A0000", f"{BASE}010010", targets.SerialNotNumeric),
    ],
)
def test_what_is_no_range_is_refused(first, last, rule):
    with pytest.raises(rule):
        targets.ranged(first, last)


@pytest.mark.parametrize(
    ("built", "found"),
    [("before", None), ("first", Match.RANGE), ("last", Match.RANGE), ("after", None), ("unknown", Match.MAY_BE)],
)
@pytest.mark.parametrize("kind", ["range", "beginning"])
def test_a_build_period_narrows_and_an_unknown_day_of_build_only_may_be(kind, built, found):
    ranged = targets.ranged(f"{BASE}010000", f"{BASE}010010", FROM, TO)
    target = ranged if kind == "range" else targets.beginning("LGXCE4", FROM, TO)

    assert how(target, car(built_on=BUILT[built])) is found


@pytest.mark.parametrize("built", [("before", None), ("unknown", Match.MAY_BE), ("first", Match.MAY_BE)])
def test_a_model_never_means_more_than_that_a_car_may_be_affected(built):
    name, found = built

    assert how(targets.modelled("byd", "S-E A L", 2025, FROM, TO), car(built_on=BUILT[name])) is found


@pytest.mark.parametrize(
    ("make", "model", "year", "found"),
    [
        ("BYD", "SEAL", 2025, True),
        ("BYD", "SEAL RWD", 2025, True),
        ("BYD", "SEAL", None, True),
        ("BYD", "SEAL", 2024, False),
        ("BYD", "SEALION 7", 2025, False),
        ("MG", "SEAL", 2025, False),
    ],
)
def test_a_model_fits_by_make_name_and_year(make, model, year, found):
    assert (how(targets.modelled(make, model, year), car()) is Match.MAY_BE) is found


def test_a_car_of_unknown_make_is_of_no_model():
    assert how(targets.modelled("", "", None), CarSeen(f"{BASE}010005")) is None


def test_a_list_weighs_more_than_a_range_and_a_range_more_than_a_model():
    ranged, model = targets.ranged(f"{BASE}010000", f"{BASE}010010"), targets.modelled("BYD", "Seal", None)
    sought = CampaignMatcher(
        [("A", model), ("A", ranged), ("A", targets.listed(f"{BASE}010005")), ("B", model), ("B", ranged)]
    )

    assert sought.matches([car()]) == {("A", car().vin): Match.LIST, ("B", car().vin): Match.RANGE}


@given(
    st.lists(st.integers(0, 999_999), min_size=2, max_size=2).map(sorted),
    st.lists(st.integers(0, 999_999), max_size=20),
)
def test_a_range_means_just_the_cars_between_its_ends(ends, serials):
    low, high = ends
    seen = [car(each) for each in serials]
    found = CampaignMatcher([("C", targets.ranged(car(low).vin, car(high).vin))]).matches(seen)

    assert {vin for _, vin in found} == {each.vin for each in seen if low <= int(each.vin[11:]) <= high}


@given(st.sets(st.integers(0, 60)), st.lists(st.integers(0, 60), unique=True))
def test_a_list_means_just_the_cars_that_it_names(listed, serials):
    sought = CampaignMatcher(("C", targets.listed(car(each).vin)) for each in listed)

    assert {vin for _, vin in sought.matches(map(car, serials))} == {car(each).vin for each in {*serials} & listed}
