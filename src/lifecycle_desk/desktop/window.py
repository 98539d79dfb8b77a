"""The window: top bar, sidebar, the page in the middle, what floats over it; it knows no page."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from lifecycle_desk.desktop import words
from lifecycle_desk.desktop.app_context import REDO_KEYS, AppContext
from lifecycle_desk.desktop.closing import Closing
from lifecycle_desk.desktop.keys import KeyGroup, listen
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Fitted, InfoBar, column, row, wrap
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.notices import Notices
from lifecycle_desk.desktop.page_stack import PageStack
from lifecycle_desk.desktop.pages import Page, PageWidget, PaletteCommand, Place, Section
from lifecycle_desk.desktop.palette import Hit, Palette, Search
from lifecycle_desk.desktop.progress_bar import ProgressBar
from lifecycle_desk.desktop.scanner import GOES_ON
from lifecycle_desk.desktop.sidebar import Sidebar
from lifecycle_desk.desktop.sidebar_counts import SidebarCounts
from lifecycle_desk.desktop.standing_aside import StandingAside
from lifecycle_desk.desktop.tasks import Task
from lifecycle_desk.desktop.topbar import NARROW, TopBar
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.veil import Veil
from lifecycle_desk.desktop.who_is_here import WhoIsHere
from lifecycle_desk.language import LANGUAGES, Language

if TYPE_CHECKING:
    from lifecycle_desk.desktop.bell import BellPanel
    from lifecycle_desk.desktop.keyboard_sheet import KeyboardSheet
    from lifecycle_desk.desktop.second_language import SecondLanguage

LONGEST_WAY_BACK = 100
BREATH = 20  # ms from the first picture to what is asked of the books
A_MINUTE = 60_000  # ms
SOON = 300  # ms after the first picture: what nobody waits for, such as badges


class Window(Fitted, QWidget):
    """The main window, which shows the pages that it is given.

    `speak` gives a language as it is spoken at this dealer's; `remember` keeps the settings of this computer.
    """

    seen = Signal()  # once: the first picture is painted, and nothing has been asked of the books

    def __init__(
        self,
        app: AppContext,
        pages: Sequence[Page],
        search: Search,
        *,
        dealer: str,
        speak: Callable[[str], Language],
        machine: Machine,
        remember: Callable[[Machine], object],
    ) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # what its parts call holds it otherwise
        app.setParent(self)  # and what waits for its signals goes with it
        self.app, self._speak, self.machine, self._remember, self._search = app, speak, machine, remember, search
        self._pages = {page.name: page for page in pages}
        app.permits.forms = {page.name: page.right for page in pages if page.right}
        self._built: dict[str, PageWidget] = {}
        self._trail: list[Place] = []
        self._at, self._seen = -1, False
        self._holders: frozenset[QObject] = frozenset()
        self.bar, self.side, self.stack = TopBar(dealer, app.user.staff, app.happened), Sidebar(pages), PageStack()
        self.side.add_to_foot(ProgressBar(app))
        self.counts = SidebarCounts(app, self.side, self._pages)
        self.away, self.who = InfoBar(words.SERVER_AWAY), WhoIsHere(app)
        self.away.hide()
        self.setLayout(column(self.bar, self.away, self.who, (wrap(row(self.side, (self.stack, 1), gap=0)), 1), gap=0))
        self.notices = Notices(self, app)
        self.palette_box = Palette(self, app, self._commands(), self._pages, search, self._offered_here)
        self._veil = Veil(self.stack)
        self._closing = Closing(self, app)
        self._closing.holds.connect(partial(self.hold_still, self._closing))
        self.aside = StandingAside(self, app)
        self.aside.holds.connect(partial(self.hold_still, self.aside))
        self.second: SecondLanguage | None = None
        if machine.second:
            self.show_second(machine.second)
        self._connect()
        self._offer_keys()
        theme.dress(self)
        self.resize(machine.width, machine.height)

    def _connect(self) -> None:
        self.bar.back.connect(partial(self._walk, -1))
        self.bar.forward.connect(partial(self._walk, 1))
        self.bar.search.connect(self.palette_box.rise)
        self.bar.bell.clicked.connect(lambda _: self.happened.turn())
        self.bar.language_wanted.connect(self.speak)
        self.bar.dark_wanted.connect(self.set_dark)
        self.side.wanted.connect(self.app.go)
        self.palette_box.chosen.connect(self._chosen)
        self.app.linked.connect(self.away.setHidden)
        self.app.going.connect(self.go)
        self.app.going_back.connect(partial(self._walk, -1))
        self.app.keys_wanted.connect(self.show_keys)
        self.app.writes.started.connect(self._saving)
        self._veil.lifted.connect(self._entitle)
        translator().changed.connect(self._entitle)
        QTimer.singleShot(SOON, self.counts.count)
        minutes = QTimer(self, interval=A_MINUTE)
        minutes.timeout.connect(self.app.minute_passed)
        minutes.start()

    def _offer_keys(self) -> None:
        keys: list[tuple[str | QKeySequence.StandardKey, str, Callable[[], object]]] = [
            ("Ctrl+K", words.FIND, self.palette_box.rise),
            (QKeySequence.StandardKey.Undo, words.UNDO, self.app.undo),
            (REDO_KEYS, words.REDO, self.app.redo),
            ("Ctrl+Y", words.REDO, self.app.redo),
            ("F6", words.FILTER_HERE, self._filter),
            ("Ctrl+F", words.FILTER_HERE, self._filter),
            ("?", words.SHORTCUTS, self.show_keys),
            ("Ctrl+/", words.SHORTCUTS, self.show_keys),
        ]
        pages = sorted((each for each in self._pages.values() if each.digit), key=lambda each: each.digit)
        keys += [(f"Ctrl+{each.digit}", each.title, partial(self.app.go, each.name)) for each in pages]
        keys += [(each.keys, each.words, partial(each.run, self.app)) for each in self._commands() if each.keys]
        for key, what, call in keys:
            listen(self, key, what, call, group=KeyGroup.EVERYWHERE)

    def _commands(self) -> tuple[PaletteCommand, ...]:
        """What the palette offers: to go to each page, and what the pages themselves offer."""
        go = [
            PaletteCommand(page.title, page.icon, partial(_go, page.name), f"Ctrl+{page.digit}" if page.digit else "")
            for page in self._pages.values()
            if page.section is not Section.NOWHERE and all(each.words != page.title for each in page.commands)
        ]
        return (
            *(replace(each, keys="") for each in go),
            *(each for page in self._pages.values() for each in page.offered()),
            *self.bar.commands(),
            PaletteCommand(words.SHORTCUTS, "info-circle", lambda app: app.keys_wanted.emit()),
        )

    def _offered_here(self) -> Sequence[PaletteCommand]:
        """What the page that is shown offers."""
        page = self.page()
        return page.commands() if page else ()

    @property
    def place(self) -> Place | None:
        """Where we are."""
        return self._trail[self._at] if self._trail else None

    @cached_property
    def happened(self) -> "BellPanel":
        """The panel of the bell, made when it is first asked for."""
        from lifecycle_desk.desktop.bell import BellPanel  # nobody asks before the first picture

        return BellPanel(self, self.bar.bell, self.app)

    @cached_property
    def sheet(self) -> "KeyboardSheet":
        """The sheet of keys, made when it is first asked for."""
        from lifecycle_desk.desktop.keyboard_sheet import KeyboardSheet  # nobody asks before the first picture

        return KeyboardSheet(self, self.bar)

    @Slot()
    def show_keys(self) -> None:
        """Show which keys do what, here and everywhere."""
        self.sheet.turn(self.page())

    def page(self) -> PageWidget | None:
        """The page that is shown."""
        return self.stack.page

    @Slot(Place)
    def go(self, place: Place) -> None:
        """Go to a place; the way back is kept."""
        if place.page not in self._pages or (self.page() and not self.page_may_leave()):
            return
        if place != self.place:
            self._trail = [*self._trail[: self._at + 1][-LONGEST_WAY_BACK:], place]
            self._at = len(self._trail) - 1
        self._show(place)

    def become(self, staff: str, name: str) -> None:
        """Somebody else works here from now on: every page is built anew for what they may do."""
        place = self.place or Place(self.machine.page, self.machine.key)
        self.app.become(staff)
        self.bar.show_person(staff, name)
        self._begin_at(place)

    def _begin_at(self, place: Place) -> None:
        for page in self._built.values():
            self.stack.remove_page(page)  # what it asked, and each language, may still come to it
        self._built, self._trail, self._at = {}, [], -1
        self.go(place if place.page in self._pages else Place("today"))
        self.counts.count()

    def start_over(self, dealer: str, place: Place) -> None:
        """Show everything anew: the store holds other records than those that the pages show."""
        self.app.start_over()
        self.bar.mark.rename(dealer)
        translator().set_language(self._speak(translator().current.code))
        self._begin_at(place)

    def page_may_leave(self) -> bool:
        """Whether the page that is shown may be left."""
        shown = self.page()
        return shown is None or shown.may_leave()

    def _walk(self, by: int) -> None:
        if 0 <= self._at + by < len(self._trail) and self.page_may_leave():
            self._at += by
            self._show(self._trail[self._at])

    def _show(self, place: Place) -> None:
        page = self._built_page(place.page)
        before = {*self.app.reads.open, *self.app.writes.open}
        self.stack.show_page(page)
        page.show_key(place.key)
        self._veil.wait_for(self._asked_since(before), hides=bool(place.key))
        self.counts.stand_at(place)
        self.who.stand_at(place)
        self.bar.back_button.setEnabled(self._at > 0)
        self.bar.forward_button.setEnabled(self._at < len(self._trail) - 1)
        self._entitle()
        self.machine, self.app.here = replace(self.machine, page=place.page, key=place.key), place
        focus = page.first_focus()
        if focus:
            focus.setFocus()

    def _built_page(self, name: str) -> PageWidget:
        """A page; it is made when it is first asked for."""
        if name not in self._built:
            self._built[name] = self._pages[name].build(self.app)
            self.stack.add_page(self._built[name])
        return self._built[name]

    def _asked_since(self, before: Collection[Task]) -> list[Task]:
        return [each for each in (*self.app.reads.open, *self.app.writes.open) if each not in before]

    @Slot()
    def _entitle(self) -> None:
        """Call the window after what its page shows, in the language of now; of a page that is coming, the page."""
        page, place = self.page(), self.place
        if page is None or place is None:
            return
        own = self._pages[place.page].title
        title = own if self._veil.hides else page.title() or own
        match title:
            case PlainText(text):
                said = text
            case Message(message=message, facts=facts):
                said = translator().current(message, **facts)
            case str(message):
                said = translator().current(message)
        self.setWindowTitle(translator().current(words.WINDOW_TITLE, page=said))

    @Slot()
    def _filter(self) -> None:
        page = self.page()
        field = page.filter_field() if page else None
        if field:
            field.setFocus()
            if isinstance(field, QLineEdit):
                field.selectAll()

    def scanned(self, code: str) -> None:
        """A code came from the scanner: what it finds is opened; the field that it was typed into is freed of it."""
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit) and field.text().endswith(code):
            if field.text() == code and (takes := field.property("takes_codes")):
                if takes == GOES_ON:
                    field.returnPressed.emit()
                return
            field.setText(field.text().removesuffix(code))
        self.app.run_query(lambda: self._search(code), partial(self._found, code))

    def _found(self, code: str, hits: Sequence[Hit]) -> None:
        if len(hits) == 1:
            self._chosen(hits[0])
        else:
            self.palette_box.rise(code)

    @Slot(object)
    def _chosen(self, what: object) -> None:
        if isinstance(what, PaletteCommand):
            what.run(self.app)
        elif isinstance(what, Hit):
            self.app.go(what.kind, what.ref)  # a page is called as what it shows is called in the search

    def remember_place(self, where: str) -> None:
        """Keep at once that the records lie elsewhere from now on: the next start opens them there."""
        self.machine = replace(self.machine, store=where, moved=True)
        self._remember(self.machine)

    @Slot(str)
    def speak(self, code: str) -> None:
        """Change the language of everything that is open."""
        translator().set_language(self._speak(code))
        self.machine = replace(self.machine, language=code)

    def show_second(self, code: str) -> None:
        """Show another language beside the pointer, or none."""
        from lifecycle_desk.desktop.second_language import SecondLanguage  # few learn in two languages

        known = code in LANGUAGES
        self.second = self.second or SecondLanguage(self)
        self.second.speak(self._speak(code) if known else None)
        self.machine = replace(self.machine, second=code if known else None)

    @Slot(bool)
    def set_dark(self, dark: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        """Change between light and dark."""
        theme.set_theme(dark=dark)
        self.machine = replace(self.machine, dark=dark)

    @Slot(Task)
    def _saving(self, task: Task) -> None:
        self.side.safety.say_state(words.SAVING, "refresh")
        task.ended.connect(self._saved)

    @Slot()
    def _saved(self) -> None:
        if not self.app.writes.busy:
            self.side.safety.say_state(words.EVERYTHING_SAVED)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, lambda: QTimer.singleShot(BREATH, self._begin))  # 0: once all is painted

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._seen and self.place:  # what the first page asks for by being shown
            self._veil.wait_for(self._asked_since(()), hides=bool(self.place.key))

    def _begin(self) -> None:
        self.seen.emit()
        self.app.reads.begin()

    def _fit(self) -> None:
        self.side.setFixedWidth(theme.u(t.SIDEBAR_NARROW) if self.width() < theme.u(NARROW) else self.side.wide)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.page_may_leave()
        at: QRect = self.normalGeometry() if self.isMaximized() else self.geometry()
        kept = replace(self.machine, x=at.x(), y=at.y(), width=at.width(), height=at.height())
        self._remember(replace(kept, maximized=self.isMaximized()))
        if self.aside.is_going or not self._closing.may_close():
            event.ignore()
            return
        self.app.close()
        super().closeEvent(event)

    @Slot(bool)
    def hold_still(self, holder: QObject, still: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        """Take nothing in as long as anybody holds: what is said already is written, or nobody has signed in."""
        self._holders = self._holders | {holder} if still else self._holders - {holder}
        still = bool(self._holders)
        for part in (self.bar, self.side, self.stack):
            part.setEnabled(not still)
        for key in self.findChildren(QShortcut):
            key.setEnabled(not still)


def _go(page: str, app: AppContext) -> None:
    app.go(page)
