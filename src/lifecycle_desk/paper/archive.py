"""What makes a paper's file one for the archive: PDF/A-3u (ISO 19005-3), with its facts attached as JSON.

The faces are embedded and every glyph says its characters (ink.py). Here are the rest: the colours that are meant, the
file's own claim, and the facts for programs, which nobody has to read off the page.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from lifecycle_desk.base.resources import resource
from lifecycle_desk.paper import dates

COLOURS = "colour/sRGB.icc"
FACTS = "facts.json"
CLAIM = (  # in the file's description of itself; taken out again where pages of others come in
    b'<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
    b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance></rdf:Description>"
)


class _Described(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """The file's description of itself, in clear for programs that do not know PDF."""

    __RefOnly__ = 1

    def __init__(self, described: bytes) -> None:
        self._described = described

    def format(self, _document: Any) -> bytes:
        told = b"<</Type/Metadata/Subtype/XML/Length %d>>" % len(self._described)
        return told + b"\nstream\n" + self._described + b"\nendstream"


def archivable(canvas: Canvas, described: bytes) -> None:
    """Give a canvas the file's description of itself, and say in which colours it draws."""
    document = canvas._doc  # noqa: SLF001 (ReportLab has no other way to it)
    document.Catalog.__NoDefault__ = [*document.Catalog.__NoDefault__, "OutputIntents", "AF"]
    document.Catalog.Metadata = _Described(described)
    profile = _stream(resource(COLOURS).read_bytes(), N=3)
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFA1",
        "OutputConditionIdentifier": pdfdoc.PDFString("sRGB"),
        "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": document.Reference(profile, "colours"),
    }
    document.Catalog.OutputIntents = pdfdoc.PDFArray([pdfdoc.PDFDictionary(intent)])


def attach_facts(canvas: Canvas, facts: Mapping[str, object], moment: datetime, about: str) -> None:
    """Attach facts as JSON that belongs to the whole document; `about` tells people what they are."""
    document = canvas._doc  # noqa: SLF001 (ReportLab has no other way to it)
    content = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True).encode()
    made = pdfdoc.PDFString(dates.in_pdf(moment))
    parameters = pdfdoc.PDFDictionary({"Size": len(content), "ModDate": made})
    file = _stream(content, Type="/EmbeddedFile", Subtype="/application#2Fjson", Params=parameters)
    held = document.Reference(file, "facts")
    told = {
        "Type": "/Filespec",
        "F": pdfdoc.PDFString(FACTS),
        "UF": pdfdoc.PDFString(FACTS),
        "Desc": pdfdoc.PDFString(about),
        "AFRelationship": "/Data",
        "EF": pdfdoc.PDFDictionary({"F": held, "UF": held}),
    }
    specified = document.Reference(pdfdoc.PDFDictionary(told), "attached")
    names = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray([pdfdoc.PDFString(FACTS), specified])})
    document.Catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": names})
    document.Catalog.AF = pdfdoc.PDFArray([specified])


def _stream(content: bytes, **entries: Any) -> Any:
    made = pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])
    for name, value in entries.items():
        made.dictionary[name] = value
    return made
