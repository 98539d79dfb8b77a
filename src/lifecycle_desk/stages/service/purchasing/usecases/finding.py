"""Purchase orders and suppliers among what a few letters find from anywhere: by number, reference, part and name."""

from lifecycle_desk.base.folding import folded, tight
from lifecycle_desk.stages.service.catalogue.rules.matching import is_enough
from lifecycle_desk.stages.service.purchasing.rules.purchases import number_of
from lifecycle_desk.stages.service.purchasing.tables import purchases as rows
from lifecycle_desk.stages.service.purchasing.tables import suppliers
from lifecycle_desk.store.search import Hit
from lifecycle_desk.store.store import Transaction

PURCHASE, SUPPLIER = "purchase", "supplier"  # the pages that show them


def purchases_found(tx: Transaction, given: str, most: int) -> list[Hit]:
    """The latest purchase orders that some letters find, by their own number and the supplier's, or by a part."""
    if not is_enough(given):
        return []
    wanted, with_part = tight(given), set(rows.with_part(tx, given))
    fitting = (
        row
        for row in rows.heads(tx)
        if row.key in with_part or _is_named(wanted, number_of(row.key)) or _is_named(wanted, row.reference)
    )
    return [
        Hit(PURCHASE, number := number_of(row.key), None, f"{number} {row.name}", number)
        for row, _ in zip(fitting, range(most), strict=False)
    ]


def _is_named(wanted: str, number: str) -> bool:
    """Whether a number begins or ends so."""
    return tight(number).startswith(wanted) or tight(number).endswith(wanted)


def suppliers_found(tx: Transaction, given: str, most: int) -> list[Hit]:
    """The suppliers whose name begins with some letters: many are called something with “parts”, as pages are."""
    if not is_enough(given):
        return []
    found = [each for each in suppliers.every(tx) if folded(each.name).startswith(folded(given))]
    return [Hit(SUPPLIER, str(each.number), None, each.name, each.name) for each in found[:most]]


FINDERS = (purchases_found, suppliers_found)
