"""Letters that run to the left, in the order in which they were typed.

What reads a PDF goes by one of three things: by the order in which letters are shown (pypdf, MuPDF), by where they are
seen (poppler), or by where whole operators begin (pdfium). So each letter is shown by an operator of its own, at its
place, when its turn of typing comes. A shape that stands for several letters, or for none alone, would be each reader's
own guess: its ink is an area, and its letters, unseen, share its room. What pdfium would turn around nevertheless, a
space parts (`sides`).
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from lifecycle_desk.paper.typesetting.bidi import MIRRORED
from lifecycle_desk.paper.typesetting.characters import KIND, Kind
from lifecycle_desk.paper.typesetting.fonts import Face
from lifecycle_desk.paper.typesetting.lines import TextLine
from lifecycle_desk.paper.typesetting.shaping import BLANK, Glyphs
from lifecycle_desk.paper.typesetting.sides import Part, Parting, partings, read_as_typed, words

# Signs without ink or room that end a run of the other direction: without them poppler takes the space that follows the
# run for its own, and MuPDF takes what follows for another line.
RIGHT_TO_LEFT, LEFT_TO_RIGHT = "\u200f", "\u200e"
NUDGE = 0.02  # points by which what has no room stands apart from its letter: the typed order where places decide
FIGURES = frozenset("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬")  # shown to the right, and taken by readers for letters to the left

type Letter = tuple[float, int, str, float]  # how far from the start, glyph, character, how much squeezed unseen
type Drawn = tuple[int, float, float]  # a glyph that is drawn as an area, how far across and up


class Turn(NamedTuple):
    """A run of a line when its turn comes: where it starts, its glyphs, and the sign that ends it, if any.

    `resumes`: it goes on after letters of the other direction. `parting`: what the space at its end does.
    """

    start: float
    glyphs: Glyphs
    sign: str
    resumes: bool
    parting: Parting = Parting.NONE


def in_typed_order(line: TextLine, size: float) -> Iterator[Turn]:
    """The runs of a line in the order in which they were typed."""
    placed, x = [], 0.0
    for order, glyphs in zip(line.order, line.glyphs, strict=True):
        if glyphs.numbers:
            placed.append((order, x, glyphs))
        x += glyphs.total * size / glyphs.face.upem
    if not placed:  # a line of marks alone, none of which is drawn
        return
    placed.sort(key=lambda each: each[0])
    to_the_left = len(placed) == 1 or line.order[0] > line.order[-1]
    turns = [(start, glyphs) for _, start, glyphs in placed]
    apart: Mapping[int, Parting] = {}
    if not read_as_typed([[Part.of(*turn) for turn in turns]]):
        if to_the_left:
            turns = [turn for start, glyphs in turns for turn in words(start, glyphs, size / glyphs.face.upem)]
        apart = partings(turns)
    resumes = False
    for nth, ((start, glyphs), (_, following)) in enumerate(pairwise([*turns, turns[-1]])):
        ends = glyphs.ascending is to_the_left and following.ascending is not glyphs.ascending
        sign = (RIGHT_TO_LEFT if to_the_left else LEFT_TO_RIGHT) if ends else ""
        parting = apart.get(nth, Parting.NONE)
        yield Turn(start, glyphs, sign, resumes and not glyphs.ascending, parting)
        has_letters = any(char.isalpha() for text in glyphs.texts for char in text)
        if glyphs.ascending or has_letters:
            resumes = glyphs.ascending and has_letters
        resumes = resumes and parting is not Parting.LINE


def letters(glyphs: Glyphs, points: float, *, resumes: bool) -> tuple[list[Letter], list[Drawn]]:
    """A run to the left, letter by letter as typed, and the glyphs that are drawn as areas; `points` to a font unit.

    A bracket says what it looks like, since pdfium mirrors it back; not before the first letter of a run that resumes,
    which pdfium takes to run to the right like the letters before it.
    """
    shown: list[Letter] = []
    drawn: list[Drawn] = []
    clusters, texts, offsets, right = glyphs.clusters, glyphs.texts, glyphs.offsets, glyphs.total
    end = len(clusters)
    while end:
        start = end - 1
        while start and clusters[start - 1] == clusters[end - 1]:
            start -= 1
        left = right - sum(glyphs.advances[start:end])
        if end - start == 1 and len(texts[start]) == 1 and not offsets[start][1]:
            char = texts[start]
            resumes = resumes and not char.isalpha()
            typed = MIRRORED.get(char, char) if resumes else char
            shown.append(((left + offsets[start][0]) * points, glyphs.numbers[start], typed, 0.0))
        else:
            shown += _sharing(glyphs.face, "".join(reversed(texts[start:end])), (left * points, right * points), points)
            drawn += _areas(glyphs, range(start, end), left, points)
        end, right = start, left
    return shown, drawn


def _areas(glyphs: Glyphs, part: range, left: float, points: float) -> Iterator[Drawn]:
    for at in part:
        across, up = glyphs.offsets[at]
        if glyphs.numbers[at] != BLANK:
            yield glyphs.numbers[at], (left + across) * points, up * points
        left += glyphs.advances[at]


def _sharing(face: Face, typed: str, room: tuple[float, float], points: float) -> Iterator[Letter]:
    """The letters of a shape as glyphs of their own, one left of the other within its room."""
    left, edge = room
    alone = [face.hb_font.get_nominal_glyph(ord(char)) or face.space for char in typed]
    needed = sum(map(face.width, alone)) * points
    squeezed = (edge - left) / needed if needed and edge > left else 1.0
    for char, glyph in zip(typed, alone, strict=True):
        edge -= NUDGE if KIND[char] is Kind.MARK else face.width(glyph) * squeezed * points
        yield edge, glyph, char, squeezed


def unsaid(glyphs: Glyphs, points: float) -> Iterator[Drawn]:
    """The glyphs of a run to the right that stand for no character, since the one before stands for it.

    What is moved up is a mark, and shown as one (`Glyphs.parted`).
    """
    x = 0.0
    for number, text, advance, (across, up) in zip(
        glyphs.numbers, glyphs.texts, glyphs.advances, glyphs.offsets, strict=True
    ):
        if not text and number != BLANK and not up:
            yield number, x + across * points, 0.0
        x += advance * points


def figures(glyphs: Glyphs) -> bool:
    """Whether a run to the right is of Arabic figures alone, which are shown from the last to the first."""
    return bool(glyphs.texts) and FIGURES.issuperset("".join(glyphs.texts))


def backwards(glyphs: Glyphs) -> Sequence[tuple[int, int, str]]:
    """Arabic figures from the last to the first, as readers want them that take them for letters to the left.

    Each is told with how far from the start it stands, in font units.
    """
    places = accumulate(glyphs.advances, initial=0)
    return [*zip(places, glyphs.numbers, glyphs.texts, strict=False)][::-1]
