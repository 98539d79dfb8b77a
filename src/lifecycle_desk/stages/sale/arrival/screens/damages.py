"""Transport damages in the arrival form: a row for each, added by a key, with panel, kind and a note."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.kinds import NOTE
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    ChoiceField,
    Field,
    IconButton,
    Label,
    LineField,
    Stack,
    column,
    row,
)
from lifecycle_desk.stages.sale.arrival.rules import Damage, DamageKind
from lifecycle_desk.vehicle.screens.fields import chosen


class DamageRow(QWidget):
    """One damage of the survey."""

    changed = Signal()
    gone = Signal()

    def __init__(self, panels: Iterable[tuple[str, UiText]]) -> None:
        super().__init__()
        self.panel = ChoiceField(C_("damage", "Panel"), panels, placeholder=N_("Choose panel"))
        kinds = [(kind, kind.label) for kind in DamageKind]
        self.kind = ChoiceField(C_("damage", "Damage"), kinds, placeholder=N_("Choose damage"))
        self.note = LineField(NOTE)
        remove = IconButton("trash", N_("Remove damage"))
        self.setLayout(row((self.panel, 3), (self.kind, 2), (self.note, 4), column(18, remove, None, gap=4), gap=12))
        remove.clicked.connect(self.gone)
        self.panel.chosen.connect(self.changed)
        self.kind.chosen.connect(self.changed)
        self.setFocusProxy(self.panel)

    def validate(self) -> bool:
        """Ask for what is missing, unless the row is empty."""
        told = (self.panel.value, self.damage)
        if any(told) or self.note.text:
            for field, value in zip((self.panel, self.kind), told, strict=True):
                if value is None:
                    field.fault(N_("Please fill this in."))
        return not (self.panel.is_faulty or self.kind.is_faulty)

    @property
    def value(self) -> Damage | None:
        """The damage; None while it is not whole."""
        panel, kind = self.panel.value, self.damage
        return Damage(str(panel), kind, self.note.text) if panel and kind else None

    @property
    def damage(self) -> DamageKind | None:
        """The panel's damage, as far as it is chosen."""
        return chosen(DamageKind, self.kind)


class Damages(QWidget):
    """The damages of one car."""

    changed = Signal()

    def __init__(self, panels: Sequence[tuple[str, UiText]]) -> None:
        super().__init__()
        self._panels = panels
        self._box = Stack(t.FIELD_GAP)
        self.rows: list[DamageRow] = self._box.parts
        self._none = Label(N_("No damage"), "small", "ink3")
        self.add = Button(N_("Add damage"), "quiet", icon="plus", keys="Alt+D")
        self.setLayout(column(self._none, self._box, row(self.add, None), gap=4))
        self.add.clicked.connect(self.begin)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them: damages[0].panel."""
        return {
            f"damages[{place}].{name}": getattr(each, name)
            for place, each in enumerate(self.rows)
            for name in ("panel", "kind", "note")
        }

    @property
    def value(self) -> tuple[Damage, ...]:
        """The damages that are told; rows that are not whole are passed over."""
        return tuple(damage for each in self.rows if (damage := each.value))

    def validate(self) -> bool:
        """Look at every row, also behind a fault."""
        return all([each.validate() for each in self.rows])  # noqa: C419 (as it says)

    @Slot()
    def begin(self) -> None:
        """Begin another damage."""
        self._grow().setFocus()

    def _grow(self) -> DamageRow:
        made = self._box.put(DamageRow(self._panels))
        made.gone.connect(partial(self._remove, made))
        made.changed.connect(self.changed)
        self._none.hide()
        return made

    def _remove(self, which: DamageRow) -> None:
        self._box.take_out(which)
        self._none.setVisible(not self.rows)
        (self.rows[-1] if self.rows else self.add).setFocus()
        self.changed.emit()

    def draft_value(self) -> list[dict[str, Any]]:
        """The value that a draft stores."""
        return [{"panel": each.panel.value, "kind": each.kind.value, "note": each.note.text} for each in self.rows]

    def restore(self, saved: Iterable[dict[str, Any]] | None) -> None:
        """Put a draft's value back; None leaves no row."""
        self._box.fill()
        self._none.show()
        for told in saved or ():
            made = self._grow()
            made.panel.set_value(told.get("panel"))
            made.kind.set_value(told.get("kind"))
            made.note.set_text(told.get("note") or "")
        self.changed.emit()
