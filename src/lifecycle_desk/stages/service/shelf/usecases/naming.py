"""Which part somebody means: by its number, by what supersedes it, and by what the catalogue knows of it."""

from collections.abc import Sequence
from difflib import get_close_matches

from lifecycle_desk.base.folding import tight
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry, chain
from lifecycle_desk.stages.service.catalogue.tables import entries as entry_rows
from lifecycle_desk.stages.service.catalogue.tables import index
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.shelf.rules.movements import IssuedAs, NoneInStock, ReceivedSuperseded
from lifecycle_desk.stages.service.shelf.rules.parts import StockPart, hazard_of, tidied, unknown
from lifecycle_desk.stages.service.shelf.tables import stock
from lifecycle_desk.stages.service.shelf.usecases.ledger import save_part
from lifecycle_desk.store.store import Transaction

NEAR, LIKENESS = 3, 0.75  # how many similar numbers are named, and how alike they are at least
BEGINS_ALIKE, LOOKED_THROUGH = 3, 2_000  # of a long catalogue only what begins alike is looked through


def entry(tx: Transaction, code: str) -> CatalogueEntry | None:
    """The catalogue's entry of a part; None for one that it does not have."""
    return entries(tx, [code]).get(tight(code))


def entries(tx: Transaction, codes: Sequence[str]) -> dict[str, CatalogueEntry]:
    """The catalogue's entries of some parts, by their numbers as numbers are compared."""
    found = entry_rows.by_keys(tx, [tight(each) for each in codes])
    return {key: each for (kind, key), (_, each) in found.items() if kind == LineKind.PART.value}


def followers(tx: Transaction, code: str) -> tuple[str, ...]:
    """The numbers that supersede a part, one after the other."""
    key = CatalogueEntry(kind=LineKind.PART, code=code).key
    return chain(code, entry_rows.replaced_from(tx, (key,)))


def known_or_new(tx: Transaction, given: StockPart) -> StockPart:
    """A part of the store; one that was never there is taken in, with what the catalogue knows of it."""
    if found := stock.maybe_part(tx, given.code):
        return found
    catalogued = entry(tx, given.code)
    made = tidied(
        StockPart(
            number=stock.next_number(tx),
            code=catalogued.code if catalogued else given.code,
            text=given.text or (catalogued.text if catalogued else ""),
            unit=given.unit,
            place=given.place,
            hazard=hazard_of(catalogued.group if catalogued else None),
        )
    )
    save_part(tx, made, new=True)
    return made


def near(tx: Transaction, code: str) -> tuple[str, ...]:
    """The numbers of the store and of the catalogue that are nearly the same, the most alike first."""
    wanted = tight(code)
    entries = entry_rows.by_numbers(tx, index.found(tx, (), wanted[:BEGINS_ALIKE], LOOKED_THROUGH))
    catalogued = {each.key: each.code for each in entries.values() if each.kind is LineKind.PART}
    known = catalogued | {each.key: each.code for each in stock.every_part(tx)}
    return tuple(known[each] for each in get_close_matches(wanted, known, NEAR, LIKENESS))


def question(tx: Transaction, code: str) -> Objection | None:
    """The question that a number raises which neither the store nor the catalogue knows."""
    if not tight(code) or stock.maybe_part(tx, code) or entry(tx, code):
        return None
    return unknown(code, near(tx, code))


def received(tx: Transaction, given: StockPart, *, new: bool) -> StockPart:
    """The part that comes; that another number supersedes it is told.

    A number that nobody knows is refused until somebody says that it is new.
    """
    code = given.code
    if not new and (asks := question(tx, code)):
        raise asks
    after = followers(tx, code)
    if after:
        tx.note(ReceivedSuperseded(code, after[-1]))
    return known_or_new(tx, given)


def there(tx: Transaction, code: str, thousandths: int) -> StockPart:
    """The part that is given out where a number is asked for: the number itself, or one that supersedes it.

    The first of which there is enough; where none has, the one of which there is most, so that a refusal can say so.
    """
    known = [found for each in (code, *followers(tx, code)) if (found := stock.maybe_part(tx, each))]
    figures = stock.figures(tx, [each.number for each in known])
    many = {each.number: figures[each.number].thousandths for each in known if each.number in figures}
    best = next((each for each in known if many.get(each.number, 0) >= thousandths), None)
    best = best or max(known, key=lambda each: many.get(each.number, 0), default=None)
    if best is None:
        raise NoneInStock(code)
    asked = StockPart(number=0, code=code)
    if best.key != asked.key:
        tx.note(IssuedAs(code, best.code))
    return best
