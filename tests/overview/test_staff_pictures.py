"""Pictures of staff: chosen in the settings, seen where people sign in; whoever has none has initials."""

from dataclasses import replace

import pytest
from hands import NO_WARNINGS, rest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from lifecycle_desk import app
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases import staff
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.dealership.usecases.proving import RequireSignIn, require_sign_in
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.overview.screens.sign_in.guarding import Guard
from lifecycle_desk.vehicle.usecases.documents import attach

pytestmark = NO_WARNINGS
RED = QColor(200, 30, 40)


@pytest.fixture
def pictured(own_user):
    """A manager with a red picture."""
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(RED)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    digest = attach(own_user, "suda.png", bytes(buffer.data().data())).sha256
    require_sign_in(own_user, RequireSignIn(Member("suda", "Suda Rattana", Role.MANAGER, picture=digest), "4821"))
    return own_user


@pytest.fixture
def window(pictured, qtbot):
    shown = app.window(pictured, Machine(language="en"), remember=False)
    shown.show()
    rest(shown)
    yield shown
    shown.close()


def reds(widget):
    """How many pixels of a widget are of the picture's colour."""
    image = widget.grab().toImage()
    points = ((x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))
    return sum(image.pixelColor(*each) == RED for each in points)


def test_who_signs_in_sees_the_picture_before_anybody_has(window):
    rest(window)
    assert reds(window.findChild(Guard).screen.list) > 50


def test_the_form_shows_it_and_takes_it_away(window, pictured):
    window.findChild(Guard).screen.lift()
    window.become("suda", "Suda Rattana")
    window.go(Place("settings", "staff"))
    rest(window)
    tab = window.page().tabs["staff"]
    tab.list.setCurrentIndex(tab.list.rows.index(0, 0))
    rest(window)
    assert reds(tab.picture.face) > 50
    tab.picture.remove.click()
    assert reds(tab.picture.face) == 0
    tab.save.click()
    rest(window)
    assert [each.picture for each in staff(pictured)] == [None]


def test_a_picture_that_is_gone_leaves_the_initials(pictured, window):
    take_on(replace(pictured, staff="suda"), Member("suda", "Suda Rattana", Role.MANAGER, picture="0" * 64))
    screen = window.findChild(Guard).screen
    screen.ask()
    rest(window)
    assert reds(screen.list) == 0
