"""The body of a long form: it scrolls above its bar, and no line of it is wider than an eye can follow."""

from typing import override

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QLayoutItem, QWidget

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Columns,
    Fitted,
    InfoBar,
    PageTitle,
    Rail,
    Scroll,
    SectionTitle,
    StickyBar,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.boxes import Item
from lifecycle_desk.desktop.look.parts.spaced import Spaced
from lifecycle_desk.desktop.look.theme import theme

WIDEST = 1216  # px with its margins: all of a page in a window of 1440
UNDER_HEAD = 14  # px between the head of a page and what stands under it, as on pages of lists
NEARLY = 120  # px: a form that would end so much or less before its page does ends where the page does


class PageScroll(Fitted, Scroll):
    """A whole page that scrolls; its bar lies over the margin at its end.

    Beside it, the page would end before the buttons of its head and its foot do, and move when the bar comes.
    """

    def _fit(self) -> None:
        """Leave the bar no room of its own, as long as the page has room without scrolling across."""
        page = self.holder
        tight = page.minimumSizeHint().width() > self.width()
        across = Qt.ScrollBarPolicy.ScrollBarAsNeeded if tight else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(across)
        page.setMinimumWidth(0 if tight else self.width())


class WhyWithheld(InfoBar):
    """Why buttons of a form are all withheld: at its head, so that nobody fills in what cannot be saved."""

    def __init__(self, *buttons: Button) -> None:
        super().__init__("", tone="warn", icon="lock")
        self._buttons = buttons
        self.hide()
        for each in buttons:
            each.withheld.connect(self._show_reason)
        self._show_reason()

    @Slot()
    def _show_reason(self) -> None:
        reasons = [each.reason for each in self._buttons]
        self.set_message(reasons[0])
        self.setVisible(all(reasons))


class FormBody(PageScroll):
    """A form that keeps to the start side of a wide window; the buttons of its `bar` end where it ends.

    Below its title it says why its primary button is withheld.
    """

    def __init__(self, layout: Spaced, bar: StickyBar | None = None, *, widest: int = WIDEST) -> None:
        if bar:
            _below_title(layout, WhyWithheld(bar.primary))
        self._form, self._bar, self._widest = wrap(layout), bar, widest
        super().__init__(row((self._form, 30_000), None, gap=0))
        self._fit()

    @override
    def _fit(self) -> None:
        rest = self.width() - theme.u(self._widest)
        rest = rest if rest > theme.u(NEARLY) else 0
        self._form.setMaximumWidth(max(theme.u(self._widest), self.width() - rest))
        super()._fit()
        if self._bar:
            self._bar.end_before(rest)


class FormColumns(Columns):
    """A form that scrolls beside a rail; both reach to the end of the page, whose margin they hold themselves.

    The bar of the form lies over the gap before the rail, or over the margin where there is none, so that the page ends
    where the buttons of its head and its foot do.
    """

    def __init__(self, form: QBoxLayout, *cards: QWidget, width: int = t.RAIL) -> None:
        self._held = row((wrap(form), 1), t.PAGE_MARGIN, gap=0)
        super().__init__(PageScroll(self._held), Rail(*cards, width=width, margin=t.PAGE_MARGIN), gap=0)

    @override
    def _fit(self) -> None:
        super()._fit()
        after = t.PAGE_MARGIN if self.rail.isHidden() else t.COLUMN_GAP
        self._held.change_space(0, after)


def _below_title(layout: Spaced, part: QWidget) -> None:
    layout.insertWidget(1 if _is_title(layout.itemAt(0)) else 0, part)


def _is_title(item: QLayoutItem | None) -> bool:
    """Whether a part of a page is its title, or begins with it."""
    if item is None:
        return False
    within = item.layout()
    return isinstance(item.widget(), PageTitle) or (isinstance(within, Spaced) and _is_title(within.itemAt(0)))


def over_bar(head: Item, form: QWidget | QBoxLayout, bar: StickyBar) -> QBoxLayout:
    """The layout of a page with a form: its head, below that what scrolls, down to the very bar at its foot."""
    body, whole = column(head, (form, 1) if isinstance(form, QWidget) else form, gap=UNDER_HEAD), column(gap=0)
    whole.addLayout(body, 1)
    whole.addWidget(bar)
    return whole


def form_card(*parts: Item) -> Card:
    """A card with the fields that belong together."""
    first, *others = parts
    below = [t.FIELD_GAP] if isinstance(first, SectionTitle) else []
    return Card(column(first, *below, *others, gap=t.FIELD_GAP, margins=(16, 12, 16, 8)))
