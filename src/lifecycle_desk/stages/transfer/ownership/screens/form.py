"""The change of owner: who sells and who buys, what goes with the vehicle, the papers, the cover, and what ends."""

from functools import partial
from typing import override

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import FormBody
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import Button, EmptyPage, Field, InfoBar, StickyBar, column, wrap
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.transfer.ownership.screens.fields import OwnerFields
from lifecycle_desk.stages.transfer.ownership.usecases.changing import (
    CHANGED,
    ChangeOwner,
    OwnerChanged,
    change_owner,
    take_change_of_owner_back,
)
from lifecycle_desk.stages.transfer.ownership.usecases.form import Foreseen, OwnerForm, foreseen, owner_form
from lifecycle_desk.vehicle.rules.life import UnknownVehicle
from lifecycle_desk.vehicle.screens.panel import EntryPanel
from lifecycle_desk.vehicle.screens.voiding import taking_back

SETTLED = 250  # ms after a key before the store is asked what would come of it
FORM, AFTER, BLANK = range(3)


class ChangeOfOwnerPage(PageWidget):
    """A vehicle that changes hands, in the order in which the desk goes through it."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._vin = app, ""
        self.known: OwnerForm | None = None
        self.form = OwnerFields(app)
        self.panel = EntryPanel(app)
        self.done = Button(N_("Change owner"), "primary", icon="user-check", keys="Ctrl+Return")
        self.bar = StickyBar(self.done)
        self.again = InfoBar("", icon="history", tone="neutral", action=Button(N_("Void…")))
        self.blocked = InfoBar("", icon="lock")
        self._wait = QTimer(self, singleShot=True, interval=SETTLED)
        self._stack = QStackedWidget()
        for page in (self._whole(), self._after(), wrap(column(gap=0))):
            self._stack.addWidget(page)
        self.setLayout(column(self._stack, gap=0))
        self._stack.setCurrentIndex(BLANK)
        self._submission = Submission(app, Faults(lambda: self.fields), self)
        self._connect()

    def _whole(self) -> QWidget:
        form = column(
            *self.form.head,
            self.blocked,
            self.again,
            self.panel,
            *self.form.cards,
            None,
            gap=12,
            margins=(24, 14, 24, 16),
        )
        return wrap(column((FormBody(form, self.bar), 1), self.bar, gap=0))

    def _after(self) -> EmptyPage:
        """The next steps when the vehicle is its new owner's."""
        self.open = Button(N_("Open vehicle"), "primary", icon="car")
        more = Button(N_("All vehicles"), "link", icon="list")
        self.open.clicked.connect(lambda: self._app.go("vehicle", self._vin))
        more.clicked.connect(lambda: self._app.go("vehicles"))
        return EmptyPage(
            N_("Owner changed"),
            N_("Cards and accounts of the previous owner have ended. Ctrl+Z undoes the change."),
            self.open,
            (more,),
        )

    def _connect(self) -> None:
        self._submission.saved.connect(self._saved)
        self._submission.refused.connect(self._refused)
        self.done.clicked.connect(self.submit)
        self._app.permits.need(change_owner, self.done)
        self.form.changed.connect(self._wait.start)
        self._wait.timeout.connect(self._look_ahead)
        if self.again.action:
            self.again.action.clicked.connect(self._take_back)
        self.panel.saved.connect(self._load)
        self.panel.closed.connect(self._closed)
        translator().changed.connect(self._show)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them, in the order of the form."""
        return self.form.fields

    @override
    def title(self) -> UiText:
        return PlainText(self._vin)

    @override
    def show_key(self, key: str) -> None:
        if key != self._vin or self._stack.currentIndex() == AFTER:
            self._stack.setCurrentIndex(BLANK)
            self.panel.close_up()
            self.form.clear()
        self._vin, self.known = key, None
        self._load()

    @override
    def first_focus(self) -> QWidget:
        return self.open if self._stack.currentIndex() == AFTER else self.form.buyer

    @Slot()
    def _load(self) -> None:
        vin, user = self._vin, self._app.user
        self._app.run_query(lambda: owner_form(user, vin), partial(self._came, vin), self._failed)

    def _came(self, vin: str, known: OwnerForm) -> None:
        if vin != self._vin:
            return
        self.known = known
        self.form.begin(known)
        self._stack.setCurrentIndex(FORM)
        self._show()
        self._look_ahead()
        self._give_focus()

    def _failed(self, fact: Exception) -> None:
        if isinstance(fact, UnknownVehicle):
            self._app.go("vehicle", self._vin)
        else:
            self._app.failed.emit(fact)

    @Slot()
    def _closed(self) -> None:
        self._show()
        self._give_focus()

    @Slot()
    def _give_focus(self) -> None:
        if self.isVisible() and self.known:
            self.first_focus().setFocus()

    @Slot()
    def _show(self) -> None:
        known = self.known
        if known is None:
            return
        self.form.show_known(known)
        self.blocked.setVisible(known.blocked is not None)
        self.done.setEnabled(known.blocked is None and self.panel.entry is None)
        if known.blocked:
            self.blocked.set_message(known.blocked.message, **known.blocked.told)
        self.again.setVisible(known.last_change is not None)
        if known.last_change:
            self.again.set_message(N_("The vehicle changed owner on %(on)s."), on=known.last_change.on)
        self.form.outlook.show_foreseen(self.form.outlook.seen)

    @Slot()
    def _look_ahead(self) -> None:
        """Ask what would come of the change as the form stands."""
        vin, user, on = self._vin, self._app.user, self.form.day
        if self.known is None or on is None:
            return
        odometer, spouse = self.form.odometer.value, self.form.spouse.isChecked()
        km = odometer.km if isinstance(odometer, Distance) else None
        self._app.run_query(
            lambda: foreseen(user, vin, on, km, to_spouse=spouse), partial(self._foreseen, vin), self._failed
        )

    def _foreseen(self, vin: str, seen: Foreseen) -> None:
        if vin == self._vin and seen.on == self.form.day:
            self.form.show_foreseen(seen)

    @Slot()
    def submit(self) -> None:
        """Change the owner as the form says."""
        self.bar.missing.set_message("")
        self._submission.submit(change_owner, self._asked, CHANGED.done)

    def _asked(self) -> ChangeOwner:
        return self.form.read(self._vin)

    @Slot()
    def _take_back(self) -> None:
        if self.known and self.known.last_change:
            self.done.setEnabled(False)  # one thing at a time has the keys that save
            self.panel.open([taking_back(self._app, take_change_of_owner_back, self.known.last_change.seq)])

    @Slot(object)
    def _saved(self, _: Result[OwnerChanged]) -> None:
        self._stack.setCurrentIndex(AFTER)
        self.open.setFocus()

    @Slot(object)
    def _refused(self, objection: Objection) -> None:
        self.bar.missing.set_message(Message(objection.message, **objection.told))
