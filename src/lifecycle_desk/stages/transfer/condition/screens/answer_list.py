"""Test drive, high-voltage system and accessories: a list that is worked off by the keyboard, one letter an item."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import override

from PySide6.QtCore import Signal, Slot

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.checklist_items import Group, Item
from lifecycle_desk.stages.transfer.condition.rules.condition import Answer, ItemAnswer, answers_of
from lifecycle_desk.vehicle.rules.checklists import next_open
from lifecycle_desk.vehicle.screens.checklist_list import ChecklistList
from lifecycle_desk.vehicle.screens.checklist_rows import ItemFound, rows_of


class AnswerList(ChecklistList):
    """The items with their answers; P, F and N decide and go on to the next."""

    changed = Signal()

    def __init__(self) -> None:
        self.answers: dict[str, ItemAnswer] = {}
        self._groups: tuple[Group, ...] = ()
        super().__init__(N_("Test drive and equipment"), Answer)
        self.decided.connect(self.decide)
        self.forgotten.connect(self._forget)
        translator().changed.connect(self._show)

    def show_all(self, groups: Sequence[Group], answers: Iterable[ItemAnswer]) -> None:
        """Show the list of another car."""
        self._groups, self.answers = tuple(groups), {each.item: each for each in answers}
        self._show()
        self.stand_on(next_open(self.order(), self.answers) or next(iter(self.order()), ""))

    def read(self) -> tuple[ItemAnswer, ...]:
        """The answers in the order of the list."""
        return tuple(self.answers[each] for each in self.order() if each in self.answers)

    @override
    def answers_to(self, item: str) -> Iterable[Answer]:
        return answers_of(next(group.id for group in self._groups if item in {each.id for each in group.items}))

    @Slot(object)
    def decide(self, answer: Answer) -> None:
        """Write an answer down, and go on to the next item; what was noted there stays."""
        here = self.here()
        before = self.answers.get(here)
        self.answers[here] = replace(before, answer=answer) if before else ItemAnswer(here, answer)
        self._show()
        self.step_on()
        self.changed.emit()

    @Slot()
    def _forget(self) -> None:
        if self.answers.pop(self.here(), None):
            self._show()
            self.changed.emit()

    @Slot()
    def _show(self) -> None:
        self.show_items(rows_of(self._groups, self.answers, self._found))

    def _found(self, item: Item) -> ItemFound:
        found = self.answers.get(item.id)
        return ItemFound(answer=found.answer, detail=found.note) if found else ItemFound()
