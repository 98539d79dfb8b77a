import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from itertools import count, islice
from pathlib import Path
from random import Random

import pytest
from examples import FEW, NOON, example_user
from own_server import WRITER, copy_database, drop_database, let_write, place_of
from sqlalchemy import text

from lifecycle_desk.base import clock
from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.base.resources import resource
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.interchange import records
from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.campaigns.usecases.letters import letters_of
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.cover.usecases import CoverOf, vehicle_cover
from lifecycle_desk.dealership.usecases import authorise, dealer, staff
from lifecycle_desk.figures.rules.periods import period_of
from lifecycle_desk.figures.usecases.reading import figures_of
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.market.example_data import codes_written_in_full
from lifecycle_desk.market.examples import NoExample
from lifecycle_desk.market.examples import example as of_market
from lifecycle_desk.market.market import ANOTHER, UnknownMarket, codes
from lifecycle_desk.market.market import market as of_market_pack
from lifecycle_desk.overview.usecases import demo
from lifecycle_desk.overview.usecases.demo import UntilAhead, fill
from lifecycle_desk.overview.usecases.demo.campaigns import RECALL, SERVICE
from lifecycle_desk.overview.usecases.demo.cars import build
from lifecycle_desk.overview.usecases.demo.lists import NOTES, column, listed
from lifecycle_desk.overview.usecases.demo.shop import new_shop
from lifecycle_desk.overview.usecases.subjects import subjects
from lifecycle_desk.overview.usecases.today import today
from lifecycle_desk.stages.charging.health.usecases.health import battery_page
from lifecycle_desk.stages.recycling.end.rules.status import Step
from lifecycle_desk.stages.recycling.end.usecases.listing import EndsBy
from lifecycle_desk.stages.sale.inspection.rules import InspectionState
from lifecycle_desk.stages.sale.stock.rules.status import StockList
from lifecycle_desk.stages.sale.stock.usecases import showing as stock
from lifecycle_desk.stages.service.catalogue.usecases.changing import entry_of
from lifecycle_desk.stages.service.catalogue.usecases.offering import CatalogueList, catalogue_counts
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.orders.rules.states import OPEN
from lifecycle_desk.stages.service.orders.usecases import showing as workshop
from lifecycle_desk.stages.service.payments.usecases.showing import OWED, Days, outstanding_ages, takings
from lifecycle_desk.stages.service.purchasing.usecases.credits import Credits
from lifecycle_desk.stages.service.purchasing.usecases.listing import PartRows
from lifecycle_desk.stages.service.room import ROOM as OF_SERVICE
from lifecycle_desk.stages.service.shelf.usecases.held_list import HeldParts
from lifecycle_desk.stages.transfer.trade_in.rules.trade import TradeList
from lifecycle_desk.stages.transfer.trade_in.usecases.listing import TradeCars
from lifecycle_desk.stages.transfer.trade_in.usecases.showing import trade_page
from lifecycle_desk.store.opening import Creation, open_store
from lifecycle_desk.store.refusals import StoreNotEmpty
from lifecycle_desk.trust.random_source import random_bytes
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.odd_readings import ReadingPerhapsInMiles, ReadingPerhapsMistyped
from lifecycle_desk.vehicle.usecases.showing import look_for, page
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles, counts
from lifecycle_desk.vehicle_file.usecases import shown

MADE_AFTER_OTHERS = (
    "SA",
    "DE",
    "BR",
    "RU",
    "TR",
    "ID",
    "FR",
    "KZ",
    "BE",
    "KW",
    "HU",
    "VN",
)  # of two, none and three places in their money
CHECKS = tuple(OF_SERVICE.offered("checks"))
QUARTER = datetime(2026, 11, 25, 5, 7, 11, tzinfo=UTC)  # in no way a round moment
type Told = tuple[bytes, str, str]  # what is given out of an example, its lives as they are shown, and its head


