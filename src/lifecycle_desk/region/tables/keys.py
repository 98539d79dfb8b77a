"""The keys by which a region signs its receipts, as they are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from lifecycle_desk.region.tables.schema import REGION_KEY

_ALL = select(REGION_KEY).order_by(REGION_KEY.c.number)
_NEXT = select(func.coalesce(func.max(REGION_KEY.c.number), 0) + 1)


def keys(connection: Connection) -> Sequence[Row[Any]]:
    """The keys of the region, the one that was made last at the end."""
    return connection.execute(_ALL).all()


def save_key(connection: Connection, public: bytes, sealed: bytes, at: datetime) -> None:
    """Keep a key, its private part sealed."""
    number = connection.execute(_NEXT).scalar_one()
    connection.execute(insert(REGION_KEY).values(number=number, public=public, sealed=sealed, since=at))
