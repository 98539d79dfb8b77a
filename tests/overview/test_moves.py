"""What moved in a month and which part of it moved most: worked out by hand, and nothing said that the numbers lack."""

from fractions import Fraction

import pytest

from lifecycle_desk.figures.rules.readings import Reading
from lifecycle_desk.figures.usecases.sources import all_figures
from lifecycle_desk.overview.rules.moves import moves, summed

FIGURES = {each.name: each for each in all_figures()}
TURNOVER, VISITS, STOCK_AGE = FIGURES["turnover"], FIGURES["visits"], FIGURES["stock_age"]


def reading(figure, now, before, *, sort="", group="", currency=""):
    as_number = [None if each is None else Fraction(each) for each in (now, before)]
    return Reading(figure, sort, group, currency, *as_number, None, 1)


def paid(now, before, **more):
    return reading(TURNOVER, now, before, currency="THB", **more)


def test_a_figure_over_all_its_sorts_is_their_sum_by_currency():
    told = [paid(100, 40, sort="customer"), paid(None, 60, sort="warranty"), reading(TURNOVER, 5, 5, currency="USD")]
    assert summed(told) == {(TURNOVER, "THB"): (100, 100), (TURNOVER, "USD"): (5, 5)}


def test_the_part_that_made_the_difference_is_named_whichever_division_has_it():
    whole = [paid(600, 400, sort="customer"), paid(400, 400, sort="warranty")]
    models = [paid(500, 450, group="MG4"), paid(500, 350, group="Atto 3")]
    technicians = [paid(1000, 790, group="Nok"), paid(0, 10, group="Lek")]
    (move,) = moves(whole, [models, technicians])
    assert (move.before, move.now, move.change) == (800, 1000, 200)
    assert move.part is not None
    assert (move.part.sort, move.part.before, move.part.now) == ("customer", 400, 600)
    assert move.share == 1

    (move,) = moves([paid(1000, 800)], [models, technicians])
    assert move.part is not None
    assert (move.part.group, move.share) == ("Nok", Fraction(210, 200))


def test_where_no_part_made_a_third_none_is_named():
    parts = [paid(10, 0, group=f"model {each}") for each in range(4)]
    (move,) = moves([paid(40, 0)], [parts])
    assert move.part is None


def test_a_ratio_has_no_part_and_a_part_never_moves_against_the_whole():
    (move,) = moves([reading(STOCK_AGE, 60, 30)], [[reading(STOCK_AGE, 60, 10, group="MG4"), reading(STOCK_AGE, 1, 1)]])
    assert move.part is None
    (move,) = moves([reading(VISITS, 5, 10)], [[reading(VISITS, 9, 2, group="a"), reading(VISITS, 0, 8, group="b")]])
    assert move.part is not None
    assert move.part.group == "b"
    assert move.part.change < 0


@pytest.mark.parametrize(("now", "before"), [(100, 100), (100, 96), (None, 50), (50, None), (0, 0)])
def test_what_hardly_moved_or_is_not_known_is_no_move(now, before):
    assert moves([reading(VISITS, now, before)], []) == ()
