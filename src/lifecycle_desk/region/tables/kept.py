"""Sums that a region keeps so that no page counts days or cars: by month, by dealer, by market, and of battery health.

All follow from the tables that receiving writes, and are made anew from them (`summing`). What a dealer has is led by
the dealer; sums of a market are led by the market and written by whoever sums, one at a time, never by who receives.
"""

from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Index, Integer, Table, Text, TypedColumns

from lifecycle_desk.region.tables.schema import REGION, VEHICLE


def _key() -> Column[str]:
    return Column(Text, primary_key=True)


def _number(**more: Any) -> Column[int]:
    return Column(Integer, nullable=False, autoincrement=False, **more)


def _sum() -> Column[int]:
    return Column(BigInteger, nullable=False)


class MonthRow(TypedColumns):
    """What a dealer's days come to in a month, by measure, model, sort and currency; months count from the year 0."""

    dealer = _key()
    measure = _key()
    month = _number(primary_key=True)
    make = _key()
    model = _key()
    sort = _key()
    currency = _key()
    amount = _sum()
    things = _sum()


class DealerMonthRow(TypedColumns):
    """The same without models: by it dealers are compared."""

    dealer = _key()
    measure = _key()
    month = _number(primary_key=True)
    sort = _key()
    currency = _key()
    amount = _sum()
    things = _sum()


class DealerSumRow(TypedColumns):
    """What all months of a dealer come to: of a level it is where it stands, without its years before."""

    dealer = _key()
    measure = _key()
    sort = _key()
    currency = _key()
    amount = _sum()
    things = _sum()


class MarketMonthRow(TypedColumns):
    """The months of all dealers of a market."""

    market = _key()
    measure = _key()
    month = _number(primary_key=True)
    make = _key()
    model = _key()
    sort = _key()
    currency = _key()
    amount = _sum()
    things = _sum()


class CampaignCountRow(TypedColumns):
    """How many cars of a dealer stand where in a campaign."""

    dealer = _key()
    campaign = _key()
    state = _key()
    cars = _sum()


class MarketHealthRow(TypedColumns):
    """How many cars of a market last read a battery health of a whole percent, by model, age in years and climate."""

    market = _key()
    make = _key()
    model = _key()
    years = _number(primary_key=True)
    climate = _key()
    percent = _number(primary_key=True)
    cars = _sum()


class SummedRow(TypedColumns):
    """Up to where a dealer's records are in the sums, and in which market they were added."""

    dealer = _key()
    market = Column(Text, nullable=False)
    epoch = _number()
    last_seq = _sum()
    summed_at = Column(DateTime(timezone=True), nullable=False)


MONTH = Table("month", REGION, MonthRow)
DEALER_MONTH = Table("dealer_month", REGION, DealerMonthRow)
DEALER_SUM = Table("dealer_sum", REGION, DealerSumRow)
MARKET_MONTH = Table("market_month", REGION, MarketMonthRow)
CAMPAIGN_COUNT = Table("campaign_count", REGION, CampaignCountRow)
MARKET_HEALTH = Table("market_health", REGION, MarketHealthRow)
SUMMED = Table("summed", REGION, SummedRow)
# With all that is asked of it, since what one measure has in a month lies with as many dealers in as many places.
READ = Index("ix_dealer_month_read", *(DEALER_MONTH.c[name] for name in (
    "measure", "month", "dealer", "sort", "currency", "amount", "things"
)))  # fmt: skip
Index(None, DEALER_SUM.c.measure)
Index(None, MARKET_MONTH.c.measure, MARKET_MONTH.c.month)
Index(None, CAMPAIGN_COUNT.c.campaign)
BARS = Index(
    "ix_vehicle_read", VEHICLE.c.make, VEHICLE.c.model, VEHICLE.c.years, VEHICLE.c.soh_tenths
)  # the cars of a bar
SUMS = (MONTH, DEALER_MONTH, DEALER_SUM, MARKET_MONTH, CAMPAIGN_COUNT, MARKET_HEALTH, SUMMED)
