"""Where the documents of a server's books are, moving them elsewhere, and this computer's access key to a bucket."""

from functools import partial

from PySide6.QtCore import QDir, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from lifecycle_desk.base.isolates import ltr
from lifecycle_desk.base.objections import N_, NN_, Objection
from lifecycle_desk.books.usecases.carrying_documents import TABLE
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    ChoiceField,
    Field,
    InfoBar,
    Label,
    LineField,
    SectionTitle,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.fields import beside_field
from lifecycle_desk.desktop.notices import refused_in
from lifecycle_desk.overview.usecases.at_server import (
    AccessKey,
    AtServer,
    DocumentsMoved,
    keeping_key,
    moving_documents,
)
from lifecycle_desk.store.buckets import (
    AccessKeyNotKept,
    BucketKeyNeeded,
    BucketLibraryMissing,
    BucketNotVerified,
)
from lifecycle_desk.store.document_places import BUCKET, DocumentsAway, DocumentsOfOthers, DocumentsPlaceUnclear

TITLE, MOVE_ASK = N_("Documents"), N_("Move documents…")
IN_DATABASE, COUNT = N_("In the database"), NN_("%(n)s document", "%(n)s documents")
IN_FOLDER, IN_BUCKET = N_("In a shared folder"), N_("In an S3-compatible store")
LEFT = N_("Moving away from %(where)s was interrupted. Move the documents again to finish.")
ABOUT = N_(
    "All workstations use the new location at once, and everybody can keep working meanwhile. You can stop at any "
    "time; moving again continues."
)
WHERE, FOLDER, ADDRESS = N_("Store documents"), N_("Shared folder"), N_("Address of the store")
FOLDER_HINT = N_("The whole path, as every workstation reaches it.")
ADDRESS_HINT = Message(N_("Such as %(address)s"), address="s3://bucket/folder?endpoint=https://store.example.com")
IDENTITY, SECRET = N_("Access key ID"), N_("Secret access key")
SECRET_HINT = N_("Kept in this computer’s keyring only, and never shown again.")
KNOWN_HINT = N_("Leave both empty to use the access key of this computer.")
CHOOSE, CANCEL, MOVE = N_("Choose folder…"), N_("Cancel"), N_("Move documents")
MOVING, MOVED = N_("Moving documents…"), N_("Documents moved")
KEY_TITLE, SAVE_KEY = N_("Access key of this computer"), N_("Save access key")
KEY_ABOUT = N_("Each workstation has its own access key to the store of documents.")
KEY_USED, KEY_MISSING = N_("In use: %(identity)s"), N_("No access key yet. Documents cannot be opened here.")
KEY_SAVED, MISSING = N_("Access key saved"), N_("Please fill this in.")
OF_PLACE = (DocumentsAway, DocumentsOfOthers, DocumentsPlaceUnclear, BucketNotVerified, BucketLibraryMissing)


class KeyFields(QWidget):
    """The two fields of an access key; the secret is never filled in, and is emptied once it was used."""

    def __init__(self) -> None:
        super().__init__()
        self.identity = LineField(IDENTITY, hint=KNOWN_HINT, longest=200)
        self.secret = LineField(SECRET, hint=SECRET_HINT, longest=200)
        self.secret.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.setLayout(row((self.identity, 1), (self.secret, 1), gap=t.CARD_GAP))

    def clear(self) -> None:
        """Hold nothing more of what was typed."""
        for each in (self.identity, self.secret):
            each.set_text("")
            each.clear()

    def read(self) -> AccessKey | None:
        """The key, or None where nothing was typed; what is missing of it stands under its field."""
        identity, secret = self.identity.text, self.secret.text
        for field, other in ((self.identity, secret), (self.secret, identity)):
            if other and not field.text:
                field.fault(MISSING)
        return AccessKey(identity, secret) if identity and secret else None


