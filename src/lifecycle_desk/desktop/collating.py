"""Texts in the order of a language: distinct ones, many at once, and those that come later only put in.

Qt's collator is ICU's on Linux and the system's own on Windows and macOS: it knows pinyin, the leading vowels of Thai,
and that ñ follows n. Its keys cost two microseconds each and compare in Python at a seventh of one. A hundred thousand
names are made of a few thousand words, so these are collated, and the names by the places of their words. A sort holds
the interpreter to its end: so it is done in pieces.
"""

from bisect import bisect, insort
from collections.abc import Collection, Sequence
from functools import cmp_to_key, partial
from itertools import groupby
from os.path import commonprefix
from threading import Lock
from typing import Any

from PySide6.QtCore import QCollator, QLocale

PIECE = 4096  # texts sorted in one go: some two milliseconds
SAMPLES = 8  # values of each piece that are looked at to find where the pieces begin
BEGINNING = 2  # letters behind what all have in common
FEW = 500  # texts that are put in one by one; for more of them all are ordered anew
CODE = 8  # letters; what is shorter may be a word
STROKES = "zh_TW"  # CLDR sorts Chinese by strokes there, and Qt takes no other name for it
BETWEEN = " "  # words
A_WORD = 3  # texts at least, on average, that share a word; where fewer do, the texts are collated themselves
PLACE = 3  # bytes of a word's place


def collator(code: str, *, strokes: bool = False) -> QCollator:
    """The collation of a language, in which RO-2 stands before RO-10; Chinese by pinyin or by strokes."""
    made = QCollator(QLocale(STROKES if strokes and code.startswith("zh") else code))
    made.setNumericMode(True)
    return made


class TextOrder:
    """Distinct texts in the order of a collation; asked again, it orders only those that it has not seen."""

    def __init__(self, collate: QCollator) -> None:
        self._collate, self._texts, self._turn = collate, list[str](), Lock()

    def ordered(self, texts: Collection[str]) -> list[str]:
        """Some distinct texts in their order; those of before that are not among them are forgotten.

        Whoever asks while another thread orders them waits for that: half of it is done by then.
        """
        with self._turn:
            return self._ordered(texts)

    def _ordered(self, texts: Collection[str]) -> list[str]:
        kept = [each for each in self._texts if each in texts]
        if len(kept) == len(texts):
            self._texts = kept
        elif _are_codes(texts):
            self._texts = _by_letters(texts)
        elif len(texts) - len(kept) > FEW:
            self._texts = _collated(texts, self._collate)
        else:
            as_collated = cmp_to_key(self._collate.compare)
            for each in sorted(set(texts).difference(kept)):
                insort(kept, each, key=as_collated)
            self._texts = kept
        return self._texts


def _collated(texts: Collection[str], collate: QCollator) -> list[str]:
    """Texts by a collation; sorted by their letters first: they are nearly in order then, which a sort notices."""
    places = _places(texts, collate)
    return _by_keys(_by_letters(texts), collate) if places is None else _by_places([*texts], places, collate)


def _by_keys(texts: Sequence[str], collate: QCollator) -> list[str]:
    """Texts by the keys of a collation."""
    keys: list[Any] = []
    for start in range(0, len(texts), PIECE):
        keys += map(collate.sortKey, texts[start : start + PIECE])
    return [texts[at] for at in _order(keys)]


def _by_places(texts: Sequence[str], places: dict[str, bytes], collate: QCollator) -> list[str]:
    """Texts by the places of their words, and those whose words have the same places by the collation itself."""
    place_of = places.__getitem__
    keys = [b"".join(map(place_of, each.split(BETWEEN))) for each in texts]
    order = _order(keys)
    if len({*keys}) == len(keys):
        return [texts[at] for at in order]
    alike = (list(some) for _, some in groupby(order, keys.__getitem__))
    return [each for some in alike for each in _settled([texts[at] for at in some], collate)]


def _settled(alike: list[str], collate: QCollator) -> list[str]:
    """Texts whose words have the same places, by the collation itself."""
    return alike if len(alike) == 1 else sorted(sorted(alike), key=collate.sortKey)


def _places(texts: Collection[str], collate: QCollator) -> dict[str, bytes] | None:
    """The places of all words in the order of a collation; None where texts are not to be ordered by their words.

    Words that differ only by an accent or by a capital have one place: a collation asks that of whole texts at last.
    """
    if len(texts) < PIECE or not _parts_words(collate):
        return None
    words = set[str]()
    for each in texts:
        words.update(each.split(BETWEEN))
    if len(words) * A_WORD > len(texts) or not all(map(str.isprintable, words)):
        return None
    found, place, before = dict[str, bytes](), -1, ""
    for word in _by_keys(_by_letters(words), collate):
        place += place < 0 or collate.compare(f"{before} z", f"{word} a") < 0
        found[word], before = place.to_bytes(PLACE), word
    return found


def _parts_words(collate: QCollator) -> bool:
    """Whether a collation has the blank before all that words are made of, so that texts stand word by word."""
    return all(collate.compare(f"a {last}", f"a{each}") < 0 for last in "zฮی" for each in "-.,'/&!0aกا一")


def _are_codes(texts: Collection[str]) -> bool:
    """Whether texts are all capitals and figures, as many in each, such as VINs: no language orders them otherwise."""
    length = len(next(iter(texts), ""))
    if length < CODE or any(len(each) != length for each in texts):
        return False
    together = "".join(texts)
    return together.isascii() and together.isalnum() and together.upper() == together


def _by_letters(texts: Collection[str]) -> list[str]:
    """Texts sorted by their letters alone, those that begin alike at a time."""
    if not texts:
        return []
    end = len(commonprefix([min(texts), max(texts)])) + BEGINNING  # noqa: RUF071 (these are no paths)
    alike: dict[str, list[str]] = {}
    for each in texts:
        alike.setdefault(each[:end], []).append(each)
    found: list[str] = []
    for beginning in sorted(alike):
        found += sorted(alike[beginning])
    return found


def _order(keys: Sequence[Any]) -> list[int]:
    """The places of keys in their order.

    A sample tells where the parts of a piece's length begin; each key goes to its own, and each part is sorted for
    itself: a merge of all would hold the interpreter for a fiftieth of a second.
    """
    bounds = sorted(keys[:: PIECE // SAMPLES])[SAMPLES::SAMPLES]
    parts: list[list[int]] = [[] for _ in range(len(bounds) + 1)]
    for start in range(0, len(keys), PIECE):
        for at, place in enumerate(map(partial(bisect, bounds), keys[start : start + PIECE]), start):
            parts[place].append(at)
    found: list[int] = []
    for part in parts:
        found += sorted(part, key=keys.__getitem__)
    return found
