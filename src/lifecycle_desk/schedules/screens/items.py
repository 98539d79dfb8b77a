"""The items of a schedule in its form: each with its interval, severe use, hours, parts and torques."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    ChoiceField,
    Field,
    IconButton,
    LineField,
    ReadField,
    Stack,
    row,
)
from lifecycle_desk.desktop.look.parts import column as stacked
from lifecycle_desk.desktop.offer_box import Completion
from lifecycle_desk.schedules.rules import Action, Interval, Item
from lifecycle_desk.schedules.screens.fields import (
    hours_field,
    interval_field,
    item_code,
    item_said,
    items_offered,
    read_parts,
    read_torques,
    written_interval,
    written_parts,
    written_torques,
)
from lifecycle_desk.vehicle.screens.fields import looked

WITH_VISITS = N_("Leave empty for every visit")


class ItemCard(Card):
    """One item."""

    removed = Signal()

    def __init__(self) -> None:
        self.what = LineField(C_("maintenance", "Item"), longest=200)
        self.action = ChoiceField(
            C_("maintenance", "Action"), [(each, each.label) for each in Action], value=Action.REPLACE
        )
        self.every = interval_field(C_("maintenance", "Every"), WITH_VISITS)
        self.first = interval_field(N_("First time after"))
        self.severe = interval_field(N_("Severe use: every"))
        self.hours = hours_field(N_("Flat-rate hours"))
        self.parts = ReadField(
            C_("maintenance", "Parts"), read_parts, hint=N_("Number, name, × quantity; separate with semicolons")
        )
        self.torques = ReadField(N_("Torques in Nm"), read_torques, hint=N_("Wheel bolts 140; drain plug 25"))
        self.remove = IconButton("trash", N_("Remove item"))
        self._offer = Completion(self.what.line)
        top = row((self.what, 4), (self.action, 2), (self.every, 3), self.remove, gap=12)
        middle = row((self.first, 3), (self.severe, 3), (self.hours, 2), gap=12)
        super().__init__(
            stacked(top, middle, row((self.parts, 3), (self.torques, 2), gap=12), gap=2, margins=(12, 8, 8, 6))
        )
        self.what.edited.connect(lambda text: self._offer.offer(items_offered(text)))
        self.remove.clicked.connect(self.removed)

    @property
    def lines(self) -> dict[str, ReadField]:
        """The fields that are read, by what rules call them."""
        return {
            "every": self.every,
            "first": self.first,
            "severe": self.severe,
            "hours": self.hours,
            "parts": self.parts,
            "torques": self.torques,
        }

    @property
    def fields(self) -> dict[str, Field]:
        """All fields."""
        return {"code": self.what, "action": self.action, **self.lines}

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not self.what.text and not any(each.text for each in self.lines.values())

    @property
    def texts(self) -> dict[str, str]:
        """All that stands in it."""
        typed = {name: field.text for name, field in self.lines.items()}
        return typed | {"what": self.what.text, "action": str(self.action.value)}

    def write(self, texts: Mapping[str, str]) -> None:
        """Let other texts stand in it."""
        self.what.line.setText(texts.get("what", ""))
        self.action.set_value(Action.of(texts.get("action", Action.REPLACE.value)))
        for name, field in self.lines.items():
            field.set_text(texts.get(name, ""))

    def item(self) -> Item:
        """The item that stands here; where something cannot be read, its field says so."""
        looked(*self.lines.values())
        interval = {
            name: cast("Interval", self.lines[name].value or Interval()) for name in ("every", "first", "severe")
        }
        return Item(
            code=item_code(self.what.text),
            action=cast("Action", self.action.value),
            hours=cast("Any", self.hours.value),
            parts=cast("Any", self.parts.value or ()),
            torques=cast("Any", self.torques.value or ()),
            **interval,
        )


def texts_of(item: Item) -> dict[str, str]:
    """An item as it is typed."""
    return {
        "what": item_said(item.code),
        "action": item.action.value,
        "every": written_interval(item.every),
        "first": written_interval(item.first),
        "severe": written_interval(item.severe),
        "hours": f"{item.hours}" if item.hours is not None else "",
        "parts": written_parts(item.parts),
        "torques": written_torques(item.torques),
    }


class ItemsEditor(QWidget):
    """The items one below the other."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stack = Stack(8)
        self.cards: list[ItemCard] = self._stack.parts
        self.add = Button(N_("Add item"), icon="plus", keys="Ctrl+J")
        self.setLayout(stacked(self._stack, row(self.add, None), gap=8))
        self.add.clicked.connect(self._add)

    @property
    def written(self) -> list[ItemCard]:
        """The items in which something stands."""
        return [each for each in self.cards if not each.is_blank]

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them, each item by its place."""
        return {
            f"items[{at}].{name}": field for at, card in enumerate(self.written) for name, field in card.fields.items()
        }

    @property
    def texts(self) -> list[dict[str, str]]:
        """All that stands in them."""
        return [each.texts for each in self.written]

    def write(self, texts: list[dict[str, str]]) -> None:
        """Let other items stand here."""
        self._stack.fill()
        for each in texts:
            self._append().write(each)
        self.changed.emit()

    def items(self) -> tuple[Item, ...]:
        """The items that stand here."""
        return tuple(each.item() for each in self.written)

    def stops(self) -> Iterator[QWidget]:
        """The stops of Tab."""
        for card in self.cards:
            yield from (card.what.line, card.action.choice)
            yield from (field.line for field in card.lines.values())
            yield card.remove
        yield self.add

    @Slot()
    def _add(self) -> None:
        self._append().what.line.setFocus()
        self.changed.emit()

    def _append(self) -> ItemCard:
        made = self._stack.put(ItemCard())
        made.removed.connect(partial(self._removed, made))
        return made

    def _removed(self, card: ItemCard) -> None:
        self._stack.take_out(card)
        self.add.setFocus()
        self.changed.emit()
