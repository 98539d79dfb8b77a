"""The questions that every rule asks: is it this car's, is it in force, and has a day or a kilometre ended it."""

from datetime import date

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import Said
from lifecycle_desk.cover.rules.days import Span
from lifecycle_desk.cover.rules.facts import CarFacts, Shown
from lifecycle_desk.cover.rules.rule import Rule
from lifecycle_desk.cover.rules.terms import Dating, HealthKind, Holds, Open, Question, Start
from lifecycle_desk.cover.rules.tested import Tested, distance
from lifecycle_desk.vehicle.rules.odometer import Reading

YES, NO, NOT_KNOWN = Holds.YES, Holds.NO, Holds.NOT_KNOWN


def start_of(rule: Rule, facts: CarFacts) -> Shown | None:
    """The day from which a rule's cover of a car runs; None while the day that decides is not known."""
    handover, registration = facts.handed_over_on, facts.first_registered_on
    known = sorted((each for each in (handover, registration) if each is not None), key=lambda each: each.on)
    return {
        Start.MARKET: facts.warranty_started_on,
        Start.HANDOVER: handover,
        Start.FIRST_REGISTRATION: registration,
        Start.EARLIER: known[0] if known else None,
        Start.LATER: known[-1] if handover and registration else None,
        Start.RESALE: facts.resold_on,
        Start.FITTING: Shown(facts.fitted.on, facts.fitted.seq) if facts.fitted else None,
    }[rule.start]


def ask_model(rule: Rule, facts: CarFacts) -> Tested | None:
    """Whether the rule is of this model, where it is not of all."""
    if not rule.models and not rule.except_models:
        return None
    if not facts.model:
        return Tested(Question.MODEL, NOT_KNOWN, Said(N_("The model is not known.")))
    if rule.names(facts.model, facts.variant):
        return Tested(Question.MODEL, YES, Said(N_("These terms apply to this model.")))
    return Tested(Question.MODEL, NO, Said(N_("These terms do not apply to this model.")))


def ask_energy(rule: Rule, facts: CarFacts) -> Tested | None:
    """Whether the rule is of cars that are driven so, where it is not of all."""
    if not rule.energies:
        return None
    if facts.energy is None:
        return Tested(Question.ENERGY, NOT_KNOWN, Said(N_("The powertrain is not known.")))
    holds = YES if facts.energy in rule.energies else NO
    return Tested(Question.ENERGY, holds, Said(N_("Powertrain: %(energy)s"), energy=facts.energy))


def ask_sale_day(rule: Rule, facts: CarFacts) -> Tested:
    """Whether the car was sold (or registered) while the terms were given, or later ones reach back to it."""
    if rule.start is Start.RESALE and facts.resold_on is None:
        return Tested(Question.SALE_DAY, NO, Said(N_("This dealer has not sold the vehicle as used.")))
    begins = [each for each in (rule.sold_from, None if rule.retroactive else rule.valid_from) if each]
    ends = [each for each in (rule.sold_until, rule.valid_until) if each]
    day = _sale_day(rule, facts)
    if day is None:
        if not begins and not ends:
            return Tested(Question.SALE_DAY, YES, Said(N_("These terms apply to all vehicles, whenever sold.")))
        return Tested(Question.SALE_DAY, NOT_KNOWN, Said(N_("The sale date is not known.")))
    if begins and day.on < max(begins):
        why = Said(
            N_("These terms apply to vehicles sold from %(first)s; this one was sold on %(day)s."),
            first=max(begins),
            day=day.on,
        )
        return Tested(Question.SALE_DAY, NO, why, day.seq)
    if ends and day.on > min(ends):
        why = Said(
            N_("These terms apply to vehicles sold until %(last)s; this one was sold on %(day)s."),
            last=min(ends),
            day=day.on,
        )
        return Tested(Question.SALE_DAY, NO, why, day.seq)
    return Tested(Question.SALE_DAY, YES, Said(N_("The vehicle was sold on %(day)s."), day=day.on), day.seq)


