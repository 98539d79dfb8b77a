"""The books on a server: host, database, schema and login, and a look at what is there."""

import re
from typing import override

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import Button, Field, InfoBar, Label, LineField, column, row, wrap
from lifecycle_desk.store.addresses import AddressUnreadableError, ServerAddress
from lifecycle_desk.store.keyrings import PasswordNotKept, has_keyring
from lifecycle_desk.store.passwords import use_password
from lifecycle_desk.store.places import is_server
from lifecycle_desk.store.server_look import FoundAtServer

HOST, DATABASE, SCHEMA = C_("server", "Server"), C_("server", "Database"), C_("server", "Schema")
LOGIN, PASSWORD = C_("server", "Login"), N_("Password")
HOST_HINT = N_("The server’s name, such as db.example.com, or the whole address that you were given.")
SCHEMA_HINT = N_("Where several dealerships share a database: the part that is yours.")
PASSWORD_HINT = N_("Never written to a file; this computer’s keyring keeps it.")
TEST, TESTING = N_("Test connection"), N_("Connecting…")
NOTHING_THERE = N_("Connected. Nothing is there yet: you can create your dealership here.")
DEALER_THERE = N_("Connected. %(dealer)s is here already: open it to work with the others.")
OLDER_THERE = N_(
    "Connected. %(dealer)s is here, from an older version. Opening it updates the database: close Lifecycle Desk on "
    "the other computers first."
)
A_HOST = re.compile(r"(?P<host>\[[0-9a-fA-F:]+\]|[^\s:/@?#\[\]]+|/[^\s?#]*)(?::(?P<port>\d{1,5}))?")
LONGEST_SHOWN = 60

ServerMissing = objection("ServerMissing", N_("Choose where your data should be stored."), "where")
NotAServer = objection("NotAServer", N_("“%(given)s” is not the address of a PostgreSQL database."), "where", given=str)
DatabaseMissing = objection("DatabaseMissing", N_("Enter the name of the database."), "database")


class PasswordField(LineField):
    """The password of a login at a server; says where it is kept, once it is seen: a keyring is slow to answer."""

    def __init__(self) -> None:
        super().__init__(PASSWORD, hint=PASSWORD_HINT)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.hint(PASSWORD_HINT if has_keyring() else PasswordNotKept.message)


class ServerPlace(QWidget):
    """The fields of an address, and what was found there; `tests` asks for a look."""

    tests = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.host = LineField(HOST, hint=HOST_HINT)
        self.database, self.schema = LineField(DATABASE), LineField(SCHEMA, hint=SCHEMA_HINT)
        self.login, self.password = LineField(LOGIN), PasswordField()
        self.test = Button(TEST, icon="plug")
        self.nothing = InfoBar(NOTHING_THERE, tone="ok", icon="circle-check")
        self.there = InfoBar("", tone="ok", icon="circle-check")
        self.refused = InfoBar("", tone="danger", icon="alert-circle")
        self.found: FoundAtServer | None = None
        self._parameters: dict[str, str] = {}
        self._is_insecure = False
        under_label = column(Label("", "small"), self.test, None, gap=4)
        self.setLayout(
            column(
                _pair(self.host, self.database),
                _pair(self.schema, self.login),
                _pair(self.password, wrap(row(wrap(under_label), None))),
                self.nothing,
                self.there,
                self.refused,
                gap=6,
            )
        )
        self.test.clicked.connect(self.tests)
        for each in (self.host, self.database, self.schema, self.login, self.password):
            each.edited.connect(self._edited)
        self._show()

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by the names that refusals have for them."""
        return {"where": self.host, "database": self.database, "password": self.password}

    @Slot()
    def _edited(self, _text: str = "") -> None:
        if self.found or not self.refused.isHidden():
            self.forget()
            self.changed.emit()

    def forget(self) -> None:
        """Know no more what is there."""
        self.found = None
        self._show()

    def read(self) -> str:
        """The address of what the fields name, without the password, which is used from now on; refuses a wrong one."""
        self._spread()
        if not self.host.text:
            raise ServerMissing
        named = A_HOST.fullmatch(self.host.text)
        if not named:
            raise NotAServer(self.host.text[:LONGEST_SHOWN])
        if not self.database.text:
            raise DatabaseMissing
        address = ServerAddress(
            host=named["host"].strip("[]"),
            port=int(named["port"]) if named["port"] else None,
            database=self.database.text,
            schema=self.schema.text,
            user=self.login.text,
            parameters=self._parameters,
            is_insecure=self._is_insecure,
        )
        where = self._checked(address)
        if self.password.line.text():
            use_password(where, self.password.line.text())
        return where

    def _checked(self, address: ServerAddress) -> str:
        try:
            return ServerAddress.read(address.text).text
        except AddressUnreadableError:
            raise NotAServer(self.host.text[:LONGEST_SHOWN]) from None

    def _spread(self) -> None:
        """Put a whole address that somebody was given into the fields that its parts belong to."""
        given = self.host.text
        if not is_server(given):
            return
        try:
            address = ServerAddress.read(given)
        except AddressUnreadableError:
            raise NotAServer(without_secret(given)) from None
        port = f":{address.port}" if address.port else ""
        host = f"[{address.host}]" if ":" in address.host else address.host or "localhost"
        self.host.set_text(host + port)
        self.database.set_text(address.database)
        self.schema.set_text(address.schema)
        self.login.set_text(address.user)
        self._parameters, self._is_insecure = dict(address.parameters), address.is_insecure
        if address.password:
            self.password.line.setText(address.password)

    def begin_look(self) -> None:
        """Show that the server is asked."""
        self.found = None
        self._show()
        self.test.set_message(TESTING)
        self.test.setEnabled(False)

    def show_found(self, found: FoundAtServer) -> None:
        """Show what is there."""
        self.found = found
        if found.dealer is not None:
            self.there.set_message(Message(OLDER_THERE if found.is_older else DEALER_THERE, dealer=found.dealer))
        self._show()

    def show_refused(self, words: UiText) -> None:
        """Show why nothing is known of what is there."""
        self.found = None
        self._show(refused=words)

    def _show(self, refused: UiText = "") -> None:
        self.test.set_message(TEST)
        self.test.setEnabled(True)
        self.nothing.setVisible(self.found is not None and self.found.dealer is None)
        self.there.setVisible(self.found is not None and self.found.dealer is not None)
        if refused:
            self.refused.set_message(refused)
        self.refused.setVisible(bool(refused))


def without_secret(given: str) -> str:
    """So much of something typed as shows what is meant, and no password that may stand behind it."""
    return given.partition("://")[0] + "://…"


def _pair(one: QWidget, other: QWidget) -> QWidget:
    return wrap(row((one, 1), (other, 1), gap=t.CARD_GAP))
