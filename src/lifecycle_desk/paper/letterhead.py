"""The letterhead: the dealer's name, signs and addresses, in full on the first page, in a line on the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.utils import ImageReader

from lifecycle_desk.base.isolates import ltr
from lifecycle_desk.paper import style
from lifecycle_desk.paper.contents import Compositor, height
from lifecycle_desk.paper.flow import Strip
from lifecycle_desk.paper.sheet import Sheet

LOGO = (120.0, 40.0)  # the box that a logo fits into


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A dealer as its papers show it; `tax` is the number with its name, as "TRN 1000…", `logo` a PNG or JPEG."""

    name: str
    address: Sequence[str] = ()
    phone: str = ""
    email: str = ""
    web: str = ""
    tax: str = ""
    logo: bytes | None = None

    def strips(self, compositor: Compositor, width: float) -> Iterator[Strip]:
        """The full head, with a hairline below."""
        logo = self._logo()
        wide, tall, image = logo or (0.0, 0.0, None)
        beside = wide + style.GAP if image else 0.0
        room = (width - beside - style.GAP) / 2
        name = compositor.lines(self.name, style.DEALER, room, most=3)
        name += [line for each in self.address for line in compositor.lines(each, style.MUTED, room, most=2)]
        reached = [line for each in self._reached() for line in compositor.lines(each, style.MUTED, room, most=2)]
        lower = max(name[0].leading - reached[0].leading, 0.0) if reached else 0.0
        text = max(height(name), height(reached) + lower, tall)

        def draw(sheet: Sheet, start: float, top: float) -> None:
            if image:
                with sheet.figure(self.name):
                    sheet.image(image, start, top, wide, tall)
            sheet.lines(name, start + beside, top, room)
            sheet.lines(reached, start, top + lower, width, end=True)
            sheet.rule(start, top + text + style.CELL_DOWN * 2, width)

        yield Strip(text + style.CELL_DOWN * 2 + style.GAP, draw)

    def _reached(self) -> Iterator[str]:
        for each in (self.phone, self.email, self.web):
            if each:
                yield ltr(each)
        if self.tax:
            yield self.tax

    def _logo(self) -> tuple[float, float, ImageReader] | None:
        if not self.logo:
            return None
        image = ImageReader(BytesIO(self.logo))
        across, down = image.getSize()
        scale = min(LOGO[0] / across, LOGO[1] / down)
        return across * scale, down * scale, image
