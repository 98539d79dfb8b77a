"""Whether a part of a car is covered on a day, by which promise, until when, and why: every rule and condition told.

Covered is a part that any rule covers; not known one that some rule might cover, or of which no terms are known at all.
The cover runs by time and distance; whether a battery has lost enough for a claim is told beside it, not in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.cover.rules.conditions import ask_condition
from lifecycle_desk.cover.rules.facts import CarFacts
from lifecycle_desk.cover.rules.questions import (
    ask_agreed,
    ask_energy,
    ask_in_force,
    ask_last_day,
    ask_last_km,
    ask_model,
    ask_present,
    ask_sale_day,
    ask_start,
    claim_possible,
    last_day_of,
    last_km_of,
    start_of,
    unlimited_until,
)
from lifecycle_desk.cover.rules.rule import Rule
from lifecycle_desk.cover.rules.terms import (
    NEVER_WITH_THE_VEHICLE,
    Answer,
    Holds,
    Lack,
    Open,
    PartGroup,
    Question,
    RuleKind,
)
from lifecycle_desk.cover.rules.tested import Considered, Tested, distance

_ANSWERS = (Answer.COVERED, Answer.NOT_KNOWN, Answer.NOT_COVERED)
_KINDS = (RuleKind.MAKER, RuleKind.DEALER, RuleKind.STATUTORY)
_BELONGS = (Holds.YES, Holds.NOT_KNOWN, Holds.NO)
_FOR_EVER = 10**9  # beyond any day's number and any kilometre


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer about a part on a day, the rule that carries it, and all rules that were considered, the best first.

    `last_day` and `last_km` are those of `by`, inclusive; None is not known. They are what is reckoned with: what is
    shown are `ends`. `claim_possible` is about lost capacity:
    whether a cover with a minimum health is in force and the battery is known to be below it; None for other parts.
    """

    part: PartGroup
    on: date
    odometer_km: int | None
    answer: Answer
    by: Considered | None
    considered: tuple[Considered, ...]
    why: tuple[Said, ...]
    last_day: date | Open | None = None
    last_km: int | Open | None = None
    claim_possible: Holds | None = None
    lacks: Lack | None = None

    @property
    def ends(self) -> tuple[date | Open | None, int | Open | None]:
        """The last day and kilometre as they are shown: none where the answer is not known, or it would seem one."""
        return (None, None) if self.answer is Answer.NOT_KNOWN else (self.last_day, self.last_km)


@dataclass(frozen=True, slots=True)
class Cover:
    """A part's best cover on a day, as the vehicle's page and other programs show it."""

    part: PartGroup
    until: date | Open | None
    until_km: int | Open | None
    floor_tenths: int | None
    answer: Answer
    why: Said
    rule: Rule
    lacks: Lack | None = None

    @property
    def minimum_health_percent(self) -> Decimal | None:
        """The minimum health in per cent."""
        return None if self.floor_tenths is None else Decimal(self.floor_tenths) / 10

    @property
    def is_weak(self) -> bool:
        """Whether the answer rests on a source that is still to be verified."""
        return self.rule.verify and self.answer is not Answer.NOT_KNOWN

    @property
    def in_force(self) -> bool | None:
        """Whether it covers; None where that is not known."""
        return None if self.answer is Answer.NOT_KNOWN else self.answer is Answer.COVERED


def evaluate(facts: CarFacts, part: PartGroup, on: date, odometer_km: int | None, rules: Iterable[Rule]) -> Verdict:
    """Whether a part is covered on a day at an odometer reading (a true distance), inclusive of last day and km.

    More kilometres never make a cover, nor does a later day, but for terms that are raised for cars sold earlier.
    """
    return _verdict(facts, part, on, odometer_km, _asked(facts, on, odometer_km, rules))


def covers_of(facts: CarFacts, on: date, odometer_km: int | None, rules: Iterable[Rule]) -> tuple[Cover, ...]:
    """The best cover of each part that terms name, and of a traction battery in any case."""
    asked = _asked(facts, on, odometer_km, rules)
    named = {each.rule.part for each in asked if each.belongs is not Holds.NO}
    if named and facts.energy is not None and facts.energy.has_traction_battery:
        named.add(PartGroup.BATTERY)
    if facts.fitted is None:
        named.discard(PartGroup.SPARE_PARTS)
    verdicts = (_verdict(facts, part, on, odometer_km, asked) for part in PartGroup if part in named)
    return tuple(
        Cover(each.part, *each.ends, each.by.rule.floor_tenths, each.answer, each.why[0], each.by.rule, each.lacks)
        for each in verdicts
        if each.by is not None
    )


