"""Where letters of a market want their address, so that window envelopes show it; dated data."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

import msgspec

from lifecycle_desk.base.resources import resource
from lifecycle_desk.market.citing import Cited
from lifecycle_desk.market.market import PaperSize


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeForm(Cited):
    """The places on a sheet for an envelope with a window, in millimetres from its upper left corner.

    `left`, `top`, `width` and `height` are of the address, `body` is where the letter goes on. `sender` is the top of
    the line with the sender, `folds` and `punch` are the heights of the marks at the edge; a form may be without them.
    """

    name: str
    paper: PaperSize
    countries: tuple[str, ...]
    valid_from: date
    left: float
    top: float
    width: float
    height: float
    body: float
    sender: float | None = None
    folds: tuple[float, ...] = ()
    punch: float | None = None


def envelope_form(country: str, paper: PaperSize, on: date) -> EnvelopeForm:
    """The form for letters on a paper in a country on a day; that of all others where the country has none."""
    fitting = [each for each in _forms() if each.paper is paper and each.valid_from <= on]
    return next((each for each in fitting if country in each.countries), None) or next(
        each for each in fitting if not each.countries
    )


@cache
def _forms() -> tuple[EnvelopeForm, ...]:
    said = tomllib.loads(resource("people/envelopes.toml").read_text("utf-8"))
    return msgspec.convert(said["forms"], tuple[EnvelopeForm, ...])
