"""The language in which every text is as wide as in the widest, so that one look at a page tells of all languages."""

from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.language.language import RIGHT_TO_LEFT
from lifecycle_desk.language.regional_format import RegionalFormat

# Thai is set larger than what is written in Latin letters; Arabic is laid out from the other side.
ONCE_EACH = ("widest", "th", "ar")


class Widest(Language):
    """Every text in the words of that language, of those written from the left, in which it is the widest.

    What has room for it has room for each of them, so one walk tells of all, however many there are.
    """

    def __init__(self, customs: RegionalFormat) -> None:
        super().__init__("es", customs)
        self._all = [Language(code, customs) for code in LANGUAGES if code not in RIGHT_TO_LEFT]
        self._known: dict[tuple[str, int], str] = {}

    def words(self, message: str, n: int = 1) -> str:
        """The widest words, as the body of a page is set."""
        if (message, n) not in self._known:
            said = [each.words(message, n) for each in self._all]
            self._known[message, n] = max(said, key=lambda words: theme.width(words, "body"))
        return self._known[message, n]
