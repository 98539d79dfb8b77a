"""PySide knows a part of Qt's by its address: a name that outlives its part is given to whatever lies there next."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QSpinBox, QWidget, QWidgetItem
from shiboken6 import Shiboken

from lifecycle_desk.desktop.look.parts.folding import FoldingRow
from lifecycle_desk.desktop.look.parts.spaced import NONE
from lifecycle_desk.desktop.look.rooms import Behind, belonging_to


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


def items_known() -> int:
    return sum(isinstance(each, QWidgetItem) for each in Shiboken.getAllValidWrappers())


def misname(part: QObject) -> None:
    """Let PySide know a part as the item of a layout, as it does when Qt gives the address of one away."""
    address = Shiboken.getCppPointer(part)[0]
    Shiboken.invalidate(part)
    misnamed.append(Shiboken.wrapInstance(address, QWidgetItem))


misnamed: list[QWidgetItem] = []
