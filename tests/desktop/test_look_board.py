"""Cards and lanes of the board: what a narrow one says, and what it leaves out."""

from dataclasses import replace

import pytest
from hands import NO_WARNINGS
from hearing import Hearing, shown
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.rows import BoardCard, ChipShown, Lane
from lifecycle_desk.desktop.look.rows.base import State
from lifecycle_desk.desktop.look.rows.board import BoardDelegate, chip_lines
from lifecycle_desk.desktop.look.rows.lanes import LaneHead, write_alike
from lifecycle_desk.desktop.look.theme import theme

pytestmark = [*NO_WARNINGS, pytest.mark.usefixtures("dressed")]


def test_a_lane_tells_its_cards(qtbot):
    lane = Lane(N_("In progress"), "tool")
    lane.show_cards([BoardCard("3กข 4821", "MG4", "Weak", key=1)], "1", "6.5 h")
    shown(qtbot, lane, 240)
    assert lane.head.accessibleName() == "In progress, 1, 6.5 h"
    assert QAccessible.queryAccessibleInterface(lane.list).childCount() == 1


@pytest.mark.parametrize(
    ("width", "lines"),
    [(400, [["package", "flag"]]), (165, [["", ""]]), (140, [["package"], ["flag"]]), (100, [["package"], [""]])],
)
def test_chips_of_a_narrow_card_keep_their_words_and_give_up_icons_or_take_a_line_more(qtbot, width, lines):
    chips = (ChipShown("Parts in", "neutral", "package"), ChipShown("Campaign", "warn", "flag"))
    card = BoardCard("3กข 4821", "MG4", "Weak", chips=chips)
    lane = Lane(N_("In progress"), "tool", [card])
    shown(qtbot, lane, 240)
    lane.list.setFixedWidth(width)
    QApplication.processEvents()
    assert [[chip.icon for chip in line] for line in chip_lines(chips, width - 16)] == lines
    one_line = BoardCard("3กข 4821", "MG4", "Weak", chips=chips[:1])
    more = lane.list.delegate.height(card) - lane.list.delegate.height(one_line)
    assert more == (len(lines) - 1) * theme.px(24)
    rect = lane.list.visualRect(lane.list.model().index(0, 0))
    assert rect.height() == lane.list.delegate.height(card)  # laid out anew in another width
    paper = QPixmap(width, 240)
    with QPainter(paper) as painter:
        brush = Hearing(painter)
        lane.list.delegate.draw(brush, QRect(0, 0, width, rect.height()), card, State())
    assert [each for each in brush.wrote if each in {"Parts in", "Campaign"}] == ["Parts in", "Campaign"]
    assert not brush.cut


@pytest.mark.parametrize(("width", "two"), [(300, False), (150, True)])
def test_the_head_of_a_narrow_lane_tells_its_count_and_its_hours_below_its_name(qtbot, width, two):
    head = LaneHead(N_("In progress"), "tool")
    qtbot.addWidget(head)
    head.tally("4", "7.6 hrs")
    head.resize(width, head.sizeHint().height())
    assert head.fits_one_line is not two
    one = head.sizeHint().height()
    head.have_two_lines(two)
    assert (head.sizeHint().height() > one) is two
    head.resize(width, head.sizeHint().height())
    paper = QPixmap(head.size())
    with QPainter(paper) as painter:
        brush = Hearing(painter)
        head.draw(brush, head.rect())
    assert {*brush.wrote} == ({"In progress", "4 · 7.6 hrs"} if two else {"In progress", "4", "7.6 hrs"})
    assert not brush.cut
    head.tally("4")
    assert head.fits_one_line  # there is no more to tell


WHOLE = "13 hrs overdue \u00b7 28 Nov 17:00"


@pytest.mark.parametrize(
    ("width", "wrote"),
    [
        (400, [WHOLE]),
        (160, ["13 hours overdue"]),
        (120, ["13 hours", "overdue"]),
    ],
)
@pytest.mark.parametrize(("tone", "sign"), [("danger", ["clock-exclamation"]), ("warn", ["clock"]), (None, [])])
def test_a_time_that_has_passed_has_its_sign_in_every_width_and_no_other_has_one(
    qtbot, monkeypatch, width, wrote, tone, sign
):
    signs = list[str]()
    monkeypatch.setattr(Hearing, "icon", lambda _brush, _rect, name, *_how: signs.append(name))
    brush = drawn(qtbot, replace(CARD, promised=WHOLE, tone=tone, shorter=("13 hours overdue",)), width)
    assert signs[-1:] == sign
    if sign:
        assert brush.wrote[: len(wrote) + 1] == [CARD.plate, *wrote]
        assert (WHOLE in brush.cut) == (wrote != [WHOLE])  # told where one points


