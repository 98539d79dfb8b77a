"""Codes of traction batteries: read as they are found, explained, and never a reason to refuse a car.

Structure by GB/T 34014-2017 (in force since 2018-02-01); the forms of its characters and of second-life codes by
Catena-X, io.catenax.traction_battery_code 2.0.0. Makers' codes are assigned in China by filing with the MIIT; no public
list of them was found, so none is named.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.vehicle.rules.models import Chemistry
from lifecycle_desk.vehicle.rules.vin import UNSEEN

LENGTH, SECOND_LIFE_LENGTH = 24, 19
LONGEST = 64  # what some makers print instead is shorter; above it, a whole label was scanned

YEARS = "123456789ABCDEFGHJKLMNPRSTUVWXY"  # 2011 is 1, 2020 is A; neither I nor O nor Q, as in a VIN
MONTHS = "123456789ABC"
DAYS = "123456789ABCDEFGHJKLMNPRSTUVWXY"  # 31 signs for 31 days; the standard's own table was not at hand
FIRST_YEAR = 2011
LAST_SURE_DAY = "H"  # readers skip I, O and Q or do not: what stands behind differs from reader to reader
DAY_NOT_TOLD = "0"  # occurs on cells; which day it means, if any, is told differently

_FULL = re.compile(r"[A-Z0-9]{3}[PMC][A-GZ][A-Z0-9]{9}[1-9A-HJ-NPR-Y][1-9A-C][0-9A-HJ-NPR-Y][0-9]{7}")

BatteryCodeMissing = objection("BatteryCodeMissing", N_("Enter a battery code."), "battery_code")
# More than any battery code: a whole label was scanned, or a page.
BatteryCodeTooLong = objection(
    "BatteryCodeTooLong",
    N_("A battery code has at most %(most)s characters; this one has %(length)s."),
    "battery_code",
    length=int,
    most=int,
)
BatteryCodeHasHiddenCharacter = objection(
    "BatteryCodeHasHiddenCharacter",
    N_("There is a hidden character (%(code)s) at position %(place)s of the battery code."),
    "battery_code",
    code=str,
    place=int,
)
# A code of a length that the standard does not know: a maker's own number, or a part of a code.
BatteryCodeOfOtherLength = objection(
    "BatteryCodeOfOtherLength",
    N_(
        "A GB/T 34014 battery code has 24 characters, or 19 with R before the last one for second life; "
        "this one has %(length)s.",
    ),
    "battery_code",
    length=int,
)
# A whole code with more behind it, as some makers print it; only the code was read.
BatteryCodeContinues = objection(
    "BatteryCodeContinues",
    N_("The 24 characters of the battery code are followed by %(rest)s, which is not in the standard."),
    "battery_code",
    rest=str,
)
SecondLifeBattery = objection(
    "SecondLifeBattery",
    N_("This is a second-life battery code; keep the original code as well."),
    "battery_code",
)
BatteryLetterNotInStandard = objection(
    "BatteryLetterNotInStandard",
    N_("%(letter)s at position %(place)s of the battery code is not a digit or a Latin letter."),
    "battery_code",
    letter=str,
    place=int,
)
BatteryProductUnknown = objection(
    "BatteryProductUnknown",
    N_(
        "%(letter)s at position %(place)s of the battery code is not valid: P is a pack, M a module and C a cell.",
    ),
    "battery_code",
    letter=str,
    place=int,
)
BatteryTypeUnknown = objection(
    "BatteryTypeUnknown",
    N_("%(letter)s at position %(place)s of the battery code is not valid: battery types are A to G and Z."),
    "battery_code",
    letter=str,
    place=int,
)
BatteryYearUnknown = objection(
    "BatteryYearUnknown",
    N_(
        "%(letter)s at position %(place)s of the battery code is not a valid year (1 to 9 for 2011 to "
        "2019, A for 2020)."
    ),
    "battery_code",
    letter=str,
    place=int,
)
BatteryMonthUnknown = objection(
    "BatteryMonthUnknown",
    N_("%(letter)s at position %(place)s of the battery code is not a valid month (1 to 9, A, B or C)."),
    "battery_code",
    letter=str,
    place=int,
)
BatteryDayUnknown = objection(
    "BatteryDayUnknown",
    N_("%(letter)s at position %(place)s of the battery code is not a valid day."),
    "battery_code",
    letter=str,
    place=int,
)
# A zero in place of the day: that the day is not told is the safe reading.
BatteryDayNotTold = objection(
    "BatteryDayNotTold",
    N_("The battery code does not give the day: position %(place)s is %(letter)s."),
    "battery_code",
    letter=str,
    place=int,
)
BatterySerialOdd = objection(
    "BatterySerialOdd",
    N_("The battery code should end in seven digits, not %(serial)s."),
    "battery_code",
    serial=str,
)
# A day that the calendar does not have: 30 February.
NoSuchBatteryDay = objection(
    "NoSuchBatteryDay", N_("The battery code gives a date that does not exist: %(day)s."), "battery_code", day=str
)
# A battery made after today: a sign was misread, or the code follows another table.
BatteryDayNotCome = objection(
    "BatteryDayNotCome",
    N_("The battery code gives a production date in the future: %(on)s."),
    "battery_code",
    on=date,
)


class BatteryProductDiffers(Objection):
    """The code of a module or a cell where a pack is meant, or the like."""

    message = N_("Expected %(expected)s, but the battery code says %(said)s.")
    field = "battery_code"
    expected: "ProductType"
    said: "ProductType"


class ProductType(LabeledEnum):
    """The kinds of things that have codes, from the whole to its parts."""

    PACK = "pack", N_("Battery pack")
    MODULE = "module", N_("Battery module")
    CELL = "cell", N_("Battery cell")


class BatteryType(LabeledEnum):
    """The kinds of energy storage, by the letter of the standard.

    Published explanations confirm B and E; the other letters are as the trade reads them.
    """

    NIMH = "A", N_("Nickel-metal hydride (NiMH)")
    LFP = "B", N_("Lithium iron phosphate (LFP)")
    LMO = "C", N_("Lithium manganese oxide (LMO)")
    LCO = "D", N_("Lithium cobalt oxide (LCO)")
    TERNARY = "E", N_("Ternary lithium (NMC or NCA)")
    SUPERCAPACITOR = "F", N_("Supercapacitor")
    LTO = "G", N_("Lithium titanate (LTO)")
    OTHER = "Z", N_("Other type, registered by the manufacturer")

    @property
    def chemistries(self) -> tuple[Chemistry, ...]:
        """The chemistries that it can be; none where the letter does not tell, as of sodium-ion cells (Z)."""
        return _CHEMISTRIES.get(self, ())


class CodeForm(LabeledEnum):
    """Which of its forms a code has."""

    FULL = "full", N_("GB/T 34014 code")
    SECOND_LIFE = "second_life", N_("GB/T 34014 second-life code")
    CONTINUED = "continued", N_("GB/T 34014 code with extra characters")
    OTHER = "other", N_("Other code")


_CHEMISTRIES = {
    BatteryType.NIMH: (Chemistry.NIMH,),
    BatteryType.LFP: (Chemistry.LFP,),
    BatteryType.LMO: (Chemistry.LMO,),
    BatteryType.LCO: (Chemistry.LCO,),
    BatteryType.TERNARY: (Chemistry.NMC, Chemistry.NCA),
    BatteryType.LTO: (Chemistry.LTO,),
}
_PRODUCTS = {"P": ProductType.PACK, "M": ProductType.MODULE, "C": ProductType.CELL}


@dataclass(frozen=True, slots=True)
class DayMade:
    """When a battery was made, as far as its code tells: `sure` is False of days that other readers read otherwise."""

    year: int
    month: int | None = None
    day: int | None = None
    sure: bool = True

    @property
    def on(self) -> date | None:
        """The day; None where the code does not tell it, or tells one that does not exist."""
        try:
            return date(self.year, self.month or 0, self.day or 0)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class BatteryCode:
    """A battery's code: `raw` as it was given, `code` tidied, and its parts as far as it has a form of the standard.

    `maker`, `spec` and `trace` are the maker's own and filed in China; `trace` is empty in second life. `reused` is the
    product behind the R of a second-life code, `rest` what stands behind a whole code, `notes` what is odd.
    """

    raw: str
    code: str
    form: CodeForm
    maker: str = ""
    product: ProductType | None = None
    battery_type: BatteryType | None = None
    spec: str = ""
    trace: str = ""
    made: DayMade | None = None
    serial: str = ""
    reused: ProductType | None = None
    rest: str = ""
    notes: tuple[Objection, ...] = field(default=(), compare=False)


def read_code(given: str, today: date | None = None) -> BatteryCode:
    """A battery's code explained, with what is odd about it as notes; blanks, dashes and small letters are tidied.

    Raises BatteryCodeMissing, BatteryCodeTooLong, BatteryCodeHasHiddenCharacter, and nothing else of any text.
    """
    code = _tidied(given)
    second = len(code) == SECOND_LIFE_LENGTH and code[-2] == "R"
    if second or len(code) == LENGTH:
        return _explained(given, code, today or clock.now().date(), second=second)
    if _FULL.match(code):
        return _explained(given, code, today or clock.now().date(), second=False)
    return BatteryCode(given, code, CodeForm.OTHER, notes=(BatteryCodeOfOtherLength(len(code)),))


def fits(code: BatteryCode, expected: ProductType) -> BatteryProductDiffers | None:
    """The warning about a code of another product than is expected: of a car, the pack.

    None too where the code does not tell its product.
    """
    if code.product is None or code.product is expected:
        return None
    return BatteryProductDiffers(expected, code.product)


def _tidied(given: str) -> str:
    """In capitals and of one width, without blanks and dashes; raises what `read_code` raises."""
    typed = given.strip()
    if len(typed) > LONGEST:
        raise BatteryCodeTooLong(len(typed), LONGEST)
    for place, character in enumerate(typed, 1):
        unwritten = unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"} and character not in "\t\r\n"
        if unwritten or ord(character) in UNSEEN:
            raise BatteryCodeHasHiddenCharacter(f"U+{ord(character):04X}", place)
    even = unicodedata.normalize("NFKC", typed).upper()
    tidy = "".join(each for each in even if not each.isspace() and unicodedata.category(each) != "Pd")
    if not tidy:
        raise BatteryCodeMissing
    if len(tidy) > LONGEST:
        raise BatteryCodeTooLong(len(tidy), LONGEST)
    return tidy


def _explained(given: str, code: str, today: date, *, second: bool) -> BatteryCode:
    """The parts of a code of 24 characters, with more behind it or without, or of a second-life code."""
    dated = 7 if second else 14  # a second-life code has no trace
    spec, trace, serial = code[5:7], code[7:dated], code[dated + 3 : dated + 10]
    rest = "" if second else code[LENGTH:]
    made, oddities = _made(code[dated], code[dated + 1], code[dated + 2], dated + 1, today)
    product, battery_type = _PRODUCTS.get(code[3]), next((each for each in BatteryType if each == code[4]), None)
    reused = _PRODUCTS.get(code[-1]) if second else None
    notes = [
        SecondLifeBattery() if second else None,
        BatteryCodeContinues(rest) if rest else None,
        _outside(code, dated),
        None if product else BatteryProductUnknown(code[3], 4),
        None if battery_type else BatteryTypeUnknown(code[4], 5),
        *oddities,
        None if serial.isascii() and serial.isdecimal() else BatterySerialOdd(serial),
        BatteryProductUnknown(code[-1], len(code)) if second and not reused else None,
    ]
    form = CodeForm.SECOND_LIFE if second else CodeForm.CONTINUED if rest else CodeForm.FULL
    return BatteryCode(
        raw=given,
        code=code,
        form=form,
        maker=code[:3],
        product=product,
        battery_type=battery_type,
        spec=spec,
        trace=trace,
        made=made,
        serial=serial,
        reused=reused,
        rest=rest,
        notes=tuple(filter(None, notes)),
    )


def _outside(code: str, dated: int) -> Objection | None:
    """The first character of the maker's own parts that the standard does not have."""
    own = [*range(3), *range(5, dated)]
    return next(
        (BatteryLetterNotInStandard(code[at], at + 1) for at in own if not (code[at].isascii() and code[at].isalnum())),
        None,
    )


def _made(year: str, month: str, day: str, place: int, today: date) -> tuple[DayMade | None, list[Objection]]:
    """The day that the signs for year, month and day tell, from a place of the code on, and what is odd about it."""
    notes: list[Objection] = []
    if year not in YEARS:
        notes.append(BatteryYearUnknown(year, place))
    if month not in MONTHS:
        notes.append(BatteryMonthUnknown(month, place + 1))
    if day not in DAYS:
        rule = BatteryDayNotTold if day == DAY_NOT_TOLD else BatteryDayUnknown
        notes.append(rule(day, place + 2))
    if year not in YEARS:
        return None, notes
    made = DayMade(
        FIRST_YEAR + YEARS.index(year),
        MONTHS.index(month) + 1 if month in MONTHS else None,
        DAYS.index(day) + 1 if day in DAYS else None,
        sure=day <= LAST_SURE_DAY,
    )
    if made.on and made.on > today:
        notes.append(BatteryDayNotCome(made.on))
    elif made.on is None and not notes:
        notes.append(NoSuchBatteryDay(f"{made.year}-{made.month:02}-{made.day:02}"))
    return made, notes
