"""Writing a document's objects packed together, as PDF has it since 1.5: a structure is thousands of small ones.

ReportLab writes each in clear, with a line of its own in the table of places; so written, the structure of a long table
is several times as large as the table (ISO 32000-1, 7.5.7 object streams and 7.5.8 cross-reference streams).
"""

import zlib
from typing import Any

from reportlab.pdfgen.canvas import Canvas

TOGETHER = 200  # objects in one stream
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"  # with bytes that no text has, so that nobody takes the file for one
END = b"endstream"
_FREE = bytes((0, 0, 0, 0, 0, 255, 255))


def pack(canvas: Canvas) -> None:
    """Let a canvas save its document packed."""
    document = canvas._doc  # noqa: SLF001 (ReportLab offers no writer of one's own)
    document.format = lambda: _packed(document)


def _packed(document: Any) -> bytes:
    root, info = (_reference(document, each) for each in (document.Catalog, document.info))
    file, places = bytearray(HEADER), [_FREE]
    small: list[tuple[int, bytes]] = []
    for number, body in enumerate(_bodies(document), 1):
        places.append(_FREE)
        if body.endswith(END):
            places[number] = _place(1, len(file))
            file += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        else:
            small.append((number, body))
    for at in range(0, len(small), TOGETHER):
        part, stream = small[at : at + TOGETHER], len(places)
        for order, (number, _) in enumerate(part):
            places[number] = _place(2, stream, order)
        places.append(_place(1, len(file)))
        file += b"%d 0 obj\n%b\nendobj\n" % (stream, _together(part))
    start = len(file)
    places.append(_place(1, start))
    entries = b"/Type/XRef/Size %d/W[1 4 2]/Root %b/Info %b/ID%b" % (len(places), root, info, _identity(document))
    file += b"%d 0 obj\n%b\nendobj\n" % (len(places) - 1, _stream(entries, b"".join(places)))
    return bytes(file + b"startxref\n%d\n%%%%EOF\n" % start)


def _bodies(document: Any) -> Any:
    """The objects one by one; writing one may name others that come later."""
    from reportlab.pdfbase.pdfdoc import format as written

    number = 0
    while (number := number + 1) in document.numberToId:
        body = written(document.idToObject[document.numberToId[number]], document, toplevel=1).strip()
        yield body.removesuffix(END) + b"\n" + END if body.endswith(END) else body  # on a line of its own, for PDF/A


def _reference(document: Any, thing: Any) -> bytes:
    return bytes(document.Reference(thing).format(document))


def _identity(document: Any) -> bytes:
    """The two numbers of the file, without ReportLab's remark."""
    return bytes(document.ID().partition(b"%")[0].strip())


def _place(kind: int, where: int, order: int = 0) -> bytes:
    return kind.to_bytes() + where.to_bytes(4) + order.to_bytes(2)


def _together(part: list[tuple[int, bytes]]) -> bytes:
    """Several objects as one stream: their numbers and where each begins, then they themselves."""
    numbers, bodies, at = [], [], 0
    for number, body in part:
        numbers.append(b"%d %d" % (number, at))
        bodies.append(body)
        at += len(body) + 1
    told = b" ".join(numbers) + b"\n"
    return _stream(b"/Type/ObjStm/N %d/First %d" % (len(part), len(told)), told + b"\n".join(bodies))


def _stream(entries: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (entries, len(packed), packed)
