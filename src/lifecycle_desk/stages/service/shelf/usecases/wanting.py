"""What is needed of the parts of the store: minimum, what open orders want, use, and what should be ordered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from lifecycle_desk.base.folding import tight
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.catalogue.rules.entries import chain
from lifecycle_desk.stages.service.catalogue.tables import entries as entry_rows
from lifecycle_desk.stages.service.shelf.rules.parts import StockPart
from lifecycle_desk.stages.service.shelf.rules.proposing import WINDOW, Need, to_order
from lifecycle_desk.stages.service.shelf.tables import movements, stock
from lifecycle_desk.stages.service.shelf.tables.wanted import by_key, wanted_lines
from lifecycle_desk.stages.service.shelf.usecases.coming import coming
from lifecycle_desk.store.store import Transaction


def wanted(tx: Transaction) -> dict[str, int]:
    """What open orders still want in thousandths, by the numbers of parts as they would be issued today."""
    return as_issued(tx, by_key(wanted_lines(tx)))


def as_issued(tx: Transaction, asked: Mapping[str, int]) -> dict[str, int]:
    """Quantities by the numbers of parts as they would be issued today.

    A line that names a superseded number wants the one that follows it, unless the old one is still there.
    """
    replaced = entry_rows.replaced_from(tx, asked) if asked else {}
    old = stock.by_keys(tx, [key for key in asked if key in replaced])
    figures = stock.figures(tx, [each.number for each in old.values()])
    left = {key for key, each in old.items() if each.number in figures and figures[each.number].thousandths > 0}
    found: dict[str, int] = {}
    for key, many in asked.items():
        after = key if key in left or key not in replaced else tight(chain(key, replaced)[-1])
        found[after] = found.get(after, 0) + many
    return found


def needs(tx: Transaction, parts: Sequence[StockPart], wanted_of: Mapping[str, int]) -> dict[int, Need]:
    """What is needed of some parts: a few indexed statements, however long the ledger is."""
    on_order = as_issued(tx, coming(tx))
    numbers = [each.number for each in parts]
    figures = stock.figures(tx, numbers)
    used = movements.used(tx, numbers, today(tx) - timedelta(days=WINDOW))
    return {
        each.number: Need(
            on_hand=figures[each.number].thousandths if each.number in figures else 0,
            minimum=each.minimum,
            wanted=wanted_of.get(each.key, 0),
            used=used.get(each.number, 0),
            coming=on_order.get(each.key, 0),
        )
        for each in parts
    }


@dataclass(frozen=True, slots=True)
class Proposal:
    """What should be ordered of a part, in thousandths, and why."""

    part: StockPart
    need: Need
    to_order: int


def proposals(tx: Transaction) -> list[Proposal]:
    """What should be ordered of the parts of the store, by number: what is looked at, listed and ordered as one.

    Only parts that orders want, that have too few for their minimum, or that moved in the window can lack anything.
    """
    wanted_of = wanted(tx)
    asked = [each.number for each in stock.by_keys(tx, wanted_of).values()]
    parts = stock.may_lack(tx, asked, today(tx) - timedelta(days=WINDOW))
    found = needs(tx, parts, wanted_of)
    made = [Proposal(each, found[each.number], to_order(found[each.number], each.unit)) for each in parts]
    return sorted((each for each in made if each.to_order), key=lambda each: each.part.key)
