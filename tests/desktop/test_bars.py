"""The bar at the foot of a form: what gives way first where it has no room, and what is never shortened for nothing."""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from hands import ALT, CTRL, dress_once, rest, shown
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from lifecycle_desk.base.milestones import Milestone, Reached
from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.paint import ELIDED, Brush
from lifecycle_desk.desktop.look.parts import Button, IconButton, PageTitle, Plate, Steps, StickyBar, row, wrap
from lifecycle_desk.desktop.look.parts.actions import Actions
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language

NAMES = ("Booked", "In progress", "Quality check", "Ready", "Handed over")


@pytest.fixture
def bar() -> Iterator[StickyBar]:
    dress_once()
    buttons = [Button(text=each) for each in ("To quality check", "Save", "Print")]
    made = StickyBar(*buttons, steps=Steps([Milestone(each, each) for each in NAMES], 1))
    made.summary.set_message(PlainText("Customer pays ฿2,341.16"))
    made.missing.set_message(PlainText("1 item outstanding"))
    yield from shown(made)


def stand(bar: StickyBar, width: int) -> tuple[int, list[str], bool]:
    """How far the steps have given way, which buttons are folded, and whether what is missing is whole."""
    bar.resize(width, 56)
    rest(bar)
    steps = bar.steps
    assert steps
    level = sum(steps.width() < each for each in steps.widths)
    (actions,) = bar.findChildren(Actions)
    return level, [each.text() for each in actions.folded], bar.missing.width() >= bar.missing.sizeHint().width()


def test_steps_lose_their_names_before_buttons_fold_and_what_is_missing_is_shortened_last(bar):
    seen = [stand(bar, width) for width in range(1300, 380, -10)]
    orders = [(level, len(folded)) for level, folded, _ in seen]
    assert orders[0] == (0, 0)
    assert orders == sorted(orders, key=lambda each: (min(each[0], 1), each[1], each[0]))  # never back and forth
    assert {(0, 0), (1, 0), (1, 1), (1, 2), (2, 2), (3, 2)} <= set(orders)
    assert all(whole for level, folded, whole in seen if level < 3 or len(folded) < 2)
    assert not seen[-1][2]
    assert bar.missing.toolTip() == "1 item outstanding"


def test_the_parts_of_a_bar_never_overlap_and_end_where_it_ends(bar):
    for code in ("en", "ar"):
        translator().set_language(Language(code))
        for width in (1300, 900, 700, bar.minimumSizeHint().width()):
            stand(bar, width)
            parts = [bar.steps, bar.summary, bar.missing, *bar.findChildren(Actions)]
            boxes = sorted((each.geometry().getRect() for each in parts), key=lambda box: box[0])
            assert all(one[0] + one[2] <= next_one[0] for one, next_one in pairwise(boxes))
            assert boxes[0][0] >= 24
            assert boxes[-1][0] + boxes[-1][2] <= width - 24


def test_a_step_without_room_for_its_name_is_told_in_words(bar):
    stand(bar, 520)
    assert bar.steps
    assert bar.steps.accessibleName() == "Step 2 of 5: In progress"
    assert bar.steps.toolTip().splitlines() == ["Step 2 of 5: In progress", *NAMES]


def test_the_next_step_keeps_its_name_beside_the_one_that_one_is_in(bar, monkeypatch):
    said: list[str] = []
    draw = Brush.text

    def noted(b: Brush, rect: QRect, words: str, *looks: Any) -> int:
        said.append(words)
        return draw(b, rect, words, *looks)

    monkeypatch.setattr(Brush, "text", noted)
    steps = bar.steps
    assert steps

    def named_at(width: int) -> list[str]:
        steps.resize(width, steps.height())
        said.clear()
        steps.grab()
        assert not ELIDED & set(NAMES), width
        return [*said]

    ELIDED.clear()
    assert [named_at(width) for width in steps.widths] == [
        [*NAMES],
        ["In progress", "Quality check"],
        ["In progress"],
        ["In progress"],
        [],
    ]
    assert named_at(steps.widths[0] - 1) == [*NAMES[1:]]  # others as far as there is room: first what is still to come
    assert named_at(steps.widths[1] + theme.width("Ready", "small") + theme.u(6)) == [*NAMES[1:4]]
    steps.go(1, [Reached.DONE, Reached.OPEN, Reached.NOT_NEEDED, Reached.OPEN, Reached.OPEN])
    assert named_at(steps.widths[1]) == ["In progress", "Ready"]  # what is not needed is not next
    steps.go(4)
    assert named_at(steps.widths[1]) == ["Handed over"]


