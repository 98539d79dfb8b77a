"""Garbage is looked for in the window's thread, between two events, and never by Python itself.

Python's collector comes with any line of any thread. A widget in a ring of references is deleted then: amid a walk of
Qt over all widgets that ends in a crash, and in another thread than the window's, two threads change the same parts.
To keep it away only while a thread works is not enough: what has gathered is collected with the next line of that
thread. So a process with an application has it switched off, and a clock of the window looks whether it is time.
"""

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from lifecycle_desk.base.collector import collect_due

LOOK = 500  # ms between two looks: what long work leaves meanwhile is collected before anybody feels it


class Collector(QTimer):
    """Collects garbage from `start` on, wherever the events of its thread are heard."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, interval=LOOK)
        self.timeout.connect(collect_due)


def collect_from_now_on(running: QCoreApplication) -> None:
    """Begin to look for garbage, but not in what has been imported and built until now."""
    gc.freeze()
    (running.findChild(Collector) or Collector(running)).start()