class DocumentsCard(QWidget):
    """The place of the documents; the way to another one is opened by a button, and begun by another."""

    moved = Signal()
    asking = Signal(QWidget)  # its fields came into being, and are to be seen whole

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self.app, self._is_moving, self._may_change = app, False, True
        self.where, self.count = Label("", "mono", "ink2", ltr=True, wrap=True), Label("", "small", "ink3")
        self.left = InfoBar("", tone="warn", icon="alert-triangle")
        self.begin = Button(MOVE_ASK, icon="file-text")
        kinds: list[tuple[object, UiText]] = [("folder", IN_FOLDER), ("bucket", IN_BUCKET), (TABLE, IN_DATABASE)]
        self.kind = ChoiceField(WHERE, kinds)
        self.folder = LineField(FOLDER, hint=FOLDER_HINT)
        self.address = LineField(ADDRESS, hint=ADDRESS_HINT)
        self.key = KeyFields()
        self.refused = InfoBar("", tone="danger", icon="alert-circle")
        self.choose = Button(CHOOSE, icon="file-text")
        self.confirm, self.cancel = Button(MOVE, "primary", shown_keys="Return"), Button(CANCEL)
        self._faults = Faults(lambda: self._fields)
        self._lay_out()
        self.begin.clicked.connect(self._ask)
        self.kind.chosen.connect(self._show_kind)
        self.choose.clicked.connect(self._choose_folder)
        self.cancel.clicked.connect(self._rest)
        self.confirm.clicked.connect(self._move)
        for field in (self.folder, self.key.secret):
            field.on_enter(self._move)
        app.permits.need(BACKUP, self.begin, self.confirm)

    @property
    def _fields(self) -> dict[str, Field]:
        fields: dict[str, Field] = {"kind": self.kind}
        if self.kind.value == "folder":
            fields["to"] = self.folder
        elif self.kind.value == "bucket":
            fields |= {"to": self.address, "identity": self.key.identity, "secret": self.key.secret}
        return fields

    def _lay_out(self) -> None:
        self._asks = wrap(row(self.begin, None))
        self._in_folder = wrap(row((self.folder, 1), beside_field(self.choose), gap=8))
        about = Label(ABOUT, "small", "ink2", wrap=True)
        fields = (self.kind, self._in_folder, self.address, self.key)
        self._form = wrap(column(about, *fields, self.refused, row(None, self.cancel, self.confirm), gap=8))
        parts = (SectionTitle(TITLE), self.where, self.count, self.left, self._asks, self._form)
        self.setLayout(column(Card(column(*parts, gap=8, margins=(16, 10, 16, 12))), gap=0))
        for each in (self.left, self.refused, self._form):
            each.hide()
        self._show_kind()

    def show_state(self, found: AtServer) -> None:
        """Show where documents are, and whether they may be moved from here."""
        self._may_change = found.may_change
        self.where.set_message(_named(found.documents.where))
        self.count.set_message(Message(COUNT, n=found.documents.documents))
        self.left.setVisible(bool(found.left))
        self.left.set_message(Message(LEFT, where=_named(found.left)))
        for each in (self.begin, self.confirm):
            each.setEnabled(found.may_change)

    @Slot()
    def _ask(self) -> None:
        self._asks.hide()
        self._form.show()
        self._show_kind()
        self.kind.setFocus()
        self.asking.emit(self.confirm)

    @Slot()
    def _show_kind(self) -> None:
        self._faults.clear()
        self.refused.hide()
        self._in_folder.setVisible(self.kind.value == "folder")
        for each in (self.address, self.key):
            each.setVisible(self.kind.value == "bucket")

    @Slot()
    def _rest(self) -> None:
        self._faults.clear()
        self.refused.hide()
        self.key.clear()
        self._form.hide()
        self._asks.show()
        self.begin.setFocus()

    @Slot()
    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "", self.folder.text or QDir.homePath())
        if chosen:
            self.folder.set_text(chosen)

    def _read(self) -> str:
        """The place as the command line takes it; what is missing stands under its field."""
        if self.kind.value == TABLE:
            return TABLE
        in_bucket = self.kind.value == "bucket"
        field = self.address if in_bucket else self.folder
        if not field.text:
            field.fault(MISSING)
        elif field.text == TABLE or in_bucket != field.text.startswith(BUCKET):
            raise DocumentsPlaceUnclear(field.text)
        return field.text

    @Slot()
    def _move(self) -> None:
        if self._is_moving or not self._may_change or self.confirm.reason:
            return
        self._faults.clear()
        self.refused.hide()
        try:
            to = self._read()
        except Objection as objection:
            self._refuse("", objection)
            return
        key = self.key.read() if self.kind.value == "bucket" else None
        if self._faults.first():
            return
        self._is_moving = True
        steps = moving_documents(self.app.user, to, key)
        task = self.app.run_long(steps, self._moved, partial(self._refuse, to), name=MOVING)
        task.ended.connect(self._ended)

    @Slot()
    def _ended(self) -> None:
        self._is_moving = False
        self.moved.emit()

    def _moved(self, done: DocumentsMoved) -> None:
        self._rest()
        where = _named(done.at.where)
        self.app.show_toast(MOVED, where if done.is_key_kept else AccessKeyNotKept.message)

    def _refuse(self, to: str, fact: Exception) -> None:
        """Say it beside the field that it is about; that the place before is away is no fault of a field."""
        if isinstance(fact, BucketKeyNeeded) and fact.where == to:
            fact.at_field("identity")
        elif isinstance(fact, OF_PLACE) and (not to or fact.facts.get("where", to) in to):
            fact.at_field("to")
        if not (isinstance(fact, Objection) and self._form.isVisible() and self._faults.show(fact)):
            refused_in(self.refused, fact, self.app)


class AccessKeyCard(QWidget):
    """The access key by which this computer reaches the bucket that documents are in: each computer has its own."""

    saved = Signal()

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self.app, self._where, self._is_saving = app, "", False
        self.missing = InfoBar(KEY_MISSING, tone="warn", icon="lock")
        self.used = Label("", "body", "ink2")
        self.key, self.save = KeyFields(), Button(SAVE_KEY)
        self.key.identity.hint("")
        about = Label(KEY_ABOUT, "small", "ink3", wrap=True)
        parts = (SectionTitle(KEY_TITLE), about, self.missing, self.used, self.key, row(None, self.save))
        self.setLayout(column(Card(column(*parts, gap=8, margins=(16, 10, 16, 12))), gap=0))
        self.save.clicked.connect(self._save)
        self.key.secret.on_enter(self._save)

    def show_state(self, found: AtServer) -> None:
        """Show which key is used."""
        self._where = found.documents.where
        self.missing.setVisible(not found.identity)
        self.used.setVisible(bool(found.identity))
        self.used.set_message(Message(KEY_USED, identity=ltr(found.identity)))

    @Slot()
    def _save(self) -> None:
        for each in (self.key.identity, self.key.secret):
            if not each.text:
                each.fault(MISSING)
        key = self.key.read()
        if key and not self._is_saving:
            self._is_saving = True
            task = self.app.run_long(keeping_key(self._where, key), self._saved)
            task.ended.connect(self._ended)

    @Slot()
    def _ended(self) -> None:
        self._is_saving = False

    def _saved(self, is_kept: bool) -> None:  # noqa: FBT001 (the one answer of its task)
        self.key.clear()
        self.app.show_toast(KEY_SAVED, "" if is_kept else AccessKeyNotKept.message)
        self.saved.emit()


def _named(where: str) -> UiText:
    return IN_DATABASE if where == TABLE else PlainText(ltr(where))
