"""Every page of the example dealer: it fits small windows, its forms stand on one grid, it is called by one name,
shows nothing raw, and its keys are on their sheet."""

from collections import Counter
from collections.abc import Iterator

import pytest
from every_page import fields, heard, off_the_grid, on_page, on_sheet, place, texts, unpainted, walk, walk_at
from examples import NOON
from hands import NO_WARNINGS, dress_once, rest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QWidget
from test_no_raw_ids import RAW
from widest import Widest

from lifecycle_desk.app import main_places
from lifecycle_desk.base import clock
from lifecycle_desk.base.said import Said
from lifecycle_desk.dealership.papers import customs_of
from lifecycle_desk.dealership.usecases import dealer, market_of
from lifecycle_desk.desktop.fitting import Misfit, misfits
from lifecycle_desk.desktop.form_body import FormBody, FormColumns
from lifecycle_desk.desktop.keys import KeyGroup
from lifecycle_desk.desktop.list_notes import ListNotes, NotesCard
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.key_names import keys_shown
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Label,
    PageTitle,
    ReadField,
    Scroll,
    StickyBar,
    Vin,
    column,
    row,
)
from lifecycle_desk.desktop.look.parts.actions import MOST, Actions
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.remembered import filter_key
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.service.claims.usecases.listing import ClaimList
from lifecycle_desk.vehicle.screens.event_text import in_words

pytestmark = NO_WARNINGS
LARGE_SCALE = QSize(960, 540)  # of a screen of 1920x1080 at 200 %
HALF_SCREEN = QSize(683, 768)
SHORT = QSize(1280, 720)
NARROW, LAPTOP, SCREEN, WIDE = QSize(1092, 614), QSize(1366, 768), QSize(1440, 900), QSize(1920, 1080)
FORMS = (
    "add-vehicle",
    "customer",
    "schedule",
    "arrival",
    "inspection",
    "inspect-order",
    "inspection-templates",
    "claim",
    "trade-in",
    "condition",
    "change-of-owner",
    "settings",
)
ENDING = (*FORMS, "order-form", "repair-order", "claim", "claim-answered", "appointment")
LEFT_WIDE = ("repair-order", "order-form", "claim", "appointment", "inspect-order", "purchase-form", "today")
# Over these stands what they are about: a car, a customer, a campaign, an order, a figure.
OF_ONE_THING = {"vehicle", "person", "campaign", "sale_of", "end_of_life", "handover", "figure", "purchase", "supplier"}


@pytest.fixture(scope="module")
def language(whole: Window, request: pytest.FixtureRequest) -> str:
    """What the window speaks. Tests in one language follow one another: sixty pages take two seconds to change it."""
    asked = str(getattr(request, "param", "en"))
    with clock.standing_at(NOON):
        speak(whole, asked)
    return asked


@pytest.fixture
def desk(whole: Window, language: str) -> Iterator[Window]:
    with clock.standing_at(NOON):
        whole.resize(1440, 900)
        yield whole


@pytest.fixture
def painting(desk: Window) -> Iterator[None]:
    """The window paints what is grabbed; where nothing is, it is spared."""
    desk.setUpdatesEnabled(True)
    yield
    desk.setUpdatesEnabled(False)


def speak(desk: Window, language: str) -> None:
    if language == "widest":
        translator().set_language(Widest(customs_of(dealer(desk.app.user.store), market_of(desk.app.user.store))))
    elif translator().current.code != language or isinstance(translator().current, Widest):
        desk.speak(language)


def in_languages(*languages: str) -> pytest.MarkDecorator:
    """Once in each language."""
    return pytest.mark.parametrize("language", languages, indirect=True, scope="module")


def test_the_tabs_of_settings_stand_in_one_line_and_in_a_list_where_words_are_long(desk):
    # before there are other pages, which would be told of languages
    desk.go(Place("settings"))
    stood = {}
    for size in (LAPTOP, SHORT):
        desk.resize(size)
        for each in LANGUAGES:
            speak(desk, each)
            rest(desk)
            chips = desk.page().chips.values()
            line, column = ({chip.y() for chip in chips}, {chip.x() for chip in chips})
            assert 1 in {len(line), len(column)}, f"{each} at {size}: neither a line nor a list"
            stood[size, each] = len(line) == 1
    speak(desk, "en")
    assert stood[LAPTOP, "en"], "short words have room in one line"
    assert not stood[SHORT, "de"]


