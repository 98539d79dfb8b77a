"""Handing a car on: its life, its documents and who vouches for what, as one signed file."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.dossier.interchange.form import MANIFEST, Dossier, manifest, packed
from lifecycle_desk.dossier.rules import written
from lifecycle_desk.dossier.usecases.travelling import Given, give
from lifecycle_desk.store.documents import documents
from lifecycle_desk.store.files import StoredDocument
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin
from lifecycle_desk.vehicle.usecases.documents import DocumentMissing


def write(user: UserSession, asked: dict[str, Any]) -> Iterator[bytes]:
    """The dossier of a vehicle, chunk by chunk; that it was handed on stands in the books before the first one."""
    with user.store.writing(user.staff) as tx:
        user.authorise(tx, EXPORT)
        given = give(tx, vin.canonical(str(asked.get("vin") or "")), with_owner=bool(asked.get("with_owner")))
    with user.store.reading() as tx:
        entries = _entries(tx, given)
    dossier = Dossier(
        given.life.vin,
        given.life.dealer,
        given.life.key,
        given.life.made_at,
        given.vehicle,
        (given.life,),
        given.documents,
        given.owner,
    )
    hashes = {name: _hash(content) for name, content in entries.items()}
    yield from packed({MANIFEST: manifest(dossier, given.key, hashes), **dict(sorted(entries.items()))})


def _entries(tx: Transaction, given: Given) -> dict[str, bytes | StoredDocument]:
    """The parts of the life, the earliest first and our own last, and the documents that they name."""
    lives: list[bytes | StoredDocument] = [*(_document(tx, digest) for digest in given.before), written(given.life)]
    entries: dict[str, bytes | StoredDocument] = {f"lives/{at:03}.json": content for at, content in enumerate(lives)}
    return entries | {f"documents/{each.sha256}": _document(tx, each.sha256) for each in given.documents}


def _document(tx: Transaction, digest: str) -> StoredDocument:
    found = documents(tx).stored(digest)
    if found is None:
        raise DocumentMissing(digest[:12])
    return found


def _hash(content: bytes | StoredDocument) -> str:
    found = sha256()
    for piece in [content] if isinstance(content, bytes) else content.pieces():
        found.update(piece)
    return found.hexdigest()
