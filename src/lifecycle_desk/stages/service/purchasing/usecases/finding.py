"""Purchase orders and suppliers among what a few letters find from anywhere: by number, reference, part and name."""

from collections.abc import Iterator
from itertools import islice

from lifecycle_desk.base.folding import folded, tight
from lifecycle_desk.stages.service.catalogue.rules.matching import is_enough
from lifecycle_desk.stages.service.purchasing.rules.purchases import number_of
from lifecycle_desk.stages.service.purchasing.tables import sought
from lifecycle_desk.store.search import Hit
from lifecycle_desk.store.store import Transaction

PURCHASE, SUPPLIER = "purchase", "supplier"  # the pages that show them


def purchases_found(tx: Transaction, given: str, most: int) -> list[Hit]:
    """The latest purchase orders that some letters find, by their own number and the supplier's, or by a part."""
    if not is_enough(given):
        return []
    found = {*sought.with_part(tx, given, most), *islice(_named(tx, tight(given)), most)}
    return [
        Hit(PURCHASE, number := number_of(each.key), None, f"{number} {each.supplier}", number)
        for each in sought.some(tx, sorted(found, reverse=True)[:most])
    ]


def _named(tx: Transaction, wanted: str) -> Iterator[int]:
    """The latest purchase orders whose number, or that of the supplier, begins or ends so."""
    for key, reference in sought.maybe_named(tx, wanted):
        for number in map(tight, filter(None, (number_of(key), reference))):
            if number.startswith(wanted) or number.endswith(wanted):
                yield key
                break


def suppliers_found(tx: Transaction, given: str, most: int) -> list[Hit]:
    """The suppliers whose name begins with some letters: many are called something with “parts”, as pages are."""
    if not is_enough(given):
        return []
    begins = folded(given)
    found = (each for each in sought.maybe_suppliers(tx, begins) if folded(each[1]).startswith(begins))
    return [Hit(SUPPLIER, str(number), None, name, name) for number, name in islice(found, most)]


FINDERS = (purchases_found, suppliers_found)
