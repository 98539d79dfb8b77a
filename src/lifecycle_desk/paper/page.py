"""A paper from its blocks: title, pages, letterhead, footer, and what the file says of itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from io import BytesIO
from itertools import chain

from reportlab.pdfgen.canvas import Canvas

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.objections import N_
from lifecycle_desk.language import Language
from lifecycle_desk.paper import dates, style
from lifecycle_desk.paper.addressed import Addressed
from lifecycle_desk.paper.archive import CLAIM, archivable, attach_facts
from lifecycle_desk.paper.contents import Code, Compositor, Content, SetLine, height
from lifecycle_desk.paper.flow import Block, Placed, Room, Strip, closer, evened, filled, pages, spaced, spills
from lifecycle_desk.paper.letterhead import Letterhead
from lifecycle_desk.paper.packing import pack
from lifecycle_desk.paper.seal import Proves, Seal, sealed
from lifecycle_desk.paper.sheet import Sheet
from lifecycle_desk.paper.tags import DECORATION, Structure, Tag
from lifecycle_desk.paper.typesetting.characters import copied
from lifecycle_desk.paper.typesetting.ink import NO_FACE, Ink

MAKER = "Lifecycle Desk"
PDF_VERSION = (1, 7)  # that of PDF/A-3
ISSUED_FOR = N_("%(title)s for vehicle %(vin)s, issued by %(dealer)s: %(number)s, issue %(issue)s.")
ISSUED = N_("%(title)s, issued by %(dealer)s: %(number)s, issue %(issue)s.")
DRAWN_UP = N_("%(title)s, prepared on %(day)s; not issued.")
RUNNING = 22.0  # the line on later pages and its distance to what is below it


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished paper: the PDF, how many pages it has, and the characters that no face has: codes stand there."""

    pdf: bytes
    pages: int
    missing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Laid:
    """A paper's pages before they are drawn, and the room on those after the first."""

    pages: Sequence[Sequence[Placed]]
    room: Room

    @property
    def fill(self) -> float:
        """The share of the last page that is filled."""
        return filled(self.pages[-1]) / (self.room[1] - self.room[0])


@dataclass(frozen=True, slots=True)
class Paper:
    """One document; `number` and `date` stand beside the title, `size` names the sheet, `foot` stands on each page.

    `running` stands at the head of later pages beside the title, as the plate and the VIN of the car that it is about.
    `addressed` is to whom it goes, where a window envelope shows it. `gap` is the distance between blocks. `tighter`
    are forms of the same paper for one that should be a single page: the first that is one is drawn, else the paper
    itself. It stands closer where its last page would hold little. `followed` are papers in the same file, each with
    its own language, letterhead and numbers of pages; they prove nothing. `appended` are PDFs whose pages follow,
    cleaned of all that is not seen on them. `proves` is what it can prove, `seal` what proves it once it is issued.
    """

    title: str
    language: Language
    blocks: Sequence[Block]
    letterhead: Letterhead | None = None
    addressed: Addressed | None = None
    subtitle: Content = None
    number: Content = None
    date: Content = None
    size: str = "A4"
    foot: Content = None
    running: str = ""
    gap: float = style.GAP
    tighter: Sequence["Paper"] = ()
    followed: Sequence["Paper"] = ()
    appended: Sequence[bytes] = ()
    proves: Proves | None = None
    seal: Seal | None = None

    def sealed(self, seal: Seal) -> "Paper":
        """The paper as it is issued: numbered, with its seal at the end."""
        tighter = tuple(each.sealed(seal) for each in self.tighter)
        return replace(self, number=self.number or ltr(seal.number), seal=seal, tighter=tighter)

    def pdf(self) -> bytes:
        """The PDF; the same paper made at the same moment gives the same bytes."""
        return self.draw().pdf

    def draw(self) -> Drawn:
        """The PDF and what is known of it."""
        own = _fitted(self).drawn()
        if not self.appended:
            return own
        from lifecycle_desk.paper.appended import with_pages  # most papers are whole by themselves

        pdf, pages = with_pages(own.pdf, self.appended)
        return replace(own, pdf=pdf, pages=pages)

    def lacking(self) -> dict[str, str]:
        """The characters that no face draws, each with the text in which it stands; laid out, and not drawn."""
        found: dict[str, str] = {}
        for each in (self, *self.followed):
            found = _Made(each).lacking() | found
        return found

    def laid(self) -> "Laid":
        """Its own pages as they are drawn, without what follows and is appended."""
        fitted = _fitted(self)
        return Laid(fitted.evened, fitted.rooms[1])


def _fitted(paper: Paper) -> "_Made":
    """A paper in the form that is drawn: as it is, or closer where that saves what would look left over."""
    own = _Made(paper)
    if len(own.pages) == 1 or not (paper.tighter or own.spills):
        return own
    forms = list(_closer(own))
    single = (each for each in forms if paper.tighter and len(each.pages) == 1)
    fewer = (each for each in forms if own.spills and len(each.pages) < len(own.pages))
    return next(chain(single, fewer), own)


