"""The vehicle identification number: its one written form, and what can be read from it.

Structure by ISO 3779, codes of makers by ISO 3780, check digit by 49 CFR 565.15(c) and, the same, by GB 16735 annex A.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.resources import resource
from lifecycle_desk.market.citing import Cited, cited_in

LENGTH = 17
CHECK_PLACE = 9
YEAR_PLACE, PLANT_PLACE = 10, 11
LETTERS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"  # ISO 3779: neither I nor O nor Q, which look like 1 and 0
_PLAIN = re.compile(rf"(?=[0-9]*[A-Z])[{LETTERS}]{{{LENGTH}}}")  # with a letter, so that it is no row of digits
YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789"  # 49 CFR 565.15(d): 1980 is A, and 30 years later A again
FIRST_YEAR = 1980
LOOKALIKES = str.maketrans("IOQАВЕКМНОРСТУХЅЈΑΒΕΗΚΜΝΟΡΤΥΧΖ", "100ABEKMH0PCTYXSJABEHKMN0PTYXZ")
UNSEEN = {0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10)}  # fillers, variants
SHOWN = 40  # no more of what was typed comes back in a refusal

_VALUES = {
    **{str(digit): digit for digit in range(10)},
    **dict(zip("ABCDEFGH", range(1, 9), strict=True)),
    **dict(zip("JKLMN", range(1, 6), strict=True)),
    "P": 7,
    "R": 9,
    **dict(zip("STUVWXYZ", range(2, 10), strict=True)),
}
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)

VinHasHiddenCharacter = objection(
    "VinHasHiddenCharacter",
    N_("There is a hidden character (%(code)s) at position %(place)s of the VIN. Please type the VIN by hand."),
    "vin",
    code=str,
    place=int,
)
VinHasWrongLength = objection(
    "VinHasWrongLength", N_("A VIN has 17 characters; %(given)s has %(length)s."), "vin", given=str, length=int
)
VinHasWrongLetter = objection(
    "VinHasWrongLetter",
    N_(
        "A VIN cannot contain %(letter)s (position %(place)s): only digits and Latin letters without I, "
        "O and Q. Perhaps it is the digit 1 or 0.",
    ),
    "vin",
    letter=str,
    place=int,
)
# Somebody filled the field: one character seventeen times, or counting.
VinIsPlaceholder = objection(
    "VinIsPlaceholder", N_("%(vin)s is a placeholder and identifies no vehicle."), "vin", vin=str
)
# The check digit does not agree, in a VIN of a country that prescribes one: probably a typing mistake.
VinCheckDigitFails = objection(
    "VinCheckDigitFails",
    N_(
        "The check digit at position 9 of the VIN should be %(expected)s, not %(found)s. Please compare "
        "the VIN with the vehicle.",
    ),
    "vin",
    expected=str,
    found=str,
)
VinPassesAsOriginal = objection(
    "VinPassesAsOriginal",
    N_("The VIN was assigned where the car was assembled; the manufacturer’s original VIN %(original_vin)s is valid."),
    "original_vin",
    original_vin=str,
)
# An original VIN that is not this car's: assemblers replace the first three characters and nothing else.
OriginalVinDiffers = objection(
    "OriginalVinDiffers",
    N_("The original VIN differs from the VIN after the first three characters, at position %(place)s."),
    "original_vin",
    place=int,
)


class CheckDigit(StrEnum):
    """The state of a VIN's check digit at place 9."""

    PASSES = "passes"
    FAILS = "fails"
    NOT_USED = "not_used"


class Origin(StrEnum):
    """Where the VIN was given, as far as the check digit is concerned."""

    CHINA = "china"
    NORTH_AMERICA = "north_america"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker(Cited):
    """The maker behind a world manufacturer identifier: a hint to fill a form with, never a reason to refuse.

    Confidence A: a maintained library or VINs of real cars; B: public tables; M: known to the trade and not looked up,
    which is to `verify`.
    """

    wmi: str
    name: str
    brands: tuple[str, ...]
    country: str
    confidence: str
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class YearHabit(Cited):
    """A maker's use of place 10: the model year from his first year on, or something else (`coded` False)."""

    prefix: str
    coded: bool
    since: int | None
    valid_from: date