def _sale_day(rule: Rule, facts: CarFacts) -> Shown | None:
    """The day by which the rule chooses its cars; of a sale whose day is lost, the first day after it that is known."""
    if rule.start is Start.RESALE:
        return facts.resold_on
    if rule.dated_by is Dating.FIRST_REGISTRATION:
        return facts.first_registered_on
    return facts.sold_on or facts.handed_over_on or facts.first_registered_on or facts.warranty_started_on


def ask_in_force(rule: Rule, on: date) -> Tested | None:
    """Whether terms that reach back to cars sold earlier have begun themselves."""
    if not rule.retroactive:
        return None
    if on < rule.valid_from:
        return Tested(Question.IN_FORCE, NO, Said(N_("These terms start on %(day)s."), day=rule.valid_from))
    return Tested(Question.IN_FORCE, YES, Said(N_("These terms apply from %(day)s."), day=rule.valid_from))


def ask_start(start: Shown | None, on: date) -> Tested:
    """Whether the cover has begun."""
    if start is None:
        return Tested(Question.START, NOT_KNOWN, Said(N_("The start of cover is not known.")))
    if on < start.on:
        return Tested(Question.START, NO, Said(N_("Cover starts on %(day)s."), day=start.on), start.seq)
    return Tested(Question.START, YES, Said(N_("Cover runs from %(day)s."), day=start.on), start.seq)


def last_day_of(rule: Rule, start: Shown | None) -> date | Open | None:
    """The last day of a rule's cover; None where the start, or what the law lays down, is not known.

    Of a law that lays down no period it is the last day on which a defect is taken to have been there at delivery.
    """
    if rule.lasts is Open.NOT_LAID_DOWN:
        return presumed_until(rule, start)
    if isinstance(rule.lasts, Span):
        return rule.lasts.last_day(start.on, rule.counting) if start else None
    return Open.UNLIMITED


def ask_last_day(rule: Rule, start: Shown | None, on: date) -> Tested:
    """Whether the time has ended."""
    if rule.lasts is Open.NOT_LAID_DOWN:
        return _ask_barred(rule, start, on)
    last = last_day_of(rule, start)
    seq = start.seq if start else None
    match last:
        case date():
            if on > last:
                return Tested(Question.LAST_DAY, NO, Said(N_("Cover ended on %(day)s."), day=last), seq)
            return Tested(Question.LAST_DAY, YES, Said(N_("Cover runs until %(day)s."), day=last), seq)
        case Open.UNLIMITED:
            return Tested(Question.LAST_DAY, YES, Said(N_("Cover has no end date.")), seq)
        case _:
            return Tested(Question.LAST_DAY, NOT_KNOWN, Said(N_("The end of cover is not known.")))


def _ask_barred(rule: Rule, start: Shown | None, on: date) -> Tested:
    """Whether claims by a law that lays down no period are barred; until then only what is presumed is certain."""
    barred = Span(rule.barred_months).last_day(start.on, rule.counting) if rule.barred_months and start else None
    if barred and on > barred:
        why = Said(N_("Claims expired on %(day)s."), day=barred)
        return Tested(Question.LAST_DAY, NO, why, start.seq if start else None)
    sure = presumed_until(rule, start)
    holds = YES if sure and on <= sure else NOT_KNOWN
    return Tested(Question.LAST_DAY, holds, Said(N_("No fixed period applies.")))


def presumed_until(rule: Rule, start: Shown | None) -> date | None:
    """The last day on which a defect is taken to have been there at delivery."""
    return Span(rule.presumed_months).last_day(start.on, rule.counting) if rule.presumed_months and start else None


def last_km_of(rule: Rule, facts: CarFacts) -> int | Open | None:
    """The last kilometre of a rule's cover, counted from the fitting where it is a spare part's."""
    if not isinstance(rule.limit, Distance):
        return Open.UNLIMITED if rule.limit is Open.UNLIMITED else None
    if rule.start is not Start.FITTING:
        return rule.limit.km
    return facts.fitted.km + rule.limit.km if facts.fitted else None


def unlimited_until(rule: Rule, start: Shown | None) -> date | None:
    """The last day of the first months in which the distance has no limit."""
    if not rule.first_months_unlimited or start is None:
        return None
    return Span(rule.first_months_unlimited).last_day(start.on, rule.counting)


