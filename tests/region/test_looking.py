"""Looking into a region: sums are what days and cars come to, divided in every way, and nothing can be written."""

from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction
from functools import partial

import pytest
from invented_region import NOW, invented_region, region_place
from sqlalchemy import func, insert, inspect, select, update
from sqlalchemy.exc import InternalError

from lifecycle_desk.base import clock
from lifecycle_desk.figures.rules.periods import Period, PeriodKind, month_of
from lifecycle_desk.figures.usecases.reading import figure_named
from lifecycle_desk.region.rules.address import is_region
from lifecycle_desk.region.rules.comparing import Verdict
from lifecycle_desk.region.rules.dividing import By
from lifecycle_desk.region.rules.lateness import DealerState
from lifecycle_desk.region.tables import looking
from lifecycle_desk.region.tables.kept import DEALER_SUM, MARKET_MONTH
from lifecycle_desk.region.tables.opening import open_region
from lifecycle_desk.region.tables.schema import CAMPAIGN_CAR, DAY, DEALER, EVENT, HOME, VEHICLE
from lifecycle_desk.region.usecases import looking_campaigns, looking_cars, looking_health
from lifecycle_desk.region.usecases.looking import (
    Part,
    compared,
    count_states,
    dealers,
    divided,
    figures_of,
    look_into,
    months_of,
)
from lifecycle_desk.region.usecases.summing import sum_anew, sum_up, wrong_sums
from lifecycle_desk.store.refusals import ConnectionNotVerified, StoreProtected

OCTOBER = Period(PeriodKind.MONTH, 2026 * 12 + 9)


@pytest.fixture(scope="module")
def user(server):
    with clock.standing_at(NOW):
        found = look_into(invented_region(server))
        yield found
    found.store.close()


def asked(user, statement):
    with user.store.reading() as tx:
        return tx.ask(statement).all()


def days(user, measure, period=OCTOBER):
    rows = asked(user, select(DAY).where(DAY.c.measure == measure))
    return [each for each in rows if period.begins <= each.on <= period.ends]


def test_an_address_says_that_a_region_lies_there(server):
    assert is_region("postgresql://importer@db/eu?region=eu")
    assert not is_region("postgresql://importer@db/eu?schema=eu")
    assert not is_region("region.ldk")


def test_nothing_can_be_written_into_a_region_that_is_looked_at(user):
    with pytest.raises(StoreProtected), user.store.writing():
        raise AssertionError
    with pytest.raises(InternalError, match="read-only transaction"), user.store.reading() as tx:
        tx.write_counted(update(DEALER), name="x")


def test_figures_are_what_the_days_of_all_dealers_come_to_and_currencies_are_never_added(user):
    turnover, found = figure_named("turnover"), figures_of(user, OCTOBER)
    wanted = Counter[tuple[str, str]]()
    for each in days(user, "order.turnover"):
        wanted[each.sort, each.currency] += each.amount
    assert {(each.sort, each.currency): each.now for each in found.of(turnover) if each.now} == wanted
    assert len({currency for _, currency in wanted}) > 2
    before = sum(each.things for each in days(user, "order.stays", OCTOBER.before))
    (visits,) = found.of(figure_named("visits"))
    assert visits.before == before
    (year,) = [each for each in found.series if each.figure.name == "visits"]
    assert [*year.months] == [*range(OCTOBER.last - 11, OCTOBER.last + 1)]
    assert year.values[-2:] == (before, visits.now)


def test_a_level_counts_what_came_until_the_end_of_the_period(user):
    found = figures_of(user, OCTOBER).of(figure_named("cars_by_stage"))
    wanted = Counter[str]()
    for each in asked(user, select(DAY).where(DAY.c.measure == "stage.cars", DAY.c.on <= OCTOBER.ends)):
        wanted[each.sort] += each.things
    assert {each.sort: each.now for each in found if each.now} == {
        sort: count for sort, count in wanted.items() if count
    }


