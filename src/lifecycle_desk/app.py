"""The window put together: the one place that knows all rooms."""

import gc
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import chain, count
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from lifecycle_desk.base.collector import collect_due
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.bug_log import note_bug
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.usecases import authorise, dealer
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.garbage import collect_from_now_on
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.theme import apply_style, theme
from lifecycle_desk.desktop.machine import Machine, read_machine, settings_file, write_machine
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.palette import Hit
from lifecycle_desk.desktop.placing import on_a_screen
from lifecycle_desk.desktop.remembered import Remembered, lists_file
from lifecycle_desk.desktop.scanner import Scanner
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.desktop.words import (
    AUTOMATIC_BACKUP,
    CHECK_THE_BOOKS,
    FINISHED,
    IS_THE_DATE_RIGHT,
    WRITE_PROTECTED,
)
from lifecycle_desk.region.rules.address import is_region, with_region
from lifecycle_desk.rooms import offered, put_together, register
from lifecycle_desk.store.places import is_server, own_place
from lifecycle_desk.store.refusals import CANNOT_OPEN, CANNOT_USE
from lifecycle_desk.store.sources import WINDOW
from lifecycle_desk.store.startup_reader import opened_later
from lifecycle_desk.store.store import Store
from lifecycle_desk.store.unlocking import is_encrypted

if TYPE_CHECKING:
    from lifecycle_desk.overview.screens.sign_in.guarding import Guard

SCREEN_WIDTH, SCREEN_HEIGHT = 1440, 900
SETTLED, HOUR, DRAWN = 3_000, 3_600_000, 150  # ms
TURN = 0.0002  # seconds that a thread keeps the interpreter: painting a list asks for it a hundred times


def application(arguments: Sequence[str] = ()) -> QApplication:
    """The running application, dressed; made when there is none."""
    put_together()
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    QCoreApplication.setApplicationName("Lifecycle Desk")
    sys.setswitchinterval(TURN)
    gc.disable()  # what is garbage is looked for by `desktop.garbage`, in the window's thread
    return QApplication([sys.argv[0], *arguments])


def window(user: UserSession, machine: Machine, *, remember: bool = True) -> Window:
    """A window on the books, within the running application."""
    user.store.source = WINDOW
    profile = dealer(user.store)
    proves = profile.sign_in and _asks_for_secrets(user.store)
    app = AppContext(
        replace(user, staff=None) if proves else user,
        Remembered(lists_file(user.store.path) if remember else None, user.staff, user.store.path),
    )

    def search(text: str) -> Sequence[Hit]:
        from lifecycle_desk.vehicle.usecases.showing import look_for  # nobody looks before the first picture

        return [Hit(each.kind, each.ref, each.vin, each.label) for each in look_for(app.user, text).hits]

    def keep(kept: Machine) -> None:
        app.remembered.write()
        if remember:
            with suppress(OSError):  # a read-only home must not keep the window open
                write_machine(settings_file(), replace(kept, key="") if is_encrypted(user.store.where) else kept)

    translator().set_language(spoken(user, machine.language))
    made = Window(
        app,
        tuple(offered("pages")),
        search,
        dealer=profile.name,
        speak=lambda code: spoken(user, code),
        machine=machine,
        remember=keep,
    )
    made.seen.connect(register)  # behind the first picture, before anything is asked of the books
    if proves:
        _guard(made, profile.name).stand(user.staff)  # who is named is only chosen: the window asks for the PIN itself
        return made
    made.seen.connect(lambda: _guard(made, profile.name))
    made.go(Place(machine.page, machine.key))
    if profile.sign_in and user.staff is None:
        made.go(Place("settings", "staff"))  # nobody has a PIN to sign in by: there is the way out
    if made.place is None:
        made.go(Place("today"))
    return made


def _guard(window: Window, dealer: str) -> "Guard":
    """Who asks, from now on, who works here; nobody is asked before the first picture where nobody has a PIN."""
    from lifecycle_desk.overview.screens.sign_in.guarding import Guard

    return Guard(window, dealer)


def _asks_for_secrets(store: Store) -> bool:
    from lifecycle_desk.dealership.usecases.proving import asks_for_secrets  # knows the database

    return asks_for_secrets(store)


def run(where: str, staff: str | None = None, language: str | None = None) -> int:
    """Open the window and stay until it is closed; where no books are, the first-run wizard comes first."""
    gc.disable()  # what is imported and built until the first picture stays: looking for garbage in it costs a tenth
    running = application()
    hear_of_bugs()
    machine = read_machine(settings_file())
    apply_style(running, dark=_is_dark(running, machine), scale=machine.text)
    if language:
        machine = replace(machine, language=language)
    where = _usual(where, machine)
    begun = _come_in(where, machine)
    if begun is None:
        return 0
    found, machine = begun
    if isinstance(found, str):
        return _show_region(running, found, machine)
    user = UserSession(found, staff, authorise)
    shown = window(user, machine)
    Scanner(running).scanned.connect(shown.scanned)
    shown.setGeometry(on_a_screen(machine))
    shown.showMaximized() if machine.maximized else shown.show()
    QTimer.singleShot(SETTLED, lambda: _settled(shown))
    return running.exec()