def vins(user: UserSession) -> list[str]:
    vehicles = Vehicles(user)
    return [each.vin for each in vehicles.rows(vehicles.keys()).values()]


def test_the_example_is_sound_and_has_the_vehicles_that_were_asked_for(example):
    found = check(example, CHECKS)

    assert (found.sound, found.vehicles) == (True, 40)
    assert found.events > 200


def test_the_dealer_is_a_dealer_of_the_market_with_staff(example):
    profile = dealer(example.store)

    assert (profile.market, profile.language) == ("TH", "th")
    assert profile.labour_rate
    assert len(staff(example)) == len({each.name for each in staff(example)}) == 11


def test_vehicles_stand_at_every_stage_of_their_life_here(example):
    assert set(counts(example)) == {
        Stage.ARRIVED, Stage.IN_STOCK, Stage.SOLD, Stage.IN_USE, Stage.FOR_SALE_AGAIN, Stage.END_OF_LIFE,
    }  # fmt: skip


def test_stock_waits_for_everything_that_stock_can_wait_for(example):
    waiting = stock.counts(example)
    listed = stock.Stock(example)
    states = {each.inspection for each in listed.rows(listed.keys()).values()}

    assert all(waiting[which] for which in (StockList.CHECK_DUE, StockList.QUARANTINE, StockList.SOLD))
    assert states == set(InspectionState)


def test_second_hand_cars_are_for_sale_again_with_a_report_and_one_is_appraised_only(example):
    cars = TradeCars(example)
    found = list(cars.rows(cars.keys()).values())

    assert sorted(each.which for each in found) == [TradeList.FOR_SALE, TradeList.FOR_SALE, TradeList.OFFERED]
    assert all(each.grade and each.price for each in found)


def test_what_was_measured_at_a_second_hand_car_is_what_its_sessions_say(example):
    cars = TradeCars(example)
    for car in cars.rows(cars.keys()).values():
        health, report = battery_page(example, car.vin).health, trade_page(example, car.vin).condition
        measured = [each.tenths for each in health.officials]

        assert report
        assert report.said.electric
        assert report.said.electric.health_percent == Decimal(measured[-1]) / 10
        assert health.low <= measured[-1] <= health.high
        assert measured == sorted(measured, reverse=True)


def test_a_wreck_is_on_its_way_out_and_made_safe_but_not_drained(example):
    ends = EndsBy(example)
    [car] = ends.rows(ends.keys()).values()
    told = [each.told.kind for each in page(example, car.vin).lines]

    assert (car.stored.step, car.stored.battery_on) == (Step.DEPOLLUTE, None)
    assert told[-3:] == ["recycling.total_loss", "recycling.taken_over", "recycling.depolluted"]


def test_the_board_has_orders_in_every_open_state_and_a_late_one(example):
    found = workshop.what_waits(example)

    assert {state for state, count in found.by_state.items() if count} >= set(OPEN)
    assert found.late >= 1


def test_three_years_of_diary_stand_behind_the_visits_and_no_month_of_the_last_year_is_without_one(example):
    with example.store.reading() as tx:
        booked = tx.connection.execute(text("SELECT booked_on, state FROM report_appointment")).all()
        ended = tx.connection.execute(text("SELECT handed_over_on FROM report_repair_order")).scalars()
        visits = Counter(str(each)[:7] for each in ended if each)
    past = Counter(state for on, state in booked if str(on) < "2026-11-25")
    years = {str(on)[:4] for on, _ in booked}
    months = [f"{month // 12}-{month % 12 + 1:02}" for month in range(2025 * 12 + 10, 2026 * 12 + 11)]

    assert {"2024", "2025", "2026"} <= years
    assert past["arrived"] > past["cancelled"] > past["no_show"] // 2 > 0
    assert all(visits[month] for month in months), visits
    lately = [each for month in (8, 9, 10) for each in figures_of(example, period_of(f"2026-{month:02}")).readings]
    assert {each.figure.name for each in lately if each.now} >= {
        "turnover", "visits", "hours_sold", "hours_present", "claims_submitted", "new_sold", "energy_charged",
    }  # fmt: skip


