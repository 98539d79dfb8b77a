"""Fields of records as people read them: what the history of a record calls them, and how it tells what they held.

A record is no vehicle's: a member of staff, the dealer's profile, a template. A field that nobody called is not told.
The chain keeps what it is told for ever, so a field about a person is told as changed, and never with what it held.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import CountryNamed, LanguageNamed, Piece, Said
from lifecycle_desk.commands.kinds import Day, Kind, Minor, One, Text, Yes
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.vehicle.rules.rule_values import value_said

SINGLE = frozenset({"dealer"})  # tables of one row, whose key may change
type Told = list[Any]  # what a field held and what it holds; nothing where only the change is told


@dataclass(frozen=True, slots=True)
class Unsaid(Kind):
    """Something about a person, or too large to be told: only that it changed."""


@dataclass(frozen=True, slots=True)
class Entries(Kind):
    """A list of entries, of which their number is told."""


@dataclass(frozen=True, slots=True)
class InLanguage(Kind):
    """A language by its code."""

    def told(self, plain: Any) -> Piece | None:
        """Its name."""
        return LanguageNamed(plain) if plain else None


@dataclass(frozen=True, slots=True)
class OfCountry(Kind):
    """A country by its code."""

    def told(self, plain: Any) -> Piece | None:
        """Its name."""
        return CountryNamed(plain) if plain else None


@dataclass(frozen=True, slots=True)
class OfRights(Kind):
    """Rights by their names, one behind another."""

    def told(self, plain: Any) -> Piece | None:
        """Their words, as a language lists them."""
        called = {each.name: Said(each.words) for each in offered("rights")}
        return tuple(called.get(each, each) for each in plain.split()) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Among(Kind):
    """A code among some, with the words of each."""

    words: Mapping[str, str]

    def told(self, plain: Any) -> Piece | None:
        """Its words."""
        return Said(self.words[plain]) if plain in self.words else Kind.told(self, plain)


@dataclass(frozen=True, slots=True)
class OfRule(Kind):
    """The value of a rule of the dealer's own: a code among those that rules have, or a number, or a text."""

    def told(self, plain: Any) -> Piece | None:
        """Its words."""
        return value_said(plain) if plain else None


_FIELDS: dict[str, Mapping[str, Kind]] = {}


def call_fields(fields: Mapping[str, Mapping[str, Kind]]) -> None:
    """Say how the fields of some tables are called, in the order in which they are told; each room calls its own."""
    _FIELDS.update(fields)


def fields_called(table: str) -> Mapping[str, Kind]:
    """The fields of a table that are told, by name."""
    return _FIELDS.get(table, {})


def changes_of(table: str, before: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> dict[str, Told]:
    """The fields in which two states of a row differ, each with what the chain is told; None where there is no row."""
    old, new = before or {}, now or {}
    return {
        name: [] if isinstance(kind, Unsaid) else [_recorded(kind, old.get(name)), _recorded(kind, new.get(name))]
        for name, kind in fields_called(table).items()
        if (old.get(name) or None) != (new.get(name) or None)
    }


def _recorded(kind: Kind, value: Any) -> Any:
    if not isinstance(kind, Entries) or not isinstance(value, str):
        return value
    held = json.loads(value)
    return len(held) if isinstance(held, list) else None


def told_of(kind: Kind, plain: Any, currency: str) -> Piece | None:
    """What a field held, as it is told; amounts are in the market's currency."""
    match kind:
        case _ if plain is None or plain == "":
            return None
        case Yes():
            return bool(plain)
        case Entries():
            return int(plain)
        case Minor():
            return Money(int(plain), currency)
    return kind.told(plain)


CALENDARS = {
    "gregorian": C_("calendar", "Gregorian (2026)"),
    "buddhist": C_("calendar", "Buddhist (2569)"),
    "hijri": C_("calendar", "Hijri, Umm al-Qura (1448)"),
}
FROM = Day(C_("period", "From"))
call_fields(
    {
        "dealer": {
            "name": Text(C_("dealer", "Name")),
            "legal_name": Text(N_("Legal name")),
            "address": Text(N_("Address")),
            "phone": Text(N_("Phone")),
            "email": Text(N_("E-mail")),
            "tax_id": Text(C_("dealer", "Tax number")),
            "market": OfCountry(N_("Market")),
            "language": InLanguage(N_("Staff language")),
            "calendar": Among(N_("Calendar"), words=CALENDARS),
            "labour_rate": Minor(N_("Labour rate")),
            "time_zone": Text(N_("Time zone")),
            "sign_in": Yes(N_("Require sign-in")),
            "logo": Unsaid(N_("Logo")),
        },
        "staff": {
            "full_name": Unsaid(N_("Full name")),
            "role": One(C_("staff", "Role"), terms=Role),
            "language": InLanguage(N_("Language")),
            "own_role": Text(N_("Role of the dealer’s own")),
            "active": Yes(N_("Works here")),
            "picture": Unsaid(N_("Picture")),
        },
        "own_role": {
            "based_on": One(N_("Based on"), terms=Role),
            "rights": OfRights(N_("Permissions")),
        },
        "market_rule": {
            "value": OfRule(C_("market", "Value")),
            "reason": Text(N_("Reason")),
        },
        "cover_rule": {"said": Unsaid(N_("Warranty terms"))},
        "maintenance_schedule": {"valid_from": FROM, "said": Unsaid(N_("Contents"))},
    }
)
