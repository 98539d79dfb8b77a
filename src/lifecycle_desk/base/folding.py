"""Words and numbers as they are compared: neither width, case nor accents count, nor what parts a number."""

import re
import unicodedata

BETWEEN = re.compile(r"[\W_]+")  # what people put between the letters of a number


def folded(text: str) -> str:
    """Words as they are compared: width, case and accents do not count."""
    if text.isascii():
        return text.casefold()
    bare = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize(
        "NFC", "".join(each for each in bare if unicodedata.category(each) != "Mn" or each > "\u0590")
    )


def tight(number: str) -> str:
    """A number as it is compared: folded, without blanks, hyphens and dots."""
    return BETWEEN.sub("", folded(number))
