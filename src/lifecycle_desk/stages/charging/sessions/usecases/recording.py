"""Recording sessions from a file: each where it belongs, none twice, all or nothing, and nobody waits for it.

Rows are poured in short transactions into a batch that does not count; the last one lets it count. A batch that was
cut off before is swept away, one cut off after is told on.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import batched, repeat
from operator import attrgetter
from typing import Any

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.dealership.usecases.day import zone
from lifecycle_desk.figures.usecases.keeping import keep_marked
from lifecycle_desk.stages.charging.sessions.rules.known import Known, Token
from lifecycle_desk.stages.charging.sessions.rules.sessions import BeforeTheVehicle, oddities
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.tables.chunks import Chunk, Part, parts_of
from lifecycle_desk.stages.charging.sessions.tables.packing import Packed
from lifecycle_desk.stages.charging.sessions.tables.sessions import pour_sessions
from lifecycle_desk.stages.charging.sessions.usecases.batch_events import Share, tell_owed, tell_some
from lifecycle_desk.stages.charging.sessions.usecases.deciding import CHANGED, Became, Cars, Decision, decide
from lifecycle_desk.stages.charging.sessions.usecases.plausible import Plausible
from lifecycle_desk.stages.charging.sessions.usecases.viewing import A_DAY, view
from lifecycle_desk.store.slices import within_slice
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.recording import closed

BETWEEN_LOOKS = 2_000  # rows that are poured between two looks whether somebody waits: some 20 ms
POURED_FOR = 0.2  # seconds: a chunk is one transaction as a rule, since shorter ones write pages of an index twice
TOLD_AT_ONCE = 15  # lives told in the transaction by which a file counts: some 40 ms
SESSIONS_AT_ONCE = 4_000  # and sessions of them, from all of which figures are counted anew
READ_AHEAD = 50  # lives that are read before the transaction that tells them: more than a slice takes in
SWEPT_AT_ONCE = 500
PATIENCE = timedelta(minutes=10)  # a batch without a sign of life for so long is no longer being poured
MOST_NOTES = 50
MOST_REFUSED = 50_000  # each is told with its line, its field and a sentence: more take longer than anybody waits
MOST_SHARED = 1_000  # objections that rows of one file share
DRY = -1  # the batch of a dry run, which no row has

_LINE = attrgetter("line")  # sessions of a chunk stand car by car

type Heard = Callable[[Packed, Decision, Sequence[Known]], object]


@dataclass(frozen=True)
class Telling:
    """A file of sessions, as it is to be taken in; `chunks` settles its rows by cars, each is one transaction.

    `vin` is whose all of them are, `names` whose car each name of the source is. `heard` is told what becomes of each
    session, and what was known of it before; in a dry run an earlier line of the file is known by its number below 0.
    """

    kind: str
    file: str
    chunks: Callable[[Cars], Iterable[Chunk]]
    vin: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    expected: int = 0
    dry_run: bool = False
    skip_refused: bool = False
    heard: Heard | None = None


# Another import of the same sessions began to count while this one was on its way: neither saw the other.
BroughtMeanwhile = objection(
    "BroughtMeanwhile",
    N_("Somebody else has imported some of these sessions in the meantime. Please import the file again."),
)
TooManyRefused = objection(
    "TooManyRefused",
    N_("More than %(most)s rows were rejected, up to line %(line)s. The file is damaged, or of another type."),
    most=int,
    line=int,
)


@dataclass(frozen=True)
class Recording:
    """The outcome of a file, and the batch by which it can be undone; None where nothing was written."""

    taken: Taken
    batch: int | None


def record(user: UserSession, telling: Telling, taken: Taken) -> Steps[Result[Recording]]:
    """Take in the sessions of a file; `taken` holds how it was read, and gets what became of its rows."""
    finish(user)
    pouring = _Pouring(user, telling, taken)
    try:
        for chunk in telling.chunks(
            pouring.cars
        ):  # the next one is read before the next transaction: others save meanwhile
            pouring.put(chunk)
            yield Step(chunk.at, telling.expected)
        pouring.decide()
    finally:
        pouring.leave_nothing()
    yield from tell_on(user)
    return Result(Recording(taken, pouring.batch), tuple(pouring.notes.values()))


def finish(user: UserSession) -> None:
    """Finish what imports left that were cut off: take away what never counted, tell what does."""
    with user.store.reading() as tx:
        dead = batch_rows.dead(tx, PATIENCE)
    for batch in dead:
        _sweep(user, batch)
    for _ in tell_on(user):
        pass


def _sweep(user: UserSession, batch: int) -> None:
    gone = False
    while not gone:
        with user.store.writing(user.staff) as tx:
            for _ in within_slice(tx, repeat(None)):
                gone = batch_rows.sweep(tx, batch, SWEPT_AT_ONCE)
                if gone:
                    break
        user.store.give_way()


def tell_on(user: UserSession, expected: int = 0) -> Iterator[Step]:
    """Tell the lives that are yet to be told, in transactions short enough for others to save between."""
    done = 0
    while True:
        with user.store.reading() as tx:
            ahead = batch_rows.untold(tx, READ_AHEAD)
        if not ahead:
            return
        with user.writing() as tx:
            for each in within_slice(tx, ahead):
                done += tell_owed(tx, each)
                keep_marked(tx)  # now: at the end of the transaction it would be beside its time
        yield Step(done, expected)
        user.store.give_way()


class _Pouring:
    """An import on its way: what it has written so far, and what each vehicle's life will be told."""

    def __init__(self, user: UserSession, telling: Telling, taken: Taken) -> None:
        self._user, self._telling, self._taken = user, telling, taken
        self.notes: dict[tuple[str, str], Objection] = {}
        self.batch: int | None = None
        self._pending: int | None = None
        self._beside: list[int] = []  # other imports that were on their way when this one began
        self._poured = 0
        self._shares: dict[str, Share] = {}
        self._looks = Plausible()
        self._seen: dict[int, Known] = {}  # of a dry run, whose rows cannot be asked for
        self._arrived: dict[str, date | None] = {}
        self._whys: dict[tuple[str, str], Objection] = {}
        with user.store.reading() as tx:
            tx.by = user.staff
            user.authorise(tx, IMPORT)
            tokens = [each for each in batch_rows.learnt(tx) if each.source == telling.kind]
            self._zone = zone(tx)
        self.cars = Cars(telling.vin, telling.names, tokens, self._known_vins, self._zone.key)

    def put(self, chunk: Chunk) -> None:
        """Take some rows more, in one transaction."""
        self._taken.rows += chunk.rows
        for each in chunk.left_out:
            self._taken.left_out[each.reason] = self._taken.left_out.get(each.reason, 0) + 1
        self._taken.refused += (replace(each, why=self._shared(each.why)) for each in chunk.refused)
        if len(self._taken.refused) > MOST_REFUSED:
            raise TooManyRefused(MOST_REFUSED, chunk.refused[-1].line)
        if not chunk.read:
            return
        batch = DRY if self._telling.dry_run else self._begun()
        with self._user.store.reading() as tx:  # writing keeps others from saving, so all else is done before
            known = self._known(tx, chunk.read, batch)
            behind = len(self._taken.refused)
            read = self._plausible(tx, self._without_closed(tx, chunk.read, known), known)
            self._taken.refused[behind:] = sorted(self._taken.refused[behind:], key=_LINE)
            fresh, instead = self._sorted_out(read, known)
            all_new = not known and len(fresh) == len(chunk.read)
            self._belong(tx, chunk.parts if all_new else parts_of(fresh))
        if batch == DRY:
            self._seen |= {row.print: known[row.print][-1] for row in read}
        else:
            self._write(batch, fresh, instead, chunk.same)

    def _begun(self) -> int:
        """The batch that is poured."""
        if self._pending is None:
            with self._user.store.writing(self._user.staff) as tx:
                self._beside = batch_rows.poured(tx)
                self._pending = batch_rows.begin(tx, self._telling.kind, self._telling.file)
        return self._pending

    def _write(
        self, batch: int, fresh: Sequence[Packed], instead: Mapping[str, Sequence[int]], same: Mapping[str, Any]
    ) -> None:
        """Pour what is new, in one transaction unless somebody waits to save meanwhile."""
        numbers: list[int] = []
        coming = batched(fresh, BETWEEN_LOOKS)
        while True:
            with self._user.store.writing(self._user.staff) as tx:
                batch_rows.still_alive(tx, batch)
                number = batch_rows.next_number(tx)
                for some in within_slice(tx, coming, POURED_FOR):
                    pour_sessions(tx, batch, number, some, same)
                    numbers += range(number, number + len(some))
                    number += len(some)
                if len(numbers) == len(fresh):
                    for why, places in instead.items():
                        batch_rows.replace(tx, [at if at >= 0 else numbers[-1 - at] for at in places], batch, why)
                    break
        self._poured += len(fresh)

    def _shared(self, why: Objection) -> Objection:
        """The one objection for all rows that are refused alike: each holds what it was raised from, up to 2 kB."""
        alike = f"{why.rule} {why.at}", repr(why.facts)
        if alike not in self._whys and len(self._whys) < MOST_SHARED:
            self._whys[alike] = why
        return self._whys.get(alike, why).with_traceback(None)

    def _known_vins(self, names: Sequence[str]) -> Collection[str]:
        with self._user.store.reading() as tx:
            return life.known(tx, list(names))

    def _without_closed(
        self, tx: Transaction, rows: Sequence[Packed], known: Mapping[int, Sequence[Known]]
    ) -> Sequence[Packed]:
        """The rows without those that would tell something new of a vehicle whose life is closed: these are refused."""
        if not (all_closed := life.closed(tx)):
            return rows
        concerned = {row.vin for row in rows} | {each.vin for beside in known.values() for each in beside}
        ended = {vin: closed(tx, vin) for vin in all_closed & {vin for vin in concerned if vin}}
        if not ended:
            return rows
        alive = []
        for row in rows:
            decision = decide(row.vin, row.content, known.get(row.print, ()))
            why = ended.get(decision.vin or "") if decision.became is not Became.KNOWN else None
            if why:
                self._taken.refused.append(Refused(row.line, None, self._shared(why)))
            else:
                alive.append(row)
        return alive

    def _plausible(
        self, tx: Transaction, rows: Sequence[Packed], known: Mapping[int, Sequence[Known]]
    ) -> Sequence[Packed]:
        """The rows without those that cannot be of their cars, which are refused; what is odd is noted."""

        def is_known(row: Packed) -> bool:
            return decide(row.vin, row.content, known.get(row.print, ())).became is Became.KNOWN

        good, against, odd = self._looks.sorted_out(tx, rows, is_known)
        for row, why in against:
            self._taken.refused.append(Refused(row.line, None, self._shared(why)))
        for vin, each in odd:
            self._note(vin, each)
        return good

    def _sorted_out(
        self, rows: Sequence[Packed], known: dict[int, list[Known]]
    ) -> tuple[list[Packed], dict[str, list[int]]]:
        """Which sessions are to be written, and in place of which numbers they stand, by why.

        One of them that another one replaces has no number yet: the first of them is -1, the second -2. In a dry run,
        where none ever has, it is the line with a minus.
        """
        closely = self._closely(rows, known)
        fresh = [each for each in rows if each.print not in closely] if closely else [*rows]
        waiting = [each.vin for each in fresh].count(None)
        self._taken.new += len(fresh) - waiting
        self._taken.unmatched += waiting
        instead: dict[str, list[int]] = {}
        for row in sorted((each for each in rows if each.print in closely), key=_LINE) if closely else ():
            beside = known.setdefault(row.print, [])
            decision = self._decided(row, beside)
            if decision.became is Became.KNOWN:
                continue
            if decision.instead:
                instead.setdefault(decision.why, []).append(decision.instead.number)
            row.vin = decision.vin
            place = -row.line if self._telling.dry_run else -1 - len(fresh)
            beside.append(Known(row.content, place, row.vin, None))
            fresh.append(row)
        return fresh, instead

    def _closely(self, rows: Sequence[Packed], known: Mapping[int, object]) -> frozenset[int]:
        """Which sessions have to be looked at beside others: of a long file nearly all are new, and told once."""
        prints = [each.print for each in rows]
        if self._telling.dry_run or self._telling.heard:
            return frozenset(prints)
        if len(set(prints)) == len(prints):
            return frozenset(known)
        return frozenset(known).union(each for each, times in Counter(prints).items() if times > 1)

    def _known(self, tx: Transaction, rows: Sequence[Packed], batch: int) -> dict[int, list[Known]]:
        """The stored rows of some sessions; in a dry run, this file's own earlier statements stand last."""
        known = batch_rows.known(tx, [(each.key, each.print) for each in rows], batch)
        for each in self._seen.keys() & {row.print for row in rows} if self._seen else ():
            before = [replace(one, gone=one.gone or CHANGED) for one in known.get(each, ())]
            known[each] = [*before, self._seen[each]]
        return known

    def _decided(self, row: Packed, beside: list[Known]) -> Decision:
        """The outcome of a session beside its known rows; the row that it replaces is put out there."""
        decision = decide(row.vin, row.content, beside)
        self._count(decision.became)
        if self._telling.heard:
            self._telling.heard(row, decision, beside)
        if before := decision.instead:
            beside[beside.index(before)] = replace(before, gone=decision.why)
            if before.vin:
                self._share(before.vin).replaced += 1
        return decision

    def _count(self, became: Became) -> None:
        setattr(self._taken, became.value, getattr(self._taken, became.value) + 1)

    def _share(self, vin: str) -> Share:
        return self._shares.setdefault(vin, Share())

    def _belong(self, tx: Transaction, parts: Mapping[str, Part]) -> None:
        """Gather what each vehicle's life will be told, and note what is odd, once for each vehicle and rule."""
        for vin, part in parts.items():
            self._share(vin).add(part)
            self._note(vin, *oddities(part.odd))
            if vin not in self._arrived:
                self._arrived[vin] = life.figures(tx, vin)[0].arrived_on
            arrived = self._arrived[vin]
            if arrived and part.first.day_in(self._zone) < arrived:
                self._note(vin, BeforeTheVehicle())

    def _note(self, vin: str, *odd: Objection) -> None:
        for each in odd:
            if len(self.notes) < MOST_NOTES:
                self.notes.setdefault((each.rule, vin), each)

    def decide(self) -> None:
        """The last transaction: from here on the file counts, whole, or nothing of it does."""
        self._taken.written = not self._telling.dry_run and (self._telling.skip_refused or not self._taken.refused)
        if self._pending is None or not self._poured or not self._taken.written:
            return
        with self._user.store.writing(self._user.staff) as tx:
            self._user.authorise(tx, IMPORT)
            if batch_rows.is_met(tx, self._pending, self._beside):
                raise BroughtMeanwhile
            for name, vin in self._telling.names.items():
                batch_rows.learn(tx, self._pending, Token(self._telling.kind, name, vin, until=self._until(tx, vin)))
            told = {
                vin: share.recorded(self._pending, self._telling.kind, zone(tx)) for vin, share in self._shares.items()
            }
            batch_rows.tell_later(tx, self._pending, told)
            if len(told) <= TOLD_AT_ONCE and batch_rows.size(tx, self._pending) <= SESSIONS_AT_ONCE:
                tell_some(tx, TOLD_AT_ONCE)
            batch_rows.count(tx, self._pending)
        self.batch, self._pending = self._pending, None

    def _until(self, tx: Transaction, vin: str) -> date | None:
        """The last day of a name that is learnt: one told only of the time of an earlier owner was that owner's."""
        changed_on, share = view(tx, vin).changed_on, self._shares.get(vin)
        if changed_on is None or share is None or share.last is None or share.last.day_in(zone(tx)) >= changed_on:
            return None
        return changed_on - A_DAY

    def leave_nothing(self) -> None:
        """Take away what was poured and shall not count."""
        if self._pending is not None:
            _sweep(self._user, self._pending)
            self._pending = None
