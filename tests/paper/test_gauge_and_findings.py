"""The gauge and the findings of papers: where a value is drawn, and that a row of findings is one strip."""

from lifecycle_desk.language import Language
from lifecycle_desk.paper import Finding, Findings, Gauge, Tone
from lifecycle_desk.paper.contents import Compositor
from lifecycle_desk.paper.style import ACCENT, DANGER


class Recorded:
    """A sheet that keeps what is drawn on it."""

    def __init__(self):
        self.drawn = []

    def __getattr__(self, name):
        return lambda *given, **_: self.drawn.append((name, *given))


def drawn(block, width, language="en"):
    strips, sheet = list(block.strips(Compositor(Language(language)), width)), Recorded()
    for strip in strips:
        strip.draw(sheet, 0.0, 0.0)
    return strips, sheet.drawn


def middles(told, colour):
    points = [given[0] if name == "shape" else given[0][0] for name, *given in told
              if name in {"shape", "strokes"} and colour in given]  # fmt: skip
    return [(min(x for x, _ in each) + max(x for x, _ in each)) / 2 for each in points]


def test_a_gauge_marks_the_value_and_the_floor_where_they_lie_and_one_outside_at_its_edge():
    usual = Gauge(500, 1_000, [(500.0, "50%"), (1_000.0, "100%")], 900.0, (880.0, 920.0), 700.0)
    outside = Gauge(500, 1_000, [], 450.0)

    for language in ("en", "ar"):  # a scale rises to the right in every language
        _, told = drawn(usual, 200.0, language)
        assert middles(told, ACCENT) == [160.0]
        assert middles(told, DANGER) == [80.0]
    assert 0 < middles(drawn(outside, 200.0)[1], ACCENT)[0] < 3


def test_findings_of_a_row_are_equally_tall_and_the_last_takes_the_room_that_is_left():
    some = [Finding("Odometer", "Consistent", tone=Tone.GOOD), Finding("Cover", "Covered", ("until 2029",) * 4),
            Finding("Next service", "Brake fluid")]  # fmt: skip
    strips, told = drawn(Findings(some, columns=2), 300.0)
    grounds = [given for name, *given in told if name == "ground" and given[2] > 10]

    assert len(strips) == 2
    assert grounds[0][3] == grounds[1][3]
    assert grounds[0][2] == grounds[1][2]
    assert grounds[2][2] == 300.0
