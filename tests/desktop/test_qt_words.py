"""Qt's own words in fields, file dialogs and the print dialog, which speak the language of the screen."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QTabWidget,
    QTextEdit,
    QWidget,
)

from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language

pytestmark = pytest.mark.usefixtures("dressed")

THAI = Language("th")
ENGLISH_WORD = re.compile("(?!PDF|A4)[A-Za-z]{2,}")


def texts(widget: QWidget) -> Iterator[str]:
    """Every text that a dialog shows and that is no name of a file, a printer or a size of paper."""
    yield widget.windowTitle()
    for child in widget.findChildren(QWidget):
        if isinstance(child, QLabel | QAbstractButton):
            yield child.text()
            yield child.toolTip()
        if isinstance(child, QGroupBox):
            yield child.title()
        if isinstance(child, QTabWidget):
            yield from (child.tabText(each) for each in range(child.count()))


def english_in(found: Iterator[str]) -> list[str]:
    return [each for each in found if ENGLISH_WORD.search(each)]


@pytest.mark.parametrize("field", [QLineEdit, QTextEdit])
def test_the_menu_of_a_field_has_no_english_word_in_thai(field: type[QLineEdit | QTextEdit]) -> None:
    translator().set_language(THAI)
    edit = field("LSJWH4095PN000001")
    entries = [action.text().partition("\t")[0] for action in edit.createStandardContextMenu().actions()]
    assert "คัดลอก" in entries
    assert english_in(iter(entries)) == []


@pytest.mark.parametrize("mode", QFileDialog.AcceptMode)
def test_a_file_dialog_has_no_english_word_in_thai(mode: QFileDialog.AcceptMode) -> None:
    translator().set_language(THAI)
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    assert english_in(texts(dialog)) == []
    filters = [box.itemText(0) for box in dialog.findChildren(QComboBox)]
    assert "ไฟล์ทั้งหมด (*)" in filters


def test_the_print_dialog_has_no_english_word_in_thai() -> None:
    translator().set_language(THAI)
    printer = QPrinter()
    dialog = QPrintDialog(printer)
    assert english_in(texts(dialog)) == []


def test_the_buttons_of_a_question_are_in_the_language_of_the_screen() -> None:
    yes_no = QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No
    for code, words in (("th", {"ใช่", "ไม่ใช่"}), ("ar", {"نعم", "لا"}), ("es", {"&Sí", "&No"})):
        translator().set_language(Language(code))
        box = QMessageBox(QMessageBox.Icon.Question, "", "?", yes_no)
        assert {button.text() for button in box.buttons()} == words


def test_the_name_of_a_key_is_not_taken_for_the_verb() -> None:
    translator().set_language(THAI)
    assert translator().translate("QShortcut", "Print") is None
    assert translator().translate("QPrintDialog", "Print") == "พิมพ์"
