"""A data pack: whose it is, the files that it brings, and the sentences by which one is refused."""

from dataclasses import dataclass
from datetime import date, datetime

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.market.published_data import DataFile
from lifecycle_desk.trust.signing import fingerprint

VERSION = 1

PackNotWhole = objection(
    "PackNotWhole",
    N_("The data pack is damaged or was altered (%(where)s: %(why)s). Nothing was imported."),
    where=str,
    why=str,
)
PackNewer = objection(
    "PackNewer",
    N_("The data pack is in version %(version)s; this program reads version %(known)s. Please update Lifecycle Desk."),
    version=int,
    known=int,
)
PackOlder = objection(
    "PackOlder",
    N_(
        "The data pack is in version %(version)s; this program reads version %(known)s. "
        "Ask its publisher for a newer one."
    ),
    version=int,
    known=int,
)
PackFileUnread = objection(
    "PackFileUnread",
    N_("%(file)s of the data pack cannot be read at %(place)s: %(why)s. Nothing was imported."),
    file=str,
    place=str,
    why=str,
)
PublisherUnknown = objection(
    "PublisherUnknown",
    N_(
        "Key %(fingerprint)s of %(publisher)s has not been compared yet. Ask the publisher for it by another "
        "channel, then trust it."
    ),
    "trust",
    publisher=str,
    fingerprint=str,
)
PackUnknown = objection("PackUnknown", N_("There is no data pack %(number)s."), number=int)
PackWithdrawn = objection("PackWithdrawn", N_("The data pack %(name)s was withdrawn already."), name=str)
PackBringsNothing = objection("PackBringsNothing", N_("Nothing in this data pack is newer than what you have."))


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as it was read and found whole; `key` is its publisher's, `sha256` that of the file."""

    name: str
    publisher: str
    key: bytes
    made_at: datetime
    files: tuple[DataFile, ...]
    sha256: bytes = b""

    @property
    def dated(self) -> date:
        """The day of its newest file."""
        return max(each.dated for each in self.files)

    @property
    def fingerprint(self) -> str:
        """The publisher's key as people compare it."""
        return fingerprint(self.key)
