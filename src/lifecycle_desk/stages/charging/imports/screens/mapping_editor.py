"""Meanings of a table's columns: proposed with samples, decided by a person, saved by name, shared as a file."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import over_bar
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    ChoiceField,
    EqualGrid,
    InfoBar,
    Label,
    LineField,
    Scroll,
    StickyBar,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.controls import offer_all
from lifecycle_desk.desktop.notices import said_of
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.charging.imports.interchange.columns_seen import ColumnSeen, TableSeen, table_seen
from lifecycle_desk.stages.charging.imports.interchange.mapping_files import read_mapping, written
from lifecycle_desk.stages.charging.imports.rules.mappings import (
    ColumnMapping,
    Target,
    captions,
    check_mapping,
    proposed_as,
)
from lifecycle_desk.stages.charging.imports.usecases import keep_mapping
from lifecycle_desk.stages.charging.sessions.rules.words import MEANINGS
from lifecycle_desk.vehicle.screens.importing.preview import ORDERS, write_to

TITLE = N_("What do these columns mean?")
SAYS = N_("Check what each column of %(file)s means. You will see the rows before anything is imported.")
OF, PART, MAPPING, NAME = N_("Each row is a"), N_("Table in the file"), N_("Saved mapping"), N_("Mapping name")
PROPOSED, NOTHING = N_("Suggested by column names"), N_("Not imported")
DATES, AS_SHOWN = N_("Date format"), ("", N_("As in the file"))
EMPTY = N_("Empty")
GO_ON, SAVE, OPEN, SHARE = N_("Check rows"), N_("Save mapping"), N_("Open mapping…"), N_("Save as file…")
SAVED, FILES = N_("Mapping saved"), "JSON (*.json)"
UNNAMED = "-"  # what a mapping is called that is only used once
WIDE = 260


class MappingEditor(QWidget):
    """A field for each column of a table, and what its rows are; `decided` gives the mapping by which rows are read."""

    decided = Signal(object)

    def __init__(self, app: AppContext, targets: Iterable[Target] = Target) -> None:
        super().__init__()
        self._app, self._seen, self._silent = app, TableSeen(Path(), (), None, ()), False
        self._loaded = ColumnMapping("", "")
        self.failed: Callable[[Exception], object] = app.failed.emit
        self.sentence = Label("", "read", "ink2", wrap=True)
        self.of = ChoiceField(OF, [(each.value, each.label) for each in targets])
        self.part, self.stored = ChoiceField(PART), ChoiceField(MAPPING)
        self.dates = ChoiceField(DATES, (AS_SHOWN, *ORDERS.items()))
        self.name = LineField(NAME, longest=100)
        self.fields: tuple[ChoiceField, ...] = ()
        self.refusal = InfoBar("", tone="danger", icon="alert-circle")
        self.go_on = Button(GO_ON, "primary", keys="Ctrl+Return")
        self.save = Button(SAVE, icon="check", keys="Ctrl+S")
        self.open, self.share = Button(OPEN, icon="upload"), Button(SHARE, icon="download")
        self._grid = EqualGrid((), least=WIDE)
        self._holder = column(self._grid, None)
        first = row((self.of, 3), (self.part, 3), (self.stored, 3), (self.dates, 3), (self.name, 3), gap=16)
        heads = column(Label(TITLE, "title"), self.sentence, first, self.refusal, gap=8, margins=(24, 0, 24, 0))
        bar = StickyBar(self.go_on, self.open, self.share, self.save)
        fields = Scroll(column(wrap(self._holder), margins=(24, 4, 24, 16)))
        self.setLayout(over_bar(heads, fields, bar))
        self.refusal.hide()
        self.setFocusProxy(self.go_on)
        self.of.setVisible(self.of.choice.count() > 1)
        self._connect()

    def _connect(self) -> None:
        self.of.chosen.connect(self._retarget)
        self.part.chosen.connect(self._reopen)
        self.stored.chosen.connect(self._load_saved)
        self.go_on.clicked.connect(self._decide)
        self.save.clicked.connect(self._save)
        self._app.permits.need(keep_mapping, self.save, self.go_on)
        self._app.permits.need(EXPORT, self.share)
        self.open.clicked.connect(self._open)
        self.share.clicked.connect(self._share)

    # What is looked at --------------------------------------------------------------------------------------------

    def look(self, path: Path, mapping: ColumnMapping | None = None, part: str | None = None) -> None:
        """Look at a table's columns, and propose what they mean; `mapping` is what was decided of them before."""
        part = part or ((mapping.sheet or mapping.section) if mapping else None)
        ask = partial(table_seen, self._app.user, path, part)
        self._app.run_query(ask, lambda seen: self._came(seen, mapping), self._not_seen)

    def _not_seen(self, fact: Exception) -> None:
        self.failed(fact)

    def _came(self, seen: TableSeen, mapping: ColumnMapping | None) -> None:
        self._seen, self._silent = seen, True
        self.sentence.set_message(Message(SAYS, file=seen.path.name))
        self._fill(self.part, [(each, PlainText(each)) for each in seen.parts], seen.part)
        self.part.setVisible(len(seen.parts) > 1)
        stored: list[tuple[object, UiText]] = [
            (None, PROPOSED),
            *((each.name, PlainText(each.name)) for each in seen.stored),
        ]
        self._fill(self.stored, stored, None)
        self.stored.setVisible(bool(seen.stored))
        self.refusal.hide()
        self._silent = False
        first = seen.stored[0] if seen.stored and mapping is None else None
        self.load(mapping or first or seen.proposed or ColumnMapping("", str(self.of.choice.itemData(0))))
        self.go_on.setFocus()

    @staticmethod
    def _fill(field: ChoiceField, items: list[tuple[object, UiText]], value: object) -> None:
        field.choice.clear()
        offer_all(field.choice, items)
        field.set_value(value)

    def load(self, mapping: ColumnMapping) -> None:
        """Show a mapping: what the rows are, and a field for each column with what it means."""
        self._loaded, self._silent = mapping, True
        self.of.set_value(mapping.of)
        self.dates.set_value(mapping.dates or "")
        self.name.set_text("" if mapping.name == UNNAMED else mapping.name)
        if mapping.name in {each.name for each in self._seen.stored}:
            self.stored.set_value(mapping.name)
        self._silent = False
        self._show_fields(mapping)

    def _show_fields(self, mapping: ColumnMapping) -> None:
        if self.of.value is None:  # rows of another kind than is read here
            mapping = replace(mapping, of=str(self.of.choice.itemData(0)), columns={})
            self.of.set_value(mapping.of)
        means = {each.casefold(): name for name, each in mapping.columns.items()}
        known = captions()[Target.of(mapping.of)]
        choices: list[tuple[object, UiText]] = [(None, NOTHING), *((name, MEANINGS[name]) for name in known)]
        self.fields = tuple(self._field(each, choices, means.get(each.name.casefold())) for each in self._seen.columns)
        before, self._grid = self._grid, EqualGrid(self.fields, least=WIDE, gap=t.COLUMN_GAP, lines=False)
        self._holder.replaceWidget(before, self._grid)
        before.deleteLater()
        at: QWidget = self.name.line
        for field in self.fields:  # Tab goes through the columns as they stand
            QWidget.setTabOrder(at, field.choice)
            at = field.choice
        QWidget.setTabOrder(at, self.open)

    @staticmethod
    def _field(seen: ColumnSeen, choices: list[tuple[object, UiText]], means: str | None) -> ChoiceField:
        hint: UiText = PlainText(" · ".join(each[:40] for each in seen.samples)) if seen.samples else EMPTY
        field = ChoiceField(PlainText(seen.name or "–"), choices, hint=hint)
        field.set_value(means)
        return field

    # What is decided ----------------------------------------------------------------------------------------------

    @property
    def now(self) -> ColumnMapping:
        """The mapping as it stands on the page."""
        named = {
            str(field.value): seen.name
            for field, seen in zip(self.fields, self._seen.columns, strict=True)
            if field.value
        }
        part = self._seen.part
        return replace(
            self._loaded,
            name=self.name.text or UNNAMED,
            of=str(self.of.value),
            columns=named,
            dates=str(self.dates.value or "") or None,
            sheet=part if self._seen.is_workbook and len(self._seen.parts) > 1 else None,
            section=None if self._seen.is_workbook else part,
        )

    def _checked(self, *, named: bool = False) -> ColumnMapping | None:
        mapping = replace(self.now, name=self.name.text) if named else self.now
        twice = self._meant_twice()
        try:
            if twice:
                raise MeaningTwice(translator().current(MEANINGS[twice]))
            check_mapping(mapping)
        except Objection as why:
            self.refusal.set_message(said_of(why))
            self.refusal.show()
            return None
        self.refusal.hide()
        return mapping

    def _meant_twice(self) -> str | None:
        meant = [str(field.value) for field in self.fields if field.value]
        return next((each for each in meant if meant.count(each) > 1), None)

    @Slot()
    def _decide(self) -> None:
        mapping = self._checked()
        if mapping:
            self.decided.emit(mapping)

    @Slot()
    def _save(self) -> None:
        mapping = self._checked(named=True)
        if mapping:
            self._app.do(keep_mapping, mapping, lambda _: self._is_saved(mapping))

    def _is_saved(self, mapping: ColumnMapping) -> None:
        self._app.show_toast(SAVED)
        stored = (*(each for each in self._seen.stored if each.name != mapping.name), mapping)
        self._seen, self._silent = replace(self._seen, stored=stored), True
        self._fill(
            self.stored, [(None, PROPOSED), *((each.name, PlainText(each.name)) for each in stored)], mapping.name
        )
        self.stored.show()
        self._silent = False

    @Slot()
    def _retarget(self) -> None:
        if not self._silent:
            of = str(self.of.value)
            found = proposed_as([each.name for each in self._seen.columns], Target.of(of))
            self._show_fields(replace(self.now, of=of, columns=found))

    @Slot()
    def _reopen(self) -> None:
        if not self._silent and isinstance(self.part.value, str):
            self.look(self._seen.path, part=self.part.value)

    @Slot()
    def _load_saved(self) -> None:
        if self._silent:
            return
        named = next((each for each in self._seen.stored if each.name == self.stored.value), None)
        self.load(named or self._seen.proposed or replace(self._loaded, name="", columns={}))

    # As a file ----------------------------------------------------------------------------------------------------

    @Slot()
    def _open(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, translator().current(OPEN), QDir.homePath(), FILES)
        if chosen:
            self._app.run_query(partial(read_mapping, Path(chosen)), self.load)

    @Slot()
    def _share(self) -> None:
        mapping = self._checked(named=True)
        if not mapping:
            return
        place = QDir.home().filePath(f"{mapping.name}.json")
        chosen, _ = QFileDialog.getSaveFileName(self, translator().current(SHARE), place, FILES)
        if chosen:
            write = partial(write_to, Path(chosen), partial(written, mapping))
            self._app.run_query(write, lambda _: self._app.show_toast(SAVED))


MeaningTwice = objection("MeaningTwice", N_("Two columns are set to “%(meaning)s”. Choose one."), meaning=str)
