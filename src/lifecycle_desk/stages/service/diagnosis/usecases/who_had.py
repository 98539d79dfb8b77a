"""Showing diagnosis: the sessions of an order, and over all cars who had a code, when, and what cured it."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.catalogue.rules.line_texts import NO_TEXTS, LineText, LineTexts
from lifecycle_desk.stages.service.catalogue.usecases.line_texts import line_texts
from lifecycle_desk.stages.service.diagnosis.rules import diagnosis
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import (
    CodeRead,
    Cure,
    Description,
    EcuRead,
    Outcome,
    Reading,
)
from lifecycle_desk.stages.service.diagnosis.rules.trouble_codes import TroubleCode, read_code
from lifecycle_desk.stages.service.diagnosis.tables import code_descriptions
from lifecycle_desk.stages.service.diagnosis.tables import sessions as diagnosis_rows
from lifecycle_desk.stages.service.diagnosis.tables.sessions import Occurrence, StoredDiagnosis
from lifecycle_desk.stages.service.orders.rules.orders import Line, RepairOrder
from lifecycle_desk.stages.service.orders.rules.states import CANCELLED
from lifecycle_desk.stages.service.orders.tables import orders
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import life

NO_WORDS = LineText("")
MOST_OTHERS = 1_000  # cars that are counted beside a code; more are "1,000+"
LOOKED_AT = 300  # the latest readings of a code, of which the page tells what cured them


@dataclass(frozen=True, slots=True)
class CodeShown:
    """A code of a session: what it means here, how many other cars had it."""

    read: CodeRead
    code: TroubleCode
    meaning: Description | None
    others: int


@dataclass(frozen=True, slots=True)
class UnitShown:
    """A control unit of a session with its codes."""

    ecu: EcuRead
    codes: tuple[CodeShown, ...]


@dataclass(frozen=True, slots=True)
class SessionShown:
    """A session as an order shows it."""

    stored: StoredDiagnosis
    units: tuple[UnitShown, ...]


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """One reading of a code at one car, what became of it and what was done.

    `again_on` is the day on which it was read again, `later` how often the car was read out since it was handed over.
    `texts` has the catalogue's words for the parts of its cure.
    """

    key: int
    occurrence: Occurrence
    order: str | None
    outcome: Outcome
    cure: Cure | None
    since: date | None = None
    again_on: date | None = None
    later: int = 0
    texts: LineTexts = NO_TEXTS

    def text_in(self, language: str, part: Line) -> str:
        """What a part of its cure is called, as a reader of a language has it."""
        return self.texts.of(part).read_in(language)


@dataclass(frozen=True, slots=True)
class Tally:
    """A part that was the cause, and at how many readings of the code the fault was gone with it."""

    part: str
    text: str
    times: int
    words: LineText = NO_WORDS

    def text_in(self, language: str) -> str:
        """What it is called, as a reader of a language has it."""
        return self.words.read_in(language) or self.text


@dataclass(frozen=True, slots=True)
class CodeCard:
    """The facts of a code over all cars; outcomes and parts are those of the latest readings."""

    code: TroubleCode
    times: int
    cars: int
    descriptions: tuple[Description, ...]
    outcomes: dict[Outcome, int]
    parts: tuple[Tally, ...]
    models: tuple[tuple[str, int], ...]

    @property
    def told(self) -> int:
        """Of how many readings the outcomes are."""
        return sum(self.outcomes.values())


def sessions_of(user: UserSession, number: str, language: str) -> tuple[SessionShown, ...]:
    """The sessions of an order, the last first, with what each code means for its car."""
    with user.store.reading() as tx:
        order = orders.order(tx, number)
        found = diagnosis_rows.sessions(tx, diagnosis_rows.events_of_order(tx, order.key))
        return _shown(tx, order.vin, found, language)


def _shown(tx: Transaction, vin: str, found: Sequence[StoredDiagnosis], language: str) -> tuple[SessionShown, ...]:
    bases = {read_code(code.code).base for each in found for ecu in each.session.ecus for code in ecu.codes}
    known, maker = code_descriptions.descriptions(tx, bases), str(life.row(tx, vin).make)
    others = {base: diagnosis_rows.others(tx, base, vin, MOST_OTHERS) for base in bases}

    def shown(read: CodeRead) -> CodeShown:
        made = read_code(read.code)
        meaning = diagnosis.best(known.get(made.base, ()), made, maker, language)
        return CodeShown(read, made, meaning, others[made.base])

    return tuple(
        SessionShown(
            each,
            tuple(UnitShown(ecu, tuple(shown(code) for code in ecu.codes)) for ecu in each.session.ecus),
        )
        for each in found
    )


class CodeHistory:
    """The list of where a code was read, the latest first; with a failure type, only where it was that one."""

    tables = frozenset(
        {"diagnosis_session", "diagnosis_code", "repair_order", "repair_job", "vehicle", "catalogue_entry"}
    )

    def __init__(self, user: UserSession, code: TroubleCode | None) -> None:
        self.user, self.code = user, code

    def keys(self, first: int | None = None) -> "array[int]":
        """The keys of all readings of the code, or of the first ones; none where no code is asked for."""
        if self.code is None:
            return array("q")
        with self.user.store.reading() as tx:
            return diagnosis_rows.keys(tx, self.code.base, self.code.failure, first)

    def rows(self, keys: Sequence[int]) -> dict[int, CaseSummary]:
        """The summaries of some of them."""
        with self.user.store.reading() as tx:
            return {each.key: each for each in _cases(tx, keys)}


def code_card(user: UserSession, code: TroubleCode) -> CodeCard:
    """The facts of a code: how often, at how many cars, its meaning, its outcomes, the parts that cured it."""
    with user.store.reading() as tx:
        times, cars = diagnosis_rows.how_often(tx, code.base, code.failure)
        cases = _cases(tx, diagnosis_rows.keys(tx, code.base, code.failure, LOOKED_AT))
        cured = [each for each in cases if each.outcome is Outcome.CURED and each.cure]
        parts, words = Counter[tuple[str, str]](), dict[tuple[str, str], LineText]()
        for each in cured:
            found = {(part.code, part.text): each.texts.of(part) for part in each.cure.parts} if each.cure else {}
            parts.update(found.keys())
            words |= found
        models = Counter({each.occurrence.vin: each.occurrence.car for each in cases}.values())
        return CodeCard(
            code,
            times,
            cars,
            tuple(code_descriptions.descriptions(tx, [code.base]).get(code.base, ())),
            dict(Counter(each.outcome for each in cases)),
            tuple(Tally(*part, number, words[part]) for part, number in parts.most_common(5)),
            tuple(models.most_common(5)),
        )


def codes_read_most(user: UserSession, most: int) -> list[str]:
    """The codes that were read at most cars."""
    with user.store.reading() as tx:
        return diagnosis_rows.read_most(tx, most)


def _cases(tx: Transaction, keys: Iterable[int]) -> list[CaseSummary]:
    """Readings with what became of them, in a few statements however many there are."""
    read = diagnosis_rows.occurrences(tx, keys)
    if not read:
        return []
    visits = {each.key: each for each in orders.orders(tx, sorted({each.order for each in read if each.order}))}
    vins = sorted({each.vin for each in read})
    at_cars, days = diagnosis_rows.at_cars(tx, read[0].code.base, vins), diagnosis_rows.days_read(tx, vins)
    found = [_case(each, visits.get(each.order or 0), at_cars[each.vin], days[each.vin]) for each in read]
    texts = line_texts(tx, (part for each in found if each.cure for part in each.cure.parts))
    return [replace(each, texts=texts) for each in found]


def _case(
    occurrence: Occurrence, visit: RepairOrder | None, later: Iterable[Reading], days: Iterable[date]
) -> CaseSummary:
    first = Reading(occurrence.on, occurrence.event, occurrence.order, occurrence.code.failure)
    line = CaseSummary(
        occurrence.key,
        occurrence,
        visit.number if visit else None,
        Outcome.NO_VISIT if visit is None or visit.state is CANCELLED else Outcome.AT_WORK,
        diagnosis.cure(visit.sheet.jobs, occurrence.code.base) if visit else None,
    )
    if visit is None or visit.handed_over_on is None or visit.closing_event is None:
        return line
    gone = visit.handed_over_on
    again = diagnosis.came_again(first, gone, visit.closing_event, later)
    outcome = Outcome.READ_AGAIN if again else Outcome.CURED
    return replace(line, outcome=outcome, since=gone, again_on=again, later=sum(day > gone for day in days))
