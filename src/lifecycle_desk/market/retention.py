"""How long a market's law has papers of accounting kept at least, as dated data with its source."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

import msgspec

from lifecycle_desk.base.resources import resource
from lifecycle_desk.market.dated import Dated

ACCOUNTS = "accounts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Dated):
    """A duty to keep something for some years at least."""

    what: str
    years: int


@dataclass(frozen=True, slots=True)
class _File:
    duties: tuple[Duty, ...] = ()


@cache
def duties(market: str) -> tuple[Duty, ...]:
    """The duties of a market; none where nobody looked them up."""
    file = resource("retention") / f"{market}.toml"
    return msgspec.convert(tomllib.loads(file.read_text("utf-8")), _File).duties if file.is_file() else ()


def duty(market: str, what: str, on: date) -> Duty | None:
    """The duty in force on a day; the latest, where one replaced another."""
    found = [each for each in duties(market) if each.what == what and each.holds_on(on)]
    return max(found, key=lambda each: each.valid_from, default=None)
