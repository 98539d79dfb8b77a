"""What the parts of a paper are, for who hears it or reads it anew: the structure that a tagged PDF carries.

A block makes a `Tag` for each of its parts and draws with it; the parts come into the tree when they are first drawn,
so the order of drawing is the order of reading (ISO 32000-1, 14.7 logical structure and 14.8 tagged PDF).
"""

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from lifecycle_desk.paper.typesetting.objects import Ready, refer, reference, text


class Tag:
    """A part by its standard name: P, H1, Table, TR, TH, TD, Figure, …; `alt` says in words what a figure shows.

    `once` marks what is drawn again on later pages, as a table's head: there it is decoration. Of a cell, `columns` is
    how many it spans, and `heads` what a head stands for: its Column or its Row.
    """

    __slots__ = ("alt", "columns", "heads", "kids", "kind", "language", "once", "page", "parent")

    def __init__(
        self,
        kind: str,
        parent: "Tag | None" = None,
        *,
        alt: str = "",
        language: str = "",
        once: bool = False,
        columns: int = 1,
        heads: str = "",
    ) -> None:
        self.kind, self.parent, self.alt, self.language, self.once = kind, parent, alt, language, once
        self.columns, self.heads = columns, heads
        self.kids: list[
            Tag | tuple[int, int]
        ] = []  # what stands in it: other parts, and what is drawn: page and number
        self.page: int | None = None  # where it was drawn first


DECORATION = Tag("Artifact")


class Structure:
    """The parts of one document, and which of them each piece of a page belongs to."""

    def __init__(self, canvas: Canvas) -> None:
        self.document = Tag("Document")
        self.document.page = 0
        self._within = self.document
        self._bookmarks = 0
        self._drawn: list[list[Tag]] = [[]]  # on each page, the part that each marked piece belongs to
        canvas._doc.delayedFonts.append(self)  # noqa: SLF001 (how ReportLab lets something wait for the end)

    def inside(self, tag: Tag) -> Tag:
        """Let what has no parent of its own stand in a part, or again where it stood; gives where it stood."""
        before = self._within
        if tag is not self.document and tag.parent is None:
            tag.parent = before
        self._within = tag
        return before

    def begun(self, tag: Tag) -> str:
        """The operators that begin a piece of a part on this page."""
        page = len(self._drawn) - 1
        if tag is DECORATION or (tag.once and tag.page not in (None, page)):
            return "/Artifact BMC"
        self.attach(tag)
        number = len(self._drawn[page])
        self._drawn[page].append(tag)
        tag.kids.append((page, number))
        return f"/{tag.kind}<</MCID {number}>>BDC"

    def attach(self, tag: Tag) -> None:
        """Give a part its place in the tree, with those that it stands in; what has one stays there."""
        if tag.page is not None or tag is DECORATION:
            return
        tag.page = len(self._drawn) - 1
        if tag.parent is None:
            tag.parent = self._within
        self.attach(tag.parent)
        tag.parent.kids.append(tag)

    def bookmark(self) -> str:
        """The name of a place that no other has."""
        self._bookmarks += 1
        return f"place{self._bookmarks}"

    def next_page(self) -> None:
        """What follows is drawn on another page."""
        self._drawn.append([])

    def addObjects(self, document: Any) -> None:
        """Write the tree into the document; ReportLab calls it when the document is finished."""
        places = [reference(document, page) for page in document.Pages.pages]
        for number, page in enumerate(document.Pages.pages):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = number, "/S"
        root = Ready()
        parts = _Parts(document, refer(document, root, "StructureRoot"), places)
        parts.write(self.document)
        leaves = " ".join(
            f"{page} [{' '.join(map(parts.of, tags))}]" for page, tags in enumerate(self._drawn[: len(places)])
        )
        root.body = (
            f"<</Type/StructTreeRoot/K {parts.of(self.document)}/ParentTree<</Nums[{leaves}]>>"
            f"/ParentTreeNextKey {len(places)}>>"
        ).encode("ascii")
        document.Catalog.StructTreeRoot = root
        document.Catalog.MarkInfo = "<</Marked true>>"


class _Parts:
    """The parts as numbered objects of a document; `root` and `pages` are how others name the tree and the pages."""

    def __init__(self, document: Any, root: str, pages: Sequence[str]) -> None:
        self._document, self._root, self._pages = document, root, pages
        self._named: dict[Tag, str] = {}
        self._waiting: list[tuple[Tag, Ready]] = []

    def of(self, tag: Tag) -> str:
        """How other objects name a part."""
        found = self._named.get(tag)
        if found is None:
            made = Ready()
            found = self._named[tag] = refer(self._document, made, f"part{len(self._named)}")
            self._waiting.append((tag, made))
        return found

    def write(self, tag: Tag) -> None:
        """Write a part and all that stands in it."""
        self.of(tag)
        for each, made in self._waiting:  # what stands in one joins them while it is written
            made.body = self._entries(each).encode("ascii")

    def _entries(self, tag: Tag) -> str:
        parent = self.of(tag.parent) if tag.parent else self._root
        kids = " ".join(self._kids(tag))
        return f"<</S/{tag.kind}/P {parent}{''.join(self._told(tag))}{f'/K[{kids}]' if kids else ''}>>"

    def _told(self, tag: Tag) -> Iterator[str]:
        if any(isinstance(kid, tuple) for kid in tag.kids):
            yield f"/Pg {self._pages[tag.page or 0]}"
        if tag.alt:
            yield f"/Alt{text(tag.alt)}"
        if tag.language:
            yield f"/Lang({tag.language})"
        if tag.columns > 1 or tag.heads:
            span = f"/ColSpan {tag.columns}" if tag.columns > 1 else ""
            yield f"/A<</O/Table{f'/Scope/{tag.heads}' if tag.heads else ''}{span}>>"

    def _kids(self, tag: Tag) -> Iterator[str]:
        for kid in tag.kids:
            if isinstance(kid, Tag):
                yield self.of(kid)
            elif kid[0] == tag.page:
                yield str(kid[1])
            else:
                yield f"<</Type/MCR/Pg {self._pages[kid[0]]}/MCID {kid[1]}>>"
