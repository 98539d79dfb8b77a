"""Documents: photos, invoices and scans that belong to events, kept by their hash."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.store import files
from lifecycle_desk.vehicle.rules.rights import DOCUMENT_ADD
from lifecycle_desk.vehicle.tables import people

LONGEST_NAME = 200
BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"%PDF-", "application/pdf"),
)
WEBP = (b"RIFF", b"WEBP")
PHOTOS = frozenset({"image/png", "image/jpeg"})  # what a paper shows as it is

DocumentKindUnknown = objection(
    "DocumentKindUnknown",
    N_("%(name)s cannot be attached: only pictures (PNG, JPEG, WebP), PDF and plain text."),
    "documents",
    name=str,
)
DocumentMissing = objection("DocumentMissing", N_("Document %(name)s is missing or damaged."), "documents", name=str)


@dataclass(frozen=True, slots=True)
class Document:
    """A kept file."""

    sha256: str
    name: str
    media: str
    size: int


def attach(user: UserSession, name: str, content: bytes) -> Document:
    """Keep a file, recognised by its content and not by its name; events name it by its hash."""
    kind = media_of(content)
    tidy = Path(name.replace("\\", "/")).name.strip()[:LONGEST_NAME] or "document"
    if kind is None:
        raise DocumentKindUnknown(tidy)
    digest = files.save_document(user.store.files, tidy, content)
    with user.store.writing(user.staff) as tx:
        user.authorise(tx, DOCUMENT_ADD)
        people.save_document(tx, digest, tidy, kind, len(content))
    return Document(digest, tidy, kind, len(content))


def media_of(content: bytes) -> str | None:
    """The type of a file by how it begins; None for what is not attached."""
    for beginning, media in BEGINNINGS:
        if content.startswith(beginning):
            return media
    if content.startswith(WEBP[0]) and content[8:12] == WEBP[1]:
        return "image/webp"
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text or not text else "text/plain"


def document(user: UserSession, digest: str) -> Document | None:
    """The entry of a document."""
    with user.store.reading() as tx:
        found = people.document(tx, digest)
    return Document(digest, *found) if found else None


def content_of(user: UserSession, digest: str) -> bytes:
    """The bytes of a document; refuses one that is missing or is not what its hash says."""
    content = files.document(files.place_of(user.store.files, digest), digest)
    if content is None:
        raise DocumentMissing(digest[:12])
    return content


def photo(user: UserSession, digest: str, kinds: Collection[str] = PHOTOS) -> bytes | None:
    """A photograph; one that is missing or no picture is left out: a paper is better without it than not at all."""
    known = document(user, digest)
    if known is None or known.media not in kinds:
        return None
    try:
        return content_of(user, digest)
    except DocumentMissing:
        return None
