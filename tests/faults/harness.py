"""What the fault tests stand on: a store to hurt, work to do in it, and the questions that are asked afterwards."""

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.rooms import offered, put_together, register
from lifecycle_desk.store import last_saved
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.refusals import CANNOT_OPEN, CANNOT_USE
from lifecycle_desk.store.unlocking import open_file
from lifecycle_desk.trust.chain import Break, Link, first_break
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, ReadOdometer, add_vehicle, read_odometer
from lifecycle_desk.vehicle.usecases.people import add_person

FACTOR = float(os.environ.get("LIFECYCLE_DESK_FAULTS", "0.2"))  # of the numbers that docs/reliability.md tells
SHIMS = Path(__file__).parent / "shims"
SAID = (*CANNOT_OPEN, *CANNOT_USE)  # what the store may say of a fault; anything else is a bug
DAY = date(2026, 1, 2)


def rounds(number: int) -> int:
    """How often something is tried: the number that is claimed, times the factor of this run."""
    return max(1, round(number * FACTOR))


def know_all_rooms() -> None:
    """Every room's tables, as the program knows them when it opens a store."""
    put_together()
    register()


def vin(number: int) -> str:
    return f"LSJWH4095PN{number:06}"


def user_at(path: Path) -> UserSession:
    """A seat at a store that is there."""
    return UserSession(open_store(path), None, authorise)


@contextmanager
def opened(path: Path) -> Iterator[UserSession]:
    """A seat at a store, given back at the end."""
    user = user_at(path)
    try:
        yield user
    finally:
        user.store.close()


def make_store(path: Path, vehicles: int = 3, readings: int = 2) -> Path:
    """A store with a few lives in one file, nothing left in its journal."""
    know_all_rooms()
    user = books.create(path, Dealer("Sathorn EV", "TH", "en"))
    for number in range(vehicles):
        for _ in work(user, number, readings):
            pass
    user.store.close()
    return path


def work(user: UserSession, number: int, readings: int = 2) -> Iterator[int]:
    """What a desk does all day: a customer, a car, its readings; gives the number of each event that was kept."""
    owner = add_person(user, Person(f"Owner {number}", phone=f"08{number:08}")).value.number
    car = AddVehicle(vin(number), DAY, Description("MG", "MG4"), f"กข {number}", Distance(1_000), owner)
    yield add_vehicle(user, car).value.event
    for reading in range(readings):
        read = ReadOdometer(vin(number), DAY, Distance(1_001 + reading))
        yield read_odometer(user, read).value.event


@dataclass(frozen=True)
class State:
    """A store as it lies on the disk, asked of the database alone."""

    integrity: str
    seals: dict[int, bytes]
    broken: Break | None
    orphans: int

    @property
    def sound(self) -> bool:
        return self.integrity == "ok" and self.broken is None and not self.orphans


def state(path: Path) -> State:
    """Whether the file is whole, the chain holds, and no vehicle lacks the event that was told in one go with it."""
    with closing(open_file(path, mode="rw")) as raw:
        integrity = "; ".join(row[0] for row in raw.execute("PRAGMA integrity_check(3)"))
        rows = raw.execute("SELECT seq, vin, body, seal, personal FROM event ORDER BY seq").fetchall()
        lonely = raw.execute("SELECT count(*) FROM vehicle WHERE vin NOT IN (SELECT vin FROM event WHERE vin NOT NULL)")
        orphans = lonely.fetchone()[0] + len(raw.execute("PRAGMA foreign_key_check").fetchall())
    links = [Link(seq, of or "", body.encode(), seal, personal or b"") for seq, of, body, seal, personal in rows]
    return State(integrity, {each.seq: each.seal for each in links}, first_break(links), orphans)


def checked(path: Path) -> str:
    """What the program itself says of a store: "sound", or what it finds, or how it refuses to open it."""
    try:
        with opened(path) as user:
            found = books.check(user, tuple(offered("checks")))
    except Objection as refusal:
        if not isinstance(refusal, SAID):
            raise
        return refusal.rule
    return "sound" if found.sound else "; ".join(f"{each.part} {each.where} {each.why}" for each in found.findings)


def copied(store: Path, target: Path) -> Path:
    """A copy of a store that nobody has open."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for ending in ("-wal", "-shm", last_saved.ENDING, last_saved.LOST_ENDING):  # of what lay there before
        target.with_name(target.name + ending).unlink(missing_ok=True)
    shutil.copyfile(store, target)
    return target


def in_child(does: Any) -> int:
    """Run something in a forked child, which begins with everything imported; gives the child's process number."""
    child = os.fork()
    if child:
        return child
    code = 99
    try:
        does()
        code = 0
    except BaseException:  # noqa: BLE001 (the child must never come back into the parent's tests)
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


def ended(child: int) -> int:
    """Wait for a child; gives its exit code, or less than zero for the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed(child: int) -> None:
    """End a child as a power switch would end the program."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def shim(name: str, folder: Path) -> Path:
    """A library that stands between the database and the system, compiled from its source beside this file."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    assert compiler, "The fault tests need a C compiler: install gcc (apt-get install gcc libc6-dev)."
    library = folder / f"{name}.so"
    source = SHIMS / f"{name}.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"], check=True)
    return library


def arm(nth: int, error: int, *, persistent: bool, reads: bool) -> None:
    """Let the nth access to the watched folder fail, in a process that has the failer before it."""
    ctypes.CDLL(None).failer_arm(ctypes.c_long(nth), error, int(persistent), int(reads))


def accesses() -> int:
    """How many accesses have been counted."""
    count = ctypes.CDLL(None).failer_count
    count.restype = ctypes.c_long
    return int(count())


@contextmanager
def memory_folder() -> Iterator[Path]:
    """A folder in memory, where there is one: what is replayed thousands of times need not wear a disk."""
    memory = Path("/dev/shm")  # noqa: S108 (it is this folder or the usual one)
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)
