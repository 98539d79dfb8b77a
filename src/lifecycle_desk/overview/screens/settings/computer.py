"""This computer: light or dark, the size of text, and the example dealer in a file of its own."""

from dataclasses import replace
from pathlib import Path
from typing import override

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import MINUTE, Measure, percent
from lifecycle_desk.commands.bug_log import log_file
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import FormBody
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText, UiText, value_alone
from lifecycle_desk.desktop.look.parts import Button, Card, ChoiceField, Label, SectionTitle, column, row
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.tab import Tab
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.overview.screens.settings.another_window import open_in_window
from lifecycle_desk.overview.usecases.demo import DemoMade, fill

SIZES = (0.85, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
LOOKS: list[tuple[object, UiText]] = [(False, N_("Light")), (True, N_("Dark"))]
MAKING, READY = N_("Creating sample data…"), N_("Sample data ready")
WHERE = N_("It is kept in a separate file and opens in its own window. To remove it, delete the file.")
EXAMPLE = N_(
    "A sample dealership with 40 vehicles and years of history, for learning and trying things out. "
    "Your own records are not affected."
)
LOG, OPEN_LOG, NO_LOG = N_("Log"), N_("Open log"), N_("No errors so far; there is no log.")
ABOUT_LOG = N_("Program errors are logged on this computer, without personal data. Nothing is sent anywhere.")
LOCK_AFTER, NEVER = N_("Ask who is working after"), C_("lock", "Never")
SECOND, NO_SECOND = N_("Second language on hover"), C_("second language", "None")
ABOUT_SECOND = N_("Point at a label, a button or a column heading to read it in both languages.")
MINUTES = (0, 1, 2, 5, 10, 30)
MAKE, OPEN = N_("Create sample data"), N_("Open sample dealership")


class ComputerTab(Tab):
    """Settings of this computer, not of the books."""

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        sizes: list[tuple[object, UiText]] = [(size, value_alone(percent(round(size * 100)))) for size in SIZES]
        self.dark = ChoiceField(N_("Colours"), LOOKS, value=theme.c.dark)
        self.text_size = ChoiceField(N_("Text size"), sizes, value=theme.scale)
        self.lock_after = ChoiceField(LOCK_AFTER, [(each, _minutes(each)) for each in MINUTES])
        languages: list[tuple[object, UiText]] = [("", NO_SECOND)]
        self.second = ChoiceField(SECOND, languages + [(code, PlainText(name)) for code, name in LANGUAGES.items()])
        self.second.hint(ABOUT_SECOND)
        self.make = Button(MAKE, icon="building-store")
        self._where = Label(WHERE, "small", "ink3", wrap=True)
        look = column(
            SectionTitle(C_("settings", "Appearance")),
            row((self.dark, 1), (self.text_size, 1), (self.lock_after, 1), gap=16),
            row((self.second, 2), (Label(), 1), gap=16),
            gap=8,
            margins=(16, 12, 16, 8),
        )
        about = Label(EXAMPLE, "body", "ink2", wrap=True)
        items = (SectionTitle(N_("Sample dealership")), about, row(self.make, None), self._where)
        example = column(*items, gap=8, margins=(16, 12, 16, 14))
        self.open_log, self._log = Button(OPEN_LOG, icon="external-link"), Label("", "mono", "ink3", ltr=True)
        told = (SectionTitle(LOG), Label(ABOUT_LOG, "body", "ink2", wrap=True), row(self.open_log, None), self._log)
        log = column(*told, gap=8, margins=(16, 12, 16, 14))
        cards = column(Card(look), Card(example), Card(log), None, gap=t.CARD_GAP, margins=(24, 0, 24, t.PAGE_END))
        self.setLayout(column(FormBody(cards), gap=0))
        self.dark.chosen.connect(self._wear)
        self.text_size.chosen.connect(self._grow)
        self.lock_after.chosen.connect(self._lock_after)
        self.second.chosen.connect(self._second)
        self.make.clicked.connect(self._make)
        self.open_log.clicked.connect(_open_log)
        theme.changed.connect(self._follow)
        self._name()

    @override
    def first_focus(self) -> QWidget | None:
        return self.text_size.control

    @override
    def look(self) -> None:
        if host := self._host():
            self.lock_after.set_value(host.machine.lock_after)
            self.second.set_value(host.machine.second or "")
        there = log_file().is_file()
        self.open_log.setEnabled(there)
        self._log.set_message(PlainText(str(log_file())) if there else NO_LOG)

    def _host(self) -> Window | None:
        """The window, which keeps the settings of this computer when it is closed."""
        host = self.window()
        return host if isinstance(host, Window) else None

    @Slot(object)
    def _wear(self, dark: object) -> None:
        host = self._host()
        if host and bool(dark) is not theme.c.dark:
            host.set_dark(bool(dark))

    @Slot(object)
    def _grow(self, size: object) -> None:
        host = self._host()
        if host and isinstance(size, float) and size != theme.scale:
            theme.set_theme(scale=size)
            host.machine = replace(host.machine, text=size)

    @Slot(object)
    def _lock_after(self, minutes: object) -> None:
        host = self._host()
        if host and isinstance(minutes, int):
            host.machine = replace(host.machine, lock_after=minutes)

    @Slot(object)
    def _second(self, code: object) -> None:
        host = self._host()
        if host and isinstance(code, str) and code != (host.machine.second or ""):
            host.show_second(code)

    @Slot()
    def _follow(self) -> None:
        """Show what was changed elsewhere: in the top bar."""
        self.dark.set_value(theme.c.dark)

    def _file(self) -> Path:
        """Where the example lies: beside the books, or in the home folder where those lie on a server."""
        books = self.app.user.store.path
        return (books.parent if books else Path.home()) / "example.ldk"

    def _name(self) -> None:
        self.make.set_message(OPEN if self._file().exists() else MAKE)

    @Slot()
    def _make(self) -> None:
        if self._file().exists():
            open_in_window(str(self._file()))
            return
        self.make.setEnabled(False)
        steps = fill(str(self._file()), _market(self.app.user))
        task = self.app.run_long(steps, self._made, name=MAKING)
        task.ended.connect(self._rest)

    def _made(self, made: DemoMade) -> None:
        self.app.show_toast(READY)
        open_in_window(made.where)

    @Slot()
    def _rest(self) -> None:
        self.make.setEnabled(True)
        self._name()


def _minutes(minutes: int) -> UiText:
    return value_alone(Measure(minutes, MINUTE)) if minutes else NEVER


def _open_log() -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_file())))


def _market(user: UserSession) -> str:
    return dealer(user.store).market
