"""Comparing and percentiles: an interval holds what it should, few say little, and bars give back what lies in them."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from lifecycle_desk.region.rules.comparing import Verdict, interval, median, verdict
from lifecycle_desk.region.rules.percentiles import band, percentile


@given(some.integers(1, 5_000), some.data())
def test_an_interval_holds_its_rate_and_is_narrower_the_more_was_seen(of, data):
    hits = data.draw(some.integers(0, of))
    found, more = interval(hits, of), interval(hits * 4, of * 4)
    assert 0 <= found.low <= hits / of <= found.high <= 1
    assert more.high - more.low < found.high - found.low


def test_none_of_few_is_no_proof_of_none():
    assert interval(0, 0) is None
    few = interval(0, 10)
    assert few.low == 0
    assert few.high > 0.25
    assert interval(10, 10).high == 1


def test_a_dealer_differs_only_where_chance_explains_it_badly():
    assert verdict(3, 10, 0.1) is Verdict.WITHIN  # thrice the rate, and nothing to be said
    assert verdict(300, 1_000, 0.1) is Verdict.ABOVE
    assert verdict(20, 1_000, 0.1) is Verdict.BELOW
    assert verdict(0, 0, 0.1) is None


@given(some.dictionaries(some.integers(60, 105), some.integers(0, 50)), some.decimals("0.05", "0.95", places=2))
def test_a_percentile_lies_where_its_share_of_the_cars_lies_below(histogram, share):
    found, whole = percentile(histogram, share), sum(histogram.values())
    if not whole:
        assert found is None
        return
    below = sum(cars for percent, cars in histogram.items() if percent + 1 <= found)
    up_to = sum(cars for percent, cars in histogram.items() if percent <= found)
    assert below <= share * whole + Decimal("0.1") * 50
    assert up_to >= share * whole - Decimal("0.1") * 50


def test_a_band_adds_bars_of_one_percent():
    found = band([(90, 10), (90, 10), (95, 20)])
    assert found.cars == 40
    assert (found.low, found.middle, found.high) == (Decimal("90.2"), Decimal("91.0"), Decimal("95.8"))
    assert not found.is_few
    assert band([]) is None
    assert band([(90, 1)]).is_few


def test_a_median_leaves_out_what_is_not_known():
    assert median([None, 3, 1, None, 2]) == 2
    assert median([1, 2]) == 1.5
    assert median([None]) is None