def test_most_visits_are_paid_and_a_few_are_open_at_every_age(example):
    ages = outstanding_ages(example)
    with example.store.reading() as tx:
        paid = tx.connection.execute(text("SELECT paid_by, amount, repair_order FROM report_payment")).all()
    kept = Counter(order for _, amount, order in paid if amount > 0)

    assert all(each.count for each in ages if each.which in OWED), ages
    assert sum(each.count for each in ages) * 5 < len(kept)
    assert {paid_by for paid_by, _, _ in paid} >= {"cash", "card", "transfer", "instant", "account"}
    assert [paid_by for paid_by, amount, _ in paid if amount < 0] == ["cash"]  # the one refund
    assert max(kept.values()) == 2  # in two parts
    assert takings(example, Days.TODAY)


def test_odd_readings_are_explained_by_a_common_mistake(example):
    odd = {type(line.odd) for vin in vins(example) for line in page(example, vin).lines if line.odd}

    assert {ReadingPerhapsMistyped, ReadingPerhapsInMiles} <= odd


def test_the_last_figure_is_never_the_odd_one(example):
    for vin in vins(example):
        found = page(example, vin)
        odd = {line.told.seq for line in found.lines if line.odd}
        sound = [line.told for line in found.lines if line.told.odometer and line.told.seq not in odd]
        assert found.figures.odometer_on is None or found.figures.odometer_on in {each.on for each in sound}


def test_lives_have_photos_and_changes_of_owner_and_of_cluster(example):
    told = [line.told for vin in vins(example) for line in page(example, vin).lines]
    kinds = {each.kind for each in told}

    assert {"vehicle.owner_recorded", "vehicle.cluster_replaced", "vehicle.noted"} <= kinds
    assert any(each.documents for each in told)


def test_nothing_happened_after_now(example):
    for vin in vins(example):
        for line in page(example, vin).lines:
            assert line.told.on <= NOON.date() + timedelta(days=1)
            assert line.told.at <= f"{NOON:%Y-%m-%dT%H:%M:%SZ}"


def test_customers_and_orders_are_found(example):
    order = next(line.number for lane in workshop.board(example) for line in (card.line for card in lane.cards))

    assert [hit.ref for hit in look_for(example, order).hits] == [order]


def test_every_car_has_terms_of_its_maker_for_vehicle_and_battery(example):
    lacking = {
        (each.part, vin)
        for vin in vins(example)
        for each in vehicle_cover(example, CoverOf(vin)).value.parts
        if each.part in {"vehicle", "battery"} and "maker" not in {rule.kind for rule in each.rules}
    }
    assert lacking == set()


def test_the_catalogue_has_what_the_jobs_name_and_more_in_the_language_of_the_market(example):
    counted, offered = catalogue_counts(example)
    assert (counted[CatalogueList.LABOUR], offered) >= (60, 260)
    pads = entry_of(example, LineKind.PART, "BP-58101")
    assert (pads.text, pads.text_in("en"), pads.text_in("zh_CN")) == (
        "ผ้าเบรกหน้า 1 ชุด", "Front brake pad set", "前制动片套装",
    )  # fmt: skip
    disc = entry_of(example, LineKind.PART, "B-BD5810")
    assert disc.text_in("th") == "จานเบรกหน้า BYD"
    assert disc.price_on(NOON.date()).price > 100_000  # satang, not cents
    jobs = of_market("TH").jobs
    assert all(entry_of(example, LineKind.LABOUR, line.code).hours for job in jobs for line in job.labour)


