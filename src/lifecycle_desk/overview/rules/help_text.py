"""A page of help as it is written: Markdown of ours, of which only what help needs is read.

A title, sections, paragraphs, bulleted and numbered lists; in them **strong** words, `keys`, links to pages of help
(`help:order`) and of the program (`page:order_form`), and {{labels}}, which are messages of the catalogs, with their
context before a bar: {{stage|Sale}}. A label is filled in when the page is shown, so that help calls a button what the
program calls it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lifecycle_desk.base.objections import CONTEXT

_SPAN = re.compile(
    r"\*\*(?P<strong>.+?)\*\*"
    r"|`(?P<keys>[^`]+)`"
    r"|\[(?P<link>[^\]]+)\]\((?P<target>(?:help|page):\w+)\)"
    r"|\{\{(?P<label>[^{}]+)\}\}"
)
_GROUPS = frozenset(_SPAN.groupindex)
_LABEL = re.compile(r"\{\{([^{}]+)\}\}")


class Part(StrEnum):
    """What a block of a page is."""

    TITLE = "title"
    SECTION = "section"
    TEXT = "text"
    BULLET = "bullet"
    STEP = "step"


class Look(StrEnum):
    """How a span of a block is set."""

    PLAIN = "plain"
    STRONG = "strong"
    KEYS = "keys"
    LABEL = "label"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a block; a link has the target that it leads to, such as "help:order"."""

    text: str
    look: Look = Look.PLAIN
    target: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or an item of a list."""

    part: Part
    spans: tuple[Span, ...]

    def plain(self) -> str:
        """Its words alone."""
        return "".join(each.text for each in self.spans)


_STARTS = ((Part.SECTION, re.compile(r"##\s+")), (Part.TITLE, re.compile(r"#\s+")))
_ITEMS = ((Part.BULLET, re.compile(r"[-*]\s+")), (Part.STEP, re.compile(r"\d+\.\s+")))


def read_help(text: str) -> tuple[Block, ...]:
    """The blocks of a page; lines that follow one another without a blank one are one paragraph."""
    found: list[tuple[Part, str]] = []
    joined = False  # whether the next line goes on with the last block
    for line in (each.strip() for each in text.splitlines()):
        part, words = _begun(line)
        if not words:
            joined = False
        elif part is Part.TEXT and joined:
            before, said = found[-1]
            found[-1] = before, f"{said} {words}"
        else:
            found.append((part, words))
            joined = part not in {Part.TITLE, Part.SECTION}
    return tuple(Block(part, tuple(_spans(words))) for part, words in found)


def _begun(line: str) -> tuple[Part, str]:
    """What a line begins, and its words without the sign of that."""
    for part, sign in (*_STARTS, *_ITEMS):
        if begins := sign.match(line):
            return part, line[begins.end() :]
    return Part.TEXT, line


def _spans(words: str) -> Iterator[Span]:
    at = 0
    for found in _SPAN.finditer(words):
        if found.start() > at:
            yield Span(words[at : found.start()])
        look = next(each for each in Look if each in _GROUPS and found[each.value] is not None)
        yield Span(found[look.value], look, found["target"] or "")
        at = found.end()
    if at < len(words):
        yield Span(words[at:])


def message_of(label: str) -> str:
    """The message that a label stands for: "stage|Sale" is C_("stage", "Sale")."""
    context, bar, words = label.partition("|")
    return f"{context}{CONTEXT}{words}" if bar else label


def labels_of(text: str) -> list[str]:
    """The labels of a page, in their order."""
    return _LABEL.findall(text)


def filled(block: Block, say: Callable[[str], str]) -> Block:
    """A block with the words of its labels, as `say` gives them for a message."""

    def words(span: Span) -> Span:
        if span.look is Look.LABEL:
            return Span(say(message_of(span.text)), Look.LABEL)
        return Span(_LABEL.sub(lambda found: say(message_of(found[1])), span.text), span.look, span.target)

    return Block(block.part, tuple(map(words, block.spans)))
