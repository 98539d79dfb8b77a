"""Files of every kind: all readers that rooms offer, and which of them a file is for."""

from pathlib import Path

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.batteries import formats as batteries
from lifecycle_desk.books import formats as books
from lifecycle_desk.campaigns import formats as campaigns
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.intake import check_file
from lifecycle_desk.commands.offers import Reader
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.dossier import formats as dossier
from lifecycle_desk.stages.charging import formats as charging
from lifecycle_desk.stages.charging.imports.interchange import mapped
from lifecycle_desk.stages.charging.imports.interchange.columns_seen import is_table
from lifecycle_desk.stages.charging.imports.interchange.recognising import recognised
from lifecycle_desk.stages.service import formats as service
from lifecycle_desk.vehicle import formats as vehicle

ALL_READERS: dict[str, Reader] = {
    each.kind: each
    for room in (vehicle, books, dossier, batteries, campaigns, charging, service)
    for each in room.READERS
}
SESSIONS = frozenset(each.kind for each in charging.SESSIONS)
AS_SESSIONS = 300  # how sure a file is of charging, by trying: above columns that others name too

KindUnknown = objection(
    "KindUnknown",
    N_("%(file)s is of no known kind. Choose its kind in the list, then choose the file again."),
    file=str,
)


def likely(user: UserSession, path: Path) -> tuple[str, ...]:
    """The kinds that a file can be, the most likely first; any table can be read by a mapping too."""
    check_file(path, most=None)
    market = dealer(user.store).market
    sure = {kind: reader.knows(path, market) for kind, reader in ALL_READERS.items()}
    for place, kind in enumerate(recognised(user, path)):
        if kind != mapped.KIND:
            sure[kind] = AS_SESSIONS - place
    found = sorted((kind for kind, how in sure.items() if how), key=lambda kind: -sure[kind])
    if is_table(path):
        found.append(mapped.KIND)
    if not found:
        raise KindUnknown(path.name)
    return tuple(found)
