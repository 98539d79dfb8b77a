"""How a region speaks, and what is printed of it."""

from lifecycle_desk.base.isolates import own
from lifecycle_desk.base.said import CountryNamed
from lifecycle_desk.figures.rules.readings import Reading
from lifecycle_desk.language import Language, RegionalFormat
from lifecycle_desk.region.rules.dividing import By

# A region lies in no market: numbers and dates are written as the language is where most people speak it.
_WRITTEN = {
    "en": ("GB", "en_GB"),
    "zh_CN": ("CN", "zh_CN"),
    "ar": ("AE", "ar_AE"),
    "th": ("TH", "th_TH"),
    "es": ("ES", "es_ES"),
    "ru": ("RU", "ru_RU"),
    "pt_BR": ("BR", "pt_BR"),
    "id": ("ID", "id_ID"),
    "tr": ("TR", "tr_TR"),
    "de": ("DE", "de_DE"),
    "fr": ("FR", "fr_FR"),
}


def spoken(code: str | None) -> Language:
    """A language as a region speaks it; moments are those of Greenwich, by which dealers of many zones are compared."""
    of = code or "en"
    territory, numbers = _WRITTEN.get(of, _WRITTEN["en"])
    return Language(of, RegionalFormat(territory=territory, numbers=numbers, own=of))


def country(code: str, language: Language) -> str:
    """A market by the name of its country."""
    return language.spoken(CountryNamed(code)) if code else ""


def group_words(of: Reading, by: By | None, names: dict[str, str], language: Language) -> str:
    """What a reading is told apart by: a market by its name, a dealer by what it calls itself."""
    match by:
        case By.MARKET:
            return country(of.group, language)
        case By.DEALER:
            return own(names.get(of.group, of.group))
    return own(of.group)
