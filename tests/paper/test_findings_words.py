"""Answers of findings are read at a glance: none of their words is hyphenated."""

import pytest

from lifecycle_desk.language import Language
from lifecycle_desk.paper import Finding, Findings
from lifecycle_desk.paper.contents import Compositor
from lifecycle_desk.paper.findings import _lines

LONG = "Показания одометра согласованы"
UNBROKEN = "Высоковольтнаябатарея" * 2


def words_of(line):
    return line.text.text[line.line.start : line.line.end].split()


@pytest.mark.parametrize("width", [90.0, 100.0, 110.0, 140.0])
def test_no_word_of_an_answer_is_hyphenated(width):
    compositor = Compositor(Language("ru"))
    lines = _lines(Finding("Пробег", LONG), compositor, width)[1:]
    assert [word for line in lines for word in words_of(line)] == LONG.split()


def test_where_a_word_does_not_fit_fewer_findings_stand_side_by_side():
    compositor = Compositor(Language("ru"))
    four = [Finding("Пробег", LONG)] * 3
    assert len([*Findings([*four, Finding("X", "Y")], columns=4).strips(compositor, 493.0)]) == 1
    assert len([*Findings([*four, Finding("X", UNBROKEN)], columns=4).strips(compositor, 493.0)]) > 1
