"""People who prove who they are: one is chosen by a digit, letters or the arrows, and gives PIN or passphrase."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.secrets import TryLater
from lifecycle_desk.dealership.usecases.proving import signing_in
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.marks import initials
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import Label, LineField, column
from lifecycle_desk.desktop.look.rows import RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.screens.faces import Faces

SECRET, PIN_OF = N_("PIN or passphrase"), N_("PIN or passphrase of %(name)s")
HINT = N_("Choose by number or first letter, then enter the PIN.")
MOST_ROWS, LEAST_ROWS, MOST_DIGITS, SECOND = 7, 2, 9, 1_000  # rows, rows, people with a key, ms


class PeopleList(RowList):
    """People, up to seven at once; in a low window fewer, so that nothing lies over the line for the secret."""

    def _high(self, most: int) -> int:
        count = len(self.rows.rows)
        return self.sizeHintForRow(0) * min(count, most) + 2 if count else 2

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._high(MOST_ROWS))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._high(LEAST_ROWS))


class People(QWidget):
    """A list of people and a line for the secret of the one who is chosen; `proved` gives who it was."""

    proved = Signal(Member)
    ready = Signal(bool)  # whether a try may be made now

    def __init__(self, app: AppContext, title: UiText) -> None:
        super().__init__()
        self._app = app
        self.list = PeopleList(title, TwoLineDelegate(ends=True))
        self.secret = LineField(SECRET, longest=128)
        self.secret.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._faces = Faces(app, self)
        self._known: tuple[Member, ...] = ()
        self._waits = QTimer(self, interval=SECOND)
        self._left = 0
        hint = Label(HINT, "small", "ink3", wrap=True)
        self.setLayout(column(self.list, hint, self.secret, gap=8))
        self._connect()

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(lambda *_: self._name())
        self.list.opened.connect(lambda _: self.secret.control.setFocus())
        self.list.installEventFilter(self)
        self.secret.line.installEventFilter(self)
        self.secret.on_enter(self.try_secret)
        self._waits.timeout.connect(self._one_second)
        self._faces.came.connect(self._say)
        translator().changed.connect(self._say)

    def offer(self, people: Sequence[Member], name: str | None = None) -> QWidget:
        """Offer these people, one of whom may be chosen already; gives where the keyboard begins."""
        self._known = tuple(people)
        self._faces.want(people)
        self._say()
        self._choose(next((at for at, each in enumerate(self._known) if each.name == name), 0))
        self.secret.set_text("")
        self.secret.clear()
        return self.secret.control if name or len(self._known) == 1 else self.list

    @Slot()
    def _say(self) -> None:
        language = translator().current
        rows = [
            TwoLineRow(
                title=each.full_name or each.name,
                detail=each.own_role or language(each.role.label),
                initials=initials(each.full_name or each.name),
                picture=self._faces.of(each.picture),
                end=language.formats.number(at) if at <= MOST_DIGITS else "",
                key=each.name,
            )
            for at, each in enumerate(self._known, 1)
        ]
        self.list.show_rows(rows)
        self.list.updateGeometry()
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
    def try_secret(self) -> None:
        """Look whether what was typed is the secret of who is chosen."""
        member = self._chosen()
        if member is None or self._left or not self.secret.text:
            return
        self.ready.emit(False)
        store, typed = self._app.user.store, self.secret.text
        self._app.run(signing_in(store, member.name, typed), lambda _: self._came(member), self._refused)

    def _came(self, member: Member) -> None:
        self.secret.set_text("")
        self.ready.emit(True)
        self.proved.emit(member)

    def _refused(self, fact: Exception) -> None:
        self.ready.emit(True)
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
            if watched is self.secret.line and event.key() == Qt.Key.Key_Escape and len(self._known) > 1:
                self.list.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _by_digit(self, digit: int) -> bool:
        if not 0 < digit <= len(self._known):
            return False
        self._choose(digit - 1)
        self.secret.control.setFocus()
        return True
