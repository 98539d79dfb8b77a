"""The chart of a car's charging: each month once, in order, with all of its energy."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.language import Language
from lifecycle_desk.stages.charging.sessions.papers.monthly import MOST_MONTHS, months_chart
from lifecycle_desk.stages.charging.sessions.usecases.showing import Charged, Sum

WH = st.integers(0, 900_000)
MONTHS = st.dictionaries(
    st.dates(date(2019, 1, 1), date(2027, 12, 31)).map(lambda on: on.replace(day=1)), st.tuples(WH, WH, WH)
)


def charged(months: dict[date, tuple[int, int, int]]) -> Charged:
    sums = {
        month: Sum(sessions=3, energy_wh=ac + dc + rest, ac_wh=ac, dc_wh=dc, paid=Counter(THB=100))
        for month, (ac, dc, rest) in months.items()
    }
    return Charged("LSJWH4095PN000001", (), Sum(), tuple(sorted(sums.items(), reverse=True)), ())


@given(MONTHS)
def test_each_month_stands_once_and_holds_all_its_energy(months):
    chart = months_chart(charged(months), Language("en"))
    if not months:
        assert (chart.columns, chart.nothing) == ([], "No charging sessions yet")
        return
    first, last = min(months), max(months)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    assert len(chart.columns) == min(count, MOST_MONTHS)
    assert chart.columns[-1].read.startswith(Language("en").formats.month(last))
    newest = last.year * 12 + last.month - MOST_MONTHS
    seen = [sum(wh) for month, wh in months.items() if month.year * 12 + month.month > newest]
    drawn = sum(sum(each.values) for each in chart.columns)
    assert abs(drawn * 1000 - sum(seen)) < 1
    assert all(chart.up.holds(sum(each.values)) for each in chart.columns)


def test_only_currents_that_flowed_are_named():
    chart = months_chart(charged({date(2026, 1, 1): (5_000, 0, 0), date(2026, 2, 1): (0, 7_000, 0)}), Language("en"))
    assert chart.series == ["AC", "DC"]
    assert [each.words for each in chart.columns] == ["2026", "Feb"]
    assert chart.columns[1].read.replace("\u00a0", " ").startswith("February 2026 · 7.00 kWh · ")
