"""The staff: who works here and in which role, and whether the program asks who acts."""

from functools import partial
from typing import Any, NamedTuple, override

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.meanwhile import ChangedMeanwhile
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.rights import SECURITY_EDIT
from lifecycle_desk.dealership.rules.roles import OwnRole
from lifecycle_desk.dealership.usecases import dealer, own_roles, staff
from lifecycle_desk.dealership.usecases.changing import ChangeMember, LetGo, change_member, deactivate, take_on
from lifecycle_desk.dealership.usecases.proving import SetSecret, set_secret, who_can_sign_in, who_grant
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.followed_form import FollowedForm, FormTexts
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.marks import initials
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    ChoiceField,
    Field,
    LineField,
    SectionTitle,
    SideScroll,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.boxes import Item, TextWidth
from lifecycle_desk.desktop.look.parts.controls import offer_all
from lifecycle_desk.desktop.look.rows import ChipShown, RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.tab import Tab
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.overview.screens.faces import Faces
from lifecycle_desk.overview.screens.settings.picture_of import PictureOf
from lifecycle_desk.overview.screens.settings.sign_in_card import SignInCard
from lifecycle_desk.vehicle.screens.history_button import history_button

STAFF, NEW_MEMBER = C_("settings", "Staff"), N_("New member of staff")
TAKE_ON, SAVE, LET_GO = N_("Add"), N_("Save"), N_("Deactivate")
GONE, OTHER_LANGUAGE = N_("deactivated"), N_("Dealer’s language")
TAKEN_ON, WENT = N_("%(name)s added"), N_("%(name)s deactivated")
SECRET, SECRET_KEEPS = N_("PIN or passphrase"), N_("Leave empty to keep it as it is.")
CURRENT, SECRET_SAVED = N_("Current PIN or passphrase"), N_("PIN saved")
FORM = 320


class Asked(NamedTuple):
    """The staff, whether sign-in is on, whether who sits here may switch it, whether by PIN, and who grants roles."""

    members: tuple[Member, ...]
    asks: bool
    may: bool
    proves: bool
    granting: tuple[Member, ...]
    own_roles: tuple[OwnRole, ...]


