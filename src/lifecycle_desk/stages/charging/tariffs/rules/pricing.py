"""The price of a session by a tariff: exact, rounded once, and line by line so that it can be explained.

Nobody tells when within a session the energy flowed, so it is spread evenly over the time that elapsed. The session is
parted where the tariff's local time enters another element; a day of 23 or 25 hours counts as long as it was.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

from lifecycle_desk.base.money import Money, rounded, total
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.charging.sessions.rules.sessions import LONGEST, EndsBeforeStart, TooLong
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import DAY_MINUTES, Tariff
from lifecycle_desk.vehicle.rules.life import EARLIEST, DayBeforeCars, DayInTheFuture

A_DAY, A_MINUTE, A_SECOND, AT_ONCE = timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1), timedelta(0)


class Spread(LabeledEnum):
    """How the energy was laid over the time."""

    EVENLY = "evenly", N_("Energy spread evenly over the session")
    AT_START = "at_start", N_("All energy at the price in force when the session started")


class LineKind(LabeledEnum):
    """The purpose of a line."""

    ELEMENT = "element", C_("tariff", "Price")
    UNPRICED = "unpriced", N_("No price applies")
    FEE = "fee", N_("Session fee")


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One line of a price: `element` is the place in the tariff, from 0, None of what has no price and of the fee.

    `wh` is the energy within, `lasted` how long the session was within, `charged` the part of it whose minutes cost.
    """

    kind: LineKind
    amount: Money
    element: int | None = None
    name: str = ""
    wh: int = 0
    lasted: timedelta = AT_ONCE
    charged: timedelta = AT_ONCE


