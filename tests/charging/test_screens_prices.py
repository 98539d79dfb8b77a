"""The prices of a tariff on the screen: what is wrong with one is said at its field, and nothing is kept."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from charging_window import NOON, charging_window
from hands import NO_WARNINGS, go, rest, shown
from PySide6.QtWidgets import QApplication
from test_screens_tariffs import WHOLE, WINTER_NIGHTS, kept

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import Element

pytestmark = NO_WARNINGS


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, qapp) -> Iterator[Window]:
    """One window for all prices that are refused: nothing of them is kept."""
    with standing_at(NOON):
        user = create(tmp_path_factory.mktemp("tariffs") / "desk.ldk", Dealer("Sathorn EV", "TH", "en"))
        yield from shown(charging_window(user))
    user.store.close()


@pytest.fixture
def refusing(shared: Window):
    """The tab of tariffs in that window, with an empty form."""
    shared.activateWindow()  # others have had the keyboard meanwhile
    found = go(shared, "charging", "tariffs").tabs["tariffs"]
    yield found
    found.form.write({})
    go(shared, "charging", "inbox")


@pytest.mark.parametrize(
    ("field", "text", "faulty", "words"),
    [
        ("kwh", "dear", "kwh", "is not a number; write it like 1,234.5"),
        ("kwh", "", "kwh", "Price 2 has no amount; free is 0."),
        ("kwh", "1/0", "kwh", "is not a number; write it like 1,234.5"),
        ("minute", "-1", "minute", "Enter an exact price from 0 up"),
        ("minute", "0.0000000000000001", "minute", "Enter an exact price from 0 up"),
        ("after_minutes", "5", "after_minutes", "has a starting minute for time charges, but no price per minute"),
        ("after_minutes", "999999", "after_minutes", "is out of range: enter 0 to"),
        ("season_from", "soon", "season_from", "is not a date; write it like 25 Nov"),
        ("season_from", "31/6", "season_from", "31/6 does not exist"),
        ("season_from", "1/6", "season_until", "Please fill this in."),
        ("from", "22:00", "until", "Please fill this in."),
        ("until", "22:00", "from", "Please fill this in."),
        ("from", "24:00", "from", "is not a time; write it like 15:30"),
    ],
)
def test_a_fault_of_a_price_stands_at_its_field(shared, refusing, field, text, faulty, words):
    window, tab = shared, refusing
    plainer = replace(WHOLE, elements=(WINTER_NIGHTS, Element(kwh=Fraction(900))))
    tab.form.use(plainer)
    block = tab.form.list.blocks[1]
    block.fields[field].set_text(text)
    tab.form.save.click()
    rest(window)

    assert block.fields[faulty].is_faulty
    assert words in block.fields[faulty].control.accessibleDescription()
    assert QApplication.focusWidget() is block.fields[faulty].control
    assert kept(window) == []
    visible = tab.form._scroll.viewport().rect()
    assert visible.contains(
        block.fields[faulty].mapTo(tab.form._scroll.viewport(), block.fields[faulty].rect().topLeft())
    )
    assert block.fields[field].text == text
