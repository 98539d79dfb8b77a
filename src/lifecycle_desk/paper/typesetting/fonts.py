"""The bundled typefaces, opened when a text first needs them, and which of them serves which character."""

import struct
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import uharfbuzz as hb

from lifecycle_desk.base.resources import resource
from lifecycle_desk.paper.typesetting.characters import HIDDEN

WEIGHTS = (400, 500, 600)
GUESTS = (
    *("Devanagari", "Bengali", "Tamil", "Malayalam", "Sinhala", "Lao"),
    *("Khmer", "Myanmar", "Hebrew", "Georgian", "Armenian", "Ethiopic"),
)
SIGNS = ("NotoSansSymbols2-400", "NotoEmoji-400")
# Marks that Latin and Chinese share; in a Chinese paper they are as wide as a character.
HAN_MARKS = frozenset("“”…—·")


class Face:
    """One font file: its outlines, its measures in font units, and the characters it draws."""

    def __init__(self, name: str, *, script_features: bool) -> None:
        self.name = name
        path = resource(f"fonts/{name}.ttf")
        if not path.is_file():
            raise FileNotFoundError(path)
        self.hb_face = hb.Face(hb.Blob.from_file_path(path))
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

    def features(self, *, tabular: bool) -> dict[str, bool]:
        """What shaping is to do beyond a script's own needs; ligatures of code fonts would disguise codes."""
        return {"kern": True, "liga": self._contextual, "calt": self._contextual, "tnum": tabular}

    @cached_property
    def box(self) -> tuple[int, int, int, int]:
        """The box around all glyphs, in font units."""
        x0, y0, x1, y1 = struct.unpack(">4h", self.hb_face.reference_table("head").data[36:44])
        return x0, y0, x1, y1

    @cached_property
    def heights(self) -> tuple[int, int, int]:
        """Ascent, descent and height of capitals, in font units."""
        extents = self.hb_font.get_font_extents("ltr")
        capital = self.hb_font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
        return extents.ascender, extents.descender, capital


@cache
def face(name: str) -> Face:
    """A face by the name of its file, opened once."""
    return Face(name, script_features=not name.startswith(("DeskSans", "JetBrainsMono")))


@dataclass(frozen=True, slots=True)
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


@lru_cache(20_000)
def _serving(chain: Chain, cluster: str) -> Face | None:
    if chain.wide(cluster):
        return face(chain.han)
    needed = {char for char in cluster if ord(char) not in HIDDEN and char not in "\u200c\u200d"}
    composed = set(unicodedata.normalize("NFC", cluster))
    for letters in (needed, composed, set(cluster[:1])):
        for name in chain.names:
            candidate = face(name)
            if candidate.letters >= letters:
                return candidate
    return None


@cache
def chain(weight: int, *, mono: bool = False, chinese: bool = False) -> Chain:
    """The faces for text of a weight; for codes those of even width come first."""
    if weight not in WEIGHTS:
        raise ValueError(f"no face of weight {weight}")
    code = (f"JetBrainsMono-{min(weight, 500)}",) if mono else ()
    desk = tuple(f"Desk{family}-{weight}" for family in ("Sans", "Arabic", "Thai", "Han"))
    guests = tuple(f"NotoSans{script}-400" for script in GUESTS)
    return Chain((*code, *desk, "DeskHangul-400", *guests, *SIGNS, "DroidSansFallbackFull"), desk[-1], chinese)
