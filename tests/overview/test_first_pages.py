"""What a reader must know of a car stands on the first page, and nothing there contradicts the other papers."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from pdf_text import pages_of

from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.request import understood
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.overview.papers import fleet_report
from lifecycle_desk.overview.papers.window_sheet import NotForSale
from lifecycle_desk.overview.reports import REPORTS
from lifecycle_desk.overview.usecases.lives import fleet as fleets
from lifecycle_desk.overview.usecases.lives.buyers import buyers_facts
from lifecycle_desk.overview.usecases.lives.fleet import ALL, fleet
from lifecycle_desk.stages.charging.health.usecases.health import battery_page, count_health
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

OF = {each.kind: each for each in REPORTS}


def pages(user, kind, **asked):
    report = OF[kind]
    paper = report.draw(user, understood(asked, report.takes, strict=False), spoken(user, "en"))
    return [" ".join(each.split()) for each in pages_of(paper.pdf())]


def car_at(user, stage):
    listed = Vehicles(user, stage)
    return next(iter(listed.rows(listed.keys()).values())).vin


def test_a_buyer_reads_the_verdicts_on_the_first_page(example):
    first = pages(example, "buyers-pack", vin=car_at(example, Stage.FOR_SALE_AGAIN))[0]
    verdicts = first[first.index("At a glance") : first.index("Distance run")]

    for question in ("Campaigns", "State of health, estimated", "Odometer", "Cover", "Condition"):
        assert question in verdicts


def test_the_verdicts_of_a_pack_are_those_of_its_sections(example):
    vin = car_at(example, Stage.FOR_SALE_AGAIN)
    first = pages(example, "buyers-pack", vin=vin, sections="odometer")[0]
    verdicts = first[first.index("At a glance") : first.index("Distance run")]

    assert "Odometer" in verdicts
    assert "Cover" not in verdicts
    assert "Condition" not in verdicts


def test_a_buyer_is_told_first_that_a_car_is_at_its_end_and_was_a_total_loss(example):
    vin = car_at(example, Stage.END_OF_LIFE)
    for sections in ("", "service"):
        first = pages(example, "buyers-pack", vin=vin, sections=sections)[0]
        assert "End of life since" in first
        assert "Total loss" in first
    assert "Total loss" not in pages(example, "buyers-pack", vin=car_at(example, Stage.FOR_SALE_AGAIN))[0]


def test_a_reading_that_two_events_tell_stands_once_in_a_pack(example):
    vin = car_at(example, Stage.FOR_SALE_AGAIN)
    facts = buyers_facts(example, vin)
    last = facts.readings[-1]
    assert last == facts.readings[-2]  # assessed, and taken in trade

    text = " ".join(pages(example, "buyers-pack", vin=vin, sections="odometer"))
    language = spoken(example, "en")
    told = f"{language.formats.cell_day(last.on)} {language.spoken(last.shown)}"
    assert text.count(told.replace("\u00a0", " ")) == 1


def test_the_treads_of_a_pack_stand_together(example):
    text = " ".join(pages(example, "buyers-pack", vin=car_at(example, Stage.FOR_SALE_AGAIN), sections="condition"))
    assert re.search(r"Tread .*Front left: [\d.]+\s?mm Front right: ", text)


def test_a_car_at_its_end_is_not_offered_in_the_window(example):
    with pytest.raises(NotForSale):
        pages(example, "window-sheet", vin=car_at(example, Stage.END_OF_LIFE))


def test_a_fleet_report_tells_health_that_no_list_has_counted_yet(example):
    before = fleet(example, ALL)
    known = {each.vin: each.health for each in before.vehicles if each.health is not None}
    assert known
    assert all(battery_page(example, vin).health.percent == health * 10 for vin, health in known.items())

    drained(count_health(example))
    assert {each.vin: each.health for each in fleet(example, ALL).vehicles if each.health is not None} == known


def test_a_fleet_report_says_how_many_batteries_it_did_not_estimate(example, monkeypatch):
    monkeypatch.setattr(fleets, "ESTIMATED_HERE", 0)
    told = fleet(example, ALL)

    assert told.not_estimated > 1
    (first, *_) = pages(example, "fleet-report", fleet=ALL)
    assert f"The health of {told.not_estimated} batteries has not been estimated yet." in first
    assert "No battery health is known yet." not in first


def test_a_fleet_report_names_its_currency_by_one_sign(example):
    first = " ".join(pages(example, "fleet-report", fleet=ALL))
    assert "Workshop work in 12 months, ฿" in first
    assert "THB" not in first


def test_of_few_batteries_the_chart_counts_no_half_ones(example):
    told = fleet(example, ALL)
    one = next(each for each in told.vehicles if each.health is not None)
    paper = fleet_report._health(replace(told, vehicles=(one,)), spoken(example, "en"))
    (chart,) = paper.blocks
    assert [words for _, words in chart.shown.up.ticks] == ["0", "1"]


def test_no_word_of_a_name_stands_twice_in_a_fleet(example):
    names = [name for each in fleet(example, ALL).vehicles for name in (each.name, each.model)]
    assert any(name.startswith("GAC Aion") for name in names)
    assert not [name for name in names if "Aion Aion" in name]


def test_health_is_told_to_the_tenth(example):
    assert all(each.health.as_tuple().exponent >= -1 for each in fleet(example, ALL).vehicles if each.health)
    assert isinstance(next(each.health for each in fleet(example, ALL).vehicles if each.health), Decimal)
