"""The form of an OCPI charge detail record: the fields that it must have, and those that are read (2.2.1, mod_cdrs).

A field without a default is required. Numbers are Any: they are looked at one by one, since no text may stand for one.
"""

from typing import Any

import msgspec


class Token(msgspec.Struct):
    """The contract and the card, app or plate that charged."""

    country_code: str
    party_id: str
    uid: str
    type: str
    contract_id: str


class Coordinates(msgspec.Struct):
    """Degrees as text; the specification's own example has them the wrong way round."""

    latitude: Any
    longitude: Any


class Location(msgspec.Struct):
    """Where it was charged, and at which connector; #NA where a reservation was not used."""

    id: str
    address: str
    city: str
    country: str
    coordinates: Coordinates
    evse_uid: str
    evse_id: str
    connector_id: str
    connector_standard: str
    connector_format: str
    connector_power_type: str
    name: str | None = None


class Dimension(msgspec.Struct):
    """One thing that was measured in a period."""

    type: str
    volume: Any


class Period(msgspec.Struct):
    """A part of the session in which the tariff did not change."""

    start_date_time: str
    dimensions: list[Dimension]


class Tax(msgspec.Struct):
    """A tax on a price (2.3.0)."""

    amount: Any


class Price(msgspec.Struct):
    """An amount without and with VAT (2.2.1), or before taxes and with each of them (2.3.0)."""

    excl_vat: Any = None
    incl_vat: Any = None
    before_taxes: Any = None
    taxes: list[Tax] | None = None


class Cdr(msgspec.Struct):
    """A charge detail record."""

    country_code: str
    party_id: str
    id: str
    start_date_time: str
    cdr_token: Token
    auth_method: str
    cdr_location: Location
    currency: str
    charging_periods: list[Period]
    total_cost: Price
    total_energy: Any
    total_time: Any
    last_updated: str
    end_date_time: str | None = None
    credit: bool | None = None
    credit_reference_id: str | None = None
