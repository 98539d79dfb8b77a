"""The look of papers: colours, letters, distances; in points, of which 72 are an inch."""

from dataclasses import replace
from typing import NamedTuple

from lifecycle_desk.paper.typesetting.lines import Script, Type

INK, INK_2, INK_3 = "#161A22", "#444C5A", "#5F6878"  # what one reads; what explains it; labels and units
LINE, SUNKEN, ACCENT = "#E1E4EA", "#F0F2F5", "#2C4FC4"
EDGE = "#868F9F"  # a line that must be seen: where one signs, above a sum
OK, WARN, DANGER = "#176C3D", "#855000", "#B3231A"
OK_SOFT, WARN_SOFT, DANGER_SOFT = "#E2F3E9", "#FCF0D6", "#FCEBE9"

SIDE, TOP, FOOT = 51.0, 43.0, 58.0  # margins: start and end, top, and bottom with the footer
HAIRLINE = 0.6
GAP = 12.0  # between blocks
CELL = 5.0  # around what stands in a table's cell, across; and down:
CELL_DOWN, CELL_DOWN_DENSE = 3.5, 1.5
CLOSER = ((0.75, 1.0), (0.5, 1.0), (0.5, 0.7), (0.5, 0.5))  # shares of the distances between blocks, and in rows

SIZES = {"A4": (595.28, 841.89), "A5": (419.53, 595.28), "LETTER": (612.0, 792.0), "LEGAL": (612.0, 1008.0)}


class Role(NamedTuple):
    """A kind of text: its letters and its ink; `steady` ones do not grow in scripts that ask for larger letters."""

    type: Type
    ink: str = INK
    steady: bool = False


TITLE = Role(Type(18, 600), steady=True)
SUBTITLE = Role(Type(10), INK_2)
SECTION = Role(Type(11, 600))
BODY = Role(Type(9))
MEDIUM = Role(Type(9, 500))
STRONG = Role(Type(9, 600))
MUTED = Role(Type(8), INK_3)
SMALL = Role(Type(8), INK_2)
LABEL = Role(Type(7.5, 500), INK_3)
FIGURE = Role(Type(12, 600, tabular=True))
HEADLINE_FIGURE = Role(Type(30, 600, tabular=True), steady=True)
AMOUNT = Role(Type(9, tabular=True))
AMOUNT_STRONG = Role(Type(9, 600, tabular=True))
CODE = Role(Type(8.5, mono=True))
CODE_STRONG = Role(Type(9, 500, mono=True))
DEALER = Role(Type(13, 600), steady=True)
FOOTER = Role(Type(7.5), INK_3)

LATIN = Script(line=1.42)
SCRIPTS = {
    **{code: replace(LATIN, hyphens=code) for code in ("de", "en", "es", "fr", "pt", "ru", "tr")},
    "ar": Script(right_to_left=True, line=1.65, grow=0.5),
    "fa": Script(right_to_left=True, line=1.65, grow=0.5),
    "he": Script(right_to_left=True, line=1.5),
    "ur": Script(right_to_left=True, line=1.7, grow=0.5),
    "th": Script(line=1.6, grow=0.5),
    "zh": Script(chinese=True, line=1.55),
}


def script(code: str) -> Script:
    """The needs of a language's lines, by its code."""
    return SCRIPTS.get(code.partition("_")[0], LATIN)
