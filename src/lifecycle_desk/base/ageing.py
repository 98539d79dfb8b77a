"""Ageing: since how many days something is outstanding, in the bands in which receivables are told everywhere."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum


class AgeBand(LabeledEnum):
    """The bands, the youngest first; no day is in two of them."""

    UP_TO_30 = "up_to_30", C_("outstanding", "0–30 days")
    UP_TO_60 = "up_to_60", C_("outstanding", "31–60 days")
    UP_TO_90 = "up_to_90", C_("outstanding", "61–90 days")
    OVER_90 = "over_90", C_("outstanding", "Over 90 days")


BANDS = tuple(AgeBand)
MOST = (30, 60, 90)  # the last day of each band but the oldest


def band_of(days: int) -> AgeBand:
    """In which band so many days are; what lies ahead is young."""
    return next((band for band, most in zip(BANDS, MOST, strict=False) if days <= most), AgeBand.OVER_90)


def first_days(today: date) -> tuple[date, date, date]:
    """The first day of each band but the oldest, as it is today."""
    first, second, third = (today - timedelta(days=most) for most in MOST)
    return first, second, third


def days_of(band: AgeBand, today: date) -> tuple[date, date]:
    """The first and the last day of a band; what lies ahead is young."""
    at = BANDS.index(band)
    first = first_days(today)[at] if at < len(MOST) else date.min
    return first, first_days(today)[at - 1] - timedelta(days=1) if at else date.max


def aged[Band](
    found: Mapping[tuple[str, int], tuple[int, int]], places: Mapping[Band, int], otherwise: str
) -> Iterator[tuple[Band, int, Money]]:
    """What was found by currency and place, each band in each currency: its count and money, or nothing.

    `places` says which band has which place. Where nothing was found, its currency is `otherwise`.
    """
    for currency in sorted({currency for currency, _ in found}) or [otherwise]:
        for band, at in places.items():
            count, minor = found.get((currency, at), (0, 0))
            yield band, count, Money(minor, currency)