@pytest.mark.parametrize(("width", "said"), [(400, WHOLE), (130, "By 28 Nov 17:00"), (90, "By 28 Nov")])
def test_a_narrow_card_says_when_it_was_promised_in_fewer_words(qtbot, width, said):
    brush = drawn(qtbot, replace(CARD, promised=WHOLE, shorter=("By 28 Nov 17:00", "By 28 Nov")), width)
    assert said in brush.wrote
    assert (WHOLE in brush.cut) == (said != WHOLE)


def test_how_long_a_card_is_overdue_takes_two_lines_before_it_is_cut(qtbot):
    card = replace(CARD, promised="4 hrs overdue · 16:00", tone="danger", shorter=("45 minutes overdue",))
    brush = drawn(qtbot, card, 100)
    assert brush.wrote[:3] == [CARD.plate, "45 minutes", "overdue"]
    assert "45 minutes overdue" not in brush.cut


def drawn(qtbot, card, width):
    """What a card of a lane writes in a width, what it cuts, and whether all stands within its height."""
    lane = Lane(N_("In progress"), "tool", [card])
    shown(qtbot, lane, 240)
    lane.list.setFixedWidth(width)
    QApplication.processEvents()
    high = lane.list.visualRect(lane.list.model().index(0, 0)).height()
    paper, lowest = QPixmap(width, 400), list[int]()
    with QPainter(paper) as painter:
        brush = Hearing(painter)
        write = brush.text
        brush.text = lambda rect, *how, **more: (lowest.append(rect.bottom()), write(rect, *how, **more))[1]
        lane.list.delegate.draw(brush, QRect(0, 0, width, high), card, State())
    assert max(lowest) < high - 8  # the gap to the next card
    return brush


CARD = BoardCard("3กข 4821", "Siriporn Chaiyasit", "The brakes grind loudly near standstill", model="MG4 Electric")


@pytest.mark.parametrize(
    ("width", "wrote"),
    [
        (300, ["3กข 4821", "MG4 Electric · Siriporn Chaiyasit", "The brakes grind loudly near standstill"]),
        (150, ["3กข 4821", "MG4 Electric", "Siriporn Chaiyasit", "The brakes grind", "loudly near standstill"]),
    ],
)
def test_owner_and_model_have_a_line_each_and_the_job_two_where_a_card_is_narrow(qtbot, width, wrote):
    brush = drawn(qtbot, CARD, width)
    assert brush.wrote == wrote
    assert not brush.cut


def test_the_model_stays_and_an_owner_who_is_cut_for_it_is_told_whole_where_one_points(qtbot):
    card = replace(CARD, owner="Bangkok Green Transport and Logistics Limited", job="Brakes")
    brush = drawn(qtbot, card, 130)
    assert brush.wrote[1] == card.model
    assert len(brush.wrote) == 5  # plate, model, the owner in two lines, job
    assert card.owner in brush.cut


@pytest.mark.parametrize(
    ("width", "words", "wrote"),
    [
        (300, "Do not drive", ["MG4 Electric · Siriporn Chaiyasit", "Do not drive", "Brakes", "Campaign"]),
        (150, "Do not drive", ["MG4 Electric", "Do not drive", "Siriporn Chaiyasit", "Brakes", "Campaign"]),
        (
            150,
            "Park outside, far from others",
            ["MG4 Electric", "Park outside, far from", "others", "Siriporn Chaiyasit"],
        ),
    ],
)
def test_what_a_card_warns_of_stands_whole_below_plate_and_model(qtbot, width, words, wrote):
    card = replace(CARD, job="Brakes", chips=(ChipShown("Campaign", "warn", ""),))
    brush = drawn(qtbot, replace(card, warning=ChipShown(words, "danger", "speakerphone")), width)
    assert brush.wrote[: len(wrote) + 1] == [CARD.plate, *wrote]
    assert not brush.cut


