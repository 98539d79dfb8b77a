"""The books as a whole: opened, checked, copied; `putting_back` puts a copy back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.books.usecases.figures import count_anew
from lifecycle_desk.books.usecases.opening import open_books
from lifecycle_desk.books.usecases.seat_care import look_after_documents
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.presence import refuse_incomplete
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.rules import Dealer, KeyLocked, check_dealer, check_language
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.dealership.usecases.keys import signing_key
from lifecycle_desk.figures.usecases import keeping
from lifecycle_desk.market.market import market
from lifecycle_desk.market.own_rules import OwnRule, check_beginning
from lifecycle_desk.proof.usecases.heads import own_head, sign_head
from lifecycle_desk.proof.usecases.heads_check import compared, disagreements, odd_clock, reach, wrong_manifests
from lifecycle_desk.proof.usecases.key_chain import FOUNDED, tell_known_keys
from lifecycle_desk.proof.usecases.last_saved import lost
from lifecycle_desk.proof.usecases.rows_agree import (
    descriptions_agree,
    keys_agree,
    papers_agree,
    people_agree,
    settings_agree,
    untold_of_old,
)
from lifecycle_desk.proof.usecases.rows_told import changes, tell_untold
from lifecycle_desk.store import backup
from lifecycle_desk.store.backup import BackupNotWhole
from lifecycle_desk.store.documents import is_sound
from lifecycle_desk.store.integrity import file_faults, guard_faults, rows_by_table
from lifecycle_desk.store.last_saved import last_lost, last_saved
from lifecycle_desk.store.manifests import Manifest, read_manifest
from lifecycle_desk.store.migrations import revision_of
from lifecycle_desk.store.opening import creating, open_store
from lifecycle_desk.store.server_rights import login_notes
from lifecycle_desk.store.store import Store, Transaction
from lifecycle_desk.store.thinning import AHEAD, made_at
from lifecycle_desk.store.types import KEPT
from lifecycle_desk.trust.chain import Break, first_break
from lifecycle_desk.trust.heads import Head
from lifecycle_desk.trust.signing import Key, fingerprint
from lifecycle_desk.trust.store_key import KeyFile
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.rules.resting import AGAINST, taken_from_under
from lifecycle_desk.vehicle.tables import chain, people
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.erasures import erasures, listed, save_list
from lifecycle_desk.vehicle.usecases.findings import Check, Finding
from lifecycle_desk.vehicle.usecases.recording import counted, record_event

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Checked:
    """Is the store sound, undamaged: how much was looked at, what was found, and what is no fault but good to know."""

    sound: bool
    vehicles: int
    events: int
    head: str
    findings: tuple[Finding, ...]
    notes: tuple[Objection, ...] = ()


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


def create(
    where: str | Path,
    dealer: Dealer,
    staff: str | None = None,
    rules: tuple[OwnRule, ...] = (),
    *,
    keys: KeyFile | None = None,
) -> UserSession:
    """Open the books of a new dealer in an empty place: profile, signing key, first event; all of it or nothing.

    With the file of a key that is open they are encrypted.
    """
    with creating(where, keys) as made:
        begin(UserSession(made.store, staff, authorise), dealer, rules)
        made.wanted = True
    return UserSession(open_store(where), staff, authorise)


def begin(user: UserSession, dealer: Dealer, rules: tuple[OwnRule, ...] = ()) -> None:
    """Write the first page of the books into an empty store; rules of his own say what the pack leaves open."""
    check_dealer(dealer)
    check_language(dealer.language)
    check_beginning(market(dealer.market), rules)
    with user.store.writing(user.staff) as tx:
        dealership.save_dealer(tx, dealer)
        for each in rules:
            dealership.save_own_rule(tx, each)
        number, key = signing_key(tx)
        facts: dict[str, Any] = {"name": dealer.name, "market": dealer.market, "key": fingerprint(key.public)}
        facts |= {"number": number, "public": key.public.hex(), "tables": changes(tx, {*KEPT.tables})}
        record_event(tx, Event(None, today(tx), FOUNDED, facts))
        keeping.begin(tx)


def check(user: UserSession, also: tuple[Check, ...] = (), heads: Iterable[tuple[str, Head]] = ()) -> Checked:
    """Look through the whole store anew: file, guards, chain, copies, figures, documents, and what rooms check.

    The chain is compared with every signed head that can be found, and with `heads` that somebody brought.
    """
    saved = last_lost(user.store.path), last_saved(user.store.path)  # before the books: somebody may save in between
    with user.store.reading() as tx:
        refuse_incomplete()
        findings = [each for part in (*PARTS, *also) for each in found_by(part, tx)]
        notes: list[Objection] = []
        try:
            findings += [Finding("saved", *each) for each in lost(tx, saved)]
            against = compared(tx, heads)
            findings += [Finding("heads", *each) for each in disagreements(against)]
            for each in wrong_manifests(tx):
                if isinstance(each, Objection):
                    notes.append(each)
                else:
                    findings.append(Finding("heads", *each))
            notes += (*against.told, *reach(tx, against), *untold_of_old(tx), *odd_clock(tx))
            notes += login_notes(tx.connection)
        except Exception as error:  # noqa: BLE001 (as in `found_by`)
            findings.append(_unreadable("heads", error))
        seq, head = chain.head(tx)
        sound = not any(each.damage for each in findings)
        return Checked(sound, life_rows.how_many(tx), seq, head.hex(), tuple(findings), tuple(notes))


def found_by(part: Check, tx: Transaction) -> Iterator[Finding]:
    """The findings of a part of the check; a part that cannot be read is a finding too."""
    try:
        yield from part(tx)
    except Exception as error:  # noqa: BLE001 (a damaged row makes any reader fail, each in its own way)
        yield _unreadable(part.__name__.strip("_"), error)


def _unreadable(part: str, error: Exception) -> Finding:
    return Finding(part, "", f"cannot be read: {getattr(error, 'orig', None) or repr(error)}")


def _store(tx: Transaction) -> Iterator[Finding]:
    """The database's complaints about its file, and triggers that are missing."""
    yield from (Finding(*each) for each in (*file_faults(tx), *guard_faults(tx)))