class Confidence(StrEnum):
    """How much a suggestion is worth: prescribed there, usual there, or one of several."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Suggested:
    """A value that a VIN suggests, and how much that is worth."""

    value: str | int
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class VinFacts:
    """The facts of a VIN: `model_years` most likely first (`year_is_sure`: prescribed there), `notes` its oddities."""

    vin: str
    original_vin: str | None
    origin: Origin
    maker: Maker | None
    check_digit: CheckDigit
    expected_check_digit: str
    model_years: tuple[int, ...]
    year_is_sure: bool
    notes: tuple[Objection, ...]

    @property
    def model_year(self) -> int | None:
        """The likely model year, which is not the year of registration; None where place 10 says nothing."""
        return self.model_years[0] if self.model_years else None

    @property
    def make(self) -> Suggested | None:
        """The make: the maker's only one, or the first of several, which is what he sells most abroad."""
        if self.maker is None:
            return None
        alone = len(self.maker.brands) == 1 and self.maker.confidence != "M"
        return Suggested(self.maker.brands[0], Confidence.LIKELY if alone else Confidence.POSSIBLE)

    @property
    def year(self) -> Suggested | None:
        """The model year; sure where its place is prescribed and only one round can be meant."""
        if not self.model_years:
            return None
        if self.year_is_sure:
            return Suggested(self.model_years[0], Confidence.SURE)
        habit = year_habit(self.original_vin or self.vin)
        return Suggested(self.model_years[0], Confidence.LIKELY if habit else Confidence.POSSIBLE)

    @property
    def plant(self) -> Suggested | None:
        """The plant's letter at place 11 with the maker's country; letters are the maker's own."""
        if self.maker is None:
            return None
        letter = (self.original_vin or self.vin)[PLANT_PLACE - 1]
        return Suggested(f"{self.maker.country} {letter}", Confidence.POSSIBLE)


def canonical(given: str) -> str:
    """The one form in which a VIN is kept: capitals, no spaces, no hyphens, ASCII.

    Full-width letters of a Chinese keyboard are taken for what they look like; nothing else is set right in silence.
    Raises VinHasHiddenCharacter, VinHasWrongLength, VinHasWrongLetter, VinIsPlaceholder.
    """
    typed = given.strip()
    if _PLAIN.fullmatch(typed) and len(set(typed)) > 1:  # as nearly all of a long list are: no look at each character
        return typed
    for place, character in enumerate(typed, 1):
        if _hidden(character):
            raise VinHasHiddenCharacter(f"U+{ord(character):04X}", place)
    tidy = _tidy(typed)
    if len(tidy) != LENGTH:
        raise VinHasWrongLength(tidy[:SHOWN], len(tidy))
    for place, character in enumerate(tidy, 1):
        if character not in LETTERS:
            raise VinHasWrongLetter(character, place)
    if len(set(tidy)) == 1 or tidy in "01234567890123456789":
        raise VinIsPlaceholder(tidy)
    return tidy


def suggested(given: str) -> str | None:
    """The VIN that was probably meant: 1 for I, 0 for O and Q, Latin for look-alikes; None where nothing is.

    It is offered beside a refusal, never taken in silence.
    """
    tidy = _tidy(given)
    offered = tidy.translate(LOOKALIKES)
    try:
        return canonical(offered) if offered != tidy else None
    except Objection:
        return None


