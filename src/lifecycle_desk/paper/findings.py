"""Findings: what a reader wants to know first, each with its answer, side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lifecycle_desk.paper import style
from lifecycle_desk.paper.blocks import Tone
from lifecycle_desk.paper.contents import Compositor, Content, SetLine, height
from lifecycle_desk.paper.flow import Strip
from lifecycle_desk.paper.sheet import Sheet
from lifecycle_desk.paper.style import Role

EDGE = 3.0  # points; the bar in the tone's ink, where reading starts
INSIDE = 7.0  # around the words
APART = 7.0  # between findings


@dataclass(frozen=True, slots=True)
class Finding:
    """A question in a word, its answer, and what explains it; the tone is told by the answer's words as well."""

    label: str
    answer: Content
    detail: Content = None
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings in columns of one width; those of a row are equally tall, and the last takes the room that is left.

    No word of an answer is hyphenated: where one would not fit, fewer stand side by side.
    """

    findings: Sequence[Finding]
    columns: int = 2

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """A strip for each row."""
        columns = self.columns
        while columns > 1 and self._longest(compositor) > _each(width, columns) - EDGE - 2 * INSIDE:
            columns = (columns + 1) // 2
        each = _each(width, columns)
        for at in range(0, len(self.findings), columns):
            row = self.findings[at : at + columns]
            last = width - (each + APART) * (len(row) - 1)
            wide = [*[each] * (len(row) - 1), last]
            cells = [
                (finding, room, _lines(finding, compositor, room)) for finding, room in zip(row, wide, strict=True)
            ]
            yield _row(cells)

    def _longest(self, compositor: Compositor) -> float:
        """The width of the longest word of all answers."""
        words = (word for each in self.findings for word in compositor.words(each.answer).split())
        return max((compositor.natural(word, style.SECTION) for word in words), default=0.0)


def _each(width: float, columns: int) -> float:
    return (width - APART * (columns - 1)) / columns


def _lines(finding: Finding, compositor: Compositor, width: float) -> list[SetLine]:
    inner = width - EDGE - 2 * INSIDE
    _, ink = finding.tone.value
    answer = Role(style.SECTION.type, style.INK if finding.tone is Tone.PLAIN else ink)
    whole = compositor.of_whole_words()
    lines = compositor.lines(finding.label, style.LABEL, inner) + whole.lines(finding.answer, answer, inner)
    return lines if finding.detail is None else lines + compositor.lines(finding.detail, style.SMALL, inner)


def _row(cells: Sequence[tuple[Finding, float, list[SetLine]]]) -> Strip:
    tall = max(height(lines) for _, _, lines in cells) + 2 * INSIDE * 0.7

    def draw(sheet: Sheet, start: float, top: float) -> None:
        for finding, width, lines in cells:
            ground, ink = finding.tone.value
            sheet.ground(start, top, width, tall, ground)
            sheet.ground(start, top, EDGE, tall, ink)
            sheet.lines(lines, start + EDGE + INSIDE, top + INSIDE * 0.7, width - EDGE - 2 * INSIDE)
            start += width + APART

    return Strip(tall + APART, draw)
