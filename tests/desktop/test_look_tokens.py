"""Colours can be told apart by everyone, in light and in dark."""

from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lifecycle_desk.desktop.look import tokens as t

STAGES = tuple(t.STAGES)
GROUNDS = ("frame", "page", "surface", "sunken", "hover", "selected")
TEXTS = (
    *product(("ink", "ink2", "ink3"), GROUNDS),
    *product(("accent", "danger", "warn", "ok", *STAGES), ("page", "surface", "selected")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("surface", "ink"),  # tooltips
    ("accent", "accent_soft"),  # what is checked
)
SHAPES = (("field_line", "surface"), ("accent", "surface"), ("accent", "page"), ("warn_mark", "surface"))
PALETTES = pytest.mark.parametrize("c", [t.LIGHT, t.DARK], ids=["light", "dark"])


@PALETTES
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_can_be_read_on_every_ground_it_stands_on(c, ink, ground):
    assert t.contrast(getattr(c, ink), getattr(c, ground)) >= 4.5


@PALETTES
@pytest.mark.parametrize("tone", ["neutral", "accent", "danger", "warn", "ok", *STAGES])
def test_a_chip_can_be_read(c, tone):
    assert t.contrast(*c.tone(tone)) >= 4.5


@PALETTES
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_edges_and_marks_can_be_seen(c, shape, ground):
    assert t.contrast(getattr(c, shape), getattr(c, ground)) >= 3


@PALETTES
def test_every_stage_has_a_colour_of_its_own_that_no_status_has(c):
    colours = [c.tone(name)[0] for name in (*STAGES, "accent", "danger", "warn", "ok")]
    assert len(set(colours)) == len(colours)


def test_every_role_has_a_type():
    assert set(t.TYPE) == set(get_args(t.Role.__value__))


COLOURS = some.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")


@given(COLOURS, COLOURS)
def test_contrast_does_not_depend_on_which_is_the_ground(one, other):
    assert t.contrast(one, other) == t.contrast(other, one)
    assert 1 <= t.contrast(one, other) <= 21


@given(COLOURS, COLOURS)
def test_a_mix_begins_and_ends_with_its_colours(top, ground):
    assert t.mix(top, ground, 1) == top
    assert t.mix(top, ground, 0) == ground


@pytest.mark.parametrize(("language", "rtl"), [("en", False), ("zh_CN", False), ("ar", True), ("es_MX", False)])
def test_a_language_brings_its_script(language, rtl):
    assert t.script(language).rtl == rtl
