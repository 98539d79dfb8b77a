"""Trouble codes of SAE J2012 / ISO 15031-6: two bytes and a failure type byte, as hex or as text, and the status byte.

The first two bits of a code name the system, the next two its second character, and the other twelve are three hex
digits: 0A A6 is P0AA6, 96 A1 23 is B16A1-23. The bits of the status byte are those of ISO 14229-1 (UDS).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.terms import LabeledEnum

TEXT = re.compile(r"([PCBU])([0-3])([0-9A-F]{3})(?:-?([0-9A-F]{2}))?")
HEX = re.compile(r"([0-9A-F]{4})([0-9A-F]{2})?([0-9A-F]{2})?")
PAIR = re.compile(r"[0-9A-F]{2}")
BYTES = re.compile(r"[0-9A-F]{2}(?: [0-9A-F]{2}){1,3}")  # 96 A1 23, as testers print a response
LETTERS = "PCBU"
BYTE = 0xFF
_OWN_P1, _SPLIT_P3 = "P1", "P3"


class System(LabeledEnum):
    """Which part of the vehicle a code is about: its first letter."""

    POWERTRAIN = "P", C_("trouble code", "Powertrain")
    CHASSIS = "C", C_("trouble code", "Chassis")
    BODY = "B", C_("trouble code", "Body")
    NETWORK = "U", C_("trouble code", "Network")


class Issuer(LabeledEnum):
    """The issuers of a code's meaning.

    The standard, the maker, or (P3) the standard for one half and the maker for one.
    """

    STANDARD = "standard", C_("trouble code", "Standardised")
    MAKER = "maker", C_("trouble code", "Manufacturer-specific")
    SPLIT = "split", C_("trouble code", "Standardised or manufacturer-specific")


class StatusBit(LabeledEnum):
    """One bit of the status byte; they stand here from bit 0 to bit 7."""

    TEST_FAILED = "testFailed", C_("trouble code", "Test failed")
    FAILED_THIS_CYCLE = "testFailedThisOperationCycle", C_("trouble code", "Failed in this operation cycle")
    PENDING = "pending", C_("trouble code", "Pending")
    CONFIRMED = "confirmed", C_("trouble code", "Confirmed")
    NOT_COMPLETED_SINCE_CLEAR = (
        "testNotCompletedSinceLastClear",
        C_("trouble code", "Not tested since last cleared"),
    )
    FAILED_SINCE_CLEAR = "testFailedSinceLastClear", C_("trouble code", "Failed since last cleared")
    NOT_COMPLETED_THIS_CYCLE = (
        "testNotCompletedThisOperationCycle",
        C_("trouble code", "Not tested in this operation cycle"),
    )
    WARNING_REQUESTED = "warningIndicatorRequested", C_("trouble code", "Warning lamp requested")


CodeNotUnderstood = objection(
    "CodeNotUnderstood",
    N_("“%(given)s” is not a trouble code. Write P0AA6 or P0AA6-1A as text, 0AA6 or 0AA61A as hex."),
    "code",
    given=str,
)
StatusOutOfRange = objection(
    "StatusOutOfRange", N_("The status byte must be between 0 and 255, not %(given)s."), "status", given=int
)


@dataclass(frozen=True, slots=True, order=True)
class TroubleCode:
    """A trouble code: its two bytes as a number, and the failure type byte if one was given."""

    number: int
    failure: int | None = None

    @property
    def base(self) -> str:
        """The code without its failure type: P0AA6."""
        return f"{LETTERS[self.number >> 14]}{self.number >> 12 & 3}{self.number & 0xFFF:03X}"

    @property
    def text(self) -> str:
        """As people write it: P0AA6, P0AA6-1A."""
        return self.base if self.failure is None else f"{self.base}-{self.failure:02X}"

    @property
    def hex(self) -> str:
        """As control units send it: 0AA6, 0AA61A."""
        return f"{self.number:04X}" if self.failure is None else f"{self.number:04X}{self.failure:02X}"

    @property
    def system(self) -> System:
        """Which part of the vehicle it is about."""
        return System.of(self.base[0])

    @property
    def issuer(self) -> Issuer:
        """The issuer of its meaning: of P0, P2, B0, C0 and U0 the standard, of P1, B1-2, C1-2 and U1-2 the maker."""
        start = self.base[:2]
        if start == _SPLIT_P3:
            return Issuer.SPLIT
        own = start == _OWN_P1 or (start[0] != "P" and start[1] in "12")
        return Issuer.MAKER if own else Issuer.STANDARD


@dataclass(frozen=True, slots=True)
class Spelt:
    """A code as one found it, with a status byte where one stood behind it."""

    code: TroubleCode
    status: int | None = None


def read_code(given: str) -> TroubleCode:
    """The code that a text names, as text or as hex of two or three bytes; refuses what is none."""
    found = spelt(given)
    if found is None or found.status is not None:
        raise CodeNotUnderstood(given.strip()[:40])
    return found.code


def spelt(given: str) -> Spelt | None:
    """The same with a status byte behind three bytes of hex, as a control unit answers; None for what is no code."""
    tidy = " ".join(normalize("NFKC", given).upper().split())
    if found := TEXT.fullmatch(tidy):
        letter, second, digits, failure = found.groups()
        number = LETTERS.index(letter) << 14 | int(second) << 12 | int(digits, 16)
        return Spelt(TroubleCode(number, _byte(failure)))
    tight = tidy.replace(" ", "") if BYTES.fullmatch(tidy) else tidy.removeprefix("0X")
    if found := HEX.fullmatch(tight):
        code, failure, status = found.groups()
        return Spelt(TroubleCode(int(code, 16), _byte(failure)), _byte(status))
    return None


def check_status(status: int | None) -> None:
    """Refuse a status that is no byte."""
    if status is not None and not 0 <= status <= BYTE:
        raise StatusOutOfRange(status)


def bits(status: int) -> Iterator[StatusBit]:
    """The bits that are set in a status byte, from bit 0."""
    return (bit for place, bit in enumerate(StatusBit) if status >> place & 1)


def _byte(digits: str | None) -> int | None:
    return int(digits, 16) if digits else None
