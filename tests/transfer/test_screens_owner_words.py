"""The change of owner and the odometer in any language: words follow at once, lines mirror, data stay as written."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hands import HOSTILE, elsewhere, go, markup, nameless, opened, out_of_reach, pause, rest, seen, shown, unsaid
from owner_story import VIN, books_of
from spine_pages import PAGES as VEHICLE_PAGES

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.stages.transfer.ownership.rules.papers_wanted import authority_of
from lifecycle_desk.stages.transfer.ownership.usecases.changing import ChangeOwner, change_owner
from lifecycle_desk.stages.transfer.pages import PAGES
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, ReadOdometer, add_vehicle, read_odometer
from lifecycle_desk.vehicle.usecases.people import add_person

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ODD = "LGXCE4CB7R0000003"
DUBAI = authority_of("AE", NOON.date())
DATA = (
    HOSTILE,
    *(VIN, ODD, "km", "AED", DUBAI.name, DUBAI.local_name, DUBAI.source),
    *(each.local for each in DUBAI.papers),
    *("Ana Primera", "600 555 0101", "1234 KLM", "BYD Seal", "BYD", "Seal", "Directive", "Directive 2014/45/EU"),
    *LANGUAGES.values(),
)
PLACES = (("change_of_owner", VIN), ("change_of_owner", ODD), ("odometer", VIN), ("odometer", ODD))


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory, qapp) -> Iterator[Window]:
    """A window at a dealer's in Dubai, with a car that changed hands and one whose readings do not go together."""
    with standing_at(NOON):
        user = create(tmp_path_factory.mktemp("words") / "desk.ldk", Dealer("Khor", "AE", "en"))
        books_of(user)
        hostile = add_person(user, Person(HOSTILE, phone="1")).value.number
        add_vehicle(user, AddVehicle(ODD, date(2022, 1, 1), Description(HOSTILE, HOSTILE), HOSTILE, owner=1))
        for year, km in ((2023, 20_000), (2024, 90_000), (2025, 41_000), (2026, 61_000)):
            read_odometer(user, ReadOdometer(ODD, date(year, 1, 1), Distance(km)))
        asked = ChangeOwner(
            ODD, date(2026, 2, 1), hostile, Distance(62_000), 1, note=HOSTILE, authority_reference=HOSTILE
        )
        change_owner(user, asked)
        yield from shown(opened(user, (*VEHICLE_PAGES, *PAGES, *elsewhere("reports"))))
        user.store.close()


def looked_at(window: Window, name: str, key: str):
    page = go(window, name, key)
    pause(window)
    return page


@pytest.mark.parametrize(("name", "key"), PLACES)
def test_every_word_follows_the_language_and_data_stay(window, name, key):
    page = looked_at(window, name, key)
    window.speak("marked")
    rest(window)
    try:
        assert unsaid(page, DATA) == []
    finally:
        window.speak("en")
        rest(window)


@pytest.mark.parametrize(("name", "key"), PLACES)
def test_nothing_is_markup_nameless_or_out_of_reach_of_the_keyboard(window, name, key):
    page = looked_at(window, name, key)

    assert markup(page) == []
    assert nameless(page) == []
    assert out_of_reach(page) == []
    if key == ODD:
        assert any(HOSTILE in each for each in seen(page))


def test_lines_run_from_right_to_left_in_arabic(window):
    page = looked_at(window, "change_of_owner", VIN)
    window.speak("ar")
    rest(window)
    try:
        assert (
            page.form.buyer.name.mapToGlobal(page.rect().topLeft()).x()
            > page.form.buyer.phone.mapToGlobal(page.rect().topLeft()).x()
        )
        assert translator().current.right_to_left
    finally:
        window.speak("en")
        rest(window)
