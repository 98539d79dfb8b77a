"""The chart of a car's charging: the energy of each month, by the current that flowed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from lifecycle_desk.base import scene
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import KWH
from lifecycle_desk.language import Language
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current
from lifecycle_desk.stages.charging.sessions.usecases.showing import Charged, Sum

MOST_MONTHS = 24
WH = 1000
NOTHING = Sum()


def months_chart(charged: Charged, language: Language) -> scene.Columns:
    """The last months up to that of the last session, none left out; January stands under its year."""
    found = dict(charged.months)
    months = _months(sorted(found))[-MOST_MONTHS:]
    columns = [_column(month, found.get(month, NOTHING), language) for month in months]
    highest = max((sum(each.values) for each in columns), default=0.0) or 1.0
    ticks = [(value, language.formats.number(Decimal(str(value)))) for value in scene.round_values(0, highest, 4)]
    series = [Current.AC.label, Current.DC.label, C_("charging", "Not stated")]
    used = [place for place in range(len(series)) if any(column.values[place] for column in columns)]
    shown = [replace(each, values=[each.values[place] for place in used]) for each in columns]
    names = [language(series[place]) for place in used]
    return scene.Columns(shown, names, scene.Axis(0, highest * 1.08, ticks), language(N_("No charging sessions yet")))


def _months(known: Sequence[date]) -> list[date]:
    """All months from the first to the last."""
    if not known:
        return []
    first, last = known[0], known[-1]
    count = (last.year - first.year) * 12 + last.month - first.month
    at = [first.month - 1 + each for each in range(count + 1)]
    return [date(first.year + month // 12, month % 12 + 1, 1) for month in at]


def _column(month: date, total: Sum, language: Language) -> scene.Column:
    rest = total.energy_wh - total.ac_wh - total.dc_wh
    values = [max(0, each) / WH for each in (total.ac_wh, total.dc_wh, rest)]
    paid = [language.formats.money(each) for each in total.amounts]
    read = " · ".join(
        [language.formats.month(month), language.formats.measure(Decimal(total.energy_wh) / WH, KWH, 2), *paid]
    )
    words = language.formats.year(month.year) if month.month == 1 else language.formats.month_alone(month)
    return scene.Column(words, values, read, leads=month.month == 1)
