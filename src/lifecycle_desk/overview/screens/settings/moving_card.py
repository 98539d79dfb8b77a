"""Where the records are stored, and moving them: from a file to a server, or from a server to a file."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desk.base.isolates import ltr
from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.books.interchange.moving import Moved, move_books
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Field,
    InfoBar,
    Label,
    LineField,
    SectionTitle,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.notices import refused_in, said_of
from lifecycle_desk.desktop.overlay import Overlay
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.screens.server_place import ServerPlace
from lifecycle_desk.overview.screens.settings.another_window import open_in_window
from lifecycle_desk.overview.usecases.joining import look_there
from lifecycle_desk.overview.usecases.safety import all_checks
from lifecycle_desk.store.addresses import address_of
from lifecycle_desk.store.places import is_server, own_place
from lifecycle_desk.store.server_look import FoundAtServer

TITLE = N_("Where your records are stored")
TO_SERVER, TO_FILE = N_("Move to a server…"), N_("Move to a file…")
ABOUT_SERVER = N_(
    "On a PostgreSQL server several workstations work with the same records. Enter the login that owns the database; "
    "what is there must be empty."
)
ABOUT_FILE = N_("The server keeps its records unchanged. Nobody else may save while they are moved.")
STAYS = N_("Your current records stay as they are. You can stop at any time.")
MOVE, CANCEL, MOVING = C_("records", "Move"), N_("Cancel"), N_("Moving your records…")
MOVED = N_("Records moved")
NOW_THERE = N_("From now on your records are stored at %(where)s. They were compared byte for byte.")
BEFORE = N_("The records before the move stay unchanged at %(before)s.")
REOPEN = N_("Close and reopen")

FileMissing = objection("FileMissing", N_("Choose where your data should be stored."), "where")
ServerHasRecords = objection(
    "ServerHasRecords", N_("%(dealer)s is there already. Enter another database or schema."), "where", dealer=str
)


class MovingCard(QWidget):
    """The place of the records; the way to another place is opened by a button, and begun by another."""

    asking = Signal(QWidget)  # its fields came into being, and are to be seen whole

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self.app, self._is_moving = app, False
        self._from_file = app.user.store.path is not None
        self.begin = Button(TO_SERVER if self._from_file else TO_FILE, icon="database")
        self.server, self.file = ServerPlace(), LineField(C_("data", "File"))
        self.refused = InfoBar("", tone="danger", icon="alert-circle")
        self.confirm, self.cancel = Button(MOVE, "primary", shown_keys="Return"), Button(CANCEL)
        self._choose = Button(N_("Choose…"), icon="file-text")
        self._faults = Faults(lambda: self._fields)
        self._lay_out()
        self.begin.clicked.connect(self._ask)
        self.cancel.clicked.connect(self._rest)
        self.confirm.clicked.connect(self._move)
        self._choose.clicked.connect(self._choose_file)
        self.server.tests.connect(partial(self._look, goes_on=False))
        for field in (self.file, self.server.password):
            field.on_enter(self._move)
        app.permits.need(BACKUP, self.begin, self.confirm)

    @property
    def _fields(self) -> dict[str, Field]:
        return self.server.fields if self._from_file else {"where": self.file}

    def _lay_out(self) -> None:
        where = self.app.user.store.where
        place = where if self._from_file else address_of(where).title
        self._asks = wrap(row(self.begin, None))
        under_label = wrap(column(Label("", "small"), self._choose, None, gap=4))
        file = wrap(row((self.file, 1), under_label, gap=8))
        about = Label(ABOUT_SERVER if self._from_file else ABOUT_FILE, "small", "ink2", wrap=True)
        stays = Label(STAYS, "small", "ink2", wrap=True)
        self._form = wrap(column(about, self.server, file, stays, row(None, self.cancel, self.confirm), gap=8))
        self.server.setVisible(self._from_file)
        file.setVisible(not self._from_file)
        shown = Label(PlainText(place), "mono", "ink2", ltr=True)
        parts = (SectionTitle(TITLE), shown, self.refused, self._asks, self._form)
        self.setLayout(column(Card(column(*parts, gap=8, margins=(16, 10, 16, 12))), gap=0))
        self.refused.hide()
        self._form.hide()

    @Slot()
    def _ask(self) -> None:
        """Ask where to; a file is proposed where nothing lies yet."""
        self.file.set_text(_free_file())
        self._asks.hide()
        self._form.show()
        (self.server.host if self._from_file else self.file).control.setFocus()
        self.asking.emit(self.confirm)

    @Slot()
    def _rest(self) -> None:
        self._faults.clear()
        self.refused.hide()
        self._form.hide()
        self._asks.show()

    @Slot()
    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "", self.file.text)
        if chosen:
            self.file.set_text(chosen)

    @Slot()
    def _move(self) -> None:
        if self._is_moving:
            return
        if self._from_file:
            self._look(goes_on=True)
        else:
            self._go()

    def _where(self) -> str:
        if self._from_file:
            return self.server.read()
        if not self.file.text:
            raise FileMissing
        return self.file.text

    def _look(self, *, goes_on: bool) -> None:
        """Look at what is at the server, and begin where nothing is and that was asked for."""
        self._faults.clear()
        self.refused.hide()
        try:
            where = self._where()
        except Objection as objection:
            self._refuse(objection)
            return

        def shown(found: FoundAtServer) -> None:
            if found.dealer is not None:
                self.server.forget()
                self._refuse(ServerHasRecords(found.dealer))
                return
            self.server.show_found(found)
            if goes_on:
                self._go()

        self.server.begin_look()
        self.app.run_long(look_there(where), shown, self._not_there)

    def _not_there(self, fact: Exception) -> None:
        self.server.show_refused(said_of(fact))

    def _go(self) -> None:
        try:
            where = self._where()
        except Objection as objection:
            self._refuse(objection)
            return
        self._is_moving = True
        self.refused.hide()
        steps = move_books(self.app.user, where, all_checks())
        task = self.app.run_long(steps, self._moved, self._refuse, name=MOVING)
        task.ended.connect(self._ended)

    @Slot()
    def _ended(self) -> None:
        self._is_moving = False

    def _refuse(self, fact: Exception) -> None:
        if not (isinstance(fact, Objection) and self._faults.show(fact)):
            refused_in(self.refused, fact, self.app)

    def _moved(self, moved: Moved) -> None:
        """Keep the new place, and take nothing in any more: it would be saved at the old one."""
        host = self.window()
        if isinstance(host, Window):
            host.remember_place(moved.where)
            MovedPanel(host, moved).lift()


class MovedPanel(Overlay):
    """What was moved where, over a window that takes nothing in until it is closed."""

    def __init__(self, over: Window, moved: Moved) -> None:
        self.reopen = Button(REOPEN, "primary", shown_keys="Return")
        there = Label(Message(NOW_THERE, where=_named(moved.where)), "body", wrap=True)
        before = Label(Message(BEFORE, before=_named(moved.before)), "body", "ink2", wrap=True)
        content = column(SectionTitle(MOVED), there, before, row(None, self.reopen), gap=12, margins=(20, 18, 20, 16))
        super().__init__(over, content)
        self._window, self._where = over, moved.where
        self.panel.setFocusProxy(self.reopen)
        self.holds.connect(partial(over.hold_still, self))
        self.reopen.clicked.connect(self._reopen)

    @Slot()
    def _reopen(self) -> None:
        """Close first: what this computer keeps of the window is written then."""
        self._window.close()
        open_in_window(self._where)


def _named(where: str) -> str:
    return ltr(address_of(where).title if is_server(where) else where)


def _free_file() -> str:
    """Where a file may be laid: in the person's own data folder, beside what lies there."""
    place, number = own_place(), 1
    while place.exists():
        number += 1
        place = own_place().with_stem(f"{own_place().stem}-{number}")
    return str(place)
