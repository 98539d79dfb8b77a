"""Pictures with their words: photographs of an inspection, and figures that draw themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.utils import ImageReader

from lifecycle_desk.paper import style
from lifecycle_desk.paper.contents import Compositor, Content, SetLine, height
from lifecycle_desk.paper.flow import Strip
from lifecycle_desk.paper.sheet import Sheet
from lifecycle_desk.paper.typesetting.characters import copied


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG and what is to be seen on it."""

    image: bytes
    words: Content = ""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures in columns, each in a box of one shape, not cropped."""

    pictures: Sequence[Picture]
    columns: int = 3
    shape: float = 0.7  # height of a box in its width

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """A strip for each row of pictures."""
        each = (width - style.GAP * (self.columns - 1)) / self.columns
        for at in range(0, len(self.pictures), self.columns):
            row = [
                (
                    ImageReader(BytesIO(picture.image)),
                    compositor.lines(picture.words, style.MUTED, each, most=4),
                    copied(compositor.words(picture.words)) if isinstance(picture.words, str) else "",
                )
                for picture in self.pictures[at : at + self.columns]
            ]
            yield self._row(row, each)

    def _row(self, row: Sequence[tuple[ImageReader, list[SetLine], str]], each: float) -> Strip:
        tall = each * self.shape
        below = max(height(lines) for _, lines, _ in row)

        def draw(sheet: Sheet, start: float, top: float) -> None:
            for image, lines, alt in row:
                across, down = image.getSize()
                scale = min(each / across, tall / down)
                wide, high = across * scale, down * scale
                sheet.ground(start, top, each, tall, style.SUNKEN)
                with sheet.figure(alt):
                    sheet.image(image, start + (each - wide) / 2, top + (tall - high) / 2, wide, high)
                sheet.lines(lines, start, top + tall + style.CELL_DOWN / 2, each)
                start += each + style.GAP

        return Strip(tall + below + style.CELL_DOWN, draw)
