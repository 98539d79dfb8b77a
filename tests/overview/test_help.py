"""Help: each page has its own, written in every language by the words of the catalogs; search, links and ways back."""

import io
import itertools
import re
import sys

import pytest
from babel.messages.pofile import read_po
from hands import CTRL, NO_WARNINGS, go, press, rest, type_in
from house import HOUSE
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from lifecycle_desk.base.resources import resource
from lifecycle_desk.desktop.look.rows import TwoLineRow
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import Place, Section
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES, Language, RegionalFormat
from lifecycle_desk.overview.pages import help_of
from lifecycle_desk.overview.rules.help_pages import GROUPS, INDEX, NAMES, help_file, help_for, help_page
from lifecycle_desk.overview.rules.help_text import Look, Part, labels_of, message_of, read_help
from lifecycle_desk.vehicle.rules.record_refs import record_kinds

sys.path.insert(0, str(HOUSE / "packaging"))

from catalog_rules import OVERLAYS
from catalogs import Catalogs

pytestmark = NO_WARNINGS

KEYS, LINKS = re.compile(r"`[^`]+`"), re.compile(r"\]\((\w+):(\w+)\)")
PARTS = re.compile(r"^(#+ |- |\d+\. )", re.MULTILINE)
TITLED = re.compile(r"^\*\*[^*]*[^*。？！]\*\* ")
_CHINESE = "\u2e80-\u9fff，。：；？！（）、“”……"
BESIDE_CHINESE = re.compile(f"[{_CHINESE}] | [{_CHINESE}]|[*}}`)] | [*{{`\\[]")
LONGEST = 300  # words of English
OVER = [(code, each.stem) for code in OVERLAYS for each in sorted((resource("help") / code).glob("*.md"))]
MEXICO, SPAIN = RegionalFormat("MX", "es_MX"), RegionalFormat("ES", "es_ES")
# Words that are said on one side of the ocean and not on the other.
MEXICAN = ("placas", "computadora", "reclamo", "refacci", "costo", "llamados? a", "agreg", "presione")
EUROPEAN = ("matrícula", "ordenador", "reclamaci", "recambio", "coste", "llamadas? a", "añad", "pulse")


def text(language: str, name: str) -> str:
    return help_file(language, name).read_text("utf-8")


@pytest.fixture(scope="module")
def messages() -> set[str]:
    """Every message that the program marks for the catalogs: the template holds them, which `test_catalogs` shows."""
    found = read_po(io.BytesIO(Catalogs(HOUSE).template.read_bytes()))
    return {f"{each.context}\x04{each.id}" if each.context else str(each.id) for each in found if each.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_help_is_written_in_every_language_and_no_other(language):
    assert {each.stem for each in (resource("help") / language).iterdir()} == set(NAMES)


@pytest.mark.parametrize(("language", "name"), [*itertools.product(LANGUAGES, NAMES), *OVER])
def test_a_page_has_the_same_parts_labels_keys_and_links_in_every_language(language, name):
    own, source = text(language, name), text("en", name)
    assert [each.strip(" 0123456789.") for each in PARTS.findall(own)] == [
        each.strip(" 0123456789.") for each in PARTS.findall(source)
    ]
    for found in (labels_of, KEYS.findall, LINKS.findall):
        assert sorted(found(own)) == sorted(found(source))


@pytest.mark.parametrize("name", NAMES)
def test_chinese_help_has_no_space_beside_its_letters_and_marks(name):
    """But behind the sign of a heading or an item, and behind strong words that begin one and that no mark ends."""
    lines = [PARTS.sub("", line) for line in text("zh_CN", name).splitlines()]
    assert not [line for line in lines if BESIDE_CHINESE.search(TITLED.sub("", line))]


@pytest.mark.parametrize(("code", "name"), OVER)
def test_a_region_has_only_pages_that_it_says_otherwise_than_its_language(code, name):
    assert name in NAMES
    assert text(code, name) != text(OVERLAYS[code], name)


def test_a_page_is_said_as_in_the_market_and_as_in_its_language_where_the_market_has_none():
    mexican, european = Language("es", MEXICO).chain, Language("es", SPAIN).chain
    said = {chain: help_page(chain, "campaigns")[1].plain() for chain in (mexican, european)}
    assert "llamados a revisión" in said[mexican]
    assert "llamadas a revisión" in said[european]
    assert ("es_MX", "checking") not in OVER
    assert help_page(mexican, "checking") == help_page(european, "checking") != help_page(("en",), "checking")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("customs", "foreign"), [(MEXICO, EUROPEAN), (SPAIN, MEXICAN)], ids=["MX", "ES"])
