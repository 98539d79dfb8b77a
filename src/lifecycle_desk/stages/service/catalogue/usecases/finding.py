"""Operations and parts among what a few letters find from anywhere, by the catalogue's own index."""

from lifecycle_desk.stages.service.catalogue.rules.matching import is_enough, wanted_of
from lifecycle_desk.stages.service.catalogue.tables import index
from lifecycle_desk.stages.service.catalogue.tables.index import NamedEntry
from lifecycle_desk.store.search import Hit
from lifecycle_desk.store.store import Transaction

KIND = "catalogue_entry"  # the page that shows one


def entries_meant(tx: Transaction, given: str, most: int) -> list[NamedEntry]:
    """The entries that some letters mean, asked once while somebody looks: the parts store finds its own by them."""
    if not is_enough(given):
        return []
    asked = entries_meant, given, most
    if asked not in tx.known:
        tx.known[asked] = index.named(tx, *wanted_of(given), most)
    found: list[NamedEntry] = tx.known[asked]
    return found


def entries_found(tx: Transaction, given: str, most: int) -> list[Hit]:
    """The first entries that some letters find, those that are offered no more at the end."""
    rows = sorted(entries_meant(tx, given, most), key=lambda row: row.withdrawn)
    return [
        Hit(KIND, f"{row.kind}:{row.code}", None, " ".join(filter(None, (row.code, row.text))), row.code)
        for row in rows
    ]


FINDERS = (entries_found,)
