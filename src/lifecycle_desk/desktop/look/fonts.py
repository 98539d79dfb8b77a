"""The bundled fonts, levelled for the screen, so that every script stands on the same line."""

import struct

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFontDatabase

from lifecycle_desk.base.resources import resource

_SANS = "DeskSans"  # what all others are levelled to
_ASCENT, _DESCENT = 0.96875, 0.24122  # of Desk Sans, in ems
_LIGHT = (_SANS, "DeskArabic", "DeskThai", "JetBrainsMono")  # together 5 ms; all the others 25 ms
_loaded: set[str] = set()


def load_first(language: str) -> None:
    """Load what the first picture in a language needs."""
    _load((*_LIGHT, "DeskHan") if language.startswith("zh") else _LIGHT)


def load_rest() -> bool:
    """Load the fonts of all other scripts, in which a name or a place may come; gives whether there were any."""
    before = len(_loaded)
    _load(("",))
    return len(_loaded) > before


def _load(beginnings: tuple[str, ...]) -> None:
    for path in sorted(resource("fonts").glob("*.ttf")):
        if path.name in _loaded or not path.name.startswith(beginnings):
            continue
        data = bytearray(path.read_bytes())
        if not path.name.startswith((_SANS, "JetBrainsMono")):
            level(data)
        if QFontDatabase.addApplicationFontFromData(QByteArray(data)) < 0:
            raise RuntimeError(f"font not readable: {path}")
        _loaded.add(path.name)


def level(font: bytearray) -> None:
    """Give a TrueType font the line metrics of Desk Sans, in place.

    Qt centres a line edit's text by the tallest of its fonts: one Arabic letter would lift it by 7 px. Where lines
    stand below one another we set their distance ourselves. The files keep their own metrics, for paper.
    """
    tables = _tables(font)
    (em,) = struct.unpack_from(">H", font, tables[b"head"] + 18)
    up, down = round(_ASCENT * em), round(_DESCENT * em)
    struct.pack_into(">hhh", font, tables[b"hhea"] + 4, up, -down, 0)
    struct.pack_into(">hhhHH", font, tables[b"OS/2"] + 68, up, -down, 0, up, down)


def _tables(font: bytearray) -> dict[bytes, int]:
    """Where the tables of a font begin."""
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * i) for i in range(count))
    return {tag: offset for tag, _, offset, _ in records}
