"""Keys by what is engraved on them where a language is typed: the one table for caps, tips, menus and help.

Sentences of the catalogs name keys in their own words; `tests/language/test_one_word.py` holds them to this table.
Qt's own names are not taken: it has none in Arabic and Thai, and would translate Return.
"""

import re
import sys
from functools import lru_cache

from PySide6.QtGui import QKeySequence

from lifecycle_desk.base.objections import C_
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language

_AS_ENGRAVED = QKeySequence.SequenceFormat.PortableText
SIGNS = {"Return": "↵", "Enter": "↵", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
NAMES = {  # by Qt's portable name; what is missing is called the same everywhere: F1, N, a comma
    "Ctrl": C_("keyboard", "Ctrl"),
    "Shift": C_("keyboard", "Shift"),
    "Alt": C_("keyboard", "Alt"),
    "Del": C_("keyboard", "Del"),
    "Esc": C_("keyboard", "Esc"),
    "Tab": C_("keyboard", "Tab"),
    "Space": C_("keyboard", "Space"),
    "Backspace": C_("keyboard", "Backspace"),
    "Home": C_("keyboard", "Home"),
    "End": C_("keyboard", "End"),
    "PgUp": C_("keyboard", "PgUp"),
    "PgDown": C_("keyboard", "PgDn"),
}
BACK, FORWARD = "Alt+Left", "Alt+Right"
ENTER = C_("keyboard", "Enter")  # NOTE: the key as sentences name it; on caps it is ↵


def keys_shown(keys: str) -> str:
    """A shortcut as people read it on their keyboard: `Ctrl+Return` is `Ctrl ↵`, in German `Strg ↵`."""
    return _shown(keys, translator().current)


def turned(keys: str) -> str:
    """The keys of back and forward point as the arrows of the window do, which turn where one reads leftwards."""
    return {BACK: FORWARD, FORWARD: BACK}.get(keys, keys) if theme.rtl else keys


@lru_cache(maxsize=1024)
def _shown(keys: str, language: Language) -> str:
    if sys.platform == "darwin":
        native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        for name, sign in SIGNS.items():
            native = native.replace(name, sign)
        return native or keys
    portable = QKeySequence(keys).toString(_AS_ENGRAVED) or keys  # a modifier alone is no shortcut, and still a key
    pressed = re.findall(r"[^+]+|(?:^|(?<=\+))\+$", portable)  # the last of Ctrl++ is a key itself
    return " ".join(_named(each, language) for each in pressed)


def _named(key: str, language: Language) -> str:
    return SIGNS.get(key) or (language.words(NAMES[key]) if key in NAMES else key)
