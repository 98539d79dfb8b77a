"""No heading of a column is cut in any language, in the windows and sizes of text that people have."""

import pytest
from every_page import unpainted
from examples import NOON
from hands import NO_WARNINGS, rest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTableView

from lifecycle_desk.app import main_places
from lifecycle_desk.base import clock
from lifecycle_desk.desktop.look.rows.head import TableHead
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import LANGUAGES

pytestmark = NO_WARNINGS
SIZES = {100: QSize(1280, 720), 125: QSize(1366, 768), 150: QSize(1440, 900), 200: QSize(1920, 1080)}
# At 125 % lists have the least room for their words: beside the whole sidebar, which folds above. There all languages
# are walked, elsewhere those with the longest words, since a walk through all lists takes seconds.
LONG_WORDS = ("ru", "de", "id")
SPOKEN = {100: LONG_WORDS, 125: tuple(LANGUAGES), 150: LONG_WORDS, 200: LONG_WORDS}


def heads(desk: Window) -> list[TableHead]:
    """The heads of the tables that are seen on the page that is shown."""
    page = desk.page()
    assert page
    found = (each.horizontalHeader() for each in page.findChildren(QTableView) if each.isVisible())
    return [each for each in found if isinstance(each, TableHead) and each.isVisible()]


def go(desk: Window, name: str) -> None:
    with unpainted(desk):
        desk.go(dict(main_places(desk.app.user))[name])
        rest(desk)


@pytest.fixture(scope="module")
def lists(whole: Window) -> list[str]:
    """The places that have a table."""
    with clock.standing_at(NOON):
        names = [name for name, _ in main_places(whole.app.user)]
        found = []
        for name in names:
            go(whole, name)
            found += [name] if heads(whole) else []
    return found


@pytest.mark.parametrize("percent", SIZES)
def test_no_heading_is_cut_in_any_language(whole, lists, percent):
    assert len(lists) > 20
    cut: list[object] = []
    lines = set()
    with clock.standing_at(NOON):
        for language in SPOKEN[percent]:
            whole.speak(language)
            theme.set_theme(scale=percent / 100)
            whole.resize(SIZES[percent])
            for name in lists:
                go(whole, name)
                for head in heads(whole):
                    lines.add(head.lines)
                    cut += [(name, language, head.title(at)) for at in head.seen() if head.is_cut(at)]
        theme.set_theme(scale=1.0)
        whole.speak("en")
    assert not cut
    assert lines == {1, 2}  # or no heading was long enough to show anything
