"""Documents of a server's books carried to another place: to a share, to an S3-compatible store, or into the books.

Everything is copied and held to its hash while others work; then, behind the lock, what came meanwhile is copied too
and all seats are told the new place in one transaction. Only afterwards is the old place emptied. A kill at any moment
leaves books whose documents are all at the place that they name; calling it again finishes.
"""

from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.store import documents
from lifecycle_desk.store.document_places import DocumentPlace, place_at
from lifecycle_desk.store.documents import PLACE, PLACE_MARK, InFolder, OnServer, take_pieces_away
from lifecycle_desk.store.server_rights import may_migrate
from lifecycle_desk.store.server_settings import OwnerAloneSets, save_server_settings, server_settings
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import chain, people
from lifecycle_desk.vehicle.usecases.documents import DocumentMissing

TABLE = "table"
LEFT, LEFT_MARK = "documents_left", "documents_left_mark"  # settings: a place that is still to be emptied


@dataclass(frozen=True, slots=True)
class DocumentsAt:
    """Where documents are, how many the books name, and how many more were taken away that no row names."""

    where: str
    documents: int
    swept: int = 0


def documents_at(user: UserSession) -> DocumentsAt:
    """Where the documents of a server's books are."""
    with user.store.reading() as tx:
        return DocumentsAt(_where(tx), len(_named(tx)))


def place_to_empty(tx: Transaction) -> str:
    """The place that a move which was cut off has still to empty; nothing where none was."""
    return str(server_settings(tx).get(LEFT) or "")


def carry_documents(user: UserSession, to: str) -> Steps[DocumentsAt]:
    """Carry all documents to a place, as the owner of the tables."""
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, BACKUP)
        may, owner = may_migrate(tx.connection)
        if not may:
            raise OwnerAloneSets(owner)
        here, named = _where(tx), _named(tx)
        place = None if to == TABLE else place_at(to, chain.first_seal(tx).hex())
    if to != here:
        yield from _carry(user, place, named)
    return _finish(user, to)


def _carry(user: UserSession, place: DocumentPlace | None, named: dict[str, str]) -> Steps[None]:
    if place:
        place.begin()
    for done, (which, name) in enumerate(named.items()):
        yield Step(done, len(named))
        with user.store.writing(user.staff) if place is None else user.store.reading() as tx:
            _copy(tx, place, which, name)
    with user.store.writing(user.staff) as tx:
        came = {which: name for which, name in _named(tx).items() if which not in named}
        for which, name in came.items():
            _copy(tx, place, which, name)
        _tell(tx, place)


def _copy(tx: Transaction, place: DocumentPlace | None, which: str, name: str) -> None:
    """Put one document at the new place as well, and read it back there."""
    content = documents.content_of(tx, which)
    if content is None:
        raise DocumentMissing(name)
    target = place or OnServer(tx, InFolder(tx, tx.store.files))
    target.put(which, content)
    if b"".join(target.stream(which)) != content:
        raise DocumentMissing(name)


def _tell(tx: Transaction, place: DocumentPlace | None) -> None:
    """Tell all seats the new place, and keep the old one until it is emptied."""
    before = server_settings(tx)
    told: dict[str, Any] = {LEFT: before.get(PLACE, TABLE), LEFT_MARK: before.get(PLACE_MARK)}
    told |= {PLACE: place.where if place else None, PLACE_MARK: place.mark if place else None}
    save_server_settings(tx, **told)
    if told[LEFT] == TABLE:
        take_pieces_away(tx)


def _finish(user: UserSession, to: str) -> DocumentsAt:
    """Empty the place before, and take away what no row names."""
    with user.store.writing(user.staff) as tx:
        settings = server_settings(tx)
        left = settings.get(LEFT)
        if left and left != TABLE and left != settings.get(PLACE):
            before = place_at(left, settings.get(LEFT_MARK, ""))
            before.forget([*before.each()])
            before.end()
        if left:
            save_server_settings(tx, **{LEFT: None, LEFT_MARK: None})
        named = _named(tx)
        return DocumentsAt(to, len(named), documents.sweep(tx, named))


def _where(tx: Transaction) -> str:
    return str(server_settings(tx).get(PLACE, TABLE))


def _named(tx: Transaction) -> dict[str, str]:
    return dict(people.documents(tx))
