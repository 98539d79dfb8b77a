"""The veil: an event as it is told where no personal data are wanted.

Facts that name people are emptied by their keys, and whoever is known is covered where other words mention them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from lifecycle_desk.commands.kinds import texts_of
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, OrderSheet
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.mentions import Identity, Mentions

COVERED = "•••"
PEOPLE = frozenset(
    {
        *("adviser", "technician", "inspector", "seller", "buyer_name", "receiver", "customer_name", "name", "by"),
        *("witness",),
    }
)
NAMING = PEOPLE | {
    *("phone", "email", "address", "tax_id", "complaint", "complaints", "certificate", "financing"),
}
PLATED = "plate"
# Facts that people type, so that even one small word may be a name; of others, a code is left as it is.
TYPED = frozenset(
    {
        *("note", "text", "why", "words", "location", "where", "insurer", "reason", "reference", "place", "title"),
        *("tool", *texts_of(OrderSheet), *texts_of(Job), *texts_of(Line)),
    }
)
_CODE = re.compile(r"[a-z][a-z0-9_.:-]*|[A-Z][A-Z0-9_.:-]*|[\d.:TZ+-]+")


class Veil:
    """Covers some people wherever words mention them."""

    def __init__(self, known: Identity) -> None:
        self._mentions = Mentions(known)

    def over(self, text: str) -> str:
        """A text in which they are covered."""
        return self._mentions.covered(text, COVERED)

    def told(self, told: RecordedEvent) -> RecordedEvent:
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
            case str() if key in TYPED or not _CODE.fullmatch(value):
                return self.over(value)
        return value


def named_in(events: Iterable[RecordedEvent]) -> Identity:
    """Whom and which plates the facts of events name by their keys: who received the car, who sold it, a witness."""
    events = tuple(events)
    found = [each for told in events for each in _named(told.facts, "")]
    plates = [each.sets.plate for each in events if each.sets.plate]
    return Identity(
        names=tuple(dict.fromkeys(said for key, said in found if key in PEOPLE - {"name"})),
        phones=tuple(dict.fromkeys(said for key, said in found if key == "phone")),
        emails=tuple(dict.fromkeys(said for key, said in found if key == "email")),
        plates=tuple(dict.fromkeys([*plates, *(said for key, said in found if key == PLATED)])),
    )


def _named(value: Any, key: str) -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for name, each in value.items():
                yield from _named(each, name)
        case list() | tuple():
            for each in value:
                yield from _named(each, key)
        case str() if value and (key in NAMING or key == PLATED):
            yield key, value
