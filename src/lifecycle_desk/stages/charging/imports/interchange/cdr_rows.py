"""One charge detail record as a session: its moments, energy, cost, place and names, and what is kept beside them.

Fields and their meanings are those of OCPI, mod_cdrs (EVRoaming Foundation). A credit CDR negates the cost only; here
it takes back the energy too.
"""

import re
from functools import lru_cache
from typing import Any

import msgspec

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.language.reading import TimeNotUnderstood
from lifecycle_desk.stages.charging.imports.interchange.cdr import Cdr, Location, Price
from lifecycle_desk.stages.charging.imports.interchange.columns import CANONICAL
from lifecycle_desk.stages.charging.imports.interchange.figures import checked_money, currencies
from lifecycle_desk.stages.charging.imports.interchange.ocpi_fields import (
    EXACT,
    MOST_TEXTS,
    FieldWrong,
    NoObject,
    VersionNotRead,
    fault_of,
    moment_of,
    name_of,
    needed,
    number_of,
    scaled,
    text_of,
)
from lifecycle_desk.stages.charging.imports.interchange.reading import LeftOut
from lifecycle_desk.stages.charging.imports.interchange.records import Record
from lifecycle_desk.stages.charging.imports.rules.incoming import CurrencyUnknown
from lifecycle_desk.stages.charging.sessions.rules.sessions import (
    LONGEST_MORE,
    Current,
    EnergyOutOfRange,
    Place,
    taken_back,
)
from lifecycle_desk.stages.charging.sessions.tables.packing import BETWEEN, Packed, packed, packed_as, place_text

KIND = "ocpi-cdr"
NOT_APPLICABLE = "#NA"
MOST_KW = 100_000
AC, DC = Current.AC.value, Current.DC.value
MAPPED = frozenset({"country_code", "party_id", "id", "start_date_time", "end_date_time", "total_energy", "currency",
                    "credit", "total_cost", "cdr_token", "cdr_location"})  # fmt: skip
MAPPED_2_1_1 = MAPPED | {"stop_date_time", "auth_id", "location"}
MAPPED_TOKEN = frozenset({"uid", "contract_id"})
MAPPED_LOCATION = frozenset({"name", "address", "city", "country", "coordinates", "evse_id", "connector_standard"})
FIRST_LEFT = frozenset({"charging_periods", "tariffs"})
OF_2_0 = "total_usage"  # 2.0 tells its energy there, and its cost as a text
VERSIONS = frozenset({"2.1.1", "2.2", "2.2.1", "2.2.1-d2", "2.3.0", "2.3"})
TOLD_VERSION = frozenset({"ocpi_version", "version"})
OPERATOR = re.compile(r"([A-Z]{2})[*-]?([A-Z0-9]{3})[*-]?E[A-Z0-9*-]+", re.IGNORECASE)  # eMI3: the ID of an EVSE


def version_not_read(told: dict[str, Any]) -> str:
    """The version of a record that is none of those that are read; empty where it is one."""
    if OF_2_0 in told and "total_energy" not in told:
        return "2.0"
    if not told.keys() & TOLD_VERSION:
        return ""
    given = next((told[name] for name in TOLD_VERSION if isinstance(told.get(name), str)), "")
    return "" if given.lower().removeprefix("v") in VERSIONS or not given else given[:20]


