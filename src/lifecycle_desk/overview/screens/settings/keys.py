"""The keys that sign papers: which there are, under what they are kept, replaced, revoked, given to others."""

from pathlib import Path
from typing import override

from PySide6.QtCore import QDir, QModelIndex, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.dealership.rules import Guard
from lifecycle_desk.dealership.usecases.keys import (
    Guarding,
    KnownKey,
    RevokeKey,
    RotateKey,
    Unlock,
    guard_keys,
    known_keys,
    unlock_keys,
)
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import Button, Card, InfoBar, Label, LineField, SectionTitle, column, row, wrap
from lifecycle_desk.desktop.look.rows import ChipShown
from lifecycle_desk.desktop.tab import Tab
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.screens.issued_lately import IssuedLately
from lifecycle_desk.overview.screens.settings.handover_card import HandoverCard
from lifecycle_desk.overview.screens.settings.key_rows import KeyList, KeyRow
from lifecycle_desk.proof.interchange.keys import write
from lifecycle_desk.proof.usecases.key_chain import unendorsed_keys
from lifecycle_desk.proof.usecases.keys import revoke_key, rotate_key
from lifecycle_desk.store.files import pour_whole
from lifecycle_desk.vehicle.screens.event_text import join

KEYS, GIVE, NEW = N_("Signing keys"), N_("Save public key…"), N_("New key")
ABOUT = N_(
    "Documents are signed with the latest key. Publish the public key for anyone who wants to "
    "verify them: on your website, or by e-mail."
)
LOCKED = N_("The signing key is locked. Enter its passphrase to issue documents.")
PASSPHRASE, PASSPHRASE_HINT = (
    N_("Passphrase"),
    N_("Leave empty to protect the key with a secret of this computer only."),
)
SHARED_HINT = N_("Leave empty to protect the key with a secret that the computers of the dealership share.")
UNLOCK, KEEP = C_("key", "Unlock"), N_("Protect keys")
REVOKE, WHY = N_("Revoke key"), C_("key", "Reason")
REVOKE_ABOUT = N_("Revoke a key that somebody else may have. Documents signed with it will no longer be valid.")
SAVED, GUARDED, UNLOCKED = N_("Public key saved"), N_("Keys protected"), N_("Key unlocked")
MADE, REVOKED = N_("New key in use"), N_("Key revoked")
SHOWN = 8  # rows of the list before it scrolls


