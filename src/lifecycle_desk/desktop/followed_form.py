"""A form that follows what others save of the same: both changes stand in it, and of what both changed one is chosen.

A form declares its texts once; how they are put together, told and chosen is the same for all.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal, Slot

from lifecycle_desk.base.merging import Clash, merge_on, put
from lifecycle_desk.base.said import InARow
from lifecycle_desk.desktop.clashes import Meanwhile, Path
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import Field
from lifecycle_desk.desktop.translator import translator

BEFORE = "before"  # of a draft: what its form began with


@dataclass(frozen=True)
class FormTexts:
    """What a form declares to be followed: its texts as a draft stores them, how they are written, its fields by name.

    A text is that of the field with its whole place (`lines.3.asked`), else of the one with its name; `of_line` says in
    which line of the form that is. Fields that are `whole` are one value, though several texts make it.
    """

    read: Callable[[], dict[str, Any]]
    write: Callable[[dict[str, Any]], object]
    fields: Callable[[], Mapping[str, Field]]
    whole: frozenset[str] = frozenset()
    of_line: Callable[[Path], str] = lambda _: ""

    def field_at(self, path: Path) -> Field | None:
        """The field of the text at a place."""
        known = self.fields()
        return known.get(".".join(map(str, path))) or known.get(str(path[-1]))


class FollowedForm(Meanwhile):
    """What a form was filled with, and what somebody typed since: follows what others save, and keeps the draft."""

    written = Signal()  # by itself: what others saved, or a choice

    def __init__(self, texts: FormTexts) -> None:
        super().__init__()
        self._texts, self._clean = texts, dict[str, Any]()
        self._is_new, self._was_touched = True, False
        self._who: str | None = None
        self._at: datetime | None = None
        self._open: list[Clash] = []
        self.chosen.connect(self._choose)
        translator().changing.connect(self._look)
        translator().settled.connect(self._settle)

    def begin(self, *, new: bool = False, who: str | None = None, at: datetime | None = None) -> None:
        """The form was filled with what is saved, by somebody at some time; of something `new` nothing is saved yet."""
        self._clean, self._is_new, self._who, self._at = self._now(), new, who, at
        self.end()

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed since it was filled."""
        return self._now() != self._clean

    def follow(self, fill: Callable[[], object], who: str | None = None, at: datetime | None = None) -> None:
        """Fill the form with what somebody else saved, together with what was typed in it since."""
        before, mine = self._clean, self._now()
        fill()
        self._clean, self._who, self._at = self._now(), who, at
        if mine == before:
            self.end()
        elif self._clean == before:  # what was saved is beside the form, or came from here
            self._texts.write(mine)
        else:
            self._put_together(before, mine)

    def draft(self) -> dict[str, Any]:
        """What a draft stores: nothing of a form in which nothing was typed."""
        now = self._now()
        return now | {BEFORE: self._clean} if now != self._clean else {}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Bring back a draft; together with what others have saved since it was begun."""
        mine = {name: value for name, value in draft.items() if name != BEFORE}
        before = draft.get(BEFORE)  # drafts of an older program do not say
        if before and not self._is_new and before != self._clean:
            self._put_together(before, mine)
        elif mine:
            self._texts.write(mine)
            self.written.emit()

    def end(self) -> None:
        """Say nothing more."""
        self._open = []
        super().end()

    def _now(self) -> dict[str, Any]:
        now: dict[str, Any] = json.loads(json.dumps(self._texts.read()))  # as it comes back from a draft
        return now

    def _put_together(self, before: dict[str, Any], mine: dict[str, Any]) -> None:
        both, clashes = merge_on(before, mine, self._clean, self._open, self._texts.whole)
        self._texts.write(both)
        self._open = clashes
        if both == self._clean:
            self.end()
        else:
            self.show_both(clashes, self._named, self._who, self._at, self._worded)
        self.written.emit()

    def _named(self, path: Path) -> UiText:
        field, line = self._texts.field_at(path), self._texts.of_line(path)
        name = field.control.accessibleName() if field else ""
        return PlainText(translator().current.spoken(InARow(line, name)))

    def _worded(self, path: Path, value: Any) -> Any:
        field = self._texts.field_at(path)
        return field.worded(value) if field else value

    @Slot(object, object)
    def _choose(self, path: Path, value: Any) -> None:
        self._texts.write(put(self._now(), path, value))
        self.written.emit()

    @Slot()
    def _look(self) -> None:
        self._was_touched = self.is_touched

    @Slot()
    def _settle(self) -> None:
        """Text that follows the language, such as a day that is written out, is no change of the form."""
        if not self._was_touched:
            self._clean = self._now()
