"""Charge detail records as most systems write them, read several times as quick as field by field.

Only records of 2.2 and later are read here whose fields are of OCPI's own types and whose session is plainly in order:
it ended within the month in which it began, took energy and is no credit. Places, tokens, parties and currencies come
again and again, so what each means is found once. Any other record is read closely by the common way.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import Raw

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.stages.charging.imports.interchange.cdr import Location, Period, Token
from lifecycle_desk.stages.charging.imports.interchange.cdr_rows import (
    KIND,
    MAPPED,
    MAPPED_LOCATION,
    MAPPED_TOKEN,
    MOST_KW,
    OF_2_0,
    TOLD_VERSION,
    current_of,
    names_of,
    party_of,
    place_of,
)
from lifecycle_desk.stages.charging.imports.interchange.columns import CANONICAL
from lifecycle_desk.stages.charging.imports.interchange.figures import currencies
from lifecycle_desk.stages.charging.imports.interchange.ocpi_fields import AS_KEPT, MOST_TEXTS, moment_of
from lifecycle_desk.stages.charging.sessions.rules.sessions import (
    BROKEN,
    LONGEST_MORE,
    LONGEST_TEXT,
    MOST_MINOR,
    MOST_WH,
)
from lifecycle_desk.stages.charging.sessions.tables.packing import EARLIEST, Packed, packed_as

UNSURE = 0.499  # of a unit: nearer to a half, a float does not say to which side its number is rounded
YEAR, PART, SIGNS = 4, 3, "--T::Z"  # behind a year and every part of a moment, as they are stored
THOUSAND, TENTH = 1000, 10
MONTH = len("2026-03")
COSTS = frozenset({"excl_vat", "incl_vat"})
_CANONICAL = CANONICAL.encode
_ENCODED = msgspec.json.Encoder().encode
_EXACTLY = msgspec.json.Decoder(float_hook=Decimal).decode

type Number = int | float
type Plain = Callable[[int, dict[str, Any], "PlainCdr"], Packed | None]


class PlainCdr(msgspec.Struct):
    """The fields of a record of 2.2 and later that are read here; those that have to be of a type to be passed over."""

    id: str
    start_date_time: str
    end_date_time: str
    currency: str
    total_energy: Number
    cdr_token: dict[str, Any]
    cdr_location: dict[str, Any]
    total_cost: dict[str, Any] | None = None
    total_time: Number | None = None
    country_code: str | None = None
    party_id: str | None = None
    charging_periods: list[Period] | None = None
    credit: bool | None = None
    stop_date_time: str | None = None
    auth_id: str | None = None
    credit_reference_id: str | None = None


class _NotPlain(Exception):  # noqa: N818 (it only says that a record is looked at closely)
    """Something that is not read here."""


class _Places(dict[bytes, tuple[str, str | None, str | None, Raw]]):
    """The place, the connector's current, the charging point and what else is kept, by a location's own JSON."""

    def __missing__(self, told: bytes) -> tuple[str, str | None, str | None, Raw]:
        given = _EXACTLY(told)
        location = msgspec.convert(given, Location)
        place = _sound(place_of(location))
        rest = {name: given[name] for name in given.keys() - MAPPED_LOCATION}
        made = place, current_of(location.connector_power_type), location.evse_id, Raw(_CANONICAL(rest))
        return _remembered(self, told, made)


class _Tokens(dict[bytes, tuple[str, Raw]]):
    """The names by which a car is known and what else is kept, by a token's own JSON."""

    def __missing__(self, told: bytes) -> tuple[str, Raw]:
        given = _EXACTLY(told)
        token = msgspec.convert(given, Token)
        whose = _sound(names_of(token.contract_id, token.uid, "cdr_token.contract_id"))
        rest = {name: given[name] for name in given.keys() - MAPPED_TOKEN}
        return _remembered(self, told, (whose, Raw(_CANONICAL(rest))))


class _Currencies(dict[str, tuple[str, int]]):
    """A currency's code and how many minor units, as a power of ten, make one of it, by how it is written."""

    def __missing__(self, told: str) -> tuple[str, int]:
        code = told.strip().upper()
        if code not in currencies():
            raise _NotPlain
        return _remembered(self, told, (code, TENTH ** currency_digits(code)))


def _remembered[Key, Value](known: dict[Key, Value], key: Key, value: Value) -> Value:
    if len(known) >= MOST_TEXTS:
        known.clear()
    known[key] = value
    return value


def _sound(text: str) -> str:
    """A text that no session is refused for."""
    if len(text) > LONGEST_TEXT or BROKEN.search(text):
        raise _NotPlain
    return text


