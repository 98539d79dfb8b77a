"""The example's rota: technicians are there on the days of work, as long as that takes, and all of them from today on.

Some dozens of cars keep no workshop busy: with eight hours of everybody on every day, a month would look idle.
"""

from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from random import Random

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.overview.usecases.demo.shop import OPENS, Shop
from lifecycle_desk.stages.service.clocks.usecases import SetHours, set_technician_hours

BUSY = (74, 92)  # of a hundred hours that somebody is there, how many are sold
HALF, WHOLE_DAY = Decimal("0.5"), Decimal(8)
AHEAD = 28  # days for which the rota is written


def happen(shop: Shop) -> None:
    """Let the workshop's manager have written down who is there: month by month, and ahead for the next weeks."""
    dice = Random(f"rota {shop.pack.code}")  # noqa: S311 (invented on purpose)
    full = {each.name: each.full_name for each in shop.members if each.role is Role.TECHNICIAN}
    opening = [SetHours(name, Decimal(0)) for name in full.values()]
    by_month: dict[date, list[SetHours]] = defaultdict(list, {shop.opened_on: opening})
    for (name, day), sold in sorted(shop.sold.items(), key=lambda each: (each[0][1], each[0][0])):
        if name in full and day < shop.today:
            by_month[shop.working(day.replace(day=1))].append(SetHours(full[name], _present(sold, dice), day))
    for day in (shop.today + timedelta(days=each) for each in range(AHEAD)):
        if shop.is_open(day):
            by_month[shop.last_day] += [SetHours(name, WHOLE_DAY, day) for name in full.values()]
    manager = next(each.name for each in shop.members if each.role is Role.MANAGER)
    for on, hours in by_month.items():

        def write(user: UserSession, hours: list[SetHours] = hours) -> None:
            with user.writing() as tx:
                for each in hours:
                    set_technician_hours.does(tx, each)

        shop.diary.note(shop.at(on, OPENS, 5), write, manager)


def _present(sold: Decimal, dice: Random) -> Decimal:
    """How long a technician was there for what he sold: in half hours, a working day at most."""
    needed = sold * 100 / dice.randint(*BUSY)
    return min((needed / HALF).to_integral_value(ROUND_CEILING) * HALF, max(WHOLE_DAY, sold))
