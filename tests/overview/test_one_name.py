"""One name for one thing: in the sidebar, over the page, in the palette, over its help, and on what is recorded."""

from collections import Counter
from collections.abc import Iterator

import pytest
from hands import dress_once, rest, shown

from lifecycle_desk.app import main_places, window
from lifecycle_desk.base.said import Said
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.look.parts import PageTitle
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.rules import DueKind
from lifecycle_desk.overview.rules.help_pages import GROUPS, NAMES, help_page
from lifecycle_desk.overview.rules.help_text import message_of
from lifecycle_desk.overview.screens.today import STATS
from lifecycle_desk.rooms import offered, put_together
from lifecycle_desk.stages.sale.stock.rules.status import StockList
from lifecycle_desk.vehicle.rules.life import Part
from lifecycle_desk.vehicle.screens.event_text import in_words

# Over these stands what they are about: a car, a customer, a campaign, an order, a figure.
OF_ONE_THING = {"supplier", "vehicle", "person", "campaign", "sale_of", "end_of_life", "handover", "figure", "purchase"}


@pytest.fixture
def desk(example: UserSession) -> Iterator[Window]:
    """The whole program on the example dealer's books."""
    dress_once()
    yield from shown(window(example, Machine(), remember=False))


@pytest.fixture
def pages():
    put_together()
    return {each.name: each for each in offered("pages")}


def heading(name: str) -> str:
    """The message over a page of help."""
    (label,) = [span.text for span in help_page("en", name)[0].spans]
    return message_of(label.strip("{}"))


def test_a_page_of_help_is_called_as_the_page_that_it_is_about(pages):
    about = [name for name in NAMES if name in pages]
    assert len(about) > 20
    assert {name: heading(name) for name in about} == {name: pages[name].title for name in about}


def test_no_group_of_the_list_of_help_is_called_as_a_page_in_it(pages):
    said = Counter(in_words(Said(each.heading)) for each in GROUPS)
    listed = {in_words(Said(heading(name))) for name in NAMES}
    assert {each for each in said if each in listed} <= {"Settings"}  # whose pages are its own parts
    assert max(said.values()) == 1


def test_a_page_says_its_name_as_the_sidebar_and_the_palette_do(desk, pages):
    places = {place.page: place for _, place in main_places(desk.app.user)}
    seen = 0
    for name, each in pages.items():
        desk.go(places.get(name, Place(name)))
        rest(desk)
        titles = [title.text() for title in desk.findChildren(PageTitle) if title.isVisible()]
        if titles and name not in OF_ONE_THING:
            seen += 1
            assert in_words(Said(each.title)) in titles, name
    assert seen > 25


def test_a_part_of_life_is_called_as_its_page(pages):
    for part, page in ((Part.SERVICE, "service"), (Part.TRANSFER, "transfer"), (Part.CHARGING, "charging")):
        assert part.label == pages[page].title


def test_a_car_in_quarantine_is_quarantined_everywhere():
    assert StockList.QUARANTINE.label == DueKind.IN_QUARANTINE.label
    assert StockList.QUARANTINE.label in {each.words for each in STATS}
