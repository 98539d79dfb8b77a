"""The tables for other programs, from the page of figures: a workbook, or a file for each, beside all other work."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_export import EXPORTING, NAMES, SHOW_IN_FOLDER, FileNotWritten
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Button
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.store.files import laid_whole

TABLES_KIND = "tables"
EXPORT, FOLDER = N_("Export tables"), N_("Folder for the tables")
WORKBOOK = NAMES["xlsx"]
OF_EACH = {"csv": N_("CSV files"), "jsonl": N_("JSON Lines files"), "parquet": N_("Parquet files")}
EXPORTED = NN_("%(n)s file exported", "%(n)s files exported")

type Wrote = tuple[Path, tuple[Path, ...]]  # the folder, and the files in it


def offer_tables(app: AppContext, button: Button) -> None:
    """Offer the formats in a menu under a button."""
    menu = Menu(button)
    menu.offer(WORKBOOK, partial(_ask_for_file, app, button), icon_name="columns")
    for form, words in OF_EACH.items():
        menu.offer(words, partial(_ask_for_folder, app, button, form), icon_name="folder")
    menu.open_under(button)


def _ask_for_file(app: AppContext, over: QWidget) -> None:
    say = translator().current
    proposed = QDir.home().filePath(f"{say(EXPORT)} {say.formats.today().isoformat()}.xlsx")
    chosen, _ = QFileDialog.getSaveFileName(over.window(), say(EXPORT), proposed, f"{say(WORKBOOK)} (*.xlsx)")
    if chosen:
        path = Path(chosen)
        _run(app, _workbook(app.user, path if path.suffix else path.with_suffix(".xlsx")))


def _ask_for_folder(app: AppContext, over: QWidget, form: str) -> None:
    chosen = QFileDialog.getExistingDirectory(over.window(), translator().current(FOLDER), QDir.homePath())
    if chosen:
        _run(app, _files(app.user, form, Path(chosen)))


def _run(app: AppContext, steps: Steps[Wrote]) -> None:
    app.run_long(steps, partial(_exported, app), name=EXPORTING)


def _exported(app: AppContext, wrote: Wrote) -> None:
    folder, files = wrote
    name = files[0].name if len(files) == 1 else folder.name
    app.show_toast(Message(EXPORTED, n=len(files)), PlainText(name), then=[_showing(folder)])


def _showing(folder: Path) -> PaletteCommand:
    """What one would do next: look into the folder."""
    return PaletteCommand(SHOW_IN_FOLDER, "folder", lambda _: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))


def _writer() -> Writer:
    writer: Writer = next(each for each in offered("writers") if each.kind == TABLES_KIND)
    return writer


def _workbook(user: UserSession, path: Path) -> Steps[Wrote]:
    """A workbook of all tables, whole or not at all."""
    yield Step(0)
    try:
        with laid_whole(path) as aside, aside.open("wb") as file:
            for at, chunk in enumerate(_writer().write(user, {"format": "xlsx"}), 1):
                file.write(chunk)
                yield Step(at)
    except OSError as why:
        raise FileNotWritten(path.name, why.strerror or str(why)) from why
    return path.parent, (path,)


def _files(user: UserSession, form: str, folder: Path) -> Steps[Wrote]:
    """A file for each table, each of them whole."""
    into = _writer().into
    files = (yield from into(user, {"format": form}, folder)) if into else ()
    return folder, files
