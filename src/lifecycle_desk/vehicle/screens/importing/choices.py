"""How a table is read on its way in: what kind it is, which car it is of, its dates and its currency."""

import re
from itertools import islice

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.commands.offers import Choices, Reader
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText, set_text
from lifecycle_desk.desktop.look.parts import Button, ChoiceField, InfoBar, LineField, column, row, wrap
from lifecycle_desk.desktop.look.parts.controls import offer_all
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.files.looking import Looked
from lifecycle_desk.vehicle.screens.importing.preview import ORDERS
from lifecycle_desk.vehicle.screens.vehicle_field import VehicleField

KIND, DATES, AS_SHOWN = N_("File type"), N_("Date format"), ("", N_("As in the file"))
WHOSE, BY_FILE = N_("Vehicle"), N_("Leave empty to use the file’s own.")
COLUMNS = N_("Columns…")
OPEN_DAY = re.compile(r"\s*[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}\b.*")
MOST_ODD = 3  # oddities that are told
LOOKED_THROUGH = 500  # rows, and all faulty ones, for days that can be written in several orders


class TableChoices(QWidget):
    """Fields that each say something of how a table is read; those that do not matter to it are not shown."""

    changed = Signal()
    columns_asked = Signal()

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self.kind = ChoiceField(KIND)
        self.order = ChoiceField(DATES, (AS_SHOWN, *ORDERS.items()))
        self.whose = VehicleField(app)
        self.whose.label.set_message(WHOSE)
        set_text(self.whose.line.setAccessibleName, WHOSE)
        self.whose.hint(BY_FILE)
        self.named = LineField("", hint=BY_FILE, longest=200)
        self.columns = Button(COLUMNS, icon="columns")
        self.odd = InfoBar("", tone="warn")
        self._silent, self._last_named = False, ""
        self._oddities: tuple[Objection, ...] = ()
        self._fields = wrap(
            row((self.kind, 3), (self.whose, 4), (self.named, 4), (self.order, 3), self.columns, None, gap=16)
        )
        self.setLayout(column(self._fields, self.odd, gap=8))
        self.odd.hide()
        for field in (self.kind, self.order):
            field.chosen.connect(self._changed)
        self.whose.chosen.connect(self._changed)
        self.named.line.editingFinished.connect(self._named)
        self.whose.edited.connect(self._edited)
        self.columns.clicked.connect(self.columns_asked)
        translator().changed.connect(self.whose.say_vehicle)
        translator().changed.connect(self._say_odd)

    @property
    def vin(self) -> str | None:
        """The car that was named."""
        return self.whose.vehicle.vin if self.whose.vehicle else None

    @property
    def now(self) -> Choices:
        """The present choices; None leaves a choice to the file."""
        return Choices(vin=self.vin, supplier=self.named.text or None, dates=str(self.order.value or "") or None)

    def forget(self) -> None:
        """Leave everything to the file."""
        self._silent = True
        self.order.set_value("")
        self.whose.reset()
        self.named.set_text("")
        self._last_named = ""
        self.kind.choice.clear()
        self._oddities = ()
        self._say_odd()
        self._silent = False

    def offer(
        self, seen: Looked, readers: dict[str, Reader], *, asks_car: bool = True, has_columns: bool = False
    ) -> None:
        """Show how a file was read, and what of it can be chosen otherwise."""
        self._silent = True
        takes = {each.name for each in seen.reader.takes}
        kinds = [each for each in dict.fromkeys((*seen.kinds, seen.reader.kind)) if each in readers]
        self.kind.choice.clear()
        offer_all(self.kind.choice, [(kind, readers[kind].title) for kind in kinds])
        self.kind.set_value(seen.reader.kind)
        self.kind.setVisible(len(kinds) > 1)
        self.whose.setVisible("vin" in takes and asks_car)
        self._offer_name(next((each.label for each in seen.reader.takes if each.name == "supplier"), ""))
        self.order.setVisible("dates" in takes and (bool(seen.choices.dates) or _has_open_days(seen)))
        self.columns.setVisible(has_columns)
        self._fields.setVisible(
            any(not each.isHidden() for each in (self.kind, self.whose, self.named, self.order, self.columns))
        )
        self._oddities = seen.odd[:MOST_ODD]
        self._say_odd()
        self._silent = False

    def _offer_name(self, label: str) -> None:
        """Ask for the name of who sent the list, where its format takes one."""
        self.named.setVisible(bool(label))
        if label:
            self.named.label.set_message(label)
            set_text(self.named.line.setAccessibleName, label)

    @Slot()
    def _named(self) -> None:
        """The name stands: the list is looked at again where it is another."""
        if self.named.text != self._last_named:
            self._last_named = self.named.text
            self._changed()

    @Slot()
    def _say_odd(self) -> None:
        """Say what is odd about a file, in the language of now."""
        self.odd.setVisible(bool(self._oddities))
        self.odd.set_message(PlainText(" ".join(dict.fromkeys(map(translator().current.sentence, self._oddities)))))

    @Slot()
    def _changed(self) -> None:
        if not self._silent and (self.whose.vehicle or not self.whose.text):
            self.changed.emit()

    @Slot(str)
    def _edited(self, text: str) -> None:
        if not text.strip():
            self._changed()


def _has_open_days(seen: Looked) -> bool:
    """Whether a row tells a day that is not written as the standard says."""
    rows = [*islice(seen.lines.values(), LOOKED_THROUGH), *islice(seen.faulty, LOOKED_THROUGH)]
    return any(OPEN_DAY.fullmatch(cell) for each in rows for cell in each.cells.values())
