"""The hour of the backup that one workstation of all makes each night."""

from datetime import time

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.books.usecases.nightly import NIGHTLY, NIGHTLY_LATE, NO_NIGHTLY
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    CheckField,
    InfoBar,
    Label,
    ReadField,
    SectionTitle,
    column,
    row,
)
from lifecycle_desk.desktop.notices import refused_in
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_time
from lifecycle_desk.overview.usecases.at_server import AtServer, setting_hour

TITLE, EACH_NIGHT, HOUR = N_("Nightly backup"), N_("Back up every night"), N_("Time of day")
ABOUT = N_(
    "The first workstation that is open after this time makes the backup for all. It needs the PostgreSQL client."
)
HINT, USUAL = N_("For example: 2:00"), time(2)
SAVE, SAVED = N_("Save"), N_("Nightly backup saved")


class NightlyCard(QWidget):
    """Whether there is one, at which hour of the dealer's day, and when the next is due."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self.app, self._is_saving, self._may_change = app, False, True
        self._filled: time | None = None
        self.state, self.late = Label(NO_NIGHTLY, "body", "ink2", wrap=True), InfoBar("", icon="alert-triangle")
        self.each_night = CheckField(EACH_NIGHT)
        self.each_night.stand_alone()
        self.hour = ReadField(HOUR, _read, hint=HINT, required=True)
        self.refused, self.save = InfoBar("", tone="danger", icon="alert-circle"), Button(SAVE)
        self._faults = Faults(lambda: {"at": self.hour})
        about = Label(ABOUT, "small", "ink3", wrap=True)
        asks = row((self.hour, 1), None, None, gap=16)
        parts = (SectionTitle(TITLE), about, self.state, self.late, self.each_night, asks, self.refused)
        self.setLayout(column(Card(column(*parts, row(None, self.save), gap=8, margins=(16, 10, 16, 12))), gap=0))
        for each in (self.late, self.refused, self.hour):
            each.hide()
        self.each_night.toggled.connect(self._toggled)
        self.save.clicked.connect(self._save)
        self.hour.on_enter(self._save)
        app.permits.need(BACKUP, self.save)

    def show_state(self, found: AtServer) -> None:
        """Show how it stands; what somebody is just typing stays."""
        night, self._may_change = found.nightly, found.may_change
        untouched = self._typed() == self._filled
        self._filled = night.at if night else None
        self.state.setVisible(not (night and night.is_late))
        self.state.set_message(Message(NIGHTLY, moment=night.next_at) if night else Message(NO_NIGHTLY))
        self.late.setVisible(bool(night and night.is_late))
        if night:
            self.late.set_message(Message(NIGHTLY_LATE, moment=night.since))
        if untouched:
            self.each_night.restore(night is not None)
            self.hour.set_text(translator().current.formats.clock(night.at if night else USUAL))
        self.save.setEnabled(found.may_change)

    def _typed(self) -> time | None:
        value = self.hour.value
        return value if self.each_night.checked and isinstance(value, time) else None

    @Slot(bool)
    def _toggled(self, on: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        self.hour.setVisible(on)

    @Slot()
    def _save(self) -> None:
        if self._is_saving or not self._may_change or self.save.reason:
            return
        self.refused.hide()
        if self.each_night.checked and not self.hour.validate():
            self._faults.first()
            return
        at = self._typed()
        self._is_saving = True
        task = self.app.run(setting_hour(self.app.user, f"{at:%H:%M}" if at else None), self._saved, self._refuse)
        task.ended.connect(self._ended)

    @Slot()
    def _ended(self) -> None:
        self._is_saving = False

    def _saved(self, _: object) -> None:
        self._filled = self._typed()
        self.app.show_toast(SAVED)

    def _refuse(self, fact: Exception) -> None:
        refused_in(self.refused, fact, self.app)


def _read(text: str) -> tuple[object, str]:
    found = read_time(text, translator().current)
    return found.value, found.echo
