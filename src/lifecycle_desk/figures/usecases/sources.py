"""Sources of figures: the things of a room that contribute, which of them an event changes, and what each contributes.

A room offers its sources in `room.py` beside the figures that are read from them. To make a figure of what no source
knows yet, a room writes one function from a thing to its contributions, and names it in a `Source`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import Row

from lifecycle_desk.commands import presence
from lifecycle_desk.commands.room import Room
from lifecycle_desk.figures.rules.figure import Contribution, Figure, Section
from lifecycle_desk.figures.rules.readings import SumRow
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent, effective_events
from lifecycle_desk.vehicle.tables import life as life_rows


@dataclass
class CarOf:
    """The car of a thing, with its row and, once somebody asks, the events of its life that count."""

    tx: Transaction
    vin: str
    row: Row[Any] = field(init=False)

    def __post_init__(self) -> None:
        """Read the row, which a transaction that has just told of the car knows."""
        self.row = life_rows.row(self.tx, self.vin)

    @cached_property
    def life(self) -> list[RecordedEvent]:
        """The events that count, by day."""
        return effective_events(life_rows.told(self.tx, self.vin))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Things of one kind, each of one car, known by a key.

    `changed_by` gives the keys of what an event changes, `of_car` those of all that a car has, `contributes` what a
    thing contributes as it stands. `version` is raised when these rules change: then all is counted anew. A car that
    is not settled, since something has yet to be told of it, is not compared meanwhile.
    """

    name: str
    version: int = 1
    changed_by: Callable[[Event], Iterable[str]]
    of_car: Callable[[Transaction, str], Iterable[str]]
    contributes: Callable[[CarOf, str], Iterable[Contribution]]
    is_settled: Callable[[Transaction, str], bool] = lambda _tx, _vin: True

    def thing(self, key: str) -> str:
        """The name of a thing among those of all sources."""
        return f"{self.name} {key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """A measure that is never kept, since no event makes it: it follows from hours and calendars when it is read.

    `supplies` is given the first and the last month, and the groups are those of the technician.
    """

    measure: str
    supplies: Callable[[Transaction, int, int], Iterable[SumRow]]


def of_life(
    name: str,
    changes: Callable[[Event], bool],
    contributes: Callable[[list[RecordedEvent]], Iterable[Contribution]],
    version: int = 1,
) -> Source:
    """A source whose things are cars: what one contributes follows from the events of its life that count."""

    def changed_by(event: Event) -> Iterator[str]:
        if event.vin and (event.corrects is not None or changes(event)):
            yield event.vin

    return Source(
        name=name,
        version=version,
        changed_by=changed_by,
        of_car=lambda _tx, vin: (vin,),
        contributes=lambda car, _key: contributes(car.life),
    )


def sources() -> tuple[Source, ...]:
    """The sources of all rooms; the same tuple for as long as these are the same."""
    return _sources(presence.rooms())


def supplies() -> tuple[Supply, ...]:
    """What is supplied when it is read."""
    return tuple(each for each in _offered(presence.rooms()) if isinstance(each, Supply))


def all_figures() -> tuple[Figure, ...]:
    """The figures of all rooms, section by section."""
    return _figures(presence.rooms())


@lru_cache(maxsize=2)  # asked at each event
def _offered(rooms: tuple[Room, ...]) -> tuple[Source | Supply, ...]:
    return tuple(each for room in rooms for each in room.offered("sources"))


@lru_cache(maxsize=2)
def _sources(rooms: tuple[Room, ...]) -> tuple[Source, ...]:
    return tuple(each for each in _offered(rooms) if isinstance(each, Source))


@lru_cache(maxsize=2)
def _figures(rooms: tuple[Room, ...]) -> tuple[Figure, ...]:
    found = [each for room in rooms for each in room.offered("figures")]
    places = list(Section)
    return tuple(sorted(found, key=lambda each: places.index(each.section)))
