"""The window on a region: its pages tell what the region has, each figure opens its list, in any language and look."""

from pathlib import Path

import pytest
from hands import NO_WARNINGS, dress_once, go, nameless, press, rest, seen, shown, type_in
from invented_region import NOW, invented_region
from PySide6.QtCore import Qt

from lifecycle_desk import app
from lifecycle_desk.base import clock
from lifecycle_desk.base.scene import HeatMap
from lifecycle_desk.desktop.list_export import export
from lifecycle_desk.desktop.look.rows import Cell
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.remembered import Remembered
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.figures.usecases.reading import figure_named
from lifecycle_desk.overview.screens.wizard import Wizard
from lifecycle_desk.overview.screens.wizard.answers import first_answers
from lifecycle_desk.overview.screens.wizard.region_link import RegionLink
from lifecycle_desk.region.pages import FIRST, PAGES, pictures
from lifecycle_desk.region.rules.address import with_region
from lifecycle_desk.region.rules.dividing import By
from lifecycle_desk.region.rules.lateness import DealerState
from lifecycle_desk.region.rules.refusals import NoRegionThere
from lifecycle_desk.region.screens.window import region_window, search
from lifecycle_desk.region.usecases.looking import compared, dealers
from lifecycle_desk.region.usecases.looking_campaigns import at_dealers, campaigns
from lifecycle_desk.region.usecases.looking_cars import cars_of
from lifecycle_desk.region.usecases.looking_health import health

pytestmark = NO_WARNINGS


@pytest.fixture(scope="module")
def remembered():
    return []


@pytest.fixture(scope="module")
def window(qapp, server, remembered):
    """One window for all tests of the module: each begins by going to its page."""
    with clock.standing_at(NOW):
        dress_once()
        made = region_window(
            invented_region(server),
            PAGES,
            FIRST,
            Machine(language="en", page="vehicle", key="LSJWH4095PN000001"),
            remembered=Remembered(),
            remember=remembered.append,
        )
        yield from shown(made)


def rows(table):
    return [
        [table.long.index(row, at).data() for at in range(table.long.columnCount())]
        for row in range(table.long.rowCount())
    ]


def test_it_opens_on_the_dealers_of_whom_one_sees_who_is_late(window):
    page = go(window, "region_dealers")
    user = window.app.user
    assert window.place == FIRST
    assert {each[0] for each in rows(page.body.table)} == {each.name for each in dealers(user)}
    assert page.chips.counts[DealerState.LATE] == 1
    page.chips.choose(DealerState.LATE)
    rest(window)
    (late,) = [each for each in dealers(user) if each.state is DealerState.LATE]
    assert [each[0] for each in rows(page.body.table)] == [late.name]
    page.chips.choose(None)
    page.body.field.setText(late.name[:4])
    page._narrow()
    rest(window)
    assert late.name in [each[0] for each in rows(page.body.table)]
    page.body.field.clear()
    page._narrow()
    rest(window)


def test_each_page_is_among_those_that_are_drawn_and_the_window_says_how_the_region_is_called(window):
    assert {place.page for _, place in pictures(window.app.user)} == {each.name for each in PAGES}
    assert window.bar.mark.accessibleName() == "region", "as its address names it, while it has no name"


def test_a_list_sorts_and_goes_into_a_file_as_all_lists_do(window, tmp_path: Path):
    table = go(window, "region_dealers").body.table
    at = next(place for place, each in enumerate(table.long.columns) if each.key == "cars")
    table._sort_wanted(at, more=False)
    rest(window)
    cars = {each.name: each.cars for each in dealers(window.app.user)}
    assert [cars[each[0]] for each in rows(table)] == sorted(cars.values())
    table.sort_by(())
    rest(window)
    export(table, tmp_path / "dealers.csv", "csv")
    window.app.long.finish()
    rest(window)
    assert len((tmp_path / "dealers.csv").read_text("utf-8-sig").splitlines()) == 9


