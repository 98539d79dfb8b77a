"""The tables of a region for other programs: what each row is, and what each column means."""

from sqlalchemy import ColumnElement, func, literal

from lifecycle_desk.region.tables.kept import CAMPAIGN_COUNT, DEALER_MONTH, MARKET_HEALTH, MARKET_MONTH
from lifecycle_desk.region.tables.schema import DEALER
from lifecycle_desk.store.reporting import ReportColumn, ReportView, day, moment, whole

_MONTHS = 12
_MEASURED = "What is summed: order.turnover, order.hours, stage.cars and so on, as the program names it."
_SORT = "What tells sums of a measure apart: who pays, or the stage."
_AMOUNT = "The sum: minor units of the currency, tenths of an hour, days, watt-hours."
_THINGS = "How many contributed; of stage.cars how many more came than went."
_DEALER = "The dealer, by the first 32 digits of the first seal of its chain."


def _first_day(month: ColumnElement[int]) -> ColumnElement[object]:
    return func.make_date(month // literal(_MONTHS), month % literal(_MONTHS) + 1, 1)


DEALERS = ReportView(
    "region_dealer",
    "A dealer.",
    (
        ReportColumn("dealer", DEALER.c.dealer, _DEALER),
        ReportColumn("name", DEALER.c.name, "What it calls itself."),
        ReportColumn("market", DEALER.c.market, "The code of its market."),
        whole("epoch", DEALER.c.epoch, "How often a person has decided a dispute about its records, and one."),
        whole("last_record", DEALER.c.last_seq, "The number of its last record here."),
        moment("last_record_at", DEALER.c.last_at, "When that was recorded."),
        moment("received_at", DEALER.c.received_at, "When its last batch was received."),
        moment("disputed_since", DEALER.c.forked_at, "Since when its records have been in dispute."),
    ),
    DEALER,
    order=(DEALER.c.dealer,),
)
DEALER_MONTHS = ReportView(
    "region_dealer_month",
    "The sum of a measure in a month at a dealer.",
    (
        ReportColumn("dealer", DEALER_MONTH.c.dealer, _DEALER),
        ReportColumn("measure", DEALER_MONTH.c.measure, _MEASURED),
        day("month", _first_day(DEALER_MONTH.c.month), "The first day of the month."),
        ReportColumn("sort", DEALER_MONTH.c.sort, _SORT),
        ReportColumn("currency", DEALER_MONTH.c.currency, "The currency of money."),
        whole("amount", DEALER_MONTH.c.amount, _AMOUNT),
        whole("things", DEALER_MONTH.c.things, _THINGS),
    ),
    DEALER_MONTH,
    order=(DEALER_MONTH.c.dealer, DEALER_MONTH.c.measure, DEALER_MONTH.c.month),
)
MARKET_MONTHS = ReportView(
    "region_market_month",
    "The sum of a measure in a month in a market, by model.",
    (
        ReportColumn("market", MARKET_MONTH.c.market, "The code of the market."),
        ReportColumn("measure", MARKET_MONTH.c.measure, _MEASURED),
        day("month", _first_day(MARKET_MONTH.c.month), "The first day of the month."),
        ReportColumn("make", MARKET_MONTH.c.make, "The make of the vehicles."),
        ReportColumn("model", MARKET_MONTH.c.model, "Their model."),
        ReportColumn("sort", MARKET_MONTH.c.sort, _SORT),
        ReportColumn("currency", MARKET_MONTH.c.currency, "The currency of money."),
        whole("amount", MARKET_MONTH.c.amount, _AMOUNT),
        whole("things", MARKET_MONTH.c.things, _THINGS),
    ),
    MARKET_MONTH,
    order=(MARKET_MONTH.c.market, MARKET_MONTH.c.measure, MARKET_MONTH.c.month),
)
CAMPAIGNS = ReportView(
    "region_campaign",
    "How many vehicles of a dealer stand where in a campaign.",
    (
        ReportColumn("dealer", CAMPAIGN_COUNT.c.dealer, _DEALER),
        ReportColumn("campaign", CAMPAIGN_COUNT.c.campaign, "The number of the campaign."),
        ReportColumn("state", CAMPAIGN_COUNT.c.state, "Where they stand: open, may_be, done, not_affected, gone."),
        whole("vehicles", CAMPAIGN_COUNT.c.cars, "How many."),
    ),
    CAMPAIGN_COUNT,
    order=(CAMPAIGN_COUNT.c.campaign, CAMPAIGN_COUNT.c.dealer, CAMPAIGN_COUNT.c.state),
)
HEALTH = ReportView(
    "region_health",
    "How many vehicles last read a battery health of a whole percent.",
    (
        ReportColumn("market", MARKET_HEALTH.c.market, "The code of the market."),
        ReportColumn("make", MARKET_HEALTH.c.make, "The make of the vehicles."),
        ReportColumn("model", MARKET_HEALTH.c.model, "Their model."),
        whole("years", MARKET_HEALTH.c.years, "Their age in whole years when it was read."),
        ReportColumn("climate", MARKET_HEALTH.c.climate, "The climate that they live in."),
        whole("health_percent", MARKET_HEALTH.c.percent, "The percent, rounded down."),
        whole("vehicles", MARKET_HEALTH.c.cars, "How many."),
    ),
    MARKET_HEALTH,
    order=(MARKET_HEALTH.c.market, MARKET_HEALTH.c.make, MARKET_HEALTH.c.model, MARKET_HEALTH.c.years),
)
VIEWS = {each.name.removeprefix("region_"): each for each in (DEALERS, DEALER_MONTHS, MARKET_MONTHS, CAMPAIGNS, HEALTH)}
