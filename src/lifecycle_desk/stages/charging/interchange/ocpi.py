"""OCPI charge detail records (CDRs) of version 2.2.1, and with the prices of 2.3.0.

Fields, which of them are required and what they mean are those of OCPI 2.2.1, mod_cdrs (EVRoaming Foundation); times
without a designator are UTC (types, DateTime), and 1970-1-1T00:00:00Z stands for a time that nobody knows. A credit CDR
negates the cost only; here it takes back the energy too. What the specification's own example does, an end after
`last_updated` and coordinates the wrong way round, is no fault.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import msgspec

from lifecycle_desk.base import clock
from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.language.reading import EARLIEST, TimeNotUnderstood
from lifecycle_desk.stages.charging.interchange.cdr import Cdr, Location, Token
from lifecycle_desk.stages.charging.interchange.columns import CANONICAL
from lifecycle_desk.stages.charging.interchange.figures import checked_money, currencies
from lifecycle_desk.stages.charging.interchange.moments import LATEST
from lifecycle_desk.stages.charging.interchange.reading import Habits, LeftOut, Source
from lifecycle_desk.stages.charging.interchange.records import Record, Records
from lifecycle_desk.stages.charging.rules.incoming import CurrencyUnknown
from lifecycle_desk.stages.charging.rules.sessions import (
    LONGEST_MORE,
    LONGEST_TEXT,
    Current,
    EnergyOutOfRange,
    Place,
    check_session,
    taken_back,
)
from lifecycle_desk.stages.charging.tables.packing import (
    BETWEEN,
    Packed,
    is_plain,
    offset_of,
    packed,
    packed_as,
    place_text,
    stamp,
)
from lifecycle_desk.vehicle.interchange.rolls import Reach
from lifecycle_desk.vehicle.interchange.sheets import CONTROLS
from lifecycle_desk.vehicle.rules.people import TextTooLong

KIND = "ocpi-cdr"
UNKNOWN_TIME = re.compile(r"1970-0?1-0?1[T ]00:00(?::00(?:\.0+)?)?Z?")
RFC_3339 = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]")
NOT_APPLICABLE = "#NA"
EXACT = Context(prec=80)
MOST_KW, MOST_TEXTS = 100_000, 4096
AS_KEPT = len("2026-03-15T18:30:00Z")
AC, DC = Current.AC.value, Current.DC.value
PLACES = {"energy": "total_energy", "start": "start_date_time", "end": "end_date_time", "cost": "total_cost"}
PATH = re.compile(r"(?:field `([^`]+)`)?(?: - at `\$\.?([^`]*)`)?$")
MAPPED = frozenset({"country_code", "party_id", "id", "start_date_time", "end_date_time", "total_energy", "currency",
                    "credit", "total_cost", "cdr_token", "cdr_location"})  # fmt: skip
MAPPED_TOKEN = frozenset({"uid", "contract_id"})
MAPPED_LOCATION = frozenset({"name", "address", "city", "country", "coordinates", "evse_id", "connector_standard"})
FIRST_LEFT = frozenset({"charging_periods", "tariffs"})
TELLING = MAPPED - {"id", "currency", "credit"} | {"charging_periods"}
A_CDRS_OWN = frozenset({"total_energy", "cdr_location", "total_time", "end_date_time"})


class NotCdrs(Objection):
    """A file whose records are no charge detail records."""

    says = N_("%(file)s holds no charge detail records of OCPI.")
    file: str


class NoObject(Objection):
    """A record that is no JSON object."""

    says = N_("The record is no JSON object.")


class FieldMissing(Objection):
    """A field that OCPI requires."""

    says = N_("The field %(name)s is missing or empty; OCPI requires it.")
    name: str


class FieldWrong(Objection):
    """A field whose value is of another kind than OCPI says."""

    says = N_("The field is “%(given)s”, where OCPI has something else.")
    given: str


class _Fault(Exception):  # noqa: N818 (it only carries an objection to its record)
    """A field that cannot be read: its path, and why."""


def open_ocpi(path: Path, habits: Habits) -> Source:  # noqa: ARG001 (a CDR leaves nothing open)
    """Charge detail records as a source; refuses a file whose first record is nothing like one."""
    records, reach = Records(path), Reach()
    first = next(iter(records), None)
    if first and not _like_a_cdr(first.value):
        raise NotCdrs(path.name)
    return Source(
        KIND,
        path.name,
        partial(_rows, path, reach),
        own_ids=False,
        told=lambda: {"encoding": records.encoding.removesuffix("-sig"), "shape": records.shape},
        expected=path.stat().st_size,
        at=reach.at,
    )


def _like_a_cdr(value: Any) -> bool:
    """Whether an object may be a CDR with faults; OCPI's sessions have many of the same fields."""
    if not isinstance(value, dict):
        return False
    return bool(value.keys() & TELLING) and not ("kwh" in value and not value.keys() & (A_CDRS_OWN - {"end_date_time"}))


