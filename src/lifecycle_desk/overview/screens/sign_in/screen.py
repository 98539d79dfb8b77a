"""Who works here now: somebody is chosen and proves it, or finds the way back in by the recovery code."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLayout

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.proving import who_can_sign_in
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Button, Label, PageTitle, column, row, wrap
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.screens.sign_in.cover import INSIDE, Cover, CoverCard, OneOf, in_the_middle
from lifecycle_desk.overview.screens.sign_in.people import People
from lifecycle_desk.overview.screens.sign_in.recovering import Recovering

WHO = N_("Who is working?")
SIGN_IN, FORGOTTEN = C_("button", "Sign in"), N_("Forgotten? Use the recovery code")


class SignInScreen(Cover):
    """Covers the window until somebody has signed in; `signed_in` gives who."""

    signed_in = Signal(Member)

    def __init__(self, over: Window, dealer: str) -> None:
        self.people = People(over.app, WHO)
        self.list, self.secret = self.people.list, self.people.secret
        self.enter = Button(SIGN_IN, "primary", shown_keys="Return")
        self.forgotten = Button(FORGOTTEN, "link")
        self.recovering = Recovering(over.app)
        super().__init__(over, self._laid_out(dealer))
        self._app = over.app
        self.enter.clicked.connect(self.people.try_secret)
        self.people.ready.connect(self.enter.setEnabled)
        self.people.proved.connect(self._came)
        self.forgotten.clicked.connect(lambda: self._turn(recovering=True))
        self.recovering.done.connect(lambda: self._turn(recovering=False))

    def _laid_out(self, dealer: str) -> QLayout:
        who = column(
            Label(PlainText(dealer), "small", "ink3"),
            PageTitle(WHO),
            self.people,
            row(self.forgotten, None, self.enter, folds=True),
            gap=8,
            margins=INSIDE,
        )
        self._who, self._ways = wrap(who), OneOf()
        self._ways.hold(self._who, self.recovering)
        self.card = CoverCard(column(self._ways, gap=0))
        return in_the_middle(self.card)

    def ask(self, name: str | None = None) -> None:
        """Ask who works here; somebody may be chosen already."""
        self._ways.show_part(self._who)
        focus = self.people.offer(who_can_sign_in(self._app.user.store), name)
        self.rise(focus if name else self.list)

    def _turn(self, *, recovering: bool) -> None:
        if recovering:
            self._ways.show_part(self.recovering)
            self.recovering.begin(who_can_sign_in(self._app.user.store))
        else:
            self.ask()

    @Slot(Member)
    def _came(self, member: Member) -> None:
        self.lift()
        self.signed_in.emit(member)
