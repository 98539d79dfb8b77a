"""Words, formats and writing direction of the languages that the program offers."""

from lifecycle_desk.language.language import LANGUAGES, Language, first_spoken
from lifecycle_desk.language.regional_format import RegionalFormat

__all__ = ["LANGUAGES", "Language", "RegionalFormat", "first_spoken"]
