"""One name for one thing: over the page, in the palette, over its help, and on what is recorded."""

from collections import Counter

from lifecycle_desk.base.said import Said
from lifecycle_desk.overview.rules import DueKind
from lifecycle_desk.overview.rules.help_pages import GROUPS, NAMES, help_page
from lifecycle_desk.overview.rules.help_text import message_of
from lifecycle_desk.overview.screens.today import STATS
from lifecycle_desk.stages.sale.stock.rules.status import StockList
from lifecycle_desk.stages.service.orders.rules.counted import FIGURES
from lifecycle_desk.vehicle.rules.life import Part
from lifecycle_desk.vehicle.screens.event_text import in_words


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


def test_a_part_of_life_is_called_as_its_page(pages):
    for part, page in ((Part.SERVICE, "service"), (Part.TRANSFER, "transfer"), (Part.CHARGING, "charging")):
        assert part.label == pages[page].title


def test_a_car_in_quarantine_is_quarantined_everywhere():
    assert StockList.QUARANTINE.label == DueKind.IN_QUARANTINE.label
    assert StockList.QUARANTINE.label in {each.words for each in STATS}


def test_a_figure_of_campaigns_that_counts_repair_orders_alone_says_that_they_were_done_here():
    """Beside it the page of campaigns tells also of those that were done elsewhere."""
    (figure,) = [each for each in FIGURES if each.name == "campaigns_done"]
    assert figure.title == "Campaigns done here"
    assert "repair orders" in figure.counts
