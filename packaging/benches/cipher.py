"""What encryption costs: the same work in encrypted books and in a plain copy of them, in turn, by CPU."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from benches.books import an_order
from benches.charging import csv_of
from benches.measure import AS_THE_PROGRAM, Result, cpu, ratio, told_by_child
from benches.stores import plate, vin
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases import encryption
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.rooms import put_together
from lifecycle_desk.stages.charging.imports.interchange.taking_in import recorded
from lifecycle_desk.stages.charging.sessions.usecases.changing import UndoBatch, undo_batch
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.vehicle.usecases.showing import look_for

HOLD, PASSPHRASE = 1.15, "a passphrase of the bench"
ORDERS, SEARCHES, SESSIONS = 10, 40, 20_000
OPENING = """
import sys, time
from lifecycle_desk.cli.context import unlock_first
from lifecycle_desk.overview.usecases.today import today
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.rooms import put_together, register
from lifecycle_desk.store.opening import open_store
from pathlib import Path
put_together()
register()
unlock_first(Path(sys.argv[1]))
today(UserSession(open_store(sys.argv[1]), None, authorise))
print(time.process_time())
"""
BASELINE = "the same in a plain copy"


def beside_plain(store: Path, folder: Path, sizes: str) -> list[Result]:
    """Opening, an order, finding and an import, in encrypted books beside a plain copy of them."""
    put_together()
    sealed = folder / "encrypted.ldk"
    shutil.copyfile(store, sealed)
    with _opened(sealed) as user:
        encryption.encrypt(
            user, PASSPHRASE, here=True
        )  # or each opening would cost a passphrase, which is slow on purpose
    results = [
        Result("opening encrypted books", BASELINE, ratio(_opening(sealed), _opening(store), 7), HOLD, sizes),
        Result("an order in encrypted books", BASELINE, _within(_ordering, sealed, store, 9), HOLD, sizes),
        Result("finding in encrypted books", BASELINE, _within(_finding, sealed, store, 9), HOLD, sizes),
    ]
    file = csv_of(folder / "sessions.csv", SESSIONS, named=vin)
    importing = partial(_importing, file=file)
    taken = f"{SESSIONS:,} sessions"
    return [
        *results,
        Result("an import into encrypted books", BASELINE, _within(importing, sealed, store, 3), HOLD, taken),
    ]


@contextmanager
def _opened(place: Path) -> Iterator[UserSession]:
    user = UserSession(open_store(place), None, authorise)
    try:
        yield user
    finally:
        user.store.close()


def _within(work: Callable[[UserSession], None], sealed: Path, plain: Path, runs: int) -> float:
    with _opened(sealed) as one, _opened(plain) as other:
        for user in (one, other):  # what is loaded once, and what is cached
            work(user)
        return ratio(lambda: cpu(lambda: work(one)), lambda: cpu(lambda: work(other)), runs)


def _opening(place: Path) -> Callable[[], float]:
    """Open them in a process of their own, and look at the day, as the first picture does."""
    return lambda: told_by_child(AS_THE_PROGRAM + OPENING, str(place))


def _ordering(user: UserSession) -> None:
    for number in range(ORDERS):
        log_repair_order(user, an_order(vin(7 + number), 300_000))


def _finding(user: UserSession) -> None:
    for number in range(0, SEARCHES * 131, 131):
        look_for(user, vin(number)[-6:])
        look_for(user, plate(number))


def _importing(user: UserSession, file: Path) -> None:
    taken = drained(recorded(user, "teslamate", file, Choices())).value
    undo_batch(user, UndoBatch(taken.batch or 0))
