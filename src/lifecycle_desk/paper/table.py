"""Tables that go over pages with their heads, and the sums below them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lifecycle_desk.paper import style
from lifecycle_desk.paper.barcodes import GAP, HEIGHT, bars
from lifecycle_desk.paper.contents import Code, Compositor, Content, SetLine, height
from lifecycle_desk.paper.flow import TALL, Place, Strip, banded, clings, columned
from lifecycle_desk.paper.sheet import Sheet
from lifecycle_desk.paper.style import Role
from lifecycle_desk.paper.tags import Tag
from lifecycle_desk.paper.typesetting.lines import HAIR

WIDEST = 0.45  # of a table: what a column by content may take unasked


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width (None: what its content needs), figures and amounts at the end.

    `code`: its texts are codes, as if each were a Code.
    """

    title: str
    share: float | None = None
    end: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not like the others: a heading over the next ones, or one that stands out as a sum.

    A `barcode` stands as one under its first cell.
    """

    cells: Sequence[Content]
    strong: bool = False
    heading: bool = False
    barcode: str = ""


class Table:
    """Rows under heads; rows are sequences of contents, or a Row. `empty` is said where there are none.

    `dense` rows stand closer to one another, for long lists of figures.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Content] | Row],
        *,
        foot: Sequence[Sequence[Content]] = (),
        empty: str = "",
        dense: bool = False,
    ) -> None:
        plain = [row if isinstance(row, Row) else Row(row) for row in rows]
        self.columns, self.empty = columns, empty
        self.down = style.CELL_DOWN_DENSE if dense else style.CELL_DOWN
        self.rows = [*plain, *(Row(cells, strong=True) for cells in foot)]

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """The head, kept with the first row, then a strip a row."""
        laid = _Laid(self, compositor, width)
        head = laid.head()
        yield head._replace(keep=True, leads=True)
        if not self.rows and self.empty:
            yield laid.row(Row([self.empty], heading=True), (head,))
        rows = [laid.row(row, (head,)) for row in self.rows]
        for at, strip in enumerate(rows):
            if strip.height <= TALL:
                yield strip._replace(keep=True) if clings(rows, at) or self._led(at) else strip
            else:
                yield from laid.broken(self.rows[at], (head,))

    def _led(self, at: int) -> bool:
        """Whether a row stays with the next: below a heading are two rows at least, and above a sum is one."""
        following = self.rows[at + 1] if at + 1 < len(self.rows) else None
        if following is None:
            return False
        below_heading = at > 0 and self.rows[at - 1].heading and not following.heading
        return self.rows[at].heading or following.strong or below_heading


