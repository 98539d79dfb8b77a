"""Pages: what a room shows in the window, and how one gets there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, override

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView, QWidget

from lifecycle_desk.base.named import load
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import Backdrop
from lifecycle_desk.desktop.look.tokens import Stage

if TYPE_CHECKING:
    from lifecycle_desk.commands.command import UserSession
    from lifecycle_desk.commands.rights import Right
    from lifecycle_desk.desktop.app_context import AppContext


class Section(StrEnum):
    """Where a page stands in the sidebar."""

    TOP = "top"
    LIFE = "life"
    RECORDS = "records"
    PINNED = "pinned"  # at its foot, in sight however low the window is
    NOWHERE = "nowhere"  # reached from other pages


@dataclass(frozen=True, slots=True)
class Place:
    """A page and what it shows: Place("vehicle", "LSJWH4095PN000001")."""

    page: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """A number beside a page's name; only lateness is late, and a danger."""

    count: int
    late: bool = False


@dataclass(frozen=True, slots=True)
class PaletteCommand:
    """Something that can be done from anywhere: in the palette, by its keys.

    Who lacks the `right` of what it leads to is not offered it; "module:RIGHT" is loaded when it is first looked up.
    """

    words: str
    icon: str
    run: Callable[["AppContext"], object]
    keys: str = ""
    right: "Right | str | None" = None


@dataclass(frozen=True, slots=True)
class Found:
    """How the search lists what a page shows: under which heading, and with its key or its VIN beside each."""

    heading: str
    with_key: bool = False


@dataclass(frozen=True, slots=True)
class Restores:
    """A form whose drafts a page goes on with: opened with what a draft is about, or with `at`."""

    form: str
    at: str | None = None


@dataclass(frozen=True)
class Page:
    """A page of the window: its name for places, its title, where it stands, and how it is made when first opened.

    `digit` opens it with Ctrl, `keys` only tells by which other key it is opened; `badge` counts what waits there, in a
    reading thread; `tables` are those whose change makes it count anew. `under` is the page of the sidebar that one is
    in, where it has no place there itself; `under_of` says it by what is shown, where that differs. `found` says how
    the search lists what the page shows; it knows it by the page's name. `restores` names the forms whose drafts come
    back on the page. `right` is what a page needs that is a form: what leads to it is greyed for those who lack it.
    `anywhere`: the palette offers to begin what it is for.
    """

    name: str
    title: str
    icon: str
    view: "str | Callable[[AppContext], PageWidget]"  # "module:Class", loaded when the page is first opened
    section: Section = Section.NOWHERE
    digit: int = 0
    keys: str = field(default="", kw_only=True)
    stage: Stage | None = None
    badge: "Callable[[UserSession], Badge | None] | None" = None
    tables: frozenset[str] = frozenset()
    commands: tuple[PaletteCommand, ...] = field(default=())
    under: str = ""
    found: Found | None = None
    restores: tuple[Restores, ...] = ()
    right: "Right | str | None" = None
    anywhere: bool = field(default=False, kw_only=True)
    under_of: Callable[[str], str] | None = field(default=None, kw_only=True)

    def stands_under(self, key: str) -> str:
        """The page of the sidebar that one is in while the page shows a key."""
        return (self.under_of(key) if self.under_of else "") or self.under or self.name

    def offered(self) -> tuple[PaletteCommand, ...]:
        """What the palette offers because of the page."""
        if not self.anywhere:
            return self.commands
        begin = PaletteCommand(self.title, self.icon, lambda app: app.go(self.name), right=self.right)
        return (begin, *self.commands)

    def build(self, app: "AppContext") -> "PageWidget":
        """Make the page's widget."""
        make: Callable[[AppContext], PageWidget] = load(self.view) if isinstance(self.view, str) else self.view
        return make(app)


class PageWidget(Backdrop):
    """The base of a page; it is told when it is shown, with what, and when its list is to be filtered."""

    def show_key(self, key: str) -> None:
        """Show what a place names; a page without keys has nothing to do."""

    def first_focus(self) -> QWidget | None:
        """The widget that gets the focus when the page is shown: the work, never Back."""
        return None

    def filter_field(self) -> QWidget | None:
        """The field that F6 and Ctrl+F go to."""
        return None

    def commands(self) -> Sequence[PaletteCommand]:
        """What the palette offers while the page is shown: what can be done with what is chosen there."""
        tables = (each for each in self.findChildren(QTableView) if each.isVisible())
        found = next((acts for each in tables if (acts := getattr(each, "acts", None))), None)
        return found.commands() if found else ()

    def title(self) -> UiText:
        """The page's present subject, for the window's title; empty for the page's own title."""
        return ""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter from field to field, as in every form."""
        from lifecycle_desk.desktop.going_on import go_on, is_enter  # behind the first picture

        if not (is_enter(event) and go_on(self)):
            super().keyPressEvent(event)

    def may_leave(self) -> bool:
        """Whether the page may be left; a form keeps its draft and says yes."""
        return True
