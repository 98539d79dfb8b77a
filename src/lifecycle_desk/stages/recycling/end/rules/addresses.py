"""Addresses in their parts, as registers and other programs ask for them."""

from dataclasses import dataclass

from lifecycle_desk.vehicle.rules.countries import country_of
from lifecycle_desk.vehicle.rules.people import check_texts


@dataclass(frozen=True, slots=True)
class Address:
    """A name with its address; `country` is two letters or empty."""

    name: str = ""
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    town: str = ""
    country: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether a letter would reach it: a street or a house, and a town."""
        return bool((self.street or self.house_number) and self.town)

    @property
    def lines(self) -> tuple[str, ...]:
        """The address as it is written, without the name."""
        street = " ".join(filter(None, (self.street, self.house_number)))
        town = " ".join(filter(None, (self.postcode, self.town, self.country)))
        return tuple(filter(None, (street, town)))


NOWHERE = Address()


def tidied(given: Address, field: str) -> Address:
    """An address as it is kept; refuses endless parts and countries that are none."""
    parts = {name: getattr(given, name).strip() for name in Address.__slots__}
    check_texts((f"{field}.{name}", text) for name, text in parts.items())
    if parts["country"]:
        parts["country"] = country_of(parts["country"], f"{field}.country")
    return Address(**parts)