@pytest.mark.parametrize("by", By)
def test_the_parts_of_a_figure_come_to_the_whole(user, by):
    visits = figure_named("visits")
    (whole,) = figures_of(user, OCTOBER, only=[visits]).readings
    parts = divided(user, visits, OCTOBER, by)
    assert sum(each.now for each in parts) == whole.now
    assert len(parts) > 2
    months = months_of(user, visits, OCTOBER.last, by)
    assert {each.group: each.values[-1] or 0 for each in months} | {each.group: each.now for each in parts} == {
        each.group: each.values[-1] or 0 for each in months
    }


def test_a_market_and_a_dealer_have_their_own_figures(user):
    visits = figure_named("visits")
    markets = {row.dealer: row.market for row in asked(user, select(DEALER.c.dealer, DEALER.c.market))}
    of_market, of_dealer = Counter[str](), Counter[str]()
    for each in days(user, "order.stays"):
        of_market[markets[each.dealer]] += each.things
        of_dealer[each.dealer] += each.things
    for code, count in of_market.items():
        (found,) = figures_of(user, OCTOBER, Part(market=code), [visits]).readings
        assert found.now == count
        shown = divided(user, visits, OCTOBER, By.DEALER, Part(market=code))
        assert sum(each.now for each in shown) == count
    dealer, count = of_dealer.most_common(1)[0]
    (found,) = figures_of(user, OCTOBER, Part(dealer=dealer), [visits]).readings
    assert found.now == count
    assert sum(each.now for each in divided(user, visits, OCTOBER, By.MODEL, Part(dealer=dealer))) == count


def test_dealers_are_late_silent_or_in_dispute_by_what_came_from_them(user):
    states = {each.state for each in dealers(user)}
    assert states == {
        DealerState.CURRENT, DealerState.LATE, DealerState.SILENT, DealerState.DISPUTED, DealerState.NEVER
    }  # fmt: skip
    assert sum(count_states(user).values()) == len(dealers(user)) == 8
    newest = next(each for each in dealers(user) if each.state is DealerState.NEVER)
    assert newest.cars == newest.visits == 0
    assert newest.visits_per_cars is None


def test_dealers_are_compared_by_their_cars_in_use_and_rates_have_an_interval(user):
    in_use = Counter[str]()
    for each in asked(user, select(DAY).where(DAY.c.measure == "stage.cars", DAY.c.sort == "in_use")):
        if each.on <= OCTOBER.ends:
            in_use[each.dealer] += each.things
    for each in compared(user, figure_named("visits"), OCTOBER):
        assert each.cars == in_use[each.dealer]
        assert each.per_cars == Fraction(each.now) * 100 / each.cars
        assert each.is_few is (each.cars < 50)
    quarter = Period(PeriodKind.QUARTER, 2026 * 12 + 6)
    rates = compared(user, figure_named("comebacks"), quarter)
    assert rates
    for each in rates:
        assert each.interval.low * 100 <= each.now <= each.interval.high * 100
        assert each.per_cars is None
    turnover = compared(user, figure_named("turnover"), OCTOBER)
    assert len({each.currency for each in turnover}) > 2
    assert all(each.interval is None for each in turnover)


def test_a_list_of_dealers_says_what_the_figure_of_each_dealer_says(user):
    quarter, year = Period(PeriodKind.QUARTER, 2026 * 12 + 6), Period(PeriodKind.YEAR, 2026 * 12)
    for name in ("turnover", "comebacks", "cars_by_stage", "stock", "stock_age", "visits"):
        figure = figure_named(name)
        for period in (OCTOBER, quarter, year):
            told = {(each.group, each.currency): each.now for each in divided(user, figure, period, By.DEALER)}
            listed = {(each.dealer, each.currency): each.now for each in compared(user, figure, period)}
            assert listed == {key: now for key, now in told.items() if now is not None}
    last = Period(PeriodKind.MONTH, 2026 * 12 + 10)
    stages = divided(user, figure_named("cars_by_stage"), last, By.DEALER, Part(sort="in_use"))
    there = {each.group: each.now for each in stages}
    visits = Counter[str]()
    for each in asked(user, select(DAY).where(DAY.c.measure == "order.stays", DAY.c.on >= date(2025, 12, 1))):
        visits[each.dealer] += each.things
    for each in dealers(user):
        assert (each.cars, each.visits) == (there.get(each.dealer, 0), visits[each.dealer])


