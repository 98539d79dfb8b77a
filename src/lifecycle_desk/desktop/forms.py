"""Forms: fields in the order of the paper, messages under them, drafts kept, saved with Ctrl+Enter."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import Command, Result
from lifecycle_desk.desktop import words
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import Field
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.store import drafts
from lifecycle_desk.store.drafts_aside import aside, lay_aside
from lifecycle_desk.store.store import Store

DRAFT_EVERY = 2_000  # ms
NOTHING = "{}"  # the text of a form that says nothing but what is saved

type Fields = Mapping[str, Field]


def by_place(name: str, rows: Iterable[Fields]) -> dict[str, Field]:
    """The fields of some rows by what rules call them: findings[0].note."""
    return {f"{name}[{place}].{each}": field for place, row in enumerate(rows) for each, field in row.items()}


class Faults:
    """Puts what was refused beside its field, and the focus on the first one."""

    def __init__(self, fields: Callable[[], Fields]) -> None:
        self._fields = fields

    def clear(self) -> None:
        """Take all faults away."""
        for field in self._fields().values():
            if field.is_faulty:
                field.clear()

    def show(self, objection: Objection) -> bool:
        """Show an objection beside the field it is about; False where there is no such field."""
        field = self._fields().get(objection.at or "")
        if field is None:
            return False
        field.object_to(objection)
        field.setFocus()
        return True

    def first(self) -> Field | None:
        """The first field with a fault; it gets the focus."""
        for field in self._fields().values():
            if field.is_faulty:
                field.setFocus()
                return field
        return None


class Submission(QObject):
    """Saving a form: reads it, runs its command, says what came of it, and leaves the form free at once.

    Without `tells` its page says what came of it, warnings too: a second toast would take the place of the page's own.
    """

    saved = Signal(object)  # Done
    refused = Signal(object)  # an Objection that no field took

    def __init__(self, app: AppContext, faults: Faults, parent: QObject, *, tells: bool = True) -> None:
        super().__init__(parent)
        self._app, self._faults, self._tells, self.running = app, faults, tells, False

    def submit[Asked, Made](self, command: Command[Asked, Made], read: Callable[[], Asked], told: UiText = "") -> None:
        """Run a command with what the form says; a second press while it runs does nothing."""
        if self.running:
            return
        self._faults.clear()
        try:
            asked = read()
        except Objection as objection:
            self._refuse(objection)
            return
        if self._faults.first():
            return
        self.running = True
        self._app.do(command, asked, lambda done: self._done(done, told), self._failed)

    def _done(self, done: Result[Any], told: UiText) -> None:
        self.running = False
        self.saved.emit(done)
        if self._tells and (told or done.warnings):
            detail = Message(done.warnings[0].message, **done.warnings[0].told) if done.warnings else ""
            said = told or words.SAVED
            self._app.show_toast(words.DONE_BUT_ODD if detail else said, detail, self._app.way_back(done))

    def _failed(self, fact: Exception) -> None:
        self.running = False
        if isinstance(fact, Objection):
            self._refuse(fact)
        else:
            self._app.failed.emit(fact)

    def _refuse(self, objection: Objection) -> None:
        if not self._faults.show(objection):
            self.refused.emit(objection)
            self._app.failed.emit(objection)


class DraftSaver(QObject):
    """Keeps what stands in a form every two seconds while it changes, and brings it back after a crash."""

    saved = Signal(object)  # words: when

    def __init__(
        self, app: AppContext, form: str, read: Callable[[], Any], write: Callable[[Any], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._app, self._form, self._read, self._write = app, form, read, write
        self._about, self._last = "", ""
        self._timer = QTimer(self, interval=DRAFT_EVERY)
        self._timer.timeout.connect(self.keep)
        self._unchanged = True
        translator().changing.connect(self._look)
        translator().settled.connect(self._settle)
        app.pausing.connect(self._pause)

    def begin(self, about: str) -> None:
        """Begin with a form: what was left in it comes back, and from now on it is kept."""
        self._about = about
        self._last = self._now()
        waits = (self._form, about) in self._app.thrown_away
        found = None if waits else stored_draft(self._app.user.store, self._form, about)
        if found:
            self._write(json.loads(found))
            self._last = self._now()
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        self._unchanged = self._timer.isActive() and self._now() == self._last

    @Slot()
    def _settle(self) -> None:
        """Text that follows the language, such as a day that is written out, is no change of the form."""
        if self._timer.isActive() and self._unchanged:
            self._last = self._now()

    @contextmanager
    def filling(self) -> Iterator[None]:
        """What the program fills in by itself is no change of the form, and leaves no draft."""
        unchanged = self._timer.isActive() and self._now() == self._last
        yield
        if unchanged:
            self._last = self._now()

    @Slot()
    def _pause(self) -> None:
        if self._timer.isActive():
            self.keep()

    @Slot()
    def keep(self) -> None:
        """Keep it now, where it has changed; of a form that was ended nothing is kept in the place of its draft.

        One that says nothing any more but what is saved leaves no draft.
        """
        if not self._timer.isActive():
            return
        text = self._now()
        if text == self._last or self._app.user.store.protected:
            return
        self._last = text
        store, form, about = self._app.user.store, self._form, self._about
        self._app.thrown_away.discard((form, about))
        kept = None if text == NOTHING else text
        told = self._told if kept else _untold
        if store.is_away:
            lay_aside(store.files, form, about, kept)
            told(about)
            return
        self._app.run(_keeping(store, form, about, kept, self._app.user.staff), lambda _: told(about))

    def leave(self, *, drop: bool = False) -> None:
        """The form is left, as it stands or given up; nothing happens where none was begun."""
        if self._timer.isActive():
            if not drop:
                self.keep()
            self.end(drop=drop)

    def end(self, *, drop: bool = True) -> None:
        """The form is saved, or left; a saved one leaves no draft."""
        self._timer.stop()
        if drop and not self._app.user.store.protected:
            draft = (self._form, self._about)
            if self._app.user.store.is_away:
                lay_aside(self._app.user.store.files, *draft, None)
                return
            self._app.thrown_away.add(draft)  # at once: a form that begins anew must not wait for its turn to write
            self._app.run(_keeping(self._app.user.store, *draft, None), lambda _: self._gone(draft))

    def _gone(self, draft: tuple[str, str]) -> None:
        self._app.thrown_away.discard(draft)

    def _now(self) -> str:
        return json.dumps(self._read(), ensure_ascii=False, sort_keys=True)

    def _told(self, about: str) -> None:
        if about != self._about:
            return  # another form stands there by now
        at = translator().current.formats.local(clock.now()).strftime("%H:%M:%S")
        self.saved.emit(Message(words.DRAFT_KEPT, at=at))


def _untold(_about: str) -> None:
    """Nothing was kept."""


def stored_draft(store: Store, form: str, about: str) -> str | None:
    """The draft of a form, if there is one; while a server is away, one that was laid aside here."""
    if store.is_away:
        return aside(store.files).get((form, about))
    with store.reading() as tx:
        return drafts.draft(tx, form, about)


def _keeping(store: Store, form: str, about: str, text: str | None, by: str | None = None) -> Any:
    """Keep or drop a draft, as steps for the writing queue."""
    with store.writing(by, any_form=True) as tx:
        if text is None:
            drafts.drop(tx, form, about)
        else:
            drafts.save(tx, form, about, text)
    return
    yield  # a generator, so that it runs in the queue
