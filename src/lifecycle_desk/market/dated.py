"""What holds in a market from a day, perhaps to a day, as a source says."""

from dataclasses import dataclass
from datetime import date

from lifecycle_desk.market.citing import Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Cited):
    """Something that holds from a day, perhaps to a day (inclusive), as a source says."""

    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
