"""The way back in: the code on the recovery sheet gives a manager a new PIN, and a new code to be written down."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import override

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.proving import Recover, recover, who_grant
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import Button, ChoiceField, Label, LineField, SectionTitle, column, row, wrap
from lifecycle_desk.desktop.look.parts.controls import offer_all
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language
from lifecycle_desk.overview.papers.recovery_sheet import TITLE, recovery_sheet
from lifecycle_desk.overview.screens.printing import NoPrinter, ask_printer, print_pdf
from lifecycle_desk.overview.screens.sign_in.cover import INSIDE, OneOf
from lifecycle_desk.paper import Paper

RECOVER, CODE = N_("Set a new PIN by the recovery code"), N_("Recovery code")
WHERE = N_("The code is on the recovery sheet. A manager can set a new PIN with it, once.")
NEW_PIN, SET, CANCEL = N_("New PIN or passphrase"), C_("button", "Set PIN"), N_("Cancel")
NEXT_CODE = N_("Your new recovery code")
WRITE_DOWN = N_("The code you used is no longer valid. Write this one down or print it; it is not shown again.")
COPY, PRINT, DONE = C_("button", "Copy code"), N_("Print"), C_("button", "Done")
IN_A_LINE = 3  # groups of a long code

type Sheet = Callable[[UserSession, str, Language], Paper]


NARROW = (0, 8, 0, 0)


class CodeShown(QWidget):
    """A code that is a way back in, shown once and printed at will; `narrow` where it stands in a card among others."""

    done = Signal()

    def __init__(
        self,
        app: AppContext,
        title: UiText,
        sentence: UiText,
        *,
        sheet: Sheet = recovery_sheet,
        named: str = TITLE,
        narrow: bool = False,
    ) -> None:
        super().__init__()
        self._app, self._sheet, self._named = app, sheet, named
        self.code = Label("", "section" if narrow else "figure", "ink", ltr=True, wrap=not narrow, fixed=narrow)
        self._code = ""
        self.copy, self.print = Button(COPY, icon="copy"), Button(PRINT, icon="printer")
        self.leave = Button(DONE, "primary")
        buttons = row(self.copy, self.print, None, self.leave)
        says = Label(sentence, "body", "ink2", wrap=True)
        self.setLayout(
            column(SectionTitle(title), self.code, says, buttons, gap=12, margins=NARROW if narrow else INSIDE)
        )
        self.copy.clicked.connect(self._copy)
        self.print.clicked.connect(self._print)
        self.leave.clicked.connect(self._leave)

    def show_code(self, code: str) -> None:
        """Show a code until whoever sits here has taken it down."""
        self._code = code
        self.code.set_message(PlainText(in_lines(code)))
        self.leave.setFocus()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code)

    @Slot()
    def _print(self) -> None:
        """Print the sheet that is kept away from the computer."""
        try:
            printer = ask_printer(self, translator().current(self._named))
        except NoPrinter as fact:
            self._app.failed.emit(fact)
            return
        if printer:
            user, code, language = self._app.user, self._code, translator().current
            draw = partial(self._sheet, user, code, language)
            self._app.run_query(lambda: draw().pdf(), lambda pdf: print_pdf(pdf, printer))

    @Slot()
    def _leave(self) -> None:
        self._code = ""
        self.code.set_message(PlainText(""))
        self.done.emit()


def in_lines(code: str) -> str:
    """A code as it is shown: one that no card is wide enough for stands in lines of three groups."""
    groups = code.split("-")
    lines = ["-".join(groups[at : at + IN_A_LINE]) for at in range(0, len(groups), IN_A_LINE)]
    return code if len(groups) <= 2 * IN_A_LINE else "\n".join(lines)


class Recovering(OneOf):
    """A code, a manager and a new PIN; then the code that follows."""

    done = Signal()

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app = app
        self.code = LineField(CODE, mono=True, longest=64)
        self.who = ChoiceField(C_("role", "Manager"), [("", PlainText(""))])
        self.secret = LineField(NEW_PIN, longest=128)
        self.secret.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.set, self.cancel = Button(SET, "primary", shown_keys="Return"), Button(CANCEL, shown_keys="Esc")
        self.shown = CodeShown(app, NEXT_CODE, WRITE_DOWN)
        fields = {"code": self.code, "name": self.who, "secret": self.secret}
        self._submission = Submission(app, Faults(lambda: fields), self)
        buttons = row(None, self.cancel, self.set)
        where = Label(WHERE, "body", "ink2", wrap=True)
        fields_of_it = column(self.code, self.who, self.secret, gap=t.FIELD_GAP)
        items = (Label(RECOVER, "title", wrap=True), where, 4, fields_of_it, buttons)
        self._form = wrap(column(*items, gap=8, margins=INSIDE))
        self.hold(self._form, self.shown)
        self.set.clicked.connect(self._set)
        self.secret.on_enter(self._set)
        self.cancel.clicked.connect(self.done)
        self.shown.done.connect(self.done)
        self._submission.saved.connect(self._saved)

    def begin(self, known: Sequence[Member]) -> None:
        """Begin with empty fields, for the managers among those who sign in here."""
        grant = {each.name for each in who_grant(self._app.user.store)}
        managers = [each for each in known if each.name in grant]
        self.who.choice.clear()
        offer_all(self.who.choice, [(each.name, PlainText(each.full_name or each.name)) for each in managers])
        self.who.set_value(managers[0].name if managers else None)
        for field in (self.code, self.secret):
            field.set_text("")
        self.show_part(self._form)
        self.code.control.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._form.isVisible():  # a new code is not left unread
            self.done.emit()
            return
        super().keyPressEvent(event)

    @Slot()
    def _set(self) -> None:
        self._submission.submit(recover, lambda: Recover(self.code.text, str(self.who.value), self.secret.text), "")

    @Slot(object)
    def _saved(self, made: Result[str]) -> None:
        self.shown.show_code(made.value)
        self.show_part(self.shown)
