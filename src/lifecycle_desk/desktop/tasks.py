"""Long work off the GUI thread: a queue whose one thread drains one generator at a time."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from threading import Event
from time import monotonic, sleep
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal, Slot

from lifecycle_desk.base.steps import Step, Steps

OFTEN = 0.05  # seconds between two steps that are told; more would only repaint the same pixels
PATIENCE, LOOK = 0.5, 0.005  # seconds that long work stands back between two steps, and between two looks whether to


class Task(QObject):
    """One piece of long work: drained in a thread, heard in the GUI thread.

    `tell` has something called there. It is its queue's, not its own: Qt still looks at who has told something while
    the thread is on its way back. Work that told its end itself could go only once the window had waited for that.
    """

    stepped = Signal(Step)
    ended = Signal()

    def __init__(
        self,
        steps: Steps[Any],
        done: Callable[[Any], object],
        failed: Callable[[Any], object],
        name: str,
        stands_back: Callable[[], bool],
        tell: Callable[[Callable[[Any], object], object], object],
    ) -> None:
        super().__init__()
        self.name, self.failed = name, False
        self._stands_back, self._tell = stands_back, tell
        self._steps, self._done, self._failed, self._stop = steps, done, failed, Event()

    @Slot()
    def cancel(self) -> None:
        """Stop at the next step; the generator's own blocks undo what they began."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether it was told to stop."""
        return self._stop.is_set()

    def drain(self) -> None:
        """Run to the end, in the worker's thread."""
        told = 0.0
        try:
            while not self._stop.is_set():
                step = next(self._steps)
                if monotonic() - told > OFTEN:
                    told = monotonic()
                    self._tell(self.stepped.emit, step)
                self._stand_back()
            self._steps.close()
        except StopIteration as end:
            self._tell(self._done, end.value)
        except Exception as fact:  # noqa: BLE001 (whatever goes wrong is told to a person, never lost in a thread)
            self.failed = True
            self._tell(self._failed, fact)
        self._tell(self._end, None)

    def _stand_back(self) -> None:
        """Let more urgent work have the interpreter to itself, as long as that does not go on and on."""
        until = monotonic() + PATIENCE
        while self._stands_back() and monotonic() < until and not self._stop.is_set():
            sleep(LOOK)

    def _end(self, _: object) -> None:
        self._done = self._failed = _nobody  # a part that only they hold goes now: the thread may be the last to let go
        self.ended.emit()
        self.deleteLater()


def _nobody(_: object) -> None:
    """Whoever waited for a task that is over."""


class Tasks(QObject):
    """A queue with one thread of its own; between two steps its work stands back while the `urgent` queue is busy."""

    started = Signal(Task)
    _told = Signal(object, object)

    def __init__(self, parent: QObject, urgent: "Tasks | None" = None) -> None:
        super().__init__(parent)
        self._told.connect(self._hear)
        self._urgent = urgent
        # A QThreadPool deletes each QRunnable unseen by PySide: its wrapper then stands for whatever gets that address.
        self._thread = ThreadPoolExecutor(1)
        self._waiting: list[Task] | None = None
        self._drained: set[Future[None]] = set()
        self._open: list[Task] = []
        self._gave_up = False
        self.failures = 0

    def start(
        self, steps: Steps[Any], done: Callable[[Any], object], failed: Callable[[Any], object], name: str = ""
    ) -> Task:
        """Queue some work; `done` gets what it made or `failed` what went wrong, in the GUI thread."""
        task = Task(steps, done, failed, name, self._stands_back, self._told.emit)
        task.setParent(self)
        self._open.append(task)
        task.ended.connect(lambda: self._close(task))
        self.started.emit(task)
        if self._waiting is None:
            self._submit(task)
        else:
            self._waiting.append(task)
        return task

    @Slot(object, object)
    def _hear(self, call: Callable[[Any], object], value: object) -> None:
        # A plain callable that is connected itself would be called in the worker's thread.
        call(value)

    def _close(self, task: Task) -> None:
        self._open.remove(task)
        self.failures += task.failed

    def _submit(self, task: Task) -> None:
        if self._gave_up:  # the window is closing: nobody waits for what a page asks now
            self._open.remove(task)
            return
        self._drained = {each for each in self._drained if not each.done()} | {self._thread.submit(task.drain)}

    def pause(self) -> None:
        """Keep what is asked until `begin`: nothing shall compete with the first picture."""
        if self._waiting is None:
            self._waiting = []

    def wait_for_running(self) -> None:
        """Wait, in any thread, until what was begun has come to its end; what is kept since `rest` stays kept."""
        wait(self._drained)

    @Slot()
    def begin(self) -> None:
        """Do what was kept, and from now on what is asked at once."""
        waiting, self._waiting = self._waiting or [], None
        for task in waiting:
            self._submit(task)

    def _stands_back(self) -> bool:
        return self._urgent is not None and self._urgent.busy

    @property
    def open(self) -> tuple[Task, ...]:
        """The running and the waiting tasks, in this order."""
        return tuple(self._open)

    @property
    def busy(self) -> bool:
        """Whether something is being done or waits to be."""
        return bool(self._open)

    def cancel(self) -> None:
        """Stop what is running and what waits."""
        for task in self._open:
            task.cancel()

    def finish(self) -> bool:
        """Wait for what is queued."""
        self.begin()
        return not wait(self._drained).not_done

    def settle(self, within: float | None = None) -> bool:
        """Wait, in the GUI thread, until all is done and heard, with all that comes of it; False if seconds ran out."""
        self.begin()
        until = None if within is None else monotonic() + within
        while self.busy:
            left = None if until is None else until - monotonic()
            if left is not None and left <= 0:
                return False
            wait(self._drained, left)
            QCoreApplication.sendPostedEvents(
                None, QEvent.Type.MetaCall
            )  # what was done is heard, and may ask for more
        return True

    def give_up(self) -> None:
        """Stop what is running and what waits, and from now on take no notice of what is asked."""
        self._gave_up = True
        self.cancel()

    def end(self) -> None:
        """Wait for what is running, and take nothing more."""
        self.begin()
        self._thread.shutdown()


class OneLook:
    """Looks something up; asked again while that is on its way, once more behind it, however often that was.

    Otherwise the slices of long work fill the queue that looks with the same question, and all lists come late.
    `begin` asks, `may_go_on` says whether somebody still looks when it is to be asked behind another.
    """

    def __init__(self, begin: Callable[[], Task], may_go_on: Callable[[], bool]) -> None:
        self._begin, self._may_go_on = begin, may_go_on
        self._task: Task | None = None
        self._about: object = None
        self._again = False

    def want(self, about: object = None) -> bool:
        """Look now, unless the same is on its way, `about` the same; gives whether it begins now."""
        if self._task is not None and about == self._about:
            self._again = True
            return False
        self._again, self._about = False, about
        self._task = task = self._begin()
        task.ended.connect(partial(self._ended, task))
        return True

    def _ended(self, task: Task) -> None:
        """A look is over, with what it found or without."""
        if task is self._task:
            self._task = None
            if self._again and self._may_go_on():
                self.want(self._about)
