"""What is done once after what happens now: however often it is asked for, and before the picture."""

from typing import override

import pytest
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

from lifecycle_desk.desktop.look.once import Once


class Part(QWidget):
    """A part that writes down when it is painted."""

    told = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.log = list[str]()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self.log.append("painted")


@pytest.fixture
def part(qtbot) -> Part:
    made = Part()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    QApplication.processEvents()
    made.log.clear()
    return made


def heard() -> None:
    """Let what was posted be heard, and no clock."""
    QApplication.sendPostedEvents()


def test_what_is_asked_for_three_times_is_done_once_and_not_at_once(part):
    once = Once(part, lambda: part.log.append("done"))
    part.told.connect(once.ask)
    part.told.emit()
    part.told.emit()
    once.ask()
    assert part.log == []
    heard()
    heard()
    assert part.log == ["done"]


def test_it_is_done_before_what_changed_is_painted(part):
    part.update()
    Once(part, lambda: part.log.append("done")).ask()
    QApplication.processEvents()
    assert part.log[:2] == ["done", "painted"]


def test_what_is_asked_for_while_it_is_done_is_done_once_more(part):
    def do() -> None:
        part.log.append("done")
        if len(part.log) == 1:
            once.ask()
            once.ask()

    once = Once(part, do)
    once.ask()
    for _ in range(3):
        heard()
    assert part.log == ["done", "done"]


def test_it_is_done_again_after_it_failed(part):
    def do() -> None:
        part.log.append("done")
        if len(part.log) == 1:
            raise ValueError("the first time")

    once = Once(part, do)
    once.ask()
    with pytest.raises(ValueError, match="the first time"):
        heard()
    once.ask()
    heard()
    assert part.log == ["done", "done"]


def test_with_its_parent_it_is_off(part):
    gone = QObject()
    once = Once(gone, lambda: part.log.append("done"))
    once.ask()
    gone.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    heard()
    assert part.log == []
    assert not Shiboken.isValid(once)
