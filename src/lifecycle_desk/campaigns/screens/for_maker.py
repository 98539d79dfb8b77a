"""What the maker is told of a campaign: a button whose menu offers the outcome of all cars as a paper and as a file."""

from pathlib import Path

from PySide6.QtCore import QDir, Slot
from PySide6.QtWidgets import QFileDialog

from lifecycle_desk.base.objections import N_
from lifecycle_desk.campaigns.interchange.completion import write
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import Button
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.store.files import pour_whole

FOR_MAKER = N_("For the manufacturer")
COMPLETION, AS_CSV = N_("Completion report"), N_("Save as CSV…")
SAVED = N_("File saved")


class ForMaker(Button):
    """The button of one campaign at a time."""

    def __init__(self, app: AppContext) -> None:
        super().__init__(FOR_MAKER, icon="report-analytics")
        self._app, self._number = app, ""
        self.drop(Menu(self, self._fill))
        app.permits.watch([EXPORT])

    def be_about(self, number: str) -> None:
        """Belong to another campaign from now on."""
        self._number = number

    def _fill(self, menu: Menu) -> None:
        menu.offer(COMPLETION, self._to_report)
        menu.offer(AS_CSV, self._save, withheld=self._app.permits.reason(EXPORT))

    @Slot()
    def _to_report(self) -> None:
        self._app.go("reports", f"campaign-completion:{self._number}")

    @Slot()
    def _save(self) -> None:
        name = QDir.home().filePath(f"campaign-{self._number}.csv".replace("/", "-"))
        chosen, _ = QFileDialog.getSaveFileName(self.window(), translator().current(AS_CSV), name, "CSV (*.csv)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Save what became of the cars, as a file for the maker."""
        user, number = self._app.user, self._number
        self._app.run_query(
            lambda: pour_whole(path, write(user, {"campaign": number})), lambda _: self._app.show_toast(SAVED)
        )
