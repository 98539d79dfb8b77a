"""Equal cells in rows of as many each, as the kinds of damage stand."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desk.desktop.look.parts.boxes import EqualGrid, FilledGrid

WIDE, GAP = 100, 8


class Cell(QWidget):
    """A cell of one width."""

    def sizeHint(self):
        return QSize(WIDE, 26)


def rows(grid: EqualGrid) -> list[list[Cell]]:
    """The cells by the line on which they stand."""
    lines = sorted({cell.y() for cell in grid.cells})
    return [[cell for cell in grid.cells if cell.y() == line] for line in lines]


@pytest.mark.parametrize("side", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize(
    ("fit", "counts"), [(12, [10]), (9, [5, 5]), (5, [5, 5]), (4, [2] * 5), (3, [2] * 5), (1, [1] * 10)]
)
def test_ten_cells_stand_in_rows_of_as_many_each_that_fill_the_width(dressed, qtbot, fit, counts, side):
    grid = FilledGrid([Cell() for _ in range(10)], least=None, gap=GAP, apart=GAP, lines=False)
    qtbot.addWidget(grid)
    grid.setLayoutDirection(side)
    width = fit * (WIDE + GAP)
    grid.resize(width, grid.heightForWidth(width))
    grid.show()
    QApplication.processEvents()
    found = rows(grid)
    assert [len(each) for each in found] == counts
    for line in found:
        placed = sorted(line, key=lambda cell: cell.x())
        assert placed == (line if side is Qt.LayoutDirection.LeftToRight else line[::-1])
        assert (placed[0].x(), placed[-1].geometry().right()) == (0, width - 1)
        assert min(cell.width() for cell in line) >= WIDE
    widths = {cell.width() for cell in grid.cells}
    assert max(widths) - min(widths) <= 1  # as wide as each other, but for the pixel that does not divide
    assert max(cell.geometry().bottom() for cell in grid.cells) == grid.height() - 1
