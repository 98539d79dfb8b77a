"""Periods: months, quarters and years, before and after one another, as people write them."""

from datetime import date

import pytest

from lifecycle_desk.figures.rules.periods import Period, PeriodKind, PeriodUnknown, first_of, month_of, period_of

OCTOBER = Period.of(PeriodKind.MONTH, date(2026, 10, 31))


def test_a_period_has_the_days_of_all_its_months():
    assert (OCTOBER.begins, OCTOBER.ends) == (date(2026, 10, 1), date(2026, 10, 31))
    quarter = Period.of(PeriodKind.QUARTER, date(2026, 12, 1))
    assert (quarter.begins, quarter.ends) == (date(2026, 10, 1), date(2026, 12, 31))
    year = Period.of(PeriodKind.YEAR, date(2024, 2, 29))
    assert (year.begins, year.ends) == (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("said", "before", "a_year_before", "after"),
    [
        ("2026-01", "2025-12", "2025-01", "2026-02"),
        ("2026-Q1", "2025-Q4", "2025-Q1", "2026-Q2"),
        ("2026", "2025", "2025", "2027"),
    ],
)
def test_the_period_before_and_the_same_a_year_before(said, before, a_year_before, after):
    period = period_of(said)
    assert [str(each) for each in (period, period.before, period.a_year_before, period.after)] == [
        said,
        before,
        a_year_before,
        after,
    ]


@pytest.mark.parametrize("said", ["2026-13", "2026-00", "2026-Q5", "2026-Q0", "October", "0000", "26-10", ""])
def test_what_is_no_period_is_refused(said):
    with pytest.raises(PeriodUnknown):
        period_of(said)


def test_months_are_numbers_that_follow_one_another():
    assert month_of(date(2027, 1, 15)) == month_of(date(2026, 12, 31)) + 1
    assert first_of(month_of(date(2026, 12, 31))) == date(2026, 12, 1)
