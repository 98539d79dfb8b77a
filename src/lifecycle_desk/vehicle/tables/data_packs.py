"""Data packs as they are kept: whose they are, the files of published data that they brought, which were withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, TypedColumns, bindparam, insert, select

from lifecycle_desk.market.published_data import DataFile
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import APPEND_ONLY, day, digest, table, utc_time, whole, words


class PackRow(TypedColumns):
    """A pack: its name, publisher and key, when it was made, its newest day, and the event that tells of it."""

    number = whole(primary_key=True)
    name = words()
    publisher = words()
    public = digest()
    made_at = utc_time()
    dated = day()
    sha256 = digest()
    event = whole()


class PackFileRow(TypedColumns):
    """A file of a pack, as it was published."""

    pack = whole(ForeignKey("data_pack.number"), primary_key=True)
    name = words(primary_key=True)
    dated = day()
    sha256 = digest()
    content = words()


class PackWithdrawnRow(TypedColumns):
    """A pack that is in force no longer, why, and the event that tells of it."""

    pack = whole(ForeignKey("data_pack.number"), primary_key=True)
    why = words()
    event = whole()


PACK = table("data_pack", PackRow, **{APPEND_ONLY: True})
PACK_FILE = table("data_pack_file", PackFileRow, **{APPEND_ONLY: True})
PACK_WITHDRAWN = table("data_pack_withdrawn", PackWithdrawnRow, **{APPEND_ONLY: True})

_PACKS = select(PACK).order_by(PACK.c.number)
_GONE = select(PACK_WITHDRAWN).order_by(PACK_WITHDRAWN.c.pack)
_STANDS = PACK_FILE.c.pack.not_in(select(PACK_WITHDRAWN.c.pack))
_IN_ORDER = PACK_FILE.c.pack, PACK_FILE.c.name
_HEADS = select(PACK_FILE.c.pack, PACK_FILE.c.name, PACK_FILE.c.sha256).where(_STANDS).order_by(*_IN_ORDER)
_FILES = select(PACK_FILE).order_by(*_IN_ORDER)
_STANDING = _FILES.where(_STANDS)
_NEW, _NEW_FILE, _NEW_GONE = insert(PACK), insert(PACK_FILE), insert(PACK_WITHDRAWN)
_OF_PACK = _FILES.where(PACK_FILE.c.pack == bindparam("number"))


@dataclass(frozen=True, slots=True)
class StoredPack:
    """A pack that was taken in."""

    number: int
    name: str
    publisher: str
    public: bytes
    made_at: datetime
    dated: date
    sha256: bytes
    event: int


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a pack that was taken in."""

    pack: int
    name: str
    dated: date
    sha256: bytes
    content: str

    @property
    def data(self) -> DataFile:
        """The file as published data."""
        return DataFile(self.name, self.content, self.dated, self.pack)


@dataclass(frozen=True, slots=True)
class StoredWithdrawal:
    """A pack that was withdrawn."""

    pack: int
    why: str
    event: int


type Heads = tuple[tuple[int, str, bytes], ...]  # pack, name, SHA-256


def packs(tx: Transaction) -> list[StoredPack]:
    """All packs, the first first, those among them that were withdrawn."""
    return [StoredPack(*row) for row in tx.ask(_PACKS)]


def withdrawals(tx: Transaction) -> dict[int, StoredWithdrawal]:
    """What was withdrawn, by the number of its pack."""
    return {row.pack: StoredWithdrawal(*row) for row in tx.ask(_GONE)}


def heads(tx: Transaction) -> Heads:
    """The files of all packs that stand, without their content."""
    return tuple((pack, name, sha256) for pack, name, sha256 in tx.ask_plainly(_HEADS))


def files(tx: Transaction) -> list[StoredFile]:
    """The files of all packs that stand, the first pack's first."""
    return [StoredFile(*row) for row in tx.ask(_STANDING)]


def files_of(tx: Transaction, number: int) -> list[StoredFile]:
    """The files of a pack, by name."""
    return [StoredFile(*row) for row in tx.ask(_OF_PACK, number=number)]


def save(tx: Transaction, pack: StoredPack, brought: Sequence[StoredFile]) -> None:
    """Save a pack with its files; nothing of it changes any more."""
    tx.write(
        _NEW, number=pack.number, name=pack.name, publisher=pack.publisher, public=pack.public,
        made_at=pack.made_at, dated=pack.dated, sha256=pack.sha256, event=pack.event,
    )  # fmt: skip
    rows = ({"pack": each.pack, "name": each.name, "dated": each.dated} | _content(each) for each in brought)
    tx.write(_NEW_FILE, *rows)


def save_withdrawal(tx: Transaction, gone: StoredWithdrawal) -> None:
    """Save that a pack is in force no longer."""
    tx.write(_NEW_GONE, pack=gone.pack, why=gone.why, event=gone.event)


def _content(file: StoredFile) -> dict[str, object]:
    return {"sha256": file.sha256, "content": file.content}
