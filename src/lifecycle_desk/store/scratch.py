"""A database of its own in which a dump is tried, and which is gone afterwards.

Whoever was killed leaves one behind, until the next backup of the same seat.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from uuid import uuid4

from sqlalchemy.exc import DBAPIError

from lifecycle_desk.store.addresses import ServerAddress
from lifecycle_desk.store.seat import seat_of
from lifecycle_desk.store.store import Store

BEGINS = "ldk_check_"
_LEFT = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
_MAY = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"


@contextmanager
def scratch(store: Store) -> Iterator[str | None]:
    """The address of an empty database on a store's server, within the block; None where this account may make none."""
    mine = f"{BEGINS}{sha256(f'{store.where} {seat_of(store).mark}'.encode()).hexdigest()[:16]}_"
    name = f"{mine}{uuid4().hex[:8]}"
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for left in connection.exec_driver_sql(_LEFT, (mine,)).scalars().all():
            with suppress(DBAPIError):
                connection.exec_driver_sql(f"DROP DATABASE {left}")
        if not connection.exec_driver_sql(_MAY).scalar_one():
            yield None
            return
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield replace(ServerAddress.read(store.where), database=name).text
        finally:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
