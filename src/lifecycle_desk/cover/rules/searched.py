"""Terms that were looked for and not found: what is not known is said as not known, and since when."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from lifecycle_desk.cover.rules.reading import market_codes
from lifecycle_desk.cover.rules.rule import bare
from lifecycle_desk.cover.rules.terms import PartGroup
from lifecycle_desk.market.published_data import PublishedData, program_data


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search for a brand's terms that found none; without `markets` in all, without `parts` of all parts."""

    brands: tuple[str, ...]
    markets: tuple[str, ...]
    looked_up_on: date
    note: str
    parts: tuple[PartGroup, ...] = ()

    def is_of(self, brand: str, market: str) -> bool:
        """Whether it was about this brand in this market."""
        own = bare(brand) in {bare(each) for each in self.brands}
        return own and (not self.markets or market.upper() in self.markets)


def searches(data: PublishedData | None = None) -> tuple[Search, ...]:
    """All searches that found nothing, in the order of the file."""
    return _searches(data or program_data())


@lru_cache(maxsize=4)
def _searches(data: PublishedData) -> tuple[Search, ...]:
    content = data.content("warranty/not_found.toml")
    common = {key: value for key, value in content.items() if key != "searches"}
    return tuple(_search(common | entry, data) for entry in content["searches"])


def _search(entry: dict[str, object], data: PublishedData) -> Search:
    brands, markets, parts = entry.pop("brands"), entry.pop("markets"), entry.pop("parts", [])
    if not isinstance(brands, list) or not isinstance(markets, list) or not isinstance(parts, list):
        raise TypeError(f"{brands} is no list of brands")
    return Search(
        brands=tuple(brands),
        markets=market_codes(tuple(markets), data),
        parts=tuple(map(PartGroup.of, parts)),
        **entry,  # type: ignore[arg-type]  # a key that no search has raises
    )
