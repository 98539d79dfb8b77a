"""Whether the program asks who works here: switched on with a manager who has a PIN, and off again by one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import Result
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in
from lifecycle_desk.dealership.usecases.proving import RenewCode, RequireSignIn, renew_recovery_code, require_sign_in
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import (
    Button,
    CheckBox,
    ChoiceField,
    InfoBar,
    Label,
    LineField,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.controls import offer_all
from lifecycle_desk.overview.screens.sign_in.recovering import NEW_PIN, CodeShown
from lifecycle_desk.vehicle.usecases.signing_in import SignInOff, switch_sign_in_off

SIGN_IN = N_("Require sign-in")
SIGN_IN_MEANS = N_(
    "Without sign-in, anyone at this computer can do everything. With it, each role has its own "
    "permissions, and everything is recorded by name."
)
LOCKED = N_(
    "Sign-in is required, but nobody can sign in at a window yet. You can switch it off here; when and why is recorded."
)
NO_MANAGER = N_("Add a manager to the staff first: somebody must be able to manage sign-in.")
SWITCH_OFF, SWITCHED_OFF, SWITCHED_ON = N_("Switch sign-in off"), N_("Sign-in switched off"), N_("Sign-in is required")
BEGIN, CANCEL = C_("button", "Require sign-in"), N_("Cancel")
MANAGER = N_("Manager who can sign in")
RENEW, CODE_TITLE = N_("New recovery code"), N_("Your recovery code")
CODE_MEANS = N_(
    "With this code a manager can set a new PIN if all of them are forgotten. Write it down or print it, and keep it "
    "away from this computer; it is not shown again."
)


class SignInCard(QWidget):
    """Off or on; about to be switched on; and once, the code that is the way back."""

    changed = Signal()

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app = app
        self.tick, self.renew = CheckBox(SIGN_IN), Button(RENEW, "link")
        self.why, self.off = LineField(N_("Reason")), Button(SWITCH_OFF, "primary", icon="logout")
        self.who, self.secret = ChoiceField(MANAGER), LineField(NEW_PIN, longest=128)
        self.secret.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.begin, self.cancel = Button(BEGIN, "primary", shown_keys="Return"), Button(CANCEL)
        self.code = CodeShown(app, CODE_TITLE, CODE_MEANS)
        self._managers: tuple[Member, ...] = ()
        faults = Faults(lambda: {"name": self.who, "secret": self.secret, "why": self.why})
        self._on, self._out = Submission(app, faults, self), Submission(app, faults, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._means = Label(SIGN_IN_MEANS, "small", "ink3", wrap=True)
        bar = InfoBar(LOCKED, tone="warn", icon="alert-circle")
        self.quiet = wrap(column(row(self.tick, None, self.renew), self._means, gap=0))
        self.locked = wrap(column(bar, self.why, row(None, self.off), gap=8, margins=(0, 10, 0, 0)))
        buttons = row(None, self.cancel, self.begin)
        self.beginning = wrap(column(wrap(row(self.who, self.secret, gap=12)), buttons, gap=4, margins=(0, 10, 0, 0)))
        self.setLayout(column(self.quiet, self.locked, self.beginning, self.code, gap=0, margins=(13, 8, 16, 12)))
        for part in (self.locked, self.beginning, self.code, self.renew):
            part.hide()

    def _connect(self) -> None:
        self.tick.clicked.connect(self._switch)
        self.renew.clicked.connect(self._renew)
        self.begin.clicked.connect(self._begin)
        self.secret.on_enter(self._begin)
        self.cancel.clicked.connect(self._rest)
        self.off.clicked.connect(self._switch_off)
        self.code.done.connect(self._rest)
        self._on.saved.connect(self._show_code)
        self._out.saved.connect(lambda _: self.changed.emit())

    def first_focus(self) -> QWidget | None:
        """Where the keyboard begins, where something is wrong here."""
        return None if self.locked.isHidden() else self.why.control

    def show_state(self, managers: Sequence[Member], *, asks: bool, may: bool, proves: bool) -> None:
        """Show whether sign-in is on, whether whoever sits here may switch it, and whether by PIN."""
        self._managers = tuple(managers)
        self.tick.setChecked(asks or not self.beginning.isHidden())
        self.tick.setEnabled(may and bool(self._managers))
        self._means.set_message(SIGN_IN_MEANS if self._managers else NO_MANAGER)
        self.renew.setVisible(asks and may and proves)
        locked = asks and not may and not proves
        if locked and self.locked.isHidden():
            self.why.set_text("")
        self.locked.setVisible(locked)

    @Slot(bool)
    def _switch(self, on: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        if not on:
            self._rest()
            self._app.do(switch_sign_in, SignIn(on=False), failed=self._not_switched)
            return
        offer_all(self.who.choice, [(each.name, PlainText(each.full_name or each.name)) for each in self._managers])
        self.who.set_value(self._app.user.staff or self._managers[0].name)
        self.secret.set_text("")
        self.beginning.show()
        self.secret.control.setFocus()

    def _not_switched(self, fact: Exception) -> None:
        self.tick.setChecked(True)
        self._app.failed.emit(fact)

    @Slot()
    def _begin(self) -> None:
        self._on.submit(require_sign_in, self._asked, SWITCHED_ON)

    def _asked(self) -> RequireSignIn:
        manager = next(each for each in self._managers if each.name == self.who.value)
        return RequireSignIn(manager, self.secret.text)

    @Slot()
    def _renew(self) -> None:
        self._on.submit(renew_recovery_code, RenewCode)

    @Slot(object)
    def _show_code(self, made: Result[str]) -> None:
        self.secret.set_text("")
        self.beginning.hide()
        self.quiet.hide()
        self.code.show()
        self.code.show_code(made.value)

    @Slot()
    def _rest(self) -> None:
        self.beginning.hide()
        self.code.hide()
        self.quiet.show()
        self.changed.emit()

    @Slot()
    def _switch_off(self) -> None:
        self._out.submit(switch_sign_in_off, lambda: SignInOff(self.why.text), SWITCHED_OFF)
