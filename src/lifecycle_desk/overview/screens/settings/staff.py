"""The staff: who works here and in which role, and whether the program asks who acts."""

from dataclasses import replace
from typing import NamedTuple, override

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.meanwhile import ChangedMeanwhile
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import STAFF_EDIT, Member
from lifecycle_desk.dealership.usecases import dealer, staff
from lifecycle_desk.dealership.usecases.changing import (
    ChangeMember,
    LetGo,
    SignIn,
    change_member,
    deactivate,
    switch_sign_in,
)
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.marks import initials
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    CheckBox,
    ChoiceField,
    Field,
    InfoBar,
    Label,
    LineField,
    SectionTitle,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.rows import ChipShown, RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.tab import Tab
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.vehicle.usecases.signing_in import SignInOff, switch_sign_in_off

STAFF, NEW_MEMBER = C_("settings", "Staff"), N_("New member of staff")
TAKE_ON, SAVE, LET_GO = N_("Add"), N_("Save"), N_("Deactivate")
GONE, OTHER_LANGUAGE = N_("deactivated"), N_("Dealer's language")
TAKEN_ON, WENT = N_("%(name)s added"), N_("%(name)s deactivated")
SIGN_IN = N_("Require sign-in")
SIGN_IN_MEANS = N_(
    "Without sign-in, anyone at this computer can do everything. With it, each role has its own "
    "permissions, and everything is recorded by name."
)
NOT_HERE = N_(
    "Nobody could sign in at this window, so sign-in was not switched on. Start Lifecycle Desk with "
    "--as and the short name of somebody who can manage staff."
)
LOCKED = N_(
    "Sign-in is required, but nobody can sign in at a window yet. You can switch it off here; when and why is recorded."
)
SWITCH_OFF, SWITCHED_OFF = N_("Switch sign-in off"), N_("Sign-in switched off")
FORM = 320


class Asked(NamedTuple):
    """The staff, whether sign-in is on, and whether who sits here may look after both."""

    members: tuple[Member, ...]
    asks: bool
    may: bool


