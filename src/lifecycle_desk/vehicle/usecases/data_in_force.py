"""Published data in force: the program's own files, and over them those of data packs that are dated later."""

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.market.published_data import PublishedData, program_data
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import data_packs

# Reading and taking apart 40 files at every look would cost more than the look. The files of a pack never change, so
# the last packs that were seen name them; threads that come at once each make the same.
_SEEN: dict[data_packs.Heads, PublishedData] = {}


def data_in_force(tx: Transaction) -> PublishedData:
    """The published data of these books; asked once in a transaction, and read anew only where packs came."""
    if PublishedData not in tx.known:
        tx.known[PublishedData] = _of(tx, data_packs.heads(tx))
    known: PublishedData = tx.known[PublishedData]
    return known


def published_data(user: UserSession) -> PublishedData:
    """The same, for who looks."""
    with user.store.reading() as tx:
        return data_in_force(tx)


def _of(tx: Transaction, heads: data_packs.Heads) -> PublishedData:
    if not heads:
        return program_data()
    if (seen := _SEEN.get(heads)) is not None:
        return seen
    made = program_data().over(each.data for each in data_packs.files(tx))
    _SEEN.clear()
    _SEEN[heads] = made
    return made
