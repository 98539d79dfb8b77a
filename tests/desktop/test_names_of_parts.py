"""PySide knows a part of Qt's by its address: a name that outlives its part is given to whatever lies there next."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QGridLayout, QLabel, QSpinBox, QVBoxLayout, QWidget, QWidgetItem
from shiboken6 import Shiboken

import lifecycle_desk
from lifecycle_desk.desktop.look.parts.folding import FoldingRow
from lifecycle_desk.desktop.look.parts.spaced import NONE
from lifecycle_desk.desktop.look.rooms import Behind, belonging_to

SOURCE = Path(lifecycle_desk.__file__).parent


def test_an_item_of_a_layout_is_forgotten_when_its_part_is_deleted(qapp):
    room = QWidget()
    row = FoldingRow(0, NONE)
    room.setLayout(row)
    labels = [QLabel(str(each)) for each in range(20)]
    for label in labels:
        row.addWidget(label)
    before = items_known()
    row.heightForWidth(50)
    assert items_known() == before + len(labels)
    for label in labels:
        Shiboken.delete(label)
    assert row.count() == 0
    assert items_known() == before


def test_a_child_at_the_address_of_an_item_that_has_gone_is_met_as_what_it_is(qapp):
    field = QSpinBox()
    inner = field.findChild(QObject, "qt_spinbox_lineedit")
    misname(inner)
    assert any(not isinstance(each, QObject) for each in field.children())
    assert "qt_spinbox_lineedit" in {each.objectName() for each in belonging_to(field)}
    misname(field.findChild(QObject, "qt_spinbox_lineedit"))
    assert "qt_spinbox_lineedit" in {each.objectName() for each in Behind().others()}


# What is no QObject, and of which PySide keeps a name that Qt does not take back: tried with PySide 6.12, one by one.
OUTLIVES = re.compile(
    r"\.(?:itemAt|itemAtPosition)\(|\b(?:QRunnable|QThreadPool|QStandardItemModel)\b"
    r"|\.(?:block|begin\(\)|findBlock\(\w*\)|model\(\))\.(?:layout|item)\("
)
OF_SPACED = {"form_body.py", "folding.py", "spaced.py"}  # which ask a layout of the house alone, as mypy holds


def test_nobody_asks_qt_for_a_thing_whose_name_outlives_it():
    asking = {each.name for each in SOURCE.rglob("*.py") if OUTLIVES.search(code_of(each))}
    assert asking == OF_SPACED


@pytest.mark.parametrize("layout", [QVBoxLayout, QGridLayout], ids=lambda each: each.__name__)
def test_a_layout_of_qt_alone_does_not_take_the_names_of_its_items_back(qapp, layout):
    """Else the rule above could go."""
    room, label = QWidget(), QLabel("gone soon")
    room.setLayout(layout())
    room.layout().addWidget(label)
    item = room.layout().itemAt(0)
    Shiboken.delete(label)
    assert room.layout().count() == 0
    assert Shiboken.isValid(item)
    Shiboken.invalidate(item)


def code_of(module: Path) -> str:
    """What a module does, without what it says of it."""
    return re.sub(r"(?s)\"\"\".*?\"\"\"|#[^\n]*", "", module.read_text(encoding="utf-8"))


def items_known() -> int:
    return sum(isinstance(each, QWidgetItem) for each in Shiboken.getAllValidWrappers())


def misname(part: QObject) -> None:
    """Let PySide know a part as the item of a layout, as it does when Qt gives the address of one away."""
    address = Shiboken.getCppPointer(part)[0]
    Shiboken.invalidate(part)
    misnamed.append(Shiboken.wrapInstance(address, QWidgetItem))


misnamed: list[QWidgetItem] = []
