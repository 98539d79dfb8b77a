"""The window on a region: the same parts and the same look as a dealer's, with pages of its own, and read-only."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, UiText, set_text
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Page, Place
from lifecycle_desk.desktop.palette import Hit
from lifecycle_desk.desktop.remembered import Remembered
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.region.papers import spoken
from lifecycle_desk.region.screens.fetched import RECEIVED
from lifecycle_desk.region.usecases.looking import called, dealers, last_received, look_into
from lifecycle_desk.region.usecases.looking_cars import find_car

LAST_BATCH = N_("Last batch %(at)s")  # NOTE: at is a day, or a time of today
READ_ONLY, SEARCH = N_("Read only"), N_("VIN, dealer or command")
EVERY_SO_OFTEN = 60_000  # ms from one look at what was received to the next
MOST_HITS, LEAST_LETTERS = 8, 3


def region_window(
    where: str,
    pages: Sequence[Page],
    first: Place,
    machine: Machine,
    *,
    remembered: Remembered,
    remember: Callable[[Machine], object],
) -> Window:
    """A window that looks into a region; where its pages are is not remembered, so that a dealer's place stays.

    Raises what refuses the address.
    """
    user = look_into(where)
    app = AppContext(user, remembered)
    translator().set_language(spoken(machine.language))
    made = Window(
        app,
        pages,
        partial(search, user),
        dealer=called(user),
        speak=spoken,
        machine=machine,
        remember=lambda kept: remember(replace(kept, page=machine.page, key=machine.key)),
    )
    set_text(made.bar.search_box.setText, SEARCH)
    set_text(made.bar.search_box.setAccessibleName, SEARCH)
    made.side.safety.say_state(READ_ONLY, "lock")
    news = _News(made)
    made.seen.connect(news.begin)
    made.go(first)
    return made


def search(user: UserSession, text: str) -> list[Hit]:
    """What letters find: a whole VIN, and dealers by a part of their name."""
    wanted = text.strip()
    if len(wanted) < LEAST_LETTERS:
        return []
    car = find_car(user, wanted)
    hits = [Hit("region_find", car.vin, car.vin, car.at[0].name)] if car.at else []
    named = [each for each in dealers(user) if wanted.casefold() in each.name.casefold()]
    return [*hits, *(Hit("region_dealer", each.dealer, None, each.name) for each in named[:MOST_HITS])]


class _News(QObject):
    """Looks every minute whether more was received, and lets the pages ask anew then."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window, self._last, self._looking = window, None, False  # type: Window, datetime | None, bool
        self._timer = QTimer(self, interval=EVERY_SO_OFTEN)
        self._timer.timeout.connect(self._look)

    @Slot()
    def begin(self) -> None:
        """Begin to look."""
        self._timer.start()
        self._look()

    @Slot()
    def _look(self) -> None:
        app = self._window.app
        if not self._looking:
            self._looking = True
            app.run_query(lambda: last_received(app.user)[0], self._came, self._failed)

    def _came(self, last: datetime | None) -> None:
        self._looking = False
        before, self._last = self._last, last
        self._window.side.safety.say_below(_briefly(last))
        if before is not None and last != before:
            self._window.app.changed.emit(frozenset({RECEIVED}))

    def _failed(self, _: Exception) -> None:
        """A server that cannot be reached just now is told by who needs it."""
        self._looking = False


def _briefly(last: datetime | None) -> UiText:
    """When the last batch came, in few words: of today its time, else its day."""
    if last is None:
        return ""
    formats = translator().current.formats
    of_today = formats.local(last).date() == formats.local(clock.now()).date()
    return Message(LAST_BATCH, at=formats.clock(last) if of_today else formats.local(last).date())
