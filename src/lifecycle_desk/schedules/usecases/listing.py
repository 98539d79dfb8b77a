"""Maintenance schedules as they are listed: by kind, and those that some letters find."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from lifecycle_desk.base.folding import folded
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.schedules.rules import ScheduleKind
from lifecycle_desk.schedules.usecases.part_names import name_tables, names_of
from lifecycle_desk.schedules.usecases.schedules import ScheduleSummary, schedules_known

KINDS = (ScheduleKind.OWN, ScheduleKind.MAKER, ScheduleKind.RULE_OF_THUMB)


def key_of(line: ScheduleSummary) -> int:
    """The number by which a list knows a version of a schedule: the same as long as it is the same."""
    named = f"{line.schedule.id} {line.schedule.valid_from}"
    return int.from_bytes(sha256(named.encode()).digest()[:7])


class Schedules:
    """The list of schedules, the dealer's own first, rules of thumb last; each version for itself."""

    own_tables = frozenset({"maintenance_schedule", "vehicle_due"})

    def __init__(self, user: UserSession, kind: ScheduleKind | None = None, text: str = "") -> None:
        self.user, self.kind, self.text = user, kind, folded(text.strip())

    @property
    def tables(self) -> frozenset[str]:
        """The tables that a row shows something of."""
        return self.own_tables | name_tables()

    def keys(self, first: int | None = None) -> "array[int]":
        """The keys of all schedules of the list, or of the first ones."""
        return array("q", [key_of(each) for each in self._found()][:first])

    def rows(self, keys: Sequence[int]) -> dict[int, ScheduleSummary]:
        """Some of them."""
        wanted = {*keys}
        found = {key: each for each in schedules_known(self.user) if (key := key_of(each)) in wanted}
        with self.user.store.reading() as tx:
            parts = (part for each in found.values() for item in each.schedule.items for part in item.parts)
            names = names_of(tx, parts)
        return {key: replace(each, names=names) for key, each in found.items()} if names else found

    def _found(self) -> Iterator[ScheduleSummary]:
        for line in sorted(schedules_known(self.user), key=lambda each: KINDS.index(each.schedule.kind)):
            schedule = line.schedule
            said = (schedule.title, *schedule.brands, *schedule.models, *schedule.markets)
            if self.kind in {None, schedule.kind} and self.text in folded(" ".join(said)):
                yield line


def schedule_counts(user: UserSession) -> tuple[Mapping[ScheduleKind, int], int]:
    """How many schedules there are of each kind, and in all."""
    kinds = [each.schedule.kind for each in schedules_known(user)]
    return {kind: kinds.count(kind) for kind in ScheduleKind}, len(kinds)