def _chain(tx: Transaction) -> Iterator[Finding]:
    broken: Break | None = first_break(chain.links(tx))
    if broken:
        yield Finding("chain", str(broken.seq), broken.why)


def _copies(tx: Transaction) -> Iterator[Finding]:
    for seq in chain.wrong_copies(tx):
        yield Finding("chain", str(seq), "a column differs from the sealed event")


def _figures(tx: Transaction) -> Iterator[Finding]:
    latest = dict(chain.latest_days(tx))
    for vin in list(life_rows.vins(tx)):
        figures, last_on = life_rows.figures(tx, vin)
        if figures != counted(tx, vin) or last_on != latest.get(vin, last_on):
            yield Finding("figures", vin, "kept figures differ from the life")


def _erasures(tx: Transaction) -> Iterator[Finding]:
    """Check that erased people have no data and no key here."""
    for each in erasures(tx):
        if people.maybe_person(tx, each.person) or people.key_of(tx, each.person):
            yield Finding("erasures", str(each.person), "erased in the life and still here")


def _documents(tx: Transaction) -> Iterator[Finding]:
    unsound = {digest: name for digest, name, size in people.documents_sized(tx) if not is_sound(tx, digest, size)}
    gone = _erased_meanwhile(tx) if unsound else set()
    yield from (Finding("documents", name, "missing or damaged") for each, name in unsound.items() if each not in gone)


def _erased_meanwhile(tx: Transaction) -> set[str]:
    """The documents that another program has erased since this look at the books began; each leaves an event."""
    with tx.store.reading() as now:
        if chain.last_stamp(now) == chain.last_stamp(tx):
            return set()
        return {digest for digest, _, _ in people.documents_sized(tx)} - {
            digest for digest, _, _ in people.documents_sized(now)
        }


def _rows(tx: Transaction) -> Iterator[Finding]:
    """Rows beside the chain, and what events told of them."""
    parts = (settings_agree, keys_agree, people_agree, descriptions_agree, papers_agree)
    yield from (Finding(*each) for part in parts for each in part(tx))


IN_A_COPY = (_store, _chain, _copies, _figures, _erasures, _rows)  # its documents lie elsewhere


def _resting(tx: Transaction) -> Iterator[Finding]:
    """Entries that were voided or cancelled although something rests on them: earlier versions let that pass."""
    for vin in life_rows.corrected_vins(tx, sorted(AGAINST)):
        for which, later in taken_from_under(life_rows.told(tx, vin)):
            told = ", ".join(f"{each.kind} {each.seq}" for each in later)
            yield Finding("resting", str(which.seq), f"{which.kind} no longer counts, and on it rests {told}", False)


PARTS = (*IN_A_COPY, _documents, _resting)


def repair_figures(user: UserSession) -> int:
    """Set the kept figures right from the lives; gives how many vehicles changed."""
    with user.store.writing(user.staff) as tx:
        user.authorise(tx, BACKUP)
        return count_anew(tx)