def _closer(own: "_Made") -> Iterator["_Made"]:
    """The closer forms of a paper, those that change it least first."""
    by_rows = {own.compositor.closeness: own}
    for gap, row in style.CLOSER:
        made = by_rows.setdefault(row, _Made(own.paper, row))
        yield made.closer(gap)
    for each in own.paper.tighter:
        yield _Made(each)
        yield _Made(each, style.CLOSER[-1][1]).closer(style.CLOSER[-1][0])


class _Made:
    """A paper on its way to a PDF; `closeness` and `gap` are the shares of the usual distances in rows and between."""

    def __init__(self, paper: Paper, closeness: float = 1.0, gap: float = 1.0) -> None:
        self.paper, self.gap = paper, gap
        self.compositor = Compositor(paper.language, closeness)
        self.size = style.SIZES[paper.size.upper()]
        self.width = self.size[0] - 2 * style.SIDE
        bottom = self.size[1] - style.FOOT
        self.rooms = (style.TOP, bottom), (style.TOP + RUNNING, bottom)

    def closer(self, gap: float) -> "_Made":
        """The same with smaller distances between blocks; what was set is not set anew."""
        other = _Made(self.paper, self.compositor.closeness, gap)
        other.strips, other.compositor = self.strips, self.compositor
        return other

    @cached_property
    def strips(self) -> list[Strip]:
        """All that stands on its pages."""
        return list(self._strips())

    @cached_property
    def pages(self) -> list[list[Placed]]:
        """Its strips on pages, each as full as it gets."""
        return pages(closer(self.strips, self.gap), *self.rooms)

    @cached_property
    def evened(self) -> list[list[Placed]]:
        """Its strips on pages as they are drawn."""
        if len(self.pages) == 1:  # nothing can be left over, and most papers are one
            return self.pages
        return evened(list(closer(self.strips, self.gap)), *self.rooms)

    @cached_property
    def spills(self) -> bool:
        """Whether little goes over to its last page."""
        return len(self.pages) > 1 and spills(self.strips, *self.rooms)

    def drawn(self) -> Drawn:
        """The paper with those that follow it, in one file that holds each face once."""
        file = BytesIO()
        canvas = self._canvas(file)
        pack(canvas)
        ink, structure = Ink(canvas), Structure(canvas)
        count = sum(each.put_on(canvas, ink, structure) for each in (self, *map(_fitted, self.paper.followed)))
        canvas.save()
        return Drawn(file.getvalue(), count, frozenset(ink.missing))

    def lacking(self) -> dict[str, str]:
        """The characters of all its texts that no face draws."""
        _ = self.strips  # setting them finds out
        name = self.paper.letterhead.name if self.paper.letterhead else ""
        for content in (self.paper.foot, name, self._title()):
            self.compositor.lines(content, style.FOOTER)
        return self.compositor.lacking

    def put_on(self, canvas: Canvas, ink: Ink, structure: Structure) -> int:
        """Draw all pages, which are laid out before, since each says how many there are; gives how many."""
        leftward, count = self.paper.language.right_to_left, len(self.evened)
        sheet = Sheet(canvas, self.size, right_to_left=leftward, ink=ink, structure=structure, outlined=count > 1)
        with sheet.inside(Tag("Sect", language=self._tongue())):
            for number, page in enumerate(self.evened, 1):
                self._page(sheet, page, number, count)
        return count

    def _canvas(self, file: BytesIO) -> Canvas:
        canvas = Canvas(
            file,
            pagesize=self.size,
            pageCompression=1,
            invariant=1,
            initialFontName=NO_FACE,
            lang=self._tongue(),
            pdfVersion=PDF_VERSION,
        )
        local = self.paper.language.formats.local(dates.made_at())
        title, subject = copied(self._title()), copied(self._subject(local.date()))
        author = self.paper.letterhead.name if self.paper.letterhead else ""
        code = self.paper.seal.code if self.paper.seal else ""  # the code that is its own
        canvas.setTitle(title)
        canvas.setAuthor(author)
        canvas.setSubject(subject)
        canvas.setKeywords(code)
        canvas.setCreator(MAKER)
        canvas.setProducer(MAKER)
        canvas.setDateFormatter(lambda *_: dates.in_pdf(local))
        told = {"title": title, "subject": subject, "author": author, "maker": MAKER, "keywords": code}
        archivable(canvas, dates.in_xmp(local, CLAIM, **told))
        if self.paper.proves:
            attach_facts(canvas, self._facts(self.paper.proves), local, subject)
        # No Direction of reading: where it is to the left, pdfium turns the parts of every VIN around.
        canvas.setViewerPreference("DisplayDocTitle", "true")
        return canvas

    def _facts(self, proves: Proves) -> dict[str, object]:
        """What the paper proves, for programs; what says who issued it is there once it is issued."""
        seal = self.paper.seal
        told: dict[str, object] = {"title": copied(self.paper.title), "language": self._tongue(), "vin": proves.vin}
        if seal:
            told |= {"number": seal.number, "issue": seal.issue, "dealer": seal.dealer, "code": seal.code}
        return {"format": "lifecycle-desk/paper", "version": 1, **told, "facts": dict(proves.facts)}

    def _tongue(self) -> str:
        """The paper's language as files name it."""
        return self.paper.language.code.replace("_", "-")

    def _subject(self, day: date) -> str:
        """The file's subject in a sentence, shown among its properties."""
        paper, seal = self.paper, self.paper.seal
        if seal is None:
            return paper.language(DRAWN_UP, title=paper.title, day=day)
        facts = {"title": paper.title, "number": ltr(seal.number), "issue": seal.issue, "dealer": own(seal.dealer)}
        if paper.proves and paper.proves.vin:
            return paper.language(ISSUED_FOR, vin=ltr(paper.proves.vin), **facts)
        return paper.language(ISSUED, **facts)

    def _title(self) -> str:
        number = self.paper.number
        if number is None:
            return self.paper.title
        words = number.text if isinstance(number, Code) else self.compositor.words(number)
        return f"{self.paper.title} {words}"

    def _strips(self) -> Iterator[Strip]:
        head = list(self.paper.letterhead.strips(self.compositor, self.width)) if self.paper.letterhead else []
        yield from head
        if self.paper.addressed:
            yield self.paper.addressed.strip(self.compositor, style.TOP + sum(strip.height for strip in head))
        yield self._head()
        blocks = sealed(self.paper.blocks, self.paper.seal, closest=self.compositor.closeness == style.CLOSER[-1][1])
        yield from spaced(blocks, self.compositor, self.width, self.paper.gap)

    def _head(self) -> Strip:
        """The title, with number and date at the end of its line."""
        width, paper = self.width, self.paper
        beside = [
            line
            for content, role in ((paper.number, style.STRONG), (paper.date, style.MUTED))
            if content is not None
            for line in self.compositor.lines(content, role, width * 0.4, most=3)
        ]
        taken = max((line.width for line in beside), default=0.0)
        lines = self.compositor.lines(paper.title, style.TITLE, width - taken - style.GAP, most=5)
        titles = len(lines)
        if paper.subtitle is not None:
            lines += self.compositor.lines(paper.subtitle, style.SUBTITLE, width - taken - style.GAP, most=5)

        title, subtitle = Tag("H1"), Tag("P")

        def draw(sheet: Sheet, start: float, top: float) -> None:
            sheet.titled(copied(paper.title), top, 0)
            sheet.lines(lines[:titles], start, top, width, tag=title)
            sheet.lines(lines[titles:], start, top + height(lines[:titles]), width, tag=subtitle)
            sheet.lines(beside, start, top + 4.0, width, end=True)

        return Strip(max(height(lines), height(beside) + 4.0) + style.GAP * 0.8, draw, keep=True)

    def _page(self, sheet: Sheet, page: Sequence[Placed], number: int, count: int) -> None:
        if number > 1:
            with sheet.tagged(DECORATION):
                self._running(sheet)
        for placed in page:
            if placed.strip.draw:
                placed.strip.draw(sheet, style.SIDE, placed.top)
        with sheet.tagged(DECORATION):
            self._footer(sheet, number, count)
        sheet.next_page()

    def _running(self, sheet: Sheet) -> None:
        words = " · ".join(filter(None, (self._title(), self.paper.running)))
        title = self.compositor.lines(words, style.FOOTER, self.width * 0.64, most=1)
        name = self.paper.letterhead.name if self.paper.letterhead else ""
        room = self.width - style.GAP - max((line.width for line in title), default=0.0)
        dealer = self.compositor.lines(name, style.FOOTER, min(room, self.width * 0.48), most=1)
        self._pair(sheet, dealer, title, style.TOP - 8.0)
        sheet.rule(style.SIDE, style.TOP + height(title) - 4.0, self.width)

    def _footer(self, sheet: Sheet, number: int, count: int) -> None:
        words = self.paper.language(N_("Page %(page)s of %(pages)s"), page=number, pages=count)
        pages_words = self.compositor.lines(words, style.FOOTER)
        foot = self.compositor.lines(self.paper.foot, style.FOOTER, self.width * 0.75, most=2)
        top = self.size[1] - style.FOOT + 14.0
        sheet.rule(style.SIDE, top - 3.0, self.width)
        self._pair(sheet, foot, pages_words, top)

    def _pair(self, sheet: Sheet, start: Sequence[SetLine], end: Sequence[SetLine], top: float) -> None:
        sheet.lines(start, style.SIDE, top, self.width)
        sheet.lines(end, style.SIDE, top, self.width, end=True)
