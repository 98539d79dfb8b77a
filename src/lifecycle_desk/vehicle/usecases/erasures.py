"""The list of erasures: what a backup must be told when it is put back, kept beside the store and beside its backups.

It holds numbers, days and marks, no names: a mark is the hash of a random key that is gone (`trust.personal.mark`), so
it finds the same person in another copy of the books, and only there. It is signed by the dealer's key and names the
books it belongs to. Without a list, the store that is replaced tells the same by its events.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.dealership.rules import KeyLocked
from lifecycle_desk.dealership.usecases.keys import public_keys, signing_key
from lifecycle_desk.store import backup
from lifecycle_desk.store.files import write_whole
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.signing import holds
from lifecycle_desk.vehicle.rules.facts import ErasureTold
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.tables import life as life_rows

FORMAT = "lifecycle-desk/erasures"
ERASED = "dealer.person_erased"
AMONG_BACKUPS = "erased.json"

ErasuresStrange = objection(
    "ErasuresStrange",
    N_("The list of erasures %(where)s was changed or is damaged; without it, erased people are not known."),
    where=str,
)


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure: the person's number then, the mark of their key, the day, whether their files went too."""

    person: int
    mark: str
    on: date
    files: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """The erasures of some books, as they are kept: `books` is the seal of their first event."""

    books: str
    erasures: tuple[Erasure, ...]
    key: int = 0
    signature: str = ""

    def signed_part(self) -> dict[str, Any]:
        """The content that the signature covers."""
        told = [asdict(each) | {"on": each.on.isoformat()} for each in self.erasures]
        return {"format": FORMAT, "books": self.books, "erasures": told, "key": self.key}


def erasures(tx: Transaction) -> tuple[Erasure, ...]:
    """The erasures that the books tell, the first first; those of before there were marks have none."""
    told = ((each.on, each.facts_as(ErasureTold)) for each in life_rows.of_dealer(tx, ERASED))
    return tuple(
        Erasure(said.person, said.mark, said.first_on or again_on, said.files is not None) for again_on, said in told
    )


def listed(tx: Transaction, store: Path | None) -> Listed | None:
    """The list as the books and the lists that lie there tell it, signed anew; a list that is damaged is replaced.

    A list may tell of people who are in some backup and not in these books. None where the key that would sign it is
    locked: the books tell the same, and the list is written when a key signs again.
    """
    try:
        number, key = signing_key(tx)
    except KeyLocked:
        return None
    books = chain.first_seal(tx).hex()
    some = [each for each in erasures(tx) if each.mark]
    for place in places(store) if store else ():
        with suppress(ErasuresStrange):
            some += trusted(tx, place, read_list(place))
    whole = Listed(books, tuple({each.mark: each for each in some}.values()), number)
    return replace(whole, signature=key.sign(whole.signed_part()))


def places(store: Path) -> tuple[Path, Path]:
    """Where the list of a store lies: beside it, and among its backups."""
    return store.with_name(store.name + ".erased"), backup.folder_of(store) / AMONG_BACKUPS


def save_list(store: Path, told: Listed) -> None:
    """Lay the list beside the store, and among its backups where there are any."""
    beside, among = places(store)
    write_list(beside, told)
    if among.parent.is_dir():
        write_list(among, told)


def write_list(place: Path, told: Listed) -> None:
    """Write the list as a file."""
    plain = told.signed_part() | {"signature": told.signature}
    write_whole(place, json.dumps(plain, indent=1, sort_keys=True).encode(), private=True)


def read_list(path: Path) -> Listed | None:
    """A list as it lies; None where there is none. Refuses what is no list."""
    if not path.is_file():
        return None
    try:
        told = json.loads(path.read_text("utf-8"))
        some = tuple(
            Erasure(each["person"], each["mark"], date.fromisoformat(each["on"]), bool(each["files"]))
            for each in told["erasures"]
        )
        return Listed(told["books"], some, told["key"], told["signature"])
    except (ValueError, KeyError, TypeError):
        raise ErasuresStrange(str(path)) from None


def trusted(
    tx: Transaction, path: Path, told: Listed | None, also: Mapping[int, bytes] = MappingProxyType({})
) -> tuple[Erasure, ...]:
    """The erasures of a list that is about these books; refuses one that no key of the dealer's signed.

    `also` are public keys of the same dealer that these books, an older copy, do not know yet.
    """
    if told is None or told.books != chain.first_seal(tx).hex():
        return ()
    publics = [each[told.key] for each in (public_keys(tx), also) if told.key in each]
    if not any(holds(each, told.signed_part(), told.signature) for each in publics):
        raise ErasuresStrange(str(path))
    return told.erasures