@pytest.mark.parametrize("market", ["AE", "BR", "DE", "ES", "FR", "GB", "ID", "MX", "RU", "TH", "TR"])
def test_names_of_the_catalogue_stand_in_the_language_of_each_market(market):
    language = of_market_pack(market).languages[0]
    for name in ("parts", "labour-operations"):
        with resource(f"demo/{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        column = "text" if language == "en" else f"text_{language}"
        assert all(row[column].strip() and row["text_zh_CN"].strip() for row in rows), (market, name)
        assert len({next(iter(row.values())) for row in rows}) == len(rows)


def test_a_part_has_one_name_wherever_the_shop_holds_orders_or_returns_it(example):
    lists = (
        [(each.listed.code, each.listed.text, each.text_in("en")) for each in rows_of(Credits(example))],
        [(each.held.code, each.held.text, each.text_in("en")) for each in rows_of(HeldParts(example))],
        [(each.code, each.text, each.text_in("en")) for each in rows_of(PartRows(example))],
    )
    assert all(lists)
    for code, own, read in (row for rows in lists for row in rows):
        entry = entry_of(example, LineKind.PART, code)
        assert (own, read) == (entry.text, entry.texts["en"])
        assert re.search("[\u0e00-\u0e7f]", own), "as the shop writes it"
        assert not re.search("[\u0e00-\u0e7f]", read), "as somebody reads it who reads English"


def rows_of(listing):
    return listing.rows(listing.keys()).values()


def test_the_recall_is_told_in_every_language_that_is_offered_and_holds_no_letter_back(example):
    for number in (RECALL, SERVICE):
        found = letters_of(example, number, LANGUAGES)
        assert found.texts.words.keys() >= set(LANGUAGES)
        assert found.texts.own_language == "th"
        assert found.letters
        assert (found.held_back, found.unworded) == ((), ())


def test_no_car_is_recalled_before_its_buyer_has_it(monkeypatch):
    """It might not be handed over then, and the filling would be refused."""
    campaigns = import_module("lifecycle_desk.overview.usecases.demo.campaigns")  # a function has the name by now
    recalled = []
    monkeypatch.setattr(campaigns, "_recall", lambda _shop, cars, _dice: recalled.extend(cars))
    monkeypatch.setattr(campaigns, "_service", lambda *_: None)
    shop = new_shop("FR", Random(7), NOON)
    built = (build(shop, date(2025, 5, 5), serial) for serial in count(1))
    waiting, early, another, *late = islice((car for car in built if car.battery), 9)
    for car in (waiting, early, another, *late):
        car.owner = shop.customer()
    for car in late:
        car.since = shop.today - timedelta(days=campaigns.RECALLED_DAYS - 1)

    campaigns.campaigns(shop, [waiting, early, another, *late], [waiting])

    assert {car.vin for car in recalled} == {waiting.vin, early.vin, another.vin}


def test_what_makers_and_suppliers_write_stands_in_every_language_in_which_an_example_is_written():
    languages = {of_market(code).language for code in codes() if code != ANOTHER} - {"en"}
    assert len(languages) == 9
    for row in listed(NOTES):
        said = [row[column(language)] for language in sorted(languages)]
        assert all(said), row["key"]
        assert row["text"] not in said, row["key"]


def made(tmp_path: Path, name: str, **numbers) -> UserSession:
    where = tmp_path / name
    drained(fill(str(where), "TH", **numbers))
    return UserSession(open_store(where), None, authorise)


@dataclass(frozen=True)
class Given:
    """Small examples that were filled one after the other, and the secrets of the computers on which they were."""

    first: Told
    within_the_hour: Told  # on another computer
    of_a_day: Told  # on the same, which has a secret by then
    days_later: Told  # on a third
    of_another_seed: Told
    secrets: frozenset[bytes]


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Given:
    folder = tmp_path_factory.mktemp("given")

    def told(name: str, computer: str, at: datetime, **more) -> Told:
        with pytest.MonkeyPatch.context() as patch, standing_at(at):
            patch.setenv("LIFECYCLE_DESK_GUARD", str(folder / computer))
            user = made(folder, name, vehicles=1, **more)
            assert len(vins(user)) == 1
            content = b"".join(records.write(user, {}))
            lives = json.dumps([shown(user, vin) for vin in vins(user)], default=str)
            head = check(user).head
            user.store.close()
        return content, lives, head

    day = date(2026, 11, 20)
    return Given(
        told("a", "one", QUARTER),
        told("b", "two", QUARTER + timedelta(minutes=51)),
        told("d", "two", QUARTER, until=day),
        told("e", "three", QUARTER + timedelta(days=9), until=day),
        told("f", "three", QUARTER, until=day, seed=4),
        frozenset((folder / each).read_bytes() for each in ("one", "two", "three")),
    )


def test_the_secret_of_this_computer_is_not_drawn_from_the_seed_where_an_example_is_the_first_that_it_sees(given):
    """Real keys are guarded by it later; nor may the example depend on whether there was one already."""
    assert len(given.secrets) == 3
    assert given.first == given.within_the_hour
    assert given.of_a_day == given.days_later


def test_keys_are_the_systems_own_again_afterwards(tmp_path):
    made(tmp_path, "a", vehicles=0).store.close()

    assert random_bytes(32) != random_bytes(32)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize("market", [*codes_written_in_full(), *MADE_AFTER_OTHERS])
def test_an_example_is_a_sound_dealer_of_its_market(tmp_path, market):
    user = example_user(tmp_path / "desk.ldk", market, FEW)

    assert check(user).sound
    assert dealer(user.store).market == market
    user.store.close()


def test_a_place_that_holds_something_is_refused_and_left_as_it_is(own_user):
    where = own_user.store.path
    assert where is not None
    with pytest.raises(StoreNotEmpty):
        drained(fill(str(where), "TH", vehicles=1))

    assert dealer(own_user.store).name == "Sathorn EV"


def test_a_market_that_is_unknown_or_has_no_example_is_refused_before_anything_is_made(tmp_path):
    with pytest.raises(UnknownMarket):
        drained(fill(str(tmp_path / "desk.ldk"), "XX"))

    with pytest.raises(NoExample) as refused:
        drained(fill(str(tmp_path / "desk.ldk"), ANOTHER))
    assert refused.value.facts == {"given": ANOTHER, "known": ", ".join(codes())}
    assert list(tmp_path.iterdir()) == []


def test_breaking_off_leaves_nothing_behind(tmp_path):
    steps = fill(str(tmp_path / "desk.ldk"), "TH", vehicles=5)
    for _ in range(20):
        next(steps)
    steps.close()

    assert list(tmp_path.iterdir()) == []


def test_the_example_lives_on_a_server_too_by_a_login_that_cannot_rewrite_it(server, monkeypatch):
    name = copy_database(server)
    where = place_of(server, name, login=WRITER)

    @contextmanager
    def in_tables_of_the_owner(place: str, _keys: object) -> Iterator[Creation]:
        owner = open_store(place_of(server, name), new=True)
        let_write(owner)
        owner.close()
        yield Creation(open_store(place))

    monkeypatch.setattr(demo, "creating", in_tables_of_the_owner)
    drained(fill(where, "TH", vehicles=FEW))
    user = UserSession(open_store(where), None, authorise)

    assert check(user, CHECKS).sound
    assert len(today(user).dues) > 3
    assert subjects(user, "vin")
    user.store.close()
    drop_database(server, name)


def test_the_same_seed_and_numbers_give_the_same_store_byte_by_byte_also_small_ones(given):
    """Within the hour whenever they are asked for; by a day for ever."""
    assert given.within_the_hour == given.first
    assert given.days_later == given.of_a_day
    assert given.of_another_seed != given.of_a_day != given.first


def test_a_history_does_not_end_after_today(tmp_path, stopped_clock):
    stopped_clock(QUARTER)
    with pytest.raises(UntilAhead):
        made(tmp_path, "h", vehicles=1, until=date(2026, 11, 26))
