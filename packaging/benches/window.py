"""Benches of the window: its start beside a bare one, its memory, the first paint of a list of any length."""

from pathlib import Path

from benches.measure import AS_THE_PROGRAM, Result, ratio, told_by_child

BARE = """
from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem
application = QApplication([])
table = QTableWidget(50, 4)
for row in range(50):
    for column in range(4):
        table.setItem(row, column, QTableWidgetItem(f"{row} {column}"))
table.resize(1440, 900)
table.show()
application.processEvents()
table.grab()
"""
OURS = """
import gc, sys
gc.disable()  # as app.run does
import lifecycle_desk.__main__
from lifecycle_desk import app
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.desktop.look.theme import apply_style
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.store.startup_reader import opened_later
running = app.application()
apply_style(running)
shown = app.window(UserSession(opened_later(sys.argv[1]), None, authorise), Machine(page="vehicles"), remember=False)
shown.show()
running.processEvents()
shown.grab()
"""
USABLE = """
import time
print(time.process_time())
"""
SETTLED = """
app.settle(shown)
"""
MEMORY = """
from pathlib import Path
print(Path("/proc/self/status").read_text().partition("VmRSS:")[2].split()[0])
"""
PAINT = """
import sys, time
from lifecycle_desk import app
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.desktop.look.theme import apply_style
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.store.opening import open_store
running = app.application()
apply_style(running)
shown = app.window(UserSession(open_store(sys.argv[1]), None, authorise), Machine(page="customers"), remember=False)
shown.show()
running.processEvents()
times = []
for _ in range(7):
    shown.go(Place("customers"))
    running.processEvents()
    shown._built.pop("vehicles", None)
    before = time.thread_time()
    shown.go(Place("vehicles"))
    running.processEvents()
    shown.grab()
    times.append(time.thread_time() - before)
    app.settle(shown)
print(sorted(times)[3])
"""
SWITCH = """
import sys, time
from statistics import median
from lifecycle_desk import app
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.desktop.look.theme import apply_style
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.store.opening import open_store
running = app.application()
apply_style(running)
shown = app.window(UserSession(open_store(sys.argv[1]), None, authorise), Machine(page="vehicles"), remember=False)
shown.show()
for name in shown._pages:
    shown.go(Place(name))
    app.settle(shown)
    running.processEvents()
def taken(act, *given):
    before = time.thread_time()
    act(*given)
    running.processEvents()
    found = time.thread_time() - before
    app.settle(shown)
    running.processEvents()
    return found
taken(shown.speak, "zh_CN")
switches, visits = [], []
for code in ("en", "ar", "th", "es", "zh_CN") * 3:  # in turn, so that both see the same machine and each language
    switches.append(taken(shown.speak, code))
    visits += [taken(shown.go, Place(name)) for name in ("customers", "order_form", "vehicles", "reports")]
print(median(switches) / median(visits))
"""


def start(store: Path) -> Result:
    """Until the first page of real vehicles is painted and the keyboard is live, in CPU, bytecode compiled."""
    found = ratio(
        lambda: told_by_child(AS_THE_PROGRAM + OURS + USABLE, str(store)), lambda: told_by_child(BARE + USABLE)
    )
    return Result("window usable", "bare PySide6 window, table of 50 rows (CPU)", found, 3.0, "")


def memory(store: Path, vehicles: int) -> Result:
    """What the open window holds once the books are opened and all keys of the list are read."""
    found = ratio(
        lambda: told_by_child(AS_THE_PROGRAM + OURS + SETTLED + MEMORY, str(store)),
        lambda: told_by_child(BARE + MEMORY),
        3,
    )
    return Result("memory of the open window", "bare PySide6 window", found, 3.0, f"{vehicles:,} vehicles")


def first_paint(large: Path, small: Path, sizes: str) -> Result:
    """From the click on the list to its first painted page, the keys of all rows still coming."""
    found = ratio(
        lambda: told_by_child(AS_THE_PROGRAM + PAINT, str(large)),
        lambda: told_by_child(AS_THE_PROGRAM + PAINT, str(small)),
        3,
    )
    return Result("a list's first paint", "the same list, 1,000 rows", found, 1.3, sizes)


def language(store: Path) -> Result:
    """A change of language with every page built, until the picture stands and the hidden pages have followed."""
    found = told_by_child(AS_THE_PROGRAM + SWITCH, str(store))
    return Result("change of language, every page built", "going to a page that is built", found, 12, "")
