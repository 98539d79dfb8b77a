"""Sessions packed: as plain numbers and texts, as they are stored and as they go from one process to another.

Packed sessions tell their own marks: the keys by which they are known again, their content, their seal.
"""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from hashlib import blake2b
from typing import Any

import msgspec
from msgspec.structs import astuple

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.stages.charging.sessions.rules.sessions import (
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
_MINUTE, EARLIEST = 60, f"{FIRST_YEAR}"
_ENCODED = msgspec.json.Encoder().encode

type Columns = tuple[Any, ...]


class Packed(msgspec.Struct, array_like=True, gc=False):
    """A row that is understood: its session as it is written, and its physical line (or record, from 1).

    The columns of the store's own row come first, in its order. Moments are in UTC, `offset` is the minutes by which
    its source's clock was ahead, BETWEEN parts names and places; `content` stands for everything that it says. Its
    vehicle,
    and with that its fingerprint, is not read but settled. `odd` names its oddities, as `oddness` does; `sealed` holds
    what `sealed_text` gives until that was used, and takes no room afterwards.
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
    odd: int
    sealed: bytes

    @property
    def session(self) -> Session:
        """The session, as the store would give it back."""
        begun, offset, ended, *rest = astuple(self)[_FIRST:_BEHIND]
        at, until = datetime.fromisoformat(begun), datetime.fromisoformat(ended) if ended else None
        return session_from(self.source, self.key, at, offset, until, *rest)

    @property
    def energy_wh(self) -> int:
        """The paid energy where it is known, else the energy that came into the battery."""
        return self.meter_wh if self.meter_wh is not None else self.battery_wh or 0

    def day_in(self, zone: tzinfo) -> date:
        """The day on which it began, by its source's own clocks; of a source that tells UTC, by the dealer's."""
        begun = datetime.fromisoformat(self.started_at)
        return begun.replace(tzinfo=UTC).astimezone(fixed(self.offset) if self.offset else zone).date()

    def settle(self, vin: str | None) -> None:
        """Say whose it is: where the source's ids are its own, the car is part of what the session is known by."""
        self.vin = vin
        car = (vin or f"?{self.whose.partition(BETWEEN)[0]}") if self.source in OWN_IDS else ""
        self.print = _number(_ENCODED((self.source, car, self.key)))


_FIRST, _BEHIND = Packed.__struct_fields__.index("started_at"), Packed.__struct_fields__.index("line")
# The columns that stay as they were read, whatever becomes of a session; its vehicle and fingerprint may not.
WRITTEN_AS_READ = ("source", *Packed.__struct_fields__[_FIRST:_BEHIND])


def sealed_text(row: Packed) -> bytes:
    """The sealed text of the life: canonical JSON of all but words that concern people and may be erased."""
    return row.sealed or _sealed(row.source, row.key, astuple(row)[_FIRST:_BEHIND])


def is_plain(row: Packed, latest: str) -> bool:
    """Whether a quick look shows that `check_session` has nothing to object to; False says nothing.

    `latest` is the present moment as it is stored. A session that lasts into another month, has a reading of the
    odometer
    or takes another back is not looked at here; `more` is JSON, in which no broken text can stand.
    """
    meter, battery, ended = row.meter_wh, row.battery_wh, row.ended_at
    if ended is None or row.started_at[:7] != ended[:7] or row.odometer is not None or row.credits is not None:
        return False
    return (
        (meter is not None or battery is not None)
        and 0 <= (meter or 0) <= MOST_WH
        and 0 <= (battery or 0) <= MOST_WH
        and EARLIEST <= row.started_at <= ended <= latest
        and 0 <= (row.soc_start or 0) <= FULL
        and 0 <= (row.soc_end or 0) <= FULL
        and abs(row.temperature or 0) <= WARMEST
        and abs(row.cost or 0) <= MOST_MINOR
        and 0 <= (row.most_watts or 0) <= MOST_MINOR
        and max(len(row.key), len(row.whose), len(row.place)) <= LONGEST_TEXT
        and len(row.more) <= LONGEST_MORE
        and not BROKEN.search(f"{row.key} {row.whose} {row.place}")
    )


def packed(line: int, session: Session) -> Packed:
    """A session, packed."""
    odd = oddness(session.soc_start, session.soc_end, session.meter_wh, session.battery_wh)
    return packed_as(line, session.source, session.key, columns_of(session), odd)


def packed_as(line: int, source: str, key: str, columns: Columns, odd: int) -> Packed:
    """The same of columns that are ready."""
    sealed = _sealed(source, key, columns)
    content = _number(sealed + _ENCODED(columns[-PERSONAL_PARTS:]))
    return Packed(None, source, key, 0, content, *(*columns, line, odd, sealed))


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


def fixed(offset: int) -> timezone:
    """The clocks that are some minutes ahead of UTC."""
    return timezone(timedelta(minutes=offset))


def session_from(source: str, key: str, begun: datetime, offset: int, ended: datetime | None, *rest: Any) -> Session:
    """A session from its columns, whose moments are aware; `rest` are those from the energy at the meter on."""
    meter, battery, current, soc_start, soc_end, step, cost, currency, odometer, unit, warmth, watts, taken, *told = (
        rest
    )
    whose, place, more = told
    zone = fixed(offset) if offset else UTC
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
        None if odometer is None else Distance(odometer, LengthUnit(unit)),
        warmth,
        watts,
        taken,
        more,
    )


def _sealed(source: str, key: str, columns: Columns) -> bytes:
    return _ENCODED((source, key, *columns[:-PERSONAL_PARTS]))


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