def _asked(facts: CarFacts, on: date, odometer_km: int | None, rules: Iterable[Rule]) -> list[Considered]:
    """The promises that can be this car's, by brand and market, with what was asked for each."""
    return [
        _consider(rule, facts, on, odometer_km)
        for rule in rules
        if rule.is_of(facts.brand, facts.market) and rule.part.is_in(facts.energy)
    ]


def _verdict(
    facts: CarFacts,
    part: PartGroup,
    on: date,
    odometer_km: int | None,
    asked: list[Considered],
) -> Verdict:
    """The verdict about one part, by what was asked."""
    considered = _for_part(part, facts, odometer_km, asked)
    by = considered[0] if considered else None
    promised = any(each.rule.kind is not RuleKind.STATUTORY and each.belongs is not Holds.NO for each in considered)
    no_terms = Said(N_("No terms of %(brand)s for this part are known in this market."), brand=facts.brand)
    if by is None:
        return Verdict(part, on, odometer_km, Answer.NOT_KNOWN, None, considered, (no_terms,), lacks=Lack.TERMS)
    known = promised or by.answer is Answer.COVERED
    return Verdict(
        part,
        on,
        odometer_km,
        by.answer if known else Answer.NOT_KNOWN,
        by,
        considered,
        _why(by, odometer_km) if known else (no_terms, *_why(by, odometer_km)),
        *_ends(by, odometer_km),
        claim_possible=_claim(considered),
        lacks=_lacking(by) if known else Lack.TERMS,
    )


def _lacking(by: Considered) -> Lack | None:
    """What somebody can add where the answer is not known: the day of the sale, from which all terms are counted."""
    days = {Question.SALE_DAY, Question.START}
    open_ = {each.asked for each in by.tests if each.holds is Holds.NOT_KNOWN}
    return Lack.SALE_DAY if by.answer is Answer.NOT_KNOWN and days & open_ else None


def _for_part(
    part: PartGroup,
    facts: CarFacts,
    odometer_km: int | None,
    asked: list[Considered],
) -> tuple[Considered, ...]:
    """All rules that name a part, and those of the vehicle it belongs to, the best first."""
    if not part.is_in(facts.energy):
        return ()
    named = [each for each in asked if each.rule.part is part]
    wholes = [] if part is PartGroup.VEHICLE else [each for each in asked if _may_hold(each.rule, part)]
    lifted = {
        name: holds
        for holds in (Holds.NOT_KNOWN, Holds.YES)
        for each in asked
        if each.belongs is holds
        for name in each.rule.supersedes
    }
    wholes = [_unless_narrowed(each, named, lifted) for each in wholes]
    return tuple(sorted((*named, *wholes), key=lambda each: _rank(each, part, odometer_km)))


def _consider(rule: Rule, facts: CarFacts, on: date, odometer_km: int | None) -> Considered:
    """One rule with all its questions, asked of the car."""
    start = start_of(rule, facts)
    starts_on = start.on if start else None
    asked = (
        ask_model(rule, facts),
        ask_energy(rule, facts),
        ask_sale_day(rule, facts),
        ask_in_force(rule, on),
        ask_start(start, on),
        ask_last_day(rule, start, on),
        ask_last_km(rule, facts, start, on, odometer_km),
        ask_agreed(rule, start, on),
        *(ask_condition(facts, each, on, odometer_km, starts_on) for each in rule.conditions),
        ask_present(rule, start, on),
    )
    return Considered(
        rule,
        tuple(each for each in asked if each is not None),
        starts_on,
        last_day_of(rule, start),
        last_km_of(rule, facts),
        unlimited_until(rule, start),
        claim_possible(rule, facts, on),
    )


