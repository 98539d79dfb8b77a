"""What the books know beforehand of sessions that come in: the same session as it was told before, and whose cars are.

A module of its own without the database's library: the process that reads long files needs these, and no more.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Known:
    """A row that the books have of a session: what it says, whose it is, and why it counts no more (None: it does)."""

    content: int
    number: int
    vin: str | None
    gone: str | None


@dataclass(frozen=True, slots=True)
class Token:
    """The car of a source's name, from a day to a day, both inclusive."""

    source: str
    name: str
    vin: str
    since: date | None = None
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it held on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)
