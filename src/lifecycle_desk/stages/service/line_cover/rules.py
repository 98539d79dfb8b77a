"""Whether a line of an order is covered: the part that it is about, put before the promises of the car's make.

A line that names no part is neither covered nor refused: it is not known what it is about. A part that was fitted here
before has a promise of its own, from the day of its fitting.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.cover.rules import (
    Answer,
    CarFacts,
    Fitted,
    Lack,
    PartGroup,
    Rule,
    RuleKind,
    Verdict,
    evaluate,
    proposed,
)
from lifecycle_desk.market.published_data import PublishedData
from lifecycle_desk.stages.service.orders.rules.orders import Line, LineKind, PayType

NO_PART = N_("Choose the part to check cover.")
NOT_IN_CAR = N_("A vehicle with this powertrain has no such part.")
ON_COVER = frozenset({PayType.WARRANTY, PayType.CAMPAIGN, PayType.GOODWILL})  # the maker pays, and asks for his reasons


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """Whether a line is covered, and why in a sentence.

    `part` is None where neither anybody chose one nor the words name one; it is `proposed` where the words named it.
    `verdict` holds every rule that was asked.
    """

    answer: Answer
    why: Said
    part: PartGroup | None = None
    proposed: bool = False
    verdict: Verdict | None = None

    @property
    def lacks(self) -> Lack | None:
        """What would have to be added for the cover to be known."""
        return self.verdict.lacks if self.verdict else None

    def matters_to(self, pays: PayType) -> bool:
        """Whether a line of that payer is to say it.

        An answer always is: what is covered need not be paid by the customer. That none is known says nothing of a line
        for which nobody asks, since neither the maker pays for it nor anybody has chosen its part.
        """
        chosen = self.part is not None and not self.proposed
        return self.answer is not Answer.NOT_KNOWN or pays in ON_COVER or chosen


@dataclass(frozen=True, slots=True)
class LineJudge:
    """A car on a day, ready to judge lines: what is known of it, and the promises that can be its own.

    `odometer_km` is the distance run, `beyond_dash_km` how much of it the dash does not show since its cluster was
    replaced. `fittings` are the parts that were fitted here before, by their number; the last fitting counts. `data`
    has the words by which a line's text names a part; without any, the program's own are meant.
    """

    facts: CarFacts
    rules: tuple[Rule, ...]
    on: date
    odometer_km: int | None = None
    fittings: Mapping[str, Fitted] = field(default_factory=dict)
    beyond_dash_km: int = 0
    data: PublishedData | None = None

    def at(self, odometer_km: int | None, on: date | None = None) -> "LineJudge":
        """The same car with another distance run, on another day."""
        return replace(self, odometer_km=odometer_km, on=on or self.on)

    def read(self, shown_km: int) -> "LineJudge":
        """The same car with another reading of its dash."""
        return self.at(shown_km + self.beyond_dash_km)

    def judged(self, line: Line) -> LineVerdict:
        """Whether a line is covered; the same at every order that it stands on."""
        part = line.group or proposed(f"{line.code} {line.text}", self.on, self.data)
        if part is None:
            return LineVerdict(Answer.NOT_KNOWN, Said(NO_PART))
        if not part.is_in(self.facts.energy):
            return LineVerdict(Answer.NOT_KNOWN, Said(NOT_IN_CAR), part, line.group is None)
        verdict = self._best(line, part)
        return LineVerdict(verdict.answer, verdict.why[0], part, line.group is None, verdict)

    def _best(self, line: Line, part: PartGroup) -> Verdict:
        """The verdict about the part, or about the spare part that it is where that one covers."""
        own = evaluate(self.facts, part, self.on, self.odometer_km, self.rules)
        fitted = self.fittings.get(line.code) if line.kind is LineKind.PART else None
        if fitted is None or own.answer is Answer.COVERED:
            return own
        of_spare = replace(self.facts, fitted=fitted)
        spare = evaluate(of_spare, PartGroup.SPARE_PARTS, self.on, self.odometer_km, self.rules)
        return spare if spare.answer is Answer.COVERED else own


def judge_of(
    facts: CarFacts,
    rules: tuple[Rule, ...],
    on: date,
    odometer_km: int | None,
    fittings: Mapping[str, Fitted] | None = None,
) -> LineJudge:
    """A judge of a car's lines.

    Only the promises of its make and market are kept, so that a line is judged while it is typed. The law's guarantee
    is a right of the buyer against the dealer, who pays for it himself: it makes no line the maker's.
    """
    own = tuple(each for each in rules if each.kind is not RuleKind.STATUTORY and each.is_of(facts.brand, facts.market))
    return LineJudge(facts, own, on, odometer_km, fittings or {})
