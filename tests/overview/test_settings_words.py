"""Settings in any language: every text of every tab follows it, and every control has a name."""

import re
from collections.abc import Iterator

import pytest
from examples import NOON, example_user
from hands import NO_WARNINGS, OPEN, go, left_as_found, marked, nameless, rest, seen, shown
from overview_window import overview
from PySide6.QtCore import Qt

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.commands.bug_log import log_file
from lifecycle_desk.desktop.look.parts import Label
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.screens.settings import FOR_SERVER, NAMES
from lifecycle_desk.overview.usecases.safety import safety

pytestmark = NO_WARNINGS
OF_A_FILE = [each for each in NAMES if each not in FOR_SERVER]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Iterator[Window]:
    """One window for all that is only looked at."""
    user = example_user(tmp_path_factory.mktemp("settings") / "desk.ldk")
    with standing_at(NOON):
        yield from shown(overview(user))
    user.store.close()


@pytest.fixture
def looked_at(shared: Window) -> Iterator[Window]:
    """The same in English."""
    with standing_at(NOON):
        yield from left_as_found(shared)


@pytest.mark.parametrize("name", OF_A_FILE)
def test_every_text_follows_the_language(looked_at, name):
    window = looked_at
    there = go(window, "settings", name).tabs[name]
    translator().set_language(marked(window.app.user))
    rest(window)
    path = str(window.app.user.store.path)
    data = {path, path + ".backups", "฿850.00", str(log_file()), "Thailand"}
    head, formats = safety(window.app.user).head, translator().current.formats
    data |= {"0", "1", "2", "3", formats.number(head.seq), formats.moment(head.at), f"{head.seal[:16]}…"}

    told = [text for text in seen(there) if not re.fullmatch(r"[\d.]+\u00a0GB", text)]  # what is free on the disk
    assert [text for text in told if OPEN not in text and text not in data] == []


@pytest.mark.parametrize("name", OF_A_FILE)
def test_every_control_has_a_name_and_no_label_takes_markup(looked_at, name):
    there = go(looked_at, "settings", name).tabs[name]

    assert nameless(there) == []
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in there.findChildren(Label))
