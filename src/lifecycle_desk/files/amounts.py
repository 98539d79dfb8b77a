"""Amounts and currencies in a partner's file: plain digits, refused where they could be read two ways."""

import re
from decimal import Decimal

from lifecycle_desk.base.money import CurrencyNotUnderstood
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.language.reading import NumberNotUnderstood

AMOUNT = re.compile(r"([0-9]{1,12})(?:[.,]([0-9]{1,3}))?")
THOUSANDS = 3  # digits behind a sign that may part groups
CODE = re.compile(r"[A-Z]{3}")

NumberTwoWays = objection(
    "NumberTwoWays",
    N_("“%(given)s” could be %(one)s or %(other)s. Please write it without a thousands separator."),
    given=str,
    one=int,
    other=Decimal,
)


def minor(text: str, currency: str) -> int:
    """An amount in minor units, in plain digits; what could be groups or decimals is refused with both readings."""
    found, digits = AMOUNT.fullmatch(text), currency_digits(currency)
    if not found:
        raise NumberNotUnderstood(text, "1234.50" if digits else "1234")
    whole, behind = found[1], found[2] or ""
    if len(behind) == THOUSANDS:
        raise NumberTwoWays(text, int(whole + behind), Decimal(f"{whole}.{behind}"))
    if len(behind) > digits:
        raise NumberNotUnderstood(text, "1234.50" if digits else "1234")
    return int(whole + behind.ljust(digits, "0"))


def currency_code(text: str) -> str:
    """The three letters of a currency."""
    code = text.strip().upper()
    if not CODE.fullmatch(code):
        raise CurrencyNotUnderstood(text)
    return code
