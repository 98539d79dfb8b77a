"""Connections: SQLite opened the one safe way, PostgreSQL made to behave like it."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from lifecycle_desk.store.addresses import ServerAddress
from lifecycle_desk.store.file_format import PATIENCE
from lifecycle_desk.store.passwords import password_for
from lifecycle_desk.store.places import is_server
from lifecycle_desk.store.unlocking import open_file

ONE_WRITER = 0x4C44  # the advisory lock that makes the writers of one schema of PostgreSQL queue
STATEMENTS = 500  # that SQLite need not read anew: a save asks a hundred, and the library keeps no more by itself
PRAGMAS = {
    "synchronous": "FULL",  # NORMAL loses acknowledged commits when the power fails
    "foreign_keys": "ON",
    "recursive_triggers": "ON",  # or INSERT OR REPLACE slips past the append-only triggers
    "secure_delete": "ON",  # what is erased leaves no readable remains
    "trusted_schema": "OFF",
    "cell_size_check": "ON",
    "mmap_size": 0,  # a torn map turns a full disk into a crash
    "temp_store": "MEMORY",
    "journal_size_limit": 64 * 1024 * 1024,
    "wal_autocheckpoint": 4_000,  # pages: a long import writes many of them again and again; with more, commits stall
    "cache_size": -65536,  # KiB: a long import slows by a third with less
}


def named(where: str | Path) -> str:
    """A place as it may be told to anybody: without the password of a server's address."""
    return ServerAddress.read(where).text if is_server(where) else str(where)


def connect(where: str | Path, *, protected: bool = False) -> Engine:
    """An engine for a file or a URL of PostgreSQL; a writer is known by the execution option `touched`.

    A `protected` file is read as it lies there, with no journal and no lock: SQLite makes both even to read.
    """
    if is_server(where):
        return connect_server(ServerAddress.read(where))
    from sqlcipher3 import dbapi2

    def opened() -> Any:
        return open_file(
            where,
            mode="ro" if protected else "rwc",
            immutable=protected,
            isolation_level=None,
            timeout=PATIENCE,
            check_same_thread=False,
            cached_statements=STATEMENTS,
        )

    told = URL.create("sqlite", database=str(Path(where).absolute()))  # says only that it is a file
    engine = create_engine(told, module=dbapi2, creator=opened)
    event.listen(engine, "connect", _opened)
    event.listen(engine, "begin", _begun)
    return engine


def connect_server(address: ServerAddress) -> Engine:
    """An engine for a dealer's books on a server."""
    engine = engine_at(address, f"-clock_timeout={PATIENCE * 1000}", size=5)
    event.listen(engine, "begin", _begun)
    return engine


def engine_at(address: ServerAddress, options: str, *, size: int) -> Engine:
    """An engine for an address, with the login's password and the proof of the server that it asks for."""
    by_socket = address.host.startswith("/")
    url = URL.create(
        "postgresql+psycopg",
        address.user or None,
        password_for(address),
        None if by_socket else address.host or None,
        address.port,
        address.database,
        {"host": address.host} if by_socket else {},
    )
    return create_engine(url, pool_size=size, pool_pre_ping=True, connect_args=address.for_driver(options))


def _opened(connection: Any, _record: object) -> None:
    # Only what concerns the connection: what is written into the file is set once, when a store is made.
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")


def _begun(connection: Connection) -> None:
    """One writer at a time on both engines, so what a rule has read stays true until the commit."""
    options = connection.get_execution_options()
    writes = "touched" in options or options.get("migrates", False)
    if connection.dialect.name == "sqlite" and writes:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        if not driver.in_transaction:  # a query by the driver has begun it
            driver.execute("BEGIN")  # by the library it costs as much as a query, and every look begins so
    elif writes:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_WRITER}, hashtext(current_schema()))")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
