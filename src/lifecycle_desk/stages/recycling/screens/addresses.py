"""The fields of an address in its parts."""

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.parts import Field, LineField
from lifecycle_desk.stages.recycling.rules.addresses import Address
from lifecycle_desk.stages.recycling.screens.fields import country_field


class AddressFields:
    """An address in its parts; `name` leads to the fields of rules: holder.street, facility.town."""

    def __init__(self, country: str = "", *, named: bool = False) -> None:
        self.name = LineField(C_("address", "Name")) if named else None
        self.street, self.house = LineField(N_("Street")), LineField(C_("address", "Number"))
        self.postcode, self.town = LineField(N_("Postcode")), LineField(N_("Town"))
        self.country = country_field(N_("Country"), country)

    def line(self) -> tuple[tuple[QWidget, int], ...]:
        """The fields in one line of a form."""
        first = ((self.name, 3),) if self.name else ()
        return (*first, (self.street, 3), (self.house, 1), (self.postcode, 1), (self.town, 2), (self.country, 1))

    def fields(self, under: str) -> dict[str, Field]:
        """The fields by what rules call them."""
        parts = {
            "street": self.street,
            "house_number": self.house,
            "postcode": self.postcode,
            "town": self.town,
            "country": self.country,
        }
        first: dict[str, Field] = {f"{under}.name": self.name} if self.name else {}
        return first | {f"{under}.{name}": field for name, field in parts.items()}

    def show(self, address: Address) -> None:
        """Put an address in."""
        if self.name:
            self.name.set_text(address.name)
        self.street.set_text(address.street)
        self.house.set_text(address.house_number)
        self.postcode.set_text(address.postcode)
        self.town.set_text(address.town)
        self.country.set_text(address.country)

    def read(self) -> Address:
        """The address as it stands here."""
        parts = (self.street, self.house, self.postcode, self.town, self.country)
        return Address(self.name.text if self.name else "", *(each.text for each in parts))
