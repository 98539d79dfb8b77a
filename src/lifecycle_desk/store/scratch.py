"""A database of its own in which a dump is tried, and which is gone afterwards.

Whoever was killed leaves one behind, until the next backup of the same seat.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from uuid import uuid4

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from lifecycle_desk.store.addresses import ServerAddress
from lifecycle_desk.store.seat import own_mark

BEGINS = "ldk_check_"
_LEFT = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
_MAY = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"


@contextmanager
def scratch(engine: Engine, where: str) -> Iterator[str | None]:
    """The address of an empty database on a server, within the block; None where this account may make none."""
    mine = f"{BEGINS}{sha256(f'{where} {own_mark()}'.encode()).hexdigest()[:16]}_"
    name = f"{mine}{uuid4().hex[:8]}"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for left in connection.exec_driver_sql(_LEFT, (mine,)).scalars().all():
            with suppress(DBAPIError):
                connection.exec_driver_sql(f"DROP DATABASE {left}")
        if not connection.exec_driver_sql(_MAY).scalar_one():
            yield None
            return
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield replace(ServerAddress.read(where), database=name).text
        finally:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
