"""Battery health estimated from charging: the usable energy now over the usable energy that the catalogue states new.

That ratio is what a battery warranty speaks of. The figure is an estimate from charging: it is neither the SOCE of
UN GTR No. 22, which only the car or its test may tell, nor a certificate, nor a decision on a warranty. Where the
sessions cannot carry a figure there is none, and it is said what is needed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import exp

from lifecycle_desk.stages.charging.health.rules.efficiency import HYBRID_WH
from lifecycle_desk.stages.charging.health.rules.evidence import Car, Evidence, Left, LeftOutReason, sift
from lifecycle_desk.stages.charging.health.rules.figures import (
    Band,
    Confidence,
    Fade,
    Health,
    Method,
    Official,
    OfficialKind,
    Point,
)
from lifecycle_desk.stages.charging.health.rules.gauss import TWO_SIDED
from lifecycle_desk.stages.charging.health.rules.needs import TOO_WIDE, UNKNOWN_WHEN_NEW, missing, surer, unsaid
from lifecycle_desk.stages.charging.health.rules.trend import Fitted, Trend, fit
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, Session

WIDEST = 80  # tenths of a point to either side; beyond, a figure says no more than the age of the car
SURE, FAIR = 25, 40  # tenths of a point to either side, up to which confidence is high, medium
OWN = 0.6  # of the doubt that there was before any session; below it, a fade is the car's own
DATES = 24  # of a band
ENOUGH_BOTH = 3  # sessions that tell both sides, from which losses count as learnt

# Standard deviations: a SOCE may be 5 points too high (UN GTR No. 22, part A); test houses state 2 to 3 %.
OFFICIAL_DOUBT = {OfficialKind.DEALER_TOOL: 0.03, OfficialKind.CERTIFICATE: 0.02, OfficialKind.ON_BOARD_SOCE: 0.025}


def estimate(car: Car, sessions: Iterable[Session], officials: Iterable[Official], on: date) -> Health:
    """The health of a battery on a day, from the sessions up to that day; their order does not matter."""
    readings = tuple(
        sorted((each for each in officials if car.since <= each.on <= on), key=lambda each: (each.on, each.kind))
    )
    if not car.usable_wh_new:
        return Health(on, officials=readings, missing=(UNKNOWN_WHEN_NEW,))
    found, left = sift(car, car.usable_wh_new, sessions, on)
    method = _method(found, readings)
    setting = readings if method is Method.CALIBRATED else ()
    fitted = fit(
        car.since,
        on,
        found,
        [(each.on, each.tenths / 1000, OFFICIAL_DOUBT[each.kind]) for each in setting],
        hybrid=car.usable_wh_new < HYBRID_WH,
    )
    used = [each for place, each in enumerate(found) if place not in fitted.far]
    left += [(found[place].session, LeftOutReason.OUTLIER, None) for place in sorted(fitted.far)]

    health = Health(
        as_of=on,
        left_out=Counter(reason for _, reason, _ in left),
        points=tuple(_points(found, left, fitted)),
        officials=readings,
        missing=tuple(missing(car, used, left)),
        unsaid=unsaid(left),
    )
    if health.missing:
        return health
    today = at(fitted.trend, on)
    if today.high - today.low > 2 * WIDEST:
        return replace(health, missing=(TOO_WIDE,))
    return replace(
        health,
        percent=today.middle,
        low=today.low,
        high=today.high,
        method=method,
        confidence=_confidence(today),
        sessions_used=len(used),
        first_used=used[0].day,
        last_used=used[-1].day,
        band=tuple(_band(fitted.trend, used[0].day, on)),
        fade=_fade(fitted.trend, on),
        losses=tuple(_losses(found, fitted)),
        calibrated_by=setting,
        surer=tuple(surer(car, used, left, method)),
        trend=fitted.trend,
    )


def at(trend: Trend, day: date) -> Band:
    """The trend's band on a day, in tenths of a per cent."""
    low, middle, high = (round(1000 * share) for share in trend.at(day))
    return Band(day, low, middle, high)


def _method(found: Sequence[Evidence], readings: Sequence[Official]) -> Method:
    """The basis of the figure; official readings enter only where nothing but meters tells the energy."""
    inside = sum(each.side == "battery" for each in found)
    if 2 * inside >= len(found) and found:
        return Method.BATTERY
    if sum(each.excess is not None for each in found) >= ENOUGH_BOTH:
        return Method.LEARNT
    return Method.CALIBRATED if readings and not inside else Method.METER


def _confidence(today: Band) -> Confidence:
    to_one_side = (today.high - today.low) / 2
    if to_one_side <= SURE:
        return Confidence.HIGH
    return Confidence.MEDIUM if to_one_side <= FAIR else Confidence.LOW


def _points(found: Sequence[Evidence], left: Sequence[Left], fitted: Fitted) -> list[Point]:
    """The figure of each session alone, once the losses and shifts that were found are taken off."""
    points = [
        Point(each.day, round(1000 * level), LeftOutReason.OUTLIER if place in fitted.far else None)
        for place, (each, level) in enumerate(zip(found, fitted.levels, strict=True))
    ]
    points += [
        Point(each.day, round(1000 * exp(each.ratio - fitted.shifts[each.side])), reason)
        for _, reason, each in left
        if each is not None
    ]
    return sorted(points, key=lambda point: (point.on, point.tenths, point.reason or ""))


def _band(trend: Trend, first: date, last: date) -> list[Band]:
    days = (last - first).days
    steps = min(DATES, days) or 1
    return [at(trend, first + timedelta(days=days * step // steps)) for step in range(steps + 1)]


def _fade(trend: Trend, on: date) -> Fade:
    lost, doubt, before = trend.fade(on)
    low, middle, high = (round(1000 * (lost + side * TWO_SIDED * doubt)) for side in (-1, 0, 1))
    return Fade(low, middle, high, own=doubt < OWN * before)


def _losses(found: Sequence[Evidence], fitted: Fitted) -> list[tuple[Current, int]]:
    """Per current what is lost between meter and battery, in tenths of a per cent, where the figure rests on it."""
    losses = []
    for current in Current:
        shares = [
            share
            for place, share in enumerate(fitted.shares)
            if found[place].side == current and place not in fitted.far
        ]
        if shares:
            losses.append((current, round(1000 * (1 - sum(shares) / len(shares)))))
    return losses