def plain_cdrs(latest: str) -> Callable[[int, list[dict[str, Any]]], Iterator[Packed | None]]:
    """How records that stand together are read at once; it gives None for each that is to be looked at closely.

    Their numbers with a point are floats, which say exactly what is written. `latest` is the present moment as it is
    stored.
    """
    read = _reader(latest)

    def read_all(first: int, values: list[dict[str, Any]]) -> Iterator[Packed | None]:
        try:
            cdrs: list[PlainCdr | None] = [*msgspec.convert(values, list[PlainCdr])]
        except msgspec.ValidationError:
            cdrs = [_plain(each) for each in values]
        for index, (told, cdr) in enumerate(zip(values, cdrs, strict=True), first):
            yield read(index, told, cdr) if cdr else None

    return read_all


def _plain(told: dict[str, Any]) -> PlainCdr | None:
    try:
        return msgspec.convert(told, PlainCdr)
    except msgspec.ValidationError:
        return None


def _reader(latest: str) -> Plain:
    places, tokens, currencies_known = _Places(), _Tokens(), _Currencies()
    passed_over = TOLD_VERSION | {OF_2_0}

    def read(index: int, told: dict[str, Any], cdr: PlainCdr) -> Packed | None:
        key = cdr.id
        if cdr.credit or not key.isprintable() or not passed_over.isdisjoint(told):
            return None
        try:
            begun, offset, ended = _lasted(cdr.start_date_time, cdr.end_date_time)
            energy = _whole(cdr.total_energy, THOUSAND)
            currency, minor_units = currencies_known[cdr.currency]
            cost, without_vat = _cost(cdr.total_cost, minor_units)
            watts = _most_watts(cdr.charging_periods) if cdr.charging_periods else None
            place, current, point, of_place = places[_ENCODED(cdr.cdr_location)]
            whose, of_token = tokens[_ENCODED(cdr.cdr_token)]
            party = party_of(cdr.country_code, cdr.party_id, point)
        except (_NotPlain, Fault, Objection, ValueError):  # msgspec's errors are ValueErrors too
            return None
        key = key.strip()
        if (
            not 0 < energy <= MOST_WH
            or not EARLIEST <= begun <= ended <= latest
            or begun[:MONTH] != ended[:MONTH]
            or not key
            or len(key := f"{party}/{key}".upper()) > LONGEST_TEXT
        ):
            return None
        rest = {name: value for name, value in told.items() if name not in MAPPED}
        rest["cdr_token"], rest["cdr_location"] = of_token, of_place
        if "total_cost" in told:
            rest["total_cost"] = cdr.total_cost
        if without_vat:
            rest["cost_without_vat"] = True
        more = _CANONICAL(rest).decode()
        if len(more) > LONGEST_MORE:
            return None
        return packed_as(index, KIND, key, (
            begun, offset, ended, energy, None, current, None, None, TENTH, cost, None if cost is None else currency,
            None, None, None, watts, None, whose, place, more,
        ), 0)  # fmt: skip

    return read


def _lasted(begun: str, ended: str) -> tuple[str, int, str]:
    """The moments of start and end as they are stored, and by how many minutes the clock of the first is ahead."""
    if begun[YEAR::PART] == ended[YEAR::PART] == SIGNS and len(begun) == len(ended) == AS_KEPT:
        datetime.fromisoformat(begun), datetime.fromisoformat(ended)  # raise where there is no such day or hour
        return begun, 0, ended
    one, other = moment_of(begun, ""), moment_of(ended.strip(), "")
    if one is None or other is None:
        raise _NotPlain
    return *one, other[0]


def _whole(number: Number, units: int) -> int:
    """A number in smaller units, to the nearest, where it is plain which that is."""
    given = number * units
    made = round(given)
    if not (-UNSURE < given - made < UNSURE and -MOST_MINOR <= made <= MOST_MINOR):
        raise _NotPlain
    return made


def _cost(given: dict[str, Any] | None, minor_units: int) -> tuple[int | None, bool]:
    """The charge in minor units, if it is told, and whether that is without taxes."""
    if given is None:
        return None, False
    if not given.keys() <= COSTS:
        raise _NotPlain
    told, without = given.get("incl_vat"), False
    if told is None:
        if (told := given.get("excl_vat")) is None:
            return None, False
        without = True
    if type(told) not in {int, float}:
        raise _NotPlain
    return _whole(told, minor_units), without


def _most_watts(periods: list[Period]) -> int | None:
    """The most power in any period."""
    most = None
    for period in periods:
        for dimension in period.dimensions or ():
            if type(volume := dimension.volume) not in {int, float}:
                raise _NotPlain
            if dimension.type == "MAX_POWER" and 0 < volume <= MOST_KW:
                most = max(most or 0, _whole(volume, THOUSAND))
    return most
