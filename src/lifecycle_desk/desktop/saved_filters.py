"""Filters kept by name: where they lead, how many rows each finds, and how they are kept, renamed and removed."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from lifecycle_desk.base.named import load
from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.pages import Page, Place
from lifecycle_desk.desktop.remembered import LONGEST_NAME, SavedFilter, place_of

REMOVED = N_("Filter removed")


class SavedFilters(QObject):
    """The filters of whoever sits here, for the sidebar: counted anew when something they show has changed."""

    changed = Signal()
    added = Signal(SavedFilter)

    def __init__(self, app: AppContext, pages: Sequence[Page]) -> None:
        super().__init__(app)
        self._app, self._pages = app, {page.name: page for page in pages}
        self.counts: dict[SavedFilter, int] = {}
        self._tables: dict[SavedFilter, frozenset[str]] = {}
        app.remembered.filters_changed.connect(self._changed)
        app.changed.connect(self._heard)

    @property
    def shown(self) -> list[SavedFilter]:
        """The filters of pages that there are."""
        return [each for each in self._app.remembered.filters if each.page in self._pages]

    @Slot()
    def _changed(self) -> None:
        self.counts = {each: count for each, count in self.counts.items() if each in self._app.remembered.filters}
        self.changed.emit()
        self.count()

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        self.count(tables)

    def count(self, tables: frozenset[str] | None = None) -> None:
        """Count the rows of each filter, or of those that show some tables; nobody waits for it."""
        for each in self.shown:
            if tables is None or tables & self._tables.get(each, frozenset()):
                self._app.run_query(partial(self._ask, each), partial(self._came, each), _ignore)

    def _ask(self, saved: SavedFilter) -> tuple[int, frozenset[str]] | None:
        """How many rows a filter finds now, and of which tables; called off the GUI thread."""
        view = self._pages[saved.page].view
        made: Any = load(view) if isinstance(view, str) else view
        listing = made.filtered(self._app.user, saved.kind, saved.text) if hasattr(made, "filtered") else None
        return None if listing is None else (len(listing.keys()), listing.tables)

    def _came(self, saved: SavedFilter, found: tuple[int, frozenset[str]] | None) -> None:
        if found is None:
            return
        self._tables[saved] = found[1]
        if self.counts.get(saved) != found[0]:
            self.counts[saved] = found[0]
            self.changed.emit()

    # What is done with them -----------------------------------------------------------------------------------

    def find(self, place: Place) -> SavedFilter | None:
        """The filter that leads to a place."""
        return next((each for each in self.shown if place_of(each) == place), None)

    def add(self, saved: SavedFilter) -> None:
        """Keep another one."""
        kept = replace(saved, name=saved.name.strip()[:LONGEST_NAME])
        self._app.remembered.keep_filters([*self._app.remembered.filters, kept])
        self.added.emit(kept)

    def rename(self, saved: SavedFilter, name: str) -> None:
        """Call one otherwise; an empty name changes nothing."""
        new = name.strip()[:LONGEST_NAME]
        if new and new != saved.name:
            named = replace(saved, name=new)
            if saved in self.counts:
                self.counts[named], self._tables[named] = self.counts[saved], self._tables.get(saved, frozenset())
            others = self._app.remembered.filters
            self._app.remembered.keep_filters([named if each == saved else each for each in others])

    def remove(self, saved: SavedFilter) -> None:
        """Keep one no longer; the toast brings it back."""
        before = self._app.remembered.filters
        self._app.remembered.keep_filters([each for each in before if each != saved])
        undo = partial(self._app.remembered.keep_filters, before)
        self._app.show_toast(REMOVED, PlainText(saved.name), undo)


def _ignore(_: object) -> None:
    """A count that cannot be had is not shown; whoever opens the list hears why."""
