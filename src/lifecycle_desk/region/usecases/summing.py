"""Keeping the sums of a region: of dealers from whom more was received, and all anew."""

from dataclasses import dataclass

from sqlalchemy import Connection

from lifecycle_desk.region.tables import summing
from lifecycle_desk.region.tables.kept import DEALER_MONTH, DEALER_SUM, MARKET_MONTH, MONTH
from lifecycle_desk.region.tables.opening import RegionStore


@dataclass(frozen=True, slots=True)
class Summed:
    """How many dealers were summed, and whether all was made anew."""

    dealers: int
    anew: bool = False


def sum_up(store: RegionStore) -> Summed:
    """Bring the sums up to what was received; each dealer in a transaction of its own, so that nobody waits long.

    A dealer that has gone to another market moves there with all that it has, so all is made anew then.
    """
    with store.writing() as connection:
        summing.wait_in_turn(connection)
        summing.lay_down(connection)
        found = summing.behind(connection)
    if any(each.before not in {None, each.market} for each in found):
        return sum_anew(store)
    for each in found:
        with store.writing() as connection:
            summing.wait_in_turn(connection)
            _add(connection, each.dealer)
    if found:
        with store.writing() as connection:
            summing.wait_in_turn(connection)
            summing.add_up_health(connection)
    return Summed(len(found))


def _add(connection: Connection, dealer: str) -> None:
    """Add what a dealer's days have moved by; asked again under the lock, since somebody may have summed meanwhile."""
    now = next((each for each in summing.behind(connection) if each.dealer == dealer), None)
    if now is None:
        return
    rows = summing.moved(connection, dealer)
    summing.add(connection, MONTH, {"dealer": dealer}, rows)
    summing.add(connection, DEALER_MONTH, {"dealer": dealer}, summing.added(rows, summing.OF_MONTHS))
    summing.add(connection, DEALER_SUM, {"dealer": dealer}, summing.added(rows, summing.OF_SUMS))
    summing.add(connection, MARKET_MONTH, {"market": now.market}, rows)
    summing.count_campaigns(connection, dealer)
    summing.note_summed(connection, dealer, now.market, now.epoch, now.last_seq)


def sum_anew(store: RegionStore) -> Summed:
    """Make all sums from nothing."""
    with store.writing() as connection:
        summing.wait_in_turn(connection)
        summing.lay_down(connection)
        return Summed(summing.sum_anew(connection), anew=True)


def wrong_sums(store: RegionStore) -> list[str]:
    """The tables of sums that are not what the days come to."""
    with store.reading() as connection:
        return summing.wrong_sums(connection) if summing.is_laid_down(connection) else []


def is_summed_up(store: RegionStore) -> bool:
    """Whether all that was received is in the sums: else they may differ from the days without being wrong."""
    with store.reading() as connection:
        return summing.is_laid_down(connection) and not summing.behind(connection)