def test_titles_and_the_lines_that_say_which_car_it_is_stand_alike_on_every_page(desk):
    stands: dict[type[QWidget], dict[int, list[str]]] = {PageTitle: {}, Vin: {}}
    for name, _ in walk(desk):
        if name not in {"order-form", "repair-order"}:  # whose head scrolls with the form where the page is low
            for kind, found in stands.items():
                for each in on_page(desk, kind)[:1]:
                    found.setdefault(place(desk, each).center().y(), []).append(name)
    for kind, found in stands.items():
        assert max(found) - min(found) <= 1, f"{kind.__name__}: {found}"


def test_what_does_not_fit_is_found(qtbot):
    dress_once()
    line = QLineEdit()
    line.setAccessibleName("Chassis")
    line.setMinimumWidth(500)
    button = Button(text="Save the whole of it")
    button.setFixedWidth(40)
    narrow = Scroll(column(PageTitle(text="Vehicle"), line, row(button, None), Label(text="Reg."), None))
    qtbot.addWidget(narrow)
    narrow.resize(300, 400)
    narrow.show()
    found = misfits(narrow, QSize(300, 400))
    assert {(each.wrong.partition(" by ")[0], each.what.split("”")[0]) for each in found} == {
        ("outside", "QLineEdit “Chassis"),
        ("outside", "PageTitle “Vehicle"),  # which the line widens
        ("outside", "Label “Reg."),
        ("too narrow", "Button “Save the whole of it"),
    }
    assert Misfit("grew", "300x400") in misfits(narrow, QSize(200, 400))


def test_what_is_understood_of_a_day_moves_nothing(desk):
    moved: list[object] = []
    for name, _ in walk(desk, FORMS):
        days = [each for each in fields(desk) if isinstance(each, ReadField) and each._note.expected]
        for size in (LAPTOP, SCREEN):
            with unpainted(desk):
                desk.resize(size)
                for each in days:
                    each.set_text("")
                rest(desk)
                before = {each: place(desk, each) for each in fields(desk)}
                for each in days:
                    each.set_text("30/9/2026")
                rest(desk)
            moved += [(name, each.label.text()) for each in fields(desk) if before[each] != place(desk, each)]
        for each in days:
            each.set_text("")
    assert not moved


def test_what_scrolls_ends_where_the_buttons_of_its_head_end(desk):
    places = dict(main_places(desk.app.user))
    for name in ("part", "supplier", "activity", "schedules"):
        for size in (LARGE_SCALE, LAPTOP):
            with unpainted(desk):
                desk.resize(size)
                desk.go(places[name])
                rest(desk)
            ends = {place(desk, each).right() for each in desk.findChildren(Card) if each.isVisible()}
            assert max(ends) == desk.width() - 1 - t.PAGE_MARGIN, (name, size.width())


def test_the_scroll_bar_of_a_page_lies_over_its_margin(desk):
    desk.resize(LAPTOP)
    desk.go(Place("arrival"))
    rest(desk)
    body = on_page(desk, FormBody)[0]
    assert body.verticalScrollBar().isVisible()
    assert body.widget().width() == body.width()
    assert not body.horizontalScrollBar().isVisible()


def test_a_page_says_its_name_as_the_sidebar_and_the_palette_do(desk):
    places = {there.page: there for _, there in main_places(desk.app.user)}
    seen = 0
    for each in offered("pages"):
        with unpainted(desk):
            desk.go(places.get(each.name, Place(each.name)))
            rest(desk)
        titles = [title.text() for title in on_page(desk, PageTitle)]
        if titles and each.name not in OF_ONE_THING:
            seen += 1
            assert in_words(Said(each.title)) in titles, each.name
    assert seen > 25


