"""Answers to a checklist: what they come to, one for each item, which items lack one, and what can be measured."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum, auto
from typing import Self

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.said import Said
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.market.checklist_items import LIST_VERSION, Item, concerned

MOST_DIGITS = 12  # of a measured value, before and after the point


class Sign(Enum):
    """The sign of an answer, whatever a list calls it: its look on screens and on papers follows from it."""

    GOOD = auto()
    BAD = auto()
    MENDED = auto()
    DOUBTFUL = auto()
    LEFT_OUT = auto()


class AnswerTerm(LabeledEnum):
    """An answer that items may have: PASS = "pass", C_("inspection", "Pass"), Sign.GOOD, "P", the last its key."""

    sign: Sign
    key: str

    def __new__(cls, code: str, says: str, sign: Sign, key: str = "") -> Self:
        """A member is its code; what else is known of it stands beside it."""
        member = str.__new__(cls, code)  # an enum's own __new__ makes no members once its class is there
        member._value_, member.label, member.sign, member.key = code, says, sign, key
        return member


def list_said(name: str | None) -> Said | None:
    """A list as people call it where its kind is plain: pdi-2 is version 2; what it is kept under is told to nobody."""
    return Said(LIST_VERSION, version=name.rpartition("-")[2]) if name else None


def once_each[Answer, Name: Hashable, Asked](
    answers: Iterable[Answer],
    name_of: Callable[[Answer], Name],
    asked: Mapping[Name, Asked],
    unknown: Callable[[Name], Objection],
    twice: Callable[[Name], Objection],
    at: str,
) -> Iterator[tuple[int, Asked, Answer]]:
    """Each answer with its place and what it answers; refuses one to nothing and a second one, `at` its place."""
    seen: set[Name] = set()
    for place, answer in enumerate(answers):
        name = name_of(answer)
        if name not in asked:
            raise unknown(name).at_field(at.format(place))
        if name in seen:
            raise twice(name).at_field(at.format(place))
        seen.add(name)
        yield place, asked[name], answer


def unanswered(items: Iterable[Item], energy: str | None, answered: Collection[str]) -> tuple[str, ...]:
    """The items that concern a car and have no answer, by their names."""
    return tuple(item.id for item in concerned(items, energy) if item.id not in answered)


def next_open(order: Sequence[str], answered: Collection[str], after: str = "") -> str:
    """The next item without an answer, from the start again where there is none behind; empty where all have one."""
    start = order.index(after) + 1 if after in order else 0
    return next((each for each in (*order[start:], *order[:start]) if each not in answered), "")


def is_measured(value: Decimal) -> bool:
    """Whether an instrument can show a value, and it does not take too many digits to write out, as 1E+999999 does."""
    if not value.is_finite():
        return False
    _, digits, exponent = value.as_tuple()
    return len(digits) + abs(int(exponent)) <= MOST_DIGITS
