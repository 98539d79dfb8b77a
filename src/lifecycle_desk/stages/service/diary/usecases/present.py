"""Hours present: what technicians have in a month by the dealer's hours and the days on which the workshop is open."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.figures.rules.figure import Dimension
from lifecycle_desk.figures.rules.periods import first_of
from lifecycle_desk.figures.rules.readings import SumRow
from lifecycle_desk.figures.tables import sums
from lifecycle_desk.figures.usecases.sources import Supply
from lifecycle_desk.stages.service.clocks import tables as clock_rows
from lifecycle_desk.stages.service.clocks.rules import A_DAY
from lifecycle_desk.stages.service.diary.usecases.days import timetable
from lifecycle_desk.stages.service.orders.rules.counted import CLOCKED, HOURS, PRESENT
from lifecycle_desk.store.store import Transaction


def hours_present(tx: Transaction, first: int, last: int) -> Iterator[SumRow]:
    """The tenths of an hour of each technician and month until today; of whoever sold or clocked any in that month.

    Orders name technicians shortly or in full: whoever is named in both ways in a month was there once.
    """
    at_work: dict[int, set[str]] = defaultdict(set)
    for each in sums(tx, (HOURS, CLOCKED), (), first, last, Dimension.TECHNICIAN):
        if each.group and (each.amount or each.things):
            at_work[each.month].add(each.group)
    own, open_on, until = clock_rows.all_hours(tx), timetable(tx), today(tx)
    usual = int(A_DAY * 10)
    full = {each.name: each.full_name for each in dealership.staff(tx)}
    for month, names in sorted(at_work.items()):
        days = [each for each in _days(month) if each <= until and not open_on.on(each).is_closed]
        for name in sorted(each for each in names if full.get(each, each) == each or full[each] not in names):
            said = own.get(full.get(name, name), {})
            every = said.get(clock_rows.EVERY_DAY, usual)
            tenths = sum(said.get(each, every) for each in days)
            yield SumRow(PRESENT, month, "", name, "", tenths, len(days))


def _days(month: int) -> Iterator[date]:
    day, end = first_of(month), first_of(month + 1)
    while day < end:
        yield day
        day += timedelta(days=1)


SUPPLIES = (Supply(measure=PRESENT, supplies=hours_present),)
