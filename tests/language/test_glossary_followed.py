"""One term per thing: a message that is a term of the glossary is said as the glossary has it.

What departs is listed in glossary_departures.csv with the reason why it is right to; `python packaging/glossary.py
--strike` takes off what is followed by now.
"""

import sys

import pytest
from house import HOUSE

sys.path.insert(0, str(HOUSE / "packaging"))

from catalog_rules import PLURALS
from glossary import compared, known


@pytest.fixture(scope="module")
def messages():
    return compared()


@pytest.mark.parametrize("code", PLURALS)
def test_no_term_departs_that_is_not_known_to(messages, code):
    new = [each for each in messages if each.language == code and not each.follows and each.place not in known()]
    assert not [(each.context, each.english, each.says, *each.wanted) for each in new]


def test_what_is_followed_by_now_is_off_the_list(messages):
    departing = {each.place for each in messages if not each.follows}
    assert not known().keys() - departing


def test_each_departure_gives_its_reason():
    assert not [place for place, reason in known().items() if not reason]


@pytest.mark.parametrize("code", PLURALS)
def test_most_terms_of_the_glossary_are_messages(messages, code):
    assert len({each.english.casefold() for each in messages if each.language == code}) > 150
