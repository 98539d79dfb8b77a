"""Bench of figures: all of a month with those before, and two years of each, over 10,000,000 events beside 100,000.

Reading asks the sums alone. How many these are follows from the months, models, technicians and payers; the events only
make them larger. Run alone it prints the ratio: `.venv/bin/python packaging/benches/figures.py FOLDER`.
"""

import sys
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benches.measure import Result, beside, cpu
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.figures.rules.figure import Dimension
from lifecycle_desk.figures.rules.periods import Period, PeriodKind
from lifecycle_desk.figures.tables import SUM
from lifecycle_desk.figures.usecases.reading import figures_of, series_of, this_month
from lifecycle_desk.figures.usecases.sources import all_figures, sources
from lifecycle_desk.store.dialect import pour

MONTHS, MODELS, TECHNICIANS, SORTS = 60, 12, 8, ("customer", "warranty", "internal")
FEW, MANY = 100_000, 10_000_000


def filled(user: UserSession, events: int) -> int:
    """Sums of so many events over five years; gives how many sums there are."""
    last = this_month(user)
    measures = sorted({measure for each in all_figures() for measure in each.measures})
    months = range(last - MONTHS + 1, last + 1)
    keys = list(product(measures, months, range(MODELS), range(TECHNICIANS), SORTS))
    rows, each = [], max(1, events * len(measures) // len(keys))  # events of each measure, evenly among its keys
    for at, (measure, month, model, technician, sort) in enumerate(keys):
        row = (measure, month, f"Brand {model % 4}", f"Model {model}", f"Technician {technician}", sort, "THB")
        rows.append((*row, (at * 7919 % 1000 + 1) * each, each))
    with user.store.writing() as tx:
        pour(tx.connection, SUM.name, [column.name for column in SUM.columns], rows)
    return len(rows)


def looked(user: UserSession) -> None:
    """All that the page of figures asks for, and the months of all by model."""
    period = Period(PeriodKind.MONTH, this_month(user))
    figures_of(user, period)
    series_of(user, all_figures(), period.last, 12)
    figures_of(user, period, Dimension.MODEL)


def reading(large: UserSession, small: UserSession) -> Result:
    """The figures of a dealer with a hundred times the events, beside those of one with as many months and models."""
    rows = filled(large, MANY)
    filled(small, FEW)
    ours, theirs = beside(lambda: cpu(lambda: looked(large)), lambda: cpu(lambda: looked(small)))
    told = f"{MANY:,} events beside {FEW:,}, {rows:,} sums each: {ours * 1000:.0f} ms"
    return Result("the figures of a month, and a year of them", "a hundredth of the events", ours / theirs, 1.5, told)


if __name__ == "__main__":
    from lifecycle_desk.books.usecases.books import create
    from lifecycle_desk.dealership.rules import Dealer
    from lifecycle_desk.rooms import put_together, register

    put_together()
    register()
    folder = Path(sys.argv[1])
    made = [create(folder / f"{name}.ldk", Dealer("Sathorn EV", "TH", "en")) for name in ("large", "small")]
    print(reading(*made), len(sources()), "sources")
