"""Operations and parts among what a few letters find from anywhere, by the catalogue's own index."""

from lifecycle_desk.stages.service.catalogue.rules.matching import is_enough, wanted_of
from lifecycle_desk.stages.service.catalogue.tables import index
from lifecycle_desk.store.search import Hit
from lifecycle_desk.store.store import Transaction

KIND = "catalogue_entry"  # the page that shows one


def entries_found(tx: Transaction, given: str, most: int) -> list[Hit]:
    """The first entries that some letters find, those that are offered no more at the end."""
    if not is_enough(given):
        return []
    words, number = wanted_of(given)
    rows = sorted(index.names(tx, index.found(tx, words, number, most)), key=lambda row: row.withdrawn)
    return [
        Hit(KIND, f"{row.kind}:{row.code}", None, " ".join(filter(None, (row.code, row.text))), row.code)
        for row in rows
    ]


FINDERS = (entries_found,)
