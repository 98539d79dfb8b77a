"""The form of the depollution list: each item with what became of it, how much, and into which container."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import by_place
from lifecycle_desk.desktop.look.parts import Button, Field, Label, SectionTitle, column, row, wrap
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.desktop.look.parts.fields import LEAST
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.checklist_items import Item
from lifecycle_desk.stages.recycling.depollution.rules.depollution import Answered, ItemDone, ItemState
from lifecycle_desk.stages.recycling.depollution.usecases import DEPOLLUTED, RecordDepollution, record_depollution
from lifecycle_desk.stages.recycling.end.screens.fields import CloseChoice, CloseFigure, CloseLine, FieldsOf, today
from lifecycle_desk.stages.recycling.end.usecases.showing import EndPage
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.fields import chosen, exact, looked
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm

OPEN = C_("depollution", "Open")
STATE, QUANTITY = C_("depollution", "Status"), C_("depollution", "Quantity")
UNIT_WIDE = 32  # px
CONTAINER, REMARK = C_("depollution", "Container"), C_("depollution", "Kind or reason")


class ItemRow(QWidget):
    """One item: its name, what became of it, how much with its unit, the container, which kind or why not."""

    def __init__(self, item: Item, answered: Answered | None) -> None:
        super().__init__()
        self.item = item
        self.before = answered.done if answered else None
        states: list[tuple[object, str]] = [(None, OPEN), *((state, state.label) for state in ItemState)]
        self.state = CloseChoice(STATE, states, value=self.before.state if self.before else None)
        self.amount = CloseFigure(QUANTITY, item.unit or "")
        self.container, self.remark = CloseLine(CONTAINER), CloseLine(REMARK)
        self.fields: dict[str, Field] = {
            "state": self.state,
            "amount": self.amount,
            "container": self.container,
            "reason": self.remark,
            "kind": self.remark,
        }
        self.amount.setEnabled(item.unit is not None)
        self._show_before()
        name = Label(item.says, "body", wrap=True)
        self.unit = unit = Label("", "small", "ink3")
        TextWidth(unit, UNIT_WIDE)
        line = row((name, 5), (self.state, 2), (self.amount, 1), unit, (self.container, 2), (self.remark, 3), gap=10)
        for label in (name, unit):
            line.setAlignment(label, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(line)
        translator().changed.connect(self._name_controls)
        self._name_controls()

    @Slot()
    def _name_controls(self) -> None:
        """Let each control be read aloud with its item: one below the other they are all alike."""
        language = translator().current
        self.unit.show_text(language.formats.sign(self.item.unit) if self.item.unit else "")
        named = ((self.state, STATE), (self.amount, QUANTITY), (self.container, CONTAINER), (self.remark, REMARK))
        for field, words in named:
            field.control.setAccessibleName(join(language(self.item.says), language(words)))

    def _show_before(self) -> None:
        if self.before is None:
            return
        if self.before.amount is not None:
            self.amount.set_text(translator().current.formats.number(self.before.amount))
        self.container.line.setText(self.before.container)
        self.remark.line.setText(self.before.reason or self.before.kind)

    def read(self) -> ItemDone | None:
        """The item's outcome; None where nothing is said, or nothing else than before."""
        state = chosen(ItemState, self.state)
        if state is None:
            return None
        skipped = state is ItemState.NOT_FEASIBLE
        reason, kind = (self.remark.text, "") if skipped else ("", self.remark.text)
        made = ItemDone(self.item.id, state, exact(self.amount), kind, self.container.text, reason)
        return None if made == self.before else made


class ItemRows(QWidget):
    """The whole list of a car, group by group, as a part of a form."""

    def __init__(self, end: EndPage) -> None:
        super().__init__()
        self.groups = [
            (group.group_title, [ItemRow(item, end.end.answered.get(item.id)) for item in group.items])
            for group in end.car.used.groups_for(end.car.energy)
        ]
        self.rest = Button(N_("Mark all open items as done"), "link", icon="list-check")
        self.rest.clicked.connect(self._finish)
        self.fields: dict[str, Field] = {}
        self._lay_out()
        self._name_fields(self.rows)

    @property
    def rows(self) -> list[ItemRow]:
        """All items in the order of the list."""
        return [each for _, rows in self.groups for each in rows]

    def _lay_out(self) -> None:
        heads = ((C_("depollution", "Item"), 5), (STATE, 2), (QUANTITY, 1), ("", 0), (CONTAINER, 2), (REMARK, 3))
        labels: list[tuple[QWidget, int]] = []
        for words, share in heads:
            label = Label(words, "small", "ink3")
            if not share:
                TextWidth(label, UNIT_WIDE)
            elif labels:
                label.setMinimumWidth(theme.u(LEAST))  # as the fields below it: else no head stands over its column
            labels.append((label, share))
        parts: list[QWidget] = [wrap(row(*labels, gap=10))]
        for title, rows in self.groups:
            if rows:
                parts += [wrap(row(SectionTitle(title), None, margins=(0, 8, 0, 0))), *rows]
        self.setLayout(column(row(self.rest, None), *parts, gap=4))

    def _name_fields(self, rows: Sequence[ItemRow]) -> None:
        """Call the fields by the places that the rows have among those that are told."""
        self.fields = by_place("items", (each.fields for each in rows))
        if rows:
            self.fields["items"] = rows[0].state

    @Slot()
    def _finish(self) -> None:
        for each in self.rows:
            if chosen(ItemState, each.state) is None:
                each.state.set_value(ItemState.DONE)

    @property
    def value(self) -> tuple[ItemDone, ...]:
        """The outcomes of the items that changed."""
        return tuple(filter(None, (each.read() for each in self.rows)))

    def validate(self) -> bool:
        """Read the quantities, and name the fields by what will be told."""
        sound = looked(*(each.amount for each in self.rows))
        self._name_fields([each for each in self.rows if each.read()] or self.rows)
        return sound

    def draft_value(self) -> object:
        """Nothing: the list is told bit by bit."""
        return None

    def restore(self, saved: object) -> None:
        """The rows show what was answered before."""


def depolluting(app: AppContext, end: EndPage) -> Entry:
    """The entry of drained fluids and removed parts."""
    last = max(end.end.answered.values(), key=lambda each: each.seq, default=None)
    begins = RecordDepollution(end.vin, today(), (), app.user.staff or (last.by if last else ""))
    form = StepForm(DEPOLLUTED, Around(app), begins, parts={"items": ItemRows(end)})
    return replace(form.entry(record_depollution), fields=FieldsOf(form))
