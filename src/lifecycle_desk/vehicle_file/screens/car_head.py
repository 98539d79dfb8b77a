"""The head of a page of one car: which car it is, and what the page is about where it is not the car itself."""

from collections.abc import Callable

from PySide6.QtWidgets import QBoxLayout, QLayout

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Button, Chip, Label, PageTitle, Plate, Vin, column, row, wrap
from lifecycle_desk.desktop.look.parts.boxes import Item, LeastHeight
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.screens.event_text import LOOKS

OPEN_VEHICLE = N_("Open vehicle")
APART = 4  # px between a title and the line below it


def _headed(title: Item, car: QLayout) -> QBoxLayout:
    """A title above the line that says which car it is, which stands alike with a button in it or without."""
    line = wrap(car)
    LeastHeight(line, t.CONTROL)
    return column(title, line, gap=APART)


class CarHead:
    """Name, plate and stage of a car above its VIN and a line about it; below a title the name stands by the VIN.

    Behind that name stands the way to the car's own page, `open`, where a page says by `go` how one goes; without a
    title the page puts it among its buttons.
    """

    def __init__(self, title: str = "", go: Callable[[str, str], object] | None = None) -> None:
        self._title, self._vin = title, ""
        self.open = Button(OPEN_VEHICLE, "link" if title else "plain", icon="car", keys="Ctrl+O")
        self._stands = bool(title and go)
        if go:
            self.open.clicked.connect(lambda: go("vehicle", self._vin))
        self.name = Label("", "body", "ink2") if title else PageTitle()
        self.plate, self.stage, self.vin, self.about = Plate(""), Chip(), Vin(""), Label("", "body", "ink2")

    def lines(
        self,
        *buttons: Item,
        number: tuple[Item, ...] = (),
        chips: tuple[Item, ...] = (),
        beside: tuple[Item | None, ...] = (),
    ) -> QBoxLayout:
        """Both lines, with the buttons of the page at the end of the first; `beside` follows the name under a title.

        What follows a None in it stands at the end. A `number` with which the title goes on stands before the plate.
        """
        if not self._title:
            first = row(self.name, 4, self.plate, 4, self.stage, None, *buttons)
            return _headed(first, row(self.vin, 8, (self.about, 1)))
        opens = (4, self.open) if self._stands else ()
        return _headed(
            row(PageTitle(self._title), *number, self.plate, *chips, None, *buttons),
            row(self.vin, 4, self.name, *opens, *beside, *([] if None in beside else [None])),
        )

    def show_car(self, vin: str, name: str, plate: str | None, stage: Stage | None = None, about: str = "") -> None:
        """Say which car it is, in the language of now."""
        self._vin = vin
        self.name.set_message(PlainText(name) if name or self._title else N_("Vehicle"))
        self.plate.setText(plate or "")
        self.plate.setVisible(bool(plate))
        self.show_stage(stage)
        self.vin.show_vin(vin)
        self.about.set_message(PlainText(about))

    def show_stage(self, stage: Stage | None) -> None:
        """Say where the car stands in its life; None says nothing."""
        self.stage.setVisible(stage is not None)
        if stage:
            self.stage.become(stage.label, *LOOKS[stage])
