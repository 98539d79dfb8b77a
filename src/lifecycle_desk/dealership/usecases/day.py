"""The dealer's day: the date by the clocks of the dealership, and the only way from a moment to a date."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.market.market import Market, market
from lifecycle_desk.store.store import Transaction

FIRST_TO_BEGIN = timezone(timedelta(hours=14))  # Kiribati's Line Islands


def zone_of(dealer: Dealer, pack: Market) -> ZoneInfo:
    """The time zone of a dealer: his own where the profile names one, otherwise that of his market."""
    return ZoneInfo(dealer.time_zone or pack.time_zone)


def zone(tx: Transaction) -> ZoneInfo:
    """The time zone of the dealership: the profile's own where it has one, otherwise the market's."""
    if ZoneInfo not in tx.known:
        from lifecycle_desk.dealership import tables  # brings the library of the database

        dealer = tables.dealer(tx)
        tx.known[ZoneInfo] = zone_of(dealer, market(dealer.market))
    known: ZoneInfo = tx.known[ZoneInfo]
    return known


def today(tx: Transaction) -> date:
    """The date at the dealership when the transaction began."""
    return day_of(tx, tx.at)


def last_day_anywhere(tx: Transaction) -> date:
    """The latest date that any dealer's clock shows when the transaction began: where a day begins first, UTC+14."""
    return tx.at.astimezone(FIRST_TO_BEGIN).date()


def today_at(user: UserSession) -> date:
    """The date at the dealership now, for who has no transaction at hand: a reader, a page."""
    with user.store.reading() as tx:
        return today(tx)


def day_of(tx: Transaction, moment: datetime) -> date:
    """The date at the dealership of a moment that knows its offset from UTC."""
    return moment.astimezone(zone(tx)).date()
