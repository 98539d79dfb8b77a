"""What the monthly report says in words: the first figures, and what moved most, with the part that made it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from lifecycle_desk.base.isolates import own
from lifecycle_desk.base.money import rounded
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.figures.papers import difference_words
from lifecycle_desk.figures.rules.figure import Figure
from lifecycle_desk.figures.rules.readings import Number, Reading, as_read, worth
from lifecycle_desk.language import Language
from lifecycle_desk.language.formats import TRUE_MINUS
from lifecycle_desk.overview.papers.phrases import NONE
from lifecycle_desk.overview.rules.moves import Move, is_sum, is_told_by_sort, summed
from lifecycle_desk.paper import Column, Content, Muted, Note, Strong, Table
from lifecycle_desk.paper.flow import Block

ROSE = N_("%(figure)s: up from %(before)s to %(now)s.")
FELL = N_("%(figure)s: down from %(before)s to %(now)s.")
PART = N_("%(part)s went from %(before)s to %(now)s, %(share)s of the difference.")
MORE = N_("%(part)s alone went from %(before)s to %(now)s; the others moved the other way.")
NO_PART = N_("No single model, technician or payer made a third of the difference.")
RATIO = N_("A ratio: the table of its page shows what it is made of.")
CALM = N_("No figure moved by more than a twentieth.")


def figure_words(figure: Figure, number: Number, currency: str, language: Language) -> str:
    """A number of a figure as people read it."""
    if number is None:
        return NONE
    return language.spoken(worth(figure, number, currency))


def glance(readings: Sequence[Reading], most: int, language: Language) -> Block:
    """The figures of which one way is the better, over all their sorts: now, the month before, and the difference."""
    shown = [
        (figure, currency, before, now)
        for (figure, currency), (before, now) in summed(readings).items()
        if not is_told_by_sort(figure) and (before or now)
    ]
    shown.sort(key=lambda each: each[0].better.value == "neither")
    rows: list[list[Content]] = [
        [
            language(figure.title),
            Strong(figure_words(figure, now, currency, language)),
            figure_words(figure, before, currency, language),
            change_words(figure, before, now, currency, language),
        ]
        for figure, currency, before, now in shown[:most]
    ]
    columns = [
        Column(language(C_("report", "Figure")), share=46),
        Column(language(N_("This month")), share=18, end=True),
        Column(language(N_("Month before")), share=18, end=True),
        Column(language(C_("report", "Difference")), share=18, end=True),
    ]
    return Table(columns, rows, empty=language(N_("Nothing was recorded in this month.")), dense=True)


def change_words(figure: Figure, before: Number, now: Number, currency: str, language: Language) -> Content:
    """The difference of the figures as they are read, with its sign; nothing where either is not known."""
    if before is None or now is None:
        return Muted(NONE)
    change = as_read(figure, now) - as_read(figure, before)
    fallen = difference_words(figure, -abs(change), currency, language)
    return fallen.replace(TRUE_MINUS, "+") if change > 0 else fallen  # where the language has its sign


def told_moves(moved: Sequence[Move], language: Language) -> Iterator[Block]:
    """What moved most, a note each; not what reads the same before and now, from 0.2 % to 0.2 %."""
    told = [each for each in moved if len({*_ends(each, language)}) > 1]
    for each in told:
        yield Note(_why(each, language), title=_moved(each, language))
    if not told:
        yield Note(language(CALM))


def _moved(move: Move, language: Language) -> str:
    before, now = _ends(move, language)
    return language(ROSE if move.change > 0 else FELL, figure=language(move.figure.title), before=before, now=now)


def _ends(move: Move, language: Language) -> tuple[str, str]:
    """What a figure was and what it is, as they are written."""
    before, now = (figure_words(move.figure, each, move.currency, language) for each in (move.before, move.now))
    return before, now


def _why(move: Move, language: Language) -> str:
    """Which part made the difference; what the numbers do not hold is not said."""
    part = move.part
    if part is None:
        return language(NO_PART if is_sum(move.figure) else RATIO)
    words = PART if move.share <= 1 else MORE
    return language(
        words,
        part=part_name(move.figure, part.sort, part.group, language),
        before=figure_words(move.figure, part.before, move.currency, language),
        now=figure_words(move.figure, part.now, move.currency, language),
        share=_percent(move.share, language),
    )


def part_name(figure: Figure, sort: str, group: str, language: Language) -> str:
    """A part of a figure as people call it: a model or a technician by name, who pays or a stage in words."""
    if group:
        return own(group)
    if figure.sorts and sort:
        return language(figure.sorts.of(sort).label)
    return language(C_("report", "Not stated"))


def _percent(share: Fraction, language: Language) -> str:
    return language.formats.percent(Decimal(rounded(share * 100)) / 100, 0)
