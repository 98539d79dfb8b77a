"""The last of the first steps: what the books hold at first; whose records they are is seen before these come in."""

from functools import partial
from pathlib import Path
from typing import override

from PySide6.QtCore import QDir, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.base.said import CountryNamed
from lifecycle_desk.commands.sealed_file import FilePassphraseMissing, is_sealed
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import CheckField, InfoBar, LineField, column, wrap
from lifecycle_desk.desktop.tasks import Tasks
from lifecycle_desk.overview.interchange import Signer, signer_of
from lifecycle_desk.overview.screens.settings.encryption_card import LONGEST
from lifecycle_desk.overview.screens.wizard.answers import Answers, Content
from lifecycle_desk.overview.screens.wizard.cards import Cards, ChoiceCard
from lifecycle_desk.overview.screens.wizard.pages import WizardPage, with_button
from lifecycle_desk.overview.screens.wizard.sealed_records import SealedRecords
from lifecycle_desk.store.places import is_server, own_place

EXAMPLE = N_("40 vehicles with years of history to try everything out, instead of your own dealership.")
FOREIGN_EXAMPLE = N_("40 vehicles with years of history at an example dealership: %(country)s.")
BOOKS = N_("A Lifecycle Desk file goes to the server as it is; the file stays unchanged.")
KNOWN = N_("Signed by %(dealer)s with key %(fingerprint)s, which is known here.")
UNKNOWN = N_("Signed by %(dealer)s with key %(fingerprint)s, which is not known here.")
UNSIGNED = N_("These records are not signed and may have been altered.")
COMPARED = N_("I checked with the dealer by another channel, and the fingerprint matches")
ON_PURPOSE = N_("I know where these records come from. Import them without a signature")

FILE_PASSPHRASE = N_("Passphrase of the file")

RecordsMissing = objection("RecordsMissing", N_("Choose the export file."), "records")
BooksMissing = objection("BooksMissing", N_("Choose the file that holds your records."), "books")
FingerprintNotCompared = objection(
    "FingerprintNotCompared", N_("Compare the fingerprint with the dealer first, then tick the box."), "compared"
)
UnsignedNotWanted = objection(
    "UnsignedNotWanted", N_("Tick the box to import these records without a signature."), "on_purpose"
)


