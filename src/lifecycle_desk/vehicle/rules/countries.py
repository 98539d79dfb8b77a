"""Countries in two letters, as ISO 3166-1 alpha-2 has them."""

from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.commands.kinds import Kind

LETTERS = 2

CountryUnknown = objection("CountryUnknown", N_("Enter the country as two letters, such as DE or TH."), "country")


def country_of(given: str, field: str = "country") -> str:
    """A country's two letters as they are kept; refuses anything else."""
    tidy = given.strip().upper()
    if len(tidy) != LETTERS or not (tidy.isascii() and tidy.isalpha()):
        raise CountryUnknown().at_field(field)
    return tidy


@dataclass(frozen=True, slots=True)
class Country(Kind):
    """A country in two letters."""

    def check(self, value: Any, at: str) -> None:
        """Refuse a country that is none."""
        if self.needed or value.strip():
            country_of(value, at)