@pytest.mark.parametrize(
    ("width", "wrote", "icons"),
    [
        (160, ["Waiting for parts", "3 · 9.3 hrs"], 2),
        (122, ["Waiting for parts", "3 · 9.3 hrs"], 0),
        (90, ["Waiting for", "parts", "3 · 9.3 hrs"], 0),
    ],
)
def test_the_name_of_a_lane_is_read_whole_without_an_icon_or_in_two_lines(qtbot, monkeypatch, width, wrote, icons):
    heads, signs, said = [LaneHead(N_("Waiting for parts"), "hourglass"), LaneHead(N_("Ready"), "key")], [], []
    monkeypatch.setattr(Hearing, "icon", lambda _brush, _rect, name, *_how: signs.append(name))
    for head in heads:
        qtbot.addWidget(head)
        head.tally("3", "9.3 hrs")
        head.resize(width, 80)
    write_alike(heads)
    for head in heads:
        paper = QPixmap(head.size())
        with QPainter(paper) as painter:
            brush = Hearing(painter)
            head.draw(brush, head.rect())
        said.append(brush.wrote)
        assert not brush.cut
    assert said == [wrote, ["Ready", "3 · 9.3 hrs"]]
    assert len(signs) == icons
    assert len({head.sizeHint().height() for head in heads}) == 1  # so that the cards begin in one line


