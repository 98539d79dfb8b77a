"""The button that keeps a filter by name: offered where a list is narrowed, and the filter is not kept yet."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Slot

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import Button
from lifecycle_desk.desktop.remembered import SavedFilter


class Narrowed(Protocol):
    """Something that a filter narrows."""

    def kept_as(self) -> tuple[str, str, str]:
        """How the present filter is kept: its name, its kind, its letters."""
        ...

    def is_narrowed(self) -> bool:
        """Whether less is listed than there is."""
        ...


class FilterKeeping(QObject):
    """Offers to keep what a list is narrowed to; `filtered` is how its page finds the rows of a kept filter."""

    def __init__(
        self,
        app: AppContext,
        button: Button,
        of: Narrowed,
        filtered: Callable[[UserSession, str, str], object | None],
    ) -> None:
        super().__init__(button)
        self._app, self._button, self._of, self._filtered = app, button, of, filtered
        button.clicked.connect(self._keep)
        app.remembered.filters_changed.connect(self.offer)

    @property
    def _place(self) -> str:
        return self._app.here.page if self._app.here else ""

    @Slot()
    def offer(self) -> None:
        """Offer to keep the filter, where there is one and it is not kept yet."""
        _, kind, text = self._of.kept_as()
        kept = any((each.page, each.kind, each.text) == (self._place, kind, text) for each in self._kept)
        can = self._of.is_narrowed() and not kept and self._filtered(self._app.user, kind, text) is not None
        self._button.setVisible(can)

    @property
    def _kept(self) -> tuple[SavedFilter, ...]:
        return self._app.remembered.filters

    @Slot()
    def _keep(self) -> None:
        name, kind, text = self._of.kept_as()
        self._app.filter_wanted.emit(SavedFilter(name, self._place, kind, text))
