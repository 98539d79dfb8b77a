"""Text in lines of a width: broken where its language allows, each line's glyphs in the order that is seen."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from lifecycle_desk.paper.typesetting import breaks, directions
from lifecycle_desk.paper.typesetting.bidi import visual
from lifecycle_desk.paper.typesetting.characters import named_by_code, printable
from lifecycle_desk.paper.typesetting.fonts import Chain, chain
from lifecycle_desk.paper.typesetting.shaping import Glyphs, Run, runs

HAIR = 0.01  # points by which a sum of widths may miss the width it was measured as
BREAKING = frozenset(" \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000")


@dataclass(frozen=True, slots=True)
class Script:
    """A language's needs of lines: its direction, its shapes of shared marks, room between lines, and larger letters.

    `line` is a factor of the size; `grow` is added, in points, to sizes of running text.
    """

    right_to_left: bool = False
    chinese: bool = False
    line: float = 1.36
    grow: float = 0.0


@dataclass(frozen=True, slots=True)
class Type:
    """The letters of a text: size in points, weight 400, 500 or 600, figures of one width, a face for codes."""

    size: float
    weight: int = 400
    mono: bool = False
    tabular: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line: the characters from start up to end of the whole text, their glyphs from left to right, its width.

    `order` says of each of the glyphs in which place its letters were typed.
    """

    start: int
    end: int
    glyphs: tuple[Glyphs, ...]
    width: float
    order: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Typeset:
    """A text in lines; measures in points. `missing` are characters that no face has: their codes stand there."""

    text: str
    size: float
    lines: tuple[TextLine, ...]
    width: float
    missing: frozenset[str]


class Typesetter:
    """Sets the texts of one paper; what was set once is not set again, and goes when the paper is done."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self._set: dict[tuple[str, Type, float], Typeset] = {}
        self._paragraphs: dict[tuple[str, Type], _Paragraph] = {}
        self.lacking: dict[str, str] = {}  # characters that no face draws, each with the text where it was met first

    def typeset(self, text: str, used: Type, width: float = float("inf")) -> Typeset:
        """A text as people typed it, in lines of a width; nothing of it is markup."""
        key = (text, used, width)
        found = self._set.get(key)
        if found is None:
            found = self._set[key] = self._typeset(*self._clean(text, used), used, width)
        return found

    def natural(self, text: str, used: Type) -> float:
        """The width of a text in lines that only its author broke."""
        return max(self._paragraph(words, used).width for words in self._clean(text, used)[0].split("\n"))

    def narrowest(self, text: str, used: Type) -> float:
        """The width of the widest part of a text that a line would rather not break."""
        return max(self._paragraph(words, used).narrowest for words in self._clean(text, used)[0].split("\n"))

    def _clean(self, text: str, used: Type) -> tuple[str, frozenset[str]]:
        """A text as it is printed, and the characters in it that no face draws: their codes stand in their places."""
        clean = printable(text)
        lacking = self._chain(used).lacking(clean.replace("\n", " "))
        if not lacking:
            return clean, lacking
        for char in lacking:
            self.lacking.setdefault(char, clean)
        return clean.translate({ord(char): named_by_code(char) for char in lacking}), lacking

    def _chain(self, used: Type) -> Chain:
        return chain(used.weight, mono=used.mono, chinese=self.script.chinese)

    def _typeset(self, clean: str, missing: frozenset[str], used: Type, width: float) -> Typeset:
        lines: list[TextLine] = []
        start = 0
        for words in clean.split("\n"):
            paragraph = self._paragraph(words, used)
            lines += paragraph.lines(start, width)
            start += len(words) + 1
        return Typeset(clean, used.size, tuple(lines), max(line.width for line in lines), missing)

    def _paragraph(self, words: str, used: Type) -> "_Paragraph":
        found = self._paragraphs.get((words, used))
        if found is None:
            found = self._paragraphs[words, used] = _Paragraph(words, used, self.script, self._chain(used))
        return found


class _Paragraph:
    """Shaped words without a forced new line, ready to be cut into lines."""

    def __init__(self, words: str, used: Type, script: Script, faces: Chain) -> None:
        self.words, self.size = words, used.size
        base = directions.direction(words, right_to_left=script.right_to_left)
        levels = directions.embedding(words, base)
        self.runs: tuple[Run, ...] = tuple(runs(words, levels, faces, tabular=used.tabular)) if words else ()
        self._starts = [run.start for run in self.runs]
        self.width = sum(_points(run.glyphs, self.size) for run in self.runs)

    def lines(self, offset: int, width: float) -> Iterator[TextLine]:
        """The lines for a width; offset is where the paragraph begins in its text."""
        if self.width <= width + HAIR:
            yield self._line(0, len(self.words), offset)
            return
        start = 0
        while start < len(self.words):
            end = self._end(start, width)
            yield self._line(start, end, offset)
            start = end

    def measure(self, start: int, end: int) -> float:
        """The width of the characters from start up to end, spaces at its end hanging over."""
        if not self.words:
            return 0.0
        return self._edges[self._visible_end(start, end)] - self._edges[start]

    @property
    def _edges(self) -> Sequence[float]:
        return self._reach[0]

    @cached_property
    def narrowest(self) -> float:
        """The width of the widest part that a line would rather not break."""
        cuts = [0, *breaks.good(self.words), len(self.words)]
        return max(self.measure(a, b) for a, b in pairwise(cuts))

    @cached_property
    def _reach(self) -> tuple[Sequence[float], Sequence[int]]:
        """How far the paragraph, in one endless line, reaches before each character; and where glyphs may part."""
        advances, seams = [0.0] * len(self.words), set()
        for run in self.runs:
            points = self.size / run.glyphs.face.upem
            for cluster, advance in zip(run.glyphs.clusters, run.glyphs.advances, strict=True):
                advances[run.start + cluster] += advance * points
                seams.add(run.start + cluster)
        return (0.0, *accumulate(advances)), [at for at in breaks.last_resort(self.words) if at in seams]

    def _end(self, start: int, width: float) -> int:
        """Where the line that begins at start ends: as late as it may, at the best kind of place there is."""
        edges, size = self._edges, len(self.words)
        fits = bisect_right(edges, edges[start] + width + HAIR) - 1
        while fits < size and self.words[fits] in BREAKING:
            fits += 1
        if fits >= size:
            return size
        for kind in (breaks.good, breaks.reluctant):
            places = kind(self.words)
            at = bisect_right(places, fits) - 1
            if at >= 0 and places[at] > start:
                return places[at]
        seams = self._reach[1]
        at = max(bisect_right(seams, fits) - 1, bisect_right(seams, start))
        return seams[at] if at < len(seams) else size

    def _visible_end(self, start: int, end: int) -> int:
        while end > start and self.words[end - 1] in BREAKING:
            end -= 1
        return end

    def _line(self, start: int, end: int, offset: int) -> TextLine:
        stop = self._visible_end(start, end)
        first, last = bisect_right(self._starts, start) - 1, bisect_left(self._starts, stop)
        shown = self.runs[max(first, 0) : last]
        order = visual([run.level for run in shown])
        glyphs = tuple(
            shown[i].glyphs.part(max(start - shown[i].start, 0), min(stop, shown[i].end) - shown[i].start)
            for i in order
        )
        return TextLine(
            offset + start, offset + end, glyphs, sum(_points(each, self.size) for each in glyphs), tuple(order)
        )


def _points(glyphs: Glyphs, size: float) -> float:
    return glyphs.total * size / glyphs.face.upem
