"""Records that events are about: which kinds there are, what people call them, where each is opened.

A record is anything but a vehicle: a customer, a member of staff, a tariff, a campaign. Its kind is the name of its
table, its key the number or the name by which people know it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.vehicle.rules.life import RecordedEvent

PERSON = "person"
ACCESS = (
    "dealer.signed_in",
    "dealer.sign_in_failed",
    "dealer.secret_set",
    "dealer.secret_reset",
    "dealer.secret_removed",
    "dealer.recovery_used",
)
ABOUT_PEOPLE = ("dealer.person_told", "dealer.person_erased", "dealer.person_exported")


class Record(NamedTuple):
    """A record by its kind and its key."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of records: what one is called, and the page that shows one; `by_key` where the page takes its key."""

    label: str
    page: str = ""
    at: str = ""
    by_key: bool = False

    def place(self, key: str) -> tuple[str, str] | None:
        """The page that shows a record, and what it is given."""
        return (self.page, key if self.by_key else self.at) if self.page else None


_KINDS: dict[str, RecordKind] = {}
_NAMED: "dict[str, ByFact]" = {}


def call_records(kinds: Mapping[str, RecordKind]) -> None:
    """Say which kinds of records a room has."""
    _KINDS.update(kinds)


def record_kind(kind: str) -> RecordKind | None:
    """A kind of records; None where its room is not here."""
    return _KINDS.get(kind)


def record_kinds() -> Mapping[str, RecordKind]:
    """All kinds of records."""
    return dict(_KINDS)


def name_records(names: "Mapping[str, ByFact]") -> None:
    """Say which record an event of some kinds is about."""
    _NAMED.update(names)


def naming(kind: str) -> tuple[str, ...]:
    """The kinds of events that are about a record of a kind."""
    return tuple(event for event, names in _NAMED.items() if names.kind == kind)


def record_of(told: RecordedEvent) -> Record | None:
    """The record that an event is about: the one that it names, or the only row that it changed."""
    if names := _NAMED.get(told.kind):
        return names(told)
    fields: Any = told.facts.get("fields")
    if not isinstance(fields, Mapping):
        return None
    rows = [Record(table, key) for table, keys in fields.items() for key in keys]
    return rows[0] if len(rows) == 1 else None


class ByFact:
    """The record of a kind whose key an event has among its facts, perhaps within another one: "rule.id"."""

    def __init__(self, kind: str, fact: str) -> None:
        self.kind, self._path = kind, fact.split(".")

    def __call__(self, told: RecordedEvent) -> Record | None:
        """The record that an event names."""
        found: Any = told.facts
        for name in self._path:
            found = found.get(name) if isinstance(found, Mapping) else None
        return None if found is None or found == "" else Record(self.kind, str(found))


call_records(
    {
        PERSON: RecordKind(N_("Customer"), PERSON, by_key=True),
        "dealer": RecordKind(N_("Dealer profile"), "settings", "dealer"),
        "staff": RecordKind(C_("settings", "Staff"), "settings", "staff"),
        "own_role": RecordKind(C_("settings", "Roles"), "settings", "roles"),
        "market_rule": RecordKind(N_("Market rules"), "settings", "market"),
        "signing_key": RecordKind(N_("Signing keys"), "settings", "keys"),
        "cover_rule": RecordKind(N_("Warranty terms")),
        "maintenance_schedule": RecordKind(N_("Maintenance schedules"), "schedules", by_key=True),
    }
)
name_records(
    {
        **dict.fromkeys(ABOUT_PEOPLE, ByFact(PERSON, PERSON)),
        **dict.fromkeys(ACCESS, ByFact("staff", "who")),
        "dealer.key_made": ByFact("signing_key", "number"),
        "dealer.key_known": ByFact("signing_key", "number"),
        "dealer.key_revoked": ByFact("signing_key", "number"),
        "dealer.schedule_kept": ByFact("maintenance_schedule", "name"),
        "dealer.cover_rule_kept": ByFact("cover_rule", "rule.id"),
        "dealer.cover_rule_dropped": ByFact("cover_rule", "name"),
    }
)
