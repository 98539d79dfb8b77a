"""Warranty cover: published terms and statutory guarantees as dated data, and what they come to for one car."""

from lifecycle_desk.cover.rules.days import Span, SpanUnit
from lifecycle_desk.cover.rules.durability import DurabilityStep, asked_of, durability_steps
from lifecycle_desk.cover.rules.evaluate import Cover, Verdict, covers_of, evaluate
from lifecycle_desk.cover.rules.facts import Answered, CarFacts, Fitted, Health, Owner, ServiceVisit, Shown
from lifecycle_desk.cover.rules.naming import PartWords, is_electric, part_words, proposed
from lifecycle_desk.cover.rules.reading import published, rule_of
from lifecycle_desk.cover.rules.rule import Condition, Rule, check_rule, check_rules
from lifecycle_desk.cover.rules.searched import Search, searches
from lifecycle_desk.cover.rules.standing import RuleTable, brands_of, is_in_force, markets_of, table_of
from lifecycle_desk.cover.rules.terms import (
    Answer,
    ConditionKind,
    Counting,
    Dating,
    HealthKind,
    Holds,
    Lack,
    Open,
    PartGroup,
    Question,
    RuleKind,
    Start,
    TwelveMonths,
    Use,
)
from lifecycle_desk.cover.rules.tested import Considered, Tested
from lifecycle_desk.cover.rules.window import EndsBy, Window, battery_window

__all__ = [
    "Answer",
    "Answered",
    "CarFacts",
    "Condition",
    "ConditionKind",
    "Considered",
    "Counting",
    "Cover",
    "Dating",
    "DurabilityStep",
    "EndsBy",
    "Fitted",
    "Health",
    "HealthKind",
    "Holds",
    "Lack",
    "Open",
    "Owner",
    "PartGroup",
    "PartWords",
    "Question",
    "Rule",
    "RuleKind",
    "RuleTable",
    "Search",
    "ServiceVisit",
    "Shown",
    "Span",
    "SpanUnit",
    "Start",
    "Tested",
    "TwelveMonths",
    "Use",
    "Verdict",
    "Window",
    "asked_of",
    "battery_window",
    "brands_of",
    "check_rule",
    "check_rules",
    "covers_of",
    "durability_steps",
    "evaluate",
    "is_electric",
    "is_in_force",
    "markets_of",
    "part_words",
    "proposed",
    "published",
    "rule_of",
    "searches",
    "table_of",
]
