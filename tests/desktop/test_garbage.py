"""Garbage goes in the window's thread only, and none stays."""

import gc
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event

import pytest
from hands import LONGEST
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.collector import collect_due
from lifecycle_desk.base.steps import Step
from lifecycle_desk.desktop.garbage import Collector
from lifecycle_desk.desktop.tasks import Task, Tasks

LONG_WORK = """
import gc, sys, threading
from PySide6.QtCore import QCoreApplication, QEventLoop
from lifecycle_desk import app
from lifecycle_desk.base.steps import Step
from lifecycle_desk.desktop.garbage import Collector, collect_from_now_on
from lifecycle_desk.desktop.tasks import Tasks

running = app.application()
collect_from_now_on(running)
for each in running.findChildren(Collector):
    each.setInterval(1)
threads, found = set(), 0

def heard(phase, told):
    global found
    threads.add(threading.current_thread())
    found += told.get("collected", 0)

class Ring:
    def __init__(self):
        self.itself = self

def work():
    for step in range(3):
        for _ in range(40_000):
            Ring()
        yield Step(step, 3)

queue = Tasks(running)
for _ in range(10):
    queue.start(work(), lambda _: None, lambda _: None)
gc.callbacks.append(heard)
while queue.busy:
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
queue.finish()
print(threads == {threading.main_thread()}, found, gc.isenabled())
"""


def test_what_long_work_leaves_is_collected_meanwhile_and_in_the_windows_thread_only():
    ended = subprocess.run([sys.executable, "-c", LONG_WORK], capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 0, ended.stderr[-2000:]
    in_the_windows_thread, found, enabled = ended.stdout.split()
    assert (in_the_windows_thread, enabled) == ("True", "False")
    assert int(found) > 500_000


def test_a_ring_of_widgets_is_gone_once_enough_has_been_made(qapp, qtbot, seldom):
    collector, ring = Collector(qapp), QWidget()
    ring.itself, gone = ring, weakref.ref(ring)
    del ring
    collector.setInterval(1)
    collector.start()
    made = [[] for _ in range(2 * seldom)]
    qtbot.waitUntil(lambda: gone() is None, timeout=LONGEST * 500)
    collector.deleteLater()
    assert made


def test_nothing_is_looked_through_before_it_is_due_and_then_the_oldest_generation_that_is(seldom):
    gc.collect()
    looked = list[int]()
    gc.callbacks.append(lambda phase, told: looked.append(told["generation"]) if phase == "start" else None)
    try:
        collect_due()
        assert not looked
        kept = list[list[None]]()
        for _ in range(12):
            kept += [[] for _ in range(2 * seldom)]
            collect_due()
        assert looked == [0] * 11 + [1]
    finally:
        gc.callbacks.pop()


@pytest.fixture
def seldom():
    """How many new objects make a look due, for a test in which few are made."""
    before = gc.get_threshold()
    gc.set_threshold(1_000, 10, 10)
    yield 1_000
    gc.set_threshold(*before)


@contextmanager
def held_on_its_way_back(queue: Tasks, done: Callable[[object], object]) -> Iterator[tuple[Task, Event]]:
    """A task of a queue that is kept, whose thread waits behind its end until the event lets it go on."""
    go_on = Event()

    def work():
        yield Step(1, 1)

    def told_and_held(call, value):
        tell(call, value)
        if call == task._end:
            go_on.wait(LONGEST)

    queue.pause()
    task = queue.start(work(), done, lambda _: None)
    tell, task._tell = task._tell, told_and_held
    del done  # the task alone holds it, and what it holds
    yield task, go_on
    assert not go_on.is_set()
    go_on.set()
    assert queue.finish()
    assert not queue.busy


def test_the_end_of_work_is_heard_and_the_work_is_gone_while_its_thread_is_on_its_way_back(qapp, qtbot):
    queue = Tasks(qapp)
    with (
        held_on_its_way_back(queue, lambda _: None) as (task, _),
        qtbot.waitSignal(task.destroyed, timeout=LONGEST * 500),  # sooner than the thread comes back by itself
    ):
        queue.begin()


def test_a_part_that_only_a_task_holds_goes_in_the_windows_thread_while_the_tasks_own_is_on_its_way_back(qapp, qtbot):
    queue, parts = Tasks(qapp), [QWidget()]
    gone = weakref.ref(parts[0])
    with held_on_its_way_back(queue, partial(lambda part, _: part.hide(), parts.pop())):
        queue.begin()
        qtbot.waitUntil(lambda: not queue.busy, timeout=LONGEST * 500)
        assert gone() is None
