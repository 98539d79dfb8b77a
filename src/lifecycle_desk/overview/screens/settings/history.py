"""The dealer's own history: what was done beside the lives of vehicles, by whom and when."""

from typing import override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.books.usecases.dealer_history import MOST, DealerHistory, dealer_history
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import Card, CheckBox, InfoBar, Label, SectionTitle, column, row, wrap
from lifecycle_desk.desktop.look.rows import RowList, TwoLineDelegate
from lifecycle_desk.desktop.notices import said_of
from lifecycle_desk.desktop.tab import WIDEST, Tab
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.screens.settings.telling import event_row

TITLE = C_("settings", "Activity")
ABOUT = N_("Keys, settings, backups, documents and erasures. Each entry carries its record number.")
CUSTOMERS = N_("Include customer data entries")
ONLY = N_("Latest %(n)s entries")


class HistoryTab(Tab):
    """A plain list, the latest first."""

    tables = frozenset({"event"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._seen = DealerHistory((), {}, more=False)
        self.customers = CheckBox(CUSTOMERS)
        self.list = RowList(TITLE, TwoLineDelegate())
        self.refused = InfoBar("", tone="warn", icon="lock")
        self._only = Label(ONLY, "small", "ink3", n=MOST)
        self._lay_out()
        self.customers.toggled.connect(self.look)
        translator().changed.connect(self._say)

    def _lay_out(self) -> None:
        about = row((Label(ABOUT, "small", "ink3", wrap=True), 1), margins=(16, 0, 16, 6))
        head = row(SectionTitle(TITLE), None, self.customers, margins=(16, 10, 12, 2))
        self._refused = wrap(row((self.refused, 1), margins=(16, 0, 16, 8)))
        self._foot = wrap(row(self._only, None, margins=(16, 6, 16, 8)))
        card = Card(column(head, wrap(about), self._refused, (self.list, 1), self._foot, gap=0, margins=(1, 0, 1, 2)))
        card.setMaximumWidth(WIDEST)
        self.setLayout(row((card, 1), None, margins=(24, 0, 24, 16)))
        self._refused.hide()
        self._foot.hide()

    @override
    def first_focus(self) -> QWidget | None:
        return self.list

    @Slot()
    @override
    def look(self) -> None:
        user, customers = self.app.user, self.customers.isChecked()
        self.app.run_query(lambda: dealer_history(user, customers=customers), self._came, self._not_shown)

    def _came(self, seen: DealerHistory) -> None:
        self._seen = seen
        self._refused.hide()
        self._foot.setVisible(seen.more)
        self._say()

    def _not_shown(self, fact: Exception) -> None:
        """Show why the history may not be seen; any other failure is a bug."""
        if not isinstance(fact, Objection):
            self.app.failed.emit(fact)
            return
        self._came(DealerHistory((), {}, more=False))
        self.refused.set_message(said_of(fact))
        self._refused.show()

    @Slot()
    def _say(self) -> None:
        self.list.show_rows([event_row(each, None, self._seen.names) for each in self._seen.events])
