"""How numbers of people are found however they are spaced: phones, plates, tax numbers, e-mail and postal addresses."""

import re
from collections.abc import Iterator

from lifecycle_desk.vehicle.rules.mentions.folding import folded
from lifecycle_desk.vehicle.rules.mentions.names import whole

FEWEST = 6  # digits of a phone number
LOCAL = 7  # digits of a number without its prefixes that name one connection
LONGEST_PREFIX = 4  # a country's code of 1 to 3 digits and the digit that is dialled within some
_SEPARATORS = r"[\s\-./()·•]{0,3}"
_NUMBER = re.compile(r"\+?\d(?:[\s\-.()·]*\d)+")
# Before the digits of a connection: "+66 (0)", "0066 ", a national nought, or a code that is written without a space.
_PREFIX = (
    rf"(?<!\d)(?:\(?(?:\+|00){_SEPARATORS}\d{{1,3}}{_SEPARATORS}(?:\(?[01]\)?{_SEPARATORS})?"
    rf"|\(?0\)?{_SEPARATORS}|\d{{1,{LONGEST_PREFIX}}}|\(?\+?)"
)
_THAI_PLATE = re.compile(r"\d?[ก-ฮ]{1,3}[\s\-]*\d{1,4}(?!\d)")
_HAN_FIRST = re.compile(r"[\u4e00-\u9fff](?=[a-z0-9\s·•\-]{5,}$)")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_STREET = 6  # letters of a line of an address that says more than a town


def phone_patterns(phone: str) -> Iterator[str]:
    """A phone number with and without its prefixes, in any spacing."""
    for number in re.split(r"[,;/]", folded(phone).text):
        if found := _NUMBER.search(number):
            yield from _connection(re.sub(r"\D", "", found[0]).lstrip("0"))


def _connection(digits: str) -> Iterator[str]:
    """A number from its longest to its shortest form: which of its first digits are a country's is not written."""
    if len(digits) < FEWEST:
        return
    for cut in range(LONGEST_PREFIX + 1):
        own = digits[cut:].lstrip("0")
        if cut and len(own) < LOCAL:
            return
        yield _PREFIX + _SEPARATORS.join(own) + r"(?!\d)"


def plate_patterns(plate: str) -> Iterator[str]:
    """A plate in any spacing, and without the province or region that is written beside its number."""
    text = folded(plate).text.strip()
    yield from code_patterns(text)
    if (core := _THAI_PLATE.search(text)) and core[0] != text:
        yield from code_patterns(core[0])
    if _HAN_FIRST.match(text):
        yield from code_patterns(text[1:])


def code_patterns(code: str) -> Iterator[str]:
    """Letters and digits in any spacing, as a whole: no digits beside its digits, no letters beside its letters."""
    letters = [each for each in folded(code).text if each.isalnum() or "\u0e30" <= each <= "\u0e4e"]
    if len(letters) > 1:
        inner = _SEPARATORS.join(map(re.escape, letters))
        if _HAN.match(letters[0]):  # nothing tells a province before a space from the end of a word
            inner = inner.replace(_SEPARATORS, "[·•]?", 1)
        pattern = whole(inner, letters[0], letters[-1])
        yield rf"(?<!\d[.,]){pattern}(?![.,]\d)" if "".join(letters).isdecimal() else pattern


def email_patterns(email: str) -> Iterator[str]:
    """An e-mail address as a whole."""
    if "@" in email:
        yield rf"(?<![\w.%+\-]){re.escape(folded(email).text.strip())}(?![\w\-]|\.\w)"


def address_patterns(address: str) -> Iterator[str]:
    """The lines of an address that hold a number: others live in the town."""
    for line in address.splitlines():
        words = re.findall(r"[^\s,]+", folded(line).text)
        if any(map(str.isdecimal, "".join(words))) and len("".join(words)) >= _STREET:
            yield rf"(?<!\w){r'[\s,]+'.join(map(re.escape, words))}(?!\w)"
