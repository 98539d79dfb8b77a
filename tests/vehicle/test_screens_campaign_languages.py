"""Campaigns on the screen in the language of the window, which changes while they stand there."""

import pytest
from campaign_books import take_in, written
from hands import CTRL, ENTER, NO_WARNINGS, go, pause, press, rest, said
from PySide6.QtCore import Qt
from screens_window import OTHER, VIN

from lifecycle_desk.campaigns.screens.listing import COLUMNS
from lifecycle_desk.desktop.look import flow
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.remembered import Order

pytestmark = NO_WARNINGS
COOLANT, SEAT = "EX-1", "EX-2"
TITLES = {
    COOLANT: {"en": "Coolant may leak", "es": "Puede salir líquido", "th": "น้ำหล่อเย็นอาจรั่ว"},
    SEAT: {"en": "Seat belt", "es": "Cinturón", "th": "เข็มขัดนิรภัย"},
}
ROWS = [
    {"campaign_no": number, "title": titles["en"], "defect": f"{number} is told in English alone.", "vin": vin}
    | ({"do_not_drive": "yes"} if number == COOLANT else {})
    for (number, titles), vin in zip(TITLES.items(), (VIN, OTHER), strict=True)
]
WORDED = [
    {"campaign_no": number, "language": code, "title": title}
    for number, titles in TITLES.items()
    for code, title in titles.items()
    if code != "en"
]


@pytest.fixture
def recalled(window, own_user, tmp_path):
    take_in(own_user, written(tmp_path / "c.csv", *ROWS, *WORDED))
    rest(window)
    return window


def titles(page):
    model = page.body.table.long
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def on_cards(notes):
    return [each.title for each in notes.progress.list.rows.rows]


def test_the_list_and_its_cards_follow_the_language_of_the_window(recalled):
    page = go(recalled, "campaigns")
    for code in ("en", "th", "es", "en"):
        recalled.speak(code)
        rest(recalled)
        assert titles(page) == [each[code] for each in TITLES.values()]
        assert on_cards(page.notes) == [f"{number} · {each[code]}" for number, each in TITLES.items()]


def test_the_cards_of_a_campaigns_own_page_do_not_name_it_again(recalled):
    page = go(recalled, "campaign", COOLANT)
    rest(recalled)
    assert on_cards(page.notes) == ["Open: 1"]
    [row] = page.notes.waiting.list.rows.rows
    assert COOLANT not in row.words()
    assert row.key == Place("vehicle", VIN)


def test_the_list_sorts_by_the_title_that_it_shows(recalled):
    page = go(recalled, "campaigns")
    page.body.table.sort_by([Order(COLUMNS[1].key)])
    rest(recalled)
    shown = {}
    for code in ("en", "es", "th"):
        recalled.speak(code)
        rest(recalled)
        shown[code] = titles(page)

    assert shown == {
        "en": ["Coolant may leak", "Seat belt"],
        "es": ["Cinturón", "Puede salir líquido"],
        "th": ["เข็มขัดนิรภัย", "น้ำหล่อเย็นอาจรั่ว"],  # a leading vowel sorts behind its consonant, ข before น
    }


def test_the_page_of_a_campaign_and_of_its_car_follow_the_language_of_the_window(recalled):
    for code, title in TITLES[COOLANT].items():
        recalled.speak(code)
        page = go(recalled, "campaign", COOLANT)
        assert (page._name.text(), page._subject.text()) == (COOLANT, title)
        assert ROWS[0]["defect"] in page._about.text()  # told in English alone
        page = go(recalled, "vehicle", VIN)
        assert title in " ".join(said(page.rail.campaigns))
        assert title in " ".join(said(page.head))


def test_the_title_on_the_page_of_a_car_follows_while_it_stands_there(recalled):
    page = go(recalled, "vehicle", VIN)
    for code, title in reversed(TITLES[COOLANT].items()):
        recalled.speak(code)
        rest(recalled)
        assert title in " ".join(said(page.rail.campaigns))
        assert title in " ".join(said(page.head))


def test_the_texts_are_edited_in_a_language_that_is_named_and_at_first_the_windows(recalled):
    recalled.speak("es")
    page = go(recalled, "campaign", COOLANT)
    page.languages.click()
    fields = page.panel.entry.fields
    assert (fields["language"].value, fields["title"].text) == ("es", TITLES[COOLANT]["es"])
    assert "Inglés: Coolant may leak" in " ".join(said(page.panel))
    fields["language"].choice.setFocus()
    while fields["language"].value != "th":
        press(recalled, Qt.Key.Key_Up)
    assert fields["title"].text == TITLES[COOLANT]["th"]
    fields["title"].set_text("ท่อน้ำรั่ว")
    press(recalled, ENTER, CTRL)
    rest(recalled)
    assert page._subject.text() == TITLES[COOLANT]["es"]

    recalled.speak("th")
    assert "ท่อน้ำรั่ว" in titles(go(recalled, "campaigns"))


def test_a_title_that_is_longer_than_the_page_is_wide_wraps_and_is_read_whole(recalled):
    recalled.speak("es")
    page = go(recalled, "campaign", COOLANT)
    page.languages.click()
    long = "El refrigerante puede entrar en la batería de alta tensión y en los módulos " * 3
    page.panel.entry.fields["title"].set_text(long.strip())
    press(recalled, ENTER, CTRL)
    rest(recalled)

    head = page._subject
    assert head.text() == long.strip()
    assert head.height() >= flow.height(head.text(), "section", head.width()) > flow.pitch("section")
    assert not head.toolTip()  # which tells what is cut


def test_a_campaign_is_found_by_a_title_that_the_list_does_not_show(recalled):
    page = go(recalled, "campaigns")
    page.body.field.setText("รั่ว")
    pause(recalled)
    assert titles(page) == [TITLES[COOLANT]["en"]]
