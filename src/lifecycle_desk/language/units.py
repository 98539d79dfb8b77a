"""Units: how CLDR puts a value beside its unit, and the few signs that the trade writes otherwise."""

import re
from collections.abc import Iterator, Mapping

from babel import Locale

from lifecycle_desk.base.quantities import (
    CELSIUS,
    DAY,
    GB,
    HOUR,
    KG,
    KW,
    KWH,
    MB,
    MINUTE,
    MM,
    NM,
    PERCENT,
    SECOND,
    VOLT,
    LengthUnit,
    PressureUnit,
)

VALUE = "{0}"  # where a pattern of CLDR has the value
SEVERAL = "other"  # the plural of a range: 0.5–1 hrs
NO_BREAK_SPACE = "\u00a0"
DOT_OPERATOR, MIDDLE_DOT = "\u22c5", "\u00b7"  # CLDR's кВт⋅ч has the one, which many fonts lack, and texts the other
_HELD = {"zero": 0, "one": 1, "two": 2}  # the plurals whose word may hold its number
_FIGURES = re.compile(r"[#0][#0,.]*")

_PER_DISTANCE = "kWh/100 km"
# The units of which the program speaks, by the signs that it keeps them under; one that is missing is its own sign.
_CLDR: Mapping[str, str] = {
    LengthUnit.KM.value: "length-kilometer",
    LengthUnit.MILES.value: "length-mile",
    PressureUnit.KPA.value: "pressure-kilopascal",
    PressureUnit.BAR.value: "pressure-bar",
    PressureUnit.PSI.value: "pressure-pound-force-per-square-inch",
    MM: "length-millimeter",
    "µm": "length-micrometer",
    "m": "length-meter",
    KG: "mass-kilogram",
    "g": "mass-gram",
    "l": "volume-liter",
    DAY: "duration-day",
    HOUR: "duration-hour",
    MINUTE: "duration-minute",
    SECOND: "duration-second",
    CELSIUS: "temperature-celsius",
    VOLT: "electric-volt",
    "A": "electric-ampere",
    "Ω": "electric-ohm",
    KW: "power-kilowatt",
    KWH: "energy-kilowatt-hour",
    _PER_DISTANCE: "force-kilowatt-hour-per-100-kilometer",
    NM: "torque-newton-meter",
    MB: "digital-megabyte",
    GB: "digital-gigabyte",
}
SIGNS = tuple(_CLDR)
# Where CLDR's form is not what stands on the dash, the charger and the wrench: Chinese and Thai makers print the signs
# of the SI there (CLDR: 千瓦时, กว.-ชม.), and none writes N⋅m, whose dot many fonts lack.
_IN_THE_TRADE: Mapping[str, tuple[str, ...]] = {
    "en": (NM,),
    "es": (NM,),
    "th": (NM, KW, KWH, _PER_DISTANCE),
    "zh": (NM, KW, KWH, _PER_DISTANCE, MM, LengthUnit.KM, LengthUnit.MILES),
}


def pattern(locale: Locale, unit: str, plural: str = SEVERAL) -> str:
    """How a language writes a value in a unit, with VALUE where the value stands: {0} kWh, {0} فولت, {0}%.

    A pattern without VALUE is a word that has the number in it, as the Arabic dual.
    """
    if unit == PERCENT:
        return _percent(locale)
    known = _CLDR.get(unit)
    if known is None or unit in _IN_THE_TRADE.get(locale.language, ()):
        return f"{VALUE}{NO_BREAK_SPACE}{unit}"
    # Babel's own format_unit writes 1 horas in Spanish, where CLDR has one form for all numbers.
    forms: Mapping[str, str] = locale._data["unit_patterns"][known]["short"]  # noqa: SLF001 (it gives them out in no other way)
    return forms.get(plural, forms[SEVERAL]).replace(" ", NO_BREAK_SPACE).replace(DOT_OPERATOR, MIDDLE_DOT)


def sign(locale: Locale, unit: str, plural: str = SEVERAL) -> str:
    """The unit alone, as it stands beside several or beside the number of a plural; never a word that holds that."""
    form = pattern(locale, unit, plural)
    return (form if VALUE in form else pattern(locale, unit)).replace(VALUE, "").strip()


def words(locale: Locale, unit: str) -> Iterator[tuple[str, int | None]]:
    """The unit as it stands beside any number; and the number, where the word holds it, as the Arabic dual does."""
    for plural in (*sorted(locale.plural_form.tags), SEVERAL):
        form = pattern(locale, unit, plural)
        yield form.replace(VALUE, "").strip(), None if VALUE in form else _HELD[plural]


def _percent(locale: Locale) -> str:
    """The pattern of a percentage, with the sign of the language: that of Arabic keeps to the right of its figures."""
    form = str(locale.percent_formats[None].pattern).partition(";")[0]
    plain = Locale(locale.language, locale.territory, script=locale.script)  # whose signs are not those of a market
    return _FIGURES.sub(VALUE, form, count=1).replace("%", plain.number_symbols["latn"]["percentSign"])