def row_of(record: Record) -> Packed | LeftOut:
    """A record as a session, or as none; raises a Fault where it cannot be read."""
    if record.why:
        raise Fault(record.at, record.why)
    told = record.value
    if not isinstance(told, dict):
        raise Fault(None, NoObject())
    if version := version_not_read(told):
        raise Fault(None, VersionNotRead(version))
    try:
        cdr = msgspec.convert(told, Cdr)
        location = cdr.cdr_location or _location(cdr.location)
    except msgspec.ValidationError as error:
        raise fault_of(str(error), told) from None
    begun = moment_of(cdr.start_date_time, "start_date_time")
    if begun is None:
        raise Fault("start_date_time", TimeNotUnderstood(cdr.start_date_time, "2026-03-15T18:30:00Z"))
    end = "end_date_time" if cdr.end_date_time or not cdr.stop_date_time else "stop_date_time"
    told_end = (cdr.end_date_time or cdr.stop_date_time or "").strip()
    if not told_end:
        return LeftOut(record.index, "open")
    ended = moment_of(told_end, end)
    if cdr.total_time is not None:
        number_of(cdr.total_time, "total_time")
    energy = scaled(number_of(cdr.total_energy, "total_energy"), 3)
    cost, without_vat = _cost(cdr)
    party = party_of(cdr.country_code, cdr.party_id, location.evse_id)
    key = _key(party, cdr.id, "id")
    credited = _key(party, cdr.credit_reference_id, "credit_reference_id") if cdr.credit else None
    if energy == 0:
        return LeftOut(record.index, "empty")
    if energy < 0 and not credited:
        raise Fault("total_energy", EnergyOutOfRange(f"{energy / 1000:g}"))
    more = _more(told, without_vat=without_vat)
    row = packed_as(record.index, KIND, key, (
        *begun, ended[0] if ended else None, energy, None, current_of(location.connector_power_type), None, None, 10,
        cost and cost.minor, cost and cost.currency, None, None, None, _most_watts(cdr), None, _whose(cdr),
        place_of(location), more,
    ), 0)  # fmt: skip
    return packed(record.index, taken_back(row.session, credited)) if credited else row


def _location(given: Any) -> Location:
    """The location of a record of 2.1.1, in the form of later ones; nowhere where there is none."""
    return msgspec.convert(given, Location).plain() if isinstance(given, dict) else Location()


def _key(party: str, number: str | None, at: str) -> str:
    """A CDR's name among all: ids are unique for one party, and the same in capitals."""
    return f"{party}/{needed(number, at)}".upper()


@lru_cache(maxsize=MOST_TEXTS)
def party_of(country: str | None, party: str | None, point: str | None) -> str:
    """The party that told a record; where it does not say so, as in 2.1.1, the owner of the charging point."""
    named = name_of(country, "country_code"), name_of(party, "party_id")
    if not any(named) and (found := OPERATOR.fullmatch((point or "").strip())):
        named = found[1], found[2]
    return "/".join(each or "-" for each in named)


def _cost(cdr: Cdr) -> tuple[Money | None, bool]:
    """The charge with all taxes, if it is told, and whether only the amount without them is."""
    currency = cdr.currency.strip().upper()
    if currency not in currencies():
        raise Fault("currency", CurrencyUnknown(cdr.currency[:40]))
    given = cdr.total_cost
    try:
        price = msgspec.convert(given, Price) if isinstance(given, dict) else Price(excl_vat=given)
    except msgspec.ValidationError:
        raise Fault("total_cost", FieldWrong(str(given)[:40])) from None
    at, without = "total_cost", False
    if price.before_taxes is not None:
        exact = number_of(price.before_taxes, f"{at}.before_taxes")
        without = price.taxes is None
        for tax in price.taxes or ():
            exact = EXACT.add(exact, number_of(tax.amount, f"{at}.taxes.amount"))
    elif price.incl_vat is not None:
        exact = number_of(price.incl_vat, f"{at}.incl_vat")
    elif price.excl_vat is not None:
        exact, without = number_of(price.excl_vat, f"{at}.excl_vat" if isinstance(given, dict) else at), True
    else:
        return None, False
    digits = currency_digits(currency)
    try:
        return checked_money(scaled(exact, digits), currency, digits), without
    except Objection as why:
        raise Fault(at, why) from None


@lru_cache(maxsize=MOST_TEXTS)
def current_of(power_type: str | None) -> str | None:
    """AC_1_PHASE … DC; another word stays beside the session."""
    kind = (power_type or "").strip().upper()
    return DC if kind == DC else AC if kind == AC or kind.startswith("AC_") else None


