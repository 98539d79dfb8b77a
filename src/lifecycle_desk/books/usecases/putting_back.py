"""Putting a backup back: its proof is told first, an unproved one is taken only on purpose, nothing is lost.

A restore holds the store alone. The store before stays beside it, renamed, and the restore is an event of the
books that were put back, so that nobody wonders later where the last entries went.
"""

from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from lifecycle_desk.base.clock import stamp
from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.books.usecases.books import described
from lifecycle_desk.books.usecases.opening import open_books
from lifecycle_desk.books.usecases.restoring import Replaced, erase_again, settle, told_by_replaced
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.proof.usecases.heads import places, sign_head, write_beside
from lifecycle_desk.proof.usecases.key_chain import told_publics
from lifecycle_desk.proof.usecases.put_back import RESTORED
from lifecycle_desk.store import backup
from lifecycle_desk.store.backup import BackupNotWhole
from lifecycle_desk.store.manifests import Manifest, manifest_of, read_manifest
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.presence import alone
from lifecycle_desk.store.store import Store
from lifecycle_desk.trust.heads import Head, heads_in
from lifecycle_desk.trust.signing import fingerprint
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.usecases.findings import Check
from lifecycle_desk.vehicle.usecases.recording import record_event

SignatureStrange = objection(
    "SignatureStrange", N_("The backup %(where)s is not signed by this dealer’s key."), where=str
)


class Why(LabeledEnum):
    """Why a backup is not proved."""

    NO_MANIFEST = "no_manifest", C_("backup", "it has no manifest")
    DAMAGED = "damaged", C_("backup", "its manifest is damaged")
    UNSIGNED = "unsigned", C_("backup", "its manifest is not signed")
    UNKNOWN_KEY = "unknown_key", C_("backup", "its signing key is not known here")


BackupUnproved = objection(
    "BackupUnproved",
    N_("The backup %(where)s cannot be verified: %(why)s. If you trust its origin, restore it with --unproved."),
    where=str,
    why=Why,
)
RestoredUnproved = objection("RestoredUnproved", N_("The backup was restored without verification: %(why)s."), why=Why)


class SignedByItsOwnKey(Objection):
    """A backup whose own books carry the key that signed it, where nothing here knows another."""

    message = N_("The backup is complete and signed with its own key %(fingerprint)s. Compare this fingerprint.")
    fingerprint: str


class SignedByKnownKey(Objection):
    """A backup that is signed by a key of the books that lie here."""

    message = N_("The backup is complete and signed with the known key %(fingerprint)s.")
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that lies now where the store lies, and where the store before it went.

    `erased` is the number of people who were erased since the backup was made, and were erased in it again; `later`
    how many events the store before had that the backup has not, or has otherwise; `says` what the backup proved.
    """

    file: str
    events: int
    before: str | None
    erased: int = 0
    later: int = 0
    says: tuple[Objection, ...] = field(default=())


def restore(
    file: Path, store: Path, also: tuple[Check, ...] = (), *, unproved: bool = False, by: str | None = None
) -> Restored:
    """Put a backup in the store's place, after checking it whole; the store before stays beside it, renamed.

    Only a copy is looked into and put in place: opening a backup of an older form would migrate it. People who were
    erased since the backup was made are erased in that copy. `unproved` takes a backup that nothing proves; one that is
    damaged, or signed and altered since, is refused always.
    """
    if not file.is_file():
        raise BackupNotWhole(str(file), "there is no such file")
    with TemporaryDirectory(prefix="lifecycle-desk-") as folder, ExitStack() as held:
        if store.exists():
            held.callback(alone(store).let_go)
        copy = Path(folder) / file.name
        backup.copy_file(file, copy)
        manifest = described(copy, also)
        replaced = told_by_replaced(store, Path(folder), by)
        if replaced.refuses:
            raise replaced.refuses
        inside = looked_into(copy)
        proof = taken(file, proof_of(file, inside, store, replaced), unproved=unproved)
        again = erase_again(copy, file, store, replaced)
        later = len(inside.lacks(replaced))
        head = _tell(copy, file, replace(manifest, file=file.name), replaced, proof, by)
        described(copy, also)
        backup.ready_to_use(copy)
        before = backup.put_in_place(copy, store, backup.documents_of(file))
        _heads_aside(store, before, replaced, manifest)
        settle(file, store, again)
        if head:
            write_beside(store, head)
    return Restored(str(store), manifest.events, str(before) if before else None, again.people, later, (proof,))


@dataclass(frozen=True, slots=True)
class Inside:
    """The keys of the chain in a backup's books, and the seals of their events."""

    publics: frozenset[bytes]
    seals: Mapping[int, bytes]

    def lacks(self, replaced: Replaced) -> list[int]:
        """The events of the store that would be replaced which are not in the backup, the first first."""
        return sorted(seq for seq, seal in replaced.seals.items() if self.seals.get(seq) != seal)