def expected_check_digit(vin: str) -> str:
    """The check digit that belongs to a canonical VIN."""
    rest = sum(_VALUES[character] * weight for character, weight in zip(vin, _WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)  # noqa: PLR2004 (ten is written X, as in Roman figures)


def check_digit(vin: str) -> CheckDigit:
    """The verdict on place 9: only China and North America prescribe a check digit, elsewhere anything may stand there.

    One wrong VIN in eleven passes.
    """
    if vin[CHECK_PLACE - 1] == expected_check_digit(vin):
        return CheckDigit.PASSES
    return CheckDigit.NOT_USED if origin(vin) is Origin.ELSEWHERE else CheckDigit.FAILS


def origin(vin: str) -> Origin:
    """Where a VIN was given: L and H are China's blocks of ISO 3780, 1 to 5 and most of 7 North America's."""
    if vin[0] in "LH":
        return Origin.CHINA
    if vin[0] in "12345" or (vin[0] == "7" and vin[1] not in "ABCDE"):
        return Origin.NORTH_AMERICA
    return Origin.ELSEWHERE


def model_years(vin: str, year_now: int) -> tuple[int, ...]:
    """The model years that place 10 can mean, most likely first, none later than next year's.

    The letters come round after 30 years. In North America place 7 tells the rounds apart: a letter from 2010 on
    (49 CFR 565.15(d)); elsewhere no year before the maker's first can be meant, and the latest is the likely one. Of a
    maker that has something else at place 10 nothing is said.
    """
    code, habit = vin[YEAR_PLACE - 1], year_habit(vin)
    if code not in YEARS or (habit and not habit.coded):
        return ()
    years = range(FIRST_YEAR + YEARS.index(code), year_now + 2, len(YEARS))
    likely = tuple(year for year in reversed(years) if not habit or not habit.since or year >= habit.since)
    if origin(vin) is Origin.NORTH_AMERICA:
        since_2010 = vin[6].isalpha()
        likely = tuple(sorted(likely, key=lambda year: ((year >= 2010) is not since_2010, -year)))  # noqa: PLR2004 (the round's first year)
    return likely


def year_habit(vin: str) -> YearHabit | None:
    """A maker's known use of place 10, by the longest beginning that our table has; None without one."""
    table = year_habits()
    return next((table[vin[:long]] for long in (3, 2, 1) if vin[:long] in table), None)


def maker(vin: str) -> Maker | None:
    """The maker by the first three characters; None where our table is silent."""
    return makers().get(vin[:3])


def restored(vin: str, wmi: str) -> str:
    """The VIN as the maker gave it, before an assembler put his own three characters first."""
    return canonical(wmi + vin[3:])


def decode(vin: str, original_vin: str | None = None, year_now: int | None = None) -> VinFacts:
    """All that a VIN tells, with what is odd about it as notes; raises what `canonical` raises.

    `original_vin` is the maker's number on a car assembled from a kit elsewhere: where it is given, it is judged.
    """
    own = canonical(vin)
    original = canonical(original_vin) if original_vin else None
    judged = original or own
    return VinFacts(
        vin=own,
        original_vin=original,
        origin=origin(judged),
        maker=maker(judged),
        check_digit=check_digit(judged),
        expected_check_digit=expected_check_digit(judged),
        model_years=model_years(judged, year_now or clock.now().year),
        year_is_sure=origin(judged) is not Origin.ELSEWHERE,
        notes=(*_of_the_kit(own, original), *_of_the_check_digit(judged)),
    )


@cache
def makers() -> dict[str, Maker]:
    """Our table of world manufacturer identifiers: what is known, from when, and where it was read."""
    with resource("vin/wmi.csv").open(encoding="utf-8", newline="") as table:
        return {
            row["wmi"]: Maker(
                wmi=row["wmi"],
                name=row["maker"],
                brands=tuple(row["brands"].split(";")),
                country=row["country"],
                confidence=row["confidence"],
                valid_from=date.fromisoformat(row["valid_from"]),
                **cited_in(row),
            )
            for row in csv.DictReader(table, strict=True)
        }


@cache
def year_habits() -> dict[str, YearHabit]:
    """Our table of what makers have at place 10, by the beginnings of their VINs."""
    with resource("vin/year_codes.csv").open(encoding="utf-8", newline="") as table:
        return {
            row["prefix"]: YearHabit(
                prefix=row["prefix"],
                coded=row["coded"] == "yes",
                since=int(row["since"]) if row["since"] else None,
                valid_from=date.fromisoformat(row["valid_from"]),
                **cited_in(row),
            )
            for row in csv.DictReader(table, strict=True)
        }


def _hidden(character: str) -> bool:
    """Whether a character shows nothing where it stands; tabs and line ends are taken for blanks."""
    unwritten = unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"} and character not in "\t\r\n"
    return unwritten or ord(character) in UNSEEN


def _tidy(typed: str) -> str:
    """Without blanks and dashes of any kind, in capitals."""
    even = unicodedata.normalize("NFKC", typed)
    return "".join(each for each in even if not each.isspace() and unicodedata.category(each) != "Pd").upper()


def _of_the_kit(vin: str, original: str | None) -> list[Objection]:
    """The objections of an original VIN to the VIN of an assembled car."""
    if original is None or original == vin:
        return []
    for place, (one, other) in enumerate(zip(vin, original, strict=True), 1):
        if place > len("WMI") and one != other:
            return [OriginalVinDiffers(place)]
    return [VinPassesAsOriginal(original)] if check_digit(original) is CheckDigit.PASSES else []


def _of_the_check_digit(vin: str) -> list[Objection]:
    """A failing check digit, where one is prescribed."""
    if check_digit(vin) is CheckDigit.FAILS:
        return [VinCheckDigitFails(expected_check_digit(vin), vin[CHECK_PLACE - 1])]
    return []
