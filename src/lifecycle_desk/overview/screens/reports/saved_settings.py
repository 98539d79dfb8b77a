"""Settings of printing many documents, kept by name and offered again."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText, set_text
from lifecycle_desk.desktop.look.parts import Button, LineEdit, row
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.remembered import LONGEST_NAME, PrintSettings

SETTINGS, KEEP, NAME = N_("Saved settings"), N_("Save settings"), N_("Name of the settings")
REMOVE, REMOVED, KEPT = N_("Remove settings"), N_("Settings removed"), N_("Settings saved")


class SavedSettings(QWidget):
    """A menu of the settings kept by name, and a line to keep those of now; `apply` prints as settings say."""

    def __init__(
        self, app: AppContext, present: Callable[[str], PrintSettings], apply: Callable[[PrintSettings], object]
    ) -> None:
        super().__init__()
        self._app, self._present, self._apply = app, present, apply
        self.choose = Button(SETTINGS, "link", icon="adjustments-horizontal")
        self.keep = Button(KEEP, "link", icon="plus")
        self.name = LineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        set_text(self.name.setPlaceholderText, NAME)
        set_text(self.name.setAccessibleName, NAME)
        self.setLayout(row(self.choose, None, self.name, self.keep, gap=8))
        self.choose.clicked.connect(self._offer)
        self.keep.clicked.connect(self._keep)
        self.name.on_enter(self._keep)
        self.name.textChanged.connect(lambda _: self._allow())
        self._allow()

    def _allow(self) -> None:
        self.keep.setEnabled(bool(self.name.text().strip()))
        self.choose.setVisible(bool(self._app.remembered.prints))

    @Slot()
    def _offer(self) -> None:
        """Offer each to be printed by again, and to be removed."""
        menu = Menu(self)
        menu.group(SETTINGS)
        for each in self._app.remembered.prints:
            menu.offer(PlainText(each.name), partial(self._apply, each), icon_name="adjustments-horizontal")
        menu.group(REMOVE)
        for each in self._app.remembered.prints:
            menu.offer(PlainText(each.name), partial(self._remove, each), icon_name="x")
        menu.open_under(self.choose)

    @Slot()
    def _keep(self) -> None:
        name = self.name.text().strip()
        if name:
            self._app.remembered.keep_print(self._present(name))
            self.name.clear()
            self._app.show_toast(KEPT, PlainText(name))
            self._allow()

    def _remove(self, settings: PrintSettings) -> None:
        before = self._app.remembered.prints
        self._app.remembered.keep_prints([each for each in before if each != settings])
        self._allow()
        self._app.show_toast(REMOVED, PlainText(settings.name), partial(self._put_back, before))

    def _put_back(self, before: tuple[PrintSettings, ...]) -> None:
        self._app.remembered.keep_prints(before)
        self._allow()
