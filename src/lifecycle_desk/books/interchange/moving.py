"""Books that move from a file to a server, or back: as records, compared byte for byte, the original left as it is.

What records never carry goes along where this computer has it: the private parts of the keys that sign, and what staff
prove themselves by. Drafts stay behind. The records go over by a passing file that nobody else can read, and of which
nothing is left.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.books.interchange import records
from lifecycle_desk.books.interchange.records_in import take_lines
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.keys import keys_to_carry, take_carried_keys
from lifecycle_desk.store.addresses import ServerAddress, address_of
from lifecycle_desk.store.files import private_folder
from lifecycle_desk.store.integrity import rows_by_table
from lifecycle_desk.store.opening import creating
from lifecycle_desk.store.passwords import without_password
from lifecycle_desk.store.places import is_server, own_place
from lifecycle_desk.store.sealed_scratch import SealedScratch, clear_left_over, sealed_scratch
from lifecycle_desk.trust.store_key import KeyFile
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.usecases.findings import Check

PARTS, PART = 4, 1000  # given out, taken in, given out there, given out here again
NAME = "records.jsonl"  # of what goes over, in what is said of it

MovedToItself = objection("MovedToItself", N_("Your records are stored there already."), "where")
MovedOtherwise = objection(
    "MovedOtherwise", N_("The records read back differently from the new place, so nothing was moved.")
)
ChangedMeanwhile = objection(
    "ChangedMeanwhile",
    N_(
        "Somebody saved while the records were being moved, so nothing was moved. Close Lifecycle Desk on the other "
        "computers and try again."
    ),
)


@dataclass(frozen=True, slots=True)
class Moved:
    """Books that are at another place now: where they were and stay as they are, and how many records were compared."""

    before: str
    where: str
    events: int


def move_books(user: UserSession, where: str, checks: tuple[Check, ...], keys: KeyFile | None = None) -> Steps[Moved]:
    """Make the same books at an empty place; all of it or nothing, and the original stays as it is.

    With the file of a key that is open they are encrypted there. Whoever saves meanwhile undoes the move: what he
    saved would stay behind.
    """
    place = without_password(where)
    if _same_place(user.store.where, place):
        raise MovedToItself
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, BACKUP)
        rows, carried, secrets = sum(rows_by_table(tx).values()), keys_to_carry(tx), dealership.secrets(tx)
    with _file() as file:
        yield from _within(0, _written(user, file, rows))
        with creating(place, keys) as made:
            newcomer = UserSession(made.store, None, authorise)
            choices = Choices(checks=checks, unsigned=True)  # nobody but us had the file
            yield from _within(1, _taken_in(newcomer, file, choices))
            with made.store.writing(user.staff) as tx:
                tx.retold = True
                take_carried_keys(tx, carried)
                for name, secret in secrets:
                    dealership.save_secret(tx, name, secret)
                events = chain.head(tx)[0]
            yield from _within(2, _compared(replace(user, store=made.store), file, MovedOtherwise))
            yield from _within(3, _compared(user, file, ChangedMeanwhile))
            made.wanted = True
    return Moved(user.store.where, place, events)


def _same_place(here: str, there: str) -> bool:
    """Whether two places are one, whoever signs in."""
    if is_server(here) and is_server(there):
        one, other = address_of(here), address_of(there)
        return _books(one) == _books(other)
    return is_server(here) == is_server(there) and Path(here).absolute() == Path(there).absolute()


def _books(address: ServerAddress) -> tuple[str, int, str, str]:
    return address.host or "localhost", address.port or 5432, address.database, address.schema or "public"


@contextmanager
def _file() -> Iterator[SealedScratch]:
    """The file by which records go over, on the disk of the person's own data: it holds more than others do."""
    folder = own_place().parent
    private_folder(folder)
    clear_left_over()
    with sealed_scratch(folder) as file:
        yield file


def _written(user: UserSession, file: SealedScratch, rows: int) -> Steps[None]:
    """Give the records out into a file."""
    done = 0

    def counted() -> Iterator[bytes]:
        nonlocal done
        for piece in records.write(user, {}):
            done += piece.count(b"\n")
            yield piece

    for _ in file.pour(counted()):
        yield Step(done, rows)


def _taken_in(user: UserSession, file: SealedScratch, choices: Choices) -> Steps[Result[Taken]]:
    with file.read() as lines:
        return (yield from take_lines(user, lines, file.size, NAME, choices))


def _compared(user: UserSession, file: SealedScratch, otherwise: type[Objection]) -> Steps[None]:
    """Give the records of a place out again, and refuse where a byte of them is another."""
    with file.read() as lines:
        for piece in records.write(user, {}):
            if lines.read(len(piece)) != piece:
                raise otherwise
            yield Step(lines.tell(), file.size)
        if lines.read(1):
            raise otherwise


def _within[Made](part: int, steps: Steps[Made]) -> Steps[Made]:
    """The steps of one part of the work as steps of the whole."""
    with closing(steps):
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                made: Made = end.value
                return made
            share = min(step.done / step.total, 1) if step.total else 0
            yield Step(round((part + share) * PART), PARTS * PART)
