"""Sessions packed: as plain numbers and texts, as they are kept and as they go from one process to another.

What tells packed sessions apart stands beside them: by what they are known again, what they say, what is sealed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import blake2b, sha256
from itertools import islice
from typing import Any

import msgspec
from msgspec.structs import astuple

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.stages.charging.rules.incoming import LeftOut
from lifecycle_desk.stages.charging.rules.sessions import (
    BROKEN,
    FIRST_YEAR,
    FULL,
    LONGEST_MORE,
    LONGEST_TEXT,
    MOST_MINOR,
    MOST_WH,
    NOWHERE,
    OWN_IDS,
    WARMEST,
    Current,
    Place,
    Session,
    oddness,
)

BETWEEN = "\t"  # the names of a car, the parts of a place
PERSONAL_PARTS = 3  # whose, place and more stand last in a row's columns
AT_ONCE = 8_000  # rows of one chunk, which is one transaction: some 50 ms; 1,000 write every page of an index anew
_MINUTE, EARLIEST = 60, f"{FIRST_YEAR}"
_ENCODED = msgspec.json.Encoder().encode

type Columns = tuple[Any, ...]


class Packed(msgspec.Struct, array_like=True, gc=False):
    """A row that is understood: its session as it is written, and its physical line (or record, from 1).

    The columns of the store's own row come first, in its order. Moments are in UTC, `offset` is the minutes by which
    its source's clock was ahead, BETWEEN parts names and places; `content` stands for everything that it says. Whose it
    is, and with that the `print` that it is known by, is not read but settled. `sealed` is canonical JSON of all but
    the words that concern people; `odd` names what is odd about it, as `oddness` does.
    """

    vin: str | None
    source: str
    key: str
    print: int
    content: int
    started_at: str
    offset: int
    ended_at: str | None
    meter_wh: int | None
    battery_wh: int | None
    current: str | None
    soc_start: int | None
    soc_end: int | None
    soc_step: int
    cost: int | None
    currency: str | None
    odometer: int | None
    odometer_unit: str | None
    temperature: int | None
    most_watts: int | None
    credits: str | None
    whose: str
    place: str
    more: str
    line: int
    sealed: bytes
    odd: int

    @property
    def session(self) -> Session:
        """The session, as the store would give it back."""
        begun, offset, ended, *rest = astuple(self)[_FIRST:_BEHIND]
        at, until = datetime.fromisoformat(begun), datetime.fromisoformat(ended) if ended else None
        return session_from(self.source, self.key, at, offset, until, *rest)

    @property
    def energy_wh(self) -> int:
        """What is paid for where it is known, else what came into the battery."""
        return self.meter_wh if self.meter_wh is not None else self.battery_wh or 0

    @property
    def day(self) -> date:
        """The day on which it began, by its source's own clock."""
        if not self.offset:
            return date.fromisoformat(self.started_at[:10])
        return (datetime.fromisoformat(self.started_at) + timedelta(minutes=self.offset)).date()

    def settle(self, vin: str | None) -> None:
        """Say whose it is: where the source's ids are its own, the car is part of what the session is known by."""
        self.vin = vin
        car = (vin or f"?{self.whose.partition(BETWEEN)[0]}") if self.source in OWN_IDS else ""
        self.print = _number(_ENCODED((self.source, car, self.key)))

    def values(self, number: int, batch: int) -> Columns:
        """The whole row, in the order of its columns."""
        return (number, batch) + astuple(self)[:_BEHIND]  # noqa: RUF005 (unpacking takes half as long again)