@pytest.mark.usefixtures("painting")
def test_no_page_shows_under_what_something_is_kept(desk, monkeypatch):
    painted: set[str] = set()
    draw = Brush.text

    def noting(brush, rect, words, *how, **more):
        painted.add(words)
        return draw(brush, rect, words, *how, **more)

    monkeypatch.setattr(Brush, "text", noting)
    found = set()
    for name, _ in walk(desk):
        painted.clear()
        desk.grab()
        assert painted, name
        found |= {(name, each) for each in (*painted, *texts(desk)) if RAW.search(each)}
    assert found == set()


def test_each_key_of_every_page_is_on_its_sheet_and_none_does_two_things(desk):
    seen = 0
    for name, page in walk(desk):
        seen += 1
        with unpainted(desk):
            lines = on_sheet(desk)
        assert heard(desk) <= {key for each in lines for key in each.keys}, name
        assert all(each.says.strip() for each in lines), name
        everywhere = [each for each in desk.sheet.shown(page) if each.group is not KeyGroup.FORMS]
        outside = [each for each in everywhere if each.group is not KeyGroup.LISTS]
        doubled = [key for key, n in Counter(keys_shown(each.keys) for each in outside).items() if n > 1]
        assert not doubled, (name, doubled)
    assert seen > 25


@in_languages("en", "ar")
def test_a_form_ends_where_the_buttons_of_its_bar_end(desk, language):
    found: list[object] = []
    seen = 0
    for name, size in walk_at(desk, (NARROW, LAPTOP, SCREEN, WIDE), ENDING):
        bars = on_page(desk, StickyBar)
        cards = [place(desk, each) for each in on_page(desk, Card)]
        if not bars or not (on_page(desk, FormBody) or on_page(desk, FormColumns)):
            continue
        seen += 1
        last = place(desk, bars[0].primary)
        ends = {each.left() if language == "ar" else each.right() for each in cards}
        end = min(ends) if language == "ar" else max(ends)
        if end != (last.left() if language == "ar" else last.right()):
            found.append((name, size.width(), end, last))
    assert not found
    assert seen > len(FORMS)


def test_a_form_scrolls_right_down_to_the_bar_below_it(desk):
    seen = 0
    for name, _ in walk_at(desk, (LAPTOP,), ENDING):
        bars, forms = on_page(desk, StickyBar), [*on_page(desk, FormBody), *on_page(desk, FormColumns)]
        if bars and forms:
            seen += 1
            assert place(desk, forms[0]).bottom() + 1 == place(desk, bars[0]).top(), name
    assert seen > len(FORMS) // 2


@pytest.mark.usefixtures("painting")
@in_languages("en", "ar")
def test_every_page_fits_text_of_twice_the_size_and_shows_no_more_than_three_actions(desk):
    found: list[tuple[str, str]] = []
    theme.set_theme(scale=2.0)
    try:
        for name, size in walk_at(desk, (WIDE,)):
            found += [(name, str(each)) for each in misfits(desk, size)]
            heads = [each for each in on_page(desk, Actions) if not isinstance(each.parentWidget(), StickyBar)]
            seen = {each: [one for one in each.buttons if one.isVisible() and one not in each.folded] for each in heads}
            found += [(name, "actions") for each in seen.values() if len(each) > MOST]
    finally:
        theme.set_theme(scale=1.0)
    assert not found


@pytest.mark.parametrize("size", [LAPTOP, SHORT, SCREEN, QSize(1920, 1400)])
def test_kinds_of_paper_stand_in_whole_rows_over_what_they_are_about(desk, size):
    desk.resize(size)
    desk.go(Place("reports"))
    rest(desk)
    kinds, subjects = (getattr(desk.page(), each) for each in ("kinds", "subjects"))
    high = kinds.visualRect(kinds.rows.index(0, 0)).height()
    whole, sliced = divmod(kinds.viewport().height(), high)
    assert not sliced
    assert whole >= 3
    assert subjects.viewport().height() >= high * (2 if whole > 3 else 1)


def test_in_a_low_page_kinds_of_paper_are_told_by_their_titles_so_that_three_are_seen(desk):
    theme.set_theme(scale=2.0)
    try:
        desk.resize(WIDE)
        desk.go(Place("reports"))
        rest(desk)
        kinds = desk.page().kinds
        high = kinds.visualRect(kinds.rows.index(0, 0)).height()
        assert kinds.viewport().height() // high >= 3
        assert not kinds.viewport().height() % high
        assert not kinds.rows.rows[0].detail
    finally:
        theme.set_theme(scale=1.0)
    rest(desk)
    assert desk.page().kinds.rows.rows[0].detail


