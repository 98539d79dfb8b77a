"""Lists of purchasing as CSV or xlsx, read whole and then taken in as one transaction: delivery notes, price lists."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.files.lists import Cells, days_in, read_rows
from lifecycle_desk.files.spreadsheets import Sheet
from lifecycle_desk.language.reading import NumberNotUnderstood
from lifecycle_desk.stages.service.purchasing.rules.purchases import check_quantity
from lifecycle_desk.stages.service.purchasing.usecases.whole_files import RowsTaken

QUANTITY = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,3}))?")


def currency_at(user: UserSession) -> str:
    """The dealer's currency."""
    with user.store.reading() as tx:
        return market_in_force(tx).currency


def day_reader(user: UserSession, sheet: Sheet, column: str, choices: Choices, taken: Taken) -> Callable[[str], date]:
    """How the days of a column are read; it is told where the rows leave that open."""
    days, today = days_in(sheet, column, choices.dates), today_at(user)
    taken.read_as |= days.read_as
    return lambda text: days.read(text, today)


def taken_from_file[Made](
    taken: Taken,
    sheet: Sheet,
    choices: Choices,
    read: Callable[[Cells], Made],
    take: Callable[..., Result[RowsTaken]],
) -> Steps[Result[Taken]]:
    """Read all rows, then let `take` have the good ones: tried where one was refused, unless these are wanted alone."""
    good = yield from read_rows(sheet, read, taken)
    dry = choices.dry_run or (bool(taken.refused) and not choices.skip_refused)
    done = take(good, dry_run=dry, skip_refused=choices.skip_refused)
    taken.new, taken.changed, taken.known = done.value.new, done.value.changed, done.value.known
    taken.refused += done.value.refused
    taken.refused.sort(key=lambda each: each.line)
    taken.written = not choices.dry_run and (choices.skip_refused or not taken.refused)
    taken.change = done.value.change if taken.written else None
    yield Step(taken.rows, taken.rows)
    return Result(taken, done.warnings)


def quantity(text: str) -> Decimal:
    """A quantity in plain digits: 4, 0.5, 1,25."""
    found = QUANTITY.fullmatch(text)
    if not found:
        raise NumberNotUnderstood(text, "1.5")
    made = Decimal(f"{found[1]}.{found[2] or 0}").normalize()
    check_quantity(made)
    return made
