"""Folding: a life as people think of it, one row for all that belongs together.

A room says of each of its kinds of events to what it belongs (`teach`), how such a row is told (`tell`), and what
happened, where an entry inside a row must not name again what the row is about (`happened`). What corrects another
event stands in the row of what it corrects.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.vehicle.rules.facts import CorrectionTold, ElsewhereTold
from lifecycle_desk.vehicle.rules.life import (
    ELSEWHERE,
    Part,
    RecordedEvent,
    VehicleEvent,
    as_recorded,
    effective_events,
)
from lifecycle_desk.vehicle.rules.resting import TAKES_BACK
from lifecycle_desk.vehicle.rules.wording import Names, Worded, worded

UNDONE = "undone"  # the reason of what is undone at once, by a key; it has none of its own


class Group(NamedTuple):
    """What events belong to: of which kind it is ("visit"), and which of them ("RO-2026-0031")."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Belonging:
    """To what an event belongs; of those that count, the one that `leads` most, then the latest, stands for all.

    `on` is the day by which the row stands, where that is not the day of the event that leads.
    """

    group: Group
    leads: int = 0
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a room says of a group from its own rows, whether events belong to it or not: a month of charging."""

    group: Group
    part: Part
    on: date
    words: Worded
    paid: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class LifeRow:
    """One row of a life: the event that stands for it, and by day what is inside; without events, its summary alone."""

    on: date
    head: RecordedEvent | None
    inside: tuple[RecordedEvent, ...] = ()
    group: Group | None = None
    summary: Summary | None = None

    @property
    def key(self) -> Hashable:
        """What tells it from all other rows of its life."""
        return self.group or (self.head.seq if self.head else None)

    @property
    def events(self) -> tuple[RecordedEvent, ...]:
        """All of its events, the one that stands for it first."""
        return (self.head, *self.inside) if self.head else self.inside

    @property
    def parts(self) -> frozenset[Part]:
        """The parts of life that it belongs to."""
        own = {self.summary.part} if self.summary else set()
        return frozenset(own | {each.part for each in self.events})


type Belongs = Callable[[RecordedEvent], Belonging | None]
type Tells = Callable[[LifeRow, Names], Worded]
type Happens = str | Callable[[RecordedEvent], Said]

_BELONGS: dict[str, Belongs] = {}
_TELLS: dict[str, Tells] = {}
_HAPPENED: dict[str, Happens] = {}


def teach(belongs: Mapping[str, Belongs]) -> None:
    """Say to what the kinds of events of a room belong."""
    _BELONGS.update(belongs)


def tell(kind: str, tells: Tells) -> None:
    """Say how rows of a kind are told; others are told as the event that stands for them."""
    _TELLS[kind] = tells


def happened(titles: Mapping[str, Happens]) -> None:
    """Say what happened at the events of a room, for the row of what they belong to: "Booked" inside an order."""
    _HAPPENED.update(titles)


def by_fact(kind: str, fact: str, leads: int = 0) -> Belongs:
    """An event belongs to what one of its facts names, where it names anything."""

    def belongs(told: RecordedEvent) -> Belonging | None:
        name = told.facts.get(fact)
        return Belonging(Group(kind, str(name)), leads) if name else None

    return belongs


def row_worded(row: LifeRow, names: Names) -> Worded:
    """How a row is told while what is inside is not seen."""
    if row.summary:
        return row.summary.words
    tells = _TELLS.get(row.group.kind) if row.group else None
    if tells and row.head and row.head.kind != ELSEWHERE:
        return tells(row, names)
    return worded(row.events[0], names)


def inside_worded(row: LifeRow, told: RecordedEvent, names: Names) -> Worded:
    """How an entry is told inside its row: what happened, without what the row itself says or the title already says.

    The rule is the same for all kinds: what names the group goes, what the row tells goes, and a chip whose word stands
    in the title or the detail goes.
    """
    words, about = worded(told, names), row_worded(row, names)
    own = as_recorded(told)
    title = _title(_HAPPENED[own.kind], own) if own.kind in _HAPPENED else words.title
    if own.kind == VehicleEvent.TAKEN_BACK and row.head and row.head.seq > told.seq and row.head.kind != own.kind:
        title = Said(C_("event", "Corrected"))  # what was meant was told at once, and stands for the row
    told_above = (*about.detail, *(() if row.group is None else (about.title,)))
    detail = tuple(each for each in words.detail if each not in told_above and not _names(each, row.group))
    chip = None if words.state and _says((title, *detail), words.state[0]) else words.state
    return replace(words, title=title, detail=detail, state=chip)


def _title(happens: Happens, told: RecordedEvent) -> Said:
    return Said(happens) if isinstance(happens, str) else happens(told)


def _names(piece: Piece, group: Group | None) -> bool:
    """Whether a piece only names what the row is about: "Repair order RO-2026-0012"; another dealer's has a prefix."""
    own = group and group.name.rpartition("/")[2]
    return isinstance(piece, Said) and own is not None and [*piece.facts.values()] == [own]


