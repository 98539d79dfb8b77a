"""Calendars beside the Gregorian one: the Buddhist era, and the Hijri calendar of Umm al-Qura.

Days are stored as ISO dates in every market; a calendar is only how people write and read them.
"""

from datetime import date

from lifecycle_desk.base.objections import C_

GREGORIAN, BUDDHIST, HIJRI = "gregorian", "buddhist", "hijri"  # as market packs and profiles name them
BUDDHIST_AHEAD = 543  # years; Thailand's civil year has begun on 1 January since 1941
A_BUDDHIST_YEAR = range(2300, 2800)
A_HIJRI_YEAR = range(1343, 1501)  # the table of Umm al-Qura that hijridate has: 1924-08-01 to 2077-11-16
MONTHS = (
    C_("Hijri month", "Muharram"),
    C_("Hijri month", "Safar"),
    C_("Hijri month", "Rabi I"),
    C_("Hijri month", "Rabi II"),
    C_("Hijri month", "Jumada I"),
    C_("Hijri month", "Jumada II"),
    C_("Hijri month", "Rajab"),
    C_("Hijri month", "Shaban"),
    C_("Hijri month", "Ramadan"),
    C_("Hijri month", "Shawwal"),
    C_("Hijri month", "Dhu al-Qadah"),
    C_("Hijri month", "Dhu al-Hijjah"),
)


def in_hijri(day: date) -> tuple[int, int, int] | None:
    """Year, month and day by Umm al-Qura; None outside the years that its table has."""
    from hijridate import Gregorian  # few dealers count by it

    try:
        return Gregorian(day.year, day.month, day.day).to_hijri().datetuple()
    except OverflowError:
        return None


def from_hijri(year: int, month: int, day: int) -> date:
    """The day of a Hijri date; ValueError where the calendar or its table does not have it."""
    from hijridate import Hijri

    try:
        return date(*Hijri(year, month, day).to_gregorian().datetuple())
    except OverflowError as beyond:
        raise ValueError(f"{year} AH") from beyond
