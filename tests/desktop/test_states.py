"""The same state has the same colour everywhere: every table of looks is written with the words of `states`."""

import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any, get_args

import lifecycle_desk
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.campaigns.rules.campaign import CampaignState
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.figures.rules.figure import Section
from lifecycle_desk.overview.rules import DueKind
from lifecycle_desk.stages.recycling.end.rules.deadlines import State
from lifecycle_desk.stages.recycling.end.rules.status import Step
from lifecycle_desk.stages.sale.inspection.rules import InspectionState
from lifecycle_desk.stages.sale.stock.rules.status import StockList
from lifecycle_desk.stages.service.catalogue.usecases.offering import CatalogueList
from lifecycle_desk.stages.service.claims.rules.states import ClaimState, PartState
from lifecycle_desk.stages.service.diagnosis.rules.trouble_codes import StatusBit
from lifecycle_desk.stages.service.orders.rules.states import OrderState
from lifecycle_desk.stages.service.shelf.rules.movements import MovementKind
from lifecycle_desk.stages.service.shelf.rules.parts import Hazard
from lifecycle_desk.stages.service.shelf.usecases.held_list import HeldList
from lifecycle_desk.stages.transfer.trade_in.rules.trade import TradeList
from lifecycle_desk.vehicle.rules.life import Stage

STAGES = {*get_args(t.Stage.__value__)}
TONES = {"neutral", "accent", "danger", "warn", "ok"} | STAGES
KINDS = {CatalogueList, HeldList, MovementKind, Hazard}  # what a thing is, which no state changes
NO_STATES = {"ALL", "COMING"}  # what a list shows, and no state of anything
IN_PART = {StatusBit}  # bits of a trouble code that nobody is shown
LIFE = {Stage, StockList, TradeList, DueKind}  # where a car is in its life, which has the colour of its stage
WALKED = {OrderState, ClaimState, PartState, StockList, Step, State, InspectionState, CampaignState, DueKind, Stage}


@cache
def tables() -> tuple[tuple[str, dict[LabeledEnum, Any]], ...]:
    """The tables by enums that say how something looks, each with the name of its module."""
    return tuple((name, each) for name, each in _tables() if all(_tone(look) for look in each.values()))


def _tables() -> Iterator[tuple[str, dict[LabeledEnum, Any]]]:
    for found in pkgutil.walk_packages(lifecycle_desk.__path__, "lifecycle_desk."):
        if found.name.endswith("__main__") or ".migrations" in found.name:
            continue
        for each in vars(import_module(found.name)).values():
            if isinstance(each, dict) and each and all(isinstance(key, LabeledEnum) for key in each):
                yield found.name, each


def _tone(look: Any) -> str:
    """The tone of a look: of a pair, of a name, or of the state that a row of Today has."""
    state = getattr(look, "state", look)
    tone = state[0] if isinstance(state, tuple) and state else state
    return tone if type(tone) is str and tone in TONES else ""


def test_the_states_of_all_stages_are_walked():
    assert {type(next(iter(each))) for _, each in tables()} >= WALKED


def test_a_state_looks_as_states_say_and_no_table_leaves_one_out():
    known = [each for each in vars(states).values() if isinstance(each, tuple)]
    for name, table in tables():
        enum = type(next(iter(table)))
        if enum in KINDS or ".screens" not in name:
            continue
        for term, look in table.items():
            pair = getattr(look, "state", look)
            of_stage = enum in LIFE and pair[0] in STAGES
            assert isinstance(pair, str) or pair in known or of_stage, (name, term)
        assert enum in IN_PART or {each.name for each in enum if each not in table} <= NO_STATES, name


def test_the_same_word_has_the_same_colour_on_every_page():
    said = defaultdict(set)
    for _, table in tables():
        for term, look in table.items():
            said[term.label.rpartition("\x04")[2]].add(_tone(look))
    assert {word: tones for word, tones in said.items() if len(tones) > 1} == {}


def test_no_state_has_the_colour_of_a_stage():
    painted = {type(term) for _, table in tables() for term, look in table.items() if _tone(look) in STAGES}
    assert painted <= LIFE | {Section}


def test_a_timeline_paints_a_state_as_its_list_does():
    at_the_window = [(".screens" in name or ".desktop." in name, each) for name, each in tables()]
    shown = {type(next(iter(each))): each for is_shown, each in at_the_window if is_shown}
    told = [each for is_shown, each in at_the_window if not is_shown]
    assert {type(next(iter(each))) for each in told} >= {OrderState, ClaimState, InspectionState}
    for table in told:
        looks = shown[type(next(iter(table)))]
        assert {term: _tone(tone) for term, tone in table.items()} == {term: _tone(looks[term]) for term in looks}


def test_overdue_is_red_and_nothing_else_about_time_is():
    by_time = {"OVERDUE", "DUE_NOW", "RUNNING", "SOON", "LATER", "SNOOZED", "CHECK_DUE", "WAITING"}
    assert {name for name in by_time if getattr(states, name)[0] == "danger"} == {"OVERDUE"}
