"""What the sidebar shows that moves: where we are, how much waits on each page, and the filters kept by name."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.pages import Page, Place
from lifecycle_desk.desktop.remembered import SavedFilter, place_of
from lifecycle_desk.desktop.sidebar import Sidebar
from lifecycle_desk.desktop.tasks import OneLook, Task

if TYPE_CHECKING:
    from lifecycle_desk.desktop.saved_filters import SavedFilters


class SidebarCounts(QObject):
    """Keeps the sidebar up to date: badges and filters are counted where nobody waits for it."""

    def __init__(self, app: AppContext, side: Sidebar, pages: Mapping[str, Page]) -> None:
        super().__init__(side)
        self._app, self._side, self._pages = app, side, pages
        self._at: Place | None = None
        self._uncounted = set[str]()  # pages whose badges may be others by now
        self._look = OneLook(self._ask, lambda: True)
        app.filter_wanted.connect(self._keep_filter)
        side.places.renamed.connect(self._rename_filter)
        side.places.removed.connect(self._remove_filter)
        app.changed.connect(self._count_badges)
        app.minute_passed.connect(self._count_all)

    def stand_at(self, place: Place) -> None:
        """Show where we are now."""
        self._at = place
        self._side.stand_at(self._pages[place.page].stands_under(place.key), place)

    @Slot()
    def count(self) -> None:
        """Count everything anew, once somebody sees a page."""
        if self._at is None:
            return
        self._show_filters()
        self.filters.count()
        self._count_all()

    @Slot()
    def _count_all(self) -> None:
        """Count every badge: also each minute, as something is late by the clock alone."""
        self._count_badges(frozenset(name for page in self._pages.values() for name in page.tables))

    @Slot(frozenset)
    def _count_badges(self, tables: frozenset[str]) -> None:
        """Count what waits on the pages that show some tables, all in one look, so that they are shown at once."""
        touched = {page.name for page in self._pages.values() if page.badge and page.tables & tables}
        if touched:
            self._uncounted |= touched
            self._look.want()

    def _ask(self) -> Task:
        user, counts = self._app.user, {each: self._pages[each].badge for each in self._uncounted}
        self._uncounted = set()
        return self._app.run_query(
            lambda: {name: count(user) for name, count in counts.items() if count}, self._side.show_badges
        )

    # The filters kept by name -----------------------------------------------------------------------------------

    @cached_property
    def filters(self) -> "SavedFilters":
        """The filters kept by name; they come behind the first picture."""
        from lifecycle_desk.desktop.saved_filters import SavedFilters

        made = SavedFilters(self._app, tuple(self._pages.values()))
        made.changed.connect(self._show_filters)
        made.added.connect(self._filter_added)
        return made

    @Slot(object)
    def _keep_filter(self, saved: SavedFilter) -> None:
        self.filters.add(saved)

    @Slot(object, str)
    def _rename_filter(self, saved: SavedFilter, name: str) -> None:
        self.filters.rename(saved, name)

    @Slot(object)
    def _remove_filter(self, saved: SavedFilter) -> None:
        self.filters.remove(saved)

    @Slot()
    def _show_filters(self) -> None:
        """Show them, and where we are among them, unless somebody walks through the sidebar just now."""
        self._side.show_filters([(each, self.filters.counts.get(each)) for each in self.filters.shown])
        if self._at and not self._side.is_walked:
            self.stand_at(self._at)

    @Slot(SavedFilter)
    def _filter_added(self, saved: SavedFilter) -> None:
        """Go to where a new filter leads, and ask for its name."""
        self._app.go(saved.page, place_of(saved).key)
        self._side.places.ask_name(saved)
