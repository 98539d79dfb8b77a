"""A region of a few invented dealers, made once in a run on its server: nothing that looks into one changes it."""

from datetime import UTC, date, datetime
from functools import cache

from own_server import copy_database, place_of
from region_filled import Size, fill

from lifecycle_desk.region.tables.opening import create
from lifecycle_desk.region.tables.summing import lay_down

UNTIL = date(2026, 11, 28)
NOW = datetime(2026, 11, 28, 23, tzinfo=UTC)  # the clock by which its dealers are late, silent or up to date
SIZE = Size(dealers=8, cars=600, months=15, until=UNTIL)


def invented_region(server: str) -> str:
    """The address of the region, as the program is given it."""
    place = region_place(server)
    return f"{place}{'&' if '?' in place else '?'}region=region"


@cache
def region_place(server: str) -> str:
    """The address of its database, as receiving opens it."""
    place = place_of(server, copy_database(server), schema="", login="postgres")
    with create(place) as store:
        with store.writing() as connection:
            lay_down(connection)
        fill(store, SIZE)
    return place
