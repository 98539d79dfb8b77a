"""The data of an example dealer: written in full, or what it has of its own beside another market's dealer.

A file that names another dealer in `like` takes over all that it does not say: prices times `money`, in minor units of
its own currency; and the work, in its own words where it gives them in `words`. A dealer who writes miles says in
`in_kilometres` what his jobs are called at those who do not.
"""

import tomllib
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from lifecycle_desk.base.money import rounded
from lifecycle_desk.base.resources import resource

PRICES = frozenset({"price_from", "price_to", "labour_rate", "home_kwh", "public_kwh"})
IN_KILOMETRES = "in_kilometres"  # texts of a dealer who writes miles, for those who are made after him and do not
FIGURES = 3  # that a price in another currency keeps, as price lists have it; the rest are noughts

type Data = dict[str, Any]


@cache
def example_codes() -> tuple[str, ...]:
    """The markets that have an example dealer, in the order of the alphabet."""
    return tuple(sorted(each.stem for each in resource("demo").glob("*.toml")))


@cache
def codes_written_in_full() -> tuple[str, ...]:
    """Those of them whose dealer is made after no other."""
    return tuple(code for code in example_codes() if "like" not in own_data(code))


def own_data(code: str) -> Data:
    """What the file of a market's dealer says itself."""
    return tomllib.loads(resource(f"demo/{code}.toml").read_text("utf-8"))


def example_data(code: str) -> Data:
    """All that is said of a market's dealer, its own and what it takes over."""
    own = own_data(code)
    if "like" not in own:
        own.pop(IN_KILOMETRES, None)
        return own
    other = own.pop("like")
    data: Data = _in_money(example_data(other), Fraction(own.pop("money")))
    in_kilometres = own_data(other).get(IN_KILOMETRES, {})
    for job in data["jobs"]:
        job.update(in_kilometres.get(job["id"], {}))
    _reword(data, own.pop("words", {}))
    for name, value in own.items():
        data[name] = data[name] | value if isinstance(value, dict) else value
    if "people" in own and "staff" not in own:
        data["staff"] = [each | {"name": ""} for each in data["staff"]]
    return data


def _in_money(value: Any, factor: Fraction, name: str = "") -> Any:
    """The same data with its prices in another currency."""
    match value:
        case dict():
            return {key: _in_money(each, factor, key) for key, each in value.items()}
        case list():
            return [_in_money(each, factor) for each in value]
        case int() if name in PRICES:
            return _as_listed(value * factor) if factor != 1 else value
        case _:
            return value


def _as_listed(price: Fraction) -> int:
    """A price of few figures, never nothing."""
    whole = max(rounded(price), 1)
    return int(Decimal(f"{Decimal(whole):.{FIGURES - 1}e}"))


def _reword(data: Data, words: Data) -> None:
    """Put the work into a dealer's own words: jobs by their names, operations and parts by their codes."""
    if not words:
        return
    for job in data["jobs"]:
        job.update(words["jobs"][job["id"]])
        for line in (*job["labour"], *job.get("parts", ())):
            line["what"] = words["items"][line.get("code") or line["number"]]