def _says(pieces: Iterable[Piece], word: str) -> bool:
    said = [each for each in pieces if isinstance(each, Said)]
    terms = {each.label for one in said for each in one.facts.values() if isinstance(each, LabeledEnum)}
    return word in terms | {each.message for each in said}


def belonging(told: RecordedEvent) -> Belonging | None:
    """To what an event belongs; numbers of another dealer are told apart from one's own."""
    own = as_recorded(told)
    belongs = _BELONGS.get(own.kind)
    found = belongs(own) if belongs else None
    if found is None or told.kind != ELSEWHERE:
        return found
    name = f"{told.facts_as(ElsewhereTold).key}/{found.group.name}"
    return Belonging(Group(found.group.kind, name), found.leads, found.on)


def fold(events: Iterable[RecordedEvent], summaries: Iterable[Summary] = ()) -> tuple[LifeRow, ...]:
    """The rows of a life, by day: each event stands in exactly one of them, and each summary in that of its group."""
    told = sorted(events, key=lambda each: each.seq)
    counting = {each.seq for each in effective_events(told)}
    roots = _roots(told)
    gathered: dict[Hashable, list[RecordedEvent]] = {}
    for each in told:
        root = roots[each.seq]
        found = belonging(root)
        gathered.setdefault(found.group if found else root.seq, []).append(each)
    of_groups: dict[Hashable, Summary] = {each.group: each for each in summaries}
    rows = [_row(key, some, counting, of_groups.pop(key, None)) for key, some in gathered.items()]
    rows += [LifeRow(each.on, None, (), each.group, each) for each in of_groups.values()]
    return tuple(sorted(rows, key=lambda row: (row.on, row.head.seq if row.head else 0)))


def _roots(told: Sequence[RecordedEvent]) -> dict[int, RecordedEvent]:
    """The entry with which each began: of what corrects another, or tells it anew, that which was told first."""
    roots: dict[int, RecordedEvent] = {}
    before: RecordedEvent | None = None
    by_seq = {each.seq: each for each in told}
    for each in told:
        corrected = roots.get(each.corrects or 0)
        anew = before is not None and _tells_anew(by_seq, before, each)
        roots[each.seq] = corrected or (roots[before.seq] if before and anew else each)
        before = each
    return roots


def _tells_anew(by_seq: Mapping[int, RecordedEvent], before: RecordedEvent, each: RecordedEvent) -> bool:
    """Whether an entry is what was meant instead of one that was taken back just before it, at one go."""
    gone = by_seq.get(before.corrects or 0)
    if gone is None or before.kind != VehicleEvent.TAKEN_BACK or each.corrects is not None:
        return False
    at_once = (each.kind, each.at, each.by) == (gone.kind, before.at, before.by) and bool(each.at)
    return at_once and before.facts_as(CorrectionTold).why != UNDONE


def _row(key: Hashable, events: Sequence[RecordedEvent], counting: Collection[int], summary: Summary | None) -> LifeRow:
    """Events that belong together as a row: what counts stands for them, else what counted once."""
    telling = [each for each in events if as_recorded(each).kind not in TAKES_BACK] or list(events)
    standing = [each for each in telling if each.seq in counting] or telling[:1]
    head = max(standing, key=lambda each: (_leads(each), each.on, each.seq))
    inside = tuple(sorted((each for each in events if each is not head), key=lambda each: (each.on, each.seq)))
    found = belonging(head)
    on = summary.on if summary else (found and found.on) or head.on
    return LifeRow(on, head, inside, key if isinstance(key, Group) else None, summary)


def _leads(told: RecordedEvent) -> int:
    found = belonging(told)
    return found.leads if found else 0
