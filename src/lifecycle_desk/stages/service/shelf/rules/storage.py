"""How high-voltage parts are stored and sent: dated data with its sources, told on receipt and on the part's card."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import Measure, percent
from lifecycle_desk.base.resources import resource
from lifecycle_desk.base.said import Said
from lifecycle_desk.market.citing import Cited, cited_in
from lifecycle_desk.stages.service.shelf.rules.parts import Hazard

RULES: Mapping[str, str] = MappingProxyType(
    {
        "un_number": N_("Ships as %(alone)s, in equipment as %(inside)s (class 9)."),
        "charge_by_air": N_("By air only at a state of charge of %(charge)s or less."),
        "charge_in_store": N_("Store at a state of charge of %(least)s to %(most)s."),
        "terminals": N_("Cover the terminals against short circuits, protect from damage, heat and sunlight."),
        "apart": N_("Keep %(metres)s from combustible goods, or behind a fire-resistant wall."),
        "not_mixed": N_("Do not store together with other goods that feed a fire."),
        "quarantine": N_(
            "Move to quarantine at once: outdoors or in a fire-resistant area, away from everything else."
        ),
        "damaged_packing": N_(
            "Pack by %(packing)s; one that may react dangerously by %(critical)s. Forbidden as air cargo."
        ),
        "qualified": N_("Only people qualified for high voltage open and handle it."),
        "dry": N_("Keep it dry and closed, with its connectors capped."),
    }
)
METRE = "m"


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageRule(Cited):
    """One rule with the facts of its sentence."""

    id: str
    rule: str
    hazards: tuple[Hazard, ...]
    valid_from: date
    facts: Mapping[str, Any]
    valid_until: date | None = None

    def counts(self, hazard: Hazard, on: date) -> bool:
        """Whether it counts for parts of a hazard on a day."""
        return hazard in self.hazards and self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)

    @property
    def said(self) -> Said:
        """Its sentence."""
        return Said(RULES[self.rule], **{name: _fact(name, value) for name, value in self.facts.items()})


def _fact(name: str, value: Any) -> Any:
    if name == "metres":
        return Measure(value, METRE)
    return percent(value) if isinstance(value, int) else value


@cache
def storage_rules() -> tuple[StorageRule, ...]:
    """All rules of resources/shelf."""
    given = tomllib.loads(resource("shelf/storage.toml").read_text("utf-8"), parse_float=Decimal)
    return tuple(_rule(each) for each in given["rules"])


def _rule(given: Mapping[str, Any]) -> StorageRule:
    return StorageRule(
        id=given["id"],
        rule=given["rule"],
        hazards=tuple(Hazard.of(each) for each in given["hazards"]),
        valid_from=given["valid_from"],
        facts=given.get("facts", {}),
        valid_until=given.get("valid_until"),
        **cited_in(given),
    )


def rules_on(hazard: Hazard, on: date) -> tuple[StorageRule, ...]:
    """The rules for parts of a hazard on a day."""
    return tuple(each for each in storage_rules() if each.counts(hazard, on))
