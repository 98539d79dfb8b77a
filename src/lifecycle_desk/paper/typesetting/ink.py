"""The letters of one PDF: glyphs written into its pages, and the cut-down fonts that go with it.

Each pair of a glyph and the characters it stands for has a code of its own, so that what is copied or searched is what
was typed, whatever shape shaping gave it (ISO 32000-1, 9.7 composite fonts and 9.10 extraction of text).
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import uharfbuzz as hb
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from lifecycle_desk.paper.typesetting.characters import copied
from lifecycle_desk.paper.typesetting.fonts import Face
from lifecycle_desk.paper.typesetting.lines import TextLine, Typeset
from lifecycle_desk.paper.typesetting.objects import refer, stream
from lifecycle_desk.paper.typesetting.outlines import outline
from lifecycle_desk.paper.typesetting.shaping import BLANK, Coded, Glyphs
from lifecycle_desk.paper.typesetting.sides import Part, Parting
from lifecycle_desk.paper.typesetting.typed_order import (
    NUDGE,
    Drawn,
    Letter,
    Turn,
    backwards,
    figures,
    in_typed_order,
    letters,
    unsaid,
)

EM = 1000  # units to the em in a PDF
SYMBOLIC = 4  # font descriptor flag: codes are ours
HAIR = 0.1  # points of room for an unseen space between cells
WIDE = 1.47  # sizes: wider than the widest letter, a bold ص that begins a word (1.41), so that no other decides
LOWER = {Parting.GROUP: 0.72, Parting.LINE: 0.75}  # sizes; pdfium’s own borders are half of the wider width
FLAT = "-ـ—一"  # signs of which each face has one: an area that adds no height to a line
PER_BLOCK = 100  # mappings that one block of a CMap may hold
NO_FACE = "LifecycleDesk"


class _NoFace:
    """Stands for the canvas's first font, so that no document lists a font that it does not use."""

    fontName = NO_FACE
    name = NO_FACE
    _dynamicFont = True
    _multiByte = False

    @property
    def face(self) -> "_NoFace":
        return self


pdfmetrics.registerFont(_NoFace())
rl_config.useA85 = 0  # binary streams: no reader needs them as letters, which take a quarter more and most of the time


class _Run(NamedTuple):
    """A run as operators: where its first letter stands, how far they move from there, and ink that is no letter."""

    first: float
    letters: str
    moved: float
    ink: str


class Written(NamedTuple):
    """A line as operators: its letters, for which the text matrix stands at its start, and ink that is no letter.

    `parts` are what pdfium puts in order; it takes up new lines after `apart` of them, for the first and last time.
    """

    letters: str
    ink: str = ""
    parts: Sequence[Part] = ()
    apart: tuple[int, int] = (0, 0)