def place_of(location: Location) -> str:
    """A location as it is stored."""
    return _place_from(
        location.name, location.address, location.city, location.country, *location.degrees(), location.evse_id,
        location.connector_standard,
    )  # fmt: skip


@lru_cache(maxsize=MOST_TEXTS)
def _place_from(
    name: str | None, address: str | None, city: str | None, country: str | None, latitude: str, longitude: str,
    point: str | None, connector: str | None,
) -> str:  # fmt: skip
    """A place from its texts; many sessions are charged at the same one."""
    evse = text_of(point, "cdr_location.evse_id")
    place = Place(
        name=text_of(name, "cdr_location.name"),
        address=text_of(address, "cdr_location.address"),
        city=text_of(city, "cdr_location.city"),
        country=text_of(country, "cdr_location.country"),
        latitude=text_of(latitude, "cdr_location.coordinates.latitude"),
        longitude=text_of(longitude, "cdr_location.coordinates.longitude"),
        evse="" if evse == NOT_APPLICABLE else evse,
        connector=text_of(connector, "cdr_location.connector_standard"),
    )
    return place_text(place) if any((name, address, city, country, latitude, longitude, evse, connector)) else ""


def _whose(cdr: Cdr) -> str:
    """The contract, else the token; of 2.1.1 what its token is known by."""
    token = cdr.cdr_token
    if token is None:
        return names_of(cdr.auth_id, None, "auth_id")
    return names_of(token.contract_id, token.uid, "cdr_token.contract_id")


@lru_cache(maxsize=MOST_TEXTS)
def names_of(contract: str | None, uid: str | None, at: str) -> str:
    """The names by which a car is known, the best first; `at` is where the contract stands."""
    names = (text_of(contract, at), text_of(uid, "cdr_token.uid"))
    return BETWEEN.join(dict.fromkeys(name for name in names if name and name != NOT_APPLICABLE))


def _most_watts(cdr: Cdr) -> int | None:
    """The most power in any period (MAX_POWER, kW)."""
    most = None
    for period in cdr.charging_periods or ():
        for dimension in period.dimensions or ():
            volume = number_of(dimension.volume, "charging_periods.dimensions.volume")
            if dimension.type == "MAX_POWER" and 0 < volume <= MOST_KW:
                most = max(most or 0, scaled(volume, 3))
    return most


def _more(told: dict[str, Any], *, without_vat: bool) -> str:
    """The rest of the record, as compact JSON with sorted names; signed data are kept whole in any case."""
    place = "cdr_location" if told.get("cdr_location") is not None else "location"
    kept = {name: told[name] for name in told.keys() - (MAPPED if place == "cdr_location" else MAPPED_2_1_1)}
    for whole, mapped in (("cdr_token", MAPPED_TOKEN), (place, MAPPED_LOCATION)):
        if isinstance(given := told.get(whole), dict):
            kept[whole] = {name: given[name] for name in given.keys() - mapped}
    if "total_cost" in told:
        kept["total_cost"] = told["total_cost"]
    if without_vat:
        kept["cost_without_vat"] = True
    made = CANONICAL.encode(kept).decode()
    if len(made) > LONGEST_MORE:
        made = CANONICAL.encode(_lightened(kept)).decode()
    return made


def _lightened(kept: dict[str, Any]) -> dict[str, Any]:
    """The rest that fits beside a session.

    Periods and tariffs are given up first, then the largest, and signed data never.
    """
    sizes = {name: len(CANONICAL.encode(value)) for name, value in kept.items() if name != "signed_data"}
    left: set[str] = set()
    much = sum(map(len, kept)) + len(CANONICAL.encode(kept)) - LONGEST_MORE
    for name in sorted(sizes, key=lambda each: (each not in FIRST_LEFT, -sizes[each])):
        if much <= 0:
            break
        much -= sizes[name]
        left.add(name)
    return {name: value for name, value in kept.items() if name not in left} | {"not_kept": sorted(left)}
