"""Moments in a partner's file: read in the order that its days have, and placed where its clocks were.

Local times are told apart from the hour that comes twice and the hour that never was when clocks are changed (IANA
time zone database). Results are aware in a fixed offset: two moments of one `ZoneInfo` would be subtracted as if
no clock had ever been changed.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from itertools import product
from zoneinfo import ZoneInfo

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.files.days import Days
from lifecycle_desk.language.reading import TimeNotUnderstood
from lifecycle_desk.language.typed_days import EARLIEST

MILLISECONDS = re.compile(r"[0-9]{12,13}")  # since 1970, as Grafana writes moments that it does not format
SPELT = re.compile(
    r"(?P<day>.{6,14}?),?(?:[ T]+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r" ?(?P<half>[AaPp]\.?[Mm]\.?)?)?"
)
SPACES = re.compile("[\\s\u200e\u200f]+")
LONGEST_TEXT = 40
NOON, HALF_DAY = time(12), 12
LATEST = 2200  # beyond it the arithmetic of zones may leave the calendar
EXAMPLE = "2026-03-15 18:30"
NEAR = timedelta(minutes=1)

HourSkipped = objection(
    "HourSkipped",
    N_("%(given)s does not exist in %(zone)s (daylight-saving change)."),
    given=str,
    zone=str,
)


class HourTwice(Objection):
    """A local time that came twice, where nothing says which is meant; the earlier is taken."""

    message = N_("Line %(line)s: %(given)s occurred twice in %(zone)s when the clocks went back. The first was used.")
    line: int
    given: str
    zone: str


MomentOutOfRange = objection("MomentOutOfRange", N_("%(given)s is not a valid charging time."), given=str)


@dataclass(frozen=True, slots=True)
class StatedMoment:
    """A moment as it is written: `local` where it names no offset, whose `time` may be missing."""

    at: datetime
    timed: bool = True

    @property
    def local(self) -> bool:
        """Whether it is what clocks showed somewhere, and no moment yet."""
        return self.at.tzinfo is None


def day_of(text: str) -> str:
    """The part of a moment's text that is its day, for finding the order of days; empty where there is no doubt."""
    if text[4:5] == "-" or MILLISECONDS.fullmatch(text):
        return ""
    found = SPELT.fullmatch(SPACES.sub(" ", text).strip()) if len(text) <= LONGEST_TEXT else None
    return found["day"] if found else ""


def told(text: str, days: Days, today: date) -> StatedMoment:
    """A moment as a text tells it; raises where it tells none, or one that can be two."""
    if text[4:5] == text[7:8] == "-" and text[10:11] in {" ", "T"}:
        try:
            return StatedMoment(_within(datetime.fromisoformat(text), text))
        except ValueError:
            raise TimeNotUnderstood(text[:LONGEST_TEXT], EXAMPLE) from None
    if MILLISECONDS.fullmatch(text):
        return StatedMoment(datetime.fromtimestamp(int(text) / 1000, UTC))
    tidy = SPACES.sub(" ", text).strip()
    found = SPELT.fullmatch(tidy) if len(tidy) <= LONGEST_TEXT else None
    if not found:
        raise TimeNotUnderstood(text[:LONGEST_TEXT], EXAMPLE)
    day = days.read(found["day"], today)
    if not found["hour"]:
        return StatedMoment(datetime.combine(day, NOON), timed=False)
    return StatedMoment(_within(datetime.combine(day, _clock(found, text)), text))


def _clock(found: re.Match[str], text: str) -> time:
    hour, half = int(found["hour"]), (found["half"] or "")[:1].casefold()
    if half and not 1 <= hour <= HALF_DAY:
        raise TimeNotUnderstood(text, EXAMPLE)
    if half:
        hour = hour % HALF_DAY + (HALF_DAY if half == "p" else 0)
    try:
        return time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        raise TimeNotUnderstood(text, EXAMPLE) from None


def _within(moment: datetime, text: str) -> datetime:
    if not EARLIEST <= moment.year <= LATEST:
        raise MomentOutOfRange(text)
    return moment


@lru_cache(maxsize=256)
def _fixed(offset: timedelta) -> timezone:
    return timezone(offset)


@lru_cache(maxsize=8192)
def _all_day(zone: ZoneInfo, day: date) -> timezone | None:
    """The offset that a zone has on a whole day; None on a day on which its clocks are changed."""
    ends = (datetime.combine(day, at, zone).replace(fold=fold) for at in (time.min, time.max) for fold in (0, 1))
    offsets = {end.utcoffset() or timedelta(0) for end in ends}
    return _fixed(offsets.pop()) if len(offsets) == 1 else None


def placings(local: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The moments at which clocks showed a local time, the earlier first; refuses a time that none showed."""
    if fixed := _all_day(zone, local.date()):
        return (local.replace(tzinfo=fixed),)
    offsets = [local.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta(0) for fold in (0, 1)]
    if offsets[0] == offsets[1]:
        return (local.replace(tzinfo=_fixed(offsets[0]), fold=0),)
    if offsets[0] < offsets[1]:
        raise HourSkipped(f"{local:%Y-%m-%d %H:%M}", zone.key)
    return tuple(local.replace(tzinfo=_fixed(offset), fold=0) for offset in offsets)


def spans(
    start: tuple[datetime, ...], end: tuple[datetime, ...], lasted: timedelta | None
) -> tuple[datetime, datetime, bool]:
    """The start and end that fit one another and the time that it lasted; False where the earlier ones were taken.

    An end cannot come before the start, nor can a charge last longer than the car was there; where that leaves
    several, the one that lasted just as long is meant.
    """
    both = list(product(start, end))
    fitting = [(one, other) for one, other in both if other >= one] or both
    if lasted is not None:
        fitting = [(one, other) for one, other in fitting if other - one >= lasted - NEAR] or fitting
        exact = [(one, other) for one, other in fitting if abs(other - one - lasted) <= NEAR]
        fitting = exact if len(exact) == 1 else fitting
    return *fitting[0], len(fitting) == 1