class KeysTab(Tab):
    """The keys at the start; what can be done with them at the end."""

    tables = frozenset({"signing_key", "key_guard", "key_revoked", "issued_paper"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._keys: list[KnownKey] = []
        self.list = KeyList(KEYS)
        self.list.stand_whole(SHOWN)
        self.give, self.new = Button(GIVE, "primary", icon="download"), Button(NEW, icon="key")
        self.locked = InfoBar(LOCKED, tone="warn", icon="lock")
        self.passphrase = LineField(PASSPHRASE, hint=PASSPHRASE_HINT if app.user.store.path else SHARED_HINT)
        self.passphrase.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.unlock, self.keep = Button(UNLOCK, "primary"), Button(KEEP)
        self.why, self.revoke = LineField(WHY), Button(REVOKE, icon="shield-off")
        fields = {"passphrase": self.passphrase, "why": self.why}
        self.lately = IssuedLately(app)
        self.handover = HandoverCard(app)
        self._submission = Submission(app, Faults(lambda: fields), self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = row(SectionTitle(KEYS), None, self.new, self.give, margins=(16, 10, 12, 6))
        about = wrap(row((Label(ABOUT, "small", "ink3", wrap=True), 1), margins=(16, 0, 16, 8)))
        listed = Card(column(head, about, self.list, gap=0, margins=(1, 0, 1, 10)))
        protect = (self.locked, self.passphrase, row(None, self.keep, self.unlock, gap=8))
        kept = Card(column(SectionTitle(KEEP), *protect, gap=8, margins=(16, 10, 16, 14)))
        withdraw = (Label(REVOKE_ABOUT, "small", "ink3", wrap=True), self.why, row(None, self.revoke))
        gone = Card(column(SectionTitle(REVOKE), *withdraw, gap=8, margins=(16, 10, 16, 14)))
        self._handed = Card(column(self.handover, gap=0, margins=(1, 1, 1, 1)))
        self._handed.setVisible(self.app.user.store.is_at_server)
        side = wrap(column(self._handed, kept, gone, None, gap=t.CARD_GAP))
        start = wrap(column(listed, self.lately, None, gap=t.CARD_GAP))
        self.setLayout(row((start, 3), (side, 2), gap=t.COLUMN_GAP, margins=(24, 0, 24, 16)))

    def _connect(self) -> None:
        self.give.clicked.connect(self._give)
        self.new.clicked.connect(lambda: self._submission.submit(rotate_key, RotateKey, MADE))
        self.unlock.clicked.connect(
            lambda: self._submission.submit(unlock_keys, lambda: Unlock(self.passphrase.line.text()), UNLOCKED)
        )
        self.keep.clicked.connect(
            lambda: self._submission.submit(guard_keys, lambda: Guarding(self.passphrase.line.text()), GUARDED)
        )
        self.revoke.clicked.connect(lambda: self._submission.submit(revoke_key, self._revoked, REVOKED))
        for command, button in ((rotate_key, self.new), (guard_keys, self.keep), (revoke_key, self.revoke)):
            self.app.permits.need(command, button)
        self._submission.saved.connect(self._done)
        self.handover.changed.connect(self.look)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._offer())
        translator().changed.connect(self._say)

    @override
    def first_focus(self) -> QWidget | None:
        return self.give

    @override
    def look(self) -> None:
        self.app.run_query(self._asked, self._came)
        self.lately.look()

    def _asked(self) -> tuple[list[KnownKey], list[int]]:
        return known_keys(self.app.user), unendorsed_keys(self.app.user)

    def _came(self, found: tuple[list[KnownKey], list[int]]) -> None:
        keys, unendorsed = found
        self.handover.show_state(keys, unendorsed)
        self._keys = list(reversed(keys))
        self._say()
        if not self.list.currentIndex().isValid() and keys:
            self.list.setCurrentIndex(self.list.rows.index(0, 0))
        self._offer()

    @Slot()
    def _say(self) -> None:
        language = translator().current
        days = (language.formats.day(language.formats.local(each.since).date()) for each in self._keys)
        self.list.show_rows(
            [
                KeyRow(
                    each.number,
                    each.fingerprint,
                    join(language(_kept(each)), day),
                    ChipShown(language(C_("key", "Revoked")), "danger") if each.revoked_at else None,
                )
                for each, day in zip(self._keys, days, strict=True)
            ]
        )

    def _chosen(self) -> KnownKey | None:
        index: QModelIndex = self.list.currentIndex()
        return self._keys[index.row()] if index.isValid() and index.row() < len(self._keys) else None

    def _offer(self) -> None:
        chosen = self._chosen()
        guarded = [each for each in self._keys if each.guard is Guard.PASSPHRASE and each.revoked_at is None]
        locked = any(not each.usable for each in guarded)
        self.locked.setVisible(locked)
        self.unlock.setVisible(locked)
        self.keep.setVisible(not locked)
        self.revoke.setEnabled(chosen is not None and chosen.revoked_at is None)

    def _revoked(self) -> RevokeKey:
        chosen = self._chosen()
        return RevokeKey(chosen.number if chosen else 0, self.why.text)

    def _done(self, _done: object) -> None:
        self.passphrase.set_text("")
        self.why.set_text("")
        self.look()

    @Slot()
    def _give(self) -> None:
        name = QDir.home().filePath("lifecycle-desk-key.pem")
        chosen, _ = QFileDialog.getSaveFileName(self, translator().current(GIVE), name, "PEM (*.pem)")
        if chosen:
            user = self.app.user
            self.app.run_query(lambda: pour_whole(Path(chosen), write(user, {})), lambda _: self.app.show_toast(SAVED))


def _kept(key: KnownKey) -> str:
    """Where a key's private part is, as a message."""
    if key.guard is Guard.DEALER and not key.usable and key.revoked_at is None:
        return C_("key", "On another computer")
    if key.guard:
        return key.guard.label
    return C_("key", "Not protected yet") if key.usable else C_("key", "Public part only")
