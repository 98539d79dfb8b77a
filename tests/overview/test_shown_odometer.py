"""A car whose cluster was replaced: everywhere people read the dash's figure, and of the other what it is."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_text import pages_of

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.request import understood
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.look.rows import Cell
from lifecycle_desk.rooms import offered
from lifecycle_desk.schedules.rules import limit_of
from lifecycle_desk.stages.charging.health.usecases.health import count_health
from lifecycle_desk.stages.sale.stock.usecases.showing import Stock
from lifecycle_desk.stages.service.due.screens import listing as due_list
from lifecycle_desk.stages.service.due.usecases import DueCars, due_car
from lifecycle_desk.stages.service.line_cover.usecases import judge
from lifecycle_desk.stages.transfer.ownership.usecases.form import foreseen
from lifecycle_desk.stages.transfer.trade_in.screens import listing as second_hand
from lifecycle_desk.stages.transfer.trade_in.usecases.listing import TradeCars
from lifecycle_desk.stages.transfer.trade_in.usecases.showing import trade_page
from lifecycle_desk.store.startup_reader import opened_later
from lifecycle_desk.vehicle.rules.dash import Odometer, distance_run, last_read, said_at
from lifecycle_desk.vehicle.rules.odometer import Reading
from lifecycle_desk.vehicle.screens import vehicles
from lifecycle_desk.vehicle.usecases.clusters import ReplaceCluster, replace_cluster
from lifecycle_desk.vehicle.usecases.life import (
    ReadOdometer,
    TakeBack,
    read_odometer,
    take_back,
)
from lifecycle_desk.vehicle.usecases.odometer import distance_run as distance_run_at
from lifecycle_desk.vehicle.usecases.showing import page
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles
from lifecycle_desk.vehicle_file.usecases import shown as shown_to_programs

RUN, DASH = 143, 57  # km before and after the new cluster
TOLD, OVER = "{} on this cluster ({} over all clusters)", "{} over all clusters"


@pytest.fixture
def replaced(example):
    """Three cars of the example whose clusters were replaced today: one in use, one second-hand, one in stock."""
    drained(count_health(example))
    lists = {"in use": DueCars(example), "second-hand": TradeCars(example), "in stock": Stock(example)}
    listed = {kind: first_of(example, of) for kind, of in lists.items()}
    for vin in listed.values():
        new_cluster(example, vin)
    return listed


def first_of(user, cars):
    """The first car of a list that still has its own cluster."""
    vins = (each.vin for each in cars.rows(cars.keys()).values())
    return next(vin for vin in vins if not page(user, vin).odometer.is_replaced)


def new_cluster(user, vin):
    """The event of a new cluster, after which the dash was read once."""
    today, before = clock.now().date(), page(user, vin).figures.odometer_km or 0
    change = replace_cluster(user, ReplaceCluster(vin, today, Distance(before + RUN), Distance(0), "display dead"))
    read_odometer(user, ReadOdometer(vin, today, Distance(DASH)))
    assert page(user, vin).odometer == Odometer(DASH, before + RUN + DASH)
    return change.value.event


def words_of(user, vin):
    """How papers in English say both figures, and how they say the greater one."""
    whole = f"{page(user, vin).figures.odometer_km:,} km"
    return TOLD.format(f"{DASH} km", whole), OVER.format(whole), whole


def text_of(paper):
    text = " ".join(pages_of(paper.draw().pdf))
    return " ".join(text.replace("\u00a0", " ").split())


def papers_of(user, vin, language="en"):
    """All papers of a car that can be drawn, by kind."""
    for report in offered("reports"):
        if report.about_which != "vin":
            continue
        try:
            drawn = report.draw(user, understood({"vin": vin}, report.takes, strict=False), spoken(user, language))
            yield report.kind, text_of(drawn)
        except Objection:
            continue


WITH_ODOMETER = {"lifecycle-report", "buyers-pack", "window-sheet", "condition-report", "pdi-sheet"}


def test_every_paper_of_a_car_with_a_new_cluster_prints_the_dashs_figure_and_labels_the_other(example, replaced):
    seen = set()
    for where, vin in replaced.items():
        told, over, whole = words_of(example, vin)
        for kind, text in papers_of(example, vin):
            if told in text:
                seen.add(kind)
            # the table of all readings has a column for the distance run, with its head
            bare = text.count(whole) - text.count(over)
            assert bare == (1 if kind == "lifecycle-report" else 0), (where, kind, text)
            if kind in {"lifecycle-report", "buyers-pack", "window-sheet"}:
                assert told in text, (where, kind)

    assert seen == WITH_ODOMETER


def test_every_list_shows_the_dashs_figure_with_the_distance_over_all_clusters_where_one_points(
    example, replaced, dressed
):
    every = Vehicles(example)
    by_vin = {each.vin: each for each in every.rows(every.keys()).values()}
    for vin in replaced.values():
        over = words_of(example, vin)[1].replace(" km", "\u00a0km")
        assert Cell("57\u00a0km", hint=over) in vehicles.cells(by_vin[vin])
    assert {vin: each.odometer for vin, each in by_vin.items()} == {vin: page(example, vin).odometer for vin in by_vin}
    used, vin = TradeCars(example), replaced["second-hand"]
    line = next(each for each in used.rows(used.keys()).values() if each.vin == vin)
    assert [each.text for each in second_hand.cells(line) if isinstance(each, Cell) and each.hint] == ["57\u00a0km"]
    assert trade_page(example, vin).odometer == line.odometer == by_vin[vin].odometer


def test_a_page_of_a_list_asks_once_for_all_its_clusters(example, replaced, monkeypatch):
    asked = []
    every = Vehicles(example)
    keys = every.keys()
    with example.store.reading() as tx:
        ask = type(tx).ask
    monkeypatch.setattr(type(tx), "ask", lambda self, what, **more: asked.append(str(what)) or ask(self, what, **more))
    every.rows(keys)

    assert len([each for each in asked if "segment" in each]) == 1
    assert len(asked) <= 4  # not one for a row


def test_what_is_due_at_a_distance_is_told_as_the_driver_will_read_it(example, replaced, dressed):
    read = Odometer(57, 80_057)
    assert said_at(read, 92_000) == Odometer(12_000, 92_000).said
    assert said_at(read, 60_000).facts == {"distance": Distance(60_000)}  # this cluster will never show it
    assert said_at(None, 60_000) == said_at(Odometer(5, 5), 60_000) == Distance(60_000)

    found = DueCars(example)
    for line in found.rows(found.keys()).values():
        known = page(example, line.vin).odometer
        by_distance = isinstance(limit_of(line.due), Distance)
        if not by_distance or not known or known.shown_km != known.whole_km:  # has another cluster already
            continue
        new_cluster(example, line.vin)
        car = due_car(example, line.vin)
        over = "over all clusters"
        (at,) = [each for each in due_list.cells(car.line) if isinstance(each, Cell) and each.hint] or [None]
        assert (at and over in at.hint) or any(over in str(each) for each in due_list.cells(car.line))
        message = car.message(spoken(example, "en"))
        assert message.count("km") == 2 * message.count("km on this cluster") + (
            over in message and "on this" not in message
        )
        return
    raise AssertionError


def test_the_first_look_and_other_programs_know_both_figures(example, replaced):
    vin = replaced["in use"]
    told = shown_to_programs(example, vin)
    assert (told["odometer_km"], told["odometer_shown_km"]) == (page(example, vin).figures.odometer_km, DASH)

    every = Vehicles(example)
    rows = every.rows(every.keys())
    example.store.close()
    later = type(example)(opened_later(str(example.store.where)), None, example.authorise)
    look = Vehicles(later)
    keys = look.keys(64)
    assert later.store.startup_reader
    assert look.rows(keys) == {key: rows[key] for key in keys}


def test_a_replacement_that_is_taken_back_shows_one_figure_again(example):
    vin = first_of(example, DueCars(example))
    event = new_cluster(example, vin)
    take_back(example, TakeBack(event, "mistaken"))
    every = Vehicles(example)
    line = next(each for each in every.rows(every.keys()).values() if each.vin == vin)
    assert line.odometer == page(example, vin).odometer


def test_cover_goes_by_the_distance_run_whatever_the_new_dash_shows(example, replaced):
    """A workshop's line, a claim and a change of owner read the dash, which shows less than the car has run."""
    vin, today = replaced["in use"], clock.now().date()
    whole = page(example, vin).figures.odometer_km
    with example.store.reading() as tx:
        judged = judge(tx, vin, today, DASH)
        assert distance_run_at(tx, vin, DASH + 3, today) == whole + 3
    assert judged.odometer_km == whole
    assert judged.read(DASH + 3).odometer_km == whole + 3

    read, known = (foreseen(example, vin, today, km).cover for km in (DASH, None))
    assert read == known


