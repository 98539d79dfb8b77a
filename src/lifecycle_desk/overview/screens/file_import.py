"""A file of any kind but charging on its way in: what it leaves open is asked, its columns too, then its rows shown."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import override

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Label, column, row
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.files.days import DayTwoWays
from lifecycle_desk.files.kinds import likely, readers
from lifecycle_desk.files.looking import Looked
from lifecycle_desk.stages.charging.imports.interchange.logbooks import CarNotNamed
from lifecycle_desk.stages.charging.imports.interchange.mapped import KIND as GENERIC
from lifecycle_desk.stages.charging.imports.rules.mappings import ColumnMapping, MappingNeeded, Target
from lifecycle_desk.stages.charging.imports.screens.mapping_editor import UNNAMED, MappingEditor
from lifecycle_desk.stages.charging.imports.screens.questions import DayQuestion
from lifecycle_desk.vehicle.screens.importing.preview import Wording
from lifecycle_desk.vehicle.screens.importing.table import TableImportPage
from lifecycle_desk.vehicle.screens.vehicle_field import VehicleField
from lifecycle_desk.vehicle.usecases.vehicles_shown import VehicleSummary

TITLE = N_("Import")
SAYS = Wording(
    TITLE,
    N_("Import file"),
    N_("Drop a file here, or choose one. It is checked before anything is imported."),
    NN_("Import %(n)s row", "Import %(n)s rows"),
    N_("Reading the file…"),
    N_("Importing the file…"),
    "",
    ("sale", "service", "transfer"),
)
WHICH_CAR, NOT_SAID = N_("Which vehicle is it?"), N_("%(file)s does not say which vehicle it is about.")
SESSIONS = "charging_import"  # the page that looks at sessions


class CarQuestion(QWidget):
    """Asks which car a file is about that does not say it."""

    answered = Signal(object)

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self.sentence = Label("", "read", "ink2", align="centre", wrap=True)
        self.whose = VehicleField(app)
        TextWidth(self.whose, 360)
        title = Label(WHICH_CAR, "title")
        asked = (None, row(None, title, None), row(None, (self.sentence, 1000), None), 12, row(None, self.whose, None))
        self.setLayout(column(*asked, None, None, gap=6, margins=(24, 0, 24, 24)))
        self.setFocusProxy(self.whose.line)
        self.whose.chosen.connect(self._chosen)

    def ask(self, file: str) -> None:
        """Ask about a file."""
        self.sentence.set_message(NOT_SAID, file=file)
        self.whose.reset()

    @Slot(object)
    def _chosen(self, vehicle: VehicleSummary | None) -> None:
        if vehicle:
            self.answered.emit(vehicle)


class FileImportPage(TableImportPage):
    """A file of any kind that has no page of its own; sessions that a mapping tells of go on at theirs."""

    handed_on = Signal(str, object, object)  # the page, the path, and the mapping

    def __init__(self, app: AppContext) -> None:
        own = [each for each in readers().values() if not each.page and not each.founds]
        super().__init__(app, SAYS, own, offered("previews"))
        self.mapping: ColumnMapping | None = None
        self.editor, self.day, self.car = MappingEditor(app), DayQuestion(), CarQuestion(app)
        for part in (self.editor, self.day, self.car):
            self.keep(part)
        self.editor.failed = self.give_up
        self.editor.decided.connect(self._mapped)
        self.day.answered.connect(self._order_told)
        self.car.answered.connect(self._car_told)
        self.choices.columns_asked.connect(self._ask_columns)

    @override
    def kinds_of(self, path: Path) -> tuple[str, ...]:
        return tuple(kind for kind in likely(self.app.user, path) if kind in self.readers)

    @override
    def choices_now(self) -> Choices:
        return replace(self.choices.now, mapping=self.mapping)

    @override
    def look_at(self, path: Path) -> Steps[Looked]:
        yield Step(0)
        kinds = self.kinds_of(path)
        if (self.kind or kinds[0]) == GENERIC and self.mapping is None:
            raise MappingNeeded(path.name, "", "")
        return (yield from super().look_at(path))

    @override
    def asks(self, fact: Exception) -> QWidget | None:
        if isinstance(fact, MappingNeeded) and self.path:
            self.kind = GENERIC
            self.editor.look(self.path)
            return self.editor
        if isinstance(fact, CarNotNamed):
            self.car.ask(fact.file)
            return self.car
        return self.day if isinstance(fact, DayTwoWays) and self.day.ask(fact) else None

    @override
    def offer_choices(self, seen: Looked | None) -> None:
        super().offer_choices(seen)
        if seen is None:
            self.mapping = None
            return
        is_mapped = seen.reader.kind == GENERIC
        self.choices.offer(seen, self.readers, asks_car=not is_mapped or self._names_no_car(), has_columns=is_mapped)

    def _names_no_car(self) -> bool:
        """Whether the mapping reads rows of cars and says of none which it is."""
        of_cars = {Target.SERVICES.value, Target.READINGS.value}
        return self.mapping is not None and self.mapping.of in of_cars and "vin" not in self.mapping.columns

    @override
    def seen_on(self) -> str:
        is_people = self.mapping is not None and self.mapping.of == Target.CUSTOMERS.value
        return "customers" if is_people else super().seen_on()

    @override
    def read_as(self, seen: Looked) -> Sequence[str]:
        said = list(super().read_as(seen))
        if self.mapping and seen.reader.kind == GENERIC:
            said[0] = translator().current(Target.of(self.mapping.of).label)
            said += [self.mapping.name] if self.mapping.name != UNNAMED else []
        return said

    @Slot(object)
    def _mapped(self, mapping: ColumnMapping) -> None:
        if mapping.of == Target.SESSIONS.value and self.path:
            path = self.path
            self.begin_anew()
            self.handed_on.emit(SESSIONS, path, mapping)
            return
        self.mapping = mapping
        self.read_again()

    @Slot()
    def _ask_columns(self) -> None:
        if self.path:
            self.editor.look(self.path, self.mapping)
            self.ask(self.editor)
            self.facts.set_message(PlainText(self.path.name))

    @Slot(str)
    def _order_told(self, order: str) -> None:
        self.choices.order.set_value(order)
        self.read_again()

    @Slot(object)
    def _car_told(self, vehicle: VehicleSummary) -> None:
        self.choices.whose.choose(vehicle)
        self.read_again()
