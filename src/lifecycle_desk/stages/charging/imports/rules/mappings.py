"""Mappings: which column of somebody's table means what, kept by name and shared as a file.

A mapping says what the rows of a table are (sessions, visits, readings, vehicles, customers) and which column tells
what; besides, how days are written, the currency and the clocks. It is proposed by the words that columns have
(resources/charging/captions.toml), and only a person makes it one.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.resources import resource
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.kinds import TextTooLong
from lifecycle_desk.vehicle.rules.people import LONGEST_NAME

ORDERS = ("dmy", "mdy", "ymd")
MOST_COLUMNS = 60


class Target(LabeledEnum):
    """The things that the rows of a table are."""

    SESSIONS = "sessions", C_("mapping", "Charging sessions")
    SERVICES = "services", C_("mapping", "Services elsewhere")
    READINGS = "readings", C_("mapping", "Odometer readings")
    VEHICLES = "vehicles", C_("mapping", "Vehicles")
    CUSTOMERS = "customers", C_("mapping", "Customers")


# Of each group, a mapping names at least one.
NEEDED: Mapping[Target, tuple[tuple[str, ...], ...]] = {
    Target.SESSIONS: (("started_at", "started_on"), ("meter_kwh", "battery_kwh")),
    Target.SERVICES: (("on",), ("note",)),
    Target.READINGS: (("on",), ("odometer_km", "odometer_mi")),
    Target.VEHICLES: (("vin",),),
    Target.CUSTOMERS: (("name",),),
}

UnknownMapping = objection("UnknownMapping", N_("There is no mapping or file called “%(name)s”."), "mapping", name=str)
# A table whose columns nobody has said the meaning of; `proposed` is what their words suggest.
MappingNeeded = objection(
    "MappingNeeded",
    N_("The columns of %(file)s have no mapping yet. Suggested (%(of)s): %(proposed)s. Use --mapping."),
    "mapping",
    file=str,
    of=str,
    proposed=str,
)
NothingProposed = objection(
    "NothingProposed",
    N_("The columns of %(file)s have no mapping, and none can be suggested. Please create one."),
    "mapping",
    file=str,
)
FieldUnknown = objection(
    "FieldUnknown",
    N_("The mapping contains “%(given)s”, which is not one of %(known)s."),
    "columns",
    given=str,
    known=NamesInText,
)
FieldLeftOut = objection("FieldLeftOut", N_("The mapping must include a column for %(fields)s."), "columns", fields=str)
ColumnMappedTwice = objection(
    "ColumnMappedTwice", N_("The mapping gives column “%(column)s” two meanings."), "columns", column=str
)
# A mapping without a name cannot be found again.
MappingNameMissing = objection("MappingNameMissing", N_("Enter a name for the mapping."), "name")
MappingValueWrong = objection(
    "MappingValueWrong", N_("“%(given)s” is not one of %(codes)s."), given=str, codes=NamesInText
)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column of a table means what.

    `of` is what its rows are, `columns` the column by field. `dates` is dmy, mdy or ymd where a table leaves that open,
    `currency` that of amounts that name none, `zone` an IANA zone in place of the dealer's, `section` the line above
    the table in files of several, such as "## Log", `sheet` the sheet of a workbook, else its first.
    """

    name: str
    of: str
    columns: dict[str, str] = field(default_factory=dict)
    dates: str | None = None
    currency: str | None = None
    zone: str | None = None
    section: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class MappingTold:
    """Of a mapping: what is kept, or the name of what is kept no longer."""

    name: str = ""
    mapping: ColumnMapping | None = None

    @property
    def called(self) -> str:
        """Its name either way."""
        return self.mapping.name if self.mapping else self.name


@cache
def captions() -> Mapping[Target, Mapping[str, tuple[str, ...]]]:
    """The captions of columns, in small letters, by target and field."""
    told = tomllib.loads(resource("charging/captions.toml").read_text("utf-8"))
    return {
        target: {name: tuple(word.casefold() for word in words) for name, words in told[target.value].items()}
        for target in Target
    }


@cache
def fuel_places() -> frozenset[str]:
    """Words in a row's place, in small letters, that tell that it is of fuel."""
    told = tomllib.loads(resource("charging/captions.toml").read_text("utf-8"))
    return frozenset(word.casefold() for word in told["fuel"]["places"])


def check_mapping(mapping: ColumnMapping) -> Target:
    """The target of its rows; refuses a mapping by which nothing could be read."""
    if not mapping.name.strip():
        raise MappingNameMissing
    if len(mapping.name) > LONGEST_NAME:
        raise TextTooLong(len(mapping.name), LONGEST_NAME).at_field("name")
    if mapping.of not in [each.value for each in Target]:
        raise MappingValueWrong(mapping.of[:40], in_text(each.value for each in Target)).at_field("of")
    if mapping.dates is not None and mapping.dates not in ORDERS:
        raise MappingValueWrong(mapping.dates[:40], in_text(ORDERS)).at_field("dates")
    target = Target.of(mapping.of)
    _check_columns(mapping, captions()[target])
    for group in NEEDED[target]:
        if not mapping.columns.keys() & set(group):
            raise FieldLeftOut(" / ".join(group))
    return target


def _check_columns(mapping: ColumnMapping, known: Mapping[str, object]) -> None:
    """Refuse a field that rows of this kind do not have, and a column with two meanings."""
    spelt = [column.casefold() for column in mapping.columns.values()]
    for name, column in mapping.columns.items():
        if name not in known:
            raise FieldUnknown(name[:40], in_text(known))
        if len(column) > LONGEST_NAME:
            raise TextTooLong(len(column), LONGEST_NAME).at_field("columns")
        if spelt.count(column.casefold()) > 1 and not _may_be_two(mapping, column):
            raise ColumnMappedTwice(column)


def _may_be_two(mapping: ColumnMapping, column: str) -> bool:
    """A VIN may also be the name under which a session's car is known."""
    meant = {name for name, other in mapping.columns.items() if other.casefold() == column.casefold()}
    return meant == {"vin", "whose"}


def proposed(header: Sequence[str]) -> ColumnMapping | None:
    """The mapping that the words of a header suggest, of what it fits best; None where it lacks what is needed."""
    best: ColumnMapping | None = None
    for target in captions():
        columns = proposed_as(header, target)
        if all(columns.keys() & set(group) for group in NEEDED[target]) and (
            best is None or len(columns) > len(best.columns)
        ):
            best = ColumnMapping("", target.value, columns)
    return best


def proposed_as(header: Sequence[str], target: Target) -> dict[str, str]:
    """The columns that the words of a header suggest where its rows are of some kind, by field."""
    at = {column.casefold(): column for column in header}
    columns: dict[str, str] = {}
    for name, words in captions()[target].items():
        column = next((at[word] for word in words if word in at), None)
        if column and column not in columns.values():
            columns[name] = column
    if target is Target.SESSIONS and "started_at" in columns:
        columns.pop("started_on", None)
        columns.pop("started_time", None)
    return columns