def test_a_row_opens_the_dealer_with_its_figures_and_vehicles(window):
    page = go(window, "region_dealers")
    page.body.table.setFocus()
    press(window, Qt.Key.Key_Return)
    rest(window)
    dealer = dealers(window.app.user)[0]
    assert window.place == Place("region_dealer", dealer.dealer)
    page = window.page()
    assert dealer.name in seen(page)
    assert page.table.long.rowCount() == len(cars_of(window.app.user, dealer.dealer))
    page.tiles["visits"].click()
    rest(window)
    assert window.place.page == "region_figure"


def test_figures_of_all_markets_or_one_with_no_currencies_added(window):
    page = go(window, "region_figures", "2026-10")
    turnover, visits = page.tiles["turnover"], page.tiles["visits"]
    assert turnover.shown.value.endswith("currencies")
    assert turnover.shown.changes == ()
    whole = int(visits.shown.value.replace(",", ""))
    assert page.tiles["hours_clocked"].isHidden()  # of which this region has nothing
    assert not page.tiles["hours_sold"].isHidden()
    page = go(window, "region_figures", "2026-10 TH")
    assert "THB" in turnover.shown.value
    assert int(visits.shown.value.replace(",", "")) < whole
    turnover.click()
    rest(window)
    assert window.place == Place("region_figure", "turnover 2026-10 dealer TH")


@pytest.mark.parametrize("by", By)
def test_a_figure_is_a_map_of_months_and_a_list_by_what_it_is_divided(window, by):
    page = go(window, "region_figure", f"visits 2026-10 {by.value}")
    shown_map = page.chart._shown
    assert isinstance(shown_map, HeatMap)
    assert len(shown_map.columns) == 12
    assert shown_map.rows
    assert page.table.long.rowCount() >= len(shown_map.rows)
    assert page.chart.scene.stops[0].words


def test_dealers_are_compared_with_those_who_are_too_small_marked(window):
    page = go(window, "region_figure", "comebacks 2026-Q3 dealer")
    found = compared(window.app.user, figure_named("comebacks"), page.chooser.period)
    told = {each[0]: each[-1] for each in rows(page.table)}
    assert {name for name, said in told.items() if said == "Too few to compare"} == {
        each.name for each in found if each.is_few
    }
    first = page.table.long.index(0, 5).data(Qt.ItemDataRole.UserRole)
    assert "%" in (first.text if isinstance(first, Cell) else first)


def test_a_market_of_a_figure_opens_its_dealers(window):
    page = go(window, "region_figure", "visits 2026-10 market")
    page.table.setFocus()
    press(window, Qt.Key.Key_Return)
    rest(window)
    assert window.place.key.startswith("visits 2026-10 dealer ")
    assert window.page().by is By.DEALER


def test_a_campaign_opens_who_is_behind_and_the_vehicles_that_wait_there(window):
    user = window.app.user
    first = campaigns(user)[0]
    page = go(window, "region_campaigns")
    assert rows(page.body.table)[0][0] == first.campaign
    page.body.table.setFocus()
    press(window, Qt.Key.Key_Return)
    rest(window)
    page = window.page()
    at = at_dealers(user, first.campaign)
    assert [each[0] for each in rows(page.table)] == [each.name for each in at]
    page.table.setFocus()
    press(window, Qt.Key.Key_Return)
    rest(window)
    page = window.page()
    assert window.place == Place("region_cars", f"campaign|{at[0].dealer}|{first.campaign}")
    states = [each[-1] for each in rows(page.table)]
    assert states.count("Open") == at[0].open


def test_battery_health_is_shown_by_model_and_age_and_opens_its_vehicles(window):
    page = go(window, "region_health")
    found = health(window.app.user)
    assert page.table.long.rowCount() == len(found)
    assert page.model.count() == len({(each.make, each.model) for each in found})
    page.table.setFocus()
    press(window, Qt.Key.Key_Return)
    rest(window)
    assert window.page().table.long.rowCount() == found[0].band.cars


