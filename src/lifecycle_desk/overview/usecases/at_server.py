"""What the owner of books at a server sets for all workstations: where documents are, and the hour of the backup."""

from contextlib import suppress
from dataclasses import dataclass

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.books.usecases.carrying_documents import (
    DocumentsAt,
    carry_documents,
    documents_at,
    place_to_empty,
)
from lifecycle_desk.books.usecases.nightly import Nightly, nightly, set_hour
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.store.buckets import access_key, keep_access_key
from lifecycle_desk.store.document_places import BUCKET
from lifecycle_desk.store.server_rights import may_migrate


@dataclass(frozen=True, slots=True)
class AccessKey:
    """The access key of an S3-compatible store, as somebody typed it."""

    identity: str
    secret: str


@dataclass(frozen=True, slots=True)
class AtServer:
    """The settings of a server's books, and whether this login may change them (else `owner` may).

    `left` is a place that an interrupted move has still to empty. `identity` names the access key that this computer
    uses for a bucket; it is empty where it has none, or documents are in no bucket.
    """

    documents: DocumentsAt
    left: str
    identity: str
    nightly: Nightly | None
    may_change: bool
    owner: str

    @property
    def in_bucket(self) -> bool:
        """Whether documents are in an S3-compatible store."""
        return self.documents.where.startswith(BUCKET)


@dataclass(frozen=True, slots=True)
class DocumentsMoved:
    """Where documents were moved, and whether the access key that was given stays in this computer's keyring."""

    at: DocumentsAt
    is_key_kept: bool


def at_server(user: UserSession) -> AtServer:
    """The settings as they are."""
    found = documents_at(user)
    with user.store.reading() as tx:
        may_change, owner = may_migrate(tx.connection)
        left, night = place_to_empty(tx), nightly(tx)
    return AtServer(found, left, _identity(found.where), night, may_change, owner)


def _identity(where: str) -> str:
    if where.startswith(BUCKET):
        with suppress(Objection):
            return access_key(where)[0]
    return ""


def keeping_key(where: str, key: AccessKey) -> Steps[bool]:
    """Use an access key on this computer from now on; gives whether its keyring keeps it."""
    yield Step(0)
    return keep_access_key(where, key.identity, key.secret)


def moving_documents(user: UserSession, to: str, key: AccessKey | None) -> Steps[DocumentsMoved]:
    """Move all documents to a place, with the access key that it may need."""
    is_kept = key is None or (yield from keeping_key(to, key))
    return DocumentsMoved((yield from carry_documents(user, to)), is_kept)


def setting_hour(user: UserSession, at: str | None) -> Steps[None]:
    """Set the hour of the nightly backup, or end it."""
    yield Step(0)
    set_hour(user, at)
