"""Retention: the dealer's terms, what they would erase today and what is held back, and one run that erases it."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import Step, Steps, drained
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.commands.presence import refuse_incomplete
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.dealership.usecases.market_rules import accounts_duty
from lifecycle_desk.market.retention import Duty
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import retention as rules
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.rules.retention import ERASED, RULES, TERM_SET, Due, RetentionRule, RuleTold
from lifecycle_desk.vehicle.rules.rights import PERSON_ERASE, RETENTION_EDIT
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.recording import record_event

OFTEN = 200  # customers and other data that are due, from one step to the next
# What is due rests on them.
TABLES = frozenset({"event", "person", "vehicle", "repair_order", "warranty_claim", "charging_session", "draft"})

type Terms = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SetTerm:
    """The term of a rule from now on; None keeps everything."""

    rule: str
    term: int | None = None


@dataclass(frozen=True, slots=True)
class SetTerms:
    """The terms of several rules from now on."""

    terms: tuple[SetTerm, ...]


@dataclass(frozen=True, slots=True)
class TermSaved:
    """A rule with its term, and the one before."""

    rule: str
    term: int | None
    before: int | None


@dataclass(frozen=True, slots=True)
class Erasable:
    """A kind of data that a rule erases: what of it is due, counted from before a day, and how one of these is erased.

    `erase` looks again in its own transaction, and gives how many things went: none where something holds it by then.
    """

    rule: RetentionRule
    due: "Callable[[Transaction, date, Terms], Iterable[Due]]"
    erase: "Callable[[Transaction, Due, date], int]"


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be erased on a day, by which rule, and what is held back and why; `law` limits the terms."""

    on: date
    terms: Terms
    law: Duty | None
    due: tuple[Due, ...]

    @property
    def erasable(self) -> tuple[Due, ...]:
        """What nothing holds back."""
        return tuple(each for each in self.due if not each.holds)


@dataclass(frozen=True, slots=True)
class ErasedByRules:
    """How much each rule erased, and what these erasures could not reach."""

    counts: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[Objection, ...] = ()

    @property
    def total(self) -> int:
        """How much was erased in all."""
        return sum(self.counts.values())


_ERASABLE: dict[str, Erasable] = {}


def on_retention(erasable: Erasable) -> None:
    """A room that keeps personal data of its own says what a rule erases of it."""
    _ERASABLE[erasable.rule.id] = erasable


def _as_before(made: TermSaved) -> "tuple[Command[Any, Any], SetTerm]":
    return set_retention, SetTerm(made.rule, made.before)


@command(RETENTION_EDIT, _as_before)
def set_retention(tx: Transaction, asked: SetTerm) -> TermSaved:
    """Set the term of a retention rule; the law's duty to keep papers of accounting limits some of them."""
    return _set(tx, asked)


def _set(tx: Transaction, asked: SetTerm) -> TermSaved:
    rule, law = rules.rule_called(asked.rule), law_in_force(tx)
    rules.check_term(rule, asked.term, law.years if law else None)
    before = terms(tx).get(rule.id)
    if before != asked.term:
        record_event(tx, Event(None, today(tx), TERM_SET, {"rule": rule.id, "term": asked.term}))
    return TermSaved(rule.id, asked.term, before)


def _all_as_before(made: tuple[TermSaved, ...]) -> "tuple[Command[Any, Any], SetTerms]":
    return set_retention_terms, SetTerms(tuple(SetTerm(each.rule, each.before) for each in made))


@command(RETENTION_EDIT, _all_as_before)
def set_retention_terms(tx: Transaction, asked: SetTerms) -> tuple[TermSaved, ...]:
    """Set the terms of several retention rules: all of them or none."""
    made = []
    for at, each in enumerate(asked.terms):
        try:
            made.append(_set(tx, each))
        except Objection as refused:
            raise refused.at_field(f"terms[{at}].{refused.at}") from None
    return tuple(made)


def terms(tx: Transaction) -> dict[str, int]:
    """The terms of the rules that have one, as they were set last."""
    told = (each.facts_as(RuleTold) for each in life_rows.of_dealer(tx, TERM_SET))
    said = {each.rule: each.term for each in told}
    return {rule: term for rule, term in said.items() if term is not None}


def law_in_force(tx: Transaction) -> Duty | None:
    """The duty of the market in force to keep papers of accounting."""
    return accounts_duty(tx)


def preview(user: UserSession) -> Preview:
    """What the rules would erase today, for whoever sets them."""
    return drained(previewing(user))


def previewing(user: UserSession) -> Steps[Preview]:
    """The same in steps, what nothing holds back first, then by rule and day: what holds many back takes a while."""
    refuse_incomplete()
    user.require(RETENTION_EDIT)
    order = [each.id for each in RULES]
    with user.store.reading() as tx:
        known, on, found = terms(tx), today(tx), list[Due]()
        for each in _due(tx, known, on):
            found.append(each)
            if len(found) % OFTEN == 0:
                yield Step(len(found))
        found.sort(key=lambda each: (bool(each.holds), order.index(each.rule), each.since))
        return Preview(on, known, law_in_force(tx), tuple(found))


def _due(tx: Transaction, known: Terms, on: date) -> Iterator[Due]:
    for each in _ERASABLE.values():
        term = known.get(each.rule.id)
        if term is not None:
            yield from each.due(tx, rules.last_day_kept(each.rule, term, on), known)


def erasing(user: UserSession, only: tuple[str, ...] = ()) -> Steps[ErasedByRules]:
    """Erase what is due, each in a transaction of its own: whoever stops it keeps what was erased until then."""
    seen = yield from previewing(user)
    todo = [each for each in seen.erasable if not only or each.rule in only]
    counts: dict[str, int] = {}
    warnings: list[Objection] = []
    yield Step(0, len(todo))
    for done, each in enumerate(todo, 1):
        erasable = _ERASABLE[each.rule]
        before = rules.last_day_kept(erasable.rule, seen.terms[each.rule], seen.on)
        with user.writing() as tx:
            user.authorise(tx, PERSON_ERASE)
            counts[each.rule] = counts.get(each.rule, 0) + erasable.erase(tx, each, before)
        warnings += tx.warnings
        user.store.give_way()
        yield Step(done, len(todo))
    return ErasedByRules(counts, tuple(dict.fromkeys(warnings)))


def tell_erased(tx: Transaction, rule: RetentionRule, count: int, before: date) -> None:
    """Tell that a rule erased something that is no customer: how much, and from before which day."""
    record_event(tx, Event(None, today(tx), ERASED, {"rule": rule.id, "count": count, "before": before}))


class DueLines:
    """What is due as a list, as it was looked up: who shows it looks again when something has changed."""

    tables: frozenset[str] = frozenset()

    def __init__(self, due: Sequence[Due] = ()) -> None:
        self.due = due

    def keys(self, first: int | None = None) -> "array[int]":
        """The places of all that is due, or of the first ones."""
        return array("q", range(len(self.due[:first])))

    def rows(self, keys: Sequence[int]) -> dict[int, Due]:
        """Some of it."""
        return {key: self.due[key] for key in keys if key < len(self.due)}


COMMANDS: tuple[Command[Any, Any], ...] = (set_retention, set_retention_terms)