class StaffTab(Tab):
    """A list, and beside it the form for whoever is chosen or new."""

    tables = frozenset({"staff", "dealer", "staff_secret"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._members: tuple[Member, ...] = ()
        self._filled: Member | None = None  # whom the form was filled from
        self.sign_in = SignInCard(app)
        self.list = RowList(STAFF, TwoLineDelegate())
        self.new = Button(NEW_MEMBER, icon="user-plus", keys="Ctrl+N")
        self.form_title = SectionTitle(NEW_MEMBER)
        self.name = LineField(N_("Short name"), hint=N_("Shown on the board."))
        self.full_name = LineField(N_("Full name"), hint=N_("As printed on documents."))
        self._own_roles: tuple[OwnRole, ...] = ()
        self._faces = Faces(app, self)
        self.picture = PictureOf(app)
        self.role = ChoiceField(C_("staff", "Role"), [(role, role.label) for role in Role], value=Role.TECHNICIAN)
        languages: list[tuple[object, UiText]] = [("", OTHER_LANGUAGE)]
        languages += [(code, PlainText(name)) for code, name in LANGUAGES.items()]
        self.language = ChoiceField(N_("Language"), languages)
        self.save, self.leave = Button(TAKE_ON, "primary", keys="Ctrl+Return"), Button(LET_GO, icon="logout")
        self.secret = LineField(SECRET, hint=SECRET_KEEPS, longest=128)
        self.current = LineField(CURRENT, longest=128)
        for field in (self.secret, self.current):
            field.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.fields: dict[str, Field] = {
            "name": self.name,
            "full_name": self.full_name,
            "secret": self.secret,
            "current": self.current,
        }
        self.meanwhile = FollowedForm(FormTexts(self._texts, self._write, lambda: self._asked))
        self._submission = Submission(app, Faults(lambda: self.fields), self)
        self._lay_out()
        self._connect()
        self.begin_new()

    def _lay_out(self) -> None:
        head = row(SectionTitle(STAFF), None, self.new, margins=(16, 10, 12, 6))
        listed = Card(column(head, (self.list, 1), self.sign_in, gap=0, margins=(1, 0, 1, 0)))
        buttons = row(self.leave, None, self.save)
        self.history = history_button(self.app, lambda: ("staff", self._filled.name) if self._filled else None)
        who: tuple[Item, ...] = (self.form_title, self.meanwhile, self.picture, self.name, *self._asked.values())
        items: tuple[Item, ...] = (*who, self.current, self.secret, buttons, wrap(row(self.history, None)))
        form = Card(column(*items, gap=t.FIELD_GAP, margins=(16, 12, 16, 14)))
        side = SideScroll(column(form, None, gap=0), bar=False)
        TextWidth(side, FORM, at_most=True)
        self.setLayout(row((listed, 3), (side, 2), gap=t.COLUMN_GAP, margins=(24, 0, 24, 16)))

    def _connect(self) -> None:
        self.new.clicked.connect(self.begin_new)
        self.save.clicked.connect(self._save)
        self.leave.clicked.connect(self._let_go)
        self.sign_in.changed.connect(self.look)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.opened.connect(lambda _row: self.full_name.control.setFocus())
        self.meanwhile.action.clicked.connect(self._show_theirs)
        self._submission.saved.connect(lambda _done: self.begin_new())
        self.app.permits.need(take_on, self.new)
        self.app.permits.need(deactivate, self.leave)
        self._submission.refused.connect(self._refused)
        self._faces.came.connect(self._say)
        translator().changed.connect(self._say)

    @override
    def first_focus(self) -> QWidget | None:
        if (focus := self.sign_in.first_focus()) is not None:
            return focus
        return self.list if self._members else self.name.control

    @override
    def look(self) -> None:
        self.app.run_query(lambda: _looked_up(self.app.user), self._came)

    def _came(self, found: Asked) -> None:
        self._members = found.members
        self._offer_roles(found.own_roles)
        self._faces.want(found.members)
        self._follow(next((each for each in found.members if self._filled and each.name == self._filled.name), None))
        self.sign_in.show_state(found.granting, asks=found.asks, may=found.may, proves=found.proves)
        self._say()

    def _offer_roles(self, own: tuple[OwnRole, ...]) -> None:
        """Offer the dealer's own roles below those of the program; what is chosen stays chosen."""
        if own != self._own_roles:
            self._own_roles, chosen = own, self.role.value
            builtin = [(role, role.label) for role in Role]
            offer_all(self.role.choice, [*builtin, *((each.name, PlainText(each.name)) for each in own)])
            self.role.set_value(chosen)

    @Slot()
    def _say(self) -> None:
        language = translator().current
        self.list.show_rows(
            [
                TwoLineRow(
                    title=each.full_name or each.name,
                    detail=each.name if each.full_name else "",
                    initials=initials(each.full_name or each.name),
                    picture=self._faces.of(each.picture),
                    chip=None if each.active else ChipShown(language(GONE)),
                    end=each.own_role or language(each.role.label),
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

    def _follow(self, now: Member | None) -> None:
        """Take over what somebody else saved of whom the form is about, together with what was typed since.

        Where that was to deactivate them, or to take them back, what was typed was meant for somebody else.
        """
        before = self._filled
        if now is None or before is None or now == before or self._submission.running:
            return
        if now.active == before.active or not self._is_typed:
            mine = self.picture.digest if self.picture.digest != before.picture else now.picture
            self.meanwhile.follow(partial(self._fill, now, mine))
        else:
            self.meanwhile.object_to(ChangedMeanwhile("active"))

    @Slot()
    def _show_theirs(self) -> None:
        """Show what is saved, and let go what was typed."""
        self._show(next((each for each in self._members if self._filled and each.name == self._filled.name), None))

    @Slot(object)
    def _refused(self, objection: object) -> None:
        if isinstance(objection, ChangedMeanwhile):
            self.look()

    def _member_at(self, index: QModelIndex) -> Member | None:
        shown = self.list.rows.rows[index.row()] if index.isValid() else None
        return next((each for each in self._members if shown and each.name == getattr(shown, "key", None)), None)

    @property
    def _is_typed(self) -> bool:
        """Whether the form says another thing than whom it was filled from."""
        filled = self._filled
        return filled is not None and (self.meanwhile.is_touched or self.picture.digest != filled.picture)

    def _show(self, filled: Member | None) -> None:
        self._fill(filled, filled.picture if filled else None)
        self.meanwhile.begin(new=filled is None)
        for typed in (self.secret, self.current):
            typed.set_text("")
        for field in self.fields.values():
            field.clear()

    def _fill(self, filled: Member | None, picture: str | None) -> None:
        self._filled, known = filled, filled is not None
        member = filled or Member("", "", Role.TECHNICIAN)
        self.name.set_text(member.name)
        self.name.line.setReadOnly(known)  # what somebody did stands under this name
        self._write(
            {
                "full_name": member.full_name,
                "role": member.own_role or member.role.value,
                "language": member.language or "",
            }
        )
        self.picture.show_person(member.full_name or member.name, picture)
        self.save.set_message(SAVE if known and member.active else TAKE_ON)
        self.leave.setVisible(known and member.active)
        self.history.setVisible(known)
        self.form_title.set_message(PlainText(member.full_name or member.name) if known else NEW_MEMBER)
        self.current.setVisible(known and member.name == self.app.user.staff)

    @property
    def _asked(self) -> dict[str, Field]:
        """The fields of what may be changed of a member."""
        return {"full_name": self.full_name, "role": self.role, "language": self.language}

    def _texts(self) -> dict[str, Any]:
        return {name: field.draft_value() for name, field in self._asked.items()}

    def _write(self, texts: dict[str, Any]) -> None:
        for name, field in self._asked.items():
            field.restore(texts[name])

    @Slot()
    def _save(self) -> None:
        said = Message(TAKEN_ON, name=self.full_name.text or self.name.text)
        if self._filled and not self._is_typed and self.secret.text:
            self._submission.submit(set_secret, self._own_secret, SECRET_SAVED)  # anybody may change their own
        else:
            self._submission.submit(change_member, self._read, said)

    def _read(self) -> ChangeMember:
        return ChangeMember(self._typed(), self._filled, self.secret.text, self.current.text)

    def _own_secret(self) -> SetSecret:
        return SetSecret(self.name.text, self.secret.text, self.current.text)

    def _typed(self) -> Member:
        own = next((each for each in self._own_roles if each.name == self.role.value), None)
        role = own.based_on if own else Role.of(str(self.role.value))
        language = str(self.language.value or "") or None
        full_name = self.full_name.text or self.name.text
        return Member(
            self.name.text, full_name, role, language, own_role=own.name if own else None, picture=self.picture.digest
        )

    @Slot()
    def _let_go(self) -> None:
        said = Message(WENT, name=self.full_name.text or self.name.text)
        self._submission.submit(deactivate, lambda: LetGo(self.name.text), said)


def _looked_up(user: UserSession) -> Asked:
    """Everybody, those who are here first; and of sign-in what is so, and what may be done about it from here."""
    everybody = sorted(staff(user), key=lambda each: not each.active)
    with_pins, granting = bool(who_can_sign_in(user.store)), who_grant(user.store)
    asks, may = dealer(user.store).sign_in, user.may(SECURITY_EDIT)
    return Asked(tuple(everybody), asks, may, with_pins, tuple(granting), tuple(own_roles(user)))
