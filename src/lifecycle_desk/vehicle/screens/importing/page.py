"""Bringing a file in: looked at whole, with each fault beside its row, before anything of it is written."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, override

from PySide6.QtCore import QDir, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.desktop import words
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.long_table import Listing, LongTable
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import (
    Button,
    EmptyPage,
    InfoBar,
    Label,
    PageTitle,
    StickyBar,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts import Steps as StepsShown
from lifecycle_desk.desktop.look.rows import Column
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.notices import said_of
from lifecycle_desk.desktop.tasks import Task
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.screens.dropping import FileDropPage
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.importing.preview import (
    ANOTHER,
    CHOOSE,
    FIRST_LISTED,
    GO_ON,
    LINES,
    NOTHING_YET,
    SAVE_FAULTY,
    STAYED_OUT,
    STOPPED,
    FileNotReadable,
    Previewed,
    Wording,
)
from lifecycle_desk.vehicle.screens.importing.rows import FoundRows


class BringingPage[Seen: Previewed](FileDropPage):
    """Three steps: the file, the look at it, the import.

    `choices` says how the file is read and stands above its rows; `spare` names the columns that give way on a narrow
    page, in that order. Where the work is done is the room's own: the methods that raise NotImplementedError.

    A page that stands in another has a `host`, which every file is handed to first, and hears what cannot be read
    (`gave_up`) and when one goes back (`left`). `stopped` says what a stopped import left behind.
    """

    left = Signal()
    gave_up = Signal(object)

    def __init__(
        self,
        app: AppContext,
        says: Wording,
        kinds: Sequence[Kind],
        table: LongTable[Any],
        *,
        choices: QWidget | None = None,
        spare: Sequence[int] = (),
        links: Sequence[Button] = (),
    ) -> None:
        super().__init__(app)
        self.says, self.table = says, table
        self.found = FoundRows(says.title, kinds, table, spare)
        self.chips = self.found.chips
        self.host: Callable[[Path], object] | None = None
        self.stopped = STOPPED
        self.seen: Seen | None = None
        self.path: Path | None = None
        self._choices = choices
        self._task: Task | None = None
        self._asked, self._answered = 0, 0
        self._importing, self._done, self._goes_to = False, False, ""
        self.steps = StepsShown([C_("import", "File"), C_("import", "Check"), C_("import", "Done")])
        self.choose = Button(CHOOSE, "primary", icon="file-import", keys="Ctrl+O")
        self.refusal = InfoBar("", tone="danger", icon="alert-circle")
        self.facts = Label("", "small", "ink2", align="end")
        self.go_in = Button(says.go_in, "primary", keys="Ctrl+Return", n=0)
        self.go_on = Button(GO_ON, "primary", keys="Ctrl+Return")
        self.stop = Button(words.STOP, icon="x", shown_keys="Esc")
        self.another, self.save_faulty = Button(ANOTHER, keys="Ctrl+O"), Button(SAVE_FAULTY, icon="download")
        self._listed, self._standing = Label("", "small", "ink2"), Label(NOTHING_YET, "small", "ink2")
        self._faulty_kind = kinds[-1].value
        self._stack = QStackedWidget()
        self._lay_out(links)
        self._connect()
        self.begin_anew()

    # What each room does itself -----------------------------------------------------------------------------------

    def look_at(self, path: Path) -> Steps[Seen]:
        """Look at a file, as the choices say; nothing is written."""
        raise NotImplementedError

    def listing(self, seen: Seen, which: object) -> Listing[Any]:
        """The rows of one outcome; None is all."""
        raise NotImplementedError

    def read_as(self, seen: Seen) -> Sequence[str]:
        """How the file was understood, in words."""
        raise NotImplementedError

    def take_in(self, seen: Seen) -> Steps[Any]:
        """Take in what is good."""
        raise NotImplementedError

    def taken(self, done: Any) -> str:
        """Tell what was taken in, and give the page that shows it."""
        raise NotImplementedError

    def read_as_kind(self, path: Path, kind: str | None, mapping: Any = None) -> None:
        """Look at a file as a kind that a person said, or as the file shows; a table by a mapping of its columns."""
        raise NotImplementedError

    def faulty_file(self, seen: Seen) -> Callable[[], bytes]:
        """The function that makes a file of the rows that cannot go in; it is called off the GUI thread."""
        raise NotImplementedError

    def offer_choices(self, seen: Seen | None) -> None:
        """Offer the choices that matter to a file; without one, forget what was chosen for the last."""

    def asks(self, fact: Exception) -> QWidget | None:
        """The widget that asks a person for a decision that a file leaves open, where nothing else is wrong."""
        _ = fact
        return None

    def keep(self, part: QWidget) -> None:
        """Keep a part at hand that may ask something in place of the rows."""
        self._stack.addWidget(part)

    # How it stands ------------------------------------------------------------------------------------------------

    def _lay_out(self, links: Sequence[Button]) -> None:
        says = self.says
        empty = EmptyPage(says.heading, says.sentence, self.choose, links, stages=says.stages)
        above = [self._choices] if self._choices else []
        start = (self._standing, self._listed)
        bar = StickyBar(self.go_in, self.go_on, self.stop, self.another, self.save_faulty, extra=start)
        inner = column(*above, (self.found, 1), gap=10, margins=(24, 0, 24, 14))
        self._empty, self._checked = empty, wrap(column((wrap(inner), 1), bar, gap=0))
        for part in (empty, self._checked):
            self._stack.addWidget(part)
        self._refused = wrap(row((self.refusal, 1), margins=(24, 0, 24, 0)))
        head = row(PageTitle(says.title), 16, self.steps, 16, (self.facts, 1), margins=(24, 14, 24, 0))
        self.setLayout(column(wrap(head), self._refused, (self._stack, 1), gap=14))

    def _connect(self) -> None:
        for button in (self.choose, self.another):
            button.clicked.connect(self._choose)
        self.save_faulty.clicked.connect(self._save_faulty)
        self.go_in.clicked.connect(self._import)
        self.app.permits.need(IMPORT, self.choose, self.go_in, self.another)
        self.go_on.clicked.connect(lambda: self.app.go(self._goes_to))
        self.stop.clicked.connect(self.escape)
        self.chips.chosen.connect(self._filter)
        translator().changed.connect(self._say)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.escape)

    @override
    def first_focus(self) -> QWidget | None:
        return self.table if self.seen else self.choose

    @override
    def show_key(self, key: str) -> None:
        if self._done:
            self.begin_anew()

    @property
    def is_done(self) -> bool:
        """Whether a file was taken in, and none was brought since."""
        return self._done

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.found.give_way(self.width() - 2 * theme.u(t.PAGE_MARGIN))

    def show_columns(self, columns: Sequence[Column], spare: Sequence[int]) -> None:
        """Show other columns of a file's rows, the line first and the verdict last."""
        self.found.show_columns(columns, spare)

    # The file -----------------------------------------------------------------------------------------------------

    @Slot()
    def escape(self) -> None:
        """Stop what is running, or begin anew."""
        if self._task:
            self._task.cancel()
        else:
            self.begin_anew()
            self.left.emit()

    @Slot()
    def begin_anew(self) -> None:
        """Wait for a file."""
        self.seen, self._done = None, False
        self.chips.choose(None)
        self._refused.hide()
        self.steps.go(0)
        self.facts.set_message("")
        self._stack.setCurrentWidget(self._empty)
        self._free()
        if self.isVisible():
            self.choose.setFocus()

    @Slot()
    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, translator().current(self.says.title), QDir.homePath(), self.says.files
        )
        if chosen:
            self.bring(Path(chosen))

    @override
    def bring(self, path: Path) -> None:
        (self.host or self.read)(path)

    def read(self, path: Path) -> None:
        """Look at a file; one that was looked at before is looked at anew. An import that runs is left to its end."""
        if self._importing:
            return
        if path != self.path:
            self.offer_choices(None)
        self.path = path
        self._asked += 1
        if self._task:
            self._task.cancel()
        asked = self._asked
        self._run(self.look_at(path), partial(self._came, asked), partial(self._failed, asked), self.says.reading)

    @Slot()
    def read_again(self) -> None:
        """Look at the file anew, by other choices."""
        if self.path:
            self.read(self.path)

    def _run(
        self, steps: Steps[Any], done: Callable[[Any], object], failed: Callable[[Exception], object], name: str
    ) -> None:
        task = self.app.run_long(steps, done, failed, name)
        self._task = task
        self._free()
        task.ended.connect(partial(self._ended, task))

    def _ended(self, task: Task) -> None:
        if self._task is not task:
            return
        self._task, self._importing = None, False
        self._free()
        if self.seen and self._answered != self._asked:  # the look was stopped: what was seen before still stands
            self._answered = self._asked
            self.offer_choices(self.seen)

    def _free(self) -> None:
        """Let nothing be pressed twice while something runs."""
        idle = self._task is None
        self.stop.setVisible(not idle)
        for each in (self.another, self.save_faulty, *([self._choices] if self._choices else [])):
            each.setEnabled(not self._importing)
        self.go_in.setVisible(not self._done)
        self.go_on.setVisible(self._done)
        self.go_in.setEnabled(idle and not self._done and self.seen is not None and self.seen.good > 0)

    def _failed(self, asked: int, fact: Exception) -> None:
        if asked != self._asked:
            return
        self._answered = asked
        asking = self.asks(fact)
        if asking is not None:
            self.ask(asking)
            return
        if isinstance(fact, OSError):
            fact = FileNotReadable(self.path.name if self.path else "")
        self.give_up(fact)

    def give_up(self, fact: Exception) -> None:
        """Say why a file cannot be read; what was seen before still stands, and with it how it was read."""
        if self.seen:
            self.offer_choices(self.seen)
        else:
            self.begin_anew()
            self.path = None
        self.refusal.set_message(said_of(fact))
        self._refused.show()
        if not self.seen:
            self.gave_up.emit(fact)

    def ask(self, asking: QWidget) -> None:
        """Show a part that asks something in place of the rows."""
        self.seen = None
        self._refused.hide()
        self.steps.go(0)
        self.facts.set_message(PlainText(self.path.name if self.path else ""))
        self._stack.setCurrentWidget(asking)
        asking.setFocus()

    # The look at it -----------------------------------------------------------------------------------------------

    def _came(self, asked: int, seen: Seen) -> None:
        if asked != self._asked:
            return  # another look was asked for meanwhile
        self._answered = asked
        had_focus = self.table.hasFocus() or self._stack.currentWidget() is not self._checked
        self.seen, self._done = seen, False
        self._refused.hide()
        self.steps.go(1)
        self._stack.setCurrentWidget(self._checked)
        self.offer_choices(seen)
        self.save_faulty.setVisible(bool(seen.faulty))
        self.found.show_counts(seen)
        self._filter()
        self._say()
        self._free()
        if had_focus:
            self.table.setFocus()

    @Slot()
    def _say(self) -> None:
        self.found.say()
        if not self.seen:
            return
        lines, held = translator().current(LINES, n=self.seen.rows), len(self.seen.lines)
        self.facts.set_message(PlainText(join(self.seen.path.name, lines, *self.read_as(self.seen))))
        self._listed.set_message(Message(FIRST_LISTED, n=held) if held < self.seen.rows else "")
        self.go_in.set_message(Message(self.says.go_in, n=self.seen.good))
        self._standing.set_message(Message(STAYED_OUT, n=len(self.seen.faulty)) if self._done else NOTHING_YET)

    @Slot()
    def _filter(self) -> None:
        if self.seen:
            self.table.show_listing(self.listing(self.seen, self.chips.value))

    @Slot()
    def _save_faulty(self) -> None:
        seen = self.seen
        if seen:
            self.save_as(self.faulty_name(seen), self.faulty_file(seen))

    def faulty_name(self, seen: Seen) -> str:
        """The name of a file of the rows that cannot go in."""
        return f"{seen.path.stem}-faulty{seen.path.suffix}"

    def save_as(self, name: str, content: Callable[[], bytes]) -> None:
        """Save a file where a person says."""
        self.save_file(self.says.title, name, self.says.files, content)

    # The import ---------------------------------------------------------------------------------------------------

    @Slot()
    def _import(self) -> None:
        if self.seen:
            told, self._importing = [False], True
            steps = self.take_in(self.seen)
            self._run(steps, partial(self._imported, told), partial(self._refuse, told), self.says.importing)
            task = self._task
            if task:
                task.ended.connect(lambda: None if told[0] else self.app.hint(self.stopped))

    def _refuse(self, told: list[bool], fact: Exception) -> None:
        told[0] = True
        self.app.failed.emit(fact)

    def _imported(self, told: list[bool], done: Any) -> None:
        told[0] = True
        self._goes_to = self.taken(done)
        self.steps.go(2)
        self._done = True
        if self.seen and self.seen.faulty:
            self._show_left_out()
            return
        self.seen = None
        if self.isVisible():  # who went elsewhere meanwhile stays there
            self.app.go(self._goes_to)

    def _show_left_out(self) -> None:
        """Stay with the rows that did not go in, until they are saved or left."""
        self.chips.choose(self._faulty_kind)
        self._say()
        self._free()
        self.table.setFocus()
