"""Letting what is due of all cars follow what was published, in transactions between which others save.

How far it came is kept with the transaction that got there: whoever goes on begins behind it,
after a stop too. A car that has an event meanwhile follows by that.
"""

from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.schedules import tables
from lifecycle_desk.schedules.usecases import due
from lifecycle_desk.store.slices import within_slice
from lifecycle_desk.store.store import Transaction

AT_ONCE = 100  # cars followed in one transaction at most: some 0.6 ms each


def owe(tx: Transaction) -> None:
    """From now on all cars in use are to follow, from the first on."""
    tables.save_followed(tx, "")


def no_longer_owed(tx: Transaction) -> None:
    """All cars have followed."""
    tables.save_followed(tx, None)


def go_on(user: UserSession) -> Steps[None]:
    """Let the cars follow that are yet to; nothing where none is."""
    done = 0
    while True:
        with user.store.reading() as tx:
            if (after := reached(tx)) is None:
                return
            expected = done + tables.how_many_in_use(tx, after)
        with user.writing() as tx:
            done += _some(tx)
        yield Step(done, expected)
        user.store.give_way()


def reached(tx: Transaction) -> str | None:
    """The last car that has followed, or none of them yet: empty; None where nothing is to follow."""
    return tables.followed(tx)


def _some(tx: Transaction) -> int:
    """Let some cars follow, for as long as a slice may take."""
    after, done = reached(tx), 0
    if after is None:
        return done
    cars = tables.in_use_after(tx, after, AT_ONCE)
    for vin in within_slice(tx, cars):
        due.follow(tx, vin)
        done += 1
    if done == len(cars) < AT_ONCE:
        no_longer_owed(tx)
    else:
        tables.save_followed(tx, cars[done - 1])
    return done