class Ink:
    """Writes typeset lines as operators of a page, and embeds what they used when the canvas is saved."""

    def __init__(self, canvas: Canvas) -> None:
        self._fonts: dict[str, _Embedded] = {}
        self._written: dict[TextLine, Written] = {}
        self._runs: dict[tuple[Glyphs, str, bool, Parting, float], _Run] = {}
        self.missing: set[str] = set()
        canvas._doc.delayedFonts.append(self)  # noqa: SLF001 (how ReportLab's own fonts wait for the end)

    def written(self, text: Typeset, line: TextLine) -> Written:
        """The operators that show a line; what is no letter is drawn from the line's start as the origin."""
        self.missing |= text.missing
        found = self._written.get(line)
        if found is None:
            rightward = not all(glyphs.ascending for glyphs in line.glyphs)
            found = self._written[line] = self._turned(text, line) if rightward else self._straight(text, line)
        return found

    def parting(self, parting: Parting, text: Typeset, line: TextLine) -> str:
        """The operators before a line that part it from what stands beside it."""
        if parting is Parting.NONE:
            return ""
        return self._font(line.glyphs[0].face).parting(parting, text.size, 0.0, HAIR)

    def addObjects(self, document: Any) -> None:
        """Embed the fonts; ReportLab calls it when the document is finished."""
        listed = document.idToObject["BasicFonts"].dict
        for font in self._fonts.values():
            listed[font.name] = font.embed(document)

    def _straight(self, text: Typeset, line: TextLine) -> Written:
        """A line that runs to the right; where its glyphs are not the typed characters one by one, it says these."""
        seen, words = [Part.straight(line.glyphs)], line.glyphs
        if all(glyphs.literal for glyphs in words):
            return Written(self._letters(words, text.size), parts=seen)
        parts = self._drawn(text.size, line)
        typed = copied(text.text[line.start : line.end])
        said = f"/Span<</ActualText<FEFF{typed.encode('utf-16-be').hex()}>>>BDC {parts}EMC "
        return Written(said, self._areas(text.size, line), seen)

    def _letters(self, words: Sequence[Glyphs], size: float) -> str:
        """Words of letters alone, none of which shaping moved over another."""
        first = words[0].face
        if all(glyphs.face is first for glyphs in words):
            return self._font(first).shown(words, size)
        return "".join([self._font(face).shown(group, size) for face, group in groupby(words, attrgetter("face"))])

    def _areas(self, size: float, line: TextLine) -> str:
        """The ink of what says nothing in a line that runs to the right."""
        x, out = 0.0, []
        for glyphs in line.glyphs:
            points = size / glyphs.face.upem
            areas = "".join(_area(glyphs.face, points, each) for each in unsaid(glyphs, points))
            out.append(f"q 1 0 0 1 {x:.2f} 0 cm {areas}Q " if areas else "")
            x += glyphs.total * points
        return "".join(out)

    def _turned(self, text: Typeset, line: TextLine) -> Written:
        """A line with letters that run to the left, each where it is seen and in the order in which it was typed."""
        at, shown, ink, parts, apart = 0.0, [], [], [], []
        for turn in in_typed_order(line, text.size):
            run = self._run(turn, text.size)
            shown.append(f"{_number(turn.start + run.first - at)} 0 Td {run.letters}")
            if run.ink:
                ink.append(f"q 1 0 0 1 {turn.start:.2f} 0 cm {run.ink}Q ")
            at += round(turn.start + run.first - at, 2) + run.moved
            parts.append(Part.of(turn.start, turn.glyphs))
            if turn.parting is Parting.LINE:
                apart.append(len(parts))
        ends = (apart[0], apart[-1]) if apart else (0, 0)
        return Written("".join(shown), "".join(ink), parts, ends)

    def _run(self, turn: Turn, size: float) -> "_Run":
        """One run of such a line; what was written once, a word or two in most tables, is not written again."""
        key = (turn.glyphs, turn.sign, turn.resumes, turn.parting, size)
        found = self._runs.get(key)
        if found is None:
            found = self._runs[key] = self._written_run(turn, size)
        return found

    def _written_run(self, turn: Turn, size: float) -> "_Run":
        """A run to the left letter by letter; one to the right at once, its marks as areas: readers go by places."""
        glyphs, font, points = turn.glyphs, self._font(turn.glyphs.face), size / turn.glyphs.face.upem
        room = glyphs.face.width(glyphs.face.space) * points
        if glyphs.ascending:
            inked = glyphs if turn.parting is Parting.NONE else glyphs.part(0, glyphs.clusters[-1])
            flat, marks = inked.parted()
            parting = font.parting(turn.parting, size, inked.total * points, room)
            turned = backwards(glyphs) if figures(glyphs) else []
            first = turned[0][0] * points if turned else 0.0
            sign = [(-NUDGE, BLANK, turn.sign, 0.0)] if turn.sign else []
            ended, moved = font.singly(sign, size, first)
            ops = (font.leftward(turned, size) if turned else font.shown([flat], size)) + parting + ended
            drawn = [*unsaid(glyphs, points), *((each, across * points, up * points) for each, across, up in marks)]
        else:
            shown, drawn = letters(glyphs, points, resumes=turn.resumes)
            first = shown[0][0] if shown else 0.0
            sign = [(glyphs.total * points + NUDGE, BLANK, turn.sign, 0.0)] if turn.sign else []
            space = 0.0 if turn.parting is Parting.NONE else shown.pop()[0]
            ops, there = font.singly(shown, size, first)
            ops += font.parting(turn.parting, size, space - first - there, room)
            ended, beyond = font.singly(sign, size, first + there)
            ops, moved = ops + ended, there + beyond
        return _Run(first, ops, moved, "".join(_area(glyphs.face, points, each) for each in drawn))

    def _drawn(self, size: float, line: TextLine) -> str:
        """First all letters, then the marks that shaping moved over them.

        Readers go by places: such a mark, drawn in its turn, would be read before its letter or apart from its word.
        So a blank stands for it in the line, and its ink comes later, as a space to readers.
        """
        x, later, out = 0.0, [], []
        for face, words in groupby(line.glyphs, attrgetter("face")):
            font, points, shown = self._font(face), size / face.upem, []
            for glyphs in words:
                flat, marks = glyphs.parted()
                shown.append(flat)
                later += [(x + across * points, up * points, font, number) for number, across, up in marks]
                x += glyphs.total * points
            out.append(font.shown(shown, size))
        x = y = 0.0
        for across, up, font, number in later:
            out.append(f"{_number(across - x)} {_number(up - y)} Td {font.mark(number, size)}")
            x, y = round(across, 2), round(up, 2)
        return "".join(out)

    def _font(self, face: Face) -> "_Embedded":
        found = self._fonts.get(face.name)
        if found is None:
            found = self._fonts[face.name] = _Embedded(face, f"D{len(self._fonts) + 1}")
        return found


