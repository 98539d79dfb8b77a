"""Regions for tests: each a schema of one database, made where somebody says or on the run's own server."""

import gzip
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from house import HOUSE
from sqlalchemy import select

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.region.interchange.batch_file import batch, opened
from lifecycle_desk.region.rules.batch import BatchHead, read_head
from lifecycle_desk.region.tables import schema
from lifecycle_desk.region.tables.opening import RegionStore
from lifecycle_desk.region.usecases.creating import create_region
from lifecycle_desk.region.usecases.receiving import Received, receive
from lifecycle_desk.trust.signing import fingerprint

ELSEWHERE = "LIFECYCLE_DESK_TEST_REGION"  # the address of a server on which these tests run, such as Citus
SPREAD = "LIFECYCLE_DESK_TEST_SPREAD"  # set where that is a cluster over which the tables shall be spread
ALL = 10**9
SAME = (schema.EVENT, schema.VEHICLE, schema.HOME, schema.CAMPAIGN_CAR)


def address(server: str, name: str = "") -> str:
    """The address of a region by its schema; of one that is not there yet, unless somebody names it."""
    place = os.environ.get(ELSEWHERE) or server
    return f"{place}{'&' if '?' in place else '?'}schema={name or f't{uuid4().hex}'}"


def address_of(server: str, region: RegionStore) -> str:
    """The address of a region that is there."""
    return address(server, region.name)


@contextmanager
def a_region(server: str) -> Iterator[RegionStore]:
    """A new region within the block, gone with it."""
    with create_region(address(server)) as region:
        if os.environ.get(SPREAD):
            with region.writing() as connection:
                connection.exec_driver_sql((HOUSE / "packaging/citus.sql").read_text("utf-8"))
        yield region
        with region.writing() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {region.name} CASCADE")


def given(user: UserSession, folder: Path, since: int = 0, most: int = ALL) -> Path:
    """A batch of a dealer as a file."""
    with batch(user, since, most) as written:
        file = folder / f"{uuid4().hex}.region.gz"
        file.write_bytes(b"".join(written.chunks))
    return file


def received(region: RegionStore, file: Path) -> Received:
    """What a region makes of a file, the dealer's key compared."""
    brought = opened(file)
    return receive(region, brought, (fingerprint(brought.head.public),))


def rows_of(region: RegionStore) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that was received and folded, but for when and how."""
    with region.reading() as connection:
        found = {each.name: sorted(map(tuple, connection.execute(select(each))), key=repr) for each in SAME}
        for each in (schema.DAY, schema.HEALTH):
            sums = [tuple(row) for row in connection.execute(select(each)) if any(_sums(row))]
            found[each.name] = sorted(sums, key=repr)
    return found


def _sums(row: Any) -> list[int]:
    return [getattr(row, name) for name in ("amount", "things", "cars") if hasattr(row, name)]


def lines_of(file: Path) -> list[bytes]:
    """The lines of a batch's file, its head first."""
    return gzip.decompress(file.read_bytes()).splitlines(keepends=True)


def repacked(file: Path, change: Callable[[list[bytes]], list[bytes]]) -> Path:
    """The same file as somebody else makes it of its lines."""
    made = file.with_name(f"{uuid4().hex}.region.gz")
    made.write_bytes(gzip.compress(b"".join(change(lines_of(file)))))
    return made


def head_of(line: bytes) -> BatchHead:
    """A head from its line."""
    return read_head(json.loads(line))


def as_line(head: BatchHead) -> bytes:
    """The line of a head."""
    return json.dumps(head.said | {"signature": head.signature}).encode() + b"\n"