def test_a_head_with_a_menu_of_its_own_folds_into_that_and_keeps_its_primary_button():
    dress_once()
    pressed: list[str] = []
    more = IconButton("dots", N_("More"), kind="plain")
    issue, receive = Button(text="Issue parts", icon="tool"), Button(text="Receive parts", kind="primary")
    issue.clicked.connect(lambda: pressed.append("issue"))
    menu = Menu(more)
    menu.offer(N_("History"), lambda: pressed.append("history"))
    actions = Actions(issue, receive, more)
    for made in shown(actions):
        narrow = actions.minimumSizeHint().width()
        for width, folded in ((narrow + 300, []), (narrow, [issue])):
            made.resize(width, 40)
            rest(made)
            assert [*actions.folded] == folded
            assert not actions.more.isVisible()  # no second “…”
            assert receive.width() == receive.sizeHint().width()
            assert receive.geometry().right() < more.geometry().left()
        menu.open_under(more)
        assert [each.text() for each in menu.actions() if each.text()] == ["History", "Issue parts"]
        menu.actions()[-1].trigger()
        menu.close()
        assert pressed == ["issue"]


def test_a_title_is_not_cut_beside_room_that_no_button_uses():
    dress_once()
    title, plate = PageTitle(text="BYD Atto 3 Extended Range 60.5 kWh"), Plate("6พอ 7270")
    buttons = [Button(text=each, icon="printer") for each in ("Print document", "Battery health", "Open vehicle")]
    for head in shown(wrap(row(title, 4, plate, None, *buttons))):
        (actions,) = head.findChildren(Actions)
        seen = set()
        for code in ("en", "ar"):
            translator().set_language(Language(code))
            for width in range(1000, 500, -20):
                head.resize(width, 40)
                rest(head)
                whole = title.width() >= title.sizeHint().width()
                assert whole or actions.width() in actions.widths, (code, width)
                seen.add((len(actions.folded), whole))
                ends = sorted((each.x(), each.x() + each.width()) for each in (title, plate, actions))
                assert all(one[1] <= next_one[0] for one, next_one in pairwise(ends))
                assert (ends[0][0], ends[-1][1]) == (0, width)
        assert {(0, True), (1, True), (2, False)} <= seen


def test_a_head_shows_three_actions_and_has_the_others_and_their_keys_under_dots():
    dress_once()
    pressed: list[str] = []
    names = ("Texts", "Withdraw", "History", "Report", "Letters")
    buttons = [Button(text=each, keys=f"Ctrl+Alt+{each[0]}") for each in names]
    for name, button in zip(names, buttons, strict=True):
        button.clicked.connect(partial(pressed.append, name))
    for head in shown(wrap(row(PageTitle(text="EX-26-014"), None, *buttons))):
        (actions,) = head.findChildren(Actions)
        head.resize(1600, 40)
        rest(head)
        assert [*actions.folded] == buttons[:2]
        assert actions.width() == actions.widths[0] == actions.sizeHint().width()
        QTest.keyClick(head, Qt.Key.Key_T, CTRL | ALT)
        menu = Menu(actions, actions.offer_folded)
        menu.refill()
        assert [each.text() for each in menu.actions()] == ["Texts\tCtrl Alt T", "Withdraw\tCtrl Alt W"]
        menu.actions()[-1].trigger()
        assert pressed == ["Texts", "Withdraw"]
        buttons[2].hide()
        rest(head)
        assert [*actions.folded] == [buttons[0]]


def test_second_actions_fold_before_the_title_of_a_page_is_cut():
    dress_once()
    title = PageTitle(text="EX-26-014 · Coolant may leak into the high-voltage battery")
    buttons = [Button(text=each) for each in ("History", "For the manufacturer", "Owner letters")]
    for head in shown(wrap(row(title, None, *buttons))):
        (actions,) = head.findChildren(Actions)
        seen = set()
        for width in range(1100, 500, -15):
            head.resize(width, 40)
            rest(head)
            whole = title.width() >= title.sizeHint().width()
            assert whole or len(actions.folded) == len(buttons) - 1, width
            seen.add((len(actions.folded), whole))
        assert {(0, True), (1, True), (2, True), (2, False)} <= seen
