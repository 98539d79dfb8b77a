"""The rows of lists, tables and boards: what a row shows, and how it is drawn and read aloud.

Those that few pages have are loaded when they are asked for.
"""

from typing import TYPE_CHECKING

from lifecycle_desk.base.named import later
from lifecycle_desk.desktop.look.rows.base import SHOWN, ChipShown, RowList, Rows, WholeRowList, row_data
from lifecycle_desk.desktop.look.rows.palette import PaletteDelegate, PaletteHeading, PaletteRow
from lifecycle_desk.desktop.look.rows.table import Cell, Column, TableModel, WholeRowsTable, dress_table

if TYPE_CHECKING:
    from lifecycle_desk.desktop.look.rows.board import BoardCard
    from lifecycle_desk.desktop.look.rows.due import DueDelegate, DueRow, Heading
    from lifecycle_desk.desktop.look.rows.lanes import Lane
    from lifecycle_desk.desktop.look.rows.line_table import LineTable
    from lifecycle_desk.desktop.look.rows.timeline import EventRow, Timeline, YearRow
    from lifecycle_desk.desktop.look.rows.twoline import TwoLineDelegate, TwoLineRow
else:
    __getattr__ = later(
        __name__,
        board="BoardCard",
        due="DueDelegate DueRow Heading",
        lanes="Lane",
        line_table="LineTable",
        timeline="EventRow Timeline YearRow",
        twoline="TwoLineDelegate TwoLineRow",
    )

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
    "WholeRowList",
    "WholeRowsTable",
    "YearRow",
    "dress_table",
    "row_data",
]
