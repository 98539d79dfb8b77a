"""The bundled fonts. They are levelled where they are made, so that every script stands on the same line."""

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFontDatabase

from lifecycle_desk.base.resources import resource

_LIGHT = ("DeskSans", "DeskArabic", "DeskThai", "JetBrainsMono")
_loaded: set[str] = set()


def load_first(language: str) -> bool:
    """Load what the first picture in a language needs; gives whether there was anything to load."""
    return _load((*_LIGHT, "DeskHan") if language.startswith("zh") else _LIGHT)


def load_rest() -> bool:
    """Load the fonts of all other scripts, in which a name or a place may come; gives whether there were any."""
    return _load(("",))


def _load(beginnings: tuple[str, ...]) -> bool:
    """Load them by their place, so that of each only what is drawn comes into memory."""
    before = len(_loaded)
    for path in _bundled():
        if path.name in _loaded or not path.name.startswith(beginnings):
            continue
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise RuntimeError(f"font not readable: {path}")
        _loaded.add(path.name)
    return len(_loaded) > before


@cache  # asked for at each change of language, and a folder is dear to read
def _bundled() -> tuple[Path, ...]:
    return tuple(sorted(resource("fonts").glob("*.ttf")))