def _rows(path: Path, reach: Reach) -> Iterator[Packed | LeftOut | Refused]:
    now = clock.now()
    latest = stamp(now)
    for record in Records(path, reach):
        try:
            row = _row(record)
            if isinstance(row, Packed) and not is_plain(row, latest):
                check_session(row.session, now)
        except _Fault as fault:
            yield Refused(record.index, *fault.args)
        except Objection as why:
            yield Refused(record.index, PLACES.get(why.at or ""), why)
        else:
            yield row


def _row(record: Record) -> Packed | LeftOut:
    if record.why:
        raise _Fault(record.at, record.why)
    told = record.value
    if not isinstance(told, dict):
        raise _Fault(None, NoObject())
    try:
        cdr = msgspec.convert(told, Cdr)
    except msgspec.ValidationError as error:
        raise _fault(str(error), told) from None
    if not cdr.charging_periods:
        raise _Fault("charging_periods", FieldMissing("charging_periods"))
    begun, ended = _moment(cdr.start_date_time, "start_date_time"), None
    if begun is None:
        raise _Fault("start_date_time", TimeNotUnderstood(cdr.start_date_time, "2026-03-15T18:30:00Z"))
    if not (cdr.end_date_time or "").strip():
        return LeftOut(record.index, "open")
    ended = _moment(cdr.end_date_time or "", "end_date_time")
    _number(cdr.total_time, "total_time")
    energy = _watt_hours(cdr.total_energy)
    cost, without_vat = _cost(cdr)
    key = _key(cdr, cdr.id, "id")
    credited = _credited(cdr)
    if energy == 0:
        return LeftOut(record.index, "empty")
    if energy < 0 and not credited:
        raise _Fault("total_energy", EnergyOutOfRange(f"{energy / 1000:g}"))
    more = _more(told, without_vat=without_vat)
    current = _current(cdr.cdr_location.connector_power_type)
    row = packed_as(record.index, KIND, key, (
        *begun, ended[0] if ended else None, energy, None, current, None, None, 10,
        cost.minor, cost.currency, None, None, None, _most_watts(cdr), None, _whose(cdr.cdr_token),
        _place(cdr.cdr_location), more,
    ), 0)  # fmt: skip
    return packed(record.index, taken_back(row.session, credited)) if credited else row


def _fault(said: str, told: dict[str, Any]) -> _Fault:
    """What msgspec objects to, in our words, at the JSON path."""
    found = PATH.search(said)
    missing, at = found.groups() if found else (None, None)
    at = at or ""
    if missing:
        path = f"{at}.{missing}" if at else missing
        return _Fault(path, FieldMissing(path))
    given: Any = told
    for name in re.findall(r"[^.\[\]]+", at):
        try:
            given = given[int(name)] if isinstance(given, list) else given[name]
        except (KeyError, IndexError, TypeError, ValueError):
            break
    if given is None:
        return _Fault(at, FieldMissing(at))
    return _Fault(at or None, FieldWrong(str(given)[:40]))


@lru_cache(maxsize=MOST_TEXTS)
def _tidy(given: str) -> str:
    return CONTROLS.sub(" ", given).strip()


def _text(given: str, at: str) -> str:
    """A text on one line."""
    tidy = _tidy(given)
    if len(tidy) > LONGEST_TEXT:
        raise _Fault(at, TextTooLong(len(tidy), LONGEST_TEXT))
    return tidy


def _needed(given: str, at: str) -> str:
    if not (tidy := _text(given, at)):
        raise _Fault(at, FieldMissing(at))
    return tidy


def _key(cdr: Cdr, number: str, at: str) -> str:
    """A CDR's name among all: ids are unique for one party, and the same in capitals."""
    return f"{_party(cdr.country_code, cdr.party_id)}/{_needed(number, at)}".upper()


@lru_cache(maxsize=MOST_TEXTS)
def _party(country: str, party: str) -> str:
    return f"{_needed(country, 'country_code')}/{_needed(party, 'party_id')}"


def _credited(cdr: Cdr) -> str | None:
    """The key of the CDR that this one takes back."""
    if not cdr.credit:
        return None
    return _key(cdr, cdr.credit_reference_id or "", "credit_reference_id")


def _moment(given: str, at: str) -> tuple[str, int] | None:
    """A time as it is kept, in UTC unless it says otherwise, with the minutes by which its clock is ahead of UTC.

    None for the one that stands for an unknown time.
    """
    text = given.strip()
    if text.startswith("1970") and UNKNOWN_TIME.fullmatch(text):
        return None
    try:
        made = datetime.fromisoformat(text.upper()) if RFC_3339.match(text) else None
    except ValueError:
        made = None
    if made is None or not EARLIEST <= made.year <= LATEST:
        raise _Fault(at, TimeNotUnderstood(text[:40], "2026-03-15T18:30:00Z"))
    if text[10:20:9] == "TZ" and len(text) == AS_KEPT:
        return text, 0
    aware = made if made.tzinfo else made.replace(tzinfo=UTC)
    return stamp(aware), offset_of(aware)


def _number(given: Any, at: str) -> Decimal:
    if isinstance(given, Decimal):
        return given
    if isinstance(given, int) and not isinstance(given, bool):
        return Decimal(given)
    raise _Fault(at, FieldMissing(at) if given is None else FieldWrong(str(given)[:40]))