def test_a_vehicle_is_found_by_its_vin_typed_or_sought(window):
    user = window.app.user
    dealer = max(dealers(user), key=lambda each: each.cars)
    car = cars_of(user, dealer.dealer)[0]
    page = go(window, "region_find")
    page.field.clear()
    page.field.setFocus()
    type_in(window, car.vin.lower())
    press(window, Qt.Key.Key_Return)
    rest(window)
    assert window.place == Place("region_find", car.vin)
    page = window.page()
    assert [each[2] for each in rows(page.at)] == [dealer.name]
    assert page.life.long.rowCount() >= 3
    assert "LSJWH4095PN999999" in go(window, "region_find", "LSJWH4095PN999999").said.text()
    assert not page.life.isVisible()
    assert [(each.kind, each.ref) for each in search(user, car.vin)] == [("region_find", car.vin)]
    assert ("region_dealer", dealer.dealer) in [(each.kind, each.ref) for each in search(user, dealer.name[:6])]
    assert search(user, "") == []


@pytest.mark.parametrize(("code", "dark"), [("ar", True), ("th", False)])
def test_every_page_is_drawn_in_any_language_light_and_dark(window, code, dark):
    window.speak(code)
    theme.set_theme(dark=dark)
    dealer = dealers(window.app.user)[0].dealer
    keys = {"region_figure": "turnover 2026-10 market", "region_dealer": dealer, "region_cars": f"dealer|{dealer}"}
    keys |= {"region_campaign": campaigns(window.app.user)[0].campaign, "region_figures": "2026-10"}
    for each in PAGES:
        page = go(window, each.name, keys.get(each.name, ""))
        assert not window.grab().isNull()
        assert nameless(page) == []
    assert translator().current.code == code
    theme.set_theme(dark=False)
    window.speak("en")


def test_it_says_that_nothing_can_be_written_and_when_the_last_batch_came(window):
    assert window.side.safety._state == "Read only"
    rest(window)
    assert "Last batch" in window.side.safety._backup or not window._seen


def test_a_dealers_own_place_is_still_remembered(window, remembered):
    """Last: it closes the window."""
    go(window, "region_health")
    window.close()
    assert (remembered[-1].page, remembered[-1].key) == ("vehicle", "LSJWH4095PN000001")


def test_the_program_opens_a_region_by_its_address_without_founding_anything(monkeypatch):
    opened = []
    monkeypatch.setattr(app, "_show_region", lambda _running, where, _machine: opened.append(where) or 0)
    monkeypatch.setattr(app, "read_machine", lambda _path: Machine())
    assert app.run("postgresql://importer@db/eu?region=eu") == 0
    assert opened == ["postgresql://importer@db/eu?region=eu"]


def test_the_first_steps_offer_a_region_and_end_where_one_is_found(qapp):
    dress_once()

    def looks(where):
        if where != "postgresql://db/eu":
            raise NoRegionThere(where)
        return f"{where}?region=region"

    wizard = Wizard(first_answers("desk.ldk", "en"))
    wizard.offer_region(looks)
    for top in shown(wizard):
        link = wizard.findChild(RegionLink)
        assert not link.field.isVisible()
        link.link.click()
        link.field.set_text("postgresql://db/nothing")
        link.open.click()
        wizard._tasks.finish()
        rest(top)
        assert "There is no region at postgresql://db/nothing" in link.refused.text()
        assert wizard.made is None
        link.field.set_text("postgresql://db/eu")
        link.field.setFocus()
        press(top, Qt.Key.Key_Return)
        wizard._tasks.finish()
        rest(top)
        assert wizard.made == "postgresql://db/eu?region=region"
        assert wizard.here == 0
    assert with_region("postgresql://db/eu?schema=asia&host=x") == "postgresql://db/eu?host=x&region=asia"
