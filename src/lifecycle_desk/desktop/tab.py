"""Tabs: each looks itself up when it is shown, and again when its tables change; and a page of some."""

from collections.abc import Callable, Mapping
from typing import override

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_page import begins
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import EmptyPage, PageTitle, SectionChip, Sections, column, row, wrap
from lifecycle_desk.desktop.pages import PageWidget, PaletteCommand
from lifecycle_desk.desktop.translator import translator

type Three = tuple[t.Stage, t.Stage, t.Stage]  # of a life, as a page without rows draws them


class Tab(QWidget):
    """The base of all tabs."""

    tables: frozenset[str] = frozenset()

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self.app, self._stale = app, True
        app.changed.connect(self._heard)

    def look(self) -> None:
        """Look up what is shown."""

    def refresh(self) -> None:
        """Look again, where something has changed since."""
        if self._stale and self.isVisible():
            self._stale = False
            self.look()

    def first_focus(self) -> QWidget | None:
        """Where the keyboard begins."""
        return None

    def save_typed(self) -> None:
        """Keep what stands in a form, since the page is left."""

    # Behind another tab it needs no room: Qt's stack asks those too, and a low tab scrolled as far as the highest one.

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize() if self.isHidden() else super().minimumSizeHint()

    @override
    def heightForWidth(self, arg__1: int) -> int:
        return -1 if self.isHidden() else super().heightForWidth(arg__1)

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        self._stale |= bool(tables & self.tables)
        self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()


class _Tabs(QStackedWidget):
    """The tabs, as low as the one that is shown can be: the others must not make its page scroll."""

    @override
    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown else super().minimumSizeHint()

    @override
    def hasHeightForWidth(self) -> bool:
        shown = self.currentWidget()
        return shown is not None and shown.hasHeightForWidth()

    @override
    def heightForWidth(self, arg__1: int) -> int:
        shown = self.currentWidget()
        return shown.heightForWidth(arg__1) if shown else -1


class TeachingTab(Tab):
    """A tab whose `work` stands in `whole`; while there is nothing to work on, `empty` teaches to begin."""

    empty: EmptyPage

    def lay(
        self, whole: QWidget, work: QWidget, title: UiText, sentence: UiText, begin: PaletteCommand, stages: Three
    ) -> None:
        """Lay both out, the one over the other; what is taught has a title, a sentence and what it begins with."""
        primary = begins(begin, self.app, shown_keys="Ctrl+N")
        self.empty = EmptyPage(title, sentence, primary, (), stages=stages)
        self._work, self._stack = work, QStackedWidget()
        for part in (whole, self.empty):
            self._stack.addWidget(part)
        self.setLayout(column(self._stack, gap=0))

    def show_work(self, there: object) -> None:
        """Show what there is to work on, or where there is nothing, what teaches to begin."""
        self._stack.setCurrentIndex(0 if there else 1)

    @override
    def first_focus(self) -> QWidget | None:
        return self._work if self._stack.currentIndex() == 0 else self.empty.primary


class TabbedPage(PageWidget):
    """A page of tabs, of which a place may name one: Place("settings", "staff"); the first is shown until then.

    Each is made when it is first shown: most who come to Settings want one of ten. Many that have no room in one line
    stand in a list beside what they show.
    """

    def __init__(
        self,
        app: AppContext,
        title: UiText,
        tabs: Mapping[str, Callable[[AppContext], Tab]],
        chips: Mapping[str, SectionChip],
        *beside: QWidget,
        gap: int,
    ) -> None:
        super().__init__()
        self.tabs: dict[str, Tab] = {}  # those that have been shown
        self.chips, self._app, self._kinds = chips, app, tabs
        self._group, self._stack = QButtonGroup(self), _Tabs()
        for chip in chips.values():
            self._group.addButton(chip)
        self._group.buttonToggled.connect(self._toggled)
        named = PageTitle(title)
        self._sections = Sections(self, chips, named, *beside)
        head = row(named, gap, (self._sections.lines, 1), *beside, margins=(24, 14, 24, 0))
        head.setAlignment(self._sections.lines, Qt.AlignmentFlag.AlignVCenter)  # a button beside them stands higher
        side = column(self._sections.list, None, gap=0)
        below = row((self._sections.below, 1), margins=(24, 0, 24, 0))
        self.setLayout(
            column(column(wrap(head), below, gap=8), (wrap(row(wrap(side), (self._stack, 1), gap=0)), 1), gap=14)
        )
        for lines in (self._sections.lines, self._sections.below):  # widgets: what is connected of them ends with them
            translator().changed.connect(lines.place)

    @override
    def show_key(self, key: str) -> None:
        if key not in self.chips and not self.tabs:
            key = next(iter(self.chips))
        if key in self.chips:
            self.chips[key].setChecked(True)
        if self.here:
            self.here.refresh()

    @Slot(QWidget, bool)
    def _toggled(self, chip: QWidget, on: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        if on:
            tab = self._tab(next(key for key, each in self.chips.items() if each is chip))
            self._stack.setCurrentWidget(tab)
            self._stack.updateGeometry()
            tab.refresh()

    def _tab(self, key: str) -> Tab:
        if key not in self.tabs:
            self.tabs[key] = self._kinds[key](self._app)
            self._stack.addWidget(self.tabs[key])
        return self.tabs[key]

    @override
    def may_leave(self) -> bool:
        for tab in self.tabs.values():
            tab.save_typed()
        return True

    @property
    def here(self) -> Tab | None:
        """The tab that is shown."""
        return next((tab for tab in self.tabs.values() if tab is self._stack.currentWidget()), None)

    @override
    def first_focus(self) -> QWidget | None:
        return self.here.first_focus() if self.here else None
