"""What makes a paper's file one for the archive: PDF/A-3u (ISO 19005-3), with its facts attached as JSON.

The faces are embedded and every glyph says its characters (ink.py). Here are the rest: the colours that are meant, the
file's own claim, and the facts for programs, which nobody has to read off the page.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache

from reportlab.pdfgen.canvas import Canvas

from lifecycle_desk.base.resources import resource
from lifecycle_desk.paper import dates
from lifecycle_desk.paper.typesetting.objects import Ready, refer, stream, text

COLOURS = "colour/sRGB.icc"
FACTS = "facts.json"
CLAIM = (  # in the file's description of itself; taken out again where pages of others come in
    b'<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
    b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance></rdf:Description>"
)


def archivable(canvas: Canvas, described: bytes) -> None:
    """Give a canvas the file's description of itself, and say in which colours it draws."""
    document = canvas._doc  # noqa: SLF001 (ReportLab has no other way to it)
    document.Catalog.__NoDefault__ = [*document.Catalog.__NoDefault__, "OutputIntents", "AF"]
    told = b"<</Type/Metadata/Subtype/XML/Length %d>>" % len(described)  # in clear for programs that do not know PDF
    document.Catalog.Metadata = Ready(told + b"\nstream\n" + described + b"\nendstream")
    profile = refer(document, _colours(), "colours")
    intent = "/Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
    document.Catalog.OutputIntents = f"[<<{intent}/DestOutputProfile {profile}>>]"


@cache
def _colours() -> bytes:
    """The colours that are meant, as every paper carries them."""
    return stream("/N 3", resource(COLOURS).read_bytes())


def attach_facts(canvas: Canvas, facts: Mapping[str, object], moment: datetime, about: str) -> None:
    """Attach facts as JSON that belongs to the whole document; `about` tells people what they are."""
    document = canvas._doc  # noqa: SLF001 (ReportLab has no other way to it)
    content = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True).encode()
    made = f"/Params<</Size {len(content)}/ModDate({dates.in_pdf(moment)})>>"
    held = refer(document, stream(f"/Type/EmbeddedFile/Subtype/application#2Fjson{made}", content), "facts")
    named = f"/Type/Filespec/F({FACTS})/UF({FACTS})/Desc{text(about)}"
    told = f"<<{named}/AFRelationship/Data/EF<</F {held}/UF {held}>>>>"
    specified = refer(document, told.encode("ascii"), "attached")
    document.Catalog.Names = f"<</EmbeddedFiles<</Names[({FACTS}) {specified}]>>>>"
    document.Catalog.AF = f"[{specified}]"
