"""The content of a paragraph, a cell or a fact: values and how they look, set into lines of a width."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from lifecycle_desk.base.isolates import ltr
from lifecycle_desk.language import Language
from lifecycle_desk.paper import style
from lifecycle_desk.paper.style import Role
from lifecycle_desk.paper.typesetting.characters import CUT
from lifecycle_desk.paper.typesetting.lines import Script, TextLine, Type, Typeset, Typesetter

MARK_ROOM = 1.55  # of a text's size: how far words stand off from the mark before them


class Outcome(Enum):
    """The result of a check, each with a sign that is drawn, never typed."""

    PASSED = "passed"
    FAILED = "failed"
    FIXED = "fixed"
    WARNING = "warning"
    NOT_APPLICABLE = "not applicable"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Code:
    """A VIN, a part number, a trouble code: letters of even width, left to right, never broken."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """A value that stands out."""

    value: object


@dataclass(frozen=True, slots=True)
class Muted:
    """A value that explains another."""

    value: object


@dataclass(frozen=True, slots=True)
class Mark:
    """The sign of an outcome with its word: colour and sign never stand alone."""

    outcome: Outcome
    words: object


type Content = object  # Code | Strong | Muted | Mark | a tuple of them, one above the other | any value


class SetLine(NamedTuple):
    """One line that is ready to be drawn: its ink, the room it takes downwards, and the mark before it."""

    text: Typeset
    line: TextLine
    ink: str
    leading: float
    indent: float = 0.0
    outcome: Outcome | None = None

    @property
    def width(self) -> float:
        """How far it reaches."""
        return self.line.width + self.indent


class Compositor:
    """Sets contents for one paper, in its language; `closeness` is the share of the usual distance in rows."""

    def __init__(self, language: Language, closeness: float = 1.0) -> None:
        self.language, self.closeness = language, closeness
        self.script: Script = style.script(language.code)
        self._typesetter = Typesetter(self.script)
        self._grown: dict[Role, Role] = {}

    def speaking(self, language: Language) -> "Compositor":
        """One of another language for the same paper: what it cannot print is known here too."""
        other = Compositor(language, self.closeness)
        other._typesetter.lacking = self._typesetter.lacking
        return other

    def of_whole_words(self) -> "Compositor":
        """One for the same paper that hyphenates nothing: for answers, which are read at a glance."""
        other = Compositor(self.language, self.closeness)
        other.script = replace(self.script, hyphens="")
        other._typesetter = Typesetter(other.script)
        other._typesetter.lacking = self._typesetter.lacking
        return other

    @property
    def cell_down(self) -> float:
        """The distance above and below what stands in a row."""
        return style.CELL_DOWN * self.closeness

    @property
    def lacking(self) -> dict[str, str]:
        """The characters met so far that no face draws, each with the text in which it stands."""
        return self._typesetter.lacking

    def words(self, value: object) -> str:
        """A value in words; words stay as they are."""
        return value if isinstance(value, str) else self.language.spoken(value)

    def lines(
        self, content: Content, role: Role, width: float = float("inf"), most: int | None = None
    ) -> list[SetLine]:
        """A content in lines of a width; of no more than `most` lines where a paper has no room for an endless one."""
        if isinstance(content, str):  # nearly all of a long table
            found = self._set(content, self.role(role), width)
        else:
            found = [line for part, used in _parts(content, role) for line in self._part(part, used, width)]
        if most is None or len(found) <= most:
            return found
        used = next(self.role(used) for _, used in _parts(content, role))
        return [*found[: most - 1], self._cut(found[most - 1], used.type, width)]

    def natural(self, content: Content, role: Role) -> float:
        """The width of a content that need not be broken."""
        return self._widest(content, role, self._typesetter.natural)

    def least(self, content: Content, role: Role) -> float:
        """The width of the widest thing in a content that should not be broken."""
        return self._widest(content, role, self._typesetter.narrowest)

    def fits(self, content: Content, role: Role, width: float) -> bool:
        """Whether a width leaves whole what should not be broken."""
        return self.natural(content, role) <= width or self.least(content, role) <= width

    def role(self, role: Role) -> Role:
        """A role in the size that the script asks for."""
        if role.steady or not self.script.grow:
            return role
        found = self._grown.get(role)
        if found is None:
            larger = role.type._replace(size=role.type.size + self.script.grow)
            found = self._grown[role] = role._replace(type=larger)
        return found

    def _cut(self, line: SetLine, used: Type, width: float) -> SetLine:
        """A line that says that there is more."""
        kept = line.text.text[line.line.start : line.line.end].rstrip()
        while kept and self._typesetter.natural(kept + CUT, used) > width - line.indent:
            kept = kept[:-1]
        text = self._typesetter.typeset(kept + CUT, used)
        return line._replace(text=text, line=text.lines[0])

    def _widest(self, content: Content, role: Role, measured: Callable[[str, Type], float]) -> float:
        if isinstance(content, str):  # nearly all of a long table
            return measured(content, self.role(role).type)
        return max(
            self._indent(part, used) + measured(self._text(part), self.role(used).type)
            for part, used in _parts(content, role)
        )

    def _part(self, part: object, role: Role, width: float) -> list[SetLine]:
        used = self.role(role)
        if not isinstance(part, Mark):
            return self._set(self._text(part), used, width)
        indent = self._indent(part, role)
        first, *others = self._set(self._text(part), used, width - indent)
        marked = first._replace(indent=indent, outcome=part.outcome)
        return [marked, *(line._replace(indent=indent) for line in others)]

    def _set(self, words: str, used: Role, width: float) -> list[SetLine]:
        """Words in lines of a width."""
        text = self._typesetter.typeset(words, used.type, width)
        leading = used.type.size * self.script.line
        return [SetLine(text, line, used.ink, leading) for line in text.lines]

    def _text(self, part: object) -> str:
        if isinstance(part, Code):
            return ltr(part.text) if part.text else ""
        return self.words(part.words if isinstance(part, Mark) else part)

    def _indent(self, part: object, role: Role) -> float:
        return self.role(role).type.size * MARK_ROOM if isinstance(part, Mark) else 0.0


def _parts(content: Content, role: Role) -> Iterator[tuple[object, Role]]:
    """The parts of a content that stand one above the other, each with its role."""
    match content:
        case tuple():
            for each in content:
                yield from _parts(each, role)
        case Strong(value):
            yield from _parts(value, _strong(role))
        case Muted(value):
            yield from _parts(value, _muted(role))
        case Code():
            yield content, _coded(role)
        case None:
            yield "", role
        case _:
            yield content, role


@lru_cache(100)
def _strong(role: Role) -> Role:
    return role._replace(type=role.type._replace(weight=600))


@lru_cache(100)
def _muted(role: Role) -> Role:
    size = min(style.MUTED.type.size, role.type.size)
    return role._replace(type=role.type._replace(size=size, weight=400), ink=style.INK_3)


@lru_cache(100)
def _coded(role: Role) -> Role:
    return role._replace(type=role.type._replace(size=role.type.size * 0.95, mono=True))


def height(lines: Sequence[SetLine]) -> float:
    """The room that lines take downwards."""
    return sum(line.leading for line in lines)