def test_cards_under_a_list_show_that_they_go_on(desk):
    desk.go(Place("campaigns"))
    for size in (SHORT, QSize(1440, 1600)):
        desk.resize(size)
        rest(desk)
        (notes,) = on_page(desk, ListNotes)
        bar = notes.verticalScrollBar()
        assert bar.isVisible() == (notes.wanted > notes.height())
        assert not notes.horizontalScrollBar().isVisible()
    assert not bar.isVisible()


@in_languages("en", "ar")
def test_cards_under_a_list_end_where_it_does_whether_they_have_a_bar_or_none(desk):
    bars = set()
    every = Place("claims", filter_key(str(ClaimList.ALL), ""))  # a long list, whose cards scroll by themselves
    for there in (Place("campaigns"), Place("claims"), Place("transfer"), Place("recycling"), every):
        desk.go(there)
        for size in (NARROW, SHORT, SCREEN, QSize(1440, 1600)):
            desk.resize(size)
            rest(desk)
            listed = place(desk, desk.page().body)
            for notes in on_page(desk, ListNotes):  # none where the list leaves no room
                bars.add(notes.verticalScrollBar().isVisible())
                cards = [place(desk, each) for each in on_page(desk, NotesCard) if notes.isAncestorOf(each)]
                ends = min(each.left() for each in cards), max(each.right() for each in cards)
                assert ends == (listed.left(), listed.right()), (there, size)
                reach, end = (place(desk, each).bottom() for each in (notes, desk.page()))
                # Those under a short list scroll with their page, and may reach below it.
                assert reach == end or (reach > end and there.page != "transfer"), "cut by the window alone"
                below = place(desk, notes.holder).bottom() - max(each.bottom() for each in cards)
                assert below >= t.PAGE_END, (there, size)
    assert bars == {True, False}


@in_languages("en", "th", "ar")
def test_fields_of_a_row_agree_and_rows_stand_apart_alike(desk):
    found: list[object] = []
    for name, size in walk_at(desk, (LAPTOP, SCREEN), FORMS):
        found += [(name, size.width(), each) for each in off_the_grid(desk)]
    assert not found


@pytest.mark.usefixtures("painting")
@in_languages("widest", "ar")
def test_every_page_fits_a_large_scale_and_half_a_screen(desk):
    found: list[tuple[str, int, str]] = []
    for name, size in walk_at(desk, (LARGE_SCALE, HALF_SCREEN)):
        found += [(name, size.width(), str(each)) for each in misfits(desk, size)]
    assert not found


@pytest.mark.usefixtures("painting")
@in_languages("widest", "ar")
def test_a_page_that_was_left_in_a_wide_window_and_another_language_fits_a_narrow_one(desk, language):
    places = {name: there for name, there in main_places(desk.app.user) if name in LEFT_WIDE}
    speak(desk, "en")
    with unpainted(desk):
        desk.resize(LAPTOP)
        for there in (*places.values(), Place("customers")):
            desk.go(there)
            rest(desk)
        speak(desk, language)
        desk.resize(HALF_SCREEN)
    found: list[tuple[str, str]] = []
    for name, there in places.items():
        with unpainted(desk):
            desk.go(there)
            rest(desk)
        found += [(name, str(each)) for each in misfits(desk, HALF_SCREEN)]
    assert not found


@in_languages("widest")
def test_what_is_wider_in_some_language_is_as_wide_in_the_widest(desk):
    customs = customs_of(dealer(desk.app.user.store), market_of(desk.app.user.store))
    spoken = [Language(code, customs) for code in LANGUAGES if code != "ar"]
    widest = set()
    for each in offered("pages"):
        wide = {language.code: theme.width(language.words(each.title), "body") for language in spoken}
        assert theme.width(translator().current.words(each.title), "body") == max(wide.values())
        widest.add(max(wide, key=wide.__getitem__))
    assert len(widest) > 1  # or one language would do as well
