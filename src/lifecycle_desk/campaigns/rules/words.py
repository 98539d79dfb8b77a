"""A campaign's texts to owners, in each language in which somebody has put them."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.said import InLanguages

SAYS = {  # the texts of a campaign, by their names in files, and what each is called
    "title": N_("Subject"),
    "defect": N_("Fault"),
    "risk": N_("Risk"),
    "remedy": N_("Remedy"),
}
_SCRIPTS = {"ARABIC": "ar", "THAI": "th", "CJK": "zh_CN"}
# Small words that tell Spanish from English in Latin letters; where none decides, makers write English.
_ENGLISH = frozenset(
    ("the", "of", "and", "may", "is", "are", "to", "in", "can", "be", "with", "a", "on", "from", "not")
)
_SPANISH = frozenset(
    ("el", "la", "los", "las", "de", "del", "que", "y", "puede", "en", "un", "una", "se", "al", "por", "para", "con")
)

WordsMissing = objection("WordsMissing", N_("Enter at least one text in this language."), "defect")


@dataclass(frozen=True, slots=True)
class CampaignWords:
    """The texts of a campaign in one language; what is empty is not said in it."""

    title: str = ""
    defect: str = ""
    risk: str = ""
    remedy: str = ""

    def over(self, before: "CampaignWords") -> "CampaignWords":
        """These, and where they say nothing the ones before."""
        return replace(before, **{name: said for name, said in asdict(self).items() if said})

    def lacking(self, asked: "CampaignWords") -> tuple[str, ...]:
        """The names of texts that others have and these have not."""
        return tuple(name for name in SAYS if getattr(asked, name) and not getattr(self, name))

    def against(self, later: "CampaignWords") -> str | None:
        """The name of the first text that two rows say otherwise; None where they go together."""
        both = ((name, getattr(self, name), getattr(later, name)) for name in SAYS)
        return next((name for name, mine, other in both if mine and other and mine != other), None)


@dataclass(frozen=True, slots=True)
class ShownTexts:
    """The texts of a campaign for readers of any language: a language speaks each as its reader is to have it."""

    title: InLanguages
    defect: InLanguages
    risk: InLanguages
    remedy: InLanguages

    @property
    def body(self) -> tuple[InLanguages, ...]:
        """Those under the title that say something."""
        return tuple(each for each in (self.defect, self.risk, self.remedy) if each)


@dataclass(frozen=True, slots=True)
class SaidOf:
    """The texts of one event about a campaign: its own, None where it has none, and those by language."""

    event: int
    own: Mapping[str, str | None] = field(default_factory=dict)
    words: Mapping[str, CampaignWords] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CampaignTexts:
    """The texts that a campaign came with, the language that these are in, and all that are in force by language."""

    own: CampaignWords
    own_language: str
    words: dict[str, CampaignWords]

    def lacking(self, language: str) -> tuple[str, ...]:
        """The names of the texts that a reader of a language would not understand."""
        return self.words.get(language, CampaignWords()).lacking(self.own)


def texts_of(own: CampaignWords, said: Iterable[SaidOf]) -> CampaignTexts:
    """The texts in force: a translation is of what it translated, so a text that came anew has none."""
    before: dict[str, str] = {}
    changed: Counter[str] = Counter()
    given: dict[str, dict[str, tuple[int, str]]] = {}
    for each in sorted(said, key=lambda each: each.event):
        for name in SAYS:
            text = each.own.get(name)
            if text is not None and text != before.get(name):
                before[name], changed[name] = text, each.event
        for language, words in each.words.items():
            texts = {name: (each.event, text) for name, text in asdict(words).items() if text}
            given.setdefault(language, {}).update(texts)
    known = {
        language: CampaignWords(**{name: text for name, (event, text) in texts.items() if event >= changed[name]})
        for language, texts in given.items()
    }
    told_in = next((code for code, words in known.items() if words == own), None)
    code = told_in or language_of(" ".join(asdict(own).values()))
    return CampaignTexts(own, code, known | {code: known.get(code, CampaignWords()).over(own)})


def for_readers(own: CampaignWords, words: Mapping[str, CampaignWords], house: str) -> ShownTexts:
    """The texts that a campaign came with, and those by language, for readers of any; `house` is the dealer's own."""
    return ShownTexts(
        *(
            InLanguages(getattr(own, name), {code: getattr(each, name) for code, each in words.items()}, house)
            for name in SAYS
        )
    )


def language_of(text: str) -> str:
    """The language that a text is in, by its script; in Latin letters by its small words, else English."""
    letters = Counter(unicodedata.name(each, "").partition(" ")[0] for each in text if each.isalpha())
    script = letters.most_common(1)[0][0] if letters else ""
    if script in _SCRIPTS:
        return _SCRIPTS[script]
    small = text.casefold().split()
    return "es" if sum(each in _SPANISH for each in small) > sum(each in _ENGLISH for each in small) else "en"


def words_in(plain: Mapping[str, Any]) -> dict[str, CampaignWords]:
    """Texts by language, from plain values; names that are none of a text's are passed over."""
    return {
        str(language): CampaignWords(**{name: str(texts[name]) for name in SAYS if texts.get(name)})
        for language, texts in plain.items()
    }
