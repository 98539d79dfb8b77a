"""Roles: which rights each has, in words, and roles of the dealer's own, made from one that is there."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, override

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.commands.rights import Right, Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.rights import SIGN_IN_OFF, VIEW
from lifecycle_desk.dealership.rules.roles import LONGEST_NAME, OwnRole, UnknownRole
from lifecycle_desk.dealership.usecases import own_roles, staff
from lifecycle_desk.dealership.usecases.changing import DropRole, SaveRole, drop_role, save_role
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.followed_form import FollowedForm, FormTexts
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Button, Card, Label, LineField, SectionTitle, column, row, wrap
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.desktop.look.rows import ChipShown, Heading, RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.tab import Tab
from lifecycle_desk.desktop.translator import translator

ROLES, OWN_ROLES, RIGHTS = C_("settings", "Roles"), N_("Own roles"), N_("Permissions")
NAME, NEW_ROLE = N_("Name of the role"), N_("New role from this one")
SAVE, DELETE, SAVED, DELETED = N_("Save"), N_("Delete"), N_("%(name)s saved"), N_("%(name)s deleted")
SECOND = N_("Second person")
BUILT_IN = N_("This role comes with the program. To change its permissions, make a role of your own from it.")
TOGGLE = N_("Space gives a permission or takes it away.")
PEOPLE, NOBODY = NN_("%(n)s person", "%(n)s people"), N_("Nobody yet")
COPY_OF = N_("%(role)s 2")
LIST = 280  # px


class RolesTab(Tab):
    """The roles beside one another with their rights; those of the dealer's own can be changed."""

    tables = frozenset({"own_role", "staff"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._own: tuple[OwnRole, ...] = ()
        self._members: tuple[Member, ...] = ()
        self._draft: OwnRole | None = None  # the role of the dealer's own that is being changed, or is new
        self._before: OwnRole | None = None  # the same as it was stored, None where it is new
        self.list = RowList(ROLES, TwoLineDelegate())
        self.rights = RowList(RIGHTS, TwoLineDelegate())
        self.title = SectionTitle(ROLES)
        self.name = LineField(NAME, longest=LONGEST_NAME)
        self.hint = Label(BUILT_IN, "small", "ink3", wrap=True)
        self.new = Button(NEW_ROLE, icon="plus", keys="Ctrl+N")
        self.save, self.delete = Button(SAVE, "primary", keys="Ctrl+Return"), Button(DELETE, icon="trash")
        self.meanwhile = FollowedForm(FormTexts(self._texts, self._write, lambda: {"name": self.name}))
        self._submission = Submission(app, Faults(lambda: {"name": self.name}), self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        roles = Card(column(row(SectionTitle(ROLES), None, margins=(16, 10, 12, 6)), (self.list, 1), gap=0))
        TextWidth(roles, LIST)
        head = column(self.title, self.meanwhile, self.name, self.hint, gap=6, margins=(16, 12, 16, 8))
        self.bar = wrap(row(self.delete, None, self.new, self.save, margins=(16, 8, 16, 12)))
        shown = Card(column(head, (self.rights, 1), self.bar, gap=0, margins=(1, 0, 1, 0)))
        self.setLayout(row(roles, (shown, 1), gap=t.COLUMN_GAP, margins=(24, 0, 24, 16)))

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.rights.opened.connect(lambda _: self._toggle())
        self.rights.installEventFilter(self)
        self.new.clicked.connect(self._begin)
        self.save.clicked.connect(self._save)
        self.delete.clicked.connect(self._delete)
        self._submission.saved.connect(self._saved)
        self._submission.refused.connect(self._refused)
        self.meanwhile.action.clicked.connect(self._show_theirs)
        self.app.permits.need(save_role, self.new, self.save, self.delete)
        translator().changed.connect(self._say)

    @override
    def first_focus(self) -> QWidget | None:
        return self.list

    @override
    def look(self) -> None:
        user = self.app.user
        self.app.run_query(lambda: (tuple(own_roles(user)), tuple(staff(user))), self._came)

    def _came(self, found: tuple[tuple[OwnRole, ...], tuple[Member, ...]]) -> None:
        self._own, self._members = found
        self._follow()
        self._say()
        if not self.list.currentIndex().isValid() and self.meanwhile.isHidden():
            self.list.setCurrentIndex(self.list.rows.index(0, 0))

    @Slot()
    def _say(self) -> None:
        language = translator().current
        rows: list[TwoLineRow | Heading] = [self._row(language(role.label), role) for role in Role]
        if self._own:
            rows += [Heading(language(OWN_ROLES)), *(self._row(each.name, each.name) for each in self._own)]
        self.list.show_rows(rows)
        self._show()

    def _row(self, name: str, key: Role | str) -> TwoLineRow:
        of = [each for each in self._members if each.active and (each.own_role or each.role) == key]
        language = translator().current
        return TwoLineRow(title=name, detail=language(PEOPLE, n=len(of)) if of else language(NOBODY), key=key)

    @Slot(QModelIndex)
    def _chosen(self, _: QModelIndex) -> None:
        """Show who was chosen; the list coming anew takes nothing away that is being changed."""
        key = getattr(self.list.current(), "key", None)
        found = next((each for each in self._own if each.name == key), None)
        if key is not None and (self._before is None or found is None or found.name != self._before.name):
            self._begin_with(found)
        self._show()

    def _begin_with(self, found: OwnRole | None) -> None:
        self._fill(found)
        self.meanwhile.begin(new=found is None)

    def _fill(self, found: OwnRole | None) -> None:
        self._draft = self._before = found
        self.name.set_text(found.name if found else "")

    def _texts(self) -> dict[str, Any]:
        """The name, and each right by itself: two who change different ones get in nobody's way."""
        draft = self._draft
        known = {each.name for each in offered("rights")} | draft.rights if draft else frozenset()
        return {"name": self.name.text, "rights": {each: draft is not None and each in draft.rights for each in known}}

    def _write(self, texts: dict[str, Any]) -> None:
        self.name.set_text(texts["name"])
        if self._draft:
            rights = frozenset(name for name, has in texts["rights"].items() if has)
            self._draft = replace(self._draft, rights=rights)

    def _follow(self) -> None:
        """Take over what somebody else saved of the role that is shown, together with what was changed here since."""
        before = self._before
        if before is None or self._submission.running:
            return
        now = next((each for each in self._own if each.name == before.name), None)
        if now is None and self.meanwhile.is_touched:  # deleted, or called otherwise
            self.meanwhile.object_to(UnknownRole(before.name))
        elif now is None:
            self._begin_with(None)
        elif now != before:
            self.meanwhile.follow(partial(self._fill, now))

    @Slot()
    def _show_theirs(self) -> None:
        """Show what is saved, and let go what was changed; where the role is gone, the first one."""
        name = self._before.name if self._before else ""
        self._begin_with(next((each for each in self._own if each.name == name), None))
        if self._draft is None:
            self.list.setCurrentIndex(self.list.rows.index(0, 0))
        self._show()

    @Slot(object)
    def _refused(self, objection: object) -> None:
        if isinstance(objection, UnknownRole):
            self.look()

    def _show(self) -> None:
        key, draft = getattr(self.list.current(), "key", None), self._draft
        base = draft.based_on if draft else key
        if not isinstance(base, Role):
            return
        language = translator().current
        self.title.set_message(base.label if draft is None else PlainText(draft.name or language(base.label)))
        self.name.setVisible(draft is not None)
        self.hint.set_message(BUILT_IN if draft is None else TOGGLE)
        self.save.setVisible(draft is not None)
        self.delete.setVisible(self._before is not None)
        self.new.setVisible(draft is None)
        self.rights.show_rows([_right(each, base, draft) for each in _shown_rights()])

    @Slot()
    def _begin(self) -> None:
        """Begin a role of the dealer's own with the rights of the one that is shown."""
        base = getattr(self.list.current(), "key", None)
        if isinstance(base, Role):
            language = translator().current
            names = frozenset(each.name for each in offered("rights") if base in each.roles)
            self._draft, self._before = OwnRole(language(COPY_OF, role=language(base.label)), base, names), None
            self.name.set_text(self._draft.name)
            self.meanwhile.begin(new=True)
            self._show()
            self.name.line.selectAll()
            self.name.line.setFocus()

    @Slot()
    def _toggle(self) -> None:
        """Give the role of the dealer's own the right that is chosen, or take it away; everybody may look."""
        chosen = getattr(self.rights.current(), "key", None)
        if self._draft is not None and isinstance(chosen, str) and chosen != VIEW.name:
            self._draft = replace(self._draft, rights=self._draft.rights ^ {chosen})
            self._show()

    @Slot()
    def _save(self) -> None:
        if draft := self._draft:
            name = self.name.text
            self._submission.submit(
                save_role, lambda: SaveRole(replace(draft, name=name), self._before), Message(SAVED, name=name)
            )

    @Slot()
    def _delete(self) -> None:
        if before := self._before:
            self._submission.submit(drop_role, lambda: DropRole(before.name), Message(DELETED, name=before.name))

    @Slot(object)
    def _saved(self, _: object) -> None:
        """What was changed is stored now: the list comes anew, and begins at the first role."""
        self._begin_with(None)
        self.list.setCurrentIndex(QModelIndex())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if watched is self.rights and event.type() == QEvent.Type.KeyPress and is_space:
            self._toggle()
            return True
        return super().eventFilter(watched, event)


def _shown_rights() -> Sequence[Right]:
    return [each for each in offered("rights") if each != SIGN_IN_OFF]


def _right(right: Right, base: Role, draft: OwnRole | None) -> TwoLineRow:
    language = translator().current
    has = draft.has(right) if draft else base in right.roles
    return TwoLineRow(
        title=language(right.words),
        detail=language(right.lets),
        icon="check" if has else "x",
        chip=ChipShown(language(SECOND)) if has and base in right.paired else None,
        disabled=not has,
        key=right.name,
    )
