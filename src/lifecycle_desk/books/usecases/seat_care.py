"""What each seat does by itself for books on a server: nothing is left on one computer, and nothing stays too long."""

from contextlib import suppress

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.store import documents
from lifecycle_desk.store.buckets import BucketKeyNeeded
from lifecycle_desk.store.document_places import DocumentsAway
from lifecycle_desk.vehicle.tables import people


def look_after_documents(user: UserSession) -> int:
    """Give the server what an earlier version kept on this computer, and forget here what was erased elsewhere.

    Gives how many documents the server has now that it lacked. A share that is away is looked after on another day.
    """
    with suppress(DocumentsAway, BucketKeyNeeded):
        return _looked_after(user)
    return 0


def _looked_after(user: UserSession) -> int:
    with user.store.reading() as tx:
        documents.tidy(tx)
        missing = documents.left_behind(tx, (digest for digest, _ in people.documents(tx)))
        is_beside = documents.place_beside(tx) is not None
    if is_beside:
        with user.store.writing(user.staff) as tx:
            documents.sweep(tx, (digest for digest, _ in people.documents(tx)))
    for each in missing:
        with user.store.writing(user.staff) as tx:
            documents.bring(tx, each)
        user.store.give_way()
    return len(missing)
