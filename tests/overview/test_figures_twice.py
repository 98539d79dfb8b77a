"""Every figure that stands twice on a paper is the same twice: over the example dealers of all markets."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

import pytest
from examples import FEW, NOON, example_user
from paper_figures import first, labelled, number, tables, words

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.commands.request import understood
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.market.example_data import codes_written_in_full
from lifecycle_desk.overview.rules.sections import LifeSection, PackSection
from lifecycle_desk.paper import Section, Table
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.charging.sessions.papers.statement import NothingCharged
from lifecycle_desk.stages.service.orders.usecases.showing import Orders
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

PAYS = ("Who pays", "Who would pay")
OFFERED = {each.kind: each for each in offered("reports")}
ENERGY, HUNDREDTH = 2, Decimal("0.01")  # kWh are rounded in each row, amounts never
DEALERS = codes_written_in_full()


@pytest.fixture(scope="module")
def dealers(tmp_path_factory):
    """A small example dealer of each market, opened."""
    users = {each: example_user(tmp_path_factory.mktemp(each) / "desk.ldk", each, FEW) for each in DEALERS}
    with standing_at(NOON + timedelta(hours=3)):
        yield users
    for user in users.values():
        user.store.close()


def paper(user, kind, **asked):
    report = OFFERED[kind]
    return report.draw(user, understood(asked, report.takes, strict=False), spoken(user, "en"))


def cars(user):
    listed = Vehicles(user)
    return [each.vin for each in listed.rows(listed.keys()).values()]


def orders(user):
    listed = Orders(user)
    return [each.number for each in listed.rows(listed.keys()).values()]


def rows(table, language):
    return [[first(cell, language) for cell in row.cells] for row in table.rows]


def test_the_lifecycle_reports_amounts_and_its_other_tables_agree(dealers):
    charged = 0
    for user in dealers.values():
        for vin in cars(user):
            report = paper(user, "lifecycle-report", vin=vin, people="true")
            said = report.language
            by_part, payments = tables(report, "Amounts")
            totals = {part: number(money) for part, money in rows(by_part, said)}
            by_month = [row for months in tables(report, "Charging") for row in rows(months, said)]
            years = [row for row in by_month if row[0].startswith("Total of")]

            assert totals.get("Charging", Decimal(0)) == sum(number(row[3]) or 0 for row in years)
            tariff = [told for row in by_part.rows if "tariff" in (told := words(row.cells[1], said))]
            shares = [number(each.split("tariff:")[1]) for each in tariff]
            assert sum(shares) == sum(number(row[4]) or 0 for row in years)
            charged += bool(shares)
            _check_visits(report, payments, said)
            _check_parts(totals, payments, said)
    assert charged >= 3


def _check_visits(report, payments, said):
    """What the customer paid of a visit is what stands among the payments."""
    paid_of = defaultdict(Decimal)
    for visit in tables(report, said(LifeSection.SERVICE.label))[0].rows:
        paid = visit.cells[3] if isinstance(visit.cells[3], tuple) else ()
        shares = {words(payer, said): number(money) for money, payer in zip(paid[::2], paid[1::2], strict=True)}
        paid_of[first(visit.cells[0], said)] += shares.get("Customer", Decimal(0))
    told = defaultdict(Decimal)
    for _, day, part, money in rows(payments, said):
        if part == "Workshop":
            told[day] += number(money)
    assert {day: paid for day, paid in paid_of.items() if paid} == {day: paid for day, paid in told.items() if paid}


def _check_parts(totals, payments, said):
    """The sums by part of life are those of the payments, and the whole is the sum of the parts."""
    sums = defaultdict(Decimal)
    for _, _, part, money in rows(payments, said):
        sums[part] += number(money)
    whole = totals.pop("Total", None)
    assert {part: paid for part, paid in totals.items() if part != "Charging"} == {k: v for k, v in sums.items() if v}
    assert whole is None or whole == sum(totals.values())


def test_the_charging_statements_months_places_and_totals_agree(dealers):
    looked = 0
    for user in dealers.values():
        for vin in cars(user):
            try:
                statement = paper(user, "charging-sessions", vin=vin)
            except NothingCharged:
                continue
            looked += 1
            said, told = statement.language, dict(labelled(statement))
            [months], [places] = tables(statement, "By month"), tables(statement, "By location")
            of_years = [row for row in rows(months, said) if row[0].startswith("Total of")]
            of_months = [row for row in rows(months, said) if not row[0].startswith("Total of")]
            for column, total in ((1, told["Sessions"]), (2, told["Energy (kWh)"]), (3, told.get("Cost", "–"))):
                for some in (of_years, of_months, rows(places, said)):
                    off = abs(sum(number(row[column]) or 0 for row in some) - (number(total) or 0))
                    assert off <= (HUNDREDTH * len(some) / 2 if column == ENERGY else 0)
    assert looked >= 3


@pytest.mark.parametrize("kind", ["service-report", "estimate", "order-summary"])
def test_what_an_orders_lines_come_to_is_what_its_jobs_and_its_sums_say(dealers, kind):
    looked = 0
    for user in dealers.values():
        for order in orders(user)[:6]:
            shown = paper(user, kind, order=order)
            _check_sections(shown)
            looked += 1
    assert looked > 10


def _check_sections(shown):
    """A section's amount is the sum of its lines, and says so where tax comes upon it."""
    said, sums = shown.language, defaultdict(Decimal)
    [pays] = [each for title in PAYS for each in tables(shown, title)]
    for section in (each for each in shown.blocks if isinstance(each, Section) and each.title not in PAYS):
        lines = [row for block in section.blocks if isinstance(block, Table) for row in rows(block, said)]
        money = [column for column, each in enumerate(section.blocks[-1].columns) if each.title.startswith("Amount")]
        total = sum((number(row[money[0]]) or Decimal(0) for row in lines), Decimal(0)) if money else Decimal(0)
        if section.aside is None or not lines:
            continue
        assert number(words(section.aside, said).removesuffix(" before tax")) == total, section.title
        sums[section.title] = total
    of_payer = {row[0]: [number(cell) for cell in row[1:]] for row in rows(pays, said)}
    if set(sums) <= set(of_payer):
        assert all(total in of_payer[name] for name, total in sums.items())
    else:
        assert sum(sums.values()) in {sum(each) for each in zip(*of_payer.values(), strict=True)}


@pytest.mark.parametrize("kind", ["lifecycle-report", "buyers-pack"])
def test_no_paper_says_not_known_beside_a_last_day_or_kilometre(dealers, kind):
    looked = 0
    for user in dealers.values():
        for vin in cars(user):
            shown = paper(user, kind, vin=vin)
            section = LifeSection.COVER if kind == "lifecycle-report" else PackSection.COVER
            [table] = tables(shown, shown.language(section.label))
            for row in table.rows:
                ends = [words(cell, shown.language) for cell in row.cells[1:4]]
                if any("Not known" in each for each in ends):
                    assert not any(each.isdecimal() for each in "".join(ends)), (vin, ends)
                    looked += 1
    assert looked > 10
