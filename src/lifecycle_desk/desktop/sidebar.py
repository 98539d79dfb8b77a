"""The sidebar: the places of the program by lifecycle stage, and what is known of the records' safety at its foot."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import override

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent

from lifecycle_desk.base import clock
from lifecycle_desk.desktop import words
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, UiText, set_text
from lifecycle_desk.desktop.look.paint import Brush, Strip, inset
from lifecycle_desk.desktop.look.parts import Backdrop, column
from lifecycle_desk.desktop.look.parts.painted import EXPANDING, FIXED, Painted
from lifecycle_desk.desktop.look.rows.base import joined
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import Badge, Page, Place, Section
from lifecycle_desk.desktop.place_list import ICON, NARROW, PlaceList, PlaceRow, SectionRow
from lifecycle_desk.desktop.remembered import SavedFilter, place_of
from lifecycle_desk.desktop.translator import translator

WIDEST = 256  # px that the whole gets at most
SECTIONS = ((Section.TOP, ""), (Section.LIFE, words.LIFE), (Section.RECORDS, words.RECORDS))
AIR, GAP, INSET = 8, 4, 12  # px above the places, between the parts, and beside the line between them


def _keys(page: Page) -> str:
    """The keys of the command that goes to a page, for one that no digit opens."""
    first = page.commands[0] if page.commands and not page.digit else None
    return first.keys if first and first.words == page.title else ""


def _said_of_backup(last: datetime | None) -> UiText:
    formats = translator().current.formats
    if last is None:
        return words.NO_BACKUP
    if formats.local(last).date() == formats.local(clock.now()).date():
        return Message(words.LAST_BACKUP_TODAY, at=formats.clock(last))
    return Message(words.LAST_BACKUP, at=formats.local(last).date())


class Safety(Painted):
    """Whether everything is saved and when it was last copied: trust, in two quiet lines."""

    def __init__(self) -> None:
        super().__init__()
        self._state, self._backup, self._icon = "", "", "circle-check"
        self._odd, self._narrow = "", False
        self.setSizePolicy(EXPANDING, FIXED)
        self.say_state(words.EVERYTHING_SAVED)

    @override
    def sizeHint(self) -> QSize:
        return QSize(100, theme.px(36 if self._narrow else 52))

    def show_narrow(self, narrow: bool) -> None:  # noqa: FBT001 (a state)
        """Show the icon alone, which needs no room for two lines."""
        self._narrow = narrow
        self.updateGeometry()

    def say_state(self, said: UiText, icon: str = "circle-check") -> None:
        """Show how far the saving of entries is."""
        self._icon = icon
        set_text(self._put_state, said)

    def say_backup(self, last: datetime | None) -> None:
        """When the last backup was made, in few words: the foot of the sidebar is narrow."""
        self.say_below(_said_of_backup(last))

    def say_below(self, said: UiText) -> None:
        """Say something else than a backup's day below the state, in few words."""
        set_text(self._put_backup, said)

    def say_odd(self, said: UiText) -> None:
        """Show a warning in place of the backup's day, until it is no more; empty: nothing."""
        set_text(self._put_odd, said)

    def _put_odd(self, text: str) -> None:
        self._odd = text
        self._told()

    def _put_state(self, text: str) -> None:
        self._state = text
        self._told()

    def _put_backup(self, text: str) -> None:
        self._backup = text
        self._told()

    def _told(self) -> None:
        self.setAccessibleName(joined(self._state, self._odd or self._backup))
        self.update()

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        b.fill(rect.adjusted(theme.u(INSET), 0, -theme.u(INSET), 1 - rect.height()), b.c.line)
        strip, icon = Strip(inset(rect, 20, 0, 16)), "alert-circle" if self._odd else self._icon
        ink = b.c.warn if self._odd else b.c.ok if icon == "circle-check" else b.c.ink2
        if rect.width() < theme.u(NARROW):
            b.icon(rect, icon, ink, ICON)
            return
        b.icon(strip.slot(16, 10), icon, ink)
        rest, half = strip.rest, rect.height() // 2
        below = self._odd or self._backup
        if not below:  # not known yet
            b.text(rest, self._state, "small", b.c.ink2)
            return
        b.text(QRect(rest.x(), rest.y() + theme.u(6), rest.width(), half - theme.u(4)), self._state, "small", b.c.ink2)
        b.text(
            QRect(rest.x(), rest.y() + half - 1, rest.width(), half - theme.u(5)),
            below,
            "caption",
            b.c.warn if self._odd else b.c.ink3,
        )


