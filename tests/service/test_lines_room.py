"""The room of order lines: an empty column of cover gives it, a unit stands beside its figure, chips off their head."""

from collections.abc import Iterator

import pytest
from hands import rest
from PySide6.QtCore import QRect, Qt
from screen import Hands, at_the_window
from workshop import VIN

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind
from lifecycle_desk.stages.service.orders.screens.entry.form import OrderFormPage
from lifecycle_desk.stages.service.orders.screens.sheet.car_notes import Note
from lifecycle_desk.stages.service.orders.screens.sheet.folded_facts import PressingNote
from lifecycle_desk.stages.service.orders.screens.sheet.lines.cells import AIR, UNIT_GAP, FigureCell

LONG = "Replace the rear pads, clean and grease the guides of both callipers, measure the discs and note their wear"
SHORT = "Oil filter"


@pytest.fixture
def hands(own_shop: UserSession, qtbot) -> Iterator[Hands]:
    with at_the_window(own_shop, qtbot) as found:
        found.window.resize(1280, 720)
        yield found


def form(hands: Hands) -> OrderFormPage:
    page = hands.go("order_form", VIN)
    assert isinstance(page, OrderFormPage)
    hands.until(lambda: page.vehicle.vehicle)
    return page


def job(text: str, group: PartGroup | None = None, *items: str) -> Job:
    return Job(complaint="Squeaks.", lines=(Line(kind=LineKind.PART, text=text, group=group),), service=items)


def show(hands: Hands, page: OrderFormPage, *texts: str) -> None:
    """A job for each text, with one line."""
    page.jobs.show_jobs(
        [Job(complaint="Squeaks.", lines=(Line(kind=LineKind.PART, code="X-1", text=text),)) for text in texts]
    )
    hands.settle()
    rest(hands.window)


def covers(page: OrderFormPage) -> list[int]:
    return [row.cover.width() for card in page.jobs.cards for row in card.rows]


def titles(page: OrderFormPage, monkeypatch) -> list[dict[str, QRect]]:
    """The titles over the lines of each job, and where they stand."""
    found = []
    for card in page.jobs.cards:
        at: dict[str, QRect] = {}
        with monkeypatch.context() as patched:
            patched.setattr(Brush, "text", lambda _, rect, words, *_how, at=at, **_more: at.update({words: rect}) or 0)
            card.head.grab()
        found.append(at)
    return found


def test_an_empty_column_of_cover_gives_its_room_to_a_description_that_would_be_cut(hands, monkeypatch):
    page = form(hands)
    show(hands, page, SHORT, SHORT)
    assert all(covers(page))
    wide = page.jobs.cards[0].rows[0].text.width()
    show(hands, page, SHORT, LONG)
    assert covers(page) == [0, 0]  # in all jobs, or their figures would not stand under one another
    assert page.jobs.cards[1].rows[0].text.width() > wide + theme.u(80)
    for card, at in zip(page.jobs.cards, titles(page, monkeypatch), strict=True):
        row = card.rows[0]
        assert at["Cover"].width() <= 0
        assert at["Pays"].x() == row.pays.x() + AIR
        assert at["Price"].right() < row.price.geometry().right()


def test_a_column_of_cover_in_which_something_stands_stays(hands):
    page = form(hands)
    page.jobs.show_jobs([job(LONG, PartGroup.SUSPENSION)])
    hands.settle()
    assert all(covers(page))


def test_tab_brings_the_column_back_and_it_stays_until_another_order_is_shown(hands):
    page = form(hands)
    show(hands, page, LONG)
    row = page.jobs.cards[0].rows[0]
    row.pays.setFocus()
    hands.press(Qt.Key.Key_Tab)
    hands.settle()
    assert hands.focus is row.cover
    assert row.cover.width() > theme.u(40)
    row.code.setFocus()
    hands.settle()
    assert all(covers(page))
    show(hands, page, LONG)
    assert covers(page) == [0]


def test_a_description_that_grows_takes_the_column_and_gives_it_back(hands):
    page = form(hands)
    show(hands, page, SHORT)
    row = page.jobs.cards[0].rows[0]
    row.code.setFocus()
    for text, is_seen in ((LONG, False), (SHORT, True)):
        row.text.setText(text)
        row.text.changed.emit()
        hands.settle()
        assert bool(row.cover.width()) is is_seen


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_unit_stands_beside_its_figure(hands, language, monkeypatch):
    page = form(hands)
    hands.window.speak(language)
    row = page.jobs.cards[0].rows[0]
    for figure in ("1", "0.2", "12.5"):
        row.figure.setText(figure)
        row.figure.changed.emit()
        hands.settle()
        ends = row.figure.geometry().right() + 1 - AIR
        begins = ends - theme.width(figure, "body")
        if language == "en":
            assert row.unit.isVisible()
            gap = row.unit.x() - ends
        else:
            assert not row.unit.isVisible()
            assert isinstance(row.figure, FigureCell)
            place = row.figure.unit_place().translated(row.figure.pos())
            assert place.width() == theme.width("س", "small")
            gap = begins - (place.right() + 1)
        assert theme.u(UNIT_GAP) <= gap <= theme.u(UNIT_GAP) + 3


def test_chips_stand_as_far_above_the_head_of_their_lines_as_above_a_list(hands):
    page = form(hands)
    page.jobs.show_jobs([job(SHORT, None, "engine_oil")])
    hands.settle()
    card = page.jobs.cards[0]
    chip = next(iter(card.items.chips.values()))
    below = chip.mapTo(card, chip.rect().bottomLeft()).y() + 1
    assert card.head.y() - below == theme.u(t.CARD_GAP)
    show(hands, page, SHORT)  # without chips nothing stands there
    card = page.jobs.cards[0]
    text = card.complaint.lines
    assert card.head.y() - text.mapTo(card, text.rect().bottomLeft()).y() - 1 == 4 * theme.u(4)


def test_a_note_is_as_high_as_its_lines_up_to_eight(hands):
    page = form(hands)
    note = page.customer.note
    heights = []
    for lines in (1, 2, 5, 8, 20):
        note.set_text("\n".join("The owner waits in the lounge." for _ in range(lines)))
        hands.settle()
        rest(hands.window)
        heights.append(note.lines.height())
        bar = note.lines.verticalScrollBar()
        assert (bar.maximum() > bar.minimum()) is (lines > 8)
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4]


@pytest.mark.parametrize("ink", ["ink2", "warn"])
def test_no_icon_of_a_note_stands_without_a_word(hands, qtbot, monkeypatch, ink):
    note = PressingNote()
    qtbot.addWidget(note)
    note.show_notes([Note(ink, "history", "Last visit 5 Oct 2026, RO-2026-0067: the brakes squeak when they are cold")])
    note.resize(theme.u(t.ICON), theme.px(t.CONTROL))
    drawn = []
    monkeypatch.setattr(Brush, "icon", lambda _, _rect, name, *_how, **_more: drawn.append(name))
    note.grab()
    assert not drawn
