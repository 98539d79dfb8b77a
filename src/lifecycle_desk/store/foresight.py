"""Foresight: what most saves ask is asked along with the lock, so that each of these questions costs no round trip.

A question is its statement with its parameters. One that a save asked before with the same parameters, such as the
dealer's profile, the rules of the market or the highest number of an order, is likely to be asked by the next. Others
follow a first one about the same thing: whoever asks for a vehicle will ask for its readings and its campaigns, so
these go along with that first question. An answer is from within the transaction, behind the lock, and serves until
the transaction itself changes one of the tables that it is from.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

MOST = 24  # questions that are asked beforehand, and that follow one question
REMEMBERED = 800  # questions
LIKELY, GAINED, BEST = 3, 2, 12  # marks from which a question is asked beforehand; for one asked again; at most
ROWS = 200  # of an answer: longer ones are asked when they are wanted
STATEMENTS = 2_000  # of which is kept what they name
SHORTEST, LEAST = 8, 1_000_000  # characters and numbers from which a value tells what a question is about
_NAMES = re.compile(r"\w+")
_ONLY_READS = re.compile(r"\s*SELECT\b(?!.*\bpg_)", re.IGNORECASE | re.DOTALL)
_THE_SAME = object()  # in a question that follows: the value of the one that it follows
type Question = tuple[str, Any]


class Leader(NamedTuple):
    """The first question of a save about something: its statement, and the parameter that names the thing."""

    statement: str
    name: str


class Foreseen(NamedTuple):
    """What a save may ask: a question, or for any thing one that follows the first question about it."""

    leader: Leader | None
    question: Question

    @property
    def after(self) -> str | None:
        """The statement that it goes along with; None for what goes along with the lock."""
        return self.leader.statement if self.leader else None


class Foresight:
    """What the saves of one store have asked, and how often it was asked again."""

    def __init__(self) -> None:
        self._marks: dict[Foreseen, int] = {}
        self._parameters: dict[Foreseen, Any] = {}
        self._after: dict[str | None, dict[Foreseen, None]] = {}
        self._best: dict[str | None, list[Foreseen]] = {}  # of these, until a mark moves that decides about it

    def likely(self) -> Iterator[tuple[Foreseen, Any]]:
        """What the next save is likely to ask, with its parameters."""
        for each in self._likely(None):
            yield each, self._parameters[each]

    def following(self, statement: str, parameters: Any) -> Iterator[tuple[Foreseen, Any]]:
        """What is likely to follow a question, with the parameters that it then has."""
        for each in self._likely(statement):
            if each.leader and (value := parameters.get(each.leader.name)) is not None:
                yield each, _filled(self._parameters[each], value)

    def learn(self, asked: Mapping[Question, Any], unused: Iterable[Foreseen]) -> None:
        """Mark what a save asked up, and down what was asked for nothing."""
        leaders: dict[Any, Leader] = {}
        for question, parameters in asked.items():
            self._mark_up(Foreseen(None, question), parameters)
            if not isinstance(parameters, dict):
                continue
            for name, value in parameters.items():
                if not _tells(value):
                    continue
                leader = leaders.setdefault(value, Leader(question[0], name))
                if leader.statement != question[0]:
                    opened = {key: _THE_SAME if each == value else each for key, each in parameters.items()}
                    self._mark_up(Foreseen(leader, (question[0], _key(opened))), opened)
        for each in unused:
            if each in self._marks:
                self._mark(each, self._marks[each] - 1)
        for each in list(self._marks)[: max(0, len(self._marks) - REMEMBERED)]:
            self._drop(each)

    def forget(self) -> None:
        """Begin anew: something that was asked cannot be asked any more."""
        for each in (self._marks, self._parameters, self._after, self._best):
            each.clear()

    def _likely(self, after: str | None) -> list[Foreseen]:
        if after not in self._best:
            likely = [each for each in self._after.get(after, ()) if self._marks[each] >= LIKELY]
            self._best[after] = sorted(likely, key=self._marks.__getitem__)[-MOST:]
        return self._best[after]

    def _mark_up(self, foreseen: Foreseen, parameters: Any) -> None:
        before = self._marks.pop(foreseen, 1 - GAINED)  # put at the end: what was not asked for long is forgotten
        self._marks[foreseen] = before
        self._parameters[foreseen] = parameters
        self._after.setdefault(foreseen.after, {})[foreseen] = None
        self._mark(foreseen, min(before + GAINED, BEST))

    def _mark(self, foreseen: Foreseen, mark: int) -> None:
        before, self._marks[foreseen] = self._marks[foreseen], mark
        if before != mark and max(before, mark) >= LIKELY:
            self._best.pop(foreseen.after, None)

    def _drop(self, foreseen: Foreseen) -> None:
        del self._parameters[foreseen]
        if self._marks.pop(foreseen) >= LIKELY:
            self._best.pop(foreseen.after, None)
        together = self._after[foreseen.after]
        del together[foreseen]
        if not together:
            del self._after[foreseen.after]


class Answers:
    """What was asked beforehand for one transaction, and what it asked itself."""

    def __init__(self, foresight: Foresight, touched: set[str]) -> None:
        self._foresight, self._touched = foresight, touched
        self._given: dict[Question, Any] = {}
        self._unused: dict[Question, Foreseen] = {}
        self._asked: dict[Question, Any] = {}

    def ask(self, driver: Any) -> None:
        """Send the likely questions by a pipeline, without waiting; what was answered before a rollback is void."""
        self._given.clear()
        for foreseen, parameters in self._foresight.likely():
            self._send(driver, foreseen.question, parameters, foreseen)

    def ask_following(self, driver: Any, statement: str, parameters: Any) -> None:
        """Send what is likely to follow a question along with it, without waiting."""
        if not isinstance(parameters, dict):
            return
        for foreseen, filled in self._foresight.following(statement, parameters):
            question = foreseen.question[0], _key(filled)
            if question not in self._given and question not in self._asked:
                self._send(driver, question, filled, foreseen)

    def expect(self, statement: str, parameters: Any, cursor: Any) -> None:
        """Keep a cursor on whose answer nobody waits yet for whoever asks the same."""
        if (question := _question(statement, parameters)) is not None:
            self._given[question] = cursor

    def changes(self, table: str) -> None:
        """Drop the answers from a table that is changed now."""
        for question in [each for each in self._given if table in _named(each[0])]:
            del self._given[question]

    def given(self, statement: str, parameters: Any) -> Any:
        """The cursor with the answer to a question, if it was asked beforehand and nothing has changed since."""
        question = _question(statement, parameters)
        if question is None:
            return None
        cursor = self._given.pop(question, None)
        if cursor is not None:
            self._unused.pop(question, None)
        if self._touched.isdisjoint(_named(statement)):  # else it could not be foreseen another time
            self._asked[question] = parameters
        return cursor

    def rows(self, statement: str, parameters: Any, count: int) -> None:
        """Hear how many rows answer a question; of a long answer nothing is learnt."""
        if count > ROWS and (question := _question(statement, parameters)):
            self._asked.pop(question, None)

    def learn(self) -> None:
        """Keep what this transaction tells about the next ones."""
        self._foresight.learn(self._asked, self._unused.values())

    def _send(self, driver: Any, question: Question, parameters: Any, foreseen: Foreseen) -> None:
        cursor = driver.cursor()
        cursor.execute(question[0], parameters)
        self._given[question] = cursor
        self._unused[question] = foreseen


@lru_cache(STATEMENTS)
def _named(statement: str) -> frozenset[str]:
    """The words of a statement, among them the tables that it is from."""
    return frozenset(_NAMES.findall(statement))


@lru_cache(STATEMENTS)
def _only_reads(statement: str) -> bool:
    return _ONLY_READS.match(statement) is not None


def _tells(value: object) -> bool:
    """Whether a value names a thing, such as a VIN or the key of an order; a short one stands for too much."""
    if isinstance(value, str):
        return len(value) >= SHORTEST
    return isinstance(value, int) and value >= LEAST


def _filled(parameters: Mapping[str, Any], value: Any) -> dict[str, Any]:
    return {name: value if each is _THE_SAME else each for name, each in parameters.items()}


def _question(statement: str, parameters: Any) -> Question | None:
    """A statement that only reads with its parameters, as a key; None for another."""
    if not _only_reads(statement):
        return None
    key = _key(parameters)
    try:
        hash(key)
    except TypeError:  # a parameter that is a list
        return None
    return statement, key


def _key(parameters: Any) -> Any:
    return tuple(sorted(parameters.items())) if isinstance(parameters, dict) else tuple(parameters or ())
