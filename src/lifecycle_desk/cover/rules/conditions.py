"""The conditions of a cover: each asked of what is known, and answered with the event that shows it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.cover.rules.days import first_of_twelve_months, last_of_twelve_months
from lifecycle_desk.cover.rules.facts import CarFacts
from lifecycle_desk.cover.rules.rule import Condition
from lifecycle_desk.cover.rules.terms import ConditionKind, Holds, TwelveMonths, Use
from lifecycle_desk.cover.rules.tested import Tested, distance
from lifecycle_desk.schedules.rules import judged_on_time
from lifecycle_desk.vehicle.rules.odometer import Reading, in_time

A_DAY = timedelta(days=1)

type Asked = tuple[CarFacts, Condition, date, int | None, date | None]  # car, condition, day, odometer, start of cover
type Answered = tuple[Holds, Said, int | None]


def ask_condition(
    facts: CarFacts, condition: Condition, on: date, odometer_km: int | None, starts_on: date | None
) -> Tested:
    """A condition asked of a car on a day."""
    holds, why, seq = _ASKED[condition.kind]((facts, condition, on, odometer_km, starts_on))
    return Tested(condition.kind, holds, why, seq)


def _first_owner(asked: Asked) -> Answered:
    facts, _, on, _, _ = asked
    if facts.owners is None:
        return Holds.NOT_KNOWN, Said(N_("It is not known whether the vehicle still belongs to its first owner.")), None
    owners = sorted((each for each in facts.owners if each.since <= on), key=lambda each: (each.since, each.seq or 0))
    later = [each for each in owners[1:] if not each.keeps_first]
    if later:
        return Holds.NO, Said(N_("The vehicle changed owner on %(day)s."), day=later[0].since), later[0].seq
    if not owners:
        return Holds.YES, Said(N_("The vehicle has no owner yet.")), None
    return Holds.YES, Said(N_("The vehicle belongs to its first owner.")), owners[0].seq


def _private_use(asked: Asked) -> Answered:
    facts = asked[0]
    match facts.use:
        case Use.PRIVATE:
            return Holds.YES, Said(N_("The vehicle is used privately.")), facts.use_seq
        case Use.COMMERCIAL:
            return Holds.NO, Said(N_("The vehicle is used commercially.")), facts.use_seq
        case _:
            return Holds.NOT_KNOWN, Said(N_("The use of the vehicle is not known.")), None


def _serviced_on_time(asked: Asked) -> Answered:
    facts, _, on, odometer_km, _ = asked
    answer = facts.serviced_on_time
    if answer is not None and answer.yes:
        return Holds.YES, Said(N_("Every service was done on time.")), answer.seq
    if answer is not None:
        return Holds.NO, Said(N_("A service was missed or late.")), answer.seq
    if facts.record is None:
        return Holds.NOT_KNOWN, Said(N_("It is not known whether all services were done on time.")), None
    told = judged_on_time(facts.schedule, facts.record, on, odometer_km)
    return {True: Holds.YES, False: Holds.NO, None: Holds.NOT_KNOWN}[told.yes], told.why, told.seq


def _authorised_service(asked: Asked) -> Answered:
    facts, _, on, _, _ = asked
    if facts.services is None:
        return Holds.NOT_KNOWN, Said(N_("Servicing is not known.")), None
    visits = sorted((each for each in facts.services if each.on <= on), key=lambda each: each.on)
    for each in visits:
        if each.authorised is False:
            why = Said(N_("The service on %(day)s was not done by an authorised workshop."), day=each.on)
            return Holds.NO, why, each.seq
    for each in visits:
        if each.authorised is None:
            return Holds.NOT_KNOWN, Said(N_("It is not known who did the service on %(day)s."), day=each.on), each.seq
    if facts.services_known_from and not (visits and visits[0].on < facts.services_known_from):
        why = Said(N_("Servicing before %(day)s is not known."), day=facts.services_known_from)
        return Holds.NOT_KNOWN, why, None
    return Holds.YES, Said(N_("No service was done elsewhere.")), visits[-1].seq if visits else None


def _km_in_twelve_months(asked: Asked) -> Answered:
    """Two readings within twelve months may show too many; if none do, an even pace between readings must not.

    Readings are seldom twelve months apart to the day, so nothing can be shown of every twelve months exactly; makers
    themselves reject by what readings show.
    """
    facts, condition, on, odometer_km, starts_on = asked
    most = condition.km or 0
    readings = _readings(facts, on, odometer_km, starts_on)
    if len(readings) < 2:  # noqa: PLR2004 (two readings make a distance)
        return (
            Holds.NOT_KNOWN,
            Said(N_("There are too few odometer readings to show the distance driven in twelve months.")),
            None,
        )
    for first, last in _pairs(readings, condition.window, starts_on):
        if last.km - first.km > most:
            run = distance(last.km - first.km)
            why = Said(
                N_("%(run)s from %(first)s to %(last)s; at most %(most)s in twelve months."),
                run=run,
                first=first.on,
                last=last.on,
                most=distance(most),
            )
            return Holds.NO, why, last.seq or None
    paces = _evenly(readings, condition.window, starts_on)
    if max(paces, default=Fraction(0)) > most:
        why = Said(N_("The readings do not show whether more than %(most)s were driven in twelve months."))
        return Holds.NOT_KNOWN, Said(why.message, most=distance(most)), None
    why = Said(N_("According to the readings, never more than %(most)s in twelve months."), most=distance(most))
    return Holds.YES, why, next((each.seq for each in reversed(readings) if each.seq), None)


def _readings(facts: CarFacts, on: date, odometer_km: int | None, starts_on: date | None) -> list[Reading]:
    """The readings from the start to the day, as true distances that rise; a car starts with none."""
    known = [each for each in in_time(facts.readings) if each.on <= on and (starts_on is None or each.on >= starts_on)]
    if starts_on is not None and starts_on <= on and (not known or known[0].on > starts_on):
        known.insert(0, Reading(starts_on, 0))
    if odometer_km is not None and (not known or odometer_km > known[-1].km or on > known[-1].on):
        known.append(Reading(on, max([odometer_km, *(each.km for each in known)])))
    return known


def _pairs(
    readings: list[Reading],
    window: TwelveMonths,
    starts_on: date | None,
) -> Iterator[tuple[Reading, Reading]]:
    """Readings that lie within the same twelve months."""
    if window is TwelveMonths.ROLLING or starts_on is None:
        for place, first in enumerate(readings):
            last_day = last_of_twelve_months(first.on)
            yield from ((first, last) for last in readings[place + 1 :] if last.on <= last_day)
        return
    for begin, end in _years(starts_on, readings[-1].on):
        within = [each for each in readings if begin <= each.on <= end]
        if len(within) > 1:
            yield within[0], within[-1]


def _evenly(readings: list[Reading], window: TwelveMonths, starts_on: date | None) -> Iterator[Fraction]:
    """The distances of all twelve months that can be longest, at an even pace between readings."""
    if window is TwelveMonths.ANNIVERSARY and starts_on is not None:
        spans: Iterable[tuple[date, date]] = _years(starts_on, readings[-1].on)
    else:
        begins = ((each.on, last_of_twelve_months(each.on)) for each in readings)
        ends = ((first_of_twelve_months(each.on), each.on) for each in readings)
        spans = (*begins, *ends)
    return (_at(readings, end + A_DAY) - _at(readings, begin) for begin, end in spans)


def _years(starts_on: date, until: date) -> Iterator[tuple[date, date]]:
    """The years of a cover, by the day of its start."""
    begin = starts_on
    while begin <= until:
        end = last_of_twelve_months(begin)
        yield begin, end
        begin = end + A_DAY


def _at(readings: list[Reading], day: date) -> Fraction:
    """The odometer's reading at the beginning of a day, at an even pace between the readings around it."""
    if day <= readings[0].on:
        return Fraction(readings[0].km)
    for first, last in pairwise(readings):
        if day <= last.on:
            share = Fraction((day - first.on).days, max((last.on - first.on).days, 1))
            return first.km + (last.km - first.km) * share
    return Fraction(readings[-1].km)


_ASKED: Mapping[ConditionKind, Callable[[Asked], Answered]] = {
    ConditionKind.FIRST_OWNER_ONLY: _first_owner,
    ConditionKind.PRIVATE_USE_ONLY: _private_use,
    ConditionKind.KM_IN_TWELVE_MONTHS: _km_in_twelve_months,
    ConditionKind.SERVICED_ON_TIME: _serviced_on_time,
    ConditionKind.AUTHORISED_SERVICE: _authorised_service,
}
