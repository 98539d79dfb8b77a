"""Objects of a PDF that are written as they stand.

ReportLab puts each together from dictionaries of names and values, which of a page takes as long as setting it; the
structure of a page is a hundred of them.
"""

import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc


class Ready(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """An object whose body is ready, or will be by the time at which it is written."""

    __RefOnly__ = 1

    def __init__(self, body: bytes = b"") -> None:
        self.body = body

    def format(self, _document: Any) -> bytes:
        """The body, for ReportLab."""
        return self.body


def refer(document: Any, body: bytes | Ready, name: str) -> str:
    """Give a document an object under a name that it has once; gives how others name it."""
    if name in document.idToObject:
        raise ValueError(name)
    made = body if isinstance(body, Ready) else Ready(body)
    made.__InternalName__ = name  # by which ReportLab knows it again
    number = document.objectcounter = document.objectcounter + 1  # as its own Reference does, without its questions
    document.idToObjectNumberAndVersion[name] = number, 0
    document.numberToId[number] = name
    document.idToObject[name] = made
    return f"{number} 0 R"


def reference(document: Any, thing: Any) -> str:
    """How others name an object of ReportLab's own."""
    return str(document.Reference(thing).format(document), "ascii")


def stream(entries: str, content: bytes) -> bytes:
    """A stream with entries of its own, compressed."""
    compressed = zlib.compress(content)
    head = f"<<{entries}/Filter/FlateDecode/Length {len(compressed)}>>\nstream\n"
    return head.encode("ascii") + compressed + b"\nendstream"


def text(words: str) -> str:
    """Words for people as a PDF has them."""
    return f"<FEFF{words.encode('utf-16-be').hex()}>"
