"""Where a car stands in a campaign: by a table of what files and people say, and by random lives."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.campaigns.rules.campaign import CampaignState, Match, NumberMissing, Telling, number_of
from lifecycle_desk.campaigns.rules.status import (
    BUILT,
    CARRIED_OUT,
    CONFIRMED,
    DONE,
    EXCLUDED,
    Decided,
    built_on,
    decisions,
    state_of,
)
from lifecycle_desk.vehicle.rules.life import RecordedEvent, Stage

ON = date(2026, 11, 25)


def decided(kind, matched=None):
    return Decided(kind, 1, ON, "", matched)


@pytest.mark.parametrize(
    ("how", "told", "stage", "state"),
    [
        (None, None, Stage.IN_USE, None),
        (Match.LIST, None, Stage.IN_USE, CampaignState.OPEN),
        (Match.RANGE, None, None, CampaignState.OPEN),
        (Match.MAY_BE, None, Stage.IN_USE, CampaignState.MAY_BE),
        (Match.MAY_BE, decided(CONFIRMED), Stage.IN_USE, CampaignState.OPEN),
        (None, decided(CONFIRMED), Stage.IN_USE, CampaignState.OPEN),
        (Match.MAY_BE, decided(EXCLUDED, Match.MAY_BE), Stage.IN_USE, CampaignState.NOT_AFFECTED),
        (Match.RANGE, decided(EXCLUDED, Match.MAY_BE), Stage.IN_USE, CampaignState.NOT_AFFECTED),
        (Match.LIST, decided(EXCLUDED, Match.MAY_BE), Stage.IN_USE, CampaignState.OPEN),
        (Match.LIST, decided(EXCLUDED, Match.LIST), Stage.IN_USE, CampaignState.NOT_AFFECTED),
        (None, decided(EXCLUDED), Stage.IN_USE, CampaignState.NOT_AFFECTED),
        (Match.LIST, decided(DONE), Stage.DESTROYED, CampaignState.DONE),
        (Match.LIST, None, Stage.DESTROYED, CampaignState.GONE),
        (Match.MAY_BE, None, Stage.LEFT_THE_MARKET, CampaignState.GONE),
        (Match.MAY_BE, decided(EXCLUDED, Match.MAY_BE), Stage.DESTROYED, CampaignState.NOT_AFFECTED),
    ],
)
def test_where_a_car_stands(how, told, stage, state):
    assert state_of(how, told, stage) is state


def event(seq, kind):
    facts = {CARRIED_OUT: ["A-1"], "order": "RO-2026-0001"} if kind == "order" else {"campaign": "A-1"}
    return RecordedEvent(seq, ON, "service.order" if kind == "order" else kind, facts)


@given(st.lists(st.sampled_from([CONFIRMED, EXCLUDED, DONE, "order"]), max_size=8), st.sampled_from([None, *Match]))
def test_what_was_done_once_stays_done_and_else_the_last_word_counts(kinds, how):
    found = decisions(event(seq, kind) for seq, kind in enumerate(kinds, 1)).get("A-1")
    done = [seq for seq, kind in enumerate(kinds, 1) if kind in {DONE, "order"}]

    assert (found is None) is (not kinds)
    if done:
        assert (found.kind, found.event) == (DONE, done[0])
        assert state_of(how, found, Stage.IN_USE) is CampaignState.DONE
    elif kinds:
        assert (found.kind, found.event) == (kinds[-1], len(kinds))


def test_an_event_that_another_dealer_told_with_strange_facts_decides_nothing():
    strange = [
        RecordedEvent(1, ON, EXCLUDED, {"campaign": "", "matched": "nonsense"}),
        RecordedEvent(2, ON, "service.order", {CARRIED_OUT: None}),
        RecordedEvent(3, ON, "service.order", {CARRIED_OUT: "A-1"}),
        RecordedEvent(4, ON, BUILT, {"built_on": "soon"}),
        RecordedEvent(5, ON, BUILT, {}),
    ]
    assert decisions(strange) == {}
    assert built_on(strange) is None


@pytest.mark.parametrize(("given_as", "kept"), [(" ex-26  01 ", "EX-26 01"), ("25v164000", "25V164000")])
def test_a_number_is_kept_in_one_form(given_as, kept):
    assert number_of(given_as) == kept


def test_no_number_is_no_campaign():
    with pytest.raises(NumberMissing):
        number_of("  ")


said = st.builds(
    Telling,
    title=st.none() | st.text(max_size=3),
    remedy=st.none() | st.text(max_size=3),
    do_not_drive=st.none() | st.booleans(),
)


@given(said, said)
def test_two_rows_that_do_not_contradict_say_the_same_in_any_order(one, other):
    if one.against(other) is None:
        assert one.with_more(other) == other.with_more(one)
    else:
        name = one.against(other)
        assert getattr(one, name) != getattr(other, name)
