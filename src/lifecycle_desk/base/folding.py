"""Words and numbers as they are compared: neither width, case nor accents count, nor what parts a number."""

import re
import unicodedata

ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0487]+")  # marks of nonspacing kind before those of Hebrew, which count
BETWEEN = re.compile(r"[\W_]+")  # what people put between the letters of a number


def folded(text: str) -> str:
    """Words as they are compared: width, case and accents do not count."""
    if text.isascii():
        return text.casefold()
    return unicodedata.normalize("NFC", ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold())))


def tight(number: str) -> str:
    """A number as it is compared: folded, without blanks, hyphens and dots."""
    return BETWEEN.sub("", folded(number))


def western_digits(text: str) -> str:
    """Text with the figures of every script as 0 to 9: ١٢٣ is 123."""
    return "".join(str(unicodedata.digit(each)) if each.isdecimal() else each for each in text)
