"""The form of parts that are taken for re-use: as many lines as there are parts."""

from dataclasses import replace
from typing import cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import Button, Field, LineField, ReadField, Stack, column, row
from lifecycle_desk.stages.recycling.depollution.rules.parts import MOST_PARTS, Grade, PartTaken
from lifecycle_desk.stages.recycling.depollution.usecases import PARTED, TakeParts, take_parts
from lifecycle_desk.stages.recycling.end.screens.fields import FieldsOf, today
from lifecycle_desk.stages.recycling.end.usecases.showing import EndPage
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.fields import looked
from lifecycle_desk.vehicle.screens.step_form import WIDGETS, Around, StepForm

SHARES = {"name": 3, "grade": 2, "maker_number": 2, "place": 1, "mass_kg": 1}


class PartRow(QWidget):
    """One part."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        kinds = kinds_of(PartTaken)
        self.parts = {name: WIDGETS[type(kinds[name])](kinds[name], around) for name in SHARES}
        self.name, self.mass = cast("LineField", self.parts["name"]), cast("ReadField", self.parts["mass_kg"])
        self.parts["grade"].restore(Grade.B)
        self.setLayout(row(*((self.parts[name], share) for name, share in SHARES.items()), gap=16))

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(each.text for each in self.parts.values() if isinstance(each, LineField))

    def fields(self, place: int) -> dict[str, Field]:
        """The fields by what rules call them."""
        return {f"parts[{place}].{name}": field for name, field in self.parts.items()}

    def read(self) -> PartTaken:
        """The part as it stands here."""
        read = {name: each.value for name, each in self.parts.items()}
        return PartTaken(**read)  # type: ignore[arg-type]  # each field reads what its kind is


class PartRows(QWidget):
    """Lines of parts as a part of a form; another one whenever it is asked for."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._around, self._box = around, Stack(2)
        self.rows: list[PartRow] = self._box.parts
        self.more = Button(N_("Add part"), "link", icon="plus")
        self.more.clicked.connect(self.add)
        self.fields: dict[str, Field] = {}
        self.setLayout(column(self._box, row(self.more, None), gap=4))
        self.add()

    @Slot()
    def add(self) -> None:
        """One more line."""
        if len(self.rows) >= MOST_PARTS:
            return
        made = self._box.put(PartRow(self._around))
        self._name_fields(self.rows)
        made.name.setFocus()

    def _name_fields(self, rows: list[PartRow]) -> None:
        self.fields.clear()
        for place, each in enumerate(rows):
            self.fields |= each.fields(place)
        self.fields["parts"] = self.rows[0].name

    @property
    def _filled(self) -> list[PartRow]:
        return [each for each in self.rows if not each.is_empty]

    @property
    def value(self) -> tuple[PartTaken, ...]:
        """The parts as they stand here; lines without anything are none."""
        return tuple(each.read() for each in self._filled)

    def validate(self) -> bool:
        """Read the masses, and name the fields by what will be told."""
        self._name_fields(self._filled or self.rows)
        return looked(*(each.mass for each in self.rows))

    def draft_value(self) -> object:
        """Nothing: an entry is told at once."""
        return None

    def restore(self, saved: object) -> None:
        """An entry begins with one empty line."""


def parting(app: AppContext, end: EndPage) -> Entry:
    """Parts are taken for re-use."""
    begins = TakeParts(end.vin, today(), (), app.user.staff or "")
    form = StepForm(PARTED, Around(app), begins, parts={"parts": PartRows(Around(app))})
    return replace(form.entry(take_parts), fields=FieldsOf(form))
