"""Foreign content of a paper: pages of other PDFs and photos, cleaned of everything that is not seen on them.

A photo tells where and when it was taken and by whose camera (EXIF), a PDF who wrote it with which program, and notes
that nobody sees on the page. None of it goes along.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import BooleanObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.paper.archive import CLAIM

LONGEST_SIDE = 1_800  # pixels of a photo: 300 dots per inch on 15 cm
QUALITY = 85
MOST_PIXELS = 120_000_000  # of a photo; more is an attack on the memory
MOST_PAGES = 300
UNSEEN = (
    "/Annots",
    "/AA",
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/StructParents",
    "/Thumb",
    "/AF",
    "/B",
    "/Tabs",
)
_MARKER, _START, _SCAN, _END = 0xFF, 0xD8, 0xDA, 0xD9
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers of a JPEG that nothing follows
_TELLING = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})  # application segments but JFIF and Adobe's, and comments

AppendedUnreadable = objection(
    "AppendedUnreadable", N_("Attachment %(number)s cannot be read: it is damaged or locked."), "attach", number=int
)
AppendedTooLong = objection(
    "AppendedTooLong",
    N_("The attachments have %(pages)s pages; at most %(most)s are allowed."),
    "attach",
    pages=int,
    most=int,
)


def clean_picture(content: bytes, number: int = 1) -> bytes:
    """A photo drawn anew as JPEG: upright, in the size that paper shows, without a word of where it comes from.

    `number` is what a refusal calls it; raises AppendedUnreadable.
    """
    try:
        with Image.open(BytesIO(content)) as given:
            if given.width * given.height > MOST_PIXELS:
                raise AppendedUnreadable(number)
            upright = ImageOps.exif_transpose(given).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise AppendedUnreadable(number) from None
    ground = Image.new("RGB", upright.size, "white")
    ground.paste(upright, mask=upright.getchannel("A"))
    ground.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    file = BytesIO()
    ground.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


def with_pages(pdf: bytes, others: Sequence[bytes]) -> tuple[bytes, int]:
    """A PDF of ours with the pages of others after its own, cleaned; gives how many pages it has now.

    Raises AppendedUnreadable and AppendedTooLong.
    """
    writer = PdfWriter(clone_from=BytesIO(pdf))
    writer.pdf_header = pdf[:8].decode("ascii")
    _claim_less(writer)
    for number, other in enumerate(others, 1):
        try:
            for page in _pages(other, number):
                _clean(page)  # before it is copied: what is taken away later would stay in the file, unseen
                writer.add_page(page)
        except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError):
            raise AppendedUnreadable(number) from None
    if len(writer.pages) > MOST_PAGES:
        raise AppendedTooLong(len(writer.pages), MOST_PAGES)
    file = BytesIO()
    writer.write(file)
    return file.getvalue(), len(writer.pages)


def _claim_less(writer: PdfWriter) -> None:
    """Take back that a file is one for the archive and tagged throughout: nobody can say so of the pages of others."""
    root = writer.root_object
    told = root["/Metadata"].get_object() if "/Metadata" in root else None
    if isinstance(told, StreamObject):
        told.set_data(told.get_data().replace(CLAIM, b""))
    if "/MarkInfo" in root and isinstance(marked := root["/MarkInfo"], DictionaryObject):
        marked[NameObject("/Suspects")] = BooleanObject(value=True)


def _pages(content: bytes, number: int) -> Sequence[PageObject]:
    """The pages of a PDF; one that opens with an empty password is not locked."""
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise AppendedUnreadable(number)
    return reader.pages


def _clean(page: PageObject) -> None:
    """Take away what is not seen on a page, and from its pictures and forms what tells where they come from."""
    seen: set[int] = set()
    waiting: list[Any] = [page]
    while waiting:
        thing = waiting.pop()
        thing = thing.get_object() if isinstance(thing, IndirectObject) else thing
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, DictionaryObject):
            for name in UNSEEN:
                thing.pop(name, None)
            if isinstance(thing, StreamObject):
                _clean_stream(thing)
            waiting += [each for name, each in thing.items() if name != "/Parent"]
        elif isinstance(thing, list):
            waiting += thing


def _clean_stream(stream: StreamObject) -> None:
    if stream.get("/Filter") in (NameObject("/DCTDecode"), [NameObject("/DCTDecode")]):
        stream._data = clean_jpeg(stream._data)  # noqa: SLF001 (pypdf has no other way to keep a JPEG as it is)


def clean_jpeg(content: bytes) -> bytes:
    """A JPEG without the segments that tell of its making; the picture itself is not touched.

    One that is no whole JPEG stays as it is: a reader shows nothing of it either.
    """
    if content[:2] != bytes((_MARKER, _START)):
        return content
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == _MARKER:
        marker = content[at + 1]
        if marker in _BARE or marker == _MARKER:
            at += 1 if marker == _MARKER else 2
            continue
        if marker in (_SCAN, _END):
            break
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        segment = content[at:end]
        if marker not in _TELLING or segment[4:16] == b"ICC_PROFILE\0":
            kept.append(segment)
        at = end
    return b"".join([*kept, content[at:]])
