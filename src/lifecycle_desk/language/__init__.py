"""Words, formats and writing direction of the languages that the program offers."""

from lifecycle_desk.base.said import LANGUAGES
from lifecycle_desk.language.language import Language, first_spoken
from lifecycle_desk.language.regional_format import RegionalFormat

__all__ = ["LANGUAGES", "Language", "RegionalFormat", "first_spoken"]
