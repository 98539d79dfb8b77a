"""Looking at a backup before it is put back: what it proves, and what would be lost. Nothing is changed by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.books.usecases.books import described
from lifecycle_desk.books.usecases.putting_back import Why, looked_into, proof_of
from lifecycle_desk.books.usecases.restoring import erase_again, told_by
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.store.backup import SET_ASIDE, BackedUpByItsServer, BackupNotWhole, copy_file
from lifecycle_desk.store.manifests import read_manifest
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.findings import Check

SHOWN = 12  # of the events that would be lost: the last ones, by which people know what they did since

IsTheStoreItself = objection(
    "IsTheStoreItself", N_("%(where)s contains the records you have open. Choose a backup instead."), where=str
)


@dataclass(frozen=True, slots=True)
class Lost:
    """An event that the backup has not, with the vehicle that it belongs to."""

    told: RecordedEvent
    vin: str | None


@dataclass(frozen=True, slots=True)
class LookedAt:
    """The findings about a backup before it is put back.

    `proof` is its proof, or the reason why there is none. `made_at` is None without a manifest. `agrees_up_to` is the
    last entry that the backup and the present records have alike, 0 where they are other records; `ends_with` the last
    one of the backup. `lost` are the last of the `later` events that the backup lacks, the latest first; `erased` how
    many people would be erased in it again; `aside` how the name begins under which the present store stays.
    """

    file: str
    bytes: int
    made_at: datetime | None
    ends_with: int
    proof: Objection | Why
    agrees_up_to: int
    later: int
    lost: tuple[Lost, ...]
    names: Mapping[int, str]
    erased: int
    aside: str

    @property
    def why(self) -> Why | None:
        """Why nothing proves it, if nothing does."""
        return self.proof if isinstance(self.proof, Why) else None


def look_at(user: UserSession, file: Path, also: tuple[Check, ...] = ()) -> LookedAt:
    """Check a backup whole and compare it with the present records; refuses what could not be put back at all.

    All is done in a copy, as when it is put back. The present records are asked while they are open.
    """
    store = user.store.path
    if store is None:
        raise BackedUpByItsServer
    if not file.is_file():
        raise BackupNotWhole(str(file), "there is no such file")
    if file.samefile(store):  # copied by the file system it would lose the locks that SQLite holds on it
        raise IsTheStoreItself(str(file))
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, BACKUP)
        replaced = told_by(tx, user.staff)
    with TemporaryDirectory(prefix="lifecycle-desk-") as folder:
        copy = Path(folder) / file.name
        copy_file(file, copy)
        manifest = described(copy, also)
        inside = looked_into(copy)
        proof = proof_of(file, inside, store, replaced)
        erased = erase_again(copy, file, store, replaced).people
    lacks = inside.lacks(replaced)
    alike = max(replaced.seals.keys() - {*lacks}, default=0)
    with user.store.reading() as tx:
        lost = tuple(each for seq in reversed(lacks[-SHOWN:]) if (each := _lost(tx, seq)))
        names = _names(tx, lost)
    told = read_manifest(file)
    made = told.made_at if told else None
    size, begins = file.stat().st_size, f"{store.name}{SET_ASIDE}"
    return LookedAt(str(file), size, made, manifest.events, proof, alike, len(lacks), lost, names, erased, begins)


def _lost(tx: Transaction, seq: int) -> Lost | None:
    found = life_rows.event(tx, seq)
    return Lost(found[0], found[1]) if found else None


def _names(tx: Transaction, lost: tuple[Lost, ...]) -> dict[int, str]:
    """The names of those whom some events concern, as far as they were not erased."""
    numbers = {who for each in lost for who in (each.told.sets.owner, each.told.person) if who}
    return {number: found.name for number in numbers if (found := people.maybe_person(tx, number))}
