"""The catalogue's words for lines of orders and claims, by the catalogue of today or of the moment that counts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.tables import dealer
from lifecycle_desk.schedules.rules import ItemPart
from lifecycle_desk.stages.service.catalogue.rules.entries import KINDS
from lifecycle_desk.stages.service.catalogue.rules.line_texts import (
    NO_TEXTS,
    Catalogued,
    LineText,
    LineTexts,
    in_turn,
    key_of,
)
from lifecycle_desk.stages.service.catalogue.tables import changes
from lifecycle_desk.stages.service.catalogue.tables import entries as entry_rows
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.store.store import Transaction


def line_texts(
    tx: Transaction,
    lines: Iterable[Catalogued],
    agreed: Callable[[], datetime | None] = lambda: None,
    until: datetime | None = None,
) -> LineTexts:
    """The catalogue's words for some lines, asked for all of them at once.

    As the catalogue was when the lines were `agreed`, which is asked where it has any of them, and at last `until` a
    moment: a paper that is printed again says what it said, whatever was changed in the catalogue since. What stands in
    words that the catalogue had once is read by the entry as it was then. An entry that is gone, as its import was
    undone, is not looked for: its lines stand as written.
    """
    asked = [each for each in lines if each.text and each.code and each.kind in KINDS]
    keys = {key_of(each) for each in asked}
    if not keys:
        return NO_TEXTS
    named = {key: each for key, each in entry_rows.called(tx, {key for _, key in keys}).items() if key in keys}
    since, house = agreed() if named else None, dealer(tx).language

    def in_their_turn(those: Iterable[tuple[str, str]], before: changes.Before) -> LineTexts:
        entries = {key: in_turn(named[key][1], before.get(named[key][0], ()), since, until) for key in those}
        return LineTexts(entries, house)

    moments = [each for each in (since, until) if each]
    numbers = [number for number, _ in named.values()]
    found = in_their_turn(named, changes.as_they_were(tx, numbers, min(moments)) if moments else {})
    other = {key for each in asked if (key := key_of(each)) in named and not found.entry_of(each)}
    earlier = in_their_turn(other, changes.as_they_were(tx, [named[key][0] for key in other]))
    return replace(found, entries={**found.entries, **earlier.entries})


def words_of(user: UserSession, lines: Iterable[Catalogued]) -> LineTexts:
    """The same in a reading of its own, by the catalogue of today: for lines that are not kept yet."""
    with user.store.reading() as tx:
        return line_texts(tx, lines)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that is named outside of an order, as the catalogue looks for it."""

    code: str
    text: str
    kind: LineKind = LineKind.PART


def names_of_schedules(tx: Transaction, parts: Sequence[ItemPart]) -> Mapping[ItemPart, LineText]:
    """The catalogue's words for the parts that a schedule names."""
    asked = {each: _Part(each.number, each.text) for each in parts if each.text}
    texts = line_texts(tx, asked.values())
    return {each: texts.of(part) for each, part in asked.items()}
