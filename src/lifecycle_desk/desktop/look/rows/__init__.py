"""The rows of lists, tables and boards: what a row shows, and how it is drawn and read aloud."""

from lifecycle_desk.desktop.look.rows.base import SHOWN, ChipShown, RowList, Rows, row_data
from lifecycle_desk.desktop.look.rows.board import BoardCard, Lane
from lifecycle_desk.desktop.look.rows.due import DueDelegate, DueRow, Heading
from lifecycle_desk.desktop.look.rows.palette import PaletteDelegate, PaletteHeading, PaletteRow
from lifecycle_desk.desktop.look.rows.table import Cell, Column, LineTable, TableModel, dress_table
from lifecycle_desk.desktop.look.rows.timeline import EventRow, Timeline, YearRow
from lifecycle_desk.desktop.look.rows.twoline import TwoLineDelegate, TwoLineRow

__all__ = [
    "SHOWN",
    "BoardCard",
    "Cell",
    "ChipShown",
    "Column",
    "DueDelegate",
    "DueRow",
    "EventRow",
    "Heading",
    "Lane",
    "LineTable",
    "PaletteDelegate",
    "PaletteHeading",
    "PaletteRow",
    "RowList",
    "Rows",
    "TableModel",
    "Timeline",
    "TwoLineDelegate",
    "TwoLineRow",
    "YearRow",
    "dress_table",
    "row_data",
]