class Sidebar(Backdrop):
    """Places above, below them what is always in sight: settings and help, and safety.

    In a low window every row gives up some of its height, so that all places are seen at once; where that is not
    enough, the places above scroll.
    """

    wanted = Signal(str, str)  # a page, and what it shall show

    def __init__(self, pages: Sequence[Page]) -> None:
        super().__init__(frame=True)
        self.places, self.pinned, self.safety = PlaceList(), PlaceList(), Safety()
        self.lists = (self.places, self.pinned)
        self._pages, self._badges = pages, dict[str, Badge | None]()
        self._saved: tuple[tuple[SavedFilter, int | None], ...] = ()
        self._foot = column(self.safety, gap=0)
        self.setLayout(column((self.places, 1), GAP, self.pinned, GAP, self._foot, gap=0, margins=(0, AIR, 1, 0)))
        self.pinned.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # one stop of Tab for both: the arrows lead on
        self.places.passed.connect(lambda step: self._pass(self.places, self.pinned, step, wanted=1))
        self.pinned.passed.connect(lambda step: self._pass(self.pinned, self.places, step, wanted=-1))
        self.places.resized.connect(self._share_height)
        for each in self.lists:
            each.wanted.connect(self.wanted)
        translator().changed.connect(self.refresh)
        self.refresh()

    @property
    def wide(self) -> int:
        """How wide it is with its names: in Thai one is longer than the design has room for."""
        return min(max(theme.u(t.SIDEBAR), *(each.places.wide for each in self.lists)), theme.u(WIDEST))

    @property
    def is_walked(self) -> bool:
        """Whether somebody goes through the places by the keyboard."""
        return any(each.hasFocus() and each.current() is not None for each in self.lists)

    def stand_at(self, page: str, place: Place | None = None) -> None:
        """Mark where we are."""
        for each in self.lists:
            each.stand_at(page, place)

    @staticmethod
    def _pass(left: PlaceList, entered: PlaceList, step: int, *, wanted: int) -> None:
        """Go on in the other list, where an arrow leads beyond the end at which it stands."""
        if step == wanted:
            left.stand_nowhere()
            entered.enter(last=step < 0)

    @Slot()
    def _share_height(self) -> None:
        """Share the height among all places: what is pinned takes no more than its rows."""
        room, natural = sum(each.height() for each in self.lists), sum(each.natural for each in self.lists)
        for each in self.lists:
            each.share_height(min(1.0, room / natural) if natural else 1.0)
        self.pinned.setFixedHeight(sum(self.pinned.places.height(row) for row in self.pinned.rows.rows))

    def add_to_foot(self, widget: Painted) -> None:
        """Put something above the foot: the work that is going on."""
        self._foot.insertWidget(0, widget)

    def show_badges(self, found: Mapping[str, Badge | None]) -> None:
        """Show how much waits on some pages."""
        if changed := {page: badge for page, badge in found.items() if self._badges.get(page) != badge}:
            self._badges |= changed
            for each in self.lists:
                each.show_badges(changed)

    def show_filters(self, saved: Sequence[tuple[SavedFilter, int | None]]) -> None:
        """Show the filters kept by name under their pages, each with the number of rows that it finds."""
        if self._saved != tuple(saved):
            self._saved = tuple(saved)
            self.refresh()

    def _filters_under(self, page: str) -> list[PlaceRow]:
        """The filters of a page, and of those that have no place of their own but under it."""
        under = {each.name: each.under or each.name for each in self._pages}
        return [
            PlaceRow(
                each.name, "star*", None, "", None if count is None else Badge(count), place_of(each).key + each.page,
                place_of(each), each,
            )
            for each, count in self._saved
            if under.get(each.page) == page
        ]  # fmt: skip

    @Slot()
    def refresh(self) -> None:
        """Say all places anew."""
        rows: list[SectionRow | PlaceRow] = []
        for section, heading in SECTIONS:
            inside = self._rows_of(section)
            if heading and inside:
                rows.append(SectionRow(translator().current(heading)))
            rows += inside
        self.places.show_rows(rows)
        self.pinned.show_rows(self._rows_of(Section.PINNED))
        self._share_height()

    def _rows_of(self, section: Section) -> list[PlaceRow]:
        rows: list[PlaceRow] = []
        for each in _in_order(each for each in self._pages if each.section is section):
            title, badge = translator().current(each.title), self._badges.get(each.name)
            keys = str(each.digit or each.keys or _keys(each))
            rows.append(PlaceRow(title, each.icon, each.stage, keys, badge, each.name, Place(each.name)))
            rows += self._filters_under(each.name)
        return rows

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.u(NARROW)
        if narrow != self.places.places.narrow:
            for each in self.lists:
                each.places.narrow = narrow
                each.scheduleDelayedItemsLayout()
            self.safety.show_narrow(narrow)
            self._share_height()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.safety.updateGeometry()
            self._share_height()

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        super().draw(b, rect)
        b.fill(Strip(rect).slot_end(1), b.c.line)
        if self.places.scrolls:
            line = QRect(theme.u(INSET), self.pinned.y() - theme.u(GAP), self.places.width() - 2 * theme.u(INSET), 1)
            b.fill(line, b.c.line)


def _in_order(pages: Iterable[Page]) -> list[Page]:
    """Pages by the digit that opens them; one without a digit follows the page that its room lists before it."""
    placed: list[tuple[int, int, Page]] = []
    for place, page in enumerate(pages):
        before = placed[-1][0] if placed else 0
        placed.append((page.digit or before, place if page.digit == 0 else -1, page))
    return [page for _, _, page in sorted(placed, key=lambda each: each[:2])]
