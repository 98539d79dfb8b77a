"""What holds for all workstations of a server: where documents are, and the backup of each night."""

from typing import override

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import FormBody
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import InfoBar, column
from lifecycle_desk.desktop.notices import said_of
from lifecycle_desk.desktop.tab import Tab
from lifecycle_desk.overview.screens.settings.documents_card import AccessKeyCard, DocumentsCard
from lifecycle_desk.overview.screens.settings.nightly_card import NightlyCard
from lifecycle_desk.overview.screens.settings.safety import LAID_OUT
from lifecycle_desk.overview.usecases.at_server import AtServer, at_server
from lifecycle_desk.store.server_settings import TABLE, OwnerAloneSets


class ServerTab(Tab):
    """The settings of a server's books; who does not own the tables sees them, and whom to ask."""

    tables = frozenset({TABLE, "document"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self.owner_alone = InfoBar("", tone="neutral", icon="lock")
        self.documents, self.key, self.nightly = DocumentsCard(app), AccessKeyCard(app), NightlyCard(app)
        cards = (self.owner_alone, self.documents, self.key, self.nightly)
        self._scroll = FormBody(column(*cards, None, gap=t.CARD_GAP, margins=(24, 0, 24, t.PAGE_END)))
        self.setLayout(column(self._scroll, gap=0))
        for part in (self.owner_alone, self.key):
            part.hide()
        self.documents.asking.connect(self._show)
        self.documents.moved.connect(self.look)
        self.key.saved.connect(self.look)

    @override
    def first_focus(self) -> QWidget | None:
        return self.documents.begin

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._stale = True  # a night passes and a keyring is unlocked without a change of any table
        super().showEvent(event)

    @Slot()
    @override
    def look(self) -> None:
        user = self.app.user
        self.app.run_query(lambda: at_server(user), self._came)

    def _came(self, found: AtServer) -> None:
        self.owner_alone.setVisible(not found.may_change)
        self.owner_alone.set_message(said_of(OwnerAloneSets(found.owner)))
        self.documents.show_state(found)
        self.key.setVisible(found.in_bucket)
        if found.in_bucket:
            self.key.show_state(found)
        self.nightly.show_state(found)

    @Slot(QWidget)
    def _show(self, part: QWidget) -> None:
        """Bring a part that has just come into being into sight, once it has its place."""
        QTimer.singleShot(LAID_OUT, part, lambda: self._scroll.ensureWidgetVisible(part))
