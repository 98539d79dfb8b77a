"""The list of signing keys: a fingerprint is shown whole in every width, broken between its groups of four."""

import pytest
from PySide6.QtCore import QSize

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.paint import ELIDED, Brush
from lifecycle_desk.desktop.look.rows import ChipShown
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.overview.screens.settings.key_rows import KeyList, KeyRow

FINGERPRINT = "1B7E CF4D D636 E826 F645 67CA C9F1 929C"
VALID = KeyRow(1, FINGERPRINT, "This computer · 1 Nov 2022")
REVOKED = KeyRow(2, FINGERPRINT, "Public part only · 1 Nov 2022", ChipShown("Revoked", "danger"))


@pytest.fixture
def drawn(dressed, qtbot, monkeypatch):
    """Shows keys in a width; gives the list, and what is drawn of their fingerprints."""
    painted: list[str] = []
    draw = Brush.text

    def noting(brush, rect, words, *how, **more):
        painted.append(words)
        return draw(brush, rect, words, *how, **more)

    monkeypatch.setattr(Brush, "text", noting)

    def shown(width: int, *rows: KeyRow) -> tuple[KeyList, list[str]]:
        view = KeyList(N_("Signing keys"))
        qtbot.addWidget(view)
        view.resize(QSize(width, 400))
        view.show()
        view.show_rows(rows)
        view.stand_whole()
        painted.clear()
        ELIDED.clear()
        view.grab()
        return view, [each for each in painted if {*each.split(" ")} <= {*FINGERPRINT.split(" ")}]

    yield shown
    theme.set_theme(scale=1.0)


def test_a_fingerprint_stands_in_one_line_where_it_has_room(drawn):
    assert drawn(600, VALID)[1] == [FINGERPRINT]


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("row", [VALID, REVOKED])
def test_a_narrow_list_breaks_it_between_its_groups_and_cuts_none(drawn, percent, row):
    theme.set_theme(scale=percent / 100)
    for width in (320, 260):
        view, lines = drawn(width * percent // 100, row)
        assert len(lines) > 1
        assert " ".join(lines) == FINGERPRINT
        assert len({len(each) for each in lines}) == 1
        assert not ELIDED & {*lines}
        assert view.height() == view.delegate.height(row) + 2 > theme.px(46, 2) + 2


def test_a_list_that_gets_narrower_gets_higher_rows(drawn):
    view, _ = drawn(600, VALID)
    before = view.height()
    view.resize(260, 400)
    assert view.height() > before


def test_a_revoked_key_says_so_aloud():
    assert "Revoked" in REVOKED.words()
    assert FINGERPRINT in REVOKED.words()
