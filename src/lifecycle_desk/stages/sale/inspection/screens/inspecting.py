"""An inspection under way: what was found so far, saved as one goes, and completed at the end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from lifecycle_desk.base import clock
from lifecycle_desk.commands.command import Result as Saved
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.checklist_items import Group, Item, narrowed
from lifecycle_desk.stages.sale.inspection.rules import InspectionState, ItemResult, Result, check_results
from lifecycle_desk.stages.sale.inspection.usecases import (
    Inspected,
    Reinspection,
    SaveInspection,
    reinspect,
    save_inspection,
)
from lifecycle_desk.stages.sale.stock.usecases.showing import InspectionSheet, inspection
from lifecycle_desk.vehicle.rules.checklists import next_open, unanswered
from lifecycle_desk.vehicle.screens.sheet_saver import SheetSaver
from lifecycle_desk.vehicle.usecases.documents import Document, document

SETTLED = 400  # ms after the last decision until it is written: nobody waits for it, and keys come in bursts


class Mode(Enum):
    """The scope of an inspection: the whole list, its failed items, or nothing any more."""

    WHOLE = auto()
    AGAIN = auto()
    DONE = auto()


@dataclass(frozen=True, slots=True)
class Read:
    """A sheet with the documents that its results name."""

    sheet: InspectionSheet
    documents: dict[str, Document]


def sheet_with_documents(user: UserSession, vin: str) -> Read:
    """The sheet of a car as it is to be filled in; asked in a reading thread."""
    sheet = inspection(user, vin)
    named = dict.fromkeys(digest for each in sheet.results.values() for digest in each.documents)
    return Read(sheet, {digest: saved for digest in named if (saved := document(user, digest))})


class Inspecting(QObject):
    """The form of the items of one car.

    A whole inspection is a draft in the books from its first decision, so that another can go on with it; a repeated
    one is a draft of this form, since it is told in one piece.
    """

    saved = Signal(object)  # words: when

    def __init__(self, app: AppContext, read: Read) -> None:
        super().__init__()
        self._app, self._sheet = app, read.sheet
        self.documents = dict(read.documents)
        self.quarantined = read.sheet.quarantined
        self.mode = _mode(read.sheet)
        self.results: dict[str, ItemResult] = {} if self.mode is Mode.AGAIN else dict(read.sheet.results)
        self.before = dict(read.sheet.results) if self.mode is Mode.AGAIN else {}
        self._on, self._inspector, self._note = translator().current.formats.local(clock.now()).date(), "", ""
        self._saver = SheetSaver(app, save_inspection, lambda: replace(self._whole(), draft=True), SETTLED, self)
        self._saver.saved.connect(self._saved)
        self._saver.announced.connect(self.saved)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups with the items that are to be looked at now."""
        if self.mode is not Mode.AGAIN:
            return self._sheet.groups
        return narrowed(self._sheet.groups, lambda item: item.id in self._sheet.failed)

    @property
    def items(self) -> tuple[Item, ...]:
        """The items that are to be looked at now."""
        return tuple(item for group in self.groups for item in group.items)

    def item(self, item: str) -> Item | None:
        """An item by its name."""
        return next((each for each in self.items if each.id == item), None)

    def known(self, item: str) -> tuple[ItemResult | None, ItemResult | None]:
        """The result at an item, and the one before an inspection again."""
        return self.results.get(item), self.before.get(item)

    @property
    def progress(self) -> tuple[int, int]:
        """How many items have a result, and how many there are."""
        return sum(1 for each in self.items if each.id in self.results), len(self.items)

    @property
    def state(self) -> InspectionState:
        """How far the inspection has come."""
        if self.mode is Mode.WHOLE:
            return InspectionState.OPEN if self.results else InspectionState.NOT_INSPECTED
        return self._sheet.state

    def next_open(self, after: str) -> str:
        """The next item without a result, from the start again where there is none behind; empty where all have one."""
        return next_open([each.id for each in self.items], self.results, after)

    def lacking(self) -> tuple[str, ...]:
        """The items that must have a result before the list is complete."""
        return unanswered(self.items, self._sheet.energy, self.results)

    def describe(self, on: object, inspector: str, note: str) -> bool:
        """The day, who inspects, and what else is to be said; gives whether that is anything new."""
        told = (on if isinstance(on, date) else self._on, inspector, note)
        new = told != (self._on, self._inspector, self._note)
        self._on, self._inspector, self._note = told
        return new

    def found(self, result: ItemResult) -> None:
        """Write a result down; refuses one that the item cannot have."""
        check_results(self._sheet.checklist.items, self._sheet.energy, (result,))
        self.results[result.item] = result
        self.changed()

    def forget(self, item: str) -> None:
        """Take a result away."""
        if self.results.pop(item, None):
            self.changed()

    def begin_anew(self) -> None:
        """Begin the whole list again; what was found before stays in the life of the car."""
        self.mode, self.results, self.before = Mode.WHOLE, {}, {}

    def changed(self) -> None:
        """Note that something is to be saved."""
        if self.mode is Mode.WHOLE:
            self._saver.changed()

    def keep(self) -> None:
        """Save now what has not been saved yet."""
        self._saver.save()

    def complete(self, done: Callable[[Saved[Inspected]], object], failed: Callable[[Exception], object]) -> None:
        """Tell the inspection to the life of the car."""
        self._saver.stop()
        if self.mode is Mode.AGAIN:
            asked = Reinspection(self._sheet.vin, self._on, self._given(), self._inspector, note=self._note)
            self._app.do(reinspect, asked, done, failed)
        else:
            self._app.do(save_inspection, self._whole(), done, failed)

    def _whole(self) -> SaveInspection:
        before = self._sheet.sheet
        return SaveInspection(
            self._sheet.vin,
            self._on,
            self._given(),
            self._sheet.checklist.id if before else None,
            self._inspector,
            software=before.software if before else (),
            note=self._note,
            documents=before.documents if before else (),
        )

    def _given(self) -> tuple[ItemResult, ...]:
        """The results in the order of the list."""
        return tuple(self.results[item.id] for item in self.items if item.id in self.results)

    @Slot(object)
    def _saved(self, done: Saved[Inspected]) -> None:
        self.quarantined = done.value.quarantined

    def plain(self) -> dict[str, Any]:
        """The results as a draft keeps them."""
        return {
            name: [each.result, None if each.value is None else str(each.value), each.note, each.documents, each.unit]
            for name, each in self.results.items()
        }

    def restore(self, saved: Mapping[str, Any]) -> None:
        """Put a draft back."""
        for name, (result, value, note, documents, *units) in saved.items():  # drafts of before have no unit
            item = self.item(name)
            if item is None:
                continue
            measured = Decimal(value) if value else None
            made = ItemResult(name, Result.of(result), measured, next(iter(units), item.unit), note, tuple(documents))
            self.results[name] = made


def _mode(sheet: InspectionSheet) -> Mode:
    if sheet.sheet or sheet.state in {InspectionState.NOT_INSPECTED, InspectionState.OPEN}:
        return Mode.WHOLE
    return Mode.AGAIN if sheet.failed else Mode.DONE