def _may_hold(rule: Rule, part: PartGroup) -> bool:
    """Whether a vehicle's cover can be that of a part; the law looks at the whole car, makers leave out what wears."""
    if rule.part is not PartGroup.VEHICLE or part is PartGroup.SPARE_PARTS:
        return False
    return rule.kind is RuleKind.STATUTORY or part not in NEVER_WITH_THE_VEHICLE


def _unless_narrowed(whole: Considered, named: list[Considered], lifted: Mapping[str, Holds]) -> Considered:
    """A vehicle's cover as it is for a part to which the same promise may give a narrower one."""
    narrowing = {
        _both(each.belongs, _but(lifted.get(each.rule.id, Holds.NO)))
        for each in named
        if each.rule.narrows and each.rule.kind is whole.rule.kind
    }
    if Holds.YES in narrowing:
        told = Tested(Question.WITH_THE_VEHICLE, Holds.NO, Said(N_("This part has separate cover.")))
    elif Holds.NOT_KNOWN in narrowing:
        why = Said(N_("It is not known whether this part has separate cover."))
        told = Tested(Question.WITH_THE_VEHICLE, Holds.NOT_KNOWN, why)
    else:
        told = Tested(Question.WITH_THE_VEHICLE, Holds.YES, Said(N_("The part is covered with the vehicle.")))
    return replace(whole, tests=(*whole.tests, told))


def _both(one: Holds, other: Holds) -> Holds:
    return max(one, other, key=_BELONGS.index)


def _but(holds: Holds) -> Holds:
    return _BELONGS[::-1][_BELONGS.index(holds)]


def _rank(each: Considered, part: PartGroup, odometer_km: int | None) -> tuple[int, ...]:
    """The rank of a cover: first one that covers, then this car's, the maker's, the longest, the newest text.

    A law that lays down no period comes last, or no car would ever be known not to be covered.
    """
    last_day, last_km = _ends(each, odometer_km)
    return (
        each.rule.lasts is Open.NOT_LAID_DOWN and each.answer is not Answer.COVERED,
        _ANSWERS.index(each.answer),
        _BELONGS.index(each.belongs),
        _KINDS.index(each.rule.kind),
        -_far(last_day.toordinal() if isinstance(last_day, date) else last_day),
        -_far(last_km),
        -each.rule.valid_from.toordinal(),
        each.rule.part is not part,
    )


def _far(last: int | Open | None) -> int:
    if isinstance(last, int):
        return last
    return _FOR_EVER if last is Open.UNLIMITED else -1


def _ends(each: Considered, odometer_km: int | None) -> tuple[date | Open | None, int | Open | None]:
    """The last day and kilometre; a car beyond the kilometre is covered while the distance has no limit."""
    beyond = odometer_km is not None and isinstance(each.last_km, int) and odometer_km > each.last_km
    if beyond and each.unlimited_until:
        return each.unlimited_until, Open.UNLIMITED
    return each.last_day, each.last_km


def _why(by: Considered, odometer_km: int | None) -> tuple[Said, ...]:
    """The answer in words: until when, or what decided."""
    if by.deciding is not None:
        return (by.deciding.why,)
    said = [_until(*_ends(by, odometer_km))]
    if by.unlimited_until:
        said.append(Said(N_("Unlimited distance until %(day)s."), day=by.unlimited_until))
    return tuple(said)


def _until(last_day: date | Open | None, last_km: int | Open | None) -> Said:
    match last_day, last_km:
        case date(), int():
            return Said(N_("Covered until %(day)s or %(km)s."), day=last_day, km=distance(last_km))
        case date(), _:
            return Said(N_("Covered until %(day)s, unlimited distance."), day=last_day)
        case _, int():
            return Said(N_("Covered until %(km)s, at any age."), km=distance(last_km))
        case _:
            return Said(N_("Covered with no time or distance limit."))


def _claim(considered: tuple[Considered, ...]) -> Holds | None:
    """Whether lost capacity can be claimed by any cover that has a minimum health."""
    told = [each for each in considered if each.claim_possible is not None]
    in_force = {each.claim_possible for each in told if each.answer is not Answer.NOT_COVERED}
    sure = {each.claim_possible for each in told if each.answer is Answer.COVERED}
    if not told:
        return None
    if Holds.YES in sure:
        return Holds.YES
    return Holds.NOT_KNOWN if in_force & {Holds.NOT_KNOWN, Holds.YES} else Holds.NO
