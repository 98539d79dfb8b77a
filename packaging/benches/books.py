"""Benches of the books: one vehicle's page, logging an order, finding."""

import random
from collections.abc import Callable
from contextlib import closing
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event, text
from sqlcipher3 import dbapi2

from benches.measure import Result, beside, cpu, percentile, wall
from benches.stores import FAMILY, GIVEN, plate, vin
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.overview.usecases.today import today
from lifecycle_desk.rooms import put_together
from lifecycle_desk.schedules.rules import DueList
from lifecycle_desk.stages.service.due.usecases import DueCars
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import LogRepairOrder
from lifecycle_desk.store.engine import PRAGMAS
from lifecycle_desk.vehicle.usecases.showing import look_for, page

ORDERS, SEARCHES, TURNS, PAGE = 40, 60, 3, 64


def an_order(of: str, km: int) -> LogRepairOrder:
    """A usual visit: one job, two labour lines, one part."""
    lines = (
        Line(kind=LineKind.LABOUR, code="HV-2210", text="Diagnose", hours=Decimal("0.6"), price=115_000),
        Line(kind=LineKind.LABOUR, code="HV-2214", text="Replace sensor", hours=Decimal("1.2"), price=115_000),
        Line(kind=LineKind.PART, code="11046127", text="Pressure sensor", quantity=Decimal(1), price=284_000),
    )
    jobs = (Job(complaint="Blows warm air", cause="Reads too high", correction="Replaced", lines=lines),)
    return LogRepairOrder(vin=of, on=date(2026, 6, 2), odometer_in=Distance(km), jobs=jobs)


def vehicle_page(large: UserSession, small: UserSession, sizes: str) -> Result:
    """Everything that one vehicle's page asks for; its own life has 500 events in both stores."""
    one, other = beside(lambda: cpu(lambda: page(large, vin(0))), lambda: cpu(lambda: page(small, vin(0))), 15)
    return Result("one vehicle's page", "the same life in a store of 10,000 events", one / other, 1.3, sizes)


def the_day(large: UserSession, small: UserSession, sizes: str) -> Result:
    """What is due today, of all vehicles."""
    one, other = beside(lambda: cpu(lambda: today(large)), lambda: cpu(lambda: today(small)), 15)
    return Result("what is due today", "the same in a store of 10,000 events", one / other, 1.5, sizes)


def due_list(large: UserSession, small: UserSession, sizes: str) -> Result:
    """The first page of what is overdue over all cars, with how many each list has."""

    def look(user: UserSession) -> None:
        cars = DueCars(user, DueList.OVERDUE)
        cars.rows(cars.keys(PAGE))

    one, other = beside(lambda: cpu(lambda: look(large)), lambda: cpu(lambda: look(small)), 15)
    return Result("the first page of overdue services", "the same with 1,000 vehicles", one / other, 1.5, sizes)


def logging(user: UserSession, folder: Path) -> Result:
    """One repair order through its use case, durable, beside the same rows by the driver in one transaction."""
    put_together()  # as every way into the program does: what is due, campaigns and what was saved last follow
    written: list[tuple[str, Any]] = []

    def note(_c: object, _k: object, statement: str, parameters: Any, _x: object, many: bool) -> None:  # noqa: FBT001 (SQLAlchemy's own)
        if statement.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}:
            written.extend((statement, each) for each in (parameters if many else [parameters]))

    event.listen(user.store.engine, "before_cursor_execute", note)
    copy = folder / "copy.ldk"
    km = iter(range(1_000, 10_000_000, 10))
    pairs = []
    for number in range(ORDERS):
        with user.store.reading() as tx, closing(dbapi2.connect(str(copy))) as target:
            driver: Any = tx.connection.connection.driver_connection
            driver.backup(target, pages=-1)
        written.clear()
        order = an_order(vin(number), next(km))
        ours = wall(partial(log_repair_order, user, order))
        pairs.append((ours, _replay(copy, list(written))))
    ours, theirs = (percentile([pair[place] for pair in pairs], 0.5) for place in (0, 1))
    return Result(
        "log one repair order, FULL",
        "the same rows by the driver, one transaction",
        ours / theirs,
        3,
        f"{ours * 1000:.1f} ms",
    )


def _replay(copy: Path, written: list[tuple[str, Any]]) -> float:
    with closing(dbapi2.connect(str(copy), isolation_level=None)) as connection:
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")
        connection.execute("PRAGMA journal_mode=WAL")

        def replay() -> None:
            connection.execute("BEGIN IMMEDIATE")
            for statement, parameters in written:
                connection.execute(statement, parameters)
            connection.execute("COMMIT")

        return wall(replay)


def finding(user: UserSession, vehicles: int) -> list[Result]:
    """Names and plates, and tails of VINs and phones, beside LIKE '%…%' on the same table."""
    dice = random.Random(11)  # noqa: S311 (a bench)
    numbers = [dice.randrange(vehicles) for _ in range(SEARCHES)]
    words = [
        plate(n)[:3] + plate(n)[-2:] if n % 2 else f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}"[-6:] for n in numbers
    ]
    tails = [vin(n)[-6:] if n % 2 else f"08{n + 1:08d}"[-7:] for n in numbers]
    like = _p95(tails, lambda tail: _like(user, tail))
    sizes = f"{vehicles:,} vehicles"
    return [
        Result(f"find, p95, {what}", "LIKE '%…%'", _p95(asked, lambda each: look_for(user, each)) / like, hold, sizes)
        for what, asked, hold in (("names and plates", words, 1 / 40), ("tails", tails, 1 / 150))
    ]


def _like(user: UserSession, tail: str) -> None:
    with user.store.reading() as tx:
        query = text(
            "SELECT vin, by_words FROM search_entry WHERE by_words LIKE :piece OR by_tails LIKE :piece LIMIT 20"
        )
        tx.connection.execute(query, {"piece": f"%{tail}%"}).all()


def _p95(asked: list[str], find: Callable[[str], object]) -> float:
    """What nineteen of twenty searches stay below; of each the best of some, as others share the processor's caches."""
    find(asked[0])
    return percentile([min(cpu(partial(find, each)) for _ in range(TURNS)) for each in asked], 0.95)
