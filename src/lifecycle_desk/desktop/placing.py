"""Where the window opens: where it was, as far as there is a screen, and never larger than one."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication

from lifecycle_desk.desktop.machine import Machine

LEAST = QSize(640, 480)  # px of a window that one can still work in
FRAME = 32  # px of the title above it, which belongs to the desktop
SEEN = 64  # px of a window that must lie on a screen for it to be found there


def on_a_screen(machine: Machine) -> QRect:
    """The place and size of the window; the remembered place counts while a screen shows enough of it."""
    rooms = [each.availableGeometry() for each in QGuiApplication.screens()]
    if not rooms:
        return QRect(0, 0, machine.width, machine.height)
    return placed(machine, rooms)


def placed(machine: Machine, rooms: list[QRect]) -> QRect:
    """The same among some screens, of which the first is the main one; each as large as the desktop leaves it free."""
    size = QSize(machine.width, machine.height).expandedTo(LEAST)
    wanted = None if machine.x is None or machine.y is None else QRect(QPoint(machine.x, machine.y), size)
    room = next((each for each in rooms if wanted and _shows(each, wanted)), None)
    inside = (room or rooms[0]).adjusted(0, FRAME, 0, 0)
    fitting = QRect(QPoint(0, 0), size.boundedTo(inside.size()))
    if room is None or wanted is None:
        fitting.moveCenter(inside.center())
        return fitting
    fitting.moveTo(
        min(max(wanted.x(), inside.x()), inside.right() + 1 - fitting.width()),
        min(max(wanted.y(), inside.y()), inside.bottom() + 1 - fitting.height()),
    )
    return fitting


def _shows(room: QRect, window: QRect) -> bool:
    shown = room.intersected(window)
    return shown.width() >= SEEN and shown.height() >= SEEN