class StaffTab(Tab):
    """A list, and beside it the form for whoever is chosen or new."""

    tables = frozenset({"staff", "dealer"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._members: tuple[Member, ...] = ()
        self._filled: Member | None = None  # whom the form was filled from
        self._is_refused = False  # what was saved from it: somebody else changed them meanwhile
        self._means = Label(SIGN_IN_MEANS, "small", "ink3", wrap=True)
        self.why = LineField(N_("Reason"))
        self.off = Button(SWITCH_OFF, "primary", icon="logout")
        out = column(self.why, row(None, self.off), gap=4)
        bar = InfoBar(LOCKED, tone="warn", icon="alert-circle")
        self.locked = wrap(column(bar, wrap(out), gap=8, margins=(0, 10, 0, 0)))
        self.list = RowList(STAFF, TwoLineDelegate())
        self.new = Button(NEW_MEMBER, icon="user-plus", keys="Ctrl+N")
        self.tick = CheckBox(SIGN_IN)
        self.form_title = SectionTitle(NEW_MEMBER)
        self.name = LineField(N_("Short name"), hint=N_("Shown on the board."))
        self.full_name = LineField(N_("Full name"), hint=N_("As printed on documents."))
        self.role = ChoiceField(C_("staff", "Role"), [(role, role.label) for role in Role], value=Role.TECHNICIAN)
        languages: list[tuple[object, UiText]] = [("", OTHER_LANGUAGE)]
        languages += [(code, PlainText(name)) for code, name in LANGUAGES.items()]
        self.language = ChoiceField(N_("Language"), languages)
        self.save, self.leave = Button(TAKE_ON, "primary", keys="Ctrl+Return"), Button(LET_GO, icon="logout")
        self.fields: dict[str, Field] = {"name": self.name, "full_name": self.full_name}
        self._submission = Submission(app, Faults(lambda: self.fields), self)
        self._out = Submission(app, Faults(lambda: {"why": self.why}), self)
        self._lay_out()
        self._connect()
        self.begin_new()

    def _lay_out(self) -> None:
        head = row(SectionTitle(STAFF), None, self.new, margins=(16, 10, 12, 6))
        sign_in = column(self.tick, self._means, self.locked, gap=0, margins=(13, 8, 16, 12))
        self.locked.hide()
        listed = Card(column(head, (self.list, 1), wrap(sign_in), gap=0, margins=(1, 0, 1, 0)))
        buttons = row(self.leave, None, self.save)
        items = (self.form_title, self.name, self.full_name, self.role, self.language, buttons)
        form = Card(column(*items, gap=t.FIELD_GAP, margins=(16, 12, 16, 14)))
        form.setFixedWidth(FORM)
        side = wrap(column(form, None, gap=0))
        self.setLayout(row((listed, 1), side, gap=t.COLUMN_GAP, margins=(24, 0, 24, 16)))

    def _connect(self) -> None:
        self.new.clicked.connect(self.begin_new)
        self.save.clicked.connect(self._save)
        self.leave.clicked.connect(self._let_go)
        self.tick.clicked.connect(self._switch)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.clicked.connect(self._chosen_again)
        self.list.opened.connect(lambda _row: self._opened())
        self._submission.saved.connect(lambda _done: self.begin_new())
        self._submission.refused.connect(self._refused)
        self.off.clicked.connect(self._switch_off)
        translator().changed.connect(self._say)

    @override
    def first_focus(self) -> QWidget | None:
        if not self.locked.isHidden():
            return self.why.control
        return self.list if self._members else self.name.control

    @override
    def look(self) -> None:
        self.app.run_query(lambda: _looked_up(self.app.user), self._came)

    def _came(self, found: Asked) -> None:
        self._members = found.members
        self.tick.setChecked(found.asks)
        self.tick.setEnabled(found.may)
        self._means.set_message(SIGN_IN_MEANS if found.may or found.asks else NOT_HERE)
        locked = found.asks and not found.may
        if locked and self.locked.isHidden():
            self.why.set_text("")
        self.locked.setVisible(locked)
        self._say()

    @Slot()
    def _say(self) -> None:
        language = translator().current
        self.list.show_rows(
            [
                TwoLineRow(
                    title=each.full_name or each.name,
                    detail=each.name if each.full_name else "",
                    initials=initials(each.full_name or each.name),
                    chip=None if each.active else ChipShown(language(GONE)),
                    end=language(each.role.label),
                    disabled=not each.active,
                    key=each.name,
                )
                for each in self._members
            ]
        )

    @Slot()
    def begin_new(self) -> None:
        """Empty the form for somebody who is new."""
        self.list.clearSelection()
        self.list.setCurrentIndex(QModelIndex())
        self._show(None)

    @Slot(QModelIndex)
    def _chosen(self, index: QModelIndex) -> None:
        """Show who was chosen; the list coming anew takes nothing away that is being typed about them."""
        member = self._member_at(index)
        if member and not (self._filled and member.name == self._filled.name and self._is_typed):
            self._show(member)

    @Slot(QModelIndex)
    def _chosen_again(self, index: QModelIndex) -> None:
        """After a refusal, show what is kept now in place of what was typed."""
        if self._is_refused and (member := self._member_at(index)):
            self._show(member)

    @Slot()
    def _opened(self) -> None:
        self._chosen_again(self.list.currentIndex())
        self.full_name.control.setFocus()

    @Slot(object)
    def _refused(self, objection: object) -> None:
        self._is_refused = isinstance(objection, ChangedMeanwhile)

    def _member_at(self, index: QModelIndex) -> Member | None:
        shown = self.list.rows.rows[index.row()] if index.isValid() else None
        return next((each for each in self._members if shown and each.name == getattr(shown, "key", None)), None)

    @property
    def _is_typed(self) -> bool:
        """Whether the form says another thing than whom it was filled from."""
        if self._filled is None:
            return False
        filled = replace(self._filled, full_name=self._filled.full_name or self._filled.name)
        return replace(self._typed(), active=filled.active) != filled

    def _show(self, filled: Member | None) -> None:
        self._filled, self._is_refused, known = filled, False, filled is not None
        member = filled or Member("", "", Role.TECHNICIAN)
        self.name.set_text(member.name)
        self.name.line.setReadOnly(known)  # what somebody did stands under this name
        self.full_name.set_text(member.full_name)
        self.role.set_value(member.role)
        self.language.set_value(member.language or "")
        self.save.set_message(SAVE if known and member.active else TAKE_ON)
        self.leave.setVisible(known and member.active)
        self.form_title.set_message(PlainText(member.full_name or member.name) if known else NEW_MEMBER)
        for field in self.fields.values():
            field.clear()

    @Slot()
    def _save(self) -> None:
        self._submission.submit(
            change_member, self._read, Message(TAKEN_ON, name=self.full_name.text or self.name.text)
        )

    def _read(self) -> ChangeMember:
        return ChangeMember(self._typed(), self._filled)

    def _typed(self) -> Member:
        role = self.role.value
        language = str(self.language.value or "") or None
        kept = role if isinstance(role, Role) else Role.of(str(role))
        return Member(self.name.text, self.full_name.text or self.name.text, kept, language)

    @Slot()
    def _let_go(self) -> None:
        said = Message(WENT, name=self.full_name.text or self.name.text)
        self._submission.submit(deactivate, lambda: LetGo(self.name.text), said)

    @Slot(bool)
    def _switch(self, on: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        self.app.do(switch_sign_in, SignIn(on), failed=self._not_switched)

    @Slot()
    def _switch_off(self) -> None:
        self._out.submit(switch_sign_in_off, lambda: SignInOff(self.why.text), SWITCHED_OFF)

    def _not_switched(self, fact: Exception) -> None:
        self.tick.setChecked(not self.tick.isChecked())
        self.app.failed.emit(fact)


def _looked_up(user: UserSession) -> Asked:
    """Everybody, those who are here first; and of sign-in what is so, and what may be done about it from here."""
    everybody = sorted(staff(user), key=lambda each: not each.active)
    who = next((each for each in everybody if each.active and each.name == user.staff), None)
    return Asked(tuple(everybody), dealer(user.store).sign_in, who is not None and who.role in STAFF_EDIT.roles)
