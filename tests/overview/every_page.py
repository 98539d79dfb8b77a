"""Walks over every page of the whole program on the example dealer, and what is measured and read on the way.

Sixty pages are dear to build and cheap to come back to, so tests of all pages share one window, and nothing is painted
that nobody looks at.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

from hands import rest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from lifecycle_desk.app import main_places
from lifecycle_desk.desktop.fitting import parts_seen
from lifecycle_desk.desktop.keyboard_sheet import KeyLine
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.key_names import keys_shown
from lifecycle_desk.desktop.look.parts import Button, Card, CheckField, Field, IconButton
from lifecycle_desk.desktop.window import Window

NEARLY = 12  # px by which two fields that are meant to stand side by side may not miss each other
AS_TYPED = QKeySequence.SequenceFormat.PortableText


@contextmanager
def unpainted(desk: Window) -> Iterator[None]:
    """What happens here is laid out, not painted."""
    before = (
        desk.updatesEnabled()
    )  # of a window that nobody looks at they stay off: sixty pages would be told each time
    desk.setUpdatesEnabled(False)
    try:
        yield
    finally:
        desk.setUpdatesEnabled(before)


def walk(desk: Window, named: Sequence[str] = ()) -> Iterator[tuple[str, QWidget]]:
    """Every page, or those that are named, one after the other, when all that it asked has come."""
    for name, there in main_places(desk.app.user):
        if not named or name in named:
            with unpainted(desk):
                desk.go(there)
                rest(desk)
            page = desk.page()
            assert page, name
            yield name, page


def walk_at(desk: Window, sizes: Sequence[QSize], named: Sequence[str] = ()) -> Iterator[tuple[str, QSize]]:
    """The same at some sizes each: forward on one page, backward on the next, as parts remember how wide they were."""
    desk.resize(sizes[0])
    for at, (name, _) in enumerate(walk(desk, named)):
        for size in sizes if at % 2 == 0 else sizes[::-1]:
            with unpainted(desk):
                desk.resize(size)
                rest(desk)
            yield name, size


def fields(desk: Window) -> list[Field]:
    """The fields of the page that is shown."""
    return on_page(desk, Field)


def on_page[Part: QWidget](desk: Window, kind: type[Part]) -> list[Part]:
    """The parts of a kind that are seen on the page that is shown; those of the others are not looked through."""
    page = desk.page()
    assert page
    return [each for each in page.findChildren(kind) if each.isVisible()]


def place(desk: Window, part: QWidget) -> QRect:
    """Where a part stands in the window."""
    return QRect(part.mapTo(desk, QPoint(0, 0)), part.size())


def card_of(part: QWidget) -> QWidget | None:
    """The card in which a part stands."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, Card):
        above = above.parentWidget()
    return above


def uneven(desk: Window, inside: list[Field]) -> list[str]:
    """Fields whose tops, or whose controls' tops, nearly agree with those of others in their card."""
    tops = {each: place(desk, each).top() for each in inside}
    found = []
    for one in inside:
        for other in inside:
            by = tops[other] - tops[one]
            if 0 < by <= NEARLY:
                found.append(f"{other.label.text()} {by} px below {one.label.text()}")
            lines = not {one, other} & {each for each in inside if isinstance(each, CheckField)}
            if by == 0 and lines and place(desk, one.control).top() != place(desk, other.control).top():
                found.append(f"controls of {one.label.text()} and {other.label.text()}")
    return found


def gaps(desk: Window, inside: list[Field]) -> set[int]:
    """The distances of neighbouring rows that follow one another in one layout."""
    rows: dict[int, int] = {}
    for each in inside:
        at = place(desk, each)
        rows[at.top()] = max(rows.get(at.top(), 0), at.bottom() + 1)
    tops = sorted(rows)
    between = [after - rows[before] for before, after in pairwise(tops)]
    return {each for each in between if -t.FIELD_GAP < each < 3 * t.FIELD_GAP}


def off_the_grid(desk: Window) -> list[object]:
    """What in the cards of the form that is shown does not agree with its neighbours."""
    cards: dict[QWidget | None, list[Field]] = {}
    for each in fields(desk):
        cards.setdefault(card_of(each), []).append(each)
    found: list[object] = []
    for inside in cards.values():
        found += uneven(desk, inside)
        if odd := gaps(desk, inside) - {t.FIELD_GAP}:
            found.append(([each.label.text() for each in inside][:3], odd))
    return found


def texts(desk: Window) -> Iterator[str]:
    """The words of all widgets that are seen, with what stands under the pointer and is read aloud."""
    for each in parts_seen(desk):
        yield from (each.toolTip(), each.accessibleName())
        text = getattr(each, "text", None)
        if callable(text):
            yield str(text())


def on_sheet(desk: Window) -> list[KeyLine]:
    """The lines of the sheet of keys on the page that is shown."""
    desk.show_keys()
    rest(desk)
    lines = desk.sheet.box.findChildren(KeyLine)
    desk.sheet.close_up()
    return lines


def heard(desk: Window) -> set[str]:
    """Every key that somebody listens to on the page that is shown, found without the sheet's own means."""
    page = desk.page()
    assert page
    shortcuts = [*desk.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)]
    shortcuts += [each for each in page.findChildren(QShortcut) if each.parent().isVisible()]
    keys = [each.key() for each in shortcuts]
    for part in (desk.bar, page):
        buttons = [each for each in part.findChildren(Button) + part.findChildren(IconButton) if each.isVisible()]
        keys += [each.shortcut() for each in buttons if not each.shortcut().isEmpty()]
    return {keys_shown(each.toString(AS_TYPED)) for each in keys}
