"""The number under which a country's tax office knows a business: what it is called there, and its usual form."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

import msgspec

from lifecycle_desk.base.folding import western_digits
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.resources import resource
from lifecycle_desk.base.terms import TwoNames
from lifecycle_desk.market.citing import Cited

# Names that are plain English; the others are a country's own signs, which no language puts into other words.
_IN_WORDS = {
    "VAT No.": C_("tax number", "VAT number"),
    "VAT ID": C_("tax number", "VAT ID"),
    "GST No.": C_("tax number", "GST number"),
    "Tax ID": C_("tax number", "Tax ID"),
}


class UnusualTaxNumber(Objection):
    """A tax number has not the form of its country: a hint, never a refusal."""

    message = N_("%(number)s does not look like a tax number in this country, for example %(example)s.")
    field = "tax_id"
    number: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxNumber(Cited):
    """A tax number by its name in English and in its country, with a pattern and an example that nobody has.

    `of_people` is what people have in its place where a country numbers them apart: its own sign, in nobody's words.
    """

    name: str
    local_name: str
    pattern: str
    example: str
    of_people: str = ""

    @property
    def names(self) -> TwoNames:
        """Its name, in the country's own language where papers speak that."""
        return TwoNames(_IN_WORDS.get(self.name, self.name), self.local_name)

    def names_of(self, *, person: bool) -> TwoNames:
        """What the number of a customer is called, who is a person or a company."""
        return TwoNames(self.of_people, self.of_people) if person and self.of_people else self.names

    def look_at(self, number: str) -> UnusualTaxNumber | None:
        """A warning about a number of another form."""
        fits = re.fullmatch(self.pattern, western_digits(number.strip().upper()))
        return None if fits else UnusualTaxNumber(number.strip(), self.example)


def tax_number(country: str) -> TaxNumber | None:
    """The tax number of a country; None where no source was found."""
    return _known().get(country)


@cache
def _known() -> dict[str, TaxNumber]:
    return msgspec.convert(tomllib.loads(resource("people/tax-numbers.toml").read_text("utf-8")), dict[str, TaxNumber])
