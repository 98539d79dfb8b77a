"""The law by which a vehicle is depolluted: the market's own, or none where no source names one."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from lifecycle_desk.base.said import InARow
from lifecycle_desk.market.citing import marked
from lifecycle_desk.market.dated import Dated
from lifecycle_desk.stages.recycling.end.rules.dated import lines_of, read


@dataclass(frozen=True, slots=True, kw_only=True)
class DepollutionLaw(Dated):
    """A law as papers name it, and the markets whose it is."""

    law: str
    markets: tuple[str, ...]

    @property
    def said(self) -> InARow:
        """The law by the name that papers have for it."""
        return marked(self.law, verify=self.verify)


@cache
def _known() -> tuple[DepollutionLaw, ...]:
    return tuple(read(DepollutionLaw, each) for each in lines_of("depollution-laws")["laws"])


def law_of(market: str, on: date) -> DepollutionLaw | None:
    """The law of a market on a day; None where none is known, since another country's law binds nobody there."""
    return next((each for each in _known() if market in each.markets and each.holds_on(on)), None)