def _scaled(value: Decimal, places: int) -> int:
    """A number in units of 10 to the minus `places`, halves away from zero."""
    return int(value.scaleb(places, EXACT).to_integral_value(ROUND_HALF_UP, EXACT))


def _watt_hours(given: Any) -> int:
    return _scaled(_number(given, "total_energy"), 3)


def _cost(cdr: Cdr) -> tuple[Money, bool]:
    """What was charged for with all taxes, and whether only the amount without them is told."""
    currency = cdr.currency.strip().upper()
    if currency not in currencies():
        raise _Fault("currency", CurrencyUnknown(cdr.currency[:40]))
    price, without = cdr.total_cost, False
    if price.before_taxes is not None:
        exact = _number(price.before_taxes, "total_cost.before_taxes")
        without = price.taxes is None
        for tax in price.taxes or ():
            exact = EXACT.add(exact, _number(tax.amount, "total_cost.taxes.amount"))
    elif price.incl_vat is not None:
        exact = _number(price.incl_vat, "total_cost.incl_vat")
    else:
        exact, without = _number(price.excl_vat, "total_cost.excl_vat"), True
    digits = currency_digits(currency)
    try:
        return checked_money(_scaled(exact, digits), currency, digits), without
    except Objection as why:
        raise _Fault("total_cost", why) from None


@lru_cache(maxsize=MOST_TEXTS)
def _current(power_type: str) -> str | None:
    """AC_1_PHASE … DC; another word stays beside the session."""
    kind = power_type.strip().upper()
    return DC if kind == DC else AC if kind == AC or kind.startswith("AC_") else None


def _place(location: Location) -> str:
    degrees = location.coordinates
    return _place_of(
        location.name or "", location.address, location.city, location.country, str(degrees.latitude),
        str(degrees.longitude), location.evse_id, location.connector_standard,
    )  # fmt: skip


@lru_cache(maxsize=MOST_TEXTS)
def _place_of(
    name: str, address: str, city: str, country: str, latitude: str, longitude: str, point: str, connector: str
) -> str:
    """A place from its texts; many sessions are charged at the same one."""
    evse = _text(point, "cdr_location.evse_id")
    place = Place(
        name=_text(name, "cdr_location.name"),
        address=_text(address, "cdr_location.address"),
        city=_text(city, "cdr_location.city"),
        country=_text(country, "cdr_location.country"),
        latitude=_text(latitude, "cdr_location.coordinates.latitude"),
        longitude=_text(longitude, "cdr_location.coordinates.longitude"),
        evse="" if evse == NOT_APPLICABLE else evse,
        connector=_text(connector, "cdr_location.connector_standard"),
    )
    return place_text(place)


def _whose(token: Token) -> str:
    """The contract, else the token."""
    return _names_of(token.contract_id, token.uid)


@lru_cache(maxsize=MOST_TEXTS)
def _names_of(contract: str, uid: str) -> str:
    names = (_text(contract, "cdr_token.contract_id"), _text(uid, "cdr_token.uid"))
    return BETWEEN.join(dict.fromkeys(name for name in names if name and name != NOT_APPLICABLE))


def _most_watts(cdr: Cdr) -> int | None:
    """The most power in any period (MAX_POWER, kW)."""
    most = None
    for period in cdr.charging_periods:
        for dimension in period.dimensions:
            volume = _number(dimension.volume, "charging_periods.dimensions.volume")
            if dimension.type == "MAX_POWER" and 0 < volume <= MOST_KW:
                most = max(most or 0, _scaled(volume, 3))
    return most


def _more(told: dict[str, Any], *, without_vat: bool) -> str:
    """What else the record tells, as compact JSON with sorted names; signed data are kept whole in any case."""
    token, location = told["cdr_token"], told["cdr_location"]
    kept = {name: told[name] for name in told.keys() - MAPPED}
    kept["cdr_token"] = {name: token[name] for name in token.keys() - MAPPED_TOKEN}
    kept["cdr_location"] = {name: location[name] for name in location.keys() - MAPPED_LOCATION}
    kept["total_cost"] = told["total_cost"]
    if without_vat:
        kept["cost_without_vat"] = True
    made = CANONICAL.encode(kept).decode()
    if len(made) > LONGEST_MORE:
        made = CANONICAL.encode(_lightened(kept)).decode()
    return made


def _lightened(kept: dict[str, Any]) -> dict[str, Any]:
    """What fits beside a session: periods and tariffs are given up first, then the largest, and signed data never."""
    sizes = {name: len(CANONICAL.encode(value)) for name, value in kept.items() if name != "signed_data"}
    left: set[str] = set()
    much = sum(map(len, kept)) + len(CANONICAL.encode(kept)) - LONGEST_MORE
    for name in sorted(sizes, key=lambda each: (each not in FIRST_LEFT, -sizes[each])):
        if much <= 0:
            break
        much -= sizes[name]
        left.add(name)
    return {name: value for name, value in kept.items() if name not in left} | {"not_kept": sorted(left)}