class _Laid:
    """A table in a width: where its columns stand."""

    def __init__(self, table: Table, compositor: Compositor, width: float) -> None:
        self.table, self.compositor, self.width = table, compositor, width
        self.tag = Tag("Table")
        self.down = table.down * compositor.closeness

    @cached_property
    def columns(self) -> list[tuple[float, float, Column]]:
        """Each column's start, the width of its content, and itself."""
        found, start = [], 0.0
        for wide, column in zip(self._widths(), self.table.columns, strict=True):
            found.append((start + style.CELL, wide - 2 * style.CELL, column))
            start += wide
        return found

    def head(self) -> Strip:
        """The titles on a sunken ground."""
        cells = [self.compositor.lines(column.title, style.LABEL, wide, most=4) for _, wide, column in self.columns]
        tall = max((height(cell) for cell in cells), default=0.0) + 2 * style.CELL_DOWN
        row = Tag("TR", self.tag)
        titles = [Tag("TH", row, once=True, heads="Column") for _ in cells]
        inner = columned(cells, self._places(Row(())), titles)

        def draw(sheet: Sheet, start: float, top: float) -> None:
            sheet.ground(start, top, self.width, tall, style.SUNKEN)
            inner(sheet, start, top + style.CELL_DOWN)

        return Strip(tall, draw)

    def row(self, row: Row, heads: tuple[Strip, ...]) -> Strip:
        """A row with a hairline below it."""
        cells = self._set(row)
        places = self._places(row)
        drawn = bars(row.barcode, places[0][1]) if row.barcode else []
        under = self.down + height(cells[0]) + GAP if cells else 0.0
        tall = max((height(cell) for cell in cells), default=0.0) + 2 * self.down
        tall = max(tall, under + HEIGHT + self.down) if drawn else tall
        inner = columned(cells, places, self._tags(row))

        def draw(sheet: Sheet, start: float, top: float) -> None:
            inner(sheet, start, top + self.down)
            for at, wide in drawn:
                sheet.ground(start + places[0][0] + at, top + under, wide, HEIGHT, style.INK)
            sheet.rule(start, top + tall, self.width)

        return Strip(tall, draw, heads=heads)

    def broken(self, row: Row, heads: tuple[Strip, ...]) -> Iterator[Strip]:
        """A tall row as one strip for each line of its cells."""
        yield Strip(self.down, keep=True, heads=heads)
        yield from banded(self._set(row), self._places(row), heads, self._tags(row))
        yield Strip(self.down, lambda sheet, start, top: sheet.rule(start, top + self.down, self.width))

    def _tags(self, row: Row) -> list[Tag]:
        """What a row's cells are."""
        line = Tag("TR", self.tag)
        if row.heading:
            return [Tag("TH", line, heads="Column", columns=len(self.columns))]
        return [Tag("TD", line) for _ in row.cells]

    def _places(self, row: Row) -> list[Place]:
        """Where a row's cells stand: in their columns, or the one of a heading over the whole width."""
        if row.heading:
            return [(style.CELL, self.width - 2 * style.CELL, False)]
        return self._columns_drawn

    @cached_property
    def _columns_drawn(self) -> list[Place]:
        """Where columns are drawn: figures at the end of theirs, their last digits below one another.

        Figures run to the right in every language, so that on a page to the left they stand at the end as a block in
        whose right edge they meet.
        """
        if not self.compositor.script.right_to_left:
            return [(start, wide, column.end) for start, wide, column in self.columns]
        drawn: list[Place] = []
        for (start, wide, column), natural in zip(self.columns, self._natural, strict=True):
            taken = min(natural + HAIR, wide) if column.end else wide
            drawn.append((start + wide - taken, taken, False))
        return drawn

    def _set(self, row: Row) -> list[list[SetLine]]:
        if row.heading:
            return [self.compositor.lines(cell, style.STRONG, self.width - 2 * style.CELL) for cell in row.cells[:1]]
        return [
            self.compositor.lines(_as_code(cell, column), _role(column, row), wide)
            for cell, (_, wide, column) in zip(row.cells, self.columns, strict=True)
        ]

    def _widths(self) -> list[float]:
        """Columns by content get what they need, shares get the rest; where that is too little, both give way."""
        columns = self.table.columns
        needs = [self._need(at) for at in range(len(columns))]
        fixed = sum(need for need, column in zip(needs, columns, strict=True) if column.share is None)
        shares = sum(column.share or 0.0 for column in columns)
        if shares:
            room = self.width - fixed
            wide = [
                room * column.share / shares if column.share else need
                for need, column in zip(needs, columns, strict=True)
            ]
        else:
            wide = (
                [need * self.width / fixed for need in needs] if fixed else [self.width / len(columns)] * len(columns)
            )
        return wide if self._suits(wide) else self._squeezed(wide)

    def _suits(self, wide: Sequence[float]) -> bool:
        fits, rooms = self.compositor.fits, [each - 2 * style.CELL + HAIR for each in wide]
        return all(
            widest <= room or all(fits(cell, role, room) for cell, role in self._column(at))
            for at, (room, widest) in enumerate(zip(rooms, self._natural, strict=True))
        )

    def _squeezed(self, wide: Sequence[float]) -> list[float]:
        """Each column what it must have, and of the rest as much as it had hoped for beyond that."""
        least = [self._least(at) for at in range(len(wide))]
        rest = self.width - sum(least)
        if rest <= 0:
            return [each * self.width / sum(least) for each in least]
        hoped = [max(each - must, 0.0) for each, must in zip(wide, least, strict=True)]
        return [must + rest * hope / (sum(hoped) or 1.0) for must, hope in zip(least, hoped, strict=True)]

    def _need(self, at: int) -> float:
        """The width that a column's widest content has, padding included; of columns by content no more than asked."""
        column = self.table.columns[at]
        if column.share is not None:
            return 0.0
        return min(self._natural[at] + 2 * style.CELL, self.width * WIDEST)

    @cached_property
    def _natural(self) -> list[float]:
        """The width of each column's widest content, in lines that only its author broke."""
        natural = self.compositor.natural
        return [max(natural(*each) for each in self._column(at)) for at in range(len(self.table.columns))]

    def _least(self, at: int) -> float:
        widest = max(self.compositor.least(cell, role) for cell, role in self._column(at))
        return min(widest + 2 * style.CELL, self.width * WIDEST)

    def _column(self, at: int) -> Iterator[tuple[Content, Role]]:
        """Everything that stands in a column, its title first."""
        column = self.table.columns[at]
        yield column.title, style.LABEL
        for row in self.table.rows:
            if not row.heading:
                yield _as_code(row.cells[at], column), _role(column, row)


