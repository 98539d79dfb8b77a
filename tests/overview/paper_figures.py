"""A paper's blocks as words and amounts, without drawing it: what stands under which label and in which table."""

import re
from collections.abc import Iterator
from decimal import Decimal

from lifecycle_desk.language import Language
from lifecycle_desk.paper import Beside, Code, Facts, Muted, Paper, Section, SideBySide, Stacked, Strong, Table, Totals
from lifecycle_desk.paper.flow import Block


def words(content: object, language: Language) -> str:
    """The words of a cell, in one line."""
    match content:
        case None:
            return ""
        case str():
            return content
        case Code(text):
            return text
        case Strong(value) | Muted(value):
            return words(value, language)
        case tuple() | list():
            return " ".join(words(each, language) for each in content)
    return language.spoken(content)


def first(content: object, language: Language) -> str:
    """The words of the first line of a cell."""
    return words(content[0] if isinstance(content, tuple | list) and content else content, language)


def blocks(paper: Paper) -> Iterator[tuple[str, Block]]:
    """All blocks with the section that they stand in."""
    yield from _within(paper.blocks, "")


def _within(some: object, title: str) -> Iterator[tuple[str, Block]]:
    for block in some:
        match block:
            case Section():
                yield from _within(block.blocks, block.title)
            case Beside(placed):
                yield from _within([each for _, each in placed], title)
            case Stacked(stacked):
                yield from _within(stacked, title)
            case SideBySide():
                yield from _within(block.first.blocks, title)
            case _:
                yield title, block


def tables(paper: Paper, title: str) -> list[Table]:
    """The tables of a section."""
    return [block for where, block in blocks(paper) if where == title and isinstance(block, Table)]


def labelled(paper: Paper) -> Iterator[tuple[str, str]]:
    """What stands under a label of its own."""
    for _, block in blocks(paper):
        pairs = block.facts if isinstance(block, Facts) else block.rows if isinstance(block, Totals) else ()
        yield from ((label, words(value, paper.language)) for label, value in pairs if value is not None)


def number(said: str) -> Decimal | None:
    """The number that a cell says, by whatever signs its market writes it and in whatever currency."""
    found = re.search(r"\d[\d.,]*", re.sub(r"[\u200e\u200f\u2066-\u2069]", "", said))
    if not found:
        return None
    whole, decimals = re.fullmatch(r"(.*?)(?:[.,](\d{1,2}))?", found[0].rstrip(".,")).groups()
    value = Decimal(f"{re.sub(r'[.,]', '', whole)}.{decimals or 0}")
    return -value if re.search(r"[-−]", said[: said.index(found[0][0])]) else value