class _Codes(dict[Coded, str]):
    """The code of each glyph with its characters, as a page has it; the next one is given out to whom has none."""

    def __missing__(self, coded: Coded) -> str:
        self[coded] = found = f"{len(self):04x}"
        return found


class _Embedded:
    """One face in one document: the codes given out so far."""

    def __init__(self, face: Face, name: str) -> None:
        self.face, self.name = face, name
        self._codes = _Codes({(0, ""): "0000"})
        self._strings: dict[Glyphs, str] = {}
        self._scale = EM / face.upem

    def shown(self, words: Iterable[Glyphs], size: float) -> str:
        """The operator for words in a row at a size: text shown, and moved along the line where shaping moved it."""
        strings = "".join([self._strings.get(glyphs) or self._string(glyphs) for glyphs in words])
        return f"/{self.name} {_number(size)} Tf[{strings.replace('><', '')}]TJ "

    def _string(self, glyphs: Glyphs) -> str:
        """Some glyphs as TJ has them; a word is written once, and shown wherever it stands again."""
        out = []
        for moved, piece in glyphs.pieces:
            if moved:
                out.append(_number(moved * self._scale))
            if piece:
                out.append(f"<{''.join([self._codes[each] for each in piece])}>")
        found = self._strings[glyphs] = "".join(out)
        return found

    def singly(self, letters: Iterable[Letter], size: float, first: float) -> tuple[str, float]:
        """The operators for letters each at its place, and how far they move from a first place.

        The font is named for each: pypdf turns around what it finds to run to the left until another font is chosen.
        """
        out, at, chosen = [], 0.0, f"/{self.name} {_number(size)} Tf"
        for place, number, char, squeezed in letters:
            across = round(place - first - at, 2)
            move = f"{across:g} 0 Td" if across else ""
            shown = f"{move}{chosen}<{self._codes[number, char]}>Tj "
            out.append(f"3 Tr {_number(squeezed * 100)} Tz {shown}100 Tz 0 Tr " if squeezed else shown)
            at += across
        return "".join(out), at

    def leftward(self, shown: Sequence[tuple[int, int, str]], size: float) -> str:
        """The operators for glyphs, each after a move to the left: told with its place in font units, and its text."""
        out, pen = [f"/{self.name} {_number(size)} Tf "], shown[0][0]
        for place, number, text in shown:
            out.append(f"[{_number((pen - place) * self._scale)}<{self._codes[number, text]}>]TJ ")
            pen = place + self._width(number)
        return "".join(out)

    def parting(self, parting: Parting, size: float, place: float, room: float) -> str:
        """The operators for an unseen space, lower than the line by as much as makes pdfium part what is around it.

        Of glyphs without ink pdfium knows nothing, and how much lower one has to stand it takes from the wider of two
        neighbours. So this is a flat sign of a certain width, unseen, squeezed into a room.
        """
        if parting is Parting.NONE:
            return ""
        face, unseen = self.face, self._unseen
        large = WIDE * size * face.upem / face.width(unseen)
        across, down = _number(place), _number(LOWER[parting] * size)
        return (
            f"{across} -{down} Td 3 Tr {_number(room / size * 100)} Tz /{self.name} {_number(large)} Tf"
            f"<{self._codes[unseen, ' ']}>Tj 100 Tz 0 Tr {_number(-place)} {down} Td "
        )

    @property
    def _unseen(self) -> int:
        """A wide letter, whichever the face has."""
        found = (self.face.hb_font.get_nominal_glyph(ord(char)) for char in FLAT if char in self.face.letters)
        return next(found, None) or self.face.space

    def mark(self, number: int, size: float) -> str:
        """The operators for one glyph that readers take for a space."""
        return f"/{self.name} {_number(size)} Tf<{self._codes[number, ' ']}>Tj "

    def _width(self, glyph: int) -> int:
        return self.face.width(self.face.blank if glyph == BLANK else glyph)

    def embed(self, document: Any) -> str:
        """The font's objects: a composite font over a subset of its TrueType outlines; gives how others name it."""
        made = _program(self.face, tuple(self._codes))
        scale, name = self._scale, f"{self.name}."
        outlines, order, said = (
            refer(document, each, name + part)
            for each, part in ((made.outlines, "outlines"), (made.order, "order"), (made.letters, "letters"))
        )
        box = " ".join(str(round(edge * scale)) for edge in self.face.box)
        ascent, descent, capitals = (round(height * scale) for height in self.face.heights)
        described = (
            f"<</Type/FontDescriptor/FontName{made.name}/Flags {SYMBOLIC}/FontBBox[{box}]/ItalicAngle 0"
            f"/Ascent {ascent}/Descent {descent}/CapHeight {capitals}/StemV 80/FontFile2 {outlines}>>"
        )
        descendant = (
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont{made.name}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {refer(document, described.encode('ascii'), name + 'descriptor')}"
            f"/W[0[{made.widths}]]/CIDToGIDMap {order}>>"
        )
        composite = (
            f"<</Type/Font/Subtype/Type0/BaseFont{made.name}/Encoding/Identity-H"
            f"/DescendantFonts[{refer(document, descendant.encode('ascii'), name + 'descendant')}]/ToUnicode {said}>>"
        )
        return refer(document, composite.encode("ascii"), name + "font")


