"""Attachments: documents of a car that a person chose to give along with a paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.vehicle.usecases.documents import PHOTOS, Document, content_of, document
from lifecycle_desk.vehicle.usecases.showing import page

PICTURES, PDF = PHOTOS | {"image/webp"}, "application/pdf"
SHORTEST = 8  # hexadecimal digits that tell a document

# A document that no event of the car names; another car's papers are never given along.
AttachmentUnknown = objection("AttachmentUnknown", N_("The vehicle has no document %(given)s."), "attach", given=str)
AttachmentKind = objection(
    "AttachmentKind", N_("Document %(given)s cannot be appended: only pictures and PDFs can."), "attach", given=str
)


@dataclass(frozen=True, slots=True)
class Attachments:
    """The bytes of chosen documents as they are kept; whoever prints them cleans them first."""

    pictures: tuple[bytes, ...] = ()
    papers: tuple[bytes, ...] = ()


def attachable(user: UserSession, vin: str) -> tuple[Document, ...]:
    """The documents of a car that can be appended to a paper, each once, the latest first."""
    digests = dict.fromkeys(each for line in reversed(page(user, vin).lines) for each in line.told.documents)
    known = (document(user, each) for each in digests)
    return tuple(each for each in known if each and (each.media in PICTURES or each.media == PDF))


def attachments(user: UserSession, vin: str, given: str) -> Attachments:
    """The documents that a comma list names by the beginnings of their SHA-256, at least eight digits of each.

    Raises AttachmentUnknown, AttachmentKind, and DocumentMissing for one that is damaged.
    """
    names = [name for each in given.split(",") if (name := each.strip().lower())]
    if not names:
        return Attachments()
    digests = [digest for line in page(user, vin).lines for digest in line.told.documents]
    chosen = list(dict.fromkeys(_meant(name, digests) for name in names))
    found = list(_read(user, chosen))
    return Attachments(
        tuple(content for media, content in found if media in PICTURES),
        tuple(content for media, content in found if media == PDF),
    )


def _meant(name: str, digests: Sequence[str]) -> str:
    fitting = {each for each in digests if each.startswith(name)} if len(name) >= SHORTEST else set()
    if len(fitting) != 1:
        raise AttachmentUnknown(name[:64])
    return fitting.pop()


def _read(user: UserSession, digests: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for digest in digests:
        known = document(user, digest)
        if known is None:
            raise AttachmentUnknown(digest[:12])
        if known.media not in PICTURES and known.media != PDF:
            raise AttachmentKind(digest[:12])
        yield known.media, content_of(user, digest)