def looked_into(copy: Path) -> Inside:
    """The keys and seals of the books in a copy of a backup."""
    store = open_store(copy)
    try:
        with store.reading() as tx:
            return Inside(frozenset(told_publics(tx)), dict(chain.seals(tx)))
    finally:
        store.close()


def proof_of(file: Path, inside: Inside, store: Path, replaced: Replaced) -> SignedByKnownKey | SignedByItsOwnKey | Why:
    """The proof of a backup, or the reason why there is none; refuses one that was altered since it was signed."""
    return proof_of_manifest(
        file, inside.publics, replaced.publics, lambda manifest: replaced.publics or _stored_heads(store, manifest)
    )


def proof_of_manifest(
    file: Path,
    inside: frozenset[bytes],
    known: frozenset[bytes] = frozenset(),
    anchored: Callable[[Manifest], Collection[bytes]] = lambda _: (),
) -> SignedByKnownKey | SignedByItsOwnKey | Why:
    """The same by the keys in the backup's books, those of the books that are replaced, and what vouches for them."""
    if not manifest_of(file).is_file():
        return Why.NO_MANIFEST
    manifest = read_manifest(file)
    if manifest is None:
        return Why.DAMAGED
    if manifest.sha256 != backup.hash_of(file):
        raise BackupNotWhole(str(file), "it differs from its manifest")
    if not manifest.signature:  # made while the key was locked, or somebody took the signature away
        return Why.UNSIGNED
    signed = next((each for each in (*known, *inside) if manifest.is_signed_by(each)), None)
    if signed is None:
        raise SignatureStrange(str(file))
    anchors = anchored(manifest)
    if signed in anchors:
        return SignedByKnownKey(fingerprint(signed))
    return Why.UNKNOWN_KEY if anchors else SignedByItsOwnKey(fingerprint(signed))


def _stored_heads(store: Path, manifest: Manifest) -> set[bytes]:
    """The keys of heads of the same books that lie where a store lay: all that is known when it is lost."""
    found = (each for place in places(store) for each in heads_in(place))
    return {each.public for each in found if each.books.hex() == manifest.books and each.holds}


def taken(file: Path, proof: SignedByKnownKey | SignedByItsOwnKey | Why, *, unproved: bool) -> Objection:
    """The objection that a backup's proof calls for; refuses one that nothing proves, unless it is taken on purpose."""
    if not isinstance(proof, Why):
        return proof
    if not unproved:
        raise BackupUnproved(str(file), proof)
    return RestoredUnproved(proof)


def _tell(
    copy: Path, file: Path, manifest: Manifest, replaced: Replaced, proof: Objection, by: str | None
) -> Head | None:
    """Tell in a copy that is put back that it was."""
    store = open_books(copy)
    try:
        return tell(store, file, manifest, replaced, proof, by)
    finally:
        store.close()


def tell(
    store: Store, file: Path, manifest: Manifest, replaced: Replaced, proof: Objection, by: str | None
) -> Head | None:
    """Tell in the books that are put back that they were, and sign where they stand from now on."""
    last = max(replaced.seals, default=0)
    facts = {
        "file": file.name,
        "made_at": stamp(manifest.made_at),
        "events": manifest.events,
        "head": manifest.head,
        "proof": proof.rule,
        "replaced": {"events": last, "head": replaced.seals[last].hex()} if last else None,
    }
    with store.writing(by) as tx:
        record_event(tx, Event(None, today(tx), RESTORED, facts))
        head = sign_head(tx)
        tx.afterwards.clear()  # the copy has nothing beside it
    return head


def _heads_aside(store: Path, before: Path | None, replaced: Replaced, manifest: Manifest) -> None:
    """Let the heads of other books go with the store that they were signed of."""
    beside = places(store)[0]
    books = bytes.fromhex(manifest.books)
    if beside.is_file() and any(each.books != books for each in heads_in(beside)):
        first = replaced.seals.get(1)
        if first != books:
            beside.replace(before.with_name(before.name + backup.HEADS) if before else beside.with_suffix(".other"))
