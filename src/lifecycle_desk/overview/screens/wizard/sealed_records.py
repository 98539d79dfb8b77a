"""An encrypted file of records, opened in a thread for whose it is: proving its passphrase takes a while by design."""

from collections.abc import Generator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import Step
from lifecycle_desk.commands.sealed_file import SealedFileNotOpened
from lifecycle_desk.desktop.tasks import Tasks
from lifecycle_desk.overview.interchange import Signer, signer_of

type By = tuple[Path, str, int]  # a file, the passphrase that was typed, and when the file was last changed


class SealedRecords(QObject):
    """Opens the file that was asked for last, once; `came` tells that it is known whose it is, or why it is not."""

    came = Signal()

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._by: By | None = None
        self._signer: Signer | None = None
        self._refusal: Objection | None = None
        self._is_opening = False

    @property
    def is_opening(self) -> bool:
        """Whether a file is just being opened."""
        return self._is_opening

    def signer(self, file: Path, passphrase: str, where: str) -> Signer | None:
        """The signer of a file; None until it is open, and the refusal of what does not open.

        After a bug it stays None: taking the records in meets it again, and says so.
        """
        by = (file, passphrase, file.stat().st_mtime_ns)
        if by != self._by:
            self.forget()
            self._by, self._is_opening = by, True
            steps = _one_step(file, where, passphrase)
            self._tasks.start(steps, partial(self._open, by), partial(self._refuse, by))
        if self._refusal:
            raise self._refusal
        return self._signer

    def forget(self) -> None:
        """Nobody asks for that file any more."""
        self._by = self._signer = self._refusal = None
        self._is_opening = False

    def _open(self, by: By, found: Signer) -> None:
        if by == self._by:
            self._signer = found
            self._end()

    def _refuse(self, by: By, fact: Exception) -> None:
        if by == self._by:
            if isinstance(fact, Objection):
                self._refusal = fact.at_field("file_passphrase") if isinstance(fact, SealedFileNotOpened) else fact
            self._end()

    def _end(self) -> None:
        self._is_opening = False
        self.came.emit()


def _one_step(file: Path, where: str, passphrase: str) -> Generator[Step, None, Signer]:
    yield Step(0)
    return signer_of(file, where, passphrase)