class ContentPage(WizardPage):
    """The page that asks for the first content of the books."""

    name = C_("step", "Start")
    opened = Signal()  # an encrypted file is open, or refused: one may go on
    changed = Signal()  # another file or passphrase is being typed

    def __init__(self, answers: Answers, tasks: Tasks) -> None:
        self._example = _content(N_("Use sample data"), EXAMPLE, "building-store")
        cards: list[tuple[Content, ChoiceCard]] = [
            (Content.EMPTY, _content(N_("Start empty"), N_("Add the first vehicle, or import a list."), "notes")),
            (Content.EXAMPLE, self._example),
            (
                Content.RECORDS,
                _content(
                    N_("Restore from an export"),
                    N_("A file exported from Lifecycle Desk."),
                    "file-import",
                ),
            ),
            (Content.BOOKS, _content(N_("Move records from this computer"), BOOKS, "database")),
        ]
        self.cards = Cards(cards)
        self.records = LineField(N_("Export file"))
        self.books = LineField(C_("data", "File"), text=str(own_place()) if own_place().is_file() else "")
        self.passphrase = LineField(FILE_PASSPHRASE, longest=LONGEST)
        self.passphrase.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.known = InfoBar("", tone="ok", icon="circle-check")
        self.unknown = InfoBar("", tone="warn", icon="alert-triangle")
        self.compared, self.on_purpose = CheckField(COMPARED), CheckField(ON_PURPOSE)
        self.fields = {
            "records": self.records,
            "books": self.books,
            "file_passphrase": self.passphrase,
            "compared": self.compared,
            "on_purpose": self.on_purpose,
        }
        self._signer: Signer | None = None
        self._file = with_button(self.records, partial(self._choose, self.records))
        self._books = with_button(self.books, partial(self._choose, self.books))
        self._whose = wrap(column(self.known, self.unknown, self.compared, self.on_purpose, gap=8))
        super().__init__(
            answers,
            N_("How would you like to start?"),
            N_("Nothing has been saved so far. That happens when you press the button below."),
            self.cards,
            self._file,
            self.passphrase,
            self._books,
            self._whose,
        )
        self.sealed = SealedRecords(tasks, self)
        self.cards.chosen.connect(self._chosen)
        self.records.edited.connect(self._look)
        for field in (self.records, self.passphrase):
            field.edited.connect(self.changed)
        self.sealed.came.connect(self._came)
        self.passphrase.line.editingFinished.connect(self._look)
        self.show_answers()

    @override
    def show_answers(self) -> None:
        example = self.answers.example
        elsewhere = example != self.answers.market
        self._example.explain(Message(FOREIGN_EXAMPLE, country=CountryNamed(example)) if elsewhere else EXAMPLE)
        on_server = is_server(self.answers.where)
        self.cards.cards[Content.BOOKS].setVisible(on_server)
        if self.answers.content is Content.BOOKS and not on_server:
            self.answers.content = Content.EMPTY
        self.cards.choose(self.answers.content)
        self._chosen(self.answers.content)

    @Slot(object)
    def _chosen(self, content: Content) -> None:
        self.answers.content = content
        self._file.setVisible(content is Content.RECORDS)
        self._books.setVisible(content is Content.BOOKS)
        self._look()

    def _choose(self, field: LineField, _pressed: bool = False) -> None:  # noqa: FBT001, FBT002 (as Qt tells it)
        chosen, _ = QFileDialog.getOpenFileName(self, "", QDir.homePath())
        if chosen:
            field.set_text(chosen)
            self._look()

    @Slot()
    def _look(self, _text: str = "") -> None:
        """Show whose key signed the file that is named, and ask where nobody here knows that key."""
        file = self._named()
        self.passphrase.setVisible(file is not None and is_sealed(file))
        try:
            found = self._signer_of_file()
        except Objection:  # told when one goes on
            found = None
        if found != self._signer:
            for tick in (self.compared.tick, self.on_purpose.tick):
                tick.setChecked(False)
        self._signer = found
        asks = found is not None and not found.is_known
        self._whose.setVisible(found is not None)
        self.known.setVisible(not asks)
        self.unknown.setVisible(asks)
        self.compared.setVisible(found is not None and asks and found.key is not None)
        self.on_purpose.setVisible(found is not None and asks and found.key is None)
        if found:
            facts = {"dealer": found.dealer, "fingerprint": found.fingerprint}
            self.known.set_message(Message(KNOWN, **facts))
            self.unknown.set_message(Message(UNKNOWN, **facts) if found.key else Message(UNSIGNED))

    @Slot()
    def _came(self) -> None:
        self._look()
        self.opened.emit()

    def _named(self) -> Path | None:
        """The file that is named, if there is one and it is wanted."""
        file = Path(self.records.text) if self.records.text else None
        wanted = self.answers.content is Content.RECORDS and file is not None and file.is_file()
        return file if wanted else None

    def _signer_of_file(self) -> Signer | None:
        """The signer of the file that is named; None where there is none, or it is encrypted and not open yet."""
        file, passphrase = self._named(), self.passphrase.line.text()
        if file is None or not is_sealed(file):
            self.sealed.forget()
            return signer_of(file, self.answers.where) if file else None
        if not passphrase:
            raise FilePassphraseMissing
        return self.sealed.signer(file, passphrase, self.answers.where)

    @override
    def read(self) -> None:
        self.answers.records = Path(self.records.text) if self.records.text else None
        self.answers.books = Path(self.books.text) if self.books.text else None
        if self.answers.content is Content.BOOKS and not (self.answers.books and self.answers.books.is_file()):
            raise BooksMissing
        if self.answers.content is not Content.RECORDS:
            return
        if not (self.answers.records and self.answers.records.is_file()):
            raise RecordsMissing
        self.answers.passphrase = self.passphrase.line.text()
        self._look()
        found = self._signer_of_file()
        if self.sealed.is_opening:
            return  # read again once it is open
        if found and not found.is_known and not (self.compared if found.key else self.on_purpose).checked:
            raise FingerprintNotCompared if found.key else UnsignedNotWanted
        self.answers.trust = (found.fingerprint,) if found and found.key else ()
        self.answers.unsigned = found is not None and found.key is None

    @override
    def first_focus(self) -> QWidget | None:
        return self.cards.focus()


def _content(title: UiText, detail: UiText, icon: str) -> ChoiceCard:
    return ChoiceCard(title, detail, icon=icon)
