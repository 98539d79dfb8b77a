"""The evidence of one charging session about a battery: the energy that came in over the charge that it rose by.

A state of charge is a whole number in most sources and so an interval: a small rise says little, and weighs little.
A session that says nothing is left out, with the reason.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import hypot, log
from operator import attrgetter

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.charging.health.rules.efficiency import (
    HYBRID_WH,
    ONE_PHASE_WATTS,
    UNTOLD_WATTS_UNSURE,
    Power,
    ac_power,
    efficiency,
    likely_current,
    most_power,
    plausible_efficiency,
    power_is_told,
)
from lifecycle_desk.stages.charging.health.rules.losses import usual_losses
from lifecycle_desk.stages.charging.sessions.rules.sessions import FULL, Current, Session
from lifecycle_desk.vehicle.rules.models import Chemistry

LEAST_SPAN = 200  # tenths of a per cent: below a rise of 20 points, whole per cents alone are wrong by 5 %
LEAST_SPAN_LFP = 500  # the voltage of LFP is flat between; where it ends full, the car has just set its count right
LEAST_SPAN_SHOWN = 100
COLDEST, HOTTEST = -100, 450  # tenths of °C
MILD = (50, 300)  # tenths of °C: outside, packs show less, and heating or cooling takes a share
COMFORT = 150  # tenths of °C: below it, a pack's usable energy falls with the temperature
PLAUSIBLE = {"battery": (0.45, 1.2), "meter": (0.45, 1.35)}  # of that when new; outside, a digit or a car is wrong
SHORTEST, LONGEST = timedelta(minutes=2), timedelta(days=3)
MOST_WATTS = {Current.AC: 44_000, Current.DC: 1_000_000}  # IEC 62196-2: 63 A, three phases; the megawatt of BYD, 2025

END_ERROR = 0.5  # points by which a car's own state of charge is off at either end, beside its rounding
LFP_ERROR, LFP_FULL_ERROR = 2.0, 0.4  # the same for LFP: anywhere, and where charging has just ended full
SPREAD = {"battery": 0.012, "meter": 0.018}  # what is left between sessions of equal span, as a share
ROUGH_SPREAD, UNTOLD_SPREAD = 0.02, 0.01  # more of it outside mild temperatures, and where no temperature is told


class LeftOutReason(LabeledEnum):
    """Why a session says nothing of the battery's health."""

    TAKEN_BACK = "taken_back", C_("battery health", "Credited")
    BEFORE_THE_BATTERY = "before_the_battery", C_("battery health", "Before this battery was installed")
    NO_ENERGY = "no_energy", C_("battery health", "No energy value")
    NO_CHARGE = "no_charge", C_("battery health", "No state of charge")
    NO_CURRENT = "no_current", C_("battery health", "AC or DC not stated")
    DISCHARGED = "discharged", C_("battery health", "End SoC below start SoC")
    SMALL_SPAN = "small_span", C_("battery health", "Charge increase too small")
    LFP_MIDDLE = "lfp_middle", C_("battery health", "LFP: not charged to 100% and charge < 50%")
    TEMPERATURE = "temperature", C_("battery health", "Too cold or too hot")
    IMPLAUSIBLE = "implausible", C_("battery health", "Power or duration not plausible")
    TOLD_TWICE = "told_twice", C_("battery health", "Duplicate")
    OUTLIER = "outlier", C_("battery health", "Outlier")


@dataclass(frozen=True, slots=True)
class Car:
    """A battery as it sits in a car: its usable energy when new as the catalogue states it, in Wh, and since when.

    A replaced battery is another Car: only sessions from `since` on speak of it. None is not known.
    """

    usable_wh_new: int | None
    chemistry: Chemistry | None
    since: date