@pytest.mark.parametrize("high", [160, 200, 230, 260, 300, 333, 366, 400, 450, 520, 600, 700, 900])
@pytest.mark.parametrize("width", [140, 240])
def test_the_head_of_a_lane_is_what_was_passed_what_is_named_in_sight_and_what_its_foot_says(qtbot, width, high):
    chips = (ChipShown("Parts in", "neutral", "package"),)
    cards = [replace(CARD, plate=f"1 {at}", key=at, chips=chips * (at % 3), promised="9:00") for at in range(6)]
    lane = Lane(N_("In progress"), "tool")
    lane.show_cards(cards, "6")
    shown(qtbot, lane, width)
    lane.resize(width, high)
    QApplication.processEvents()
    bar = lane.list.verticalScrollBar()
    for at in {0, bar.maximum() // 3, bar.maximum() // 2, bar.maximum()}:
        bar.setValue(at)
        named = {words for words, _ in in_sight(lane)} & {card.plate for card in cards}
        said = [int(each.split()[1]) for each in written(lane) if "more" in each]
        passed = [each.plate for each, place in places(lane) if place.y() < 0 and each.plate not in named]
        assert len(passed) + len(named) + sum(said) == 6
    lane.show_cards([CARD], "1")
    QApplication.processEvents()
    assert not [each for each in written(lane) if "more" in each]


def places(lane: Lane) -> list[tuple[BoardCard, QRect]]:
    """The cards of a lane, each with its place in what is seen of them."""
    rows = lane.list.rows
    return [(card, lane.list.visualRect(rows.index(at, 0))) for at, card in enumerate(rows.rows)]


def in_sight(lane: Lane) -> list[tuple[str, QRect]]:
    """What its cards write within what is seen of them, even in part, each with its place."""
    view, wrote = lane.list.viewport().rect(), list[tuple[str, QRect]]()
    paper = QPixmap(lane.size())
    with QPainter(paper) as painter:
        brush = Hearing(painter)
        write = brush.text
        brush.text = lambda rect, words, *how, **more: (
            wrote.append((words, QRect(rect))),
            write(rect, words, *how, **more),
        )[1]
        for card, place in places(lane):
            lane.list.delegate.draw(brush, place, card, State())
    return [(words, rect) for words, rect in wrote if rect.intersects(view)]


@pytest.mark.parametrize("high", range(170, 420, 7))
def test_a_card_that_goes_on_below_its_lane_ends_with_a_whole_line(qtbot, high):
    lane = Lane(N_("In progress"), "tool", [replace(CARD, key=at, promised="By 28 Nov") for at in range(4)])
    shown(qtbot, lane, 150)
    lane.resize(150, high)
    QApplication.processEvents()
    lane.list.verticalScrollBar().setValue(11)
    bottom = lane.list.viewport().rect().bottom()
    assert all(rect.bottom() <= bottom for _, rect in in_sight(lane))


@pytest.mark.parametrize("high", range(170, 330, 5))
def test_how_long_a_card_is_overdue_is_said_whole_or_not_at_all(qtbot, high):
    lane = Lane(N_("In progress"), "tool", [replace(CARD, promised="13 hours overdue", tone="danger")])
    shown(qtbot, lane, 132)
    lane.resize(132, high)
    QApplication.processEvents()
    assert {words for words, _ in in_sight(lane)} & {"13 hours", "overdue"} in (set(), {"13 hours", "overdue"})


LATE = replace(CARD, promised="13 hours overdue", tone="danger", warning=ChipShown("Do not drive", "danger", ""))


def test_how_long_a_card_is_overdue_stands_below_its_plate_before_what_may_be_below_the_edge(qtbot):
    said = [CARD.plate, "13 hours overdue", CARD.model, "Do not drive", CARD.owner]
    assert drawn(qtbot, LATE, 150).wrote[:5] == said
    assert LATE.words().startswith(", ".join(said))


@pytest.mark.parametrize("high", range(170, 420, 7))
def test_a_late_card_is_counted_below_the_foot_until_it_says_that_it_is_late(qtbot, high):
    lane = Lane(N_("In progress"), "tool", [replace(LATE, plate=f"1 {at}", key=at) for at in range(4)])
    shown(qtbot, lane, 150)
    lane.resize(150, high)
    QApplication.processEvents()
    seen = [words for words, _ in in_sight(lane)]
    plates = [each for each in seen if each.startswith("1 ")]
    assert len(plates) == seen.count("13 hours overdue")
    assert len(plates) + sum(int(each.split()[1]) for each in written(lane) if "more" in each) == 4


@pytest.mark.parametrize("until", range(76, 160, 6))
def test_a_card_that_goes_on_below_its_lane_leaves_no_void_below_its_last_line(until):
    delegate, card = BoardDelegate(), replace(CARD, promised="By 28 Nov", chips=(ChipShown("Parts in"),))
    delegate.width, delegate.until = 150, until
    high, lowest = delegate.height(card), list[int]()
    assert high > 160 + 8  # it goes on below at each
    paper = QImage(150, high, QImage.Format.Format_RGB32)
    paper.fill(0xFF00FF)
    with QPainter(paper) as painter:
        brush = Hearing(painter)
        write = brush.text
        brush.text = lambda rect, *how, **more: (lowest.append(rect.bottom()), write(rect, *how, **more))[1]
        delegate.draw(brush, QRect(0, 0, 150, high), card, State())
    drawn_to = max(y for y in range(high) if paper.pixel(4, y) & 0xFFFFFF != 0xFF00FF)
    assert max(lowest) < until
    assert drawn_to - max(lowest) <= 8 + 4  # the edge below what a card says, and that of a chip


def test_a_lane_has_no_foot_where_all_cards_are_named_though_the_last_goes_on_below(qtbot):
    lane = Lane(N_("In progress"), "tool", [replace(CARD, key=at) for at in range(2)])
    shown(qtbot, lane, 240)
    second = lane.list.visualRect(lane.list.rows.index(1, 0))
    lane.resize(240, lane.height() - lane.list.viewport().height() + second.y() + second.height() * 4 // 5)
    QApplication.processEvents()
    assert lane.list.verticalScrollBar().maximum()
    assert lane.list.foot == 0
    assert not [each for each in written(lane) if "more" in each]


@pytest.mark.parametrize("high", range(34, 76, 6))
def test_a_card_with_room_for_its_plate_and_little_more_is_not_begun(qtbot, high):
    card = replace(CARD, promised="By 28 Nov")
    delegate = BoardDelegate()
    delegate.width, delegate.until = 150, high
    assert delegate.names_to(card) > high
    paper = QImage(150, 200, QImage.Format.Format_RGB32)
    with QPainter(paper) as painter:
        brush = Hearing(painter)
        delegate.draw(brush, QRect(0, 0, 150, delegate.height(card)), card, State())
    assert not brush.wrote


def written(lane: Lane) -> list[str]:
    """What a lane writes beside its cards."""
    paper = QPixmap(lane.size())
    with QPainter(paper) as painter:
        brush = Hearing(painter)
        lane.draw(brush, lane.rect())
    return brush.wrote


def test_a_lane_without_cards_says_so_to_the_eye_and_to_the_ear(show):
    lane = Lane(N_("Ready"), "circle-check")
    show(lane, 240)
    empty = lane.grab().toImage()
    assert lane.list.accessibleDescription() == "No vehicles here"
    lane.show_cards([BoardCard("3กข 4821", "MG4", "Weak", key=1)], "1")
    assert lane.list.accessibleDescription() == ""
    lane.show_cards([], "0")
    assert lane.list.accessibleDescription() == "No vehicles here"
    assert lane.grab().toImage() != empty  # the head counts to 0


def test_a_lane_without_cards_shows_that_it_has_the_keyboard(show):
    lane = Lane(N_("Ready"), "circle-check")
    show(lane, 240)
    before = lane.grab().toImage()
    lane.list.setFocus()
    QApplication.processEvents()
    assert lane.grab().toImage() != before
