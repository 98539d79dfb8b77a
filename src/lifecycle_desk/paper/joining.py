"""Papers of ours as one file: their structure, languages and headings go along, and each keeps its own page numbers."""

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from lifecycle_desk.paper import dates


def joined(pdfs: Sequence[bytes], title: str, codes: Sequence[str] = ()) -> bytes:
    """PDFs of ours as one file, one after the other, each under its title in the list of headings.

    `codes` are those of the papers that are issued with it; the file names them, as one paper names its own.
    """
    writer = PdfWriter()
    writer.pdf_header = pdfs[0][:8].decode("ascii") if pdfs else writer.pdf_header
    structure = _Structure(writer)
    for pdf in pdfs:
        reader, first = PdfReader(BytesIO(pdf)), len(writer.pages)
        _append(writer, reader, title)
        structure.take(reader, first)
    structure.write()
    moment = dates.in_pdf(dates.made_at())
    writer.metadata = {
        "/Title": title,
        "/Subject": title,
        "/Keywords": "\n".join(codes),
        "/Creator": "Lifecycle Desk",
        "/CreationDate": moment,
        "/ModDate": moment,
    }
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _append(writer: PdfWriter, reader: PdfReader, title: str) -> None:
    """Append a paper, and list it by its title with its number; one of several pages brings its headings."""
    called = (reader.metadata.title if reader.metadata else None) or title
    headed = "/Outlines" in reader.root_object
    writer.append(reader, outline_item=None if headed else called, import_outline=headed)
    last = writer.get_outline_root().get("/Last")
    if headed and last is not None:  # its first heading is its title, of which there may be many
        last.get_object()[NameObject("/Title")] = TextStringObject(called)


class _Structure:
    """The trees of all papers under one root, and for each page the parts that its pieces belong to."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._root = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
        self._named = writer._add_object(self._root)  # noqa: SLF001 (pypdf has no other way to add an object)
        self._documents, self._leaves = ArrayObject(), ArrayObject()
        self._languages: list[str] = []

    def take(self, reader: PdfReader, first: int) -> None:
        """Take over the tree of a paper whose pages were appended, the first of them as page `first`."""
        catalog = reader.root_object
        tree, language = catalog.get("/StructTreeRoot"), catalog.get("/Lang")
        self._languages += [str(language)] if language else []
        if tree is None:
            return
        whole = tree.get_object()
        whole["/K"].get_object().pop("/P")  # its root stays behind
        document = whole["/K"].get_object().clone(self._writer)
        document[NameObject("/P")] = self._named
        if language:
            document[NameObject("/Lang")] = TextStringObject(str(language))
        self._documents.append(document.indirect_reference)
        self._number(whole["/ParentTree"].get_object()["/Nums"].clone(self._writer), first)

    def _number(self, leaves: Sequence[PdfObject], first: int) -> None:
        """Number the pages of a paper behind those that are there; each leads to its parts by its number."""
        for at in range(0, len(leaves), 2):
            number = NumberObject(first + int(leaves[at]))  # type: ignore[call-overload]  # a tree's numbers are such
            self._leaves += [number, leaves[at + 1]]
            page = self._writer.pages[int(number)]
            page[NameObject("/StructParents")] = number
            page[NameObject("/Tabs")] = NameObject("/S")

    def write(self) -> None:
        """Say in the file what it consists of, and its language where all papers have the same."""
        catalog = self._writer.root_object
        if len(set(self._languages)) == 1:
            catalog[NameObject("/Lang")] = TextStringObject(self._languages[0])
        if not self._documents:
            return
        self._root[NameObject("/K")] = self._documents
        self._root[NameObject("/ParentTree")] = DictionaryObject({NameObject("/Nums"): self._leaves})
        self._root[NameObject("/ParentTreeNextKey")] = NumberObject(len(self._writer.pages))
        catalog[NameObject("/StructTreeRoot")] = self._named
        catalog[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(value=True)})
