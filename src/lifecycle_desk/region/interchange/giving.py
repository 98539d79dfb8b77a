"""`export region-batch`: the records since one, as a file for the region, carried by whatever carries files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.commands.options import Option
from lifecycle_desk.commands.request import understood
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.region.interchange.batch_file import batch
from lifecycle_desk.region.usecases.giving import MOST

KIND = "region-batch"
SINCE = Option("since", "The number of the last record that the region has; else from the first.", metavar="NUMBER")
AT_MOST = Option("most", f"How many records at most; else {MOST}.", metavar="NUMBER")


@dataclass(frozen=True, slots=True)
class _Asked:
    since: int = 0
    most: int = MOST


def write(user: UserSession, asked: dict[str, Any]) -> Iterator[bytes]:
    """A batch, as its bytes are made."""
    user.require(BACKUP)
    given = {name: value for name, value in asked.items() if value is not None}
    wanted = understood(given, _Asked, strict=False)
    with batch(user, max(wanted.since, 0), max(wanted.most, 1)) as written:
        yield from written.chunks


WRITER = Writer(
    KIND,
    N_("Records since a number for the region of an importer: signed, without names of customers or staff."),
    write,
    takes=(SINCE, AT_MOST),
)
