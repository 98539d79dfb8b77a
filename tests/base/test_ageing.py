"""Bands of ageing: every day is in one of them, whether the program counts or the database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.base.ageing import BANDS, AgeBand, aged, band_of, days_of, first_days
from lifecycle_desk.base.money import Money

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("days", "band"),
    [
        (-3, AgeBand.UP_TO_30),
        (0, AgeBand.UP_TO_30),
        (30, AgeBand.UP_TO_30),
        (31, AgeBand.UP_TO_60),
        (60, AgeBand.UP_TO_60),
        (61, AgeBand.UP_TO_90),
        (90, AgeBand.UP_TO_90),
        (91, AgeBand.OVER_90),
    ],
)
def test_a_band_begins_the_day_after_the_one_before_ends(days, band):
    assert band_of(days) is band


@given(st.integers(-400, 4_000))
def test_a_day_lies_in_the_days_of_its_band_and_of_no_other(days):
    day = TODAY - timedelta(days=days)
    within = [band for band in BANDS if days_of(band, TODAY)[0] <= day <= days_of(band, TODAY)[1]]
    assert within == [band_of(days)]
    place = next((at for at, first in enumerate(first_days(TODAY)) if day >= first), 3)  # as a statement counts
    assert BANDS[place] is within[0]


def test_each_currency_has_each_band_and_nothing_has_the_dealers_own():
    places = {band: at for at, band in enumerate(BANDS)}
    found = {("THB", 1): (2, 700), ("EUR", 3): (1, 5)}
    told = [(band, count, money) for band, count, money in aged(found, places, "USD") if count]
    assert told == [(AgeBand.OVER_90, 1, Money(5, "EUR")), (AgeBand.UP_TO_60, 2, Money(700, "THB"))]
    assert len(list(aged(found, places, "USD"))) == 8
    assert {money for _, _, money in aged({}, places, "USD")} == {Money(0, "USD")}