def _as_code(cell: Content, column: Column) -> Content:
    return Code(cell) if column.code and isinstance(cell, str) else cell


def _role(column: Column, row: Row) -> Role:
    if column.end:
        return style.AMOUNT_STRONG if row.strong else style.AMOUNT
    return style.STRONG if row.strong else style.BODY


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums at the end of the page's width; the last is what counts. What becomes of it may stand `after` it."""

    rows: Sequence[tuple[str, Content]]
    share: float = 0.45
    after: Sequence[tuple[str, Content]] = ()

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """A strip a sum, all kept together, and with what they are the sums of."""
        wide, table = width * self.share, Tag("Table")
        sums = [*self.rows, *self.after]
        counting = [at == len(self.rows) for at in range(1, len(sums) + 1)]
        amounts = [
            compositor.lines(value, style.FIGURE if counts else style.AMOUNT, wide, most=3)
            for (_, value), counts in zip(sums, counting, strict=True)
        ]
        block = max((line.width for amount in amounts for line in amount), default=0.0)
        for at, (amount, counts) in enumerate(zip(amounts, counting, strict=True)):
            row = Tag("TR", table)
            label = Tag("TH", row, heads="Row"), sums[at][0]
            place = width - wide, wide, block if compositor.script.right_to_left else None
            strip = self._sum(compositor, label, (Tag("TD", row), amount), place, counts=counts)
            yield strip._replace(keep=at + 1 < len(sums))

    @staticmethod
    def _sum(
        compositor: Compositor,
        label: tuple[Tag, str],
        value: tuple[Tag, list[SetLine]],
        place: tuple[float, float, float | None],
        *,
        counts: bool,
    ) -> Strip:
        """A sum; on a page to the left amounts meet in the right edge of their block, as figures of a table do."""
        offset, wide, block = place
        amount = value[1]
        taken = (block or max(line.width for line in amount)) + style.GAP
        name = compositor.lines(label[1], style.STRONG if counts else style.BODY, max(wide - taken, wide * 0.3), most=4)
        over = style.CELL_DOWN * (1.5 if counts else 0.5)
        tall = over + max(height(amount), height(name)) + style.CELL_DOWN * 0.5

        def draw(sheet: Sheet, start: float, top: float) -> None:
            if counts:
                sheet.rule(start + offset, top + style.CELL_DOWN * 0.5, wide, style.EDGE)
            inner = wide - 2 * style.CELL
            begin = start + offset + style.CELL
            middle = top + over + (height(amount) - height(name[:1])) / 2
            sheet.lines(name, begin, max(middle, top + over), inner, tag=label[0])
            if block is None:
                sheet.lines(amount, begin, top + over, inner, end=True, tag=value[0])
            else:
                sheet.lines(amount, begin + inner - block, top + over, block, tag=value[0])

        return Strip(tall, draw, cling=True)
