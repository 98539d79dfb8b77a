"""What is done with the books as a whole: opened, checked, copied, put back."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.counter.presence import refuse_incomplete
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.rules import BACKUP, Dealer, KeyLocked, check_dealer
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.dealership.usecases.keys import public_keys, signing_key
from lifecycle_desk.market.market import market
from lifecycle_desk.store import backup, files
from lifecycle_desk.store.backup import BackupNotWhole, Manifest
from lifecycle_desk.store.migrations import revision_of
from lifecycle_desk.store.opening import founding, open_store
from lifecycle_desk.store.soundness import file_faults, guard_faults, rows_by_table
from lifecycle_desk.store.store import Store, Work
from lifecycle_desk.trust.chain import Break, first_break
from lifecycle_desk.trust.signing import Key, fingerprint, holds
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.tables import chain, people
from lifecycle_desk.vehicle.tables import life as kept
from lifecycle_desk.vehicle.usecases import due
from lifecycle_desk.vehicle.usecases.erasures import erasures, keep_list, listed
from lifecycle_desk.vehicle.usecases.restoring import erase_again, settle, told_by_replaced
from lifecycle_desk.vehicle.usecases.telling import counted, tell

FOUNDED = "dealer.founded"
A_DAY = timedelta(days=1)
type Check = Callable[[Work], Iterator["Finding"]]


class SignatureStrange(Objection):
    """A manifest that the dealer's key did not sign."""

    says = N_("The backup %(where)s is not signed by this dealer's key.")
    where: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: in which part, where, and what."""

    part: str
    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Checked:
    """Is the store sound: how much was looked at, and what was found."""

    sound: bool
    vehicles: int
    events: int
    head: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class BackUp:
    """Where a backup goes; beside the store, rotated, where nothing is named."""

    file: str | None = None


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was opened and checked."""

    file: str
    bytes: int
    events: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that lies now where the store lies, and where the store before it went.

    `erased` is the number of people who were erased since the backup was made, and were erased in it again.
    """

    file: str
    events: int
    before: str | None
    erased: int = 0


def found(where: str | Path, dealer: Dealer, staff: str | None = None) -> Seat:
    """Open the books of a new dealer in an empty place: profile, signing key, first event; all of it or nothing."""
    with founding(where) as made:
        begin(Seat(made.store, staff, authorise), dealer)
        made.wanted = True
    return Seat(open_store(where), staff, authorise)


def open_books(where: str | Path) -> Store:
    """Open a store; where it was of an older form, its figures are counted anew, since rules become better with it."""
    store = open_store(where)
    if store.brought_up:
        with store.writing() as work:
            _count_anew(work)
    return store


def begin(seat: Seat, dealer: Dealer) -> None:
    """Write the first page of the books into an empty store."""
    check_dealer(dealer)
    market(dealer.market)
    with seat.store.writing(seat.staff) as work:
        dealership.keep_dealer(work, dealer)
        _, key = signing_key(work)
        facts = {"name": dealer.name, "market": dealer.market, "key": fingerprint(key.public)}
        tell(work, Event(None, today(work), FOUNDED, facts))


def check(seat: Seat, also: tuple[Check, ...] = ()) -> Checked:
    """Look through the whole store anew: file, guards, chain, copies, figures, documents, and what rooms check."""
    parts = (_store, _chain, _copies, _figures, _erasures, _documents, *also)
    with seat.store.reading() as work:
        refuse_incomplete()
        findings = tuple(each for part in parts for each in _found_by(part, work))
        seq, head = chain.head(work)
        return Checked(not findings, kept.how_many(work), seq, head.hex(), findings)


def _found_by(part: Check, work: Work) -> Iterator[Finding]:
    """What a part of the check finds; that it cannot read what is there is a finding too."""
    try:
        yield from part(work)
    except Exception as error:  # noqa: BLE001 (a damaged row makes any reader fail, each in its own way)
        name = part.__name__.strip("_")
        yield Finding(name, "", f"cannot be read: {getattr(error, 'orig', None) or repr(error)}")


def _store(work: Work) -> Iterator[Finding]:
    """What the database says of its file, and whether the guards stand."""
    yield from (Finding(*each) for each in (*file_faults(work), *guard_faults(work)))


def _chain(work: Work) -> Iterator[Finding]:
    broken: Break | None = first_break(chain.links(work))
    if broken:
        yield Finding("chain", str(broken.seq), broken.why)


def _copies(work: Work) -> Iterator[Finding]:
    for seq in chain.wrong_copies(work):
        yield Finding("chain", str(seq), "a column differs from the sealed event")


def _figures(work: Work) -> Iterator[Finding]:
    for vin in list(kept.vins(work)):
        if kept.figures(work, vin)[0] != counted(work, vin):
            yield Finding("figures", vin, "kept figures differ from the life")


def _erasures(work: Work) -> Iterator[Finding]:
    """Whoever the books say was erased has no data and no key here."""
    for each in erasures(work):
        if people.maybe_person(work, each.person) or people.key_of(work, each.person):
            yield Finding("erasures", str(each.person), "erased in the life and still here")


def _documents(work: Work) -> Iterator[Finding]:
    for digest, name in people.documents(work):
        if not files.is_whole(files.place_of(work.store.files, digest), digest):
            yield Finding("documents", name, "missing or damaged")


def repair_figures(seat: Seat) -> int:
    """Set the kept figures right from the lives; gives how many vehicles changed."""
    with seat.store.writing(seat.staff) as work:
        seat.authorise(work, BACKUP)
        return _count_anew(work)


def _count_anew(work: Work) -> int:
    changed = 0
    for vin in list(kept.vins(work)):
        figures, latest = kept.figures(work, vin)
        if (right := counted(work, vin)) != figures:
            kept.keep_figures(work, vin, right, latest)
            changed += 1
        due.follow(work, vin)
    return changed


def _count_after_an_update(store: Store) -> None:
    """Count the figures anew before the first backup of a form: opening may have been cut off before it did."""
    last = next(iter(kept_backups(store)), None)
    if last and last["revision"] != revision_of(store.engine):
        with store.writing() as work:
            _count_anew(work)


def back_up(seat: Seat, asked: BackUp | None = None, also: tuple[Check, ...] = ()) -> BackedUp:
    """Make a backup: copied by the database, opened, checked whole, signed; only then does it count."""
    asked = asked or BackUp()
    signing = _signing(seat)
    _count_after_an_update(seat.store)

    def verdict(copy: Path) -> Manifest:
        manifest = described(copy, also)
        if signing is None:
            return manifest
        number, key = signing
        manifest = replace(manifest, key=str(number))
        return replace(manifest, signature=key.sign(manifest.signed_part() | {"file": ""}))

    target = Path(asked.file) if asked.file else None
    made, manifest = backup.back_up(seat.store, verdict, target)
    _keep_erasures(seat)
    return BackedUp(str(made), manifest.bytes, manifest.events, manifest.made_at)


def _keep_erasures(seat: Seat) -> None:
    """Write the list of erasures again, where it was lost or could not be written."""
    if store := seat.store.path:
        with seat.store.writing(seat.staff) as work:
            told = listed(work, store)
        if told and told.erasures:
            keep_list(store, told)


def _signing(seat: Seat) -> tuple[int, Key] | None:
    """The key that signs a backup; none where it is locked: a backup without a signature is better than no backup."""
    with seat.store.writing(seat.staff) as work:
        seat.authorise(work, BACKUP)
        try:
            return signing_key(work)
        except KeyLocked:
            return None


def daily_backup(seat: Seat, also: tuple[Check, ...] = ()) -> BackedUp | None:
    """The program's own backup, whoever sits there: where the last one is a day old. None where none is due."""
    last = last_backup(seat.store)
    if seat.store.path is None or (last and clock.now() - last < A_DAY):
        return None
    return back_up(Seat(seat.store, seat.staff, _anybody), also=also)