@dataclass(frozen=True, slots=True)
class Evidence:
    """A session's evidence: `ratio` is the logarithm of its usable energy over that when new, within `spread`.

    `side` is "battery" or the current of the meter that it rests on. `excess` is, where both sides are told, the
    logarithm of the meter's energy, less usual losses, over the battery's. `cold` is tenths of °C below the comfort
    of a pack, None where no temperature is told; `usual` is the share of the meter's energy that was taken to come into
    the battery, `overhead` what one watt of the car's own use adds to `ratio`, `single` says that one phase was used,
    and `unsure` is by what share it may be off for want of knowing the power.
    """

    session: Session
    day: date
    years: float
    span: float
    side: str
    ratio: float
    spread: float
    usual: float
    overhead: float
    single: bool
    unsure: float
    excess: float | None
    meter: str | None
    cold: int | None
    reason: LeftOutReason | None = None


type Left = tuple[Session, LeftOutReason, Evidence | None]


def sift(car: Car, usable_wh_new: int, sessions: Iterable[Session], on: date) -> tuple[list[Evidence], list[Left]]:
    """The sessions up to a day that say something, in the order of time, and the others with their reason.

    The order in which sessions are given does not matter. One that is left out and still has a usable energy carries
    it as evidence, to be shown.
    """
    known = sorted((each for each in sessions if each.day <= on), key=_moment)
    if len(set(map(_moment, known))) < len(known):  # of what is told alike, the order must not matter either
        known.sort(key=lambda each: (_moment(each), repr(each)))
    backs: set[tuple[str, str | None]] = {(each.source, each.credits) for each in known if each.credits}
    kept: list[Evidence] = []
    left: list[Left] = []
    most = most_power(known)
    for session in known:
        reason = _silent(car, session, backs)
        found = None if reason else _evidence(car, usable_wh_new, session, most.get(session.source))
        if found is None:
            left.append((session, reason or LeftOutReason.NO_CURRENT, None))
        elif reason := _unusable(car, found):
            shown = found.span * 10 >= LEAST_SPAN_SHOWN and reason is not LeftOutReason.IMPLAUSIBLE
            left.append((session, reason, replace(found, reason=reason) if shown else None))
        else:
            kept.append(found)
    once: list[Evidence] = []
    for group in _overlapping(kept):
        best = _best(group)
        once.append(best)
        left += [(each.session, LeftOutReason.TOLD_TWICE, None) for each in group if each is not best]
    return once, left


def _moment(session: Session) -> tuple[float, str, str]:
    return (session.started_at.timestamp(), session.source, session.key)


def _silent(car: Car, session: Session, backs: set[tuple[str, str | None]]) -> LeftOutReason | None:
    """Why no usable energy can be had from a session at all."""
    energies = [each for each in (session.meter_wh, session.battery_wh) if each]
    if session.credits or (session.source, session.key) in backs or any(each < 0 for each in energies):
        return LeftOutReason.TAKEN_BACK
    if session.day < car.since:
        return LeftOutReason.BEFORE_THE_BATTERY
    if not energies:
        return LeftOutReason.NO_ENERGY
    if session.soc_start is None or session.soc_end is None:
        return LeftOutReason.NO_CHARGE
    if session.soc_end < session.soc_start:
        return LeftOutReason.DISCHARGED
    return LeftOutReason.SMALL_SPAN if session.soc_end == session.soc_start else None


def _evidence(car: Car, usable_wh_new: int, session: Session, most: float | None) -> Evidence | None:
    """The usable energy that a session tells; None where only a meter tells and nothing says what current flowed."""
    current = likely_current(session)
    side = "battery" if session.battery_wh else current
    if side is None or session.soc_start is None or session.soc_end is None:
        return None
    span = _span(session.soc_start, session.soc_end, session.soc_step)
    power = ac_power(session, most) if current is Current.AC else None
    usual = efficiency(session, current, power, hybrid=usable_wh_new < HYBRID_WH) if current else 1.0
    told = (session.battery_wh or (session.meter_wh or 0) * usual) * (1 - usual_losses().inside)
    excess = None
    if session.battery_wh and session.meter_wh and current:
        share = session.battery_wh / session.meter_wh
        excess = log(usual / share) if plausible_efficiency(current, share) else None
    day = session.day
    unsure = _unsure_power(session, power, usual) if power and side == current else 0.0
    return Evidence(
        session=session,
        day=day,
        years=(day - car.since).days / 365.25,
        span=span,
        side=side,
        ratio=log(told / (span / 100) / usable_wh_new),
        spread=hypot(_spread(car, session, span, side), unsure),
        usual=usual,
        overhead=1 / power.watts / usual if power else 0.0,
        single=power is not None and power.watts < ONE_PHASE_WATTS,
        unsure=unsure,
        excess=excess,
        meter=current,
        cold=None if session.temperature is None else max(0, COMFORT - session.temperature),
    )


