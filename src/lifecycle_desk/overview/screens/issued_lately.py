"""The card of the documents that were issued last: where they are verified, and beside the keys that signed them."""

from PySide6.QtCore import Slot

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_notes import NotesCard
from lifecycle_desk.desktop.look.rows import ChipShown, TwoLineRow
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.proof.usecases.issuing import issued_lately
from lifecycle_desk.vehicle.rules.issued_papers import Issue, PaperState
from lifecycle_desk.vehicle.rules.proof_words import KINDS

MOST = 5


class IssuedLately(NotesCard):
    """What was issued last, the latest first; its row opens the vehicle."""

    def __init__(self, app: AppContext) -> None:
        super().__init__(app, N_("Issued lately"), N_("No document has been issued yet."))
        self._issues: list[Issue] = []
        translator().changed.connect(self._say)

    def look(self) -> None:
        """Look up what was issued last."""
        user = self._app.user
        self._app.run_query(lambda: issued_lately(user, MOST), self._came)

    def _came(self, issues: list[Issue]) -> None:
        self._issues = issues
        self._say()

    @Slot()
    def _say(self) -> None:
        self.show_rows([_issued(each) for each in self._issues])


def _issued(issue: Issue) -> TwoLineRow:
    """A paper that was handed out, and its day."""
    language, gone = translator().current, issue.state is PaperState.WITHDRAWN
    named = language(N_("%(number)s, issue %(issue)s"), number=issue.number, issue=issue.issue)
    return TwoLineRow(
        title=language(KINDS[issue.kind]) if issue.kind in KINDS else issue.kind,
        detail=named,
        icon="file-certificate",
        chip=ChipShown(language(issue.state.label), "danger", "shield-off") if gone else None,
        end=language.formats.cell_day(issue.on),
        key=Place("vehicle", issue.vin) if issue.vin else None,
    )
