"""The application's context: what a screen works with, whichever stage it belongs to."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Command, CommandByParts, Result, UserSession
from lifecycle_desk.desktop import words
from lifecycle_desk.desktop.happened import Happened
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.pages import PaletteCommand, Place
from lifecycle_desk.desktop.permits import Permits
from lifecycle_desk.desktop.remembered import Remembered
from lifecycle_desk.desktop.tasks import Task, Tasks
from lifecycle_desk.desktop.undoing import Undoing, Way, WayBack
from lifecycle_desk.store.drafts_aside import take_over
from lifecycle_desk.store.refusals import StoreProtected

REDO_KEYS = "Ctrl+Shift+Z"
AROUND = 2_000  # ms from one look at what other programs wrote to the next
type Heard[Value] = Callable[[Value], object]
# Asks a second person, where a refusal says so: goes on with who confirmed or gives up; False for other refusals.
type Confirming = Callable[[Exception, Callable[[str], object], Callable[[], object]], bool]


class AppContext(QObject):
    """The context of a page: runs commands in turn and queries beside them, and signals which tables changed.

    Queues, each of one thread: one writes, since the store has one writer; one does long work, in transactions short
    enough to save between; one looks, so that no list waits; one keeps house, so that nobody waits for a backup. `done`
    and `failed` are called in the GUI thread.
    """

    changed = Signal(frozenset)
    doing = Signal(Task)  # somebody has something done: its task, which has not ended
    linked = Signal(bool)  # whether the server is there: told when its link breaks, and when it is back
    told = Signal(object, object, object, object)  # words, detail, undo, what one would do next: something was done
    hinted = Signal(object)  # words: nothing was done, and nothing went wrong
    failed = Signal(object)  # an Objection that nobody took, or a bug
    going = Signal(Place)
    filter_wanted = Signal(object)  # a SavedFilter that is to be kept
    going_back = Signal()
    pausing = Signal()  # somebody else may sit down: what is being typed is kept as a draft now
    keys_wanted = Signal()  # the sheet of keys is to be shown
    minute_passed = Signal()  # promises pass and appointments are missed while nobody writes: what is seen tells so

    def __init__(self, user: UserSession, remembered: Remembered | None = None) -> None:
        super().__init__()
        self.user, self.remembered = user, remembered or Remembered()
        self.thrown_away: set[tuple[str, str]] = set()  # drafts that are to go: form, and what it was about
        self.here: Place | None = None  # the place that the window shows
        self._looking, self._in_background = False, ""
        self.happened = Happened(self)
        self.confirming: Confirming = _nobody_confirms
        self.permits = Permits(self)
        self.undoing = Undoing(self._run_way)
        self.writes, self.reads, self.aside = Tasks(self), Tasks(self), Tasks(self)
        self.long = Tasks(self, urgent=self.writes)
        user.store.heard.append(self.changed.emit)
        user.store.link_heard.append(self.linked.emit)
        self.linked.connect(self._link_changed)
        if user.store.startup_reader:
            self.reads.pause()

    def look_around(self, every: int = AROUND) -> None:
        """From now on hear what other programs write: a board must not go stale.

        A server tells it at once; at a file one looks every so many milliseconds.
        """
        if self.user.store.listen():
            self._link_changed(True)  # what an outage before the last start left
            return
        timer = QTimer(self, interval=every)
        timer.timeout.connect(self._look_around)
        timer.start()
        self._look_around()  # the first look tells what counts as new from now on

    @Slot(bool)
    def _link_changed(self, is_there: bool) -> None:  # noqa: FBT001 (a signal's one fact)
        """Drafts that were kept on this computer go to the server that is back."""
        if is_there:
            store = self.user.store
            self.run(_one_step(lambda: take_over(store)))

    @Slot()
    def _look_around(self) -> None:
        if not self._looking:
            self._looking = True
            self.run_query(self.user.store.look_around, self._looked, self._looked)

    def _looked(self, found: object) -> None:
        """A store that cannot be read just now is told by who needs it."""
        self._looking = False
        if found is True:
            self.happened.note(words.WRITTEN_ELSEWHERE, icon="users")

    def go(self, page: str, key: str = "") -> None:
        """Go to a page, and to what it shall show."""
        self.going.emit(Place(page, key))

    def go_back(self) -> None:
        """Go back to where one came from."""
        self.going_back.emit()

    def show_toast(
        self,
        said: UiText,
        detail: UiText = "",
        undo: Callable[[], object] | None = None,
        then: Sequence[PaletteCommand] = (),
    ) -> None:
        """Tell what was done, in a toast; `undo` is its own way back, `then` what one would do next."""
        if self._in_background:
            self._in_background = ""
            self.happened.note(said, detail, then=then, undo=undo if isinstance(undo, WayBack) else None)
        self.told.emit(said, detail, undo, tuple(then))

    def hint(self, said: UiText) -> None:
        """Say what is to be known or done first: nothing was done, so it is told as no success."""
        self.hinted.emit(said)

    def do[Asked, Made](
        self,
        command: Command[Asked, Made],
        asked: Asked,
        done: Heard[Result[Made]] | None = None,
        failed: Heard[Exception] | None = None,
    ) -> Task:
        """Run a command behind those that are running, so that the window never waits for a lock."""

        def kept(made: Result[Made]) -> None:
            self.undoing.done((command, asked), made)
            if done:
                done(made)

        task = self._command(command, asked, kept, failed)
        self.doing.emit(task)
        return task

    def _command(
        self, command: Command[Any, Any], asked: Any, kept: Heard[Any] | None, failed: Heard[Exception] | None
    ) -> Task:
        """Run a command; one that a second person must confirm is run again once that has been done."""
        give_up = failed or self.failed.emit

        def again(second: str) -> None:
            self.doing.emit(self._queued(command, replace(self.user, second=second), asked, kept, failed))

        def refused(fact: Exception) -> None:
            if not self.confirming(fact, again, lambda: give_up(fact)):
                give_up(fact)

        return self._queued(command, self.user, asked, kept, refused)

    def _queued(
        self,
        command: Command[Any, Any],
        user: UserSession,
        asked: Any,
        kept: Heard[Any] | None,
        failed: Heard[Exception] | None,
    ) -> Task:
        """Run a command in the queue of its kind: one that works by parts must not hold up the saves."""
        steps = command.steps(user, asked)
        if isinstance(command, CommandByParts):
            return self.run_long(steps, kept, failed, command.title)
        return self.run(steps, kept, failed)

    def _run_way(self, way: Way, heard: Heard[Result[Any]], stands: Callable[[], object]) -> Task:
        """Go a way back or forth; `stands` is called where it came to no end."""
        task = self._command(*way, heard, None)
        task.ended.connect(lambda: stands() if task.failed or task.stopped else None)
        return task

    def way_back(self, done: Result[Any]) -> WayBack | None:
        """The undo of exactly this result, for the toast that tells of it; None where there is none."""
        return self.undoing.way_back(done, self._undone)

    def undone_by[Asked](self, command: Command[Asked, Any], asked: Asked) -> WayBack:
        """The undo of finished long work; a command names its own opposite."""
        return self.undoing.undone_by((command, asked), self._undone)

    @Slot()
    def undo(self) -> None:
        """Do what undoes the last thing done, on whichever screen it was."""
        self._walk(self.undoing.undo, self._undone)

    @Slot()
    def redo(self) -> None:
        """Do again what was undone last."""
        self._walk(self.undoing.redo, self._redone)

    def _walk(self, walk: Callable[[Heard[Any]], None], heard: Heard[Any]) -> None:
        try:
            walk(heard)
        except Objection as objection:
            self.failed.emit(objection)

    def become(self, staff: str) -> None:
        """Somebody else acts from now on; what is on its way to the store stays with who sent it there."""
        self.pausing.emit()
        self.user = replace(self.user, staff=staff)
        self.remembered.become(staff)
        self.permits.look()
        self.undoing.forget()

    def start_over(self) -> None:
        """Forget what could be undone: the store holds other records now."""
        self.undoing.forget()
        self.happened.forget()
        self.thrown_away.clear()

    def _undone(self, made: object) -> None:
        odd = made.warnings[0] if isinstance(made, Result) and made.warnings else None
        detail = Message(odd.message, **odd.told) if odd else ""
        redo = PaletteCommand(words.REDO, "arrow-forward-up", lambda app: app.redo(), REDO_KEYS)
        self.show_toast(words.UNDONE, detail, then=(redo,) if self.undoing.can_redo else ())

    def _redone(self, made: Result[Any]) -> None:
        self.show_toast(words.REDONE, undo=self.way_back(made))

    def run(
        self,
        steps: Steps[Any],
        done: Heard[Any] | None = None,
        failed: Heard[Exception] | None = None,
        name: str = "",
    ) -> Task:
        """Write, behind what is being written; `name` is what the task list calls it."""
        return self.writes.start(steps, done or _nothing, failed or self.failed.emit, name)

    def run_long(
        self,
        steps: Steps[Any],
        done: Heard[Any] | None = None,
        failed: Heard[Exception] | None = None,
        name: str = "",
    ) -> Task:
        """Run long work, such as an import, whose own transactions let saves in between."""
        return self._noted(
            self.long.start(steps, self._heard(done or _nothing, name), failed or self.failed.emit, name)
        )

    def _heard(self, done: Heard[Any], name: str) -> Heard[Any]:
        """What is told of work in the background is kept; where nothing is told, that it has ended."""

        def heard(value: Any) -> None:
            self._in_background = name
            done(value)
            if self._in_background:
                self._in_background = ""
                self.happened.note(name, words.FINISHED)

        return heard

    def _noted(self, task: Task) -> Task:
        def ended() -> None:
            if task.name and (task.failed or task.stopped):
                how = words.FAILED if task.failed else words.CANCELLED
                self.happened.note(task.name, how, "alert-circle" if task.failed else "info-circle")

        task.ended.connect(ended)
        return task

    def run_query[Value](
        self, ask: Callable[[], Value], done: Heard[Value], failed: Heard[Exception] | None = None
    ) -> Task:
        """Look something up, beside whatever is being written."""
        return self.reads.start(_one_step(ask), done, failed or self.failed.emit)

    def run_background[Value](self, work: Callable[[], Value], done: Heard[Value], name: str = "") -> Task:
        """Do what the program does by itself, beside all else."""
        return self.aside.start(_one_step(work), done, self._not_stored, name)

    def _not_stored(self, fact: Exception) -> None:
        """That nothing can be saved is told at the opening, and not again of what nobody asked for."""
        if not isinstance(fact, StoreProtected):
            self.failed.emit(fact)

    def close(self) -> None:
        """Write all that is to be written; what is only looked up, and long work, is given up."""
        self.writes.settle()
        for queue in (self.reads, self.long, self.aside):
            queue.give_up()
        for queue in (self.writes, self.reads, self.long, self.aside):
            queue.end()


def _one_step[Value](ask: Callable[[], Value]) -> Generator[Step, None, Value]:
    yield Step(0)
    return ask()


def _nobody_confirms(_fact: Exception, _go_on: Callable[[str], object], _give_up: Callable[[], object]) -> bool:
    """Leave every refusal as it is: nobody asks a second person here."""
    return False


def _nothing(_: object) -> None:
    """Ignore an answer that nobody waits for."""
