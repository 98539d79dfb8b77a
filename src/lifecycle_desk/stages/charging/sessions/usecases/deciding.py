"""Deciding what becomes of a session that comes in: whose it is, and whether the books have it already."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from zoneinfo import ZoneInfo

from lifecycle_desk.stages.charging.sessions.rules.known import Known, Token
from lifecycle_desk.stages.charging.sessions.tables.packing import BETWEEN, Packed

CHANGED, ASSIGNED, EDITED, SPLIT, MERGED, REMOVED = "changed", "assigned", "edited", "split", "merged", "removed"

VIN_LENGTH = 17


class Became(Enum):
    """The outcome of a row."""

    NEW = "new"
    KNOWN = "known"
    CHANGED = "changed"
    UNMATCHED = "unmatched"


@dataclass(frozen=True, slots=True)
class Decision:
    """A row's outcome, the row that it replaces and why, and its vehicle."""

    became: Became
    vin: str | None = None
    instead: Known | None = None
    why: str = ""


def decide(vin: str | None, content: int, known: Sequence[Known]) -> Decision:
    """The outcome of a session that says `content`, beside the rows that the books have of it, the oldest first.

    A session that waits in the inbox goes to its car as new. A known one is not told again: neither one that stands,
    nor
    one that was corrected since; so an old file changes nothing.
    """
    standing = next((each for each in reversed(known) if each.gone is None), None)
    if standing is None:
        if known:
            return Decision(Became.KNOWN)
        return Decision(Became.NEW if vin else Became.UNMATCHED, vin)
    if standing.vin is None and vin:
        return Decision(Became.NEW, vin, standing, ASSIGNED)
    if any(each.content == content for each in known):
        return Decision(Became.KNOWN)
    return Decision(Became.CHANGED, standing.vin, standing, CHANGED)


class Cars:
    """The car of a session: as the caller says, by what was learnt, or by a name that is itself a VIN.

    `known` tells which of some names are VINs of the books; it is asked once of each name. `zone` is the dealer's, in
    which a session of a source that tells UTC has its day.
    """

    def __init__(
        self,
        all_of: str | None,
        names: Mapping[str, str],
        tokens: Sequence[Token],
        known: Callable[[Sequence[str]], Collection[str]],
        zone: str = "UTC",
    ) -> None:
        self.told = all_of, names, tokens, zone
        self._zone = ZoneInfo(zone)
        self.known = known
        self._all_of = all_of
        self._names = {name.casefold(): vin for name, vin in names.items()}
        self._tokens: dict[str, list[Token]] = {}
        for each in reversed(tokens):
            self._tokens.setdefault(each.name.casefold(), []).append(each)
        self._vins: set[str] = set()
        self._met: set[str] = set()
        self._always: dict[str, str | None] = {}  # whose car it is on any day, by all its names as they are packed

    def settle(self, rows: Sequence[Packed]) -> None:
        """Say of some sessions whose they are."""
        self._meet(rows)
        for each in rows:
            each.settle(self._of(each))

    def _meet(self, rows: Sequence[Packed]) -> None:
        """Which names of cars are VINs of the books themselves."""
        fresh = {each.whose for each in rows} - self._met
        self._met |= fresh
        names = sorted({name for whose in fresh for name in whose.split(BETWEEN) if len(name) == VIN_LENGTH})
        if names and not self._all_of:
            self._vins |= set(self.known(names))

    def _of(self, session: Packed) -> str | None:
        """The VIN, or None where nobody knows."""
        if self._all_of:
            return self._all_of
        whose = session.whose
        if whose in self._always:
            return self._always[whose]
        names = whose.split(BETWEEN)
        found = next(filter(None, (self._named(name, session) for name in names)), None)
        if not any(name.casefold() in self._tokens for name in names):
            self._always[whose] = found
        return found

    def _named(self, name: str, session: Packed) -> str | None:
        if said := self._names.get(name.casefold()):
            return said
        if learnt := self._tokens.get(name.casefold()):
            on = session.day_in(self._zone)
            if holding := next((each.vin for each in learnt if each.holds(on)), None):
                return holding
        return name if name in self._vins else None
