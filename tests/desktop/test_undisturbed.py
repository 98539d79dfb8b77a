"""What Qt walks over does not vanish on the way: dressing and speaking anew while widgets lie about as garbage."""

import gc
import subprocess
import sys
from threading import Event, Thread

import pytest
from hands import LONGEST

from lifecycle_desk.base.steps import Step
from lifecycle_desk.desktop.look.undisturbed import undisturbed
from lifecycle_desk.desktop.tasks import Tasks

LIES_ABOUT = """
import gc, sys
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from lifecycle_desk.desktop.look.theme import apply_style, theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language

class Collecting(QWidget):
    walked = 0
    def changeEvent(self, event):
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LanguageChange):
            Collecting.walked += 1
            if gc.isenabled():
                gc.collect()  # as it may come with any line
        super().changeEvent(event)

running = QApplication([])
apply_style(running)
gc.disable()
for round in range(6):
    kept = [Collecting() for _ in range(20)]
    for each in kept:
        each.setLayout(QVBoxLayout())
        each.layout().addWidget(QLabel("kept"))
        each.show()
    gc.collect()
    for _ in range(50):
        ring = Collecting()
        ring.itself = ring
        label = QLabel("label", ring)
        label.itself = label
    del ring, label
    gc.enable()
    WALK
    gc.disable()
    gc.collect()
    running.processEvents()
print(Collecting.walked)
"""
WALKS = {
    "theme": "theme.set_theme(dark=round % 2 == 0)",
    "language": "translator().set_language(Language('ar' if round % 2 else 'en'))",
}


@pytest.mark.parametrize("walk", WALKS)
def test_garbage_does_not_vanish_while_qt_walks_over_all_widgets(walk):
    script = LIES_ABOUT.replace("WALK", WALKS[walk])
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert int(ended.stdout) >= 6 * 20


TAKEN_OVER = """
import gc
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox, QTableWidget
from lifecycle_desk.desktop.look.theme import apply_style, theme

running = QApplication([])
apply_style(running)
gc.disable()
for round in range(200):
    for _ in range(10):
        ring = [QComboBox(), QTableWidget(3, 3), QSpinBox()]  # inside are widgets that Python has not seen yet
        ring.append(ring)
    del ring
    gc.set_threshold(gc.get_count()[0] + 8 + round % 100)
    gc.enable()
    theme.set_theme()
    gc.disable()
    gc.collect()
print("whole")
"""


def test_nor_while_python_takes_over_what_qt_gives_it_one_by_one():
    ended = subprocess.run([sys.executable, "-c", TAKEN_OVER], capture_output=True, text=True, check=False, timeout=120)
    assert (ended.returncode, ended.stdout) == (0, "whole\n"), ended.stderr[-2000:]


def test_no_garbage_is_collected_in_the_thread_of_a_task_and_again_once_it_is_over(qapp, qtbot):
    queue, seen = Tasks(qapp), list[bool]()

    def work():
        seen.append(gc.isenabled())
        yield Step(1, 1)

    assert gc.isenabled()
    with qtbot.waitSignal(queue.start(work(), lambda _: None, lambda _: None).ended):
        pass
    queue.finish()
    assert seen == [False]
    assert gc.isenabled()


def test_the_end_of_work_is_heard_and_the_work_is_gone_while_its_thread_is_on_its_way_back(qapp, qtbot):
    queue, go_on = Tasks(qapp), Event()

    def work():
        yield Step(1, 1)

    def told_and_held(call, value):
        tell(call, value)
        if call == task._end:
            go_on.wait(LONGEST)

    queue.pause()
    task = queue.start(work(), lambda _: None, lambda _: None)
    tell, task._tell = task._tell, told_and_held
    with qtbot.waitSignal(task.destroyed, timeout=LONGEST * 500):  # sooner than the thread comes back by itself
        queue.begin()
    assert not go_on.is_set()
    go_on.set()
    assert queue.finish()
    assert not queue.busy


def test_of_two_blocks_that_overlap_the_last_one_lets_the_collector_come_again():
    inside, go_on = Event(), Event()

    def other():
        with undisturbed():
            inside.set()
            go_on.wait(LONGEST)

    thread = Thread(target=other)
    with undisturbed():
        thread.start()
        assert inside.wait(LONGEST)
    assert not gc.isenabled()
    go_on.set()
    thread.join()
    assert gc.isenabled()
