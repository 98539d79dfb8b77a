"""Taking a data pack in: looked at beside what is in force, trusted on purpose, saved whole, told once, followed."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256

from lifecycle_desk.base.clock import stamp
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.data_packs.rules.changes import FileChange, changes_of
from lifecycle_desk.data_packs.rules.checking import check_files
from lifecycle_desk.data_packs.rules.pack import Pack, PackBringsNothing, PublisherUnknown
from lifecycle_desk.data_packs.rules.publishers import publishers
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.market.published_data import DataKind, PublishedData
from lifecycle_desk.proof.usecases.trusting import trust, trusted_keys
from lifecycle_desk.schedules import tables as schedule_rows
from lifecycle_desk.schedules.rules import published
from lifecycle_desk.schedules.usecases import catching_up
from lifecycle_desk.schedules.usecases.schedules import ScheduleNameTaken
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.dealer_wording import DATA_PACK_TAKEN
from lifecycle_desk.vehicle.rules.facts import DataPackTold
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.tables import data_packs
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.data_in_force import data_in_force
from lifecycle_desk.vehicle.usecases.findings import Finding
from lifecycle_desk.vehicle.usecases.recording import record_event


@dataclass(frozen=True, slots=True)
class PackSeen:
    """A pack that can be read, what each of its files would change, and whether its publisher must be trusted first."""

    pack: Pack
    changes: tuple[FileChange, ...]
    stranger: Objection | None

    @property
    def brings(self) -> tuple[FileChange, ...]:
        """The files that would be in force."""
        return tuple(each for each in self.changes if each.is_newer)


def look_at(user: UserSession, pack: Pack) -> PackSeen:
    """A pack before it is taken in; nothing is written."""
    with user.store.reading() as tx:
        return seen(tx, pack)


def seen(tx: Transaction, pack: Pack) -> PackSeen:
    """A pack against what is in force; refuses one that cannot be read, or that names what the dealer's own has."""
    before = data_in_force(tx)
    then = before.over(pack.files)
    check_files(pack.files, then)
    refuse_own_names(tx, before, then)
    stranger = None if is_known(tx, pack.key) else PublisherUnknown(pack.publisher, pack.fingerprint)
    return PackSeen(pack, changes_of(pack, before), stranger)


def refuse_own_names(tx: Transaction, before: PublishedData, then: PublishedData) -> None:
    """Refuse a schedule that is called like one of the dealer's own: lives would not know which is meant."""
    new = {each.id for each in published(then)} - {each.id for each in published(before)}
    for each in schedule_rows.own_schedules(tx):
        if each.id in new:
            raise ScheduleNameTaken(each.id)


def is_known(tx: Transaction, key: bytes) -> bool:
    """Whether packs of a key are believed: a publisher of the program's, or one that was trusted for a pack before.

    A dealer who is trusted with lives is not thereby a publisher of data: the first pack asks in any case.
    """
    if key in publishers():
        return True
    return key in trusted_keys(tx) and any(each.public == key for each in data_packs.packs(tx))


def take(tx: Transaction, pack: Pack) -> int:
    """Save a pack and tell of it; what is due is yet to follow its schedules. Gives the number of the event.

    Who calls has looked at it in the same transaction, and trusts its key.
    """
    found = seen(tx, pack)
    if not found.brings:
        raise PackBringsNothing
    if found.stranger and pack.key not in trusted_keys(tx):
        trust(tx, pack.publisher, pack.key)
    digests = {each.name: sha256(each.text.encode()).digest() for each in pack.files}
    told = DataPackTold(
        pack.name,
        pack.publisher,
        pack.key.hex(),
        stamp(pack.made_at),
        pack.dated.isoformat(),
        pack.sha256.hex(),
        {name: digest.hex() for name, digest in digests.items()},
    )
    event = record_event(tx, Event(None, today(tx), DATA_PACK_TAKEN, asdict(told)))
    number = len(data_packs.packs(tx)) + 1
    stored = data_packs.StoredPack(
        number, pack.name, pack.publisher, pack.key, pack.made_at, pack.dated, pack.sha256, event
    )
    files = [data_packs.StoredFile(number, each.name, each.dated, digests[each.name], each.text) for each in pack.files]
    data_packs.save(tx, stored, files)
    tx.known.pop(PublishedData, None)
    if any(each.file.kind is DataKind.SCHEDULES for each in found.brings):
        catching_up.owe(tx)
    return event


def packs_agree(tx: Transaction) -> Iterator[Finding]:
    """Every data pack stands here as its event told, and every file in it is the one that was signed."""
    told = {each.seq: each.facts_as(DataPackTold) for each in life_rows.of_dealer(tx, DATA_PACK_TAKEN)}
    for pack in data_packs.packs(tx):
        said = told.pop(pack.event, None)
        files = {each.name: sha256(each.content.encode()).hexdigest() for each in data_packs.files_of(tx, pack.number)}
        if said is None:
            yield Finding("data", pack.name, "no event tells of this data pack")
        elif (said.name, said.publisher, said.key, said.sha256, said.files) != (
            pack.name,
            pack.publisher,
            pack.public.hex(),
            pack.sha256.hex(),
            files,
        ):
            yield Finding("data", pack.name, "the data pack differs from what was told")
    yield from (Finding("data", each.name, "the data pack was told and is not here") for each in told.values())


CHECKS = (packs_agree,)
