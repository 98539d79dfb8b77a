"""What somebody at the desk feels while sessions are taken in or undone: the window's longest block, a save's wait."""

import json
import sys
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from benches.books import an_order
from benches.charging import cars_of, csv_of
from benches.measure import AS_THE_PROGRAM, Result, percentile, printed_by_child
from benches.stores import books_of, vin
from lifecycle_desk import app
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.desktop.garbage import collect_from_now_on
from lifecycle_desk.desktop.look.theme import apply_style
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.rooms import put_together
from lifecycle_desk.stages.charging.imports.interchange.taking_in import recorded
from lifecycle_desk.stages.charging.imports.screens.importing import ChargingImportPage
from lifecycle_desk.stages.charging.sessions.usecases.changing import UndoBatch, undo_batch
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order

TICK, EVERY = 5, 0.3  # milliseconds between two looks at the clock; seconds between two saves
BEGUN = 2_000  # milliseconds from the window to what it loads behind its first picture, typefaces too
CHILD = """
import sys
sys.path.insert(0, "packaging")
from benches import meanwhile
getattr(meanwhile, sys.argv[1])(*sys.argv[2:])
"""


def walked(store: str, file: str) -> None:
    """Take a file in by the window, log repair orders meanwhile; prints what is felt of it, in s."""
    running = app.application()
    apply_style(running)
    window = app.window(cars_of(Path(store)), Machine(page="charging_import"), remember=False)
    window.show()
    app.settle(window)
    page = window.page()
    if not isinstance(page, ChargingImportPage):
        raise TypeError("the import page is not there")
    window.app.go("vehicles")
    app.settle(window)
    window.app.go("charging_import")
    collect_from_now_on(running)  # as app.run does once the first picture has been seen
    page.read(Path(file))
    _until_idle(window)
    page.go_in.click()
    _tell_felt(window)


def undone(store: str, file: str, cars: str) -> None:
    """Undo an import of sessions of many cars, log repair orders meanwhile; prints the same."""
    put_together()  # or nothing follows what is taken in, and the rooms are loaded while the window is looked at
    user = books_of(Path(store).parent, Path(store).stem, int(cars), 0)
    taken = drained(recorded(user, "teslamate", Path(file), Choices())).value
    running = app.application()
    apply_style(running)
    window = app.window(user, Machine(page="vehicles"), remember=False)
    window.show()
    _until_begun(window)
    collect_from_now_on(running)
    window.app.do(undo_batch, UndoBatch(taken.batch or 0))
    _tell_felt(window)


def _tell_felt(window: Window) -> None:
    gaps, computed, waits = _felt(window)
    json.dump({"gaps": gaps, "computed": computed, "waits": waits}, sys.stdout)
    window.app.close()


def _until_idle(window: Window) -> None:
    while window.app.long.busy or window.app.reads.busy:
        _wait()
    app.settle(window)


def _until_begun(window: Window) -> None:
    """Wait until what comes behind the first picture has come: nobody undoes an import before he sees the window."""
    app.linger(BEGUN)
    _until_idle(window)


def _wait() -> None:
    """Wait for what comes next, as a window does: to ask again and again would take a core from those who work."""
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _felt(window: Window) -> tuple[list[float], list[float], list[float]]:
    """While the import runs: seconds between the window's ticks, what it computed itself in each, and waits of saves.

    What else the machine does lengthens the first, and hardly the second.
    """
    gaps: list[float] = []
    computed: list[float] = []
    waits: list[float] = []
    last = [time.perf_counter(), time.thread_time()]

    def tick() -> None:
        now = time.perf_counter(), time.thread_time()
        for between, before, at in zip((gaps, computed), last, now, strict=True):
            between.append(at - before)
        last[:] = now

    def saved(asked_at: float, _: object) -> None:
        waits.append(time.perf_counter() - asked_at)

    clock = QTimer(window)
    clock.setInterval(TICK)
    clock.timeout.connect(tick)
    clock.start()
    window.app.go("vehicles")
    next_save, number = time.perf_counter() + EVERY, 0
    while window.app.long.busy or window.app.writes.busy:
        _wait()
        if window.app.long.busy and time.perf_counter() > next_save and not window.app.writes.busy:
            window.app.do(
                log_repair_order, an_order(vin(number % 200), 100_000 + number), partial(saved, time.perf_counter())
            )
            next_save, number = time.perf_counter() + EVERY, number + 1
    return gaps, computed, waits


def beside_an_import(folder: Path, count: int) -> list[Result]:
    """The longest block of the window and the longest wait of a save, of all while a file is taken in."""
    file = csv_of(folder / "meanwhile.csv", count, named=vin)
    return _results("an import", count, "walked", str(folder / "meanwhile.ldk"), str(file))


def beside_an_undoing(folder: Path, cars: int, each: int) -> list[Result]:
    """The same while an import of sessions of many cars is undone."""
    file = csv_of(folder / "undone.csv", cars * each, named=vin, cars=cars)
    return _results("the undoing of one", cars * each, "undone", str(folder / "undone.ldk"), str(file), str(cars))


def _results(of: str, count: int, *asked: str) -> list[Result]:
    felt = json.loads(printed_by_child(AS_THE_PROGRAM + CHILD, *asked))
    block, wait = max(felt["gaps"]), max(felt["waits"])
    usual = percentile(felt["waits"], 0.5)
    own, usual_block = max(felt["computed"]), percentile(felt["gaps"], 0.99)
    sizes = f"{count:,} sessions, {len(felt['waits'])} saves"
    blocks = f"{block * 1000:.0f} ms, 99 of 100 within {usual_block * 1000:.0f} ms, at most {own * 1000:.0f} ms its own"
    return [
        Result(f"the window's longest block during {of}", "100 ms", block / 0.1, 1, f"{blocks}, {sizes}"),
        Result(
            f"a save's longest wait during {of}",
            "250 ms",
            wait / 0.25,
            1,
            f"{wait * 1000:.0f} ms, half within {usual * 1000:.0f} ms, {sizes}",
        ),
    ]
