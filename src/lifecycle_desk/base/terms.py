"""Terms of the trade: closed sets of codes, each with the words that people read."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


@dataclass(frozen=True, slots=True)
class TwoNames:
    """Something that has a name of its own in a market: VAT, in Thailand ภาษีมูลค่าเพิ่ม.

    Other languages than the market's say it by their word for the English name, where the catalog has that, else by it.
    """

    english: str
    local: str


class LabeledEnum(StrEnum):
    """A code that files and other programs rely on, and its message: READY = "ready", C_("order", "Ready")."""

    label: str

    def __new__(cls, code: str, says: str) -> Self:
        """A member is its code; its message stands beside it."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = says
        return member

    @classmethod
    def of(cls, code: str) -> Self:
        """The member with a code; ValueError where there is none."""
        for member in cls:
            if member.value == code:
                return member
        raise ValueError(f"{code!r} is no {cls.__name__}")
