"""Where the part of a line is, as whoever orders parts tells it: ordered for a day, on the way, late, there."""

from dataclasses import dataclass

from lifecycle_desk.base.said import Said


@dataclass(frozen=True, slots=True)
class PartStatus:
    """Where a part is, in words; `is_late` once its promised day has passed."""

    said: Said
    is_late: bool = False
    is_there: bool = False