DAY = date(2026, 1, 1)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 60_000), min_size=1, max_size=4), st.integers(0, 400))
def test_the_distance_run_is_told_back_from_every_reading(spans, on):
    """Clusters that each ran some km: what the last shows is told back as the sum, and `at` shows it again."""
    readings, offsets, whole = [], {0: 0}, 0
    for segment, run in enumerate(spans):
        offsets[segment] = whole
        day = DAY + timedelta(days=400 * segment)
        readings += [
            Reading(day, 0, segment, 2 * segment),
            Reading(day + timedelta(days=399), run, segment, 2 * segment + 1),
        ]
        whole += run
    found = last_read(readings, offsets)
    assert found == Odometer(spans[-1], whole)
    assert found.at(whole + on).shown_km == spans[-1] + on
    last = readings[-1].on + timedelta(days=1)
    assert distance_run(spans[-1] + on, last, readings, offsets) == whole + on


def test_on_the_day_of_a_replacement_a_reading_is_of_the_cluster_that_it_fits():
    readings = [Reading(DAY, 79_000, 0, 1), Reading(DAY + timedelta(days=30), 0, 1, 2)]
    offsets = {0: 0, 1: 80_000}
    changed = DAY + timedelta(days=30)
    assert distance_run(80_000, changed, readings, offsets) == 80_000
    assert distance_run(3, changed, readings, offsets) == 80_003
    assert distance_run(78_000, DAY, readings, offsets) == 78_000
