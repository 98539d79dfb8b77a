"""Parts of the store among what a few letters find from anywhere: by number, serial number, or catalogue name."""

from lifecycle_desk.base.folding import tight
from lifecycle_desk.stages.service.catalogue.rules.matching import is_enough
from lifecycle_desk.stages.service.catalogue.usecases.finding import entries_meant
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.shelf.tables import sought
from lifecycle_desk.store.search import Hit
from lifecycle_desk.store.store import Transaction

KIND = "part"  # the page that shows one


def parts_found(tx: Transaction, given: str, most: int) -> list[Hit]:
    """The first parts that some letters find, those whose number begins so before the others."""
    if not is_enough(given):
        return []
    texts = {tight(row.code): row.text for row in entries_meant(tx, given, most) if row.kind == LineKind.PART}
    found = dict.fromkeys((*sought.by_number(tx, given, most), *sought.by_keys(tx, texts)))
    return [
        Hit(KIND, each.code, None, " ".join(filter(None, (each.code, texts.get(each.key) or each.text))), each.code)
        for each in list(found)[:most]
    ]


FINDERS = (parts_found,)
