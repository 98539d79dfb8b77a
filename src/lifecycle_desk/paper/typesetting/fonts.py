"""The bundled typefaces, opened when a text first needs them, and which of them serves which character."""

import lzma
import re
import struct
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import uharfbuzz as hb

from lifecycle_desk.base.resources import resource
from lifecycle_desk.paper.typesetting.characters import HIDDEN, clusters

WEIGHTS = (400, 500, 600)
GUESTS = (
    *("Devanagari", "Bengali", "Tamil", "Malayalam", "Sinhala", "Lao"),
    *("Khmer", "Myanmar", "Hebrew", "Georgian", "Armenian", "Ethiopic"),
    *("Gujarati", "Gurmukhi", "Telugu", "Kannada", "Oriya", "OlChiki", "MeeteiMayek", "Thaana"),
)
RARE = ("DeskHanRare-400", "DeskHongKong-400")
PACKED, PACKED_HOLDS = "DeskHanB-400", range(0x20000, 0x2A6E0)  # Extension B: unpacked only where one of it is met
SIGNS = ("NotoSansSymbols2-400", "NotoEmoji-400")
# Marks that Latin and Chinese share; in a Chinese paper they are as wide as a character.
HAN_MARKS = frozenset("“”…—·")

_NO_ROOM = (0x200B, 0x200C, 0x200D, 0x200E, 0xFEFF)  # characters whose glyphs have neither ink nor room

# Characters that tell a renderer how to join or vary others and have no ink: HarfBuzz takes them out.
_IGNORED = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)


class Face:
    """One font file: its outlines, its measures in font units, and the characters it draws."""

    def __init__(self, name: str, *, script_features: bool) -> None:
        self.name = name
        self.hb_face = hb.Face(_outlines(name))
        self.hb_font = hb.Font(self.hb_face)
        self.upem: int = self.hb_face.upem
        self._widths: dict[int, int] = {}
        self._contextual = script_features

    @cached_property
    def letters(self) -> frozenset[str]:
        """Every character that has a glyph."""
        return frozenset(map(chr, self.hb_face.unicodes))

    def width(self, glyph: int) -> int:
        """How far a glyph moves the pen, in font units."""
        found = self._widths.get(glyph)
        if found is None:
            found = self._widths[glyph] = self.hb_font.get_glyph_h_advance(glyph)
        return found

    @cached_property
    def space(self) -> int:
        """The glyph without an outline."""
        found: int = self.hb_font.get_nominal_glyph(ord(" ")) or 0
        return found

    @cached_property
    def blank(self) -> int:
        """A glyph without an outline that does not move the pen, where the face has one."""
        found = (self.hb_font.get_nominal_glyph(sign) for sign in _NO_ROOM)
        return next((glyph for glyph in found if glyph and not self.width(glyph)), self.space)

    def features(self, *, tabular: bool) -> dict[str, bool]:
        """Features of shaping beyond a script's own needs; ligatures of code fonts would disguise codes."""
        return {"kern": True, "liga": self._contextual, "calt": self._contextual, "tnum": tabular}

    @cached_property
    def box(self) -> tuple[int, int, int, int]:
        """The box around all glyphs, in font units."""
        x0, y0, x1, y1 = struct.unpack(">4h", self.hb_face.reference_table("head").data[36:44])
        return x0, y0, x1, y1

    @cached_property
    def heights(self) -> tuple[int, int, int]:
        """Ascent, descent and height of capitals, in font units: the typeface's own, where its lines are levelled."""
        ascent, descent = struct.unpack(">2h", self.hb_face.reference_table("OS/2").data[68:72])
        capital = self.hb_font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
        return ascent, descent, capital


def _outlines(name: str) -> hb.Blob:
    """The file of a face, mapped; one that lies packed is unpacked, which takes a third of a second."""
    path = resource(f"fonts/{name}.ttf")
    if path.is_file():
        return hb.Blob.from_file_path(path)
    packed = resource(f"fonts/{name}.ttf.xz")
    if not packed.is_file():
        raise FileNotFoundError(path)
    return hb.Blob(lzma.decompress(packed.read_bytes()))


@cache
def face(name: str) -> Face:
    """A face by the name of its file, opened once."""
    return Face(name, script_features=not name.startswith(("DeskSans", "JetBrainsMono")))


@dataclass(frozen=True, slots=True, eq=False)  # there is one of each, and it is looked up by all the time
class Chain:
    """The faces of a weight in the order in which they are asked for a character."""

    names: tuple[str, ...]
    han: str
    chinese: bool

    @property
    def first(self) -> Face:
        """The face that draws what it can."""
        return face(self.names[0])

    def wide(self, mark: str) -> bool:
        """Whether a mark is set as wide as a Chinese character."""
        return self.chinese and mark in HAN_MARKS

    def serving(self, cluster: str) -> Face | None:
        """The first face that has a letter with all its marks; else one that has the letter; None where none has."""
        return _serving(self, cluster)

    def lacking(self, text: str) -> frozenset[str]:
        """The characters of a text that no face draws as they stand: each would be printed as a box."""
        if self.first.letters.issuperset(text):
            return frozenset()
        return frozenset(char for at, end in clusters(text) for char in _lacking(self, text[at:end]))


@lru_cache(20_000)
def _serving(chain: Chain, cluster: str) -> Face | None:
    if chain.wide(cluster):
        return face(chain.han)
    needed = {char for char in cluster if ord(char) not in HIDDEN and char not in "\u200c\u200d"}
    composed = set(unicodedata.normalize("NFC", cluster))
    for letters in (needed, composed, set(cluster[:1])):
        for name in chain.names:
            if name == PACKED and ord(cluster[0]) not in PACKED_HOLDS:
                continue
            candidate = face(name)
            if candidate.letters >= letters:
                return candidate
    return None


@lru_cache(20_000)
def _lacking(chain: Chain, cluster: str) -> frozenset[str]:
    needed = {char for char in cluster if ord(char) not in HIDDEN and not _IGNORED.match(char)}
    serving = chain.serving(cluster)
    if serving is None:
        return frozenset(needed)
    if serving.letters.issuperset(unicodedata.normalize("NFC", "".join(c for c in cluster if c in needed))):
        return frozenset()
    return frozenset(needed - serving.letters)


@cache
def chain(weight: int, *, mono: bool = False, chinese: bool = False) -> Chain:
    """The faces for text of a weight; for codes those of even width come first."""
    if weight not in WEIGHTS:
        raise ValueError(f"no face of weight {weight}")
    code = (f"JetBrainsMono-{min(weight, 500)}",) if mono else ()
    desk = tuple(f"Desk{family}-{weight}" for family in ("Sans", "Arabic", "Thai", "Han"))
    guests = tuple(f"NotoSans{script}-400" for script in GUESTS)
    han = ("DroidSansFallbackFull", *RARE, PACKED)
    return Chain((*code, *desk, "DeskHangul-400", *guests, *SIGNS, *han), desk[-1], chinese)
