from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from workshop import COOLING, LOGGED, VIN

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.request import RequestNotUnderstood, read_request
from lifecycle_desk.stages.service.orders.rules.orders import (
    Job,
    Line,
    LineKind,
    OrderSheet,
    PayType,
    key_of,
    number_of,
)
from lifecycle_desk.stages.service.orders.rules.validation import check_closing, odd, tidied
from lifecycle_desk.stages.service.orders.usecases.requests import LogRepairOrder

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
LABOUR = Line(kind=LineKind.LABOUR, code="L1", hours=Decimal(1))
PART = Line(kind=LineKind.PART, code="P1", quantity=Decimal(1), price=100)
SUBLET = Line(kind=LineKind.SUBLET, text="paint", price=100)


def with_line(line: Line) -> OrderSheet:
    return OrderSheet(jobs=(Job(complaint="c"), Job(complaint="c", lines=(SUBLET, line))))


def refused(sheet: OrderSheet, hour: int | None = 115_000) -> tuple[str, str | None]:
    with pytest.raises(Objection) as objection:
        tidied(sheet, hour)
    return objection.value.rule, objection.value.at


@pytest.mark.parametrize(
    ("line", "rule", "field"),
    [
        (replace(LABOUR, hours=None), "figure_missing", "hours"),
        (replace(LABOUR, hours=Decimal("0.65")), "figure_out_of_steps", "hours"),
        (replace(LABOUR, hours=Decimal(0)), "figure_out_of_steps", "hours"),
        (replace(LABOUR, hours=Decimal(-1)), "figure_out_of_steps", "hours"),
        (replace(LABOUR, hours=Decimal(1_000)), "figure_out_of_steps", "hours"),
        (replace(LABOUR, hours=Decimal("NaN")), "figure_out_of_steps", "hours"),
        (replace(LABOUR, hours=Decimal("sNaN")), "figure_out_of_steps", "hours"),
        (replace(LABOUR, hours=Decimal("Infinity")), "figure_out_of_steps", "hours"),
        (replace(LABOUR, hours=Decimal("1E-999999")), "figure_out_of_steps", "hours"),
        (replace(LABOUR, hours=Decimal("1E+999999")), "figure_out_of_steps", "hours"),
        (replace(PART, quantity=None), "figure_missing", "quantity"),
        (replace(PART, quantity=Decimal("0.0001")), "figure_out_of_steps", "quantity"),
        (replace(PART, price=None), "price_missing", "price"),
        (replace(PART, price=-1), "price_out_of_range", "price"),
        (replace(LABOUR, code="1 CORE", price=-1), "price_out_of_range", "price"),
        (replace(PART, code="1 CORE", price=-1, pays=PayType.WARRANTY), "price_out_of_range", "price"),
        (replace(PART, code="1 CORE", price=-(10**13)), "price_out_of_range", "price"),
        (replace(PART, price=10**30), "price_out_of_range", "price"),
        (replace(PART, price=10**12, quantity=Decimal(99_999)), "price_out_of_range", "price"),
        (replace(PART, discount=Decimal("100.01")), "figure_out_of_steps", "discount"),
        (replace(PART, discount=Decimal(-5)), "figure_out_of_steps", "discount"),
        (replace(PART, hours=Decimal(1)), "not_of_this_kind", "hours"),
        (replace(PART, technician="A"), "not_of_this_kind", "technician"),
        (replace(PART, supplier="A"), "not_of_this_kind", "supplier"),
        (replace(LABOUR, quantity=Decimal(1)), "not_of_this_kind", "quantity"),
        (replace(LABOUR, quantity=Decimal("sNaN")), "not_of_this_kind", "quantity"),
        (replace(LABOUR, causal=True), "not_of_this_kind", "causal"),
        (replace(SUBLET, core=True), "not_of_this_kind", "core"),
        (replace(SUBLET, awaited=True), "not_of_this_kind", "awaited"),
        (replace(SUBLET, text="  "), "line_says_nothing", "text"),
        (replace(PART, text="x" * 2_001), "text_too_long", "text"),
        (replace(PART, code="x" * 201), "text_too_long", "code"),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_its_place(line, rule, field):
    assert refused(with_line(line)) == (rule, f"jobs[1].lines[1].{field}")


@pytest.mark.parametrize(
    ("sheet", "rule", "at"),
    [
        (OrderSheet(jobs=(Job(complaint=" \n"),)), "job_says_nothing", "jobs[0].complaint"),
        (OrderSheet(jobs=(COOLING, Job(cause="x" * 2_001))), "text_too_long", "jobs[1].cause"),
        (OrderSheet(jobs=(COOLING,) * 51), "too_many", "jobs"),
        (OrderSheet(jobs=(Job(lines=(SUBLET,) * 101),)), "too_many", "jobs[0].lines"),
        (OrderSheet(promised=datetime(2026, 11, 26, 15, 30)), "moment_without_zone", "promised"),  # noqa: DTZ001 (the fault)
        (OrderSheet(note="x" * 2_001), "text_too_long", "note"),
        (OrderSheet(adviser="x" * 201), "text_too_long", "adviser"),
        (OrderSheet(odometer_in=Distance(-1)), "odometer_out_of_range", "odometer_in"),
        (OrderSheet(odometer_out=Distance(10**20)), "odometer_out_of_range", "odometer_out"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused_with_its_place(sheet, rule, at):
    assert refused(sheet) == (rule, at)


def test_labour_without_a_price_takes_the_dealers_and_needs_one():
    assert tidied(with_line(LABOUR), 115_000).lines[-1].price == 115_000
    assert refused(with_line(LABOUR), None) == ("price_missing", "jobs[1].lines[1].price")


def test_figures_have_one_spelling():
    tidy = tidied(with_line(replace(PART, quantity=Decimal("10.000"), discount=Decimal("0.00"))), None).lines[-1]

    assert (str(tidy.quantity), str(tidy.discount)) == ("10", "0")


@pytest.mark.parametrize(
    ("sheet", "without_lines", "rule", "at"),
    [
        (OrderSheet(), True, "job_missing", "jobs"),
        (OrderSheet(jobs=(COOLING, Job(cause="x"))), True, "complaint_missing", "jobs[1].complaint"),
        (OrderSheet(jobs=(COOLING, Job(complaint="x"))), True, "correction_missing", "jobs[1].correction"),
        (OrderSheet(jobs=(Job(complaint="x", correction="y"),)), False, "lines_missing", "without_lines"),
    ],
)
def test_nothing_is_handed_over_that_is_not_written_up(sheet, without_lines, rule, at):
    with pytest.raises(Objection) as objection:
        check_closing(sheet, without_lines=without_lines)
    assert (objection.value.rule, objection.value.at) == (rule, at)


def test_a_visit_that_charges_nothing_is_handed_over_once_that_is_confirmed():
    check_closing(OrderSheet(jobs=(Job(complaint="x", correction="y"),)), without_lines=True)


@pytest.mark.parametrize(
    ("sheet", "rules"),
    [
        (OrderSheet(jobs=(COOLING,)), []),
        (OrderSheet(promised=datetime(2026, 11, 25, 7, tzinfo=UTC)), ["promised_in_the_past"]),
        (OrderSheet(odometer_in=Distance(100), odometer_out=Distance(99)), ["odometer_out_lower"]),
        (OrderSheet(jobs=(Job(lines=(replace(PART, pays=PayType.WARRANTY),)),)), ["causal_part_missing"]),
        (OrderSheet(jobs=(Job(lines=(replace(PART, pays=PayType.GOODWILL),)),)), []),
    ],
)
def test_what_is_merely_odd_is_told(sheet, rules):
    assert [each.rule for each in odd(sheet, NOW, closing=False)] == rules


@pytest.mark.parametrize(
    ("key", "number"),
    [(2026_000_001, "RO-2026-0001"), (2026_012_345, "RO-2026-12345"), (1999_000_010, "RO-1999-0010")],
)
def test_numbers_and_keys_say_the_same(key, number):
    assert (number_of(key), key_of(number), key_of(f" {number.lower()} ")) == (number, key, key)


@pytest.mark.parametrize(
    "given", ["", "RO", "RO-2026", "RO-2026-", "RO-2026-1", "RO-２０２６-0001", "X-2026-0001", "1"]
)
def test_what_is_no_number_has_no_key(given):
    assert key_of(given) is None


def test_an_order_is_read_from_json_with_exact_figures():
    text = f"""{{"vin": "{VIN}", "on": "2026-11-24", "odometer_in": {{"value": 47990}}, "jobs": [{{"complaint": "c",
        "correction": "d", "lines": [{{"kind": "part", "code": "R", "quantity": 0.48, "price": 520000,
        "pays": "warranty", "causal": true}}]}}]}}"""

    asked = read_request(text, LogRepairOrder)

    assert asked.lines[0].quantity == Decimal("0.48")
    assert asked.lines[0].pays is PayType.WARRANTY
    assert asked.odometer_in == Distance(47_990)
    assert asked.on == LOGGED.on


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ('{"kind": "gift"}', "$.jobs[0].lines[0].kind"),
        ('{"kind": "part", "quantity": "many"}', "$.jobs[0].lines[0].quantity"),
        ('{"kind": "part", "price": 1.5}', "$.jobs[0].lines[0].price"),
        ('{"kind": "part", "colour": "red"}', "$.jobs[0].lines[0].colour"),
        ('{"kind": "part", "code": "a", "code": "b"}', "$.code"),
        ('{"text": "no kind"}', "$.jobs[0].lines[0]"),
        ('{"kind": "part", "quantity": NaN}', "$"),
    ],
)
def test_json_that_does_not_fit_is_refused_with_its_place(line, where):
    with pytest.raises(RequestNotUnderstood) as objection:
        read_request(f'{{"vin": "{VIN}", "jobs": [{{"lines": [{line}]}}]}}', LogRepairOrder)
    assert objection.value.facts["where"] == where
