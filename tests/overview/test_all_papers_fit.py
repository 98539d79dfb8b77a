"""Every kind of paper of an example dealer, laid out in languages of every script: no page ends badly."""

import sys
from contextlib import closing
from pathlib import Path

import pytest
from examples import NOON, example_user

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.rooms import offered

sys.path.insert(0, str(Path(__file__).parents[2] / "packaging"))

from papers import broken, drawn

CODES = ("en", "th", "ar", "de")


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory):
    """The breaches of the first paper of every kind in every language, by kind and language."""
    user = example_user(tmp_path_factory.mktemp("papers") / "desk.ldk")
    with closing(user.store), standing_at(NOON):
        return {
            (report.kind, code): [broken(paper) for paper in drawn(user, report, code)]
            for report in offered("reports")
            for code in CODES
        }


def test_no_paper_of_any_kind_breaks_a_rule_of_pages(laid_out):
    assert {what: found for what, found in laid_out.items() if any(found)} == {}


def test_nearly_every_kind_can_be_drawn_for_the_example(laid_out):
    """A kind that no vehicle of the example has is looked at by the tests of its room alone."""
    assert {kind for (kind, _), found in laid_out.items() if not found} <= {"battery-handover", "part-labels"}
