"""A page that is one list, from its head to what letters and chips leave of it."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, override

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLayout, QWidget

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filter_keeping import FilterKeeping
from lifecycle_desk.desktop.filters import ALL, FilterChips, Kind
from lifecycle_desk.desktop.list_actions import OPEN, ListAction
from lifecycle_desk.desktop.listing import ListBody
from lifecycle_desk.desktop.long_table import Listing, LongTable
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import Button, Columns, EmptyPage, PageTitle, Rail, column, row
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import PageWidget, PaletteCommand
from lifecycle_desk.desktop.remembered import read_filter
from lifecycle_desk.desktop.tasks import OneLook, Task

if TYPE_CHECKING:
    from lifecycle_desk.desktop.list_notes import ListNotes

SHORT = 12  # rows of a list that stands whole over its cards


def _over(body: ListBody, notes: "ListNotes") -> QWidget:
    """A list with cards under it; few pages have any, and none that is shown first."""
    from lifecycle_desk.desktop.list_notes import OverNotes

    return OverNotes(body, notes)


class ListPage(PageWidget):
    """A list that a few letters narrow; a `rail` beside it tells more of the row that one stands on.

    `notes` stand under it in the room that a short list leaves. A head of many lines scrolls with it (`head_scrolls`),
    and a short list with all that stands under it.
    """

    head_scrolls = False

    def __init__(
        self,
        app: AppContext,
        body: ListBody,
        head: QLayout,
        rail: Rail | None = None,
        notes: "ListNotes | None" = None,
    ) -> None:
        super().__init__()
        self._app, self.body, self._at_filter, self.notes = app, body, False, notes
        self.columns: QWidget = Columns(body, rail) if rail else _over(body, notes) if notes else body
        end, below = t.PAGE_MARGIN, t.PAGE_END
        listed = self.arranged(self.columns)
        if notes:  # which hold the margins at the page's end and below, with what stands over them
            head, end, below = column(head, margins=(0, 0, end, 0)), 0, 0
        whole = column(head, (listed, 1), gap=14, margins=(t.PAGE_MARGIN, 14, end, below))
        self.setLayout(column(self._over_list(whole, listed), gap=0) if self.head_scrolls else whole)
        body.field.wanted.connect(self._narrow)
        self.keeping = FilterKeeping(app, body.save, self, self.filtered)
        body.all_wanted.connect(self._widen)
        app.changed.connect(body.hear)

    def _over_list(self, whole: QLayout, listed: QWidget) -> QWidget:
        """The head over the list and its notes, which scroll as one in a low window."""
        from lifecycle_desk.desktop.headed_list import HeadedList  # few pages have such a head

        body, notes = self.body, self.notes

        def every() -> int:
            rows = body.height_of(body.table.long.rowCount())
            return rows + (theme.u(t.CARD_GAP) + notes.wanted if notes else 0)

        def wanted(most: int) -> int:
            return most if body.is_empty else every()

        def short() -> int:
            """A short list and its cards, all of them: the cards would scroll in a small window of their own."""
            return every() if notes and not body.is_empty and body.table.long.rowCount() <= SHORT else 0

        return HeadedList(whole, listed, body.table, wanted, *([notes] if notes else []), whole=short)

    def arranged(self, listed: QWidget) -> QWidget:
        """What stands under the head: the list, with what a page has beside it."""
        return listed

    @classmethod
    def rows_of(cls, user: UserSession, kind: Any, text: str) -> Listing[Any] | None:
        """The rows of a kind (None: of all) that some letters find; None where a page shows more than its own list."""
        _ = user, kind, text
        return None

    @classmethod
    def filtered(cls, user: UserSession, kind: str, text: str) -> Listing[Any] | None:
        """The same by what a filter is kept as; None for a kind that is no more."""
        found = next((each for each in cls.all_kinds() if each and str(each) == kind), None)
        return None if kind and found is None else cls.rows_of(user, found, text)

    @classmethod
    def all_kinds(cls) -> Sequence[Any]:
        """The kinds to which the list can be narrowed."""
        return ()

    @abstractmethod
    def listing(self, text: str) -> Listing[Any]:
        """The listing to show; with letters typed, their matches."""

    @override
    def show_key(self, key: str) -> None:
        """A place may name a filter: its kind and its letters."""
        if found := read_filter(key):
            self._at_filter = True
            self.show_filter(*found)
        elif self._at_filter and not key:  # from a filter to the list itself
            self._at_filter = False
            self._widen()

    def show_filter(self, kind: str, text: str) -> None:
        """Narrow the list to some letters."""
        _ = kind
        self.body.field.put(text)
        self._narrow()

    def kept_as(self) -> tuple[str, str, str]:
        """How the present filter is kept: its name, its kind, its letters."""
        return self._text, "", self._text

    @override
    def first_focus(self) -> QWidget | None:
        return self.body.work()

    @override
    def filter_field(self) -> QWidget | None:
        return self.body.field

    def is_narrowed(self) -> bool:
        """Whether less is listed than there is."""
        return bool(self._text)

    @property
    def _text(self) -> str:
        return self.body.field.text().strip()

    @Slot()
    def _narrow(self) -> None:
        self.body.show_listing(self.listing(self._text), narrowed=self.is_narrowed())
        self.keeping.offer()

    @Slot()
    def _widen(self) -> None:
        self.body.field.clear()
        self._narrow()
        self.body.table.setFocus()


class KindsPage(ListPage):
    """A list that chips narrow too, each with the number of its kind."""

    def __init__(
        self,
        app: AppContext,
        body: ListBody,
        head: QLayout,
        chips: FilterChips,
        rail: Rail | None = None,
        notes: "ListNotes | None" = None,
    ) -> None:
        super().__init__(app, body, head, rail, notes)
        self.chips, self._counted = chips, ""
        self._looks = OneLook(self._ask_counts, self.isVisible)
        chips.chosen.connect(self._narrow)
        app.changed.connect(self._heard)

    @override
    def listing(self, text: str) -> Listing[Any]:
        found = self.rows_of(self._app.user, self.chips.value, text)
        if found is None:
            raise NotImplementedError  # a page that shows more than its own list says itself what it lists
        return found

    @override
    def show_filter(self, kind: str, text: str) -> None:
        value = next((each for each in self.chips.chips if each is not None and str(each) == kind), None)
        self.chips.choose(value)
        super().show_filter(kind, text)

    @override
    def kept_as(self) -> tuple[str, str, str]:
        value = self.chips.value
        chip = self.chips.chips[value].text() if value is not None else ""
        return " ".join(filter(None, (chip, self._text))), "" if value is None else str(value), self._text

    @abstractmethod
    def counts(self) -> tuple[Mapping[Any, int], int]:
        """How many there are of each kind, and of all; asked off the GUI thread."""

    @override
    def is_narrowed(self) -> bool:
        return super().is_narrowed() or self.chips.value is not None

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._count()

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and tables & self.body.table.long.listing.tables:
            self._count()

    def _count(self) -> None:
        self._looks.want(self._text)

    def _ask_counts(self) -> Task:
        user, text, kinds = self._app.user, self._text, [each for each in self.chips.chips if each is not None]
        if not text or self.rows_of(user, None, text) is None:
            return self._app.run_query(self.counts, lambda found: self.chips.show_counts(*found))

        def found() -> tuple[dict[Any, int], int]:
            """How many of each kind the letters find."""
            lists = {kind: self.rows_of(user, kind, text) for kind in (None, *kinds)}
            counts = {kind: len(listing.keys()) for kind, listing in lists.items() if listing}
            return counts, counts[None]

        def came(counts: tuple[dict[Any, int], int]) -> None:
            if text == self._text:
                self.chips.show_counts(*counts)

        return self._app.run_query(found, came)

    @override
    @Slot()
    def _narrow(self) -> None:
        super()._narrow()
        if self._text != self._counted:
            self._counted = self._text
            self._count()

    @override
    @Slot()
    def _widen(self) -> None:
        self.chips.choose(None)
        super()._widen()


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed[Row]:
    """A list as a page declares it: `rows` by kind (None: of all) and letters; a row opens a page by its key.

    `notes` makes the cards that stand under it while it is short; `leads` stand before the button that begins a row.
    A list whose rows begin elsewhere begins none: its `leads` say where.
    """

    title: str
    begin: PaletteCommand | None = None
    empty: Callable[[AppContext], EmptyPage]
    kinds: Sequence[Kind]
    every: UiText = ALL
    counts: Callable[[UserSession], tuple[Mapping[Any, int], int]]
    rows: Callable[[UserSession, Any, str], Listing[Row]]
    columns: Sequence[Column]
    cells: Callable[[Row], Sequence[str | Cell]]
    opens: str
    key: Callable[[Row], str]
    actions: Sequence[ListAction[Row]] = ()
    opened_by: str = OPEN
    notes: "Callable[[AppContext], ListNotes] | None" = None
    leads: Sequence[PaletteCommand] = ()


class ListedPage(KindsPage):
    """A list under its title, with the button that begins another row of it."""

    listed: ClassVar[Listed[Any]]

    def __init__(self, app: AppContext) -> None:
        of = self.listed
        chips = FilterChips(of.title, of.kinds, of.every)
        table = LongTable(
            of.title, of.rows(app.user, None, ""), of.columns, of.cells, app, actions=of.actions, opens=of.opened_by
        )
        body = ListBody(table, of.empty(app), chips)
        leads = [_lead(each, app) for each in of.leads]
        begun = [begins(of.begin, app, keys="Ctrl+N")] if of.begin else []
        head = row(PageTitle(of.title), None, *leads, *begun)
        super().__init__(app, body, head, chips, notes=of.notes(app) if of.notes else None)
        body.opened.connect(self._open)
        table.acts.listen()

    @override
    @classmethod
    def rows_of(cls, user: UserSession, kind: Any, text: str) -> Listing[Any]:
        return cls.listed.rows(user, kind, text)

    @override
    @classmethod
    def all_kinds(cls) -> Sequence[Any]:
        return [each.value for each in cls.listed.kinds]

    @override
    def counts(self) -> tuple[Mapping[Any, int], int]:
        return self.listed.counts(self._app.user)

    @Slot(int)
    def _open(self, key: int) -> None:
        found = self.body.table.long.listing.rows([key]).get(key)
        if found:
            self._app.go(self.listed.opens, self.listed.key(found))


def _lead(command: PaletteCommand, app: AppContext) -> Button:
    """A quieter button of the head, which leads elsewhere."""
    button = Button(command.words, icon=command.icon)
    button.clicked.connect(lambda: command.run(app))
    app.permits.need(command.right, button)
    return button


def begins(command: PaletteCommand, app: AppContext, **keys: str) -> Button:
    """The button of what a list's page begins: the head's takes `keys`, that of a list without rows `shown_keys`."""
    button = Button(command.words, "primary", icon=command.icon, **keys)
    button.clicked.connect(lambda: command.run(app))
    app.permits.need(command.right, button)
    return button