@dataclass(frozen=True, slots=True)
class _Program:
    """A subset of a face under its name: its outlines, which of them each code shows, how wide, and what each says."""

    name: str
    widths: str
    outlines: bytes
    order: bytes
    letters: bytes


@lru_cache(60)  # a paper that was looked at is printed next
def _program(face: Face, codes: tuple[tuple[int, str], ...]) -> _Program:
    """The streams of a face with some codes."""
    order = [face.blank if glyph == BLANK else glyph for glyph, _ in codes]
    program, renumbered = _subset(face, sorted(set(order)))
    digest = hashlib.sha256(program).digest()
    return _Program(
        f"/{''.join(chr(ord('A') + byte % 26) for byte in digest[:6])}+{face.name}",
        " ".join([_number(face.width(glyph) * (EM / face.upem)) for glyph in order]),
        stream(f"/Length1 {len(program)}", program),
        stream("", b"".join(renumbered[glyph].to_bytes(2, "big") for glyph in order)),
        stream("", _to_unicode(text for _, text in codes).encode("ascii")),
    )


def _to_unicode(texts: Iterable[str]) -> str:
    """The CMap that says which characters each code stands for; the first is no letter."""
    rows = [f"<{code:04x}><{text.encode('utf-16-be').hex()}>" for code, text in enumerate(texts) if code]
    blocks = [rows[at : at + PER_BLOCK] for at in range(0, len(rows), PER_BLOCK)]
    mapped = "".join(f"{len(block)} beginbfchar\n{'\n'.join(block)}\nendbfchar\n" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
        "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000><ffff>\nendcodespacerange\n{mapped}"
        "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n"
    )


def _subset(face: Face, glyphs: Sequence[int]) -> tuple[bytes, dict[int, int]]:
    """A font program with some glyphs only, and their new numbers."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_HINTING
    keep = {"glyf", "loca", "head", "hhea", "hmtx", "maxp"}
    wanted.drop_table_tag_set.update(
        int.from_bytes(tag.encode(), "big") for tag in face.hb_face.table_tags if tag not in keep
    )
    plan = hb.SubsetPlan(face.hb_face, wanted)
    return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)


def _area(face: Face, points: float, drawn: Drawn) -> str:
    """The operators for a glyph that is drawn and says nothing; `points` to a font unit."""
    number, across, up = drawn
    return f"q {points:.6f} 0 0 {points:.6f} {across:.2f} {up:.2f} cm {outline(face, number)}f Q "


def _number(value: float) -> str:
    """A number as PDF writes it."""
    return f"{round(value, 2):g}"
