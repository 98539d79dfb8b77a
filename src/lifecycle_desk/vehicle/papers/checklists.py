"""The printed answers to a checklist: a table for each group, each verdict with its sign, and the photographs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.language import Language
from lifecycle_desk.market.checklist_items import Group, Item
from lifecycle_desk.paper import Column, Content, Mark, Muted, Note, Outcome, Picture, Pictures, Section, Table
from lifecycle_desk.paper.flow import Block
from lifecycle_desk.vehicle.rules.checklists import AnswerTerm, Sign
from lifecycle_desk.vehicle.usecases.documents import photo

MOST_PHOTOS = 60  # a sheet with more is no sheet any more; all of them stay with the event
OUTCOMES = {
    Sign.GOOD: Outcome.PASSED,
    Sign.BAD: Outcome.FAILED,
    Sign.MENDED: Outcome.FIXED,
    Sign.DOUBTFUL: Outcome.WARNING,
    Sign.LEFT_OUT: Outcome.NOT_APPLICABLE,
}
ITEM, OPEN = C_("inspection", "Item"), C_("inspection", "Open")


def columns_of(heads: Iterable[Column], language: Language) -> list[Column]:
    """Columns whose heads are messages, in words; they have shares, so that the tables of all groups stand alike."""
    return [replace(each, title=language(each.title)) for each in heads]


def group_table(
    group: Group,
    heads: Sequence[Column],
    line: Callable[[Item], list[Content]],
    language: Language,
    *,
    dense: bool = False,
) -> Section:
    """The items of a group, a line each."""
    table = Table(columns_of(heads, language), [line(item) for item in group.items], dense=dense)
    return Section(language(group.group_title), table)


def with_notes(words: str, *notes: object) -> Content:
    """An item that was looked at, and below it the note about it."""
    return (words, *(Muted(each) for each in notes if each))


def verdict(answer: AnswerTerm | None, language: Language, still_open: str = OPEN) -> Mark:
    """An answer with its sign."""
    if answer is None:
        return Mark(Outcome.OPEN, language(still_open))
    return Mark(OUTCOMES[answer.sign], language(answer.label))


def remarks(note: str, language: Language) -> Iterator[Block]:
    """The note about the whole."""
    if note:
        yield Note(note, language(C_("event", "Note")))


def photographs(user: UserSession, wanted: Iterable[tuple[str, str]], language: Language) -> Iterator[Block]:
    """Documents with the words for each; one that is no picture or is missing is left out."""
    found: list[Picture] = []
    for digest, words in wanted:
        image = photo(user, digest) if len(found) < MOST_PHOTOS else None
        if image is not None:
            found.append(Picture(image, words))
    if found:
        yield Section(language(N_("Photographs")), Pictures(found))
