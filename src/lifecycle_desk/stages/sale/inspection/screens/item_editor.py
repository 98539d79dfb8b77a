"""The editor of one item of a checklist: the verdict, the measured value, a note and pictures."""

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.quantities import Measure, Unit, converted
from lifecycle_desk.commands.kinds import NOTE
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Card, FilterChip, Label, LineField, ReadField, column, row, wrap
from lifecycle_desk.desktop.look.parts.painted import PREFERRED
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.words import BACK
from lifecycle_desk.language.reading import read_measure
from lifecycle_desk.market.checklist_items import Item, ItemKind
from lifecycle_desk.stages.sale.inspection.rules import ItemResult, Result, outside
from lifecycle_desk.stages.sale.inspection.screens.rows import limits, typed
from lifecycle_desk.stages.sale.stock.screens.fields import IN_UNIT
from lifecycle_desk.vehicle.screens.checklist_rows import LOOKS
from lifecycle_desk.vehicle.screens.documents import DocumentsField
from lifecycle_desk.vehicle.usecases.documents import Document


class ItemEditor(Card):
    """The item that one stands on, with real controls; the list beside it decides the same by single keys."""

    decided = Signal(object)  # a Result
    entered = Signal()  # Enter in the value or the note: what stands there is meant
    attached = Signal()
    left = Signal()  # Escape: back to the list

    def __init__(self, app: AppContext) -> None:
        self.item: Item | None = None
        self._title, self._hint = Label("", "medium", wrap=True), Label("", "small", "ink3", wrap=True)
        self._group = QButtonGroup()
        self._group.setExclusive(True)
        self.chips: dict[Result, FilterChip] = {}
        for result in Result:
            tone, icon = LOOKS[result.sign]
            chip = FilterChip(result.label, result.key, icon=icon, tone=tone)
            self._group.addButton(chip)
            chip.clicked.connect(lambda _=False, result=result: self.decided.emit(result))
            self.chips[result] = chip
        self.value = ReadField(N_("Measured value"), self._read)
        self.value.judge = self._judge
        self.note = LineField(NOTE)
        self.documents = DocumentsField(app)
        first, second = list(self.chips.values())[:2], list(self.chips.values())[2:]
        chips = wrap(column(row(*first, None, gap=6), row(*second, None, gap=6), gap=6))
        self._parts = (chips, self.value, self.note, self.documents)
        super().__init__(
            column(
                self._title,
                self._hint,
                2,
                chips,
                4,
                self.value,
                self.note,
                self.documents,
                None,
                gap=t.FIELD_GAP,
                margins=_IN,
            )
        )
        self._group.setParent(self)
        self.setSizePolicy(PREFERRED, PREFERRED)  # as high as its answers get where they fold
        self.value.on_enter(self.entered.emit)
        self.note.on_enter(self.entered.emit)
        self.documents.attached.connect(self.attached)
        listen(self, "Esc", BACK, self.left.emit, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _read(self, text: str) -> tuple[object, str]:
        unit = (self.item.unit if self.item else None) or ""
        return read_measure(text, translator().current, unit)

    def _judge(self) -> Objection | None:
        """The limits' objection to the value."""
        item, value = self.item, self.value.value
        if item is None or not isinstance(value, Measure):
            return None
        return outside(item, converted(Decimal(value.value), value.unit, item.unit or ""))

    def show_item(self, item: Item, found: ItemResult | None, documents: Mapping[str, Document]) -> None:
        """Show another item with what was found at it."""
        self.item = item
        self._title.set_message(item.says)
        self._hint.set_message(item.hint or "")
        self._hint.setVisible(bool(item.hint))
        self._check(found.result if found else None)
        self.value.setVisible(item.kind is ItemKind.MEASURE)
        between = limits(item)
        unit = Message(IN_UNIT, unit=Unit(item.unit)) if item.unit else ""
        self.value.hint(Message(N_("Passes at %(limits)s"), limits=between) if between else unit)
        self.value.set_text(typed(item, found) if found else "")
        self.note.line.setText(found.note if found else "")
        self.note.clear()
        self.documents.show_documents(
            [documents[each] for each in found.documents if each in documents] if found else []
        )

    def _check(self, result: Result | None) -> None:
        self._group.setExclusive(False)  # an exclusive group could not be left without a choice
        for each, chip in self.chips.items():
            chip.setChecked(each is result)
        self._group.setExclusive(True)

    def read(self, result: Result) -> ItemResult | None:
        """The result with a verdict; None where the value is not understood."""
        item = self.item
        if item is None or (item.kind is ItemKind.MEASURE and not self.value.validate()):
            return None
        value = self.value.value if item.kind is ItemKind.MEASURE else None
        known = value if isinstance(value, Measure) else None
        measured, unit = (Decimal(known.value), known.unit or None) if known else (None, None)
        return ItemResult(item.id, result, measured, unit, self.note.text, self.documents.digests)

    def judged(self) -> Result | None:
        """The verdict that a measured value speaks for itself; None where nothing is measured."""
        if self.item is None or self.value.isHidden() or not self.value.validate() or self.value.value is None:
            return None
        return Result.FAIL if self._judge() else Result.PASS

    def shows(self, known: ItemResult) -> bool:
        """Whether the value that stands here is the one that is known."""
        value = self.value.value
        return isinstance(value, Measure) and (value.value, value.unit) == (known.value, known.unit or value.unit)

    def object_to(self, objection: Objection) -> None:
        """Put what a rule objects beside the field that it is about, and the keyboard there."""
        field = self.note if str(objection.at).endswith("note") else self.value
        if field.isHidden():
            field = self.note
        field.object_to(objection)
        field.setFocus()

    def begin_value(self, text: str) -> None:
        """Begin to type a value."""
        self.value.line.setText(text)
        self.value.line.setFocus()

    def work(self) -> None:
        """Put the keyboard where there is something to write."""
        (self.note if self.value.isHidden() else self.value).setFocus()
        line = self.note.line if self.value.isHidden() else self.value.line
        line.selectAll()

    def allow(self, *, changes: bool) -> None:
        """Let things be changed, or show that they cannot be any more."""
        for each in self._parts:
            each.setEnabled(changes)


_IN = (16, 12, 16, 10)