@dataclass(frozen=True, slots=True)
class Computed:
    """The price of a session; the lines add up to the money and to the session's energy."""

    money: Money
    lines: tuple[PriceLine, ...]
    spread: Spread


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a session within one element, or within none."""

    element: int | None
    lasted: timedelta
    charged: timedelta


def price(
    tariff: Tariff, started_at: datetime, ended_at: datetime | None, energy_wh: int, ran: timedelta = AT_ONCE
) -> Computed:
    """The price of a session of aware moments and its Wh, by a tariff that passed its check.

    Rounded once, halves away from zero; the minor units are shared among the lines by the largest remainders, and so
    are the Wh. Without an end, or where no time elapsed, all energy is priced as at the start and minutes are not. A
    session of negative energy is one taken back: its price is exactly the former one, negative. `ran` is how long
    the session had run before, where only the rest of it is priced: minutes cost as if it were whole, and the fee is
    not charged again. Raises EndsBeforeStart, TooLong, DayBeforeCars and DayInTheFuture.
    """
    start, end = _utc(started_at), _utc(ended_at or started_at)
    _check(start, end)
    parts = _merged(_stretches(tariff, start, end, ran) if end > start else _at_once(tariff, start))
    sign, whole = -1 if energy_wh < 0 else 1, end - start
    shares = [_share(each.lasted, whole) for each in parts]
    energies = [abs(energy_wh) * share for share in shares]
    fee = 0 if ran else tariff.session_fee
    amounts = _apportioned(
        [*(_cost(tariff, part, energy) for part, energy in zip(parts, energies, strict=True)), Fraction(fee)]
    )
    lines = [
        PriceLine(
            LineKind.UNPRICED if part.element is None else LineKind.ELEMENT,
            Money(sign * amount, tariff.currency),
            part.element,
            "" if part.element is None else tariff.elements[part.element].name,
            sign * wh,
            part.lasted,
            part.charged,
        )
        for part, amount, wh in zip(parts, amounts, _apportioned(energies), strict=False)
    ]
    if fee:
        lines.append(PriceLine(LineKind.FEE, Money(sign * fee, tariff.currency)))
    money = total((line.amount for line in lines), tariff.currency)
    return Computed(money, tuple(lines), Spread.EVENLY if end > start else Spread.AT_START)


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no zone")
    return moment.astimezone(UTC)


def _check(start: datetime, end: datetime) -> None:
    if end < start:
        raise EndsBeforeStart
    if end - start > LONGEST:
        raise TooLong
    if start.year < EARLIEST:
        raise DayBeforeCars(start.date())
    if end.year >= MAXYEAR:
        raise DayInTheFuture(end.date())


def _cost(tariff: Tariff, part: Stretch, wh: Fraction) -> Fraction:
    """The price of a part, exactly."""
    if part.element is None:
        return Fraction(0)
    element = tariff.elements[part.element]
    return (element.kwh or 0) * wh / 1000 + (element.minute or 0) * _share(part.charged, A_MINUTE)


def _share(part: timedelta, whole: timedelta) -> Fraction:
    """A time as a fraction of another; what happened at once is whole."""
    return Fraction(part // timedelta.resolution, whole // timedelta.resolution) if whole else Fraction(1)


def _apportioned(exact: Sequence[Fraction]) -> list[int]:
    """Whole numbers that add up to the rounded sum: each rounded down, the rest to the largest remainders."""
    floors = [each // 1 for each in exact]
    left = rounded(sum(exact, Fraction(0))) - sum(floors)
    for at in sorted(range(len(exact)), key=lambda at: floors[at] - exact[at])[:left]:
        floors[at] += 1
    return floors


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """One part for each element, in the order in which they first applied."""
    parts: dict[int | None, Stretch] = {}
    for each in stretches:
        before = parts.get(each.element, Stretch(each.element, AT_ONCE, AT_ONCE))
        parts[each.element] = Stretch(each.element, before.lasted + each.lasted, before.charged + each.charged)
    return list(parts.values())


def _at_once(tariff: Tariff, start: datetime) -> Iterator[Stretch]:
    yield Stretch(tariff.element_at(start), AT_ONCE, AT_ONCE)


def _stretches(tariff: Tariff, start: datetime, end: datetime, ran: timedelta) -> Iterator[Stretch]:
    """A session parted wherever another element can apply, or its minutes begin to cost."""
    begun = start - ran
    costly = {begun + element.after_minutes * A_MINUTE for element in tariff.elements if element.minute is not None}
    moments = {each for each in {*_edges(tariff, start, end), *costly} if start < each < end}
    ordered = sorted({start, end, *moments})
    zone = ZoneInfo(tariff.zone)
    changes = (change for one, other in pairwise(ordered) for change in _clock_changes(zone, one, other))
    for one, other in pairwise(sorted({*ordered, *changes})):
        at = tariff.element_at(one)
        element = None if at is None else tariff.elements[at]
        costs = element and element.minute is not None and one >= begun + element.after_minutes * A_MINUTE
        yield Stretch(at, other - one, other - one if costs else AT_ONCE)


def _edges(tariff: Tariff, start: datetime, end: datetime) -> Iterator[datetime]:
    """Every midnight and every end of a window around a session, twice where a clock shows it twice."""
    zone = ZoneInfo(tariff.zone)
    windows = [element.window for element in tariff.elements if element.window]
    minutes = {0, *(minute % DAY_MINUTES for window in windows for minute in (window.first, window.until))}
    day, last = start.astimezone(zone).date() - A_DAY, end.astimezone(zone).date() + A_DAY
    while day <= last:
        for minute in minutes:
            for fold in (0, 1):
                yield datetime.combine(day, time(minute // 60, minute % 60, fold=fold), zone).astimezone(UTC)
        day += A_DAY


def _clock_changes(zone: ZoneInfo, one: datetime, other: datetime) -> Iterator[datetime]:
    """The second at which a zone's clocks were changed between two moments at most a day apart, if they were."""
    if one.astimezone(zone).utcoffset() == other.astimezone(zone).utcoffset():
        return
    before, after = one.replace(microsecond=0), other.replace(microsecond=0) + A_SECOND
    while after - before > A_SECOND:
        middle = before + (after - before) // A_SECOND // 2 * A_SECOND
        if middle.astimezone(zone).utcoffset() == one.astimezone(zone).utcoffset():
            before = middle
        else:
            after = middle
    yield after