def ask_last_km(rule: Rule, facts: CarFacts, start: Shown | None, on: date, odometer_km: int | None) -> Tested:
    """Whether the distance has ended; without an odometer the readings around the day may tell."""
    if rule.limit is Open.UNLIMITED:
        return Tested(Question.LAST_KM, YES, Said(N_("Unlimited distance.")))
    free_until = unlimited_until(rule, start)
    if free_until and on <= free_until:
        why = Said(N_("Unlimited distance until %(day)s."), day=free_until)
        return Tested(Question.LAST_KM, YES, why, start.seq if start else None)
    last = last_km_of(rule, facts)
    if not isinstance(last, int):
        return Tested(Question.LAST_KM, NOT_KNOWN, Said(N_("The distance limit is not known.")))
    if rule.first_months_unlimited and start is None:
        return _within(last, odometer_km, facts.readings, on, beyond=NOT_KNOWN)
    return _within(last, odometer_km, facts.readings, on, beyond=NO)


def _within(last: int, odometer_km: int | None, readings: tuple[Reading, ...], on: date, beyond: Holds) -> Tested:
    """Whether the car is within a last kilometre, by its odometer or by the readings before and after the day."""
    before = max((each for each in readings if each.on <= on), key=lambda each: each.km, default=None)
    after = min((each for each in readings if each.on >= on), key=lambda each: each.km, default=None)
    if odometer_km is not None:
        seq = before.seq or None if before and before.km == odometer_km else None
        return _compared(last, odometer_km, beyond, seq)
    if before and before.km > last:
        return _compared(last, before.km, beyond, before.seq or None)
    if after and after.km <= last:
        return _compared(last, after.km, beyond, after.seq or None)
    return Tested(Question.LAST_KM, NOT_KNOWN, Said(N_("The odometer reading on that day is not known.")))


def _compared(last: int, km: int, beyond: Holds, seq: int | None) -> Tested:
    """A reading beside a last kilometre, inclusive."""
    if km > last:
        why = Said(N_("Cover ended at %(last)s; the vehicle has done %(km)s."), last=distance(last), km=distance(km))
        return Tested(Question.LAST_KM, beyond, why, seq)
    why = Said(N_("Cover runs until %(last)s; the vehicle has done %(km)s."), last=distance(last), km=distance(km))
    return Tested(Question.LAST_KM, YES, why, seq)


def ask_agreed(rule: Rule, start: Shown | None, on: date) -> Tested | None:
    """Whether a contract may have shortened what the law gives."""
    if not rule.agreed_months or start is None:
        return None
    sure_until = Span(rule.agreed_months).last_day(start.on, rule.counting)
    if on <= sure_until:
        return Tested(Question.AGREED_PERIOD, YES, Said(N_("No contract may end it before %(day)s."), day=sure_until))
    why = NN_(
        "The contract may have shortened it to %(n)s month.",
        "The contract may have shortened it to %(n)s months.",
    )
    return Tested(Question.AGREED_PERIOD, NOT_KNOWN, Said(why, n=rule.agreed_months))


def ask_present(rule: Rule, start: Shown | None, on: date) -> Tested | None:
    """Whether the law takes a defect to have been there at delivery, or the buyer must show it."""
    if rule.presumed_months is None or start is None:
        return None
    sure = presumed_until(rule, start)
    if sure and on <= sure:
        why = Said(N_("Until %(day)s a defect is presumed present at delivery."), day=sure)
        return Tested(Question.PRESENT_AT_DELIVERY, YES, why)
    why = Said(N_("The buyer must show that the defect was present at delivery."))
    return Tested(Question.PRESENT_AT_DELIVERY, NOT_KNOWN, why)


def claim_possible(rule: Rule, facts: CarFacts, on: date) -> Holds | None:
    """Whether the battery is known to have lost more than the rule allows.

    An estimate decides no claim, on either side of the floor: only what was measured officially by the day does.
    """
    if rule.floor_tenths is None:
        return None
    health = facts.health
    if health is None or health.kind is HealthKind.ESTIMATED or health.on > on:
        return NOT_KNOWN
    return YES if health.tenths < rule.floor_tenths else NO