def test_a_campaign_stands_where_its_cars_stand_and_who_is_behind_comes_first(user):
    counted = defaultdict(Counter)
    for each in asked(user, select(CAMPAIGN_CAR)):
        counted[each.campaign][each.state] += 1
    found = looking_campaigns.campaigns(user)
    assert {each.campaign: each.cars for each in found} == counted
    first = found[0]
    assert first.open == max(each.open for each in found)
    at = looking_campaigns.at_dealers(user, first.campaign)
    assert sum(each.open for each in at) == first.open
    assert [each.open for each in at] == sorted((each.open for each in at), reverse=True)
    assert {each.verdict for each in at} <= {*Verdict, None}
    cars = looking_campaigns.cars_waiting(user, first.campaign, at[0].dealer)
    assert [each.state for each in cars].count("open") == at[0].open
    assert cars[0].state == "open"
    (of_market,) = [
        each for each in looking_campaigns.campaigns(user, Part(market=at[0].market)) if each.campaign == first.campaign
    ]
    assert of_market.open == sum(each.open for each in at if each.market == at[0].market)


def test_battery_health_is_told_from_bars_as_the_cars_have_it(user):
    cars = asked(user, select(VEHICLE).where(VEHICLE.c.soh_tenths.is_not(None)))
    found = looking_health.health(user)
    assert sum(each.band.cars for each in found) == len(cars)
    for each in found:
        tenths = sorted(car.soh_tenths for car in cars if (car.model, car.years) == (each.model, each.years))
        assert abs(float(each.band.middle) * 10 - tenths[(len(tenths) - 1) // 2]) <= 10
        assert each.band.low <= each.band.middle <= each.band.high
    hot = looking_health.health(user, climate="hot")
    assert sum(each.band.cars for each in hot) == len([car for car in cars if car.climate == "hot"])
    one = found[0]
    listed = looking_cars.cars_read(user, one.make, one.model, one.years)
    assert len(listed) == one.band.cars
    assert [each.soh for each in listed] == sorted(each.soh for each in listed)


@pytest.mark.parametrize("most", [1, 2, 4])
def test_of_more_cars_than_a_list_holds_the_weakest_are_listed(user, monkeypatch, most):
    one = max(looking_health.health(user), key=lambda each: each.band.cars)
    read = partial(looking_cars.cars_read, user, one.make, one.model, one.years)
    markets, whole = {each.dealer: each.market for each in dealers(user)}, read()
    assert len(whole) > most
    ((climate, _),) = Counter(each.climate for each in whole).most_common(1)
    ((market, _),) = Counter(markets[each.dealer] for each in whole).most_common(1)
    for narrowed in ({}, {"climate": climate}, {"market": market}):
        monkeypatch.undo()
        whole = read(**narrowed)
        assert whole
        monkeypatch.setattr(looking, "MOST", most)
        assert read(**narrowed) == whole[:most]


def test_one_car_is_found_wherever_it_was_with_its_life_across_dealers(server, user):
    with open_region(region_place(server)) as store, store.writing() as connection:
        of = connection.execute(select(VEHICLE).limit(1)).one()
        other = connection.execute(select(DEALER.c.dealer).where(DEALER.c.dealer != of.dealer).limit(1)).scalar()
        vin = "LSJWH4095PN000777"
        for dealer, stage in ((of.dealer, "left_the_market"), (other, "in_use")):
            row = dict(of._mapping) | {"dealer": dealer, "vin": vin, "stage": stage, "soh_tenths": None}
            connection.execute(insert(VEHICLE), row)
            connection.execute(insert(HOME), {"vin": vin, "dealer": dealer})
        for seq, corrects in ((900_001, None), (900_002, 900_001)):
            told = {"dealer": other, "seq": seq, "vin": vin, "on": of.last_event_on, "at": NOW, "kind": "vehicle.added"}
            connection.execute(insert(EVENT), told | {"corrects": corrects, "told": "{}", "seal": b""})
    found = looking_cars.find_car(user, " lsjwh4095 pn000777 ")
    assert {each.dealer for each in found.at} == {of.dealer, other}
    assert [(each.told.seq, each.is_void) for each in found.life] == [(900_002, False), (900_001, True)]
    assert looking_cars.find_car(user, "LSJWH4095PN999999").at == ()


def test_sums_follow_what_is_received_and_can_be_checked(server):
    """Last, since it moves the figures of one dealer by a visit, and back again."""
    visit = {"on": OCTOBER.begins, "measure": "order.stays", "make": "MG", "model": "4 Electric", "sort": ""}
    with open_region(region_place(server)) as store:
        assert wrong_sums(store) == []
        assert sum_up(store).dealers == 0
        with store.writing() as connection:
            of = connection.execute(select(DEALER).where(DEALER.c.received_at.is_not(None)).limit(1)).one()
            told = visit | {"dealer": of.dealer, "currency": "XTS", "amount": 3, "things": 1}
            connection.execute(insert(DAY), told)
            connection.execute(update(DEALER).where(DEALER.c.dealer == of.dealer), {"last_seq": of.last_seq + 1})
        assert wrong_sums(store) == ["month"]
        assert sum_up(store).dealers == 1
        months = select(func.sum(MARKET_MONTH.c.things)).where(
            MARKET_MONTH.c.currency == "XTS", MARKET_MONTH.c.month == month_of(OCTOBER.begins)
        )
        with store.writing() as connection:
            assert connection.execute(months).scalar() == 1
            connection.execute(DAY.delete().where(DAY.c.currency == "XTS"))
            connection.execute(update(DEALER).where(DEALER.c.dealer == of.dealer), {"last_seq": of.last_seq})
        assert sum_up(store).dealers == 1
        with store.writing() as connection:
            assert connection.execute(months).scalar() == 0
            connection.execute(update(DEALER).where(DEALER.c.dealer == of.dealer), {"market": "XX"})
        assert sum_up(store).anew
        assert wrong_sums(store) == []
        with store.writing() as connection:
            connection.execute(update(DEALER).where(DEALER.c.dealer == of.dealer), {"market": of.market})
        sum_up(store)


def test_the_sums_of_an_earlier_program_are_brought_up_by_the_next_sum(server, user):
    before = dealers(user)
    with open_region(region_place(server)) as store:
        with store.writing() as connection:
            DEALER_SUM.drop(connection)
            connection.exec_driver_sql("DROP INDEX ix_dealer_month_read")
            connection.exec_driver_sql("CREATE INDEX ix_dealer_month_measure_month ON dealer_month (measure, month)")
        assert figures_of(user, OCTOBER).readings == ()
        assert sum_up(store).dealers == 0
        assert wrong_sums(store) == []
        assert dealers(user) == before
        with store.writing() as connection:
            assert [each["name"] for each in inspect(connection).get_indexes("dealer_month")] == [
                "ix_dealer_month_read"
            ]
            connection.execute(update(DEALER_SUM).values(things=DEALER_SUM.c.things + 1))
        assert wrong_sums(store) == ["dealer_sum"]
        assert sum_anew(store).dealers == len(before)
        assert wrong_sums(store) == []


def test_a_region_on_another_computer_must_prove_that_it_is_the_one():
    with pytest.raises(ConnectionNotVerified):
        open_region("postgresql://importer@db.example/regions?sslmode=require")
