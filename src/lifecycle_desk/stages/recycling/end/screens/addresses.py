"""The fields of an address in its parts."""

from dataclasses import asdict

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.parts import Field, LineField, row
from lifecycle_desk.stages.recycling.end.rules.addresses import NOWHERE, Address
from lifecycle_desk.vehicle.screens.fields import country_field


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


class AddressLine(QWidget):
    """An address without a name as a part of a form."""

    def __init__(self, under: str) -> None:
        super().__init__()
        self._under, self._parts = under, AddressFields()
        self.setLayout(row(*self._parts.line(), gap=16))

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        return self._parts.fields(self._under)

    @property
    def value(self) -> Address:
        """The address as it stands here."""
        return self._parts.read()

    def validate(self) -> bool:
        """Nothing is wrong before the command says so."""
        return True

    def draft_value(self) -> object:
        """All as it was typed."""
        return asdict(self.value)

    def restore(self, saved: Address | None) -> None:
        """Show an address."""
        self._parts.show(saved or NOWHERE)
