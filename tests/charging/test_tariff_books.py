"""Tariffs in the books: what a session without a price costs, by place and day, marked as computed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from charging_books import DAY, ONE, START, is_sound, session, some, taken_in

from lifecycle_desk.base.money import Money
from lifecycle_desk.stages.charging.sessions.rules.sessions import Place, taken_back
from lifecycle_desk.stages.charging.sessions.usecases.showing import charged
from lifecycle_desk.stages.charging.tariffs.usecases import (
    DropTariff,
    KeepTariff,
    UnknownTariff,
    drop_tariff,
    keep_tariff,
    tariffs,
)

HOME = {
    "place": "home",
    "currency": "EUR",
    "valid_from": "2026-01-01",
    "zone": "UTC",
    "elements": [{"kwh": "20"}],
}


def test_home_charging_costs_the_dealers_price_and_says_that_it_was_computed(desk):
    taken_in(desk, [session(1, cost=None, meter_wh=10_000), session(2)], vin=ONE)
    assert charged(desk, ONE).total.unpriced == 1
    keep_tariff(desk, KeepTariff(HOME))

    found = charged(desk, ONE)
    assert [(each.session.cost, each.session.computed) for each in found.lines] == [
        (Money(502, "EUR"), False),
        (Money(200, "EUR"), True),
    ]
    assert (found.total.computed, found.total.unpriced, found.total.amounts) == (1, 0, (Money(702, "EUR"),))


def test_another_place_and_an_earlier_day_have_no_price_from_it(desk):
    rows = [session(1, cost=None, place=Place("Mall")), session(2, cost=None, started_at=START - timedelta(days=30))]
    taken_in(desk, rows, vin=ONE)
    keep_tariff(desk, KeepTariff(HOME))

    assert charged(desk, ONE).total.unpriced == 2


def test_a_tariff_is_kept_dropped_and_both_are_undone_by_their_opposites(desk):
    number = keep_tariff(desk, KeepTariff(HOME)).value.number
    assert [(each, tariff.place) for each, tariff in tariffs(desk)] == [(number, "home")]
    undo, asked = keep_tariff.undo(drop_tariff(desk, DropTariff(number)).value) or (None, None)
    assert (undo, tariffs(desk)) == (drop_tariff, [])
    with pytest.raises(UnknownTariff):
        undo(desk, asked)
    assert is_sound(desk)


def test_a_credit_takes_the_session_out_of_the_counts_and_shows_which_it_took_back(desk):
    taken_in(desk, [*some(1, 3), taken_back(session(2, key="BE/BEC/2-C"), "BE/BEC/2")], vin=ONE)
    found = charged(desk, ONE)

    assert (found.total.sessions, found.total.energy_wh) == (2, 40_004)
    assert {each.session.key for each in found.lines if each.credited} == {"BE/BEC/2"}


def test_months_and_places_add_up_to_the_whole(desk):
    taken_in(desk, [session(n, place=Place(("A", "B", "")[n % 3])) for n in range(1, 60)], vin=ONE)
    found = charged(desk, ONE)

    for parts in (found.months, found.places):
        assert sum(each.energy_wh for _, each in parts) == found.total.energy_wh
        assert sum(each.sessions for _, each in parts) == found.total.sessions == 59
    assert [month.isoformat() for month, _ in found.months] == ["2026-03-01", "2026-02-01", "2026-01-01"]
    assert charged(desk, ONE, since=DAY, until=DAY + timedelta(days=2)).total.sessions == 2
    assert Decimal(found.total.dc_wh) == found.total.energy_wh
