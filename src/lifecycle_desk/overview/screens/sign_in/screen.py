"""Who works here now: somebody is chosen by a digit, letters or the arrows, and proves it by PIN or passphrase."""

from typing import override

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QLineEdit, QStackedWidget

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.secrets import TryLater
from lifecycle_desk.dealership.usecases.proving import signing_in, who_can_sign_in
from lifecycle_desk.desktop.look.marks import initials
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Button, Card, Label, LineField, PageTitle, column, row, wrap
from lifecycle_desk.desktop.look.rows import RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.screens.sign_in.cover import Cover
from lifecycle_desk.overview.screens.sign_in.recovering import Recovering

WHO, SECRET, PIN_OF = N_("Who is working?"), N_("PIN or passphrase"), N_("PIN or passphrase of %(name)s")
SIGN_IN, FORGOTTEN = C_("button", "Sign in"), N_("Forgotten? Use the recovery code")
HINT = N_("Choose by number or first letter, then enter the PIN.")
WIDE, MOST_ROWS, MOST_DIGITS, SECOND = 400, 7, 9, 1_000  # pixels, rows, people with a key, ms


class SignInScreen(Cover):
    """Covers the window until somebody has signed in; `signed_in` gives who."""

    signed_in = Signal(Member)

    def __init__(self, over: Window, dealer: str) -> None:
        self.list = RowList(WHO, TwoLineDelegate())
        self.secret = LineField(SECRET, longest=128)
        self.enter = Button(SIGN_IN, "primary", shown_keys="Return")
        self.forgotten = Button(FORGOTTEN, "link")
        self.recovering = Recovering(over.app)
        self._known: tuple[Member, ...] = ()
        self._waits = QTimer(interval=SECOND)
        self._left = 0
        super().__init__(over, self._laid_out(dealer))
        self._app = over.app
        self._waits.setParent(self)
        self._connect()

    def _laid_out(self, dealer: str) -> QLayout:
        self.secret.line.setEchoMode(QLineEdit.EchoMode.Password)
        who = column(
            Label(PlainText(dealer), "small", "ink3"),
            PageTitle(WHO),
            self.list,
            Label(HINT, "small", "ink3", wrap=True),
            self.secret,
            row(self.forgotten, None, self.enter),
            gap=8,
            margins=(24, 20, 24, 20),
        )
        self.ways = QStackedWidget()
        self.ways.addWidget(wrap(who))
        self.ways.addWidget(self.recovering)
        self.card = Card(column(self.ways, gap=0))
        self.card.setFixedWidth(theme.u(WIDE))
        return column(None, row(None, self.card, None), None)

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(lambda *_: self._name())
        self.list.opened.connect(lambda _: self.secret.control.setFocus())
        self.list.installEventFilter(self)
        self.secret.line.installEventFilter(self)
        self.secret.line.returnPressed.connect(self._try)
        self.enter.clicked.connect(self._try)
        self.forgotten.clicked.connect(lambda: self._turn(recovering=True))
        self.recovering.done.connect(lambda: self._turn(recovering=False))
        self._waits.timeout.connect(self._one_second)
        translator().changed.connect(self._say)

    def ask(self, name: str | None = None) -> None:
        """Ask who works here; somebody may be chosen already."""
        self._known = tuple(who_can_sign_in(self._app.user.store))
        self.ways.setCurrentIndex(0)
        self._say()
        self._choose(next((at for at, each in enumerate(self._known) if each.name == name), 0))
        self.secret.set_text("")
        self.rise(self.secret.control if name else self.list)

    def _turn(self, *, recovering: bool) -> None:
        if recovering:
            self.recovering.begin(self._known)
        else:
            self.ask()
        self.ways.setCurrentIndex(int(recovering))

    @Slot()
    def _say(self) -> None:
        language = translator().current
        rows = [
            TwoLineRow(
                title=each.full_name or each.name,
                detail=language(each.role.label),
                initials=initials(each.full_name or each.name),
                end=language.formats.number(at) if at <= MOST_DIGITS else "",
                key=each.name,
            )
            for at, each in enumerate(self._known, 1)
        ]
        self.list.show_rows(rows)
        high = self.list.sizeHintForRow(0) if rows else 0
        self.list.setFixedHeight(high * min(len(rows), MOST_ROWS) + 2)
        self._name()

    def _choose(self, at: int) -> None:
        if at < len(self._known):
            self.list.setCurrentIndex(self.list.rows.index(at, 0))

    def _chosen(self) -> Member | None:
        at = self.list.currentIndex().row()
        return self._known[at] if 0 <= at < len(self._known) else None

    @Slot()
    def _name(self) -> None:
        member = self._chosen()
        self.secret.label.set_message(Message(PIN_OF, name=member.full_name or member.name) if member else SECRET)

    @Slot()
    def _try(self) -> None:
        member = self._chosen()
        if member is None or self._left or not self.secret.text:
            return
        self.enter.setEnabled(False)
        store, typed = self._app.user.store, self.secret.text
        self._app.run(signing_in(store, member.name, typed), lambda _: self._came(member), self._refused)

    def _came(self, member: Member) -> None:
        self.secret.set_text("")
        self.enter.setEnabled(True)
        self.lift()
        self.signed_in.emit(member)

    def _refused(self, fact: Exception) -> None:
        self.enter.setEnabled(True)
        self.secret.set_text("")
        if not isinstance(fact, Objection):
            self._app.failed.emit(fact)
            return
        if isinstance(fact, TryLater):
            self._left = fact.facts["wait"]
            self._waits.start()
        self.secret.object_to(fact)
        self.secret.control.setFocus()

    @Slot()
    def _one_second(self) -> None:
        """Count down what is left to wait, before the eyes of who waits."""
        self._left -= 1
        if self._left > 0:
            self.secret.object_to(TryLater(self._left))
        else:
            self._waits.stop()
            self.secret.clear()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.list and event.text().isdigit():
                return self._by_digit(int(event.text()))
            if watched is self.secret.line and event.key() == Qt.Key.Key_Escape:
                self.list.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _by_digit(self, digit: int) -> bool:
        if not 0 < digit <= len(self._known):
            return False
        self._choose(digit - 1)
        self.secret.control.setFocus()
        return True