def test_spanish_help_has_no_word_of_the_other_side_of_the_ocean(customs, foreign, name):
    said = " ".join(each.plain() for each in help_page(Language("es", customs).chain, name)).casefold()
    assert not re.findall(rf"\b(?:{'|'.join(foreign)})", said)


@pytest.mark.parametrize("name", NAMES)
def test_each_label_is_a_message_of_the_catalogs(name, messages):
    wanted = {message_of(each) for each in labels_of(text("en", name))}
    assert wanted <= messages
    assert not [each for each in wanted if "%(" in each]


@pytest.mark.parametrize("name", NAMES)
def test_each_link_leads_to_a_page(name, pages):
    for kind, target in LINKS.findall(text("en", name)):
        assert target in (NAMES if kind == "help" else pages)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_begins_with_its_title_and_is_short(name):
    blocks = help_page(("en",), name)
    assert [each.part for each in blocks].count(Part.TITLE) == 1
    assert blocks[0].part is Part.TITLE
    assert len(" ".join(each.plain() for each in blocks).split()) < LONGEST


def test_every_page_of_the_sidebar_has_help_of_its_own_and_every_other_some(pages):
    for page in pages.values():
        found = help_for(page.name, under=page.under)
        assert page.section is Section.NOWHERE or page.name in {found, "help"}
        assert found != INDEX or page.name == "help"


def test_f1_helps_with_the_page_one_is_in_or_with_its_parent_in_the_sidebar(pages):
    places = [Place(name) for name in pages if name != "help"]
    places += [Place("history", f"{kind} 1") for kind in record_kinds()]
    for place in places:
        about = max((name for name in pages if f"{help_of(place)}_".startswith(f"{name}_")), key=len)
        under = pages[place.page].stands_under(place.key)
        assert pages[about].stands_under("") == under, place


def test_f1_in_a_history_helps_with_the_page_of_the_record(pages):
    assert help_of(Place("history", "person 1")) == "customers"
    assert help_of(Place("history", "signing_key 1")) == "settings_keys"
    assert help_of(Place("history", "maintenance_schedule X")) == "schedules"
    assert help_of(Place("history", "cover_rule X")) == "settings_history"  # which no page shows


def test_a_place_within_a_page_may_have_help_of_its_own():
    assert help_for("settings", "safety") == "settings_safety"
    assert help_for("settings", "market") == "settings_market"
    assert help_for("settings", "dealer") == "settings"
    assert help_for("odometer", "LSJWH4095PN000001", "vehicles") == "vehicles"
    assert help_for("nowhere") == INDEX


def test_markdown_is_read_as_it_is_written():
    title, section, words, step, bullet = read_help(
        "# {{Help}}\n\n## Begin\n\nOne\nline **bold**\n\n2. Press `F1`\n- See [{{Sale}}](help:sale) & <b>\n"
    )
    assert [each.part for each in (title, section, words, step, bullet)] == [*list(Part)[:3], Part.STEP, Part.BULLET]
    assert title.spans[0].look is Look.LABEL
    assert words.plain() == "One line bold"
    assert step.spans[1].look is Look.KEYS
    assert (bullet.spans[1].target, bullet.spans[2].text) == ("help:sale", " & <b>")


@given(st.text(alphabet="ab #*-`[](){}1.\n:help", max_size=80))
def test_whatever_is_written_is_read_without_loss_of_plain_words(written):
    said = "".join(each.plain() for each in read_help(written))
    assert [each for each in said if each == "a"] == [
        each for each in re.sub(r"\]\((?:help|page):\w+\)", "", written) if each == "a"
    ]


def test_f1_opens_the_help_of_the_page_and_escape_goes_back(window):
    go(window, "today")
    press(window, Qt.Key.Key_F1)
    assert window.place == Place("help", "today")
    assert "Work through the list" in window.page().text.toPlainText()

    press(window, Qt.Key.Key_Escape)
    assert window.place == Place("today")


def test_f1_in_a_tab_of_settings_opens_the_help_of_the_tab(window):
    go(window, "settings", "safety")
    press(window, Qt.Key.Key_F1)
    assert window.place == Place("help", "settings_safety")


def test_f1_in_the_history_of_somebody_of_the_staff_opens_the_help_of_their_page(window):
    go(window, "history", "staff lek")
    press(window, Qt.Key.Key_F1)
    assert window.place == Place("help", "settings")


def test_f1_in_help_opens_its_first_page(window):
    go(window, "help", "today")
    press(window, Qt.Key.Key_F1)
    assert window.place == Place("help", INDEX)