def _anybody(_work: Work, _right: str) -> None:
    """A right that nobody is asked for: the program looks after the books by itself."""


def described(copy: Path, also: tuple[Check, ...] = ()) -> Manifest:
    """What a copy holds; refuses one that is not sound (its documents are looked at where they lie)."""
    if why := backup.unsound(copy):
        raise BackupNotWhole(str(copy), why)
    store = open_books(copy)
    try:
        with store.reading() as work:
            refuse_incomplete()
            parts = (_store, _chain, _copies, _figures, _erasures, *also)
            for finding in (each for part in parts for each in _found_by(part, work)):
                raise BackupNotWhole(str(copy), f"{finding.part} {finding.where}: {finding.why}")
            seq, head = chain.head(work)
            rows = rows_by_table(work)
    finally:
        store.close()
    return Manifest(
        "", backup.hash_of(copy), copy.stat().st_size, clock.now(), revision_of(store.engine), rows, seq, head.hex()
    )


def restore(file: Path, store: Path, also: tuple[Check, ...] = ()) -> Restored:
    """Put a backup where the store lies or lay, after checking it whole; what was there stays beside it, renamed.

    What is looked into is a copy: opening a backup of an older form would migrate it, and it would be itself no more.
    Where people were erased since the backup was made, they are erased in that copy, which is checked again and takes
    the place of the store.
    """
    if not file.is_file():
        raise BackupNotWhole(str(file), "there is no such file")
    with TemporaryDirectory(prefix="lifecycle-desk-") as folder:
        copy = Path(folder) / file.name
        shutil.copyfile(file, copy)
        manifest = described(copy, also)
        if backup.manifest_of(file).is_file():
            _check_signature(file, _keys_in(copy))
        again = erase_again(copy, file, store, told_by_replaced(store, Path(folder)))
        if again.people:
            manifest = described(copy, also)
        before = backup.put_in_place(copy if again.people else file, store, backup.documents_of(file))
        settle(file, store, again)
    return Restored(str(store), manifest.events, str(before) if before else None, again.people)


def _keys_in(copy: Path) -> dict[int, bytes]:
    store = open_store(copy)
    try:
        with store.reading() as work:
            return public_keys(work)
    finally:
        store.close()


def _check_signature(file: Path, keys: dict[int, bytes]) -> None:
    """Compare a backup with the manifest beside it; a bare file stands on its own chain."""
    told = _manifest(file)
    if told["sha256"] != backup.hash_of(file):
        raise BackupNotWhole(str(file), "it differs from its manifest")
    signature = told.pop("signature")
    if not signature:  # made while the key was locked; it stands on its own chain, as a bare file does
        return
    public = keys.get(int(told["key"]))
    if public is None or not holds(public, told | {"file": ""}, signature):
        raise SignatureStrange(str(file))


def kept_backups(store: Store) -> list[dict[str, Any]]:
    """The backups of a store, the latest first, as their manifests tell."""
    if store.path is None:
        return []
    return [_manifest(path) | {"file": str(path)} for path in backup.backups(store.path)]


def _manifest(path: Path) -> dict[str, Any]:
    """What the manifest beside a backup says."""
    return dict(json.loads(backup.manifest_of(path).read_text("utf-8")))


def last_backup(store: Store) -> datetime | None:
    """When the latest backup was made."""
    moments = [backup.made_at(path) for path in backup.backups(store.path)] if store.path else []
    return max((each for each in moments if each), default=None)
