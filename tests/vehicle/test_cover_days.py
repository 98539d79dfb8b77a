"""Periods of cover: counted as people count them, the last day inclusive."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lifecycle_desk.cover.rules import Counting, Span, SpanUnit
from lifecycle_desk.cover.rules.days import first_of_twelve_months, last_of_twelve_months

THE_DAY, THE_NEXT = Counting.FROM_THE_DAY, Counting.FROM_THE_NEXT_DAY
days = some.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "by_the_maker", "by_the_law"),
    [
        ("2023-03-15", 60, "2028-03-14", "2028-03-15"),
        ("2023-03-15", 96, "2031-03-14", "2031-03-15"),
        ("2024-01-01", 12, "2024-12-31", "2025-01-01"),
        ("2024-01-01", 1, "2024-01-31", "2024-02-01"),
        ("2024-02-29", 12, "2025-02-28", "2025-02-28"),
        ("2024-02-29", 48, "2028-02-28", "2028-02-29"),
        ("2024-02-29", 96, "2032-02-28", "2032-02-29"),
        ("2024-02-28", 12, "2025-02-27", "2025-02-28"),
        ("2023-02-28", 12, "2024-02-27", "2024-02-28"),
        ("2023-03-01", 12, "2024-02-29", "2024-03-01"),
        ("2023-03-01", 24, "2025-02-28", "2025-03-01"),
        ("2025-01-31", 1, "2025-02-28", "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29", "2024-02-29"),
        ("2024-01-30", 1, "2024-02-29", "2024-02-29"),
        ("2024-01-29", 1, "2024-02-28", "2024-02-29"),
        ("2025-01-29", 1, "2025-02-28", "2025-02-28"),
        ("2024-03-31", 6, "2024-09-30", "2024-09-30"),
        ("2024-08-31", 48, "2028-08-30", "2028-08-31"),
        ("2024-12-15", 3, "2025-03-14", "2025-03-15"),
        ("1999-12-31", 84, "2006-12-30", "2006-12-31"),
    ],
)
def test_months_end_before_the_day_of_the_start_and_by_law_with_it(start, months, by_the_maker, by_the_law):
    span, day = Span(months), date.fromisoformat(start)
    assert span.last_day(day) == date.fromisoformat(by_the_maker)
    assert span.last_day(day, THE_NEXT) == date.fromisoformat(by_the_law)


@pytest.mark.parametrize(
    ("start", "count", "by_the_maker", "by_the_law"),
    [("2026-01-01", 90, "2026-03-31", "2026-04-01"), ("2024-01-01", 1, "2024-01-01", "2024-01-02")],
)
def test_days_count_the_first_or_not(start, count, by_the_maker, by_the_law):
    span, day = Span(count, SpanUnit.DAYS), date.fromisoformat(start)
    assert span.last_day(day) == date.fromisoformat(by_the_maker)
    assert span.last_day(day, THE_NEXT) == date.fromisoformat(by_the_law)


@given(days, some.integers(1, 240), some.sampled_from(Counting))
def test_a_longer_period_or_a_later_start_never_ends_earlier(start, months, counting):
    last = Span(months).last_day(start, counting)
    assert last >= start
    assert Span(months + 1).last_day(start, counting) > last
    assert Span(months).last_day(start + timedelta(days=1), counting) >= last


@given(days, some.integers(1, 240))
def test_the_day_after_the_last_is_the_same_day_of_its_month_where_the_month_has_it(start, months):
    after = Span(months).last_day(start) + timedelta(days=1)
    assert after.day == start.day or (after.day == 1 and start.day > 28)
    assert (after.year - start.year) * 12 + after.month - start.month - months == (after.day != start.day)


@given(days)
def test_twelve_months_hold_365_or_366_days(start):
    assert (last_of_twelve_months(start) - start).days + 1 in (365, 366)
    assert abs((last_of_twelve_months(first_of_twelve_months(start)) - start).days) <= 1