_FIRST, _BEHIND = Packed.__struct_fields__.index("started_at"), Packed.__struct_fields__.index("line")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a file that stand together, by what they are; `at` bytes of the file are read with them."""

    read: Sequence[Packed]
    left_out: Sequence[LeftOut] = ()
    refused: Sequence[Refused] = ()
    at: int = 0

    @property
    def rows(self) -> int:
        """How many there are."""
        return len(self.read) + len(self.left_out) + len(self.refused)

    @property
    def lines(self) -> list[int]:
        """The lines of all of them, in order."""
        return sorted(each.line for some in (self.read, self.left_out, self.refused) for each in some)


def is_plain(row: Packed, now: datetime) -> bool:
    """Whether a quick look shows that `check_session` has nothing to object to; False says nothing.

    What lasts into another month, has a reading of the odometer or takes a session back is not looked at here.
    """
    meter, battery, ended = row.meter_wh, row.battery_wh, row.ended_at
    if ended is None or row.started_at[:7] != ended[:7] or row.odometer is not None or row.credits is not None:
        return False
    return (
        (meter is not None or battery is not None)
        and 0 <= (meter or 0) <= MOST_WH
        and 0 <= (battery or 0) <= MOST_WH
        and EARLIEST <= row.started_at <= ended <= stamp(now)
        and 0 <= (row.soc_start or 0) <= FULL
        and 0 <= (row.soc_end or 0) <= FULL
        and abs(row.temperature or 0) <= WARMEST
        and abs(row.cost or 0) <= MOST_MINOR
        and 0 <= (row.most_watts or 0) <= MOST_MINOR
        and max(len(row.key), len(row.whose), len(row.place)) <= LONGEST_TEXT
        and len(row.more) <= LONGEST_MORE
        and not BROKEN.search(f"{row.key} {row.whose} {row.place}")
        and (row.more.isprintable() or not BROKEN.search(row.more))
    )


def packed(line: int, session: Session) -> Packed:
    """A session, packed."""
    odd = oddness(session.soc_start, session.soc_end, session.meter_wh, session.battery_wh)
    return packed_as(line, session.source, session.key, columns_of(session), odd)


def packed_as(line: int, source: str, key: str, columns: Columns, odd: int) -> Packed:
    """The same of columns that are ready."""
    sealed = sealed_line(source, key, columns)
    content = _number(sealed + _ENCODED(columns[-PERSONAL_PARTS:]))
    return Packed(None, source, key, 0, content, *(*columns, line, sealed, odd))


def chunks(
    rows: Iterable[Packed | LeftOut | Refused],
    settle: Callable[[Sequence[Packed]], object],
    at: Callable[[], int] = int,
) -> Iterator[Chunk]:
    """Rows in chunks; `settle` says of those that are sessions whose they are, `at` how much of their file is read."""
    coming = iter(rows)
    while some := list(islice(coming, AT_ONCE)):
        settle(read := [each for each in some if isinstance(each, Packed)])
        yield Chunk(
            read,
            [each for each in some if isinstance(each, LeftOut)],
            [each for each in some if isinstance(each, Refused)],
            at(),
        )


def columns_of(session: Session) -> Columns:
    """A session as its row holds it, without number, batch, vehicle and what tells rows apart."""
    place, cost, odometer = session.place, session.cost, session.odometer
    return (
        stamp(session.started_at),
        offset_of(session.started_at),
        stamp(session.ended_at) if session.ended_at else None,
        session.meter_wh,
        session.battery_wh,
        session.current.value if session.current else None,
        session.soc_start,
        session.soc_end,
        session.soc_step,
        cost.minor if cost else None,
        cost.currency if cost else None,
        odometer.value if odometer else None,
        odometer.unit.value if odometer else None,
        session.temperature,
        session.most_watts,
        session.credits,
        BETWEEN.join(session.whose),
        place_text(place),
        session.more,
    )


def session_from(source: str, key: str, begun: datetime, offset: int, ended: datetime | None, *rest: Any) -> Session:
    """A session from its columns, whose moments are aware; `rest` are those from the energy at the meter on."""
    meter, battery, current, soc_start, soc_end, step, cost, currency, odometer, unit, warmth, watts, taken, *told = (
        rest
    )
    whose, place, more = told
    zone = timezone(timedelta(minutes=offset)) if offset else UTC
    return Session(
        source,
        key,
        begun.astimezone(zone),
        ended.astimezone(zone) if ended else None,
        meter,
        battery,
        Current.of(current) if current else None,
        soc_start,
        soc_end,
        step,
        None if cost is None else Money(cost, currency),
        False,  # what a tariff says is reckoned when it is shown
        Place(*place.split(BETWEEN)) if place else NOWHERE,
        tuple(filter(None, whose.split(BETWEEN))),
        None if odometer is None else Distance(odometer, LengthUnit.of(unit)),
        warmth,
        watts,
        taken,
        more,
    )


def sealed_line(source: str, key: str, columns: Sequence[Any]) -> bytes:
    """What the life seals of a session, as canonical JSON: all but words that concern people and may be erased."""
    return _ENCODED((source, key, *columns[:-PERSONAL_PARTS]))


class Seal:
    """SHA-256 over the sealed lines of a batch's sessions of one vehicle, each ended by a newline, in their order."""

    def __init__(self) -> None:
        self._sum = sha256()

    def add(self, lines: Sequence[bytes]) -> None:
        """The next lines."""
        self._sum.update(b"\n".join((*lines, b"")))

    def hex(self) -> str:
        """The seal so far."""
        return self._sum.hexdigest()


def stamp(moment: datetime) -> str:
    """A moment as the store keeps it; UtcTime does the same for rows that go by Core."""
    in_utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return f"{in_utc.isoformat()[:19]}Z"


def offset_of(moment: datetime) -> int:
    """By how many minutes the clock of a moment is ahead of UTC."""
    offset = None if moment.tzinfo is UTC else moment.utcoffset()
    return int(offset.total_seconds()) // _MINUTE if offset else 0


def place_text(place: Place) -> str:
    """A place as it is kept."""
    return "" if place is NOWHERE else BETWEEN.join(_parts(place))


def _parts(place: Place) -> tuple[str, ...]:
    return (
        place.name, place.address, place.city, place.country, place.latitude, place.longitude, place.evse,
        place.connector,
    )  # fmt: skip


def _number(content: bytes) -> int:
    """63 bits of BLAKE2b: a whole number that both databases hold; two of ten million meet once in 180,000 stores."""
    return int.from_bytes(blake2b(content, digest_size=8).digest()) >> 1
