"""Writing a document's objects packed together, as PDF has it since 1.5: a structure is thousands of small ones.

ReportLab writes each in clear, with a line of its own in the table of places; so written, the structure of a long table
is several times as large as the table (ISO 32000-1, 7.5.7 object streams and 7.5.8 cross-reference streams).
"""

from struct import Struct
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from lifecycle_desk.paper.typesetting.objects import Ready, reference, stream

TOGETHER = 200  # objects in one stream
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"  # with bytes that no text has, so that nobody takes the file for one
END = b"endstream"
_PLACE = Struct(">BIH")  # the kind of an object, where it is, and which of several it is there
_FREE = _PLACE.pack(0, 0, 0xFFFF)


def pack(canvas: Canvas) -> None:
    """Let a canvas save its document packed."""
    document = canvas._doc  # noqa: SLF001 (ReportLab offers no writer of one's own)
    document.format = lambda: _packed(document)


def _packed(document: Any) -> bytes:
    root, info = (reference(document, each) for each in (document.Catalog, document.info))
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
        part, within = small[at : at + TOGETHER], len(places)
        for order, (number, _) in enumerate(part):
            places[number] = _place(2, within, order)
        places.append(_place(1, len(file)))
        file += b"%d 0 obj\n%b\nendobj\n" % (within, _together(part))
    start = len(file)
    places.append(_place(1, start))
    entries = f"/Type/XRef/Size {len(places)}/W[1 4 2]/Root {root}/Info {info}/ID{_identity(document)}"
    file += b"%d 0 obj\n%b\nendobj\n" % (len(places) - 1, stream(entries, b"".join(places)))
    return bytes(file + b"startxref\n%d\n%%%%EOF\n" % start)


def _bodies(document: Any) -> Any:
    """The objects one by one; writing one may name others that come later."""
    from reportlab.pdfbase.pdfdoc import format as written

    number = 0
    while (number := number + 1) in document.numberToId:
        found = document.idToObject[document.numberToId[number]]
        if isinstance(found, Ready):
            yield found.body
            continue
        body = written(found, document, toplevel=1).strip()
        yield body.removesuffix(END) + b"\n" + END if body.endswith(END) else body  # on a line of its own, for PDF/A


def _identity(document: Any) -> str:
    """The two numbers of the file, without ReportLab's remark."""
    return str(document.ID().partition(b"%")[0].strip(), "ascii")


def _place(kind: int, where: int, order: int = 0) -> bytes:
    return _PLACE.pack(kind, where, order)


def _together(part: list[tuple[int, bytes]]) -> bytes:
    """Several objects as one stream: their numbers and where each begins, then they themselves."""
    numbers, bodies, at = [], [], 0
    for number, body in part:
        numbers.append(b"%d %d" % (number, at))
        bodies.append(body)
        at += len(body) + 1
    told = b" ".join(numbers) + b"\n"
    return stream(f"/Type/ObjStm/N {len(part)}/First {len(told)}", told + b"\n".join(bodies))
