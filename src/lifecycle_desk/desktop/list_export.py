"""What goes out of a list: copied for a spreadsheet, or written to a file beside all other work."""

from array import array
from collections.abc import Generator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QDir, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from lifecycle_desk.base.objections import N_, NN_, objection
from lifecycle_desk.base.steps import Step
from lifecycle_desk.commands.workbooks import MOST_ROWS, write_workbook
from lifecycle_desk.desktop.column_values import AT_ONCE
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.desktop.shown_rows import ShownRows, shown_rows
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.store.files import laid_whole, write_whole

if TYPE_CHECKING:
    from lifecycle_desk.desktop.long_table import LongTable
    from lifecycle_desk.desktop.ordering import Value

type Form = Literal["xlsx", "csv"]

COPIED = NN_("%(n)s row copied", "%(n)s rows copied")
EXPORTED, EXPORTING = NN_("%(n)s row exported", "%(n)s rows exported"), N_("Exporting…")
COPYING = N_("Copying…")
SHOW_IN_FOLDER, OPEN_FILE = N_("Show in folder"), N_("Open file")
EXPORT_TITLE = N_("Export list")
NAMES: dict[Form, str] = {"xlsx": N_("Excel workbook"), "csv": N_("CSV file")}
MOST_COPIED = 100_000  # rows that the clipboard takes
OFTEN = 200  # rows from one look at whether it is cancelled to the next

TooManyToExport = objection(
    "TooManyToExport", N_("A workbook has room for %(most)s rows. Export as CSV, or filter the list."), most=int
)
# What the disk or the system said, as it said it.
FileNotWritten = objection("FileNotWritten", N_("%(file)s could not be written: %(why)s"), file=str, why=str)


def copy_chosen(table: "LongTable[Any]") -> None:
    """Copy the chosen rows with their heads."""
    asked = shown_rows(table, array("q", table.chosen_keys(MOST_COPIED)), translator().current)
    copied = partial(_copied, table, len(asked.keys))
    if len(asked.keys) > AT_ONCE:
        table.app.run_long(copying(asked), copied, name=COPYING)
    elif asked.keys:
        table.app.run_query(asked.text, copied)


def copying(asked: ShownRows) -> Generator[Step, None, str]:
    """The text of many rows, which lets others look something up meanwhile."""
    rows: list[list[Value]] = []
    for row in asked.rows():
        rows.append(row)
        if len(rows) % OFTEN == 0:
            yield Step(len(rows), len(asked.keys))
    return asked.as_text(rows)


def _copied(table: "LongTable[Any]", count: int, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    table.app.show_toast(Message(COPIED, n=count))


def ask_to_export(table: "LongTable[Any]", form: Form) -> None:
    """Ask where to, and write what is shown, or the rows that are chosen where there are several."""
    say = translator().current
    name = table.accessibleName().replace("/", "-") or "list"
    proposed = str(Path(QDir.homePath()) / f"{name} {say.formats.today().isoformat()}.{form}")
    kinds = f"{say(NAMES[form])} (*.{form})"
    chosen, _ = QFileDialog.getSaveFileName(table.window(), say(EXPORT_TITLE), proposed, kinds)
    if chosen:
        path = Path(chosen)
        export(table, path if path.suffix else path.with_suffix(f".{form}"), form)


def export(table: "LongTable[Any]", path: Path, form: Form) -> None:
    """Write what is shown, or the rows that are chosen where there are several, beside all other work."""
    asked = shown_rows(table, table.keys_meant(), translator().current)
    steps = exporting(asked, path, form, table.accessibleName())
    table.app.run_long(steps, partial(_exported, table), name=EXPORTING)


def exporting(asked: ShownRows, path: Path, form: Form, name: str) -> Generator[Step, None, tuple[Path, int]]:
    """Write rows to a file, whole or not at all; gives the file and how many rows it has."""
    count = len(asked.keys)
    yield Step(0, count)
    try:
        if form == "csv":
            write_whole(path, asked.csv())
        else:
            yield from _workbook(asked, path, name)
    except OSError as why:
        raise FileNotWritten(path.name, why.strerror or str(why)) from why
    return path, count


def _workbook(asked: ShownRows, path: Path, name: str) -> Generator[Step, None, None]:
    count = len(asked.keys)
    if count > MOST_ROWS:
        raise TooManyToExport(MOST_ROWS)
    with laid_whole(path) as aside:
        for done in write_workbook(aside, name, asked.heads, asked.rows(), asked.language):
            if done % OFTEN == 0:
                yield Step(done, count)


def _exported(table: "LongTable[Any]", made: tuple[Path, int]) -> None:
    path, count = made
    then = [
        PaletteCommand(OPEN_FILE, "external-link", lambda _: _open(path)),
        PaletteCommand(SHOW_IN_FOLDER, "folder", lambda _: _open(path.parent)),
    ]
    table.app.show_toast(Message(EXPORTED, n=count), PlainText(path.name), then=then)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
