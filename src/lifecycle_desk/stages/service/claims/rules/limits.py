"""Makers' wishes above an amount, and how long replaced parts are kept: dated data by brand, and the dealer's own."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Annotated, Any

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.resources import resource
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.kinds import Day, Minor, One, Text, Whole
from lifecycle_desk.cover.rules.rule import ID, bare
from lifecycle_desk.market.citing import OF_THE_SOURCE, Cited, cited_in

MOST_DAYS, MOST_AMOUNT = 3_660, 10**12


class Wants(LabeledEnum):
    """A maker's wish."""

    AUTHORISATION = "authorisation", C_("claim limit", "Prior authorisation")
    TECHNICAL_REPORT = "technical_report", C_("claim limit", "Technical report")
    PARTS_KEPT = "parts_kept", C_("claim limit", "Replaced parts kept")


class LimitEvent(LabeledEnum):
    """Events of a limit of the dealer's own."""

    KEPT = "dealer.claim_limit_kept", N_("Claim limit saved")
    DROPPED = "dealer.claim_limit_dropped", N_("Claim limit discontinued")


LimitUnread = objection("LimitUnread", N_("The limit is not valid: %(why)s"), "limit", why=str)
LimitUnknown = objection("LimitUnknown", N_("You have no limit of your own called %(name)s."), "name", name=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Cited):
    """One wish of a maker: above `above` (minor units of `currency`) a paper, or for `days` the replaced parts.

    `markets` are codes, empty for all; the days are those of the repair on which it counts.
    """

    id: str
    brands: tuple[str, ...]
    wants: Wants
    valid_from: date
    markets: tuple[str, ...] = ()
    above: int | None = None
    currency: str = ""
    days: int | None = None
    valid_until: date | None = None

    def is_of(self, brand: str, market: str, on: date) -> bool:
        """Whether it counts for a repair of a brand in a market on a day."""
        own = bare(brand) in {bare(each) for each in self.brands}
        here = not self.markets or market.upper() in self.markets
        return own and here and self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)

    def asks(self, amount: int, currency: str) -> bool:
        """Whether an amount is above it; amounts of another currency are not compared."""
        return self.above is not None and currency == self.currency and amount > self.above


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLimit:
    """A maker's wish as the dealer knows it: a paper above an amount, or parts kept for some days."""

    wants: Annotated[Wants, One(C_("claim limit", "Manufacturer requires"), terms=Wants)]
    make: Annotated[str, Text(C_("vehicle", "Make"), longest=60)] = ""
    valid_from: Annotated[date, Day(N_("In force from"), needed=True)]
    above: Annotated[int | None, Minor(C_("claim limit", "Above"))] = None
    days: Annotated[
        int | None, Whole(C_("claim limit", "Days"), N_("For parts to be kept."), least=1, most=MOST_DAYS)
    ] = None
    source: Annotated[str, Text(N_("Source document"), longest=200)] = ""

    def entry(self, currency: str) -> dict[str, Any]:
        """It as an entry of resources/claims is written."""
        name = "-".join(["own", *re.findall("[a-z0-9_]+", f"{self.wants} {self.make} {self.valid_from}".casefold())])
        told: dict[str, Any] = {
            "id": name,
            "brands": [self.make] if self.make else [],
            "wants": self.wants.value,
            "valid_from": self.valid_from.isoformat(),
            "source": self.source,
        }
        kept = self.wants is Wants.PARTS_KEPT
        return told | ({"days": self.days} if kept else {"above": self.above, "currency": currency})


@cache
def published_limits() -> tuple[Limit, ...]:
    """All limits that come with the program; a brand of which none is known has none."""
    content = tomllib.loads(resource("claims/limits.toml").read_text("utf-8"))
    return tuple(limit_of(entry) for entry in content["limits"])


def limit_of(entry: Mapping[str, Any]) -> Limit:
    """An entry as a limit; refuses one that is none."""
    told = dict(entry)
    for name in ("brands", "markets"):
        told[name] = tuple(told.get(name, ()))
    try:
        told["wants"] = Wants.of(told["wants"])
        for name in ("valid_from", "valid_until"):
            if isinstance(told.get(name), str):
                told[name] = date.fromisoformat(told[name])
        said = {name: value for name, value in told.items() if name not in OF_THE_SOURCE}
        made = Limit(**said, **cited_in(told))
    except KeyError as missing:
        raise LimitUnread(f"{missing} is missing") from None
    except (TypeError, ValueError) as error:
        raise LimitUnread(str(error)) from None
    _check(made)
    return made


def _check(limit: Limit) -> None:
    if not ID.fullmatch(limit.id):
        raise LimitUnread("its id is of small letters, digits and hyphens")
    if not any(map(bare, limit.brands)):
        raise LimitUnread("brands is empty")
    if not str(limit.source).strip():
        raise LimitUnread("it needs a source")
    if not isinstance(limit.valid_from, date):
        raise LimitUnread("valid_from is no day")
    if limit.wants is Wants.PARTS_KEPT:
        if not isinstance(limit.days, int) or not 1 <= limit.days <= MOST_DAYS or limit.above is not None:
            raise LimitUnread(f"days is from 1 to {MOST_DAYS}, and there is no amount")
    elif not isinstance(limit.above, int) or not 0 <= limit.above <= MOST_AMOUNT or limit.days is not None:
        raise LimitUnread("above is an amount in minor units, and there are no days")
    elif not limit.currency:
        raise LimitUnread("currency is missing")


def kept_until(limits: Iterable[Limit], since: date) -> date | None:
    """The last day on which replaced parts are kept, by the longest of some limits; None where none says so."""
    days = [each.days for each in limits if each.days is not None]
    return since + timedelta(days=max(days)) if days else None
