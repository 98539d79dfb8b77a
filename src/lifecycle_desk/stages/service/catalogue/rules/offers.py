"""What is offered for what somebody types in a line: from the catalogue, and from the lines of earlier orders.

Ranked: the code that was typed in full, then what this dealer uses on the model, then what it uses at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lifecycle_desk.base.folding import folded, tight
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry
from lifecycle_desk.stages.service.catalogue.rules.line_texts import LineText, called
from lifecycle_desk.stages.service.catalogue.rules.matching import fits, terms_of, wanted_of
from lifecycle_desk.stages.service.orders.rules.cores import core_of
from lifecycle_desk.stages.service.orders.rules.orders import LineKind

MOST_OFFERED = 12


@dataclass(frozen=True, slots=True)
class OfferContext:
    """The car, the day and the language that lines are offered for; `kind` is the kind of the line so far.

    `house` is the language in which the catalogue is written itself.
    """

    kind: LineKind | None = None
    make: str = ""
    model: str = ""
    on: date = date.max
    language: str | None = None
    house: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A line that is offered. `price` and `core` are in minor units; `replaces` is the number that was found for it.

    `text` is what the line will keep, for the customer's papers; `words` are the catalogue's in all its languages.
    `times` is how often this dealer has used it, `of_model` how often on the model.
    """

    kind: LineKind
    code: str
    text: str
    price: int | None = None
    hours: Decimal | None = None
    group: PartGroup | None = None
    core: int | None = None
    replaces: str = ""
    times: int = 0
    of_model: int = 0
    words: LineText | None = None

    @property
    def called(self) -> LineText:
        """What the line is called, for whoever reads it."""
        return self.words or LineText(self.text)


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """A line of an earlier order, with the car that it was of; `uses` lines said the same."""

    kind: LineKind
    code: str
    text: str
    make: str
    model: str
    price: int
    hours: Decimal | None
    group: PartGroup | None
    uses: int = 1


@dataclass(slots=True)
class Habit:
    """What earlier lines say of one code, or of one text where they have no code; the latest line says it last."""

    kind: LineKind
    code: str = ""
    text: str = ""
    price: int | None = None
    group: PartGroup | None = None
    times: int = 0
    by_model: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    hours: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    terms: tuple[str, ...] = ()

    def offer(self, at: OfferContext) -> Offer:
        """Its line for a car: the last price, the last hours on the model, else the last on any."""
        model = _model(at.make, at.model)
        hours = self.hours.get(model) or next(reversed(self.hours.values()), None)
        many = self.by_model.get(model, 0)
        return Offer(self.kind, self.code, self.text, self.price, hours, self.group, times=self.times, of_model=many)


class Learnt:
    """The habits of a dealer, from the lines of its orders."""

    def __init__(self, lines: Iterable[EarlierLine] = ()) -> None:
        """Learn from lines, the earliest first."""
        self._habits: dict[tuple[LineKind, str, str], Habit] = {}
        for line in lines:
            self._learn(line)
        for habit in self._habits.values():
            habit.terms = tuple(terms_of(habit.code, (habit.text,)))

    def _learn(self, line: EarlierLine) -> None:
        if core_of(line.code):
            return  # it comes with its part
        key = tight(line.code)
        place = line.kind, key, "" if key else folded(line.text)
        if not (place[1] or place[2]):
            return
        habit = self._habits.setdefault(place, Habit(line.kind))
        model = _model(line.make, line.model)
        habit.code, habit.text = line.code or habit.code, line.text or habit.text
        habit.price, habit.group = line.price, line.group or habit.group
        habit.times += line.uses
        habit.by_model[model] += line.uses
        if line.hours:
            habit.hours.pop(model, None)  # the latest stands last
            habit.hours[model] = line.hours

    def of(self, kind: LineKind, code: str) -> Habit | None:
        """The habit with a code."""
        return self._habits.get((kind, tight(code), ""))

    def found(self, typed: str) -> list[Habit]:
        """The habits that are meant by what is typed, the most used first."""
        words, number = wanted_of(typed)
        hits = [each for each in self._habits.values() if fits(each.terms, words, number)]
        return sorted(hits, key=lambda each: -each.times)


def offer_of(entry: CatalogueEntry, at: OfferContext, habit: Habit | None = None, replaces: str = "") -> Offer:
    """The line of an entry for a car on a day; what the dealer is used to fills in what the entry leaves open."""
    used = habit.offer(at) if habit else None
    price = entry.price_on(at.on)
    hours = entry.hours_of(at.make, at.model) if entry.kind is LineKind.LABOUR else None
    text = entry.text_in(at.language)
    return Offer(
        entry.kind,
        entry.code,
        text,
        price.price if price else used.price if used else None,
        hours or (used.hours if used else None),
        entry.group or (used.group if used else None),
        price.core if price else None,
        replaces,
        used.times if used else 0,
        used.of_model if used else 0,
        called(entry, text, at.house),
    )


def ranked(offers: Sequence[Offer], typed: str, at: OfferContext, most: int = MOST_OFFERED) -> tuple[Offer, ...]:
    """The offers in the order in which they are shown."""
    number = tight(typed)

    def rank(each: Offer) -> tuple[object, ...]:
        exact = number in {tight(each.code), tight(each.replaces)}
        begins = tight(each.code).startswith(number)
        own_kind = at.kind is None or each.kind is at.kind
        return not exact, -each.of_model, -each.times, not own_kind, not begins, folded(each.text), each.code

    return tuple(sorted(offers, key=rank)[:most])


def _model(make: str, model: str) -> tuple[str, str]:
    return tight(make), tight(model)
