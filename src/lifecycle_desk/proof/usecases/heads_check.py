"""Comparing the chain with every signed head that can be found: they reveal a tail that was cut off or sealed anew.

A head counts by its own signature: altering the books does not alter signed heads. Entries that a restore took back
are no fault, since the restore is an event of its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.proof import tables as head_rows
from lifecycle_desk.proof.rules import witness
from lifecycle_desk.proof.usecases.heads import file_of_witness, known_heads, last_beside, last_of_witness, places
from lifecycle_desk.proof.usecases.key_chain import told_publics
from lifecycle_desk.proof.usecases.last_saved import missing
from lifecycle_desk.proof.usecases.put_back import is_taken_back, put_back
from lifecycle_desk.store import backup
from lifecycle_desk.store.last_saved import last_saved
from lifecycle_desk.store.manifests import Manifest, read_manifest
from lifecycle_desk.store.refusals import StoreProtected
from lifecycle_desk.store.store import Store, Transaction
from lifecycle_desk.store.under_lock import clock_off
from lifecycle_desk.trust.heads import Head
from lifecycle_desk.vehicle.rules import clock_jumps
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.tables import life as lives

type Disagreement = tuple[str, str]


@dataclass(slots=True)
class Compared:
    """The result of comparing: disagreements, by where they lie; remarks; the head that reaches furthest."""

    wrong: dict[str, Head] = field(default_factory=dict)
    told: list[Objection] = field(default_factory=list)
    covered: Head | None = None


def compared(tx: Transaction, more: Iterable[tuple[str, Head]] = ()) -> Compared:
    """Compare the chain with every head that can be found, and with `more` that somebody brought."""
    found, seals = Compared(), dict(chain.seals(tx))
    books = seals.get(1, b"")
    restores = put_back(tx)
    publics, strange = told_publics(tx), dict[str, int]()
    ours = {str(places(tx.store.path)[0]), "signed_head"} if tx.store.path else {"signed_head"}
    good: list[Head] = []
    for place, head in (*known_heads(tx), *more):
        if seals.get(head.seq) == head.seal:
            if place != "signed_head" or tx.is_at_server:  # what lies in the file goes with it
                good.append(head)
        elif is_taken_back(restores, head.seq, head.at) or _saved_meanwhile(tx, seals, head.seq, head.seal):
            continue
        elif head.books != books and place not in ours and head.public not in publics:
            strange[place] = strange.get(place, 0) + 1
        elif head.holds and (place not in found.wrong or head.seq < found.wrong[place].seq):
            found.wrong[place] = head
    found.told += [witness.HeadsOfOthers(n, place) for place, n in strange.items()]
    trusted = (each for each in sorted(good, key=lambda head: -head.seq) if each.public in publics and each.holds)
    found.covered = next(trusted, None)
    return found


def _saved_meanwhile(tx: Transaction, seals: Mapping[int, bytes], seq: int, seal: bytes) -> bool:
    """Whether an event that this look at the books cannot know was saved, by another program, since the look began."""
    if seq <= max(seals, default=0):
        return False
    with tx.store.reading() as now:
        return chain.seal_of(now, seq) == seal


def disagreements(found: Compared) -> Iterator[Disagreement]:
    """Where and why, for a finding each."""
    for place, head in found.wrong.items():
        yield place, _otherwise(f"a head signed at {head.at:{witness.MOMENT}} names", head.seq)


def _otherwise(who: str, seq: int) -> str:
    return f"{who} event {seq}, and these books do not have it so: the last events were cut off, or sealed anew"


def wrong_manifests(tx: Transaction) -> Iterator[Disagreement | Objection]:
    """Manifests of the backups beside the store that disagree with the chain, and those that say nothing."""
    store = tx.store.path
    if store is None:
        return
    seals, restores = dict(chain.seals(tx)), put_back(tx)
    aside = max(
        (moment for each in backup.set_aside(store) if (moment := backup.moment_aside(store, each))), default=None
    )
    for file in backup.backups(store):
        manifest = read_manifest(file)
        if manifest is None:
            yield witness.ManifestDamaged(file.name)
            continue
        seal = seals.get(manifest.events)
        if (seal.hex() if seal else None) == manifest.head or is_taken_back(
            restores, manifest.events, manifest.made_at
        ):
            continue
        if _saved_meanwhile(tx, seals, manifest.events, bytes.fromhex(manifest.head)):
            continue
        if not manifest.public and aside and manifest.made_at <= aside:
            yield witness.RestoredBefore(file.name)
            continue
        if manifest.books and manifest.books != seals.get(1, b"").hex() and not _ours(tx, manifest):
            yield witness.HeadsOfOthers(1, file.name)
            continue
        yield file.name, _otherwise(f"the backup of {manifest.made_at:{witness.MOMENT}} ends with", manifest.events)


def _ours(tx: Transaction, manifest: Manifest) -> bool:
    return bytes.fromhex(manifest.public) in told_publics(tx)


def reach(tx: Transaction, found: Compared) -> Iterator[Objection]:
    """How far the books are proved: by which head, what is not covered yet, and what no witness outside has."""
    seals = dict(chain.seals(tx))
    last = max(seals, default=0)
    covered = found.covered
    if covered:
        yield witness.SignedUpTo(covered.seq, covered.at)
    if last > (covered.seq if covered else 0):
        first = (covered.seq if covered else 0) + 1
        yield witness.NotCovered(last - first + 1, moment_of(tx, first))
    witnesses = head_rows.witnesses(tx)
    if not witnesses:
        yield witness.NoWitness()
    for each in witnesses:
        file = file_of_witness(Path(each.place), seals.get(1, b""))
        if not file.exists():
            yield witness.WitnessAway(each.place)
        elif (has := last_of_witness(tx, each)) and has[0] < last:
            yield witness.UnwitnessedSince(each.place, has[0], moment_of(tx, has[0] + 1))
    yield from (witness.RestoredSince(each.seq, each.at) for each in put_back(tx))


def moment_of(tx: Transaction, seq: int) -> datetime:
    """When an event was told; now where its moment cannot be read."""
    found = lives.event(tx, seq)
    return found[0].recorded_at if found and found[0].at else tx.at


def odd_clock(tx: Transaction) -> Iterator[Objection]:
    """Warnings about the clock and the moments of the books: the order goes by number alone."""
    back, before, first = 0, None, 0
    for seq, at in chain.stamps(tx):
        if before and at < before:
            back, first = back + 1, first or seq
        before = at
    if back:
        yield clock_jumps.ClockWentBack(back, first)
    if jumped := clock_jumped(tx):
        yield jumped


def odd_at_opening(store: Store) -> tuple[Objection, ...]:
    """Warnings at the opening of a store: entries that are missing, a clock that jumped."""
    saved = last_saved(store.path)  # before the books: somebody may save in between
    with store.reading() as tx:
        missed = tail_missing(tx) or missing(tx, saved)
        protected = StoreProtected(store.where) if store.protected else None
        odd = clock_off(tx.connection) or clock_jumped(tx)
        return tuple(each for each in (protected, missed, odd) if each)


def tail_missing(tx: Transaction) -> Objection | None:
    """The objection of the last head beside a store against it: checked at each opening, by one line and one row."""
    head = last_beside(tx.store)
    if head is None or chain.seal_of(tx, head.seq) == head.seal or is_taken_back(put_back(tx), head.seq, head.at):
        return None
    return witness.TailMissing(head.seq, head.at) if head.holds else None


def clock_jumped(tx: Transaction) -> Objection | None:
    """Whether the clock stands before the last entry, or long after it, as after a long rest."""
    found = chain.last_stamp(tx)
    if found is None:
        return None
    seq, at = found
    if at - tx.at > lives.A_DAY:
        return clock_jumps.ClockBehind(tx.at, seq, at)
    return clock_jumps.ClockAhead(tx.at, at) if tx.at - at > lives.A_LONG_TIME else None
