"""Foresight: what most saves ask is asked along with the lock, so that each of these questions costs no round trip.

A question is its statement with its parameters. One that a save asked before with the same parameters, such as the
dealer's profile, the rules of the market or the highest number of an order, is likely to be asked by the next. Its
answer is from within the transaction, behind the lock, and serves until the transaction itself changes one of the
tables that it is from.
"""

import re
from collections.abc import Iterable
from typing import Any

MOST = 24  # questions that are asked beforehand
REMEMBERED = 400  # questions
LIKELY, GAINED, BEST = 3, 2, 12  # marks from which a question is asked beforehand; for one asked again; at most
ROWS = 200  # of an answer: longer ones are asked when they are wanted
_NAMES = re.compile(r"\w+")
_ONLY_READS = re.compile(r"\s*SELECT\b(?!.*\bpg_)", re.IGNORECASE | re.DOTALL)
type Question = tuple[str, Any]


class Foresight:
    """What the saves of one store have asked, and how often it was asked again."""

    def __init__(self) -> None:
        self._marks: dict[Question, int] = {}
        self._parameters: dict[Question, Any] = {}

    def likely(self) -> list[tuple[Question, Any]]:
        """The questions that the next save is likely to ask, each with its parameters."""
        best = sorted((each for each, mark in self._marks.items() if mark >= LIKELY), key=self._marks.__getitem__)
        return [(each, self._parameters[each]) for each in best[-MOST:]]

    def learn(self, asked: Iterable[tuple[Question, Any]], unused: Iterable[Question]) -> None:
        """Mark what a save asked up, and down what was asked for nothing."""
        for question, parameters in asked:
            mark = self._marks.pop(question, 1 - GAINED)
            self._marks[question] = min(mark + GAINED, BEST)  # at the end: what was not asked for long is forgotten
            self._parameters[question] = parameters
        for question in unused:
            if question in self._marks:
                self._marks[question] -= 1
        for question in list(self._marks)[: max(0, len(self._marks) - REMEMBERED)]:
            del self._marks[question], self._parameters[question]

    def forget(self) -> None:
        """Begin anew: something that was asked cannot be asked any more."""
        self._marks.clear()
        self._parameters.clear()


class Answers:
    """What was asked beforehand for one transaction, and what it asked itself."""

    def __init__(self, foresight: Foresight, touched: set[str]) -> None:
        self._foresight, self._touched = foresight, touched
        self._given: dict[Question, Any] = {}
        self._unused: set[Question] = set()
        self._asked: dict[Question, Any] = {}

    def ask(self, driver: Any) -> None:
        """Send the likely questions by a pipeline, without waiting; what was answered before a rollback is void."""
        self._given.clear()
        for question, parameters in self._foresight.likely():
            cursor = driver.cursor()
            cursor.execute(question[0], parameters)
            self._given[question] = cursor
            self._unused.add(question)

    def given(self, statement: str, parameters: Any) -> Any:
        """The cursor with the answer to a question, if it was asked beforehand and nothing has changed since."""
        question = _question(statement, parameters)
        if question is None:
            return None
        self._asked[question] = parameters
        cursor = self._given.pop(question, None)
        if cursor is None or self._touched & set(_NAMES.findall(statement)):
            return None
        self._unused.discard(question)
        return cursor

    def rows(self, statement: str, parameters: Any, count: int) -> None:
        """Hear how many rows answer a question; of a long answer nothing is learnt."""
        if count > ROWS and (question := _question(statement, parameters)):
            self._asked.pop(question, None)

    def learn(self) -> None:
        """Keep what this transaction tells about the next ones."""
        self._foresight.learn(self._asked.items(), self._unused)


def _question(statement: str, parameters: Any) -> Question | None:
    """A statement that only reads with its parameters, as a key; None for another."""
    if not _ONLY_READS.match(statement):
        return None
    try:
        key = tuple(sorted(parameters.items())) if isinstance(parameters, dict) else tuple(parameters or ())
        hash(key)
    except TypeError:  # a parameter that is a list
        return None
    return statement, key
