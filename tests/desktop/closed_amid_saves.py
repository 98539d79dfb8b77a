"""A program of its own: a window on some books, many saves, the window closed; tells each event that was saved."""

import os
import sys
from datetime import date

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer

from lifecycle_desk.app import application
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.theme import apply_style
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import Language
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.vehicle.usecases.life import Note, note_event

running = application()
apply_style(running)
where, vin, saves = sys.argv[1], sys.argv[2], int(sys.argv[3])
app = AppContext(UserSession(open_store(where), None, authorise))
window = Window(app, (), lambda _: [], dealer="x", speak=Language, machine=Machine(), remember=lambda _: None)
window.show()
for number in range(saves):
    noted = Note(vin, date(2026, 2, 1), f"save {number}")
    app.do(note_event, noted, lambda done: os.write(1, f"{done.value.event}\n".encode()))
QTimer.singleShot(0, window.close)
sys.exit(running.exec())
