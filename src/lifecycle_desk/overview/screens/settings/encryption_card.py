"""Encryption of the records: switched on and off, by what they open, and the recovery key, shown once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from lifecycle_desk.base.objections import N_, NN_, Objection, objection
from lifecycle_desk.books.usecases.encryption import (
    Encryption,
    ask_here,
    change_passphrase,
    decrypt_released,
    encrypt_released,
    encryption,
    keys_for,
    open_here,
    prove_for,
    renew_recovery_key,
    wipe_plain_copies,
)
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Button, Card, InfoBar, Label, LineField, SectionTitle, column, row, wrap
from lifecycle_desk.desktop.notices import refused_in
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.papers.encryption_sheet import TITLE as SHEET
from lifecycle_desk.overview.papers.encryption_sheet import encryption_sheet
from lifecycle_desk.overview.screens.sign_in.recovering import CodeShown
from lifecycle_desk.overview.usecases.safety import all_checks

TITLE = N_("Encryption")
ABOUT = N_(
    "Encrypted records cannot be read from a stolen computer, a stick or a copied folder. You enter a passphrase when "
    "Lifecycle Desk starts."
)
ON, HERE = N_("Your records are encrypted."), N_("This computer opens them without asking.")
PLAIN = NN_("%(n)s earlier backup is not encrypted.", "%(n)s earlier backups are not encrypted.")
ENCRYPT, DECRYPT = N_("Encrypt records…"), N_("Remove encryption…")
CHANGE, RENEW = N_("Change passphrase…"), N_("New recovery key…")
OPEN_HERE, ASK_HERE = N_("Open here without asking…"), N_("Ask here again")
WIPE = N_("Replace unencrypted backups…")
PRESENT, NEW, AGAIN = N_("Passphrase or recovery key"), N_("New passphrase"), N_("New passphrase again")
CANCEL = N_("Cancel")
ENCRYPTING, DECRYPTING = N_("Encrypting your records…"), N_("Removing encryption…")
CODE_TITLE = N_("Your recovery key")
CODE_MEANS = N_(
    "This key opens your records if the passphrase is forgotten. Print it or write it down, and keep it away from this "
    "computer; it is not shown again."
)
CHANGED, REMOVED = N_("Passphrase changed"), N_("Encryption removed")
WIPED = NN_("%(n)s unencrypted backup deleted.", "%(n)s unencrypted backups deleted.")
LONGEST = 256

PassphrasesDiffer = objection("PassphrasesDiffer", N_("The two passphrases differ."), "again")


@dataclass(frozen=True, slots=True)
class Doing:
    """Something that is confirmed by typing: which fields it asks for, and what is done with them."""

    words: str
    does: Callable[[], None]
    present: bool = True
    new: bool = False


class EncryptionCard(QWidget):
    """Whether the records are encrypted, and what can be done about it."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self.app, self._seen = app, Encryption(encrypted=False, here=False)
        self._doing = cast("Doing | None", None)
        self.on, self.plain = InfoBar(ON, tone="ok", icon="lock"), InfoBar("", tone="warn", icon="alert-triangle")
        self.refused = InfoBar("", tone="danger", icon="alert-circle")
        self.encrypt, self.decrypt = Button(ENCRYPT, icon="lock"), Button(DECRYPT)
        self.change, self.renew = Button(CHANGE), Button(RENEW)
        self.here, self.ask, self.wipe = Button(OPEN_HERE), Button(ASK_HERE), Button(WIPE)
        self.present, self.new, self.again = (LineField(each, longest=LONGEST) for each in (PRESENT, NEW, AGAIN))
        for each in (self.present, self.new, self.again):
            each.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.confirm, self.cancel = Button("", "primary", shown_keys="Return"), Button(CANCEL)
        self.code = CodeShown(app, CODE_TITLE, CODE_MEANS, sheet=encryption_sheet, named=SHEET)
        self._faults = Faults(lambda: {"passphrase": self.present, "new": self.new, "again": self.again})
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        about = Label(ABOUT, "small", "ink3", wrap=True)
        self._buttons = (self.encrypt, self.change, self.renew, self.here, self.ask, self.wipe, self.decrypt)
        asks = column(*(row(each, None) for each in self._buttons), gap=8)
        self._asks = wrap(asks)
        fields = column(self.present, self.new, self.again, row(None, self.cancel, self.confirm), gap=8)
        self._form = wrap(fields)
        parts = (SectionTitle(TITLE), about, self.on, self.plain, self.refused, self._asks, self._form, self.code)
        self.setLayout(column(Card(column(*parts, gap=8, margins=(16, 10, 16, 12))), gap=0))
        for part in (self.refused, self._form, self.code):
            part.hide()

    def _connect(self) -> None:
        for button, doing in (
            (self.encrypt, Doing(ENCRYPT, self._encrypt, present=False, new=True)),
            (self.change, Doing(CHANGE, self._change, new=True)),
            (self.renew, Doing(RENEW, self._renew)),
            (self.here, Doing(OPEN_HERE, self._open_here)),
            (self.wipe, Doing(WIPE, self._wipe)),
            (self.decrypt, Doing(DECRYPT, self._decrypt)),
        ):
            button.clicked.connect(partial(self._begin, doing))
        self.ask.clicked.connect(lambda: self._query(lambda: ask_here(self.app.user)))
        self.confirm.clicked.connect(self._do)
        for field in (self.present, self.new, self.again):
            field.on_enter(self._do)
        self.cancel.clicked.connect(self._rest)
        self.code.done.connect(self._rest)
        translator().changed.connect(self._name_confirm)
        self.app.permits.need(BACKUP, *self._buttons)

    def look(self) -> None:
        """Look up how the records are stored."""
        self.setVisible(self.app.user.store.path is not None)
        self.app.run_query(lambda: encryption(self.app.user), self._came)

    def _came(self, seen: Encryption) -> None:
        self._seen = seen
        on = seen.encrypted
        self.on.setVisible(on)
        self.on.set_message(HERE if seen.here else ON)
        self.plain.setVisible(bool(seen.plain))
        self.plain.set_message(Message(PLAIN, n=len(seen.plain)))
        self.encrypt.setVisible(not on)
        for button in (self.change, self.renew, self.decrypt):
            button.setVisible(on)
        self.here.setVisible(on and not seen.here)
        self.ask.setVisible(on and seen.here)
        self.wipe.setVisible(bool(seen.plain))

    def _begin(self, doing: Doing, _pressed: bool = False) -> None:  # noqa: FBT001, FBT002 (as Qt tells it)
        self._doing = doing
        self._clear()
        self.present.setVisible(doing.present)
        self.new.setVisible(doing.new)
        self.again.setVisible(doing.new)
        self._name_confirm()
        self._asks.hide()
        self._form.show()
        (self.present if doing.present else self.new).control.setFocus()

    @Slot()
    def _name_confirm(self) -> None:
        """Call the button that does it as the one that asked for it is called: nothing more is asked then."""
        words = translator().current(self._doing.words) if self._doing else ""
        self.confirm.set_message(PlainText(words.rstrip("….")))

    @Slot()
    def _do(self) -> None:
        doing = self._doing
        if doing is None:
            return
        self._faults.clear()
        self.refused.hide()
        if doing.new and self.new.text != self.again.text:
            self._faults.show(PassphrasesDiffer())
            return
        doing.does()

    @Slot()
    def _rest(self) -> None:
        """Show what can be done, with nothing typed."""
        self._doing = None
        self._clear()
        self._form.hide()
        self.code.hide()
        self._asks.show()
        self.look()

    def _clear(self) -> None:
        self._faults.clear()
        self.refused.hide()
        for field in (self.present, self.new, self.again):
            field.set_text("")

    def _query[Made](self, ask: Callable[[], Made], done: Callable[[Made], object] | None = None) -> None:
        """Do something that is done in a moment, beside what is shown."""
        self.app.run_query(ask, done or (lambda _: self._rest()), self._refuse)

    def _refuse(self, fact: Exception) -> None:
        if isinstance(fact, Objection) and self._doing and not self._doing.present and fact.at == "passphrase":
            fact = fact.at_field("new")
        if not (isinstance(fact, Objection) and self._faults.show(fact)):
            refused_in(self.refused, fact, self.app)

    def _change(self) -> None:
        user, typed, new = self.app.user, self.present.text, self.new.text

        def changed(_: object) -> None:
            self.app.show_toast(CHANGED)
            self._rest()

        self._query(lambda: change_passphrase(user, typed, new), changed)

    def _renew(self) -> None:
        user, typed = self.app.user, self.present.text
        self._query(lambda: renew_recovery_key(user, typed), self._show_code)

    def _open_here(self) -> None:
        user, typed = self.app.user, self.present.text
        self._query(lambda: open_here(user, typed))

    def _wipe(self) -> None:
        user, typed = self.app.user, self.present.text

        def wiped(n: int) -> None:
            self.app.show_toast(Message(WIPED, n=n))
            self._rest()

        def work() -> int:
            prove_for(user, typed)
            return wipe_plain_copies(user, all_checks())

        self._query(work, wiped)

    def _encrypt(self) -> None:
        user, new = self.app.user, self.new.text
        self._query(
            lambda: keys_for(user, new),
            lambda keys: self._away(
                ENCRYPTING, partial(encrypt_released, keys=keys), lambda: self._show_code(keys.recovery_key)
            ),
        )

    def _decrypt(self) -> None:
        user, typed = self.app.user, self.present.text

        def removed() -> None:
            self.app.show_toast(REMOVED)
            self._rest()

        self._query(lambda: prove_for(user, typed), lambda _: self._away(DECRYPTING, decrypt_released, removed))

    def _away(self, said: str, work: Callable[[Path], None], done: Callable[[], None]) -> None:
        """Do something with the file while nobody here has it open."""
        host, store = self.window(), self.app.user.store.path
        if isinstance(host, Window) and store:
            host.aside.begin(said, lambda: work(store), lambda _: done(), self._refuse)

    def _show_code(self, recovery_key: str) -> None:
        self._clear()
        self._form.hide()
        self._asks.hide()
        self.code.show()
        self.code.show_code(recovery_key)
