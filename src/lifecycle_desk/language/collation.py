"""The order of names in a language, for papers, which know no window and so none of its collator.

It is CLDR's order as far as names of people and firms need it: letters without their marks and case first, then marks,
then case; a language's own script before all others; numbers by their value. What languages count as letters of their
own is named here. Chinese is by pinyin for the 3,755 most used characters, which GB 2312 keeps in that order, each by
its first reading; rarer ones follow by their radicals, as Unicode has them.
"""

import re
import unicodedata
from functools import lru_cache

OWN_LETTERS = {  # of a language: behind which letter each stands
    "es": {"ñ": "n"},
    "tr": {"ç": "c", "ğ": "g", "ı": "h", "ö": "o", "ş": "s", "ü": "u"},
}
FOR_ALL = {"й": "и"}
ALEF, HAMZAS, MADDA = "ا", "ءأؤإئ", "آ"  # a hamza is an alef that comes before the plain one, a madda two alefs
FOLDED = {"tr": str.maketrans({"I": "ı", "İ": "i"})}
OWN_SCRIPT = {"ar": "ARABIC", "ru": "CYRILLIC", "th": "THAI", "zh": "CJK"}
THAI_FIRST, THAI_VOWELS = "เแโใไ", "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a"
LEADING = re.compile(f"([{THAI_FIRST}])([\u0e01-\u0e2e])")  # a vowel that is written before its consonant
DIGITS = re.compile(r"(\d+)")
SPACE, SIGN, NUMBER, LETTER, FOREIGN = range(5)
PINYIN_ENDS = b"\xd7\xf9"  # the last character of GB 2312 that is ordered by its sound

type Place = tuple[int, int, int]
type Key = tuple[tuple[Place, ...], str, str]


@lru_cache(10_000)
def order_key(text: str, code: str) -> Key:
    """The key by which a text is sorted among others in the language of a code."""
    language = code.partition("_")[0]
    folded = text.translate(FOLDED.get(language, {})).casefold()
    places: list[Place] = []
    marks: list[str] = []
    for run in DIGITS.split(LEADING.sub(r"\2\1", folded)):
        if run.isdigit():
            places.append((NUMBER, int(run), 0))
            continue
        for char in unicodedata.normalize("NFC", run):
            of_char, marked = _weighed(char, language)
            places += of_char
            marks += marked
    return tuple(places), "".join(marks), text.swapcase()  # small letters before capitals


def _weighed(char: str, language: str) -> tuple[list[Place], list[str]]:
    """The places of a character's letters, and the marks on them."""
    before = (FOR_ALL | OWN_LETTERS.get(language, {})).get(char)
    if before:
        return [(_rank(before, language), ord(before), 1)], []
    if char in HAMZAS or char in {ALEF, MADDA}:
        return [(_rank(ALEF, language), ord(ALEF), 0)] * (2 if char == MADDA else 1), [char]
    parts = unicodedata.normalize("NFD", char)
    letters = [(_rank(part, language), _value(part), 0) for part in parts if not _is_mark(part)]
    return letters, [part for part in parts if _is_mark(part)]


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) == "Mn" and char not in THAI_VOWELS


def _rank(char: str, language: str) -> int:
    """Spaces, signs, then letters, those of the language's own script first."""
    if char.isspace():
        return SPACE
    if not char.isalpha() and char not in THAI_VOWELS:
        return SIGN
    script = OWN_SCRIPT.get(language)
    return LETTER if script and unicodedata.name(char, "").startswith(script) else FOREIGN


def _value(char: str) -> int:
    """A character's place in its script."""
    if "\u4e00" <= char <= "\u9fff":
        try:
            encoded = char.encode("gb2312")
        except UnicodeEncodeError:
            return 0x20000 + ord(char)
        return 0x10000 + int.from_bytes(encoded) if encoded <= PINYIN_ENDS else 0x20000 + ord(char)
    return ord(char)
