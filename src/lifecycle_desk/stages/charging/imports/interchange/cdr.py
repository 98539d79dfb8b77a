"""The form of an OCPI charge detail record, of versions 2.1.1 to 2.3.0: what it must have, and what is read of it.

Required is what makes a session: an id, the times, the energy and the currency (2.1.1, mod_cdrs.md; 2.2, 2.2.1 and
2.3.0, mod_cdrs.asciidoc). All else is taken where it is there, whatever the version calls required: most implementers
leave something out. Numbers are Any: they are looked at one by one, since no text may stand for one.
"""

from typing import Any

import msgspec


class Token(msgspec.Struct):
    """The contract and the card, app or plate that charged (2.2 and later; 2.1.1 has an auth_id alone)."""

    uid: str | None = None
    contract_id: str | None = None


class Connector(msgspec.Struct):
    """A connector as the locations of 2.1.1 tell it."""

    standard: str | None = None
    power_type: str | None = None


class Evse(msgspec.Struct):
    """A charging point as the locations of 2.1.1 tell it: only the one that charged, with its one connector."""

    evse_id: str | None = None
    connectors: list[Connector] | None = None


class Location(msgspec.Struct):
    """Where it was charged, and at which connector; #NA where a reservation was not used."""

    name: str | None = None
    address: str | None = None
    city: str | None = None
    country: str | None = None
    coordinates: Any = None
    evse_id: str | None = None
    connector_standard: str | None = None
    connector_power_type: str | None = None
    evses: list[Evse] | None = None  # 2.1.1

    def plain(self) -> "Location":
        """The same in the form of 2.2 and later."""
        evse = self.evses[0] if self.evses else Evse()
        connector = evse.connectors[0] if evse.connectors else Connector()
        return Location(
            self.name, self.address, self.city, self.country, self.coordinates, self.evse_id or evse.evse_id,
            self.connector_standard or connector.standard, self.connector_power_type or connector.power_type,
        )  # fmt: skip

    def degrees(self) -> tuple[str, str]:
        """Latitude and longitude as text; the specification's own example has them the wrong way round."""
        if not isinstance(self.coordinates, dict):
            return "", ""
        made = [self.coordinates.get(name) for name in ("latitude", "longitude")]
        return "" if made[0] is None else str(made[0]), "" if made[1] is None else str(made[1])


class Dimension(msgspec.Struct):
    """One thing that was measured in a period."""

    type: str
    volume: Any


class Period(msgspec.Struct):
    """A part of the session in which the tariff did not change."""

    dimensions: list[Dimension] | None = None


class Tax(msgspec.Struct):
    """A tax on a price (2.3.0)."""

    amount: Any


class Price(msgspec.Struct):
    """An amount without and with VAT (2.2, 2.2.1), or before taxes and with each of them (2.3.0)."""

    excl_vat: Any = None
    incl_vat: Any = None
    before_taxes: Any = None
    taxes: list[Tax] | None = None


class Cdr(msgspec.Struct):
    """A charge detail record."""

    id: str
    start_date_time: str
    currency: str
    total_energy: Any
    end_date_time: str | None = None
    stop_date_time: str | None = None  # 2.1.1
    country_code: str | None = None
    party_id: str | None = None
    cdr_token: Token | None = None
    auth_id: str | None = None  # 2.1.1
    cdr_location: Location | None = None
    location: Any = None  # 2.1.1; what others write there is not ours to know
    charging_periods: list[Period] | None = None
    total_cost: Any = None
    total_time: Any = None
    credit: bool | None = None
    credit_reference_id: str | None = None
