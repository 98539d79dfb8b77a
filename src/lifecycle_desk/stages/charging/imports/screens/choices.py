"""How a file of charging records is read: its kind, whose sessions they are, its dates and its currency."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText, UiText, set_text
from lifecycle_desk.desktop.look.parts import Button, ChoiceField, ReadField, row
from lifecycle_desk.desktop.look.parts.controls import offer_all
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.charging.imports.interchange.faulty import JSON_KIND
from lifecycle_desk.stages.charging.imports.interchange.figures import CurrencyNotOurs, currencies
from lifecycle_desk.stages.charging.imports.interchange.mapped import KIND as GENERIC
from lifecycle_desk.stages.charging.imports.interchange.previewing import Preview
from lifecycle_desk.stages.charging.imports.interchange.readers import OPENERS
from lifecycle_desk.stages.charging.imports.rules.incoming import CurrencyUnknown
from lifecycle_desk.stages.charging.sessions.rules.words import KINDS
from lifecycle_desk.vehicle.screens.importing.preview import ORDERS
from lifecycle_desk.vehicle.screens.vehicle_field import VehicleField

if TYPE_CHECKING:
    from lifecycle_desk.stages.charging.imports.rules.mappings import ColumnMapping

WHOSE, BY_NAMES = N_("Vehicle"), N_("Leave empty to use the names in the file.")
KIND, DATES, CURRENCY = N_("File type"), N_("Date format"), N_("Currency")
MAPPING, PROPOSED, COLUMNS = N_("Read columns by"), N_("Suggested mapping"), N_("Columns…")


class ReadingChoices(QWidget):
    """Fields that each say something of how a file is read; those that do not matter to it are not shown."""

    changed = Signal()
    columns_asked = Signal()

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        kinds: list[tuple[object, UiText]] = [(kind, KINDS.get(kind, kind)) for kind in OPENERS]
        self.kind = ChoiceField(KIND, kinds)
        self.whose = VehicleField(app)
        self.whose.label.set_message(WHOSE)
        set_text(self.whose.line.setAccessibleName, WHOSE)
        self.whose.hint(BY_NAMES)
        self.dates = ChoiceField(DATES, list(ORDERS.items()))
        self.currency = ReadField(CURRENCY, _currency)
        self.mapping = ChoiceField(MAPPING)
        self.own: ColumnMapping | None = None  # which column means what, as a person has just said
        self.edit = Button(COLUMNS, icon="columns")
        self.columns: str | None = None  # how columns are known whose names do not tell it, once that was asked
        self._dealers, self._silent = "", False
        fields = ((self.kind, 3), (self.mapping, 3), (self.whose, 4), (self.dates, 3), (self.currency, 2), self.edit)
        self.setLayout(row(*fields, gap=16))
        for field in (self.kind, self.dates):
            field.chosen.connect(self._changed)
        self.whose.chosen.connect(self._changed)
        self.whose.edited.connect(self._edited)
        self.currency.read.connect(self._changed)
        self.mapping.chosen.connect(self._mapping_chosen)
        self.edit.clicked.connect(self.columns_asked)
        translator().changed.connect(self.whose.say_vehicle)

    @property
    def kind_now(self) -> str | None:
        """The kind that is chosen; None leaves it to the file."""
        kind = self.kind.value
        return kind if isinstance(kind, str) else None

    @property
    def now(self) -> Choices:
        """The other choices; None leaves one to the file and to the dealer's market."""
        dates, currency, mapping = self.dates.value, self.currency.value, self.mapping.value
        return Choices(
            vin=self.whose.vehicle.vin if self.whose.vehicle else None,
            dates=dates if isinstance(dates, str) else None,
            currency=currency if isinstance(currency, str) and currency != self._dealers else None,
            columns=self.columns,
            mapping=self.own or (mapping if isinstance(mapping, str) else None),
        )

    def choose_kind(self, kind: str) -> None:
        """Choose what kind a file is, without reading it."""
        self._silent = True
        self.kind.set_value(kind)
        self._silent = False

    def forget(self) -> None:
        """Leave everything to the file."""
        self._silent = True
        for field in (self.kind, self.dates):
            field.set_value(None)
        self.mapping.choice.clear()
        self.columns = self.own = None
        self.whose.reset()
        self.currency.set_text("")
        self._silent = False

    def offer(self, seen: Preview) -> None:
        """Show how a file was read, and what of it can be chosen otherwise."""
        self._silent = True
        self.kind.set_value(seen.kind)
        if self.now.vin != seen.choices.vin:
            self.whose.reset()
            if seen.choices.vin:
                self.whose.find_vehicle(seen.choices.vin)
        self._offer_mappings(seen)
        order = seen.taken.read_as.get("dates")
        self.dates.set_value(order)
        self.dates.setVisible(order is not None)
        self._dealers = "" if seen.choices.currency else seen.currency
        self.currency.set_text(seen.currency)
        self.currency.setVisible(seen.kind != JSON_KIND and _has_amounts(seen))
        self._silent = False

    def _offer_mappings(self, seen: Preview) -> None:
        """The mappings that are kept, and what the columns' words suggest."""
        self.mapping.choice.clear()
        offer_all(self.mapping.choice, [(None, PROPOSED), *((name, PlainText(name)) for name in seen.mappings)])
        self.mapping.set_value(None if self.own else seen.choices.mapping)
        self.mapping.setVisible(seen.kind == GENERIC)
        self.edit.setVisible(seen.kind == GENERIC)

    @Slot()
    def _mapping_chosen(self) -> None:
        if not self._silent:
            self.own = None
            self._changed()

    @Slot()
    def _changed(self) -> None:
        if not self._silent and (self.whose.vehicle or not self.whose.text):
            self.changed.emit()

    @Slot(str)
    def _edited(self, text: str) -> None:
        if not text.strip():
            self._changed()


def _has_amounts(seen: Preview) -> bool:
    """Whether a file tells amounts, or refuses some for their currency."""
    return any(
        (each.session and each.session.cost) or (each.fault and isinstance(each.fault.why, CurrencyNotOurs))
        for each in seen.lines.values()
    )


def _currency(text: str) -> tuple[object, str]:
    """A currency by its code of three letters."""
    code = text.strip().upper()
    if code not in currencies():
        raise CurrencyUnknown(text)
    sign = translator().current.formats.currency(code)
    return code, sign if sign != code else ""
