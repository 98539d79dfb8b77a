"""Retention: how long personal data are kept, by rules whose terms are the dealer's own; what holds something back."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from lifecycle_desk.base.objections import C_, N_, NN_, objection
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.record_refs import PERSON, ByFact, name_records
from lifecycle_desk.vehicle.rules.wording import Names, Worded, teach

TERM_SET, ERASED = "dealer.retention_set", "dealer.retention_erased"
HOLD_PLACED, HOLD_LIFTED = "dealer.hold_placed", "dealer.hold_lifted"
LONGEST = {"months": 600, "days": 3_650}  # a term; fifty and ten years


class Unit(LabeledEnum):
    """What a term is counted in."""

    MONTHS = "months", C_("retention", "Months")
    DAYS = "days", C_("retention", "Days")


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """A rule: what is erased some time after what. Without a term, all is kept.

    `by_accounts` is one that the law's duty to keep papers of accounting limits; `on_customers` one that says something
    of how customers are erased, and erases nothing by itself.
    """

    id: str
    title: str
    about: str
    unit: Unit
    by_accounts: bool = False
    on_customers: bool = False


CUSTOMERS = RetentionRule(
    "customers",
    N_("Customers"),
    N_("All personal data of customers, counted from the last entry that concerns them."),
    Unit.MONTHS,
)
FILES = RetentionRule(
    "files",
    N_("Attached files of erased customers"),
    N_("Files attached to a customer’s records are deleted with the customer, if their last entry is this old."),
    Unit.MONTHS,
    by_accounts=True,
    on_customers=True,
)
DRAFTS = RetentionRule("drafts", N_("Drafts"), N_("Unsaved forms, counted from the last change."), Unit.DAYS)
SIGN_IN_TRIES = RetentionRule(
    "sign_in_tries", N_("Wrong sign-in attempts"), N_("Counts of wrong PINs, counted from the last one."), Unit.DAYS
)
CHARGING_PLACES = RetentionRule(
    "charging_places",
    N_("Charging locations"),
    N_("Where and under which card a vehicle was charged; energy and cost are kept."),
    Unit.MONTHS,
)
RULES = (CUSTOMERS, FILES, DRAFTS, CHARGING_PLACES, SIGN_IN_TRIES)

RuleUnknown = objection("RuleUnknown", N_("There is no retention rule %(rule)s."), "rule", rule=str)
TermImpossible = objection("TermImpossible", N_("Enter a term of 1 to %(most)s, or leave it empty."), "term", most=int)
TermBelowLaw = objection(
    "TermBelowLaw",
    NN_(
        "Accounting documents must be kept for at least %(n)s year in this market: enter %(months)s months or more.",
        "Accounting documents must be kept for at least %(n)s years in this market: enter %(months)s months or more.",
    ),
    "term",
    n=int,
    months=int,
)
HoldReasonMissing = objection("HoldReasonMissing", N_("Enter the reason for the legal hold."), "why")
NotOnHold = objection("NotOnHold", N_("There is no legal hold on customer %(number)s."), "number", number=int)


def rule_called(name: str) -> RetentionRule:
    """A rule by its name; refuses any other."""
    for each in RULES:
        if each.id == name:
            return each
    raise RuleUnknown(name[:40])


def check_term(rule: RetentionRule, term: int | None, years: int | None) -> None:
    """Refuse a term that cannot be, and one below what the law has kept for `years`."""
    if term is None:
        return
    if not 1 <= term <= LONGEST[rule.unit]:
        raise TermImpossible(LONGEST[rule.unit])
    if rule.by_accounts and years is not None and term < years * 12:
        raise TermBelowLaw(years, years * 12)


def last_day_kept(rule: RetentionRule, term: int, today: date) -> date:
    """The day before which what a rule is about is erased: data of that day and later are kept."""
    if rule.unit is Unit.DAYS:
        return today - timedelta(days=term)
    years, month = divmod(today.year * 12 + today.month - 1 - term, 12)
    return date(years, month + 1, min(today.day, monthrange(years, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Due:
    """Something that a rule would erase today: what it is called, the day it is counted from, how much of it there is.

    What `holds` it back is named; held back it stays. `files` says that attached files would go too.
    """

    rule: str
    key: str
    what: Piece
    since: date
    count: int = 1
    holds: tuple[Piece, ...] = ()
    files: bool = False


@dataclass(frozen=True, slots=True)
class RuleTold:
    """What an event says of a rule: its term, or how many things it erased, and up to which day."""

    rule: str = ""
    term: int | None = None
    count: int = 0
    before: date | None = None


def _title(rule: str) -> Piece:
    return next((Said(each.title) for each in RULES if each.id == rule), rule)


def term_said(rule: RetentionRule, term: int | None) -> Said:
    """A term in words."""
    if term is None:
        return Said(N_("kept"))
    many = NN_("%(n)s month", "%(n)s months") if rule.unit is Unit.MONTHS else NN_("%(n)s day", "%(n)s days")
    return Said(many, n=term)


def _set(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(RuleTold)
    rule = next((each for each in RULES if each.id == said.rule), None)
    detail = (_title(said.rule), term_said(rule, said.term)) if rule else (said.rule,)
    return Worded(Said(N_("Retention rule changed")), detail, icon="hourglass")


def _erased(told: RecordedEvent, _: Names) -> Worded:
    said = told.facts_as(RuleTold)
    count = Said(NN_("%(n)s item", "%(n)s items"), n=said.count)
    return Worded(Said(N_("Erased by retention rule")), (_title(said.rule), count), icon="trash")


@dataclass(frozen=True, slots=True)
class _Hold:
    """How a hold on a customer is told."""

    title: str
    icon: str

    def __call__(self, told: RecordedEvent, names: Names) -> Worded:
        """The customer by name, while their data are there."""
        number = told.facts.get(PERSON, 0)
        who = names.get(number) or Said(N_("Customer number %(number)s"), number=number)
        return Worded(Said(self.title), (who,), icon=self.icon)


teach(
    {
        TERM_SET: _set,
        ERASED: _erased,
        HOLD_PLACED: _Hold(N_("Legal hold placed"), "lock"),
        HOLD_LIFTED: _Hold(N_("Legal hold lifted"), "lock-open"),
    }
)
name_records(dict.fromkeys((HOLD_PLACED, HOLD_LIFTED), ByFact(PERSON, PERSON)))