def _count_after_an_update(store: Store) -> None:
    """Count the figures anew before the first backup of a form: opening may have been cut off before it did."""
    last = next(iter(manifests(store)), None)
    if last and last[1].revision != revision_of(store.engine):
        with store.writing() as tx:
            count_anew(tx)


def back_up(user: UserSession, asked: BackUp | None = None, also: tuple[Check, ...] = ()) -> BackedUp:
    """Make a backup: copied by the database, opened, checked whole, signed; only then does it count."""
    asked = asked or BackUp()
    signing = signing_for_backup(user)
    _count_after_an_update(user.store)

    def verdict(copy: Path) -> Manifest:
        return signed(described(copy, also), signing)

    target = Path(asked.file) if asked.file else None
    made, manifest = backup.back_up(user.store, verdict, target)
    _save_erasures(user)
    return BackedUp(str(made), manifest.bytes, manifest.events, manifest.made_at)


def signed(manifest: Manifest, signing: tuple[int, Key] | None) -> Manifest:
    """A manifest signed by a key, where there is one."""
    if signing is None:
        return manifest
    number, key = signing
    manifest = replace(manifest, key=str(number), public=key.public.hex())
    return replace(manifest, signature=key.sign(manifest.signed_part() | {"file": ""}))


def _save_erasures(user: UserSession) -> None:
    """Write the list of erasures again, where it was lost or could not be written."""
    if store := user.store.path:
        with user.store.writing(user.staff) as tx:
            told = listed(tx, store)
            if told and told.erasures:
                tx.afterwards.append(lambda _: save_list(store, told))  # before somebody else erases and saves his


def signing_for_backup(user: UserSession) -> tuple[int, Key] | None:
    """The key that signs a backup; none where it is locked: a backup without a signature is better than no backup."""
    with user.store.writing(user.staff) as tx:
        user.authorise(tx, BACKUP)
        try:
            tell_untold(tx)
            signing = signing_key(tx)
        except KeyLocked:
            return None
        tell_known_keys(tx)
        sign_head(tx)
        return signing


def daily_backup(user: UserSession, also: tuple[Check, ...] = ()) -> BackedUp | None:
    """The program's own backup, whoever sits there: where the last one is a day old. None where none is due.

    In between a head is signed, so that a journal that is lost with what stands in it alone is noticed.
    """
    if user.store.protected:
        return None
    if user.store.is_at_server:
        look_after_documents(user)
    last = last_backup(user.store)
    if user.store.is_at_server or (last and clock.now() - last < A_DAY):
        own_head(user)
        return None
    return back_up(UserSession(user.store, user.staff, anybody), also=also)


def anybody(_work: Transaction, _right: Right) -> None:
    """A right that nobody is asked for: the program looks after the books by itself."""


def described(copy: Path, also: tuple[Check, ...] = ()) -> Manifest:
    """The manifest of a copy; refuses one that is not sound (its documents are looked at where they lie)."""
    if why := backup.unsound(copy):
        raise BackupNotWhole(str(copy), why)
    store = open_books(copy)
    try:
        with store.reading() as tx:
            refuse_incomplete()
            found = (each for part in (*IN_A_COPY, *also) for each in found_by(part, tx))
            for finding in (each for each in found if each.damage):
                raise BackupNotWhole(str(copy), f"{finding.part} {finding.where}: {finding.why}")
            seq, head = chain.head(tx)
            rows, books = rows_by_table(tx), chain.first_seal(tx)
        revision = revision_of(store.engine)
    finally:
        store.close()
    return Manifest(
        "",
        backup.hash_of(copy),
        copy.stat().st_size,
        clock.now(),
        revision,
        rows,
        seq,
        head.hex(),
        books=books.hex(),
    )


def manifests(store: Store) -> list[tuple[Path, Manifest]]:
    """The backups of a store with what their manifests say, the latest first; one that is damaged is left out."""
    found = ((path, read_manifest(path)) for path in backup.backups_of(store))
    return [(path, told) for path, told in found if told]


def stored_backups(store: Store) -> list[dict[str, Any]]:
    """The same as plain values, each with its whole path."""
    return [told.plain() | {"file": str(path)} for path, told in manifests(store)]


def last_backup(store: Store) -> datetime | None:
    """When the latest backup was made; one that is dated ahead of the clock was made at some other moment."""
    moments = [made_at(path) for path in backup.backups_of(store)]
    return max((each for each in moments if each and each <= clock.now() + AHEAD), default=None)


def next_backup(store: Store) -> datetime | None:
    """From when on the program makes the next backup by itself; None where it makes none."""
    if store.path is None or store.protected:
        return None
    last = last_backup(store)
    return max(last + A_DAY, clock.now()) if last else clock.now()