def _unsure_power(session: Session, power: Power, usual: float) -> float:
    """By what share what comes in is off where no power is told, or a session charged slowly or stayed plugged in."""
    if not power_is_told(session):
        return UNTOLD_WATTS_UNSURE
    return usual_losses().own.usual * power.apart / usual


def _span(start: int, end: int, step: int) -> float:
    """The rise of charge in points. A car that says 100 has reached it, and at the start it was between two steps.

    Whether a source rounds or cuts off is not known. Where it rounds, both ends are right on average; where it cuts,
    both are half a step low, but for an end at 100, which is exact: so on average a quarter of a step is too much.
    """
    return max(end - start - (step / 4 if end >= FULL else 0), 1) / 10


def _spread(car: Car, session: Session, span: float, side: str) -> float:
    """How far a session's usable energy scatters, as a share: by both ends of the rise, and by all the rest."""
    rounding = session.soc_step / 10 / 12**0.5
    end_error = start_error = END_ERROR
    if car.chemistry is Chemistry.LFP:
        start_error = LFP_ERROR
        end_error = LFP_FULL_ERROR if _full(session) else LFP_ERROR
    ends = hypot(rounding, start_error, rounding, end_error)
    return hypot(ends / span, SPREAD["battery" if side == "battery" else "meter"], _weather_spread(session.temperature))


def _weather_spread(temperature: int | None) -> float:
    if temperature is None:
        return UNTOLD_SPREAD
    return 0.0 if MILD[0] <= temperature <= MILD[1] else ROUGH_SPREAD


def _full(session: Session) -> bool:
    return session.soc_end is not None and session.soc_end >= FULL - 5


def _unusable(car: Car, found: Evidence) -> LeftOutReason | None:
    """Why a usable energy that could be had says nothing."""
    session, span = found.session, found.span * 10
    if _implausible(session, likely_current(session)):
        return LeftOutReason.IMPLAUSIBLE
    if session.temperature is not None and not COLDEST <= session.temperature <= HOTTEST:
        return LeftOutReason.TEMPERATURE
    if span < LEAST_SPAN - session.soc_step:  # a rise of 20 points that ends at 100 still is one
        return LeftOutReason.SMALL_SPAN
    if car.chemistry is Chemistry.LFP and span < LEAST_SPAN_LFP and not _full(session):
        return LeftOutReason.LFP_MIDDLE
    least, most = PLAUSIBLE["battery" if found.side == "battery" else "meter"]
    return None if log(least) <= found.ratio <= log(most) else LeftOutReason.OUTLIER


def _implausible(session: Session, current: Current | None) -> bool:
    """Whether a session lasted too short or too long, or took more power than there is."""
    if session.duration is None:
        return False
    if not SHORTEST <= session.duration <= LONGEST:
        return True
    watts = session.energy_wh / (session.duration / timedelta(hours=1))
    return watts > MOST_WATTS[current or Current.DC]


def _overlapping(found: Iterable[Evidence]) -> Iterator[list[Evidence]]:
    """Evidence in the order of time, by groups that overlap: a car charges once at a time, whoever tells of it."""
    group: list[Evidence] = []
    until: datetime | None = None
    for each in found:
        begins = each.session.started_at
        ends = each.session.ended_at or begins + timedelta(minutes=1)
        if until is None or begins >= until:
            if group:
                yield group
            group, until = [], ends
        group.append(each)
        until = max(until, ends)
    if group:
        yield group


def _best(group: list[Evidence]) -> Evidence:
    """Of what is told twice, the surest that tells both sides, else the surest, the first of equals."""
    both = [each for each in group if each.excess is not None]
    return min(both or group, key=attrgetter("spread"))
