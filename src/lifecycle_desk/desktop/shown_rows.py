"""The rows of a list as they go out of it: the columns that are chosen, in their order, with what they really hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.commands.sheets import SheetColumn, as_clipboard, as_csv, text_rows
from lifecycle_desk.desktop.column_values import AT_ONCE, words_of
from lifecycle_desk.desktop.long_model import Listing
from lifecycle_desk.desktop.look.rows import Column
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.ordering import Value
from lifecycle_desk.language import Language

if TYPE_CHECKING:
    from array import array

    from lifecycle_desk.desktop.long_table import LongTable

LETTER = 7  # px of a letter in a spreadsheet's column
LEAST, WIDEST = 8, 60  # letters


@dataclass(frozen=True)
class ShownRows:
    """What is asked for when rows go out: by whom, which, with which columns, in which language.

    They are read off the GUI thread, and only for somebody who may export: whatever makes text or a file of them asks.
    """

    user: UserSession
    listing: Listing[Any]
    keys: "array[int]"
    columns: tuple[Column, ...]
    chosen: tuple[int, ...]
    heads: tuple[SheetColumn, ...]
    cells: Any
    language: Language

    def rows(self) -> Iterator[list[Value]]:
        """The rows, read some hundred at a time; one that is gone by now is left out."""
        self.user.require(EXPORT)
        for start in range(0, len(self.keys), AT_ONCE):
            some = self.keys[start : start + AT_ONCE]
            found = self.listing.rows(some)
            yield from (self._row(found[key]) for key in some if key in found)

    def _row(self, row: Any) -> list[Value]:
        words: Sequence[Any] = self.cells(row)
        values = ((self.columns[at].value, at) for at in self.chosen)
        return [value(row) if value else words_of(words[at]) for value, at in values]

    def text(self) -> str:
        """All of it for the clipboard."""
        return self.as_text(list(self.rows()))

    def as_text(self, rows: Sequence[Sequence[Value]]) -> str:
        """Some rows of it for the clipboard, with their heads."""
        return as_clipboard(text_rows(self.heads, rows, self.language))

    def csv(self) -> bytes:
        """All of it as a file of CSV."""
        return as_csv(text_rows(self.heads, list(self.rows()), self.language), self.language)


def shown_rows(table: "LongTable[Any]", keys: "array[int]", language: Language) -> ShownRows:
    """Some rows of a table as it stands, with all columns that are chosen: no window is too narrow for a file."""
    head, columns = table.head, table.long.columns
    chosen = tuple(at for at in table.columns_shown.chosen() if head.title(at) or columns[at].value)
    widths = (max(head.sectionSize(at), theme.u(columns[at].width)) for at in chosen)
    heads = tuple(SheetColumn(head.title(at), _letters_wide(wide)) for at, wide in zip(chosen, widths, strict=True))
    return ShownRows(table.app.user, table.long.listing, keys, columns, chosen, heads, table.long.cells, language)


def _letters_wide(pixels: int) -> int:
    return min(max(round(pixels / LETTER), LEAST), WIDEST)
