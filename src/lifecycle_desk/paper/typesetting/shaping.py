"""From characters to glyphs: runs of one face and one direction, shaped by HarfBuzz."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

import uharfbuzz as hb

from lifecycle_desk.paper.typesetting.bidi import MIRRORED
from lifecycle_desk.paper.typesetting.characters import HIDDEN, KIND, Kind, clusters, copied
from lifecycle_desk.paper.typesetting.fonts import HAN_MARKS, Chain, Face, face

HERE = (0, 0)
_WORD = re.compile("[^ ]* +|[^ ]+")
BLANK = -1  # a glyph that is nothing but what it stands for

type Coded = tuple[int, str]  # a glyph, and the characters that it stands for
type Piece = tuple[int, Sequence[Coded]]  # how far to the left it is moved, in font units, and its glyphs
type _Shaped = tuple[int, int, tuple[int, int, int, int]]  # glyph, cluster, (across, up, advance, down)


class Glyphs:
    """Shaped glyphs of one face, from left to right; measures in font units.

    `texts` are the characters that each glyph stands for when it is copied; of several glyphs for one letter the first
    has them all. What is asked of them again and again, since words are shaped once, is kept with them.
    """

    __slots__ = (
        *("advances", "ascending", "clusters", "face", "numbers", "offsets", "texts", "total"),
        *("_literal", "_parted", "_parts", "_pieces", "_said", "_steps"),
    )

    def __init__(
        self,
        face: Face,
        numbers: Sequence[int],
        texts: Sequence[str],
        clusters: Sequence[int],
        advances: Sequence[int],
        offsets: Sequence[tuple[int, int]],
        *,
        ascending: bool,
    ) -> None:
        self.face = face
        self.numbers = numbers
        self.texts = texts
        self.clusters = clusters
        self.advances = advances
        self.offsets = offsets
        self.ascending = ascending
        self.total = sum(advances)
        self._literal: bool | None = None
        self._parted: tuple[Glyphs, Sequence[tuple[int, int, int]]] | None = None
        self._parts: dict[tuple[int, int], Glyphs] = {}
        self._pieces: Sequence[Piece] = ()
        self._said: str | None = None
        self._steps: Sequence[int] = ()

    @property
    def literal(self) -> bool:
        """Whether the glyphs are the typed characters one by one, in that order and at their places."""
        if self._literal is None:
            plain = self.ascending and 0 not in self.advances and not any(up for _, up in self.offsets)
            self._literal = plain and all(len(text) == 1 for text in self.texts)
        return self._literal

    @property
    def said(self) -> str:
        """The characters that all of them stand for, as they are seen."""
        if self._said is None:
            self._said = "".join(self.texts)
        return self._said

    @property
    def pieces(self) -> Sequence["Piece"]:
        """The glyphs that say something, in pieces within which each follows where the one before it ends."""
        if not self._pieces:
            self._pieces = tuple(self._in_pieces())
        return self._pieces

    def _in_pieces(self) -> Iterator["Piece"]:
        piece: list[Coded] = []
        back = moved = 0  # how far the pen stands too far to the right, now and before the piece
        for number, text, advance, (across, _) in zip(
            self.numbers, self.texts, self.advances, self.offsets, strict=True
        ):
            if not text:  # a second glyph for the same characters, which every code has to stand for: an area of ink
                back -= advance
                continue
            back -= across
            if back:
                yield moved, piece
                piece, moved = [], back
            piece.append((number, text))
            back = self.face.width(self.face.blank if number == BLANK else number) + across - advance
        yield moved, piece
        if back:
            yield back, ()

    def steps(self, size: int) -> Sequence[int]:
        """How far each of so many characters moves the pen, in font units; the first of a cluster as far as all."""
        if len(self._steps) != size:
            steps = [0] * size
            for cluster, advance in zip(self.clusters, self.advances, strict=True):
                steps[cluster] += advance
            self._steps = steps
        return self._steps

    def parted(self) -> tuple["Glyphs", Sequence[tuple[int, int, int]]]:
        """The glyphs with blanks for the marks that were moved, and the marks: glyph, how far from the start, up."""
        if self._parted is None:
            self._parted = self._without_marks()
        return self._parted

    def _without_marks(self) -> tuple["Glyphs", Sequence[tuple[int, int, int]]]:
        if self.ascending and not any(up for _, up in self.offsets):
            return self, []
        numbers, offsets, marks, pen = list(self.numbers), list(self.offsets), [], 0
        for at, (number, advance, (across, up)) in enumerate(
            zip(self.numbers, self.advances, self.offsets, strict=True)
        ):
            if number != BLANK and (up or not (advance or self.ascending)):
                marks.append((number, pen + across, up))
                numbers[at], offsets[at] = BLANK, (0, 0)
            pen += advance
        return self._with(numbers, offsets) if marks else self, marks

    def _with(self, numbers: Sequence[int], offsets: Sequence[tuple[int, int]]) -> "Glyphs":
        return Glyphs(self.face, numbers, self.texts, self.clusters, self.advances, offsets, ascending=self.ascending)

    def part(self, start: int, end: int) -> "Glyphs":
        """The glyphs of the characters from start up to end."""
        found = self._parts.get((start, end))
        if found is None:
            found = self._parts[start, end] = self._part(start, end)
        return found

    def _part(self, start: int, end: int) -> "Glyphs":
        if self.ascending:
            low, high = bisect_left(self.clusters, start), bisect_left(self.clusters, end)
        else:
            size, turned = len(self.clusters), self.clusters[::-1]
            low, high = size - bisect_left(turned, end), size - bisect_left(turned, start)
        if (low, high) == (0, len(self.clusters)):
            return self
        cut = slice(low, high)
        return Glyphs(
            self.face,
            self.numbers[cut],
            self.texts[cut],
            self.clusters[cut],
            self.advances[cut],
            self.offsets[cut],
            ascending=self.ascending,
        )


class Run(NamedTuple):
    """Characters from start up to end of a paragraph: one face, one level of direction."""

    start: int
    end: int
    level: int
    glyphs: Glyphs


def runs(text: str, levels: Sequence[int], chain: Chain, *, tabular: bool) -> Iterator[Run]:
    """A paragraph as shaped runs, in the order in which it was typed.

    Where all of it runs to the right a run is a word with its space, for most words of a paper stand in it many times.
    """
    straight = not any(levels)
    for start, end, serving in _by_face(text, chain):
        if straight:
            yield from _words(text, start, end, serving, tabular=tabular)
            continue
        at = start
        while at < end:
            level, stop = levels[at], at + 1
            while stop < end and levels[stop] == level:
                stop += 1
            yield Run(at, stop, level, shape(text[at:stop], serving.name, rightward=bool(level & 1), tabular=tabular))
            at = stop


def _words(text: str, start: int, end: int, serving: Face, *, tabular: bool) -> Iterator[Run]:
    """A run from left to right as its words, each with the spaces behind it."""
    name = serving.name
    for word in _WORD.findall(text, start, end):
        stop = start + len(word)
        yield Run(start, stop, 0, shape(word, name, tabular=tabular))
        start = stop


def _by_face(text: str, chain: Chain) -> Iterator[tuple[int, int, Face]]:
    """Runs of one face: start, end, face. White space and punctuation stay with the letters before, or first after."""
    first = chain.first
    if first.letters.issuperset(text) and not (chain.chinese and HAN_MARKS.intersection(text)):
        yield 0, len(text), first
        return
    current: Face | None = None
    start, chosen = 0, False
    for at, end in clusters(text):
        kind, cluster = KIND[text[at]], text[at:end]
        if kind is Kind.HIDDEN:
            continue
        goes_on = kind is Kind.COMMON and not chain.wide(cluster)
        if current and goes_on and current.letters.issuperset(cluster):
            continue
        serving = chain.serving(cluster) or first
        if current is None or (kind is not Kind.COMMON and not chosen and serving.letters.issuperset(text[start:at])):
            current = serving
        elif serving is not current:
            yield start, at, current
            start, current = at, serving
        chosen = chosen or kind is not Kind.COMMON
    if text:
        yield start, len(text), current or first


@lru_cache(6_000)
def shape(text: str, name: str, *, rightward: bool = False, tabular: bool = False) -> Glyphs:
    """The glyphs of a text in one face and one direction."""
    used = face(name)
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rightward else "ltr"
    hb.shape(used.hb_font, buffer, used.features(tabular=tabular))
    shaped = [
        (info.codepoint, info.cluster, position.position)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]
    if not rightward and len(shaped) == len(text) and text.isascii():
        spelt = list(zip(shaped, text, strict=True))  # most texts, and most of the time otherwise
        return _glyphs(used, spelt, ascending=True)
    shaped = [(glyph, _inked(text, cluster), place) for glyph, cluster, place in shaped]
    spelt = list(_spelt_right_to_left(text, shaped) if rightward else _spelt(text, shaped))
    return _glyphs(used, spelt, ascending=not rightward)


@cache
def hyphen(used: Face) -> Glyphs | None:
    """The hyphen at which a word is parted: ink alone, for it was not typed; None where a face has none."""
    if "-" not in used.letters:
        return None
    shaped = shape("-", used.name)
    return Glyphs(used, shaped.numbers, [""], shaped.clusters, shaped.advances, shaped.offsets, ascending=True)


def _glyphs(used: Face, spelt: Sequence[tuple[_Shaped, str]], *, ascending: bool) -> Glyphs:
    return Glyphs(
        used,
        [number for (number, _, _), _ in spelt],
        [letters for _, letters in spelt],
        [cluster for (_, cluster, _), _ in spelt],
        [place[2] for (_, _, place), _ in spelt],
        [place[:2] if place[0] or place[1] else HERE for (_, _, place), _ in spelt],
        ascending=ascending,
    )


def _inked(text: str, cluster: int) -> int:
    """Where the ink of a cluster begins: HarfBuzz counts hidden characters before it in; a line may begin between."""
    while ord(text[cluster]) in HIDDEN and cluster + 1 < len(text):
        cluster += 1
    return cluster


def _spelt(text: str, shaped: Sequence[_Shaped]) -> Iterator[tuple[_Shaped, str]]:
    """Glyphs from left to right with what each stands for: the letters of a cluster one by one.

    Where there are more letters than glyphs, the first stands for several; where there are fewer, the widest glyphs do.
    """
    starts = sorted({cluster for _, cluster, _ in shaped})
    ends = dict(pairwise([*starts, len(text)]))
    for cluster, group in groupby(shaped, key=lambda glyph: glyph[1]):
        glyphs, letters = list(group), copied(text[cluster : ends.pop(cluster, cluster)])
        if len(letters) <= 1 == len(glyphs):
            yield glyphs[0], letters
            continue
        surplus = max(len(letters) - len(glyphs), 0)
        singly = iter([letters[: surplus + 1], *letters[surplus + 1 :]])
        wide = sorted(range(len(glyphs)), key=lambda at: -glyphs[at][2][2])[: len(letters)]
        for at, glyph in enumerate(glyphs):
            yield glyph, next(singly, "") if at in wide else ""


def _spelt_right_to_left(text: str, shaped: Sequence[_Shaped]) -> Iterator[tuple[_Shaped, str]]:
    """The same where readers turn around what they find: one character for each glyph, the last one leftmost.

    A ligature's other letters get blanks of no width, because some readers turn the letters of one glyph around as well
    and others do not. Brackets are what they look like, since readers leave them or mirror them back.
    """
    end = len(text)
    groups = []
    for cluster, group in groupby(shaped, key=lambda glyph: glyph[1]):
        groups.append((list(group), [MIRRORED.get(char, char) for char in copied(text[cluster:end])]))
        end = cluster
    for glyphs, letters in groups:
        blank = (BLANK, glyphs[0][1], (0, 0, 0, 0))
        for _ in range(len(letters) - len(glyphs)):
            yield blank, letters.pop()
        for glyph in glyphs:
            yield glyph, letters.pop() if letters else ""
