"""When a paper was made, as its file says it: the real moment, or the one that a reproducible build asks for."""

import os
from datetime import UTC, datetime
from html import escape  # that of xml.sax brings a client for the web along

from lifecycle_desk.base import clock

EPOCH = "SOURCE_DATE_EPOCH"  # seconds since 1970: reproducible-builds.org, and what other tools of PDF heed
# XMP specification, part 1 (ISO 16684-1:2019): a packet of RDF, with white space that a reader may write into.
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreatorTool>Lifecycle Desk</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdf:Producer>{maker}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>
</rdf:Description>
{claim}
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def made_at() -> datetime:
    """Now; the moment of the environment where it names one, so that the same paper gives the same bytes."""
    asked = os.environ.get(EPOCH, "").strip()
    return datetime.fromtimestamp(int(asked), UTC) if asked.isdecimal() else clock.now()


def in_pdf(moment: datetime) -> str:
    """A moment as PDF writes it (ISO 32000-1, 7.9.4), with the offset of its own zone."""
    offset = moment.strftime("%z") or "+0000"
    return f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def in_xmp(moment: datetime, claim: bytes, **words: str) -> bytes:
    """A file's description of itself, for programs that do not know PDF: title, subject, author, maker and keywords."""
    told = {name: escape(text, quote=False) for name, text in words.items()}
    return _PACKET.format(moment=moment.isoformat(timespec="seconds"), claim=claim.decode(), **told).encode()
