"""A region without the window: figures for people and programs, tables for other tools, and the month on paper."""

import csv
import io
from datetime import date

import pypdf
import pytest
from command_line import Desk
from invented_region import NOW, invented_region, region_place
from pyarrow import parquet
from sqlalchemy import func, select

from lifecycle_desk.base import clock
from lifecycle_desk.figures.rules.periods import period_of
from lifecycle_desk.paper.fitting import faults
from lifecycle_desk.region.papers import spoken
from lifecycle_desk.region.papers.monthly import region_report
from lifecycle_desk.region.tables.opening import open_region
from lifecycle_desk.region.tables.schema import DAY, DEALER
from lifecycle_desk.region.usecases.looking import look_into

OCTOBER = DAY.c.on.between(date(2026, 10, 1), date(2026, 10, 31))


@pytest.fixture(scope="module")
def desk(server):
    with clock.standing_at(NOW):
        yield Desk(invented_region(server))


def figures(desk, *options):
    return desk("region", "figures", "--json", "--month", "2026-10", "--figure", "visits", *options).json


def test_figures_are_told_to_programs_whole_by_market_and_divided(desk, server):
    asked = select(DEALER.c.market, func.sum(DAY.c.things)).join_from(DAY, DEALER, DEALER.c.dealer == DAY.c.dealer)
    with open_region(region_place(server)) as store, store.reading() as connection:
        rows = connection.execute(asked.where(DAY.c.measure == "order.stays", OCTOBER).group_by(DEALER.c.market))
        visits = {market: int(count) for market, count in rows}
    whole = figures(desk)
    assert (whole["period"], whole["figures"][0]["value"]) == ("2026-10", sum(visits.values()))
    market, count = max(visits.items(), key=lambda each: each[1])
    own = figures(desk, "--market", market.lower())
    assert (own["market"], own["figures"][0]["value"]) == (market, count)
    assert {each["group"]: each["value"] for each in figures(desk, "--by", "market")["figures"]} == visits
    assert all(each["name"] for each in figures(desk, "--by", "dealer")["figures"])


def test_figures_are_told_to_people_of_the_last_whole_month(desk):
    said = desk("region", "figures", "--figure", "turnover")
    assert said.out.startswith("October 2026")
    assert "Workshop turnover" in said.out
    assert said.code == 0


def test_sums_are_brought_up_to_what_was_received(desk):
    assert "0 dealers" in desk("region", "sum").err


def test_tables_go_out_by_the_way_of_a_dealers(desk, tmp_path, server):
    assert desk("region", "export", "--format", "parquet", "-o", tmp_path).code == 0
    table = parquet.read_table(tmp_path / "region_market_month.parquet").to_pylist()
    october = [each for each in table if each["measure"] == "order.stays" and str(each["month"]) == "2026-10-01"]
    with open_region(region_place(server)) as store, store.reading() as connection:
        days = select(func.sum(DAY.c.things)).where(DAY.c.measure == "order.stays", OCTOBER)
        assert sum(each["things"] for each in october) == connection.execute(days).scalar()
        names = {each.name for each in connection.execute(select(DEALER.c.name))}
    assert desk("region", "export", "--format", "csv", "--table", "dealer", "-o", tmp_path / "dealers.csv").code == 0
    rows = csv.DictReader((tmp_path / "dealers.csv").read_text("utf-8").splitlines())
    assert {each["name"] for each in rows} == names
    assert desk("region", "export", "--format", "csv", "-o", tmp_path / "all.csv").rule == "one_table_needed"


def test_who_names_no_region_is_told_how(desk):
    said = desk("region", "figures", store="/nowhere/desk.ldk")
    assert said.code == 2
    assert "--at URL" in said.err


@pytest.mark.parametrize("code", ["en", "ar", "th", "zh_CN"])
def test_the_month_is_printed_in_any_language_and_nothing_stands_badly(server, code):
    with clock.standing_at(NOW):
        user = look_into(invented_region(server))
        paper = region_report(user, period_of("2026-10"), "", spoken(code))
        user.store.close()
    laid = paper.laid()
    assert [*faults(laid.pages, laid.room)] == []
    assert not paper.draw().missing


def test_the_command_prints_one_market_in_its_own_currency_alone(desk, tmp_path):
    assert desk("region", "report", "--month", "2026-10", "--market", "TH", "-o", tmp_path / "th.pdf").code == 0
    text = "".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO((tmp_path / "th.pdf").read_bytes())).pages
    )
    assert "Thailand" in text
    assert "24V-118" in text
    assert "THB" in text
    assert "CN¥" not in text
