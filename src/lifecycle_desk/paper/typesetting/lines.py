"""Text in lines of a width: broken where its language allows, each line's glyphs in the order that is seen."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from lifecycle_desk.paper.typesetting import breaks, directions
from lifecycle_desk.paper.typesetting.bidi import visual
from lifecycle_desk.paper.typesetting.characters import named_by_code, printable
from lifecycle_desk.paper.typesetting.fonts import Chain, chain
from lifecycle_desk.paper.typesetting.shaping import Glyphs, Run, hyphen, runs

HAIR = 0.01  # points by which a sum of widths may miss the width it was measured as
NARROW = 12.5  # sizes of its letters, about 25 of them: in narrower columns words are parted to fill lines
SPARSE = 0.6  # of the width: what a line is filled to at least before the next word is parted
BREAKING = frozenset(" \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000")


@dataclass(frozen=True, slots=True)
class Script:
    """A language's needs of lines: its direction, its shapes of shared marks, room between lines, and larger letters.

    `line` is a factor of the size; `grow` is added, in points, to sizes of running text; `hyphens` names the language
    by whose patterns words are parted.
    """

    right_to_left: bool = False
    chinese: bool = False
    line: float = 1.36
    grow: float = 0.0
    hyphens: str = ""


class Type(NamedTuple):
    """The letters of a text: size in points, weight 400, 500 or 600, figures of one width, a face for codes."""

    size: float
    weight: int = 400
    mono: bool = False
    tabular: bool = False


class TextLine(NamedTuple):
    """One line: the characters from start up to end of the whole text, their glyphs from left to right, its width.

    `order` says of each of the glyphs in which place its letters were typed.
    """

    start: int
    end: int
    glyphs: tuple[Glyphs, ...]
    width: float
    order: tuple[int, ...] = ()


class Typeset(NamedTuple):
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
        self._texts: dict[tuple[str, Type], _Text] = {}
        self.lacking: dict[str, str] = {}  # characters that no face draws, each with the text where it was met first

    def typeset(self, text: str, used: Type, width: float = float("inf")) -> Typeset:
        """A text as people typed it, in lines of a width; nothing of it is markup."""
        return self._text(text, used).typeset(width)

    def natural(self, text: str, used: Type) -> float:
        """The width of a text in lines that only its author broke."""
        return self._text(text, used).natural

    def narrowest(self, text: str, used: Type) -> float:
        """The width of the widest part of a text that a line would rather not break."""
        return max(paragraph.narrowest for paragraph in self._text(text, used).paragraphs)

    def _text(self, text: str, used: Type) -> "_Text":
        found = self._texts.get((text, used))
        if found is None:
            found = self._texts[text, used] = self._shaped(text, used)
        return found

    def _shaped(self, text: str, used: Type) -> "_Text":
        """A text as it is printed; of the characters in it that no face draws the codes stand in their places."""
        clean = printable(text)
        faces = chain(used.weight, mono=used.mono, chinese=self.script.chinese)
        lacking = faces.lacking(clean.replace("\n", " "))
        if lacking:
            for char in lacking:
                self.lacking.setdefault(char, clean)
            clean = clean.translate({ord(char): named_by_code(char) for char in lacking})
        return _Text(
            clean, used.size, lacking, [_Paragraph(each, used, self.script, faces) for each in clean.split("\n")]
        )


class _Text:
    """A text as it is printed, shaped once, in its paragraphs; and the lines it was set in, by their width."""

    def __init__(self, clean: str, size: float, lacking: frozenset[str], paragraphs: Sequence["_Paragraph"]) -> None:
        self.clean, self.size, self.lacking, self.paragraphs = clean, size, lacking, paragraphs
        self.natural = max(paragraph.width for paragraph in paragraphs)
        self._set: dict[float, Typeset] = {}

    def typeset(self, width: float) -> Typeset:
        """The text in lines of a width."""
        found = self._set.get(width)
        if found is None:
            lines: list[TextLine] = []
            start = 0
            for paragraph in self.paragraphs:
                lines += paragraph.lines(start, width)
                start += len(paragraph.words) + 1
            widest = max([line.width for line in lines])
            found = self._set[width] = Typeset(self.clean, self.size, tuple(lines), widest, self.lacking)
        return found


class _Paragraph:
    """Shaped words without a forced new line, ready to be cut into lines."""

    def __init__(self, words: str, used: Type, script: Script, faces: Chain) -> None:
        self.words, self.size = words, used.size
        if not script.right_to_left and directions.only_rightward(words):
            levels: Sequence[int] = bytes(len(words))
        else:
            levels = directions.embedding(words, directions.direction(words, right_to_left=script.right_to_left))
        self.runs: tuple[Run, ...] = tuple(runs(words, levels, faces, tabular=used.tabular)) if words else ()
        self._straight = not any(levels)  # typed and seen from left to right
        self._hyphens = script.hyphens if self._straight and not used.mono else ""
        self.width = sum([_points(run.glyphs, used.size) for run in self.runs])

    def lines(self, offset: int, width: float) -> Iterator[TextLine]:
        """The lines for a width; offset is where the paragraph begins in its text."""
        if self.width <= width + HAIR:
            yield self._line(0, len(self.words), offset)
            return
        start = 0
        while start < len(self.words):
            end = self._end(start, width)
            parted = self._parted(start, end, width) if self._hyphens else 0
            end = parted or end
            line = self._line(start, end, offset)
            yield self._hyphenated(line, end) if parted else line
            start = end

    def measure(self, start: int, end: int) -> float:
        """The width of the characters from start up to end, spaces at its end hanging over."""
        if not self.words:
            return 0.0
        return self._edges[self._visible_end(start, end)] - self._edges[start]

    @cached_property
    def _starts(self) -> Sequence[int]:
        """Where the runs start, in order."""
        return [run.start for run in self.runs]

    @cached_property
    def _edges(self) -> Sequence[float]:
        """How far the paragraph, in one endless line, reaches before each character, and at its end."""
        advances: list[float] = []
        for run in self.runs:
            points = self.size / run.glyphs.face.upem
            advances += [step * points for step in run.glyphs.steps(run.end - run.start)]
        return (0.0, *accumulate(advances))

    @cached_property
    def _seams(self) -> Sequence[int]:
        """Where glyphs may part, in order."""
        starts = {run.start + cluster for run in self.runs for cluster in run.glyphs.clusters}
        return [at for at in breaks.last_resort(self.words) if at in starts]

    @cached_property
    def narrowest(self) -> float:
        """The width of the widest part that a line would rather not break."""
        cuts = [0, *breaks.good(self.words), len(self.words)]
        return max(self.measure(a, b) for a, b in pairwise(cuts))

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
        seams = self._seams
        at = max(bisect_right(seams, fits) - 1, bisect_right(seams, start))
        return seams[at] if at < len(seams) else size

    def _parted(self, start: int, end: int, width: float) -> int:
        """Where a word is better parted with a hyphen than the line ended at end; 0 where it is not.

        So it is where the word would not fit a line of its own, and where the column is narrow and the line sparse.
        """
        places, taken = breaks.good(self.words), self.measure(start, end)
        nth = bisect_right(places, end)
        whole = self.measure(end, places[nth] if nth < len(places) else len(self.words)) <= width
        kept = places[nth - 1 : nth] == [end] or end == len(self.words)
        if kept and whole and not (width < NARROW * self.size and taken < SPARSE * width):
            return 0
        from lifecycle_desk.paper.typesetting.hyphens import hyphens  # most papers need none

        room, seams = self._edges[start] + width + HAIR, self._seams
        hyphenated = hyphens(self.words, self._hyphens)
        last = bisect_right(hyphenated, bisect_right(self._edges, room) - 1)
        for at in reversed(hyphenated[bisect_right(hyphenated, end if kept else start) : last]):
            sign, seam = self._hyphen(at), bisect_left(seams, at)
            if sign and seams[seam : seam + 1] == [at] and self._edges[at] + _points(sign, self.size) <= room:
                return at
        return 0

    def _hyphenated(self, line: TextLine, at: int) -> TextLine:
        """A line that ends at a place in a word, with the sign that says so."""
        sign = self._hyphen(at)
        if sign is None:
            return line
        width = line.width + _points(sign, self.size)
        return line._replace(glyphs=(*line.glyphs, sign), width=width, order=(*line.order, len(line.order)))

    def _hyphen(self, at: int) -> Glyphs | None:
        """The sign behind the letter before a place, in its face."""
        return hyphen(self.runs[bisect_right(self._starts, at - 1) - 1].glyphs.face)

    def _visible_end(self, start: int, end: int) -> int:
        while end > start and self.words[end - 1] in BREAKING:
            end -= 1
        return end

    def _line(self, start: int, end: int, offset: int) -> TextLine:
        stop = self._visible_end(start, end)
        if self._straight and not start and stop == len(self.words):  # most texts are one line
            whole = tuple([run.glyphs for run in self.runs])
            return TextLine(offset, offset + end, whole, self.width, tuple(range(len(whole))))
        first, last = bisect_right(self._starts, start) - 1, bisect_left(self._starts, stop)
        shown = self.runs[max(first, 0) : last]
        order = visual([run.level for run in shown])
        glyphs = tuple(
            shown[i].glyphs.part(max(start - shown[i].start, 0), min(stop, shown[i].end) - shown[i].start)
            for i in order
        )
        wide = sum([_points(each, self.size) for each in glyphs])
        return TextLine(offset + start, offset + end, glyphs, wide, tuple(order))


def _points(glyphs: Glyphs, size: float) -> float:
    return glyphs.total * size / glyphs.face.upem
