"""Words, formats and writing direction of the languages that the program offers."""

from lifecycle_desk.language.customs import Customs
from lifecycle_desk.language.language import LANGUAGES, Language

__all__ = ["LANGUAGES", "Customs", "Language"]
