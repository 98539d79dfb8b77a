"""What is done with the personal data of a customer as a whole: given out in one file, or erased for good."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDir, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.counter.verbs import Done, Seat
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look.parts import Button, CheckField, Divider, Label, LineField, column, hold, row
from lifecycle_desk.desktop.look.words import Plain, Spoken
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.store.files import write_whole
from lifecycle_desk.vehicle.interchange.person import as_json
from lifecycle_desk.vehicle.screens.rail import Section
from lifecycle_desk.vehicle.usecases.access import ExportPerson, export_person
from lifecycle_desk.vehicle.usecases.erasing import Erased, ErasePerson, erase_person

GOES = (
    N_("Name, phone, e-mail, address and tax number."),
    N_("What they said: complaints, notes and reasons in orders and entries, signatures, unfinished forms."),
    N_("Where they charged and under which names, and what their documents were called."),
)
STAYS = (
    N_("The vehicles' lives: days, kilometres and work done. Warranty and the next owner rest on them."),
    N_("Numbers, days and sums of contracts and orders: accounts must show them for years."),
    N_("Attached files, such as a signed contract, where the law wants them kept; else let them go below."),
)
SAVE_AS, GIVEN_OUT = N_("Save all data as"), N_("All data were written to the file.")
ERASED = N_("The personal data are erased.")


class PersonalData(Section):
    """Two things to do, the second in two steps: first what it means and why it is done, then the deed."""

    def __init__(self, desk: Desk, before: Callable[[], object], erased: Callable[[Done[Erased]], object]) -> None:
        super().__init__(N_("Personal data"))
        self._desk, self._before, self._number = desk, before, 0
        self.give_out = Button(N_("Give out all data…"), icon="file-export")
        self.first = Button(N_("Erase…"), icon="trash")
        self.why = LineField(C_("correction", "Reason"))
        self.files = CheckField(N_("Delete their attached files as well"))
        self.second, self.cancel = Button(N_("Erase for good"), icon="trash"), Button(C_("form", "Cancel"))
        says = N_("Everybody may ask for a copy of what is held on them, and for its end.")
        self._offer = hold(
            column(Label(says, "small", "ink2", wrap=True), 4, row(self.give_out, None), row(self.first, None), gap=6)
        )
        self._sure = self._explained()
        self.fill([self._offer, self._sure])
        self._submission = Submission(desk, Faults(lambda: {"why": self.why}), self)
        self._submission.saved.connect(lambda done: (self.close_up(), erased(done)))
        self.give_out.clicked.connect(self._give_out)
        self.first.clicked.connect(self._ask)
        self.cancel.clicked.connect(self._cancelled)
        self.second.clicked.connect(self._erase)
        self.close_up()

    def _explained(self) -> QWidget:
        """What goes and what stays, the reason, and the deed."""
        note = N_("The reason stays readable for ever: write no name.")
        return hold(
            column(
                Label(N_("Goes for good"), "strong", "danger"),
                *(_point(each) for each in GOES),
                4,
                Divider(),
                4,
                Label(N_("Stays, without a name"), "strong"),
                *(_point(each) for each in STAYS),
                6,
                self.files,
                self.why,
                Label(note, "small", "ink3", wrap=True),
                4,
                row(self.second, self.cancel, None),
                gap=4,
            )
        )

    def about(self, number: int) -> None:
        """Whose data it would be."""
        self._number = number

    @Slot()
    def close_up(self) -> None:
        """Back to the first step."""
        self._sure.hide()
        self._offer.show()
        self.why.line.clear()
        self.why.clear()
        self.files.tick.setChecked(False)

    @Slot()
    def _cancelled(self) -> None:
        self.close_up()
        self.first.setFocus()

    @Slot()
    def _ask(self) -> None:
        self._offer.hide()
        self._sure.show()
        self.why.setFocus()

    @Slot()
    def _erase(self) -> None:
        if not self.why.text:
            self.why.fault(N_("Say why they are erased."))
            self.why.setFocus()
            return
        self._before()
        self._submission.submit(erase_person, self._asked, ERASED)

    def _asked(self) -> ErasePerson:
        return ErasePerson(self._number, self.why.text, self.files.checked)

    @Slot()
    def _give_out(self) -> None:
        place = QDir.home().filePath(f"person-{self._number}.json")
        chosen, _ = QFileDialog.getSaveFileName(self, speech().voice(SAVE_AS), place, "JSON (*.json)")
        if chosen:
            steps = giving_out(self._desk.seat, self._number, Path(chosen))
            self._desk.run(steps, partial(self._given_out, Path(chosen)))

    def _given_out(self, path: Path, _: object) -> None:
        self._desk.tell(GIVEN_OUT, Plain(path.name))


def giving_out(seat: Seat, number: int, path: Path) -> Steps[Any]:
    """Tell the books that a person's data are given out, and then write them."""
    done = yield from export_person.steps(seat, ExportPerson(number))
    write_whole(path, as_json(done.made.held))
    return done


def _point(words: Spoken) -> QWidget:
    return Label(words, "small", "ink2", wrap=True)
