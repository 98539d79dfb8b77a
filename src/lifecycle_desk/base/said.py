"""Messages before they are in a language: a marked message with its facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Annotated

from lifecycle_desk.base.objections import N_

WITH_ASIDE = N_("%(what)s (%(aside)s)")  # NOTE: something with a remark behind it, in brackets
BESIDE = N_("%(one)s, %(other)s")  # NOTE: two facts beside one another, as 1.2 mm, worn inside
APART = N_("%(one)s; %(other)s")  # NOTE: two pieces of work beside one another
FIRST_OF = N_(
    "%(one)s / %(other)s"
)  # NOTE: two limits, of which the one that is reached first counts: 84 months / 150,000 km
POINT = "%(one)s · %(other)s"  # a sign of the layout, the same in every language


@dataclass(frozen=True, slots=True, init=False)
class Said:
    """A marked message with its facts: Said(N_("Plate %(plate)s"), plate="3กข 4821")."""

    message: str
    facts: Mapping[str, object]

    def __init__(self, message: str, **facts: object) -> None:
        object.__setattr__(self, "message", message)
        object.__setattr__(self, "facts", MappingProxyType(facts))


@dataclass(frozen=True, slots=True, init=False)
class InARow:
    """Facts beside one another, which the language parts: InARow(Measure(Decimal("1.2"), MM), "worn inside").

    Things of one kind are a tuple instead, and are listed as a, b and c. `by` is the message that parts two; what is
    missing is left out.
    """

    parts: tuple[object, ...]
    by: str

    def __init__(self, *parts: object, by: str = BESIDE) -> None:
        object.__setattr__(self, "parts", tuple(each for each in parts if each or each == 0))
        object.__setattr__(self, "by", by)

    def __bool__(self) -> bool:
        return bool(self.parts)


LANGUAGES = {
    "en": "English",
    "zh_CN": "中文",
    "ar": "العربية",
    "th": "ไทย",
    "es": "Español",
    "ru": "Русский",
    "pt_BR": "Português",
    "id": "Bahasa Indonesia",
    "tr": "Türkçe",
    "de": "Deutsch",
    "fr": "Français",
}  # that the program speaks, each by its own name


@dataclass(frozen=True, slots=True)
class LanguageNamed:
    """A language by its code, written by its name in the language of the sentence; its own name is for choosers.

    `alone`, it begins as what stands alone does, or before a colon.
    """

    code: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class CountryNamed:
    """A country by its code, written by its name."""

    code: str


@dataclass(frozen=True, slots=True)
class MonthNamed:
    """A month by any day of it, written by its name and its year."""

    day: date


class InLanguages:
    """A text that people gave in several languages, which everybody is shown in his own where it was given in that.

    Else it is shown in English, which a reader of a second language knows sooner than a third; else in `house`, the
    language that is read where it was taken in; else as it came (`own`); else in any. `Language.spoken` asks for it, so
    window, paper and sentence have one rule. What other programs read is the text as it came.

    Not a dataclass: msgspec would write it as one before it asks us.
    """

    __slots__ = ("house", "own", "texts")

    def __init__(self, own: str, texts: Mapping[str, str] = MappingProxyType({}), house: str = "") -> None:
        self.own, self.house = own, house
        self.texts = tuple(sorted((code, text) for code, text in texts.items() if text))

    def read_in(self, code: str) -> str:
        """The text as a reader of a language is shown it; one of the same language elsewhere is his own too."""
        by, alike = dict(self.texts), code.partition("_")[0]
        near = (text for each, text in self.texts if each.partition("_")[0] == alike)
        found = by.get(code) or next(near, "") or by.get("en") or by.get(self.house) or self.own
        return found or next(iter(by.values()), "")

    def __bool__(self) -> bool:
        return bool(self.own or self.texts)

    def __str__(self) -> str:
        return self.own

    def __repr__(self) -> str:
        return f"InLanguages({self.own!r}, {dict(self.texts)!r}, {self.house!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, InLanguages):
            return NotImplemented
        return (self.own, self.texts, self.house) == (other.own, other.texts, other.house)

    def __hash__(self) -> int:
        return hash((self.own, self.texts, self.house))


def in_text(names: Iterable[str]) -> str:
    """Names as an objection has them in one text, which other programs read."""
    return ", ".join(names)


def names_in(text: str) -> tuple[str, ...]:
    """The names that an objection has in one text, one behind another."""
    return tuple(text.split(", ")) if text else ()


# Names that other programs read in one text, parted by a comma and a space, and people as their language lists them.
NamesInText = Annotated[str, names_in]

type Piece = Said | object  # what is no message is written by its type: a date, an amount, a term, a text that is data
