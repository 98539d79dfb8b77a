"""The tiles of all figures under the names of their sections, at a dealer and in a region."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import EqualGrid, SectionTitle
from lifecycle_desk.figures.rules.figure import Section
from lifecycle_desk.figures.screens.tile import FigureTile, TileText
from lifecycle_desk.figures.usecases.sources import all_figures

LEAST = 210  # px of a tile


class FigureTiles:
    """All tiles by their figures' names."""

    def __init__(self, open_figure: Callable[[str], None]) -> None:
        self.tiles = {each.name: FigureTile(each) for each in all_figures()}
        self._sections: list[tuple[SectionTitle, EqualGrid, list[FigureTile]]] = []
        for each in self.tiles.values():
            each.clicked.connect(partial(open_figure, each.figure.name))
        for section in Section:
            if tiles := [each for each in self.tiles.values() if each.figure.section is section]:
                title, grid = SectionTitle(section.label), EqualGrid(tiles, least=LEAST, gap=t.CARD_GAP, lines=False)
                self._sections.append((title, grid, tiles))

    @property
    def parts(self) -> list[QWidget | int]:
        """What a page lays one under another: the name of each section, and its tiles."""
        return [part for title, grid, _ in self._sections for part in (title, grid, 8)]

    def show_figures(self, told: Mapping[str, TileText]) -> None:
        """Show figures by their names; of which nothing is told, and sections without any, are hidden."""
        for title, grid, tiles in self._sections:
            shown = [each for each in tiles if each.figure.name in told]
            for tile in shown:
                tile.show_figure(told[tile.figure.name])
            for part in (title, grid):
                part.setVisible(bool(shown))
            grid.show_cells(shown)
            for tile in tiles:
                tile.setVisible(tile in shown)
