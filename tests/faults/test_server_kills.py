"""A server and its seats are killed in the middle of work: what was acknowledged is there once, and nothing twice."""

import os
import random
import select
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any

import psycopg
from harness import in_child, killed, know_all_rooms, rounds, user_at
from own_server import OURS, a_server, copy_database, place_of

from lifecycle_desk.books.usecases import books
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.rooms import offered
from lifecycle_desk.store.refusals import CANNOT_OPEN, CANNOT_USE
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.people import add_person

SEATS = 3
GAP = 0.2  # seconds between two kills, in which seats save some dozens of times
LONGEST = 120.0  # seconds that a machine under load takes to open books and save once
NAMES = "SELECT name FROM person"


def seat(where: str, speak: int) -> Callable[[], None]:
    """A seat that saves without a pause, and says a name once that is acknowledged."""

    def works() -> None:
        while True:
            try:
                user = user_at(where)
                break
            except CANNOT_OPEN + CANNOT_USE:  # the server comes back from a crash
                time.sleep(0.05)
        for number in count():
            name = f"{os.getpid()} {number}"
            try:
                add_person(user, Person(name))
            except CANNOT_USE:  # anything else than a refusal by the store is a bug, and ends this seat
                continue
            os.write(speak, f"{name}\n".encode())

    return works


class Heard:
    """What seats say that was acknowledged."""

    def __init__(self, listen: int) -> None:
        self._listen, self._said = listen, bytearray()

    def wait(self) -> None:
        """Wait until a seat has saved something more."""
        while self._is_there(0):  # what was said before
            self._said += os.read(self._listen, 65_536)
        assert self._is_there(LONGEST), "no seat saves any more"

    def _is_there(self, seconds: float) -> bool:
        return bool(select.select([self._listen], [], [], seconds)[0])

    def all(self) -> list[str]:
        """The names, once no seat can say more."""
        while more := os.read(self._listen, 65_536):
            self._said += more
        return self._said.decode().splitlines()


def connected(address: str) -> psycopg.Connection[Any]:
    """A connection, once the server is back from a crash."""
    while True:
        try:
            return psycopg.connect(address, autocommit=True)
        except psycopg.OperationalError:
            time.sleep(0.05)


def crash(address: str) -> None:
    """Kill one process of a server that serves a seat: the server ends all others, and recovers as after a crash."""
    with connected(address) as connection:
        asked = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        pids = [pid for (pid,) in connection.execute(asked).fetchall()]
    while pids:
        with suppress(ProcessLookupError):  # its seat is gone meanwhile
            os.kill(pids.pop(random.randrange(len(pids))), signal.SIGKILL)
            return


def test_kills_of_a_server_and_of_its_seats_lose_nothing_acknowledged_and_double_nothing(reliability):
    know_all_rooms()
    # 50 and 200 of them with LIFECYCLE_DESK_FAULTS=2.5
    server_kills, seat_kills = rounds(20), rounds(80)
    with a_server() as server:
        name = copy_database(server)
        where = place_of(server, name)
        books.create(where, Dealer("Sathorn EV", "TH", "en")).store.close()
        plain = psycopg.conninfo.make_conninfo(server, dbname=name, options=f"-csearch_path={OURS}")
        with psycopg.connect(plain, autocommit=True) as connection:  # a commit is in the log before it is answered
            connection.execute("ALTER SYSTEM SET synchronous_commit = on")
            connection.execute("SELECT pg_reload_conf()")
            while connection.execute("SHOW synchronous_commit").fetchone() != ("on",):
                pass  # the server reads it when it comes to that
        listen, speak = os.pipe()
        heard = Heard(listen)
        seats = [in_child(seat(where, speak)) for _ in range(SEATS)]
        kills = ["server"] * server_kills + ["seat"] * seat_kills
        random.Random(1).shuffle(kills)
        for kill in kills:
            time.sleep(GAP)
            heard.wait()  # however slow the machine is: what was killed before it saved proves nothing
            if kill == "seat":
                killed(seats.pop(0))
                seats.append(in_child(seat(where, speak)))
            else:
                crash(plain)
        connected(plain).close()
        heard.wait()  # the last crash is over, and seats have saved again
        for each in seats:
            assert os.waitpid(each, os.WNOHANG) == (0, 0), "a seat ended by itself: it met more than a refusal"
            killed(each)
        os.close(speak)
        acknowledged = heard.all()
        with connected(plain) as connection:
            saved = Counter(name for (name,) in connection.execute(NAMES).fetchall())
        assert len(acknowledged) >= len(kills)
        assert set(acknowledged) - saved.keys() == set(), "acknowledged and lost"
        assert [name for name, times in saved.items() if times > 1] == [], "saved twice"
        user = user_at(where)
        found = books.check(user, tuple(offered("checks")))
        user.store.close()
        assert found.sound, found.findings
    reliability(server_kills=server_kills, seat_kills=seat_kills, acknowledged=len(acknowledged), lost=0, doubled=0)
