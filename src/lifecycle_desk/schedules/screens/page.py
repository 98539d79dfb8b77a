"""The page on which a schedule of the dealer's own is written: a new one, a copy, or the next version of one."""

from functools import partial
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import column
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.schedules.screens.form import ScheduleForm
from lifecycle_desk.schedules.usecases.listing import Schedules
from lifecycle_desk.schedules.usecases.schedules import ScheduleSummary, schedules_known

COPY, NEXT = "copy", "next"  # of the schedule whose number in the list follows


def place_of(key: int, *, as_next: bool) -> str:
    """The key of the page on which a schedule of the list is copied, or gets its next version."""
    return f"{NEXT if as_next else COPY}:{key}"


class SchedulePage(PageWidget):
    """The form of one schedule; what is saved is seen in the list."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._key = app, ""
        self.form = ScheduleForm(app)
        self.setLayout(column(self.form, gap=0))
        self.form.saved.connect(self._saved)

    @override
    def show_key(self, key: str) -> None:
        user, named = self._app.user, key.partition(":")[2]
        wanted = int(named) if named.isdecimal() and key != self._key else None
        self._key = key

        def asked() -> tuple[tuple[ScheduleSummary, ...], ScheduleSummary | None]:
            found = Schedules(user).rows([wanted]).get(wanted) if wanted is not None else None
            return schedules_known(user), found

        self._app.run_query(asked, partial(self._came, key))

    def _came(self, key: str, found: tuple[tuple[ScheduleSummary, ...], ScheduleSummary | None]) -> None:
        known, chosen = found
        if key == self._key:
            self.form.know(each.schedule.id for each in known)
            if chosen:
                self.form.use(chosen.schedule, as_next=key.startswith(NEXT))

    @override
    def first_focus(self) -> QWidget | None:
        return self.form.title.line

    @override
    def title(self) -> UiText:
        return self.form.named

    @override
    def may_leave(self) -> bool:
        self.form.save_draft()
        return True

    @Slot()
    def _saved(self) -> None:
        self._key = ""
        self._app.go("schedules")
