"""The way back of a data pack: what would apply again, why it goes, and the button that withdraws it."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.data_packs.rules.changes import FileChange
from lifecycle_desk.data_packs.screens.file_rows import row_of_change
from lifecycle_desk.data_packs.usecases.ages import DataAge
from lifecycle_desk.data_packs.usecases.withdrawing import WithdrawPack, look_back, withdraw_data_pack
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Button, InfoBar, Label, LineField, SectionTitle, column, row
from lifecycle_desk.desktop.look.rows import RowList, TwoLineDelegate
from lifecycle_desk.desktop.notices import refused_in
from lifecycle_desk.desktop.translator import translator

TITLE, FROM = N_("Withdraw data pack"), N_("%(name)s, by %(publisher)s")
MEANS = N_("What this data pack replaced will apply again. Documents issued before stay as they are.")
WHY, WITHDRAW, GONE = C_("data pack", "Reason"), C_("data pack", "Withdraw"), N_("Data pack withdrawn")


class WayBackOfPack(QWidget):
    """Shown for a file that a pack brought."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._age = app, None  # type: tuple[AppContext, DataAge | None]
        self._found: tuple[FileChange, ...] = ()
        self.whose, self.refused = Label("", "strong", wrap=True), InfoBar("", tone="danger", icon="alert-circle")
        self.changes = RowList(TITLE, TwoLineDelegate())
        self.changes.stand_whole()
        self.why, self.withdraw = LineField(WHY, longest=200), Button(WITHDRAW, icon="arrow-back-up")
        self._submission = Submission(app, Faults(lambda: {"why": self.why}), self)
        self.setLayout(
            column(
                SectionTitle(TITLE),
                self.whose,
                Label(MEANS, "body", "ink2", wrap=True),
                self.changes,
                self.refused,
                self.why,
                row(None, self.withdraw),
                None,
                gap=8,
            )
        )
        self.withdraw.clicked.connect(lambda: self._submission.submit(withdraw_data_pack, self._asked, GONE))
        self._submission.saved.connect(lambda _: self.why.set_text(""))
        app.permits.need(withdraw_data_pack, self.withdraw)
        translator().changed.connect(self._say)
        self.hide()

    def offer(self, age: DataAge | None) -> None:
        """Show what withdrawing the pack of a file would change; nothing where none brought it."""
        before, self._age = self._age, age if age and age.number else None
        if self._age is None:
            self.hide()
        elif before is None or before.number != self._age.number:
            self.refused.hide()
            ask = partial(look_back, self._app.user, self._age.number)
            self._app.run_query(ask, partial(self._came, self._age.number), self._refuse)

    def _came(self, number: int, found: tuple[FileChange, ...]) -> None:
        if self._age is None or self._age.number != number:
            return  # another file was chosen meanwhile
        self._found = found
        self._say()
        self.show()

    def _refuse(self, fact: Exception) -> None:
        self._found = ()
        self._say()
        self.show()
        refused_in(self.refused, fact, self._app)

    @Slot()
    def _say(self) -> None:
        if self._age is None:
            return
        self.whose.set_message(Message(FROM, name=self._age.pack, publisher=self._age.publisher))
        self.changes.show_rows([row_of_change(each, translator().current) for each in self._found])

    def _asked(self) -> WithdrawPack:
        return WithdrawPack(self._age.number if self._age else 0, self.why.text)
