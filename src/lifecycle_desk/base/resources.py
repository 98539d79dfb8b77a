"""Where the program's own files lie: fonts, icons, market packs, catalogs."""

import sys
from pathlib import Path

# A frozen program unpacks beside sys._MEIPASS; a checkout has them beside src/.
_TOP = Path(getattr(sys, "_MEIPASS", Path(__file__).parents[3]))


def resource(relative: str) -> Path:
    """A file or folder below resources/."""
    return _TOP / "resources" / relative


def translations() -> Path:
    """The folder of the compiled catalogs."""
    return _TOP / "translations"