def _usual(where: str, machine: Machine) -> str:
    """Where the books usually lie: where the first steps laid them, or where they were moved, if nobody says else."""
    if where == str(own_place()) and machine.store and (machine.moved or not _holds_something(where)):
        return machine.store
    return where


def _come_in(where: str, machine: Machine) -> tuple[Store | str, Machine] | None:
    """The books at a place, after the first steps and questions that it takes, or the address of a region."""
    from lifecycle_desk.overview.screens.wizard import first_run  # seldom wanted: most starts find their books

    while not is_region(where):
        if not _holds_something(where):
            begun = first_run(where, machine, _looked_into)
            if begun is None:
                return None
            where, machine = begun
            continue
        if is_encrypted(where) and not _unlocked(where, machine):
            return None
        try:
            return opened_later(where) or _brought_up(where), machine
        except (*CANNOT_OPEN, *CANNOT_USE) as refusal:
            store, others = _not_reached(where, refusal, machine)
        if store:
            return store, machine
        if not others:
            return None
        where = str(_free_place())
    return where, machine


def _unlocked(where: str, machine: Machine) -> bool:
    from lifecycle_desk.overview.screens.unlocking import unlocked  # few stores ask

    return unlocked(where, machine)


def _show_region(running: QApplication, where: str, machine: Machine) -> int:
    """Open the window that looks into a region, and stay until it is closed."""
    from lifecycle_desk.overview.pages import REGION_HELP
    from lifecycle_desk.region.pages import FIRST, PAGES  # what a dealer's window never shows
    from lifecycle_desk.region.screens.window import region_window

    shown = region_window(
        where,
        (*PAGES, REGION_HELP),
        FIRST,
        machine,
        remembered=Remembered(lists_file(), None),
        remember=partial(write_machine, settings_file()),
    )
    shown.setGeometry(on_a_screen(machine))
    shown.showMaximized() if machine.maximized else shown.show()
    QTimer.singleShot(SETTLED, partial(collect_from_now_on, running))
    return running.exec()


def _looked_into(where: str) -> str:
    """The address of a region as it is kept, once somebody has reached it; refuses where there is none."""
    from lifecycle_desk.region.usecases.looking import look_into

    found = with_region(where)
    look_into(found).store.close()
    return found


def _brought_up(where: str) -> Store:
    """A store that must be opened at once: one on a server, or of an older form."""
    from lifecycle_desk.books.usecases.opening import open_books  # most starts need it later

    return open_books(where)


def _not_reached(where: str, refusal: Objection, machine: Machine) -> tuple[Store | None, bool]:
    """Say in a window why the books cannot be opened; gives them once they are, and whether others are wanted."""
    from lifecycle_desk.language import Language
    from lifecycle_desk.overview.screens.wizard.answers import first_answers
    from lifecycle_desk.overview.screens.wizard.not_reached import not_reached

    translator().set_language(Language(first_answers(where, machine.language).language))
    return not_reached(where, refusal)


def _free_place() -> Path:
    """The place that the first steps propose for other books: where none lie yet."""
    place = own_place()
    numbered = (place.with_stem(f"{place.stem}-{number}") for number in count(2))
    return next(each for each in chain([place], numbered) if not _holds_something(str(each)))


def _settled(shown: Window) -> None:
    """Begin what waits until the first picture has been seen."""
    collect_from_now_on(application())
    from lifecycle_desk.figures.screens.counting import count_where_missing  # knows the database
    from lifecycle_desk.overview.pages import OWN_REGION
    from lifecycle_desk.region.screens.hourly import give_hourly
    from lifecycle_desk.schedules.usecases.catching_up import go_on
    from lifecycle_desk.store.sealed_scratch import clear_left_over
    from lifecycle_desk.vehicle.usecases.catching_up import catch_up

    run_backups(shown)
    shown.app.look_around()
    shown.who.begin()
    count_where_missing(shown.app)
    user = shown.app.user
    shown.app.run_background(clear_left_over, lambda _: None)
    shown.app.run_background(lambda: catch_up(user.store), lambda _: None)  # once the backups of before are made
    shown.app.run_background(lambda: drained(go_on(user)), lambda _: None)
    give_hourly(shown.app, shown, (OWN_REGION,))


def _is_dark(running: QApplication, machine: Machine) -> bool:
    """Whether to draw dark: as chosen on this computer, until then as the system does."""
    if machine.dark is not None:
        return machine.dark
    return running.styleHints().colorScheme() is Qt.ColorScheme.Dark