def test_labels_are_said_in_the_words_of_the_program_and_follow_the_language(window):
    page = go(window, "help", "order_form")
    assert "Save as booked" in page.text.toPlainText()
    assert "{{" not in page.text.toPlainText()

    window.speak("th")
    rest(window)
    said = page.text.toPlainText()
    assert said.startswith("สร้างใบสั่งซ่อม") or "Save as booked" not in said
    assert window.windowTitle().endswith("Lifecycle Desk")
    assert "New repair order" not in window.windowTitle()


def test_help_on_the_screen_is_the_markets(window):
    page = go(window, "help", "campaigns")
    translator().set_language(Language("es", MEXICO))
    rest(window)
    assert "llamados a revisión" in page.text.toPlainText()


@pytest.mark.parametrize(
    ("language", "keys"), [("de", "Strg Umschalt L"), ("fr", "Ctrl Maj L"), ("th", "Ctrl Shift L")]
)
def test_help_calls_keys_as_they_are_engraved_where_the_language_is_typed(window, language, keys):
    page = go(window, "help", "settings")
    window.speak(language)
    rest(window)
    assert keys in re.sub("[\u2066-\u2069]", "", page.text.toPlainText())


def test_the_name_of_a_variable_is_shown_though_it_is_no_key(window):
    page = go(window, "help", "settings_server")
    assert "LIFECYCLE_DESK_DOCUMENTS" in page.text.toPlainText()


def test_the_stop_of_a_number_stands_between_it_and_the_step_in_arabic_too(window):
    """Qt sets the text of a number from the right, so that its stop has to stand at its end in both directions."""
    page = go(window, "help", "order_form")
    for language in ("en", "ar"):
        window.speak(language)
        rest(window)
        block = page.text.document().begin()
        while block.textList() is None:
            block = block.next()
        assert block.textList().itemText(block) == "1."


def test_search_lists_the_pages_that_have_the_words_and_enter_opens_the_first(window):
    page = go(window, "help", INDEX)
    press(window, Qt.Key.Key_F, CTRL)
    type_in(window, "wallbox")
    found = [each for each in page.contents.rows.rows if isinstance(each, TwoLineRow)]
    assert [each.key for each in found] == ["charging"]
    assert "wallbox" in found[0].detail

    press(window, Qt.Key.Key_Return)
    assert window.place == Place("help", "charging")

    press(window, Qt.Key.Key_Escape)
    assert page.search.text() == ""
    assert window.place == Place("help", "charging")


def test_a_search_without_a_hit_says_so(window):
    page = go(window, "help", INDEX)
    page.search.setText("qqqq")
    assert page.nothing.isVisible()
    page.search.clear()
    names = [each.key for each in page.contents.rows.rows if isinstance(each, TwoLineRow)]
    assert names == [name for group in GROUPS for name in group.names]


def test_links_lead_to_help_and_to_pages(window):
    page = go(window, "help", "today")
    assert page.text.hasFocus()
    press(window, Qt.Key.Key_Tab, times=2)
    press(window, Qt.Key.Key_Return)
    assert window.place == Place("help", "due")

    go(window, "help", "today")
    page.text.moveCursor(QTextCursor.MoveOperation.End)
    there = page.text.cursorRect().center()
    there.setX(page.text.cursorRect().left() - 20)
    QTest.mouseClick(page.text.viewport(), Qt.MouseButton.LeftButton, pos=there)
    assert window.place == Place("help", "due")

    page.text.followed.emit("page:reports")
    assert window.place == Place("reports")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_text_scrolls_at_the_edge_of_its_card_and_keeps_its_margins_and_the_length_of_its_lines(window, language):
    window.speak(language)
    for size, scale in (((1366, 768), 1.25), ((1920, 1080), 1.0)):
        theme.set_theme(scale=scale)
        window.resize(*size)
        page = go(window, "help", "order_form")
        rest(window)
        card = page.text.parentWidget().parentWidget()
        left = page.text.mapTo(card, page.text.rect().topLeft()).x()
        assert (left, card.width() - left - page.text.width()) == (theme.u(1), theme.u(1))
        frame = page.text.document().rootFrame().frameFormat()
        start, end = frame.leftMargin(), frame.rightMargin()
        if language == "ar":
            start, end = end, start
        assert start == theme.u(28)
        assert end >= theme.u(20)
        assert page.text.viewport().width() - start - end <= theme.u(680)
    theme.set_theme(scale=1.0)


def test_tab_leaves_the_text_behind_its_last_link(window):
    page = go(window, "help", "today")
    press(window, Qt.Key.Key_Tab, times=3)
    assert not page.text.hasFocus()


def test_a_place_that_has_no_page_shows_the_first(window):
    page = go(window, "help", "../../secrets")
    assert page.name == INDEX
