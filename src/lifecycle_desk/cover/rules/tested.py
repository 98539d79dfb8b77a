"""The questions of one rule about a car, their answers, and the event that shows each."""

from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import Said
from lifecycle_desk.cover.rules.rule import Rule
from lifecycle_desk.cover.rules.terms import Answer, ConditionKind, Holds, Open, Question

_BELONGING = (Question.MODEL, Question.ENERGY, Question.SALE_DAY, Question.IN_FORCE)


@dataclass(frozen=True, slots=True)
class Tested:
    """One question about a car; `seq` is the event that shows the answer, `why` the answer in words."""

    asked: Question | ConditionKind
    holds: Holds
    why: Said
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Considered:
    """A rule with all that was asked for it.

    `last_day` and `last_km` are inclusive; None is not known. Until `unlimited_until` the distance has no limit, and a
    car beyond `last_km` is covered until then. `claim_possible` is about lost capacity of the battery: whether its
    health is known to be below the rule's floor; None where the rule has none.
    """

    rule: Rule
    tests: tuple[Tested, ...]
    starts_on: date | None
    last_day: date | Open | None
    last_km: int | Open | None
    unlimited_until: date | None = None
    claim_possible: Holds | None = None

    @property
    def answer(self) -> Answer:
        """One no decides, whatever else is not known; covered is only where all is known."""
        answers = {each.holds for each in self.tests}
        if Holds.NO in answers:
            return Answer.NOT_COVERED
        return Answer.NOT_KNOWN if Holds.NOT_KNOWN in answers else Answer.COVERED

    @property
    def belongs(self) -> Holds:
        """Whether the terms are this car's at all, whatever became of them."""
        answers = {each.holds for each in self.tests if each.asked in _BELONGING}
        return next((holds for holds in (Holds.NO, Holds.NOT_KNOWN) if holds in answers), Holds.YES)

    @property
    def deciding(self) -> Tested | None:
        """The first question that keeps it from covering; None where it covers."""
        for holds in (Holds.NO, Holds.NOT_KNOWN):
            for each in self.tests:
                if each.holds is holds:
                    return each
        return None


def distance(km: int) -> Distance:
    """Kilometres as a fact of a sentence, which the market's unit writes."""
    return Distance(km)