def run_backups(shown: Window) -> None:
    """Say when the last backup was made, and make one where the last is a day old; again every hour."""
    from lifecycle_desk.books.usecases.books import last_backup
    from lifecycle_desk.books.usecases.nightly import own_backup
    from lifecycle_desk.overview.pages import BACKUPS
    from lifecycle_desk.proof.usecases.heads_check import odd_at_opening

    app, safety = shown.app, shown.side.safety

    def look() -> tuple[Objection, ...]:
        return odd_at_opening(app.user.store)

    def tell(odd: tuple[Objection, ...]) -> None:
        safety.say_odd(short_of(odd[0]) if odd else "")
        for each in odd:
            said = Message(each.message, **each.told)
            app.happened.note(said, icon="alert-circle")
            app.show_toast(said)

    def work() -> tuple[bool, datetime | None]:
        made = own_backup(app.user, tuple(offered("checks")))
        return made is not None, last_backup(app.user.store)

    def backed_up(found: tuple[bool, datetime | None]) -> None:
        made, last = found
        safety.say_backup(last)
        if made:
            app.happened.note(AUTOMATIC_BACKUP, FINISHED, then=(BACKUPS,))

    app.run_background(look, tell)  # before a backup: what is missing now must not look like what was backed up
    app.run_background(work, backed_up)
    QTimer.singleShot(HOUR, shown, lambda: run_backups(shown))


def short_of(odd: Objection) -> str:
    """The short form of a warning for the foot of the sidebar; the sentence itself is told beside it."""
    if odd.rule == "store_protected":
        return WRITE_PROTECTED
    return IS_THE_DATE_RIGHT if odd.rule.startswith("clock_") else CHECK_THE_BOOKS


def _holds_something(where: str) -> bool:
    return is_server(where) or (Path(where).exists() and Path(where).stat().st_size > 0)


def hear_of_bugs() -> None:
    """From now on, what no caller takes is logged: in slots, and in threads that are nobody's queue."""
    sys.excepthook = _log
    threading.excepthook = lambda gone: note_bug(gone.exc_value) if gone.exc_value else None


def _log(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None = None) -> None:
    """A bug in a slot must reach the log, and whoever sits there; Qt itself would pass over it."""
    if not isinstance(error, Exception):  # Ctrl+C in a terminal
        QCoreApplication.exit(1)
        return
    shown = next((each for each in QApplication.topLevelWidgets() if isinstance(each, Window)), None)
    if shown:
        shown.app.failed.emit(error)
    else:
        note_bug(error)


def screens(
    user: UserSession,
    folder: Path,
    language: str | None = None,
    *,
    dark: bool = False,
    size: tuple[int, int] | None = None,
    text: float = 1.0,
) -> list[Path]:
    """Pictures of the main screens, drawn from the books without a display."""
    running = application()
    apply_style(running, dark=dark, scale=text)
    theme.complete_fonts()  # a fast machine draws the first pages before they would come by themselves
    wide, high = size or (SCREEN_WIDTH, SCREEN_HEIGHT)
    shown, places = _drawn(user, Machine(language=language, dark=dark, width=wide, height=high))
    theme.set_theme(dark=dark, scale=text, calm=True)
    shown.resize(wide, high)
    shown.show()
    shown.counts.count()
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, place in places:
        shown.go(place)
        settle(shown)
        linger(DRAWN)
        path = folder / f"{name}.png"
        shown.app.happened.look()  # or the bell would tell of what went on beside the drawing, on some of the pages
        shown.grab().save(str(path))
        made.append(path)
    shown.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return made


def _drawn(user: UserSession, machine: Machine) -> tuple[Window, list[tuple[str, Place]]]:
    """The window that is drawn, of a dealer or of a region, and its places."""
    if not is_region(user.store.where):
        return window(user, machine, remember=False), main_places(user)
    from lifecycle_desk.overview.pages import REGION_HELP
    from lifecycle_desk.region.pages import FIRST, PAGES, pictures
    from lifecycle_desk.region.screens.window import region_window

    made = region_window(
        user.store.where, (*PAGES, REGION_HELP), FIRST, machine, remembered=Remembered(), remember=lambda _machine: None
    )
    return made, pictures(user)


def main_places(user: UserSession) -> list[tuple[str, Place]]:
    """The places that are drawn: each page, those with a key by what the books hold."""
    found: list[tuple[str, Place]] = []
    for names in offered("pictures"):
        with suppress(Objection):
            found += names(user)
    return found


def settle(shown: Window) -> None:
    """Let what was asked of the store come, and be painted, where no clock of a window goes."""
    for _ in range(4):
        shown.app.reads.finish()
        shown.app.writes.finish()
        shown.app.long.finish()
        QCoreApplication.sendPostedEvents(None, 0)
        QApplication.sendPostedEvents()
    collect_due()


def linger(milliseconds: int) -> None:
    """Let what draws in a thread of its own, such as the pages of a paper, come to an end."""
    waiting = QEventLoop()
    QTimer.singleShot(milliseconds, waiting.quit)
    waiting.exec()
