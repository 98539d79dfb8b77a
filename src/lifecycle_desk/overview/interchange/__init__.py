"""Books begun with records: who signed them, and taking them into a new store, from a file or from other books."""

from dataclasses import dataclass
from pathlib import Path

from lifecycle_desk.base.steps import Steps
from lifecycle_desk.books.interchange import records
from lifecycle_desk.books.interchange.moving import move_books
from lifecycle_desk.books.usecases.opening import open_books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.commands.sealed_file import as_plain
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.overview.usecases.safety import all_checks
from lifecycle_desk.proof.usecases.heads import places
from lifecycle_desk.store.opening import creating
from lifecycle_desk.store.places import is_server
from lifecycle_desk.trust.heads import heads_in
from lifecycle_desk.trust.signing import fingerprint
from lifecycle_desk.trust.store_key import KeyFile


@dataclass(frozen=True, slots=True)
class Signer:
    """The signer of records: the dealer that they name, the key, and whether that key is known at their destination.

    Without a key nobody signed them.
    """

    dealer: str
    key: bytes | None
    is_known: bool

    @property
    def fingerprint(self) -> str:
        """The fingerprint that people compare; empty without a key."""
        return fingerprint(self.key) if self.key else ""


def signer_of(file: Path, where: str, passphrase: str = "") -> Signer:
    """The signer of the records in a file, by its first and its last line; taking them in looks at all between.

    A key is known by the heads of books that lay at the place before. Raises the refusal of a file that holds no
    records, was cut off, bears a signature that does not hold, or is sealed under another passphrase.
    """
    with as_plain(file, passphrase) as plain:
        dealer, key = records.signer(plain)
    known = set() if is_server(where) else {each.public for place in places(Path(where)) for each in heads_in(place)}
    return Signer(dealer, key, key in known)


def begin_with_records(
    where: str,
    file: Path,
    *,
    passphrase: str = "",
    trust: tuple[str, ...] = (),
    unsigned: bool = False,
    keys: KeyFile | None = None,
) -> Steps[str]:
    """Make a store of the records in a file, checked whole; gives the place, and leaves nothing where they fail.

    `passphrase` opens a sealed file, `trust` names the fingerprint that somebody compared, `unsigned` takes what nobody
    signed.
    """
    choices = Choices(checks=all_checks(), trust=trust, unsigned=unsigned)
    with as_plain(file, passphrase) as plain, creating(where, keys) as made:
        done = yield from records.take_in(UserSession(made.store, None, authorise), plain, choices)
        made.wanted = done.value.written
    return where


def begin_with_books(where: str, file: Path, keys: KeyFile | None = None) -> Steps[str]:
    """Move the books that lie in a file to a place where none are; gives that, and leaves the file as it is."""
    store = open_books(file)
    try:
        moved = yield from move_books(UserSession(store, None, authorise), where, all_checks(), keys)
    finally:
        store.close()
    return moved.where
