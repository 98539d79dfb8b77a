"""A window that was closed is gone: nothing of it is told of a language or a theme any more, and no memory is held."""

import gc
import weakref

import pytest
from hands import NO_WARNINGS, dress_once, rest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from lifecycle_desk import app
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place

pytestmark = NO_WARNINGS


def opened_and_closed(user, *places: str) -> weakref.ref:
    window = app.window(user, Machine(language="en"), remember=False)
    window.show()
    rest(window)
    for place in places:
        window.go(Place(place))
        rest(window)
    assert window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(window)
    return weakref.ref(window)


@pytest.mark.parametrize("place", ["today", "settings", "service", "diary", "vehicles", "sale", "help"])
def test_a_window_that_was_closed_leaves_no_widget_and_no_memory(own_user, qapp, place):
    dress_once()
    opened_and_closed(own_user, place)
    before = len(QApplication.allWidgets())
    gone = opened_and_closed(own_user, place)
    assert len(QApplication.allWidgets()) <= before
    gc.collect()
    assert gone() is None
