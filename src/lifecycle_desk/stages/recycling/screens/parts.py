"""The form of parts that are taken for re-use: as many lines as there are parts."""

from decimal import Decimal

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import Button, Field, LineField, column, row
from lifecycle_desk.stages.recycling.rules.parts import MOST_PARTS, Grade, PartTaken
from lifecycle_desk.stages.recycling.screens.fields import (
    day_of,
    figure_field,
    picked,
    term_field,
    today_field,
)
from lifecycle_desk.stages.recycling.usecases.dismantling import TakeParts, take_parts
from lifecycle_desk.stages.recycling.usecases.showing import EndPage
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.fields import looked


class PartRow(QWidget):
    """One part."""

    def __init__(self) -> None:
        super().__init__()
        self.name = LineField(C_("part", "Part"))
        self.grade = term_field(C_("part", "Grade"), Grade, value=Grade.B)
        self.number = LineField(N_("Maker's number"), mono=True)
        self.place, self.mass = LineField(C_("stock", "Place")), figure_field(N_("Mass"), "kg")
        self.setLayout(row((self.name, 3), (self.grade, 2), (self.number, 2), (self.place, 1), (self.mass, 1), gap=16))

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(each.text for each in (self.name, self.number, self.place, self.mass))

    def fields(self, place: int) -> dict[str, Field]:
        """The fields by what rules call them."""
        parts = {
            "name": self.name,
            "grade": self.grade,
            "maker_number": self.number,
            "place": self.place,
            "mass_kg": self.mass,
        }
        return {f"parts[{place}].{name}": field for name, field in parts.items()}

    def read(self) -> PartTaken:
        """The part as it stands here."""
        mass = self.mass.value if isinstance(self.mass.value, Decimal) else None
        return PartTaken(self.name.text, picked(Grade, self.grade), self.number.text, self.place.text, mass)


class PartsForm(QWidget):
    """Lines of parts; another one whenever it is asked for."""

    def __init__(self, app: AppContext, end: EndPage) -> None:
        super().__init__()
        self._vin, self.rows, self._box = end.vin, list[PartRow](), QVBoxLayout()
        self._box.setSpacing(2)
        self.on, self.by = today_field(), LineField(N_("Done by"))
        self.by.line.setText(app.user.staff or "")
        self.more = Button(N_("Another part"), "link", icon="plus")
        self.more.clicked.connect(self.add)
        self.fields: dict[str, Field] = {}
        self.setLayout(column(self._box, row(self.more, None), row((self.by, 1), (self.on, 1), None, gap=16), gap=4))
        self.add()

    @Slot()
    def add(self) -> None:
        """One more line."""
        if len(self.rows) >= MOST_PARTS:
            return
        made = PartRow()
        self.rows.append(made)
        self._box.addWidget(made)
        self._name_fields()
        made.name.setFocus()

    def _name_fields(self) -> None:
        self.fields.clear()
        for place, each in enumerate(self.rows):
            self.fields |= each.fields(place)
        self.fields |= {"parts": self.rows[0].name, "by": self.by, "on": self.on, "vin": self.by}

    def read(self) -> TakeParts:
        """The parts as they stand here; lines without anything are none."""
        looked(self.on, *(each.mass for each in self.rows))
        filled = [each for each in self.rows if not each.is_empty]
        for place, each in enumerate(filled):
            self.fields |= each.fields(place)
        return TakeParts(self._vin, day_of(self.on), tuple(each.read() for each in filled), self.by.text)


def parting(app: AppContext, end: EndPage) -> Entry:
    """Parts are taken for re-use."""
    form = PartsForm(app, end)
    return Entry(
        C_("event", "Parts taken for re-use"),
        form.fields,
        (((form, 1),),),
        lambda: take_parts,
        form.read,
        N_("The parts are written down; their labels can be printed."),
    )
