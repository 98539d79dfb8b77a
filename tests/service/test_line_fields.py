"""Where a field of a line stands is named by layouts; this holds that they name fields, and that none is forgotten."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.language import Language
from lifecycle_desk.stages.service.claims.rules.claim import ClaimLine
from lifecycle_desk.stages.service.orders.papers.lines import line_cells, line_columns
from lifecycle_desk.stages.service.orders.rules import orders
from lifecycle_desk.stages.service.orders.rules.kinds import Figure
from lifecycle_desk.stages.service.orders.rules.orders import Line, LineKind, figure_of
from lifecycle_desk.vehicle.rules.steps import lines_of

FIELDS = {each.name for each in fields(Line)}
RECKONED = {"figure", "amount"}
LAYOUTS = [
    *(orders.LINE_CELLS, orders.LINE_FOLD, orders.LINE_MARKS, orders.LINE_NOTES, orders.JOB_CARD_NOTES),
    *(orders.REPORT_COLUMNS, orders.ESTIMATE_COLUMNS, orders.JOB_CARD_COLUMNS, orders.SUMMARY_COLUMNS),
]
IN_OTHER_CELLS = {"hours", "quantity", "discount", "campaign", "taxing"}  # the figure, the price, who pays, the menu


def names(layout: str) -> set[str]:
    return {name for name, _ in lines_of(layout)[0]}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_names_fields(layout):
    assert names(layout) <= FIELDS | RECKONED


def test_what_is_claimed_and_travels_are_fields():
    assert {*orders.LINE_TRAVELS} <= FIELDS
    assert {*orders.LINE_CLAIMED} <= FIELDS & {each.name for each in fields(ClaimLine)}
    assert {*orders.JOB_TRAVELS} <= {each.name for each in fields(orders.Job)}


def test_no_field_with_a_kind_is_forgotten_by_the_form():
    placed = names(orders.LINE_CELLS) | names(orders.LINE_FOLD) | names(orders.LINE_MARKS)
    assert {*kinds_of(Line)} <= placed | IN_OTHER_CELLS


def test_what_stands_below_a_text_says_how():
    assert all(kinds_of(Line)[name].written for name in names(orders.LINE_NOTES) | names(orders.JOB_CARD_NOTES))


def test_shares_of_a_paper_fill_its_width():
    assert sum(share for _, share in lines_of(orders.REPORT_COLUMNS)[0]) == 100
    assert sum(share for _, share in lines_of(orders.SUMMARY_COLUMNS)[0]) == 93  # the number of the job comes before
    assert sum(share for _, share in lines_of(orders.ESTIMATE_COLUMNS)[0]) == 72  # yes and no come behind
    assert sum(share for _, share in lines_of(orders.JOB_CARD_COLUMNS)[0]) == 102


def test_a_line_is_counted_by_its_kind():
    assert [figure_of(kind) for kind in LineKind] == ["hours", "quantity", "", ""]


def test_cells_of_a_paper_follow_the_layout():
    english = Language("en")
    line = Line(
        kind=LineKind.PART, code="P1", text="Pad", quantity=Decimal("1.5"), price=1200, core=True, discount=Decimal(10)
    )
    layout = "code text figure discount amount core"
    cells = line_cells(layout, line, "EUR", english, notes="core discount")
    assert (cells[0], *cells[2:]) == ("P1", "1.5", "10%", "16.20", "Core return")
    assert isinstance(cells[1], tuple)
    assert cells[1][0] == "Pad"
    assert [each.end for each in line_columns(layout, "EUR", english)] == [False, False, True, True, True, False]


@pytest.mark.parametrize("value", [None, Decimal(0)])
def test_a_figure_that_is_not_needed_may_say_nothing(value):
    Figure("Discount", most=100, places=2).check(value, "discount")


def test_a_figure_is_refused_beside_its_place():
    kind = kinds_of(Line)["hours"]
    with pytest.raises(Objection) as objection:
        kind.check(None, "hours")
    assert (objection.value.rule, objection.value.kind) == ("figure_missing", LineKind.LABOUR)
    with pytest.raises(Objection) as objection:
        replace(kind, needed=False).check(Decimal("0.05"), "hours")
    assert (objection.value.rule, str(objection.value.step)) == ("figure_out_of_steps", "0.1")
