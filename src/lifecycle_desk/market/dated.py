"""What holds in a market from a day, perhaps to a day, as a source says; and whether that source is weak."""

from dataclasses import dataclass
from datetime import date

_WEAK = ("verify", "not looked up", "not found", "no source")  # the words by which a source says that it is weak


def is_weak(source: str) -> bool:
    """Whether a source says of itself that it is weak: second-hand, of memory, or not found again."""
    return any(each in source.casefold() for each in _WEAK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Something that holds from a day, perhaps to a day (inclusive), as a source says."""

    valid_from: date
    valid_to: date | None = None
    source: str

    @property
    def must_be_verified(self) -> bool:
        """Whether its source says of itself that it is weak."""
        return is_weak(self.source)

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
