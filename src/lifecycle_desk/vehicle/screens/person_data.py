"""A customer's personal data as a whole: given out in one file, or erased for good."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDir, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLayout, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    CheckField,
    Glyph,
    Label,
    LineField,
    PageTitle,
    Scroll,
    SectionTitle,
    StickyBar,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.tokens import ICON_SMALL, Ink
from lifecycle_desk.desktop.rail_section import Section
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.store.files import write_whole
from lifecycle_desk.vehicle.interchange.person import as_json
from lifecycle_desk.vehicle.usecases.access import ExportPerson, export_person
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person

GOES = (
    N_("Name, phone, e-mail, address and tax number."),
    N_("Their own words: complaints, notes and reasons in orders and records, signatures, unfinished forms."),
    N_("Where they charged and under which names, and the names of their documents."),
)
STAYS = (
    N_("Vehicle histories: dates, kilometres and work done. Warranty and the next owner depend on them."),
    N_("Numbers, dates and amounts of contracts and orders: required for accounting."),
    N_("Attached files, such as a signed contract, unless you delete them here; the law may require them to be kept."),
)
SAVE_AS, GIVEN_OUT = N_("Save all data as"), N_("All data saved to the file")
ERASED = N_("Personal data erased")


class PersonalData(Section):
    """The card beside a customer: their data given out, or the way to their end."""

    def __init__(self, app: AppContext, erase: Callable[[], object]) -> None:
        super().__init__(N_("Personal data"))
        self._app, self._number = app, 0
        self.give_out = Button(N_("Export all data…"), icon="file-export")
        self.erase = Button(N_("Erase…"), icon="trash")
        says = N_("Everyone may ask for a copy of their data, and for its erasure.")
        self.fill([Label(says, "small", "ink2", wrap=True), _apart(self.give_out), _apart(self.erase)])
        self.give_out.clicked.connect(self._give_out)
        self.erase.clicked.connect(lambda _: erase())
        app.permits.need(export_person, self.give_out)
        app.permits.need(erase_person, self.erase)

    def about(self, number: int) -> None:
        """Name the customer concerned."""
        self._number = number

    @Slot()
    def _give_out(self) -> None:
        place = QDir.home().filePath(f"person-{self._number}.json")
        chosen, _ = QFileDialog.getSaveFileName(self, translator().current(SAVE_AS), place, "JSON (*.json)")
        if chosen:
            steps = giving_out(self._app.user, self._number, Path(chosen))
            self._app.run(steps, lambda _: self._app.show_toast(GIVEN_OUT, PlainText(Path(chosen).name)))


class Erasing(QWidget):
    """The panel that erases a customer: what goes and what stays, the reason, and the button."""

    erased = Signal(object)  # Done[Erased]
    given_up = Signal()

    def __init__(self, app: AppContext, before: Callable[[], object]) -> None:
        super().__init__()
        self._before, self._number = before, 0
        self._title = PageTitle("")
        self.files = CheckField(N_("Also delete their attached files"))
        self.why = LineField(
            C_("correction", "Reason"), hint=N_("This stays readable permanently: do not include names.")
        )
        self.deed = Button(N_("Erase permanently"), "primary", icon="trash", keys="Ctrl+Return")
        self.cancel = Button(C_("form", "Cancel"))
        self.setLayout(column((Scroll(self._explained()), 1), StickyBar(self.deed, self.cancel), gap=0))
        self._submission = Submission(app, Faults(lambda: {"why": self.why}), self)
        self._submission.saved.connect(self.erased)
        self.cancel.clicked.connect(self.given_up)
        self.deed.clicked.connect(self._erase)
        app.permits.need(erase_person, self.deed)

    def _explained(self) -> QLayout:
        sides = row(
            (_listed(N_("Erased permanently"), GOES, "trash", "danger"), 1),
            (_listed(N_("Kept without a name"), STAYS, "lock", "ink2"), 1),
            gap=16,
        )
        asked = Card(column(self.why, self.files, gap=2, margins=(16, 14, 16, 2)))
        return column(self._title, sides, asked, None, gap=14, margins=(24, 14, 24, 16))

    def about(self, number: int, name: str) -> None:
        """Begin with a customer."""
        self._number = number
        self._title.set_message(Message(N_("Erase personal data of %(name)s"), name=name) if name else "")
        self.why.line.clear()
        self.why.clear()
        self.files.tick.setChecked(False)

    @Slot()
    def _erase(self) -> None:
        if not self.why.text:
            self.why.fault(N_("Enter the reason for erasing."))
            self.why.setFocus()
            return
        self._before()
        self._submission.submit(erase_person, self._asked, ERASED)

    def _asked(self) -> ErasePerson:
        return ErasePerson(self._number, self.why.text, self.files.checked)


def giving_out(user: UserSession, number: int, path: Path) -> Steps[Any]:
    """Tell the books that a person's data are given out, and then write them."""
    done = yield from export_person.steps(user, ExportPerson(number))
    write_whole(path, as_json(done.value.held))
    return done


def _apart(button: Button) -> QWidget:
    return wrap(row(button, None, margins=(0, 4, 0, 0)))


def _listed(title: UiText, points: Sequence[UiText], icon: str, ink: Ink) -> Card:
    """A card with a heading and a few sentences."""
    lines = [_point(each, Glyph(icon, ink, ICON_SMALL, beside="body")) for each in points]
    return Card(column(SectionTitle(title), *lines, None, gap=8, margins=(16, 14, 16, 14)))


def _point(words: UiText, mark: Glyph) -> QLayout:
    """A sentence, and a mark that keeps to its first line."""
    line = row(mark, (Label(words, wrap=True), 1), gap=8)
    line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    return line
