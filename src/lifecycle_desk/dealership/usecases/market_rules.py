"""The dealer's own rules over the market's pack: set from a day with a reason, reset, and told as they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.commands.meanwhile import ChangedMeanwhile
from lifecycle_desk.dealership import tables
from lifecycle_desk.dealership.rules import ReasonMissing
from lifecycle_desk.dealership.rules.rights import DEALER_EDIT
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.market.market import Market, market
from lifecycle_desk.market.own_rules import (
    GUARANTEES,
    RESET,
    OwnRule,
    RuleFixed,
    RuleKind,
    ShorterThanLaw,
    check_guarantee,
    check_value,
    in_force,
)
from lifecycle_desk.market.retention import ACCOUNTS, Duty, duty
from lifecycle_desk.store.store import Transaction


@dataclass(frozen=True, slots=True)
class SetRule:
    """A rule of the dealer's own from a day; an empty value resets it to the pack's, and None removes that day's.

    It may name the rules of its kind that whoever set it had seen (`before`).
    """

    kind: RuleKind
    valid_from: date
    value: str | None
    reason: str = ""
    before: tuple[OwnRule, ...] | None = None


@dataclass(frozen=True, slots=True)
class RuleSaved:
    """A rule that was set, and the one of the same kind and day before it."""

    asked: SetRule
    before: OwnRule | None


def _as_before(made: RuleSaved) -> "tuple[Command[Any, Any], SetRule]":
    asked, before = made.asked, made.before
    value, reason = (before.value, before.reason) if before else (None, asked.reason)
    return set_market_rule, SetRule(asked.kind, asked.valid_from, value, reason)


@command(DEALER_EDIT, undo=_as_before)
def set_market_rule(tx: Transaction, asked: SetRule) -> RuleSaved:
    """Set a rule of the dealer's own over the market's pack, from a day; an empty value resets it."""
    if asked.kind.is_fixed:
        raise RuleFixed(asked.kind)
    rules = tables.own_rules(tx)
    before = next((each for each in rules if _is_of(each, asked)), None)
    _refuse_unseen(asked, rules)
    if asked.value is None:
        tables.drop_own_rule(tx, asked.kind, asked.valid_from)
        return RuleSaved(asked, before)
    if not asked.reason.strip():
        raise ReasonMissing().at_field("reason")
    if asked.value:
        _check(tx, asked, asked.value)
    tables.save_own_rule(tx, OwnRule(asked.kind, asked.valid_from, asked.value, asked.reason.strip()))
    return RuleSaved(asked, before)


def _refuse_unseen(asked: SetRule, rules: Iterable[OwnRule]) -> None:
    """Refuse where somebody else has ruled otherwise for that day since; a rule from another day stands beside it."""
    if asked.before is None:
        return
    seen, now = (in_force(each, asked.kind, asked.valid_from) for each in (asked.before, rules))
    if now != seen and (now.value if now else RESET) != asked.value:
        raise ChangedMeanwhile("value")


def _is_of(rule: OwnRule, asked: SetRule) -> bool:
    return (rule.kind, rule.valid_from) == (asked.kind, asked.valid_from)


def _check(tx: Transaction, asked: SetRule, value: str) -> None:
    """Refuse a value that is none of its kind, and what the law gives longer: keeping papers, a buyer's guarantee."""
    check_value(asked.kind, value)
    law = duty(tables.dealer(tx).market, ACCOUNTS, asked.valid_from)
    if asked.kind is RuleKind.RETENTION and law and int(value) < law.years:
        raise ShorterThanLaw(law.years)
    if asked.kind in GUARANTEES:
        check_guarantee(asked.kind, int(value), market(tables.dealer(tx).market), asked.valid_from)


def accounts_duty(tx: Transaction) -> Duty | None:
    """How long papers of accounting are kept at least: by the law of the market, or longer by the dealer's own rule."""
    on, code = today(tx), tables.dealer(tx).market
    own = in_force(tables.own_rules(tx), RuleKind.RETENTION, on)
    if own is None:
        return duty(code, ACCOUNTS, on)
    return Duty(what=ACCOUNTS, years=int(own.value), valid_from=own.valid_from, source=own.reason)


@dataclass(frozen=True, slots=True)
class MarketRules:
    """The market's pack, the dealer's own rules over it, and both together as they are today."""

    pack: Market
    own: tuple[OwnRule, ...]
    in_force: Market
    law: Duty | None
    today: date

    def own_rule(self, kind: RuleKind) -> OwnRule | None:
        """The dealer's own rule of a kind that holds today."""
        return in_force(self.own, kind, self.today)

    def to_come(self, kind: RuleKind) -> OwnRule | None:
        """The next rule of a kind that does not hold yet."""
        later = [each for each in self.own if each.kind is kind and each.valid_from > self.today]
        return min(later, key=lambda each: each.valid_from, default=None)


def market_rules(user: UserSession) -> MarketRules:
    """All that the market's pack and the dealer's own rules decide."""
    with user.store.reading() as tx:
        pack = market(tables.dealer(tx).market)
        on = today(tx)
        law = duty(pack.code, ACCOUNTS, on)
        return MarketRules(pack, tuple(tables.own_rules(tx)), market_in_force(tx), law, on)


COMMANDS: tuple[Command[Any, Any], ...] = (set_market_rule,)
