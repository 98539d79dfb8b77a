"""The veil: an event as it is told where no personal data are wanted.

Facts that name people are emptied by their keys, and names, plates and staff that other words mention are covered.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from lifecycle_desk.vehicle.rules.life import Told

COVERED = "•••"
SHORTEST = 3  # letters; shorter names would cover half of any text
NAMING = frozenset(
    {
        *("adviser", "technician", "inspector", "seller", "buyer_name", "receiver", "customer_name", "name", "by"),
        *("phone", "email", "address", "tax_id", "complaint", "complaints", "certificate", "financing", "witness"),
    }
)
PLATED = "plate"


class Veil:
    """Covers some names wherever they stand."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        known = {each.strip() for each in names if len(each.strip()) >= SHORTEST}
        longest_first = sorted(known, key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)", re.IGNORECASE)

    def over(self, text: str) -> str:
        """A text with the names in it covered."""
        return self._names.sub(COVERED, text)

    def told(self, told: Told) -> Told:
        """An event without what names people; its numbers, amounts and codes stay."""
        sets = replace(told.sets, plate=COVERED if told.sets.plate else told.sets.plate)
        return replace(told, facts=self._facts(told.facts), sets=sets, by=None, person=None)

    def _facts(self, value: Any, key: str = "") -> Any:
        match value:
            case dict():
                return {name: self._facts(each, name) for name, each in value.items()}
            case list() | tuple():
                return [self._facts(each, key) for each in value]
            case str() if key == PLATED:
                return COVERED if value else ""
            case str() if key in NAMING:
                return ""
            case str():
                return self.over(value)
        return value
