"""Money: currencies never meet, halves go away from zero, and nothing comes to zero."""

from fractions import Fraction

import pytest

from lifecycle_desk.base.money import CurrenciesMixed, Money, rounded, total

BAHT, EURO = Money(500, "THB"), Money(500, "EUR")


@pytest.mark.parametrize("meet", [lambda: BAHT + EURO, lambda: BAHT - EURO, lambda: total([BAHT, EURO], "THB")])
def test_amounts_of_two_currencies_never_meet(meet):
    with pytest.raises(CurrenciesMixed):
        meet()


def test_amounts_of_one_currency_are_added_and_taken_away():
    assert BAHT + Money(30, "THB") == Money(530, "THB")
    assert BAHT - Money(30, "THB") == Money(470, "THB")
    assert Money(-500, "THB") == -BAHT


def test_no_amounts_come_to_zero_of_their_currency():
    assert total([], "THB") == Money(0, "THB")
    assert total([BAHT, Money(-1, "THB")], "THB") == Money(499, "THB")


@pytest.mark.parametrize(("exact", "whole"), [
    (0, 0), (Fraction(1, 2), 1), (Fraction(-1, 2), -1), (Fraction(49, 100), 0), (Fraction(-49, 100), 0),
    (Fraction(3, 2), 2), (Fraction(5, 2), 3), (Fraction(-5, 2), -3), (Fraction(149, 100), 1), (7, 7), (-7, -7),
])  # fmt: skip
def test_halves_go_away_from_zero(exact, whole):
    assert rounded(exact) == whole
    assert Money(1, "THB").times(exact) == Money(whole, "THB")
