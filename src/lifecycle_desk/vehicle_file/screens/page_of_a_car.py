"""The common base of the pages of one car: how it is looked up and shown, and how its entry panel opens and closes."""

from collections.abc import Callable
from functools import partial
from typing import override

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import PageScroll
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import Button, Columns, column, wrap
from lifecycle_desk.desktop.look.parts.boxes import Item
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.remembered import filter_key
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.words import SIDE_PANEL
from lifecycle_desk.vehicle.rules.life import LifeClosed, UnknownVehicle
from lifecycle_desk.vehicle.screens.closing import ClosedBar
from lifecycle_desk.vehicle.screens.documents import DocumentsField, dropped
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.history_button import HISTORY, KEYS
from lifecycle_desk.vehicle.screens.panel import EntryPanel
from lifecycle_desk.vehicle.usecases.showing import life_closed
from lifecycle_desk.vehicle_file.screens.car_head import CarHead


class PageOfACar[Read](PageWidget):
    """A page of one car: blank until it is read, then its work, or what it says where there is nothing to show.

    A page gives `tables`, the kind of its `paper`, the `headline` under which the car is named, `look_up`, `show_read`
    and `work`, lays itself out by `lay_out`, and may have an `empty` page besides. `shown` is what was read.
    """

    tables: frozenset[str] = frozenset()
    paper = ""
    headline = ""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._vin = app, ""
        self.shown: Read | None = None
        self.panel, self.ended, self.car = EntryPanel(app), ClosedBar(), CarHead(self.headline, app.go)
        self.ended.wanted.connect(lambda: app.go("end_of_life", self._vin))
        self.print = Button(N_("Print…"), icon="printer", keys="Ctrl+P")
        self.print.clicked.connect(lambda: app.go("reports", ":".join(filter(None, (self.paper, self._vin)))))
        self._stack, self._empty, self._blank = QStackedWidget(), QWidget(), wrap(column(gap=0))

    @staticmethod
    def look_up(user: UserSession, vin: str) -> Read:
        """Read what is shown; it runs in the reading thread."""
        raise NotImplementedError

    def show_read(self, read: Read) -> None:
        """Show what was read, in the language of now."""
        raise NotImplementedError

    def work(self) -> QWidget:
        """The widget that has the keyboard while there is something to show."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Whether there is nothing to show of this car yet."""
        return False

    def begin(self) -> None:
        """Make ready for another car, before it is read."""

    def let_write(self, *, can: bool) -> None:
        """Offer what can be written of the car, or not where its life is closed."""

    def keep_back(self, *, quiet: bool) -> None:
        """Let the panel have the primary button while it is open."""

    def lay_out(
        self,
        head: Item,
        body: QWidget,
        *between: Item,
        empty: QWidget | None = None,
        scrolls: Callable[[QLayout], PageScroll] = PageScroll,
    ) -> None:
        """Put the parts together, the panel below the head, and connect what all such pages hear.

        `scrolls` makes what the whole lies in, where its list and its head scroll as one.
        """
        margins = (t.PAGE_MARGIN, 14, t.PAGE_MARGIN, t.PAGE_END)
        whole = column(head, self.ended, *between, self.panel, (body, 1), gap=12, margins=margins)
        self._scroll, self._empty = scrolls(whole), empty or self._empty
        for part in (self._scroll, self._empty, self._blank):
            self._stack.addWidget(part)
        self.setLayout(column(self._stack, gap=0))
        self._stack.setCurrentWidget(self._blank)
        self.setAcceptDrops(True)
        self.panel.closed.connect(self._closed)
        self._app.changed.connect(self._heard)
        translator().changed.connect(self._show)
        if isinstance(body, Columns) and not body.scrolls:
            listen(self, "Ctrl+I", SIDE_PANEL, body.show_rail)
        listen(self, KEYS, HISTORY, self._show_activity)

    def _show_activity(self) -> None:
        """Go to all that was recorded of the car, by whom and from where."""
        if self._vin:
            self._app.go("settings", filter_key("", self._vin))

    @override
    def show_key(self, key: str) -> None:
        if key != self._vin or not key:
            self._vin, self.shown = key, None
            self._stack.setCurrentWidget(self._blank if key else self._empty)
            self._scroll.verticalScrollBar().setValue(0)
            self.panel.close_up()
            self.begin()
        if key:
            self._load()

    @override
    def title(self) -> UiText:
        return PlainText(self._vin)

    @override
    def first_focus(self) -> QWidget | None:
        return self.empty_focus() if self._stack.currentWidget() is self._empty else self.work()

    def empty_focus(self) -> QWidget | None:
        """The widget that has the keyboard where there is nothing to show."""
        return None

    def goes(self, page: str) -> Callable[[], object]:
        """Going to another page of this car, for a button."""
        return lambda *_: self._app.go(page, self._vin)

    def writes(self, make: Callable[..., Entry], *of: object) -> Callable[[], object]:
        """Opening an entry, made when it is wanted, for a button."""
        return lambda *_: self.open(make(self._app, *of))

    def open(self, *offered: Entry, about: UiText = "") -> None:
        """Open the panel with an entry, or with several among which to choose."""
        self._stack.setCurrentWidget(self._scroll)
        self.keep_back(quiet=True)
        self.panel.open(offered, about)
        QTimer.singleShot(0, self._show_panel)  # when it has its place

    @Slot()
    def _show_panel(self) -> None:
        """Bring the form into sight from its top, where it is not wholly seen."""
        bar, top = self._scroll.verticalScrollBar(), self.panel.y() - theme.u(t.CARD_GAP)
        bottom = self.panel.y() + self.panel.sizeHint().height()  # what it asks for: it may not have it yet
        if top < bar.value() or bottom > bar.value() + self._scroll.viewport().height():
            bar.setValue(top)

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self._vin and self.isVisible() and tables & self.tables:
            self._load()

    def _load(self) -> None:
        vin, user = self._vin, self._app.user
        self._app.run_query(
            lambda: (self.look_up(user, vin), life_closed(user, vin)),
            lambda found: self._came(vin, *found),
            partial(self._failed, vin),
        )

    def _came(self, vin: str, read: Read, closed: LifeClosed | None) -> None:
        if vin != self._vin:
            return
        self.ended.show_closed(closed)
        self.let_write(can=closed is None)
        before, self.shown = self._stack.currentWidget(), read
        self._fit()
        self._show()
        if self._stack.currentWidget() is not before:
            self._give_focus()

    def _failed(self, vin: str, fact: Exception) -> None:
        if vin == self._vin:
            self.not_read(fact)

    def not_read(self, fact: Exception) -> None:
        """Say why nothing can be shown; what is in no books can be added on the page of the vehicle."""
        if isinstance(fact, UnknownVehicle):
            self._app.go("vehicle", self._vin)
        else:
            self._app.failed.emit(fact)

    @Slot()
    def _show(self) -> None:
        if self.shown is not None:
            self.show_read(self.shown)

    @Slot()
    def _closed(self) -> None:
        self.keep_back(quiet=False)
        if self.isVisible() and self.shown is not None:
            self._fit()
            self._give_focus()

    def _fit(self) -> None:
        """An entry is written beside the work, even where there is nothing to show yet."""
        nothing = self.is_empty() and not self.panel.entry
        self._stack.setCurrentWidget(self._empty if nothing else self._scroll)

    def _give_focus(self) -> None:
        focus = self.first_focus()
        if focus and self.isVisible():
            focus.setFocus()

    @property
    def attached(self) -> DocumentsField | None:
        """The documents of the entry that is being written."""
        return self.panel.entry.documents if self.panel.entry else None

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.attached and dropped(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if self.attached:
            self.attached.take(dropped(event.mimeData()))
            event.acceptProposedAction()
