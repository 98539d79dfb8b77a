"""Benches of the diary at 5,000 appointments a month: a week among three years beside one, and a step of its scroll.

Run alone it prints milliseconds: `.venv/bin/python packaging/benches/diary.py FOLDER`.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlalchemy import insert

from benches.measure import Result, beside, cpu
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.diary.rules.appointments import Appointment, WorkKind
from lifecycle_desk.stages.service.diary.tables.schema import APPOINTMENT
from lifecycle_desk.stages.service.diary.usecases.showing import diary_days
from lifecycle_desk.store.rows import Parts

MONDAY, MOMENT = date(2026, 11, 30), datetime(2026, 11, 1, tzinfo=UTC)
A_MONTH, A_WEEK, WORKDAYS, TECHNICIANS = 5_000, 7, 26, 30
AROUND = 18 * 30  # days before and after, three years in all
STEPS, WIDTH, HEIGHT = 40, 1366, 768


def filled(user: UserSession, around: int) -> None:
    """A diary of 5,000 appointments a month, some days before and after a week."""
    number, row_of = 0, Parts(APPOINTMENT, Appointment).row
    for away in range(-around, around + A_WEEK):
        day = MONDAY + timedelta(days=away)
        if day.isoweekday() == A_WEEK:
            continue
        made = [_appointment(number + place + 1, day, place) for place in range(A_MONTH // WORKDAYS)]
        with user.store.writing() as tx:
            tx.write(insert(APPOINTMENT), *map(row_of, made))
        number += len(made)


def _appointment(number: int, day: date, place: int) -> Appointment:
    return Appointment(
        number=number,
        on=day,
        start=480 + place * 36 % 540 // 6 * 6,
        tenths=5 + place % 20,
        work=list(WorkKind)[place % len(WorkKind)],
        car=f"{place} ABC",
        technician=f"Technician {place % TECHNICIANS}",
        changed_at=MOMENT,
    )


def week(user: UserSession) -> Callable[[], float]:
    """CPU seconds until a week is known as it is shown."""
    return lambda: cpu(lambda: diary_days(user, MONDAY, A_WEEK))


def looking(large: UserSession, small: UserSession) -> Result:
    """A week of the diary among three years of it, beside the same week in a diary that has no other."""
    ours, theirs = beside(week(large), week(small))
    return Result("a week of the diary", "the same week, no other", ours / theirs, 1.3, "180,000 appointments")


def scrolling(large: UserSession, small: UserSession) -> Result:
    """A step of the scroll through that week, beside the same step in a diary that has no other week."""
    ours, theirs = beside(step(large), step(small))
    return Result("a step of the diary's scroll", "the same week, no other", ours / theirs, 1.3, "5,000 a month")


def step(user: UserSession) -> Callable[[], float]:
    """CPU seconds of one step of the scroll, drawn whole."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from lifecycle_desk.app import application
    from lifecycle_desk.desktop.look.theme import apply_style
    from lifecycle_desk.stages.service.diary.screens.columns import By, sheet_of
    from lifecycle_desk.stages.service.diary.screens.grid import DiaryGrid

    application()
    apply_style(application(), calm=True)
    grid = DiaryGrid("")
    grid.resize(WIDTH, HEIGHT)
    grid.show()
    found = diary_days(user, MONDAY, A_WEEK)
    grid.show_sheet(sheet_of(found.days, By.DAY), (found.today, found.minute))
    bar = grid.verticalScrollBar()

    def scrolled() -> None:
        for each in range(STEPS):
            bar.setValue(bar.maximum() * each // STEPS)
            grid.grab()

    return lambda: cpu(scrolled) / STEPS


if __name__ == "__main__":
    from benches import stores
    from lifecycle_desk.rooms import put_together, register

    put_together()
    register()
    folder = Path(sys.argv[1])
    large, small = (stores.books_of(folder, name, 10, 100) for name in ("years", "week"))
    for user, around in ((large, AROUND), (small, 0)):
        before = time.perf_counter()
        filled(user, around)
        print(f"filled in {time.perf_counter() - before:.0f} s")
    for name, call in (("a week", week(large)), ("a step of the scroll", step(small))):
        print(f"{name}: {median(call() for _ in range(5)) * 1000:.1f} ms")
    print(looking(large, small), scrolling(large, small), sep="\n")
