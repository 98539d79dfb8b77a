"""A limit of claims of the dealer's own, as a form: what a maker wants, above which amount or for how many days."""

import re
from typing import TYPE_CHECKING, Any, cast

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.parts import ChoiceField, LineField, ReadField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_money, read_whole
from lifecycle_desk.stages.service.rules.claims.limits import MOST_DAYS, Wants
from lifecycle_desk.stages.service.usecases.claims.parts import keep_claim_limit
from lifecycle_desk.stages.service.usecases.claims.requests import KeepClaimLimit
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.fields import day_field, looked

if TYPE_CHECKING:
    from datetime import date


def own_limit(make: str, currency: str) -> Entry:
    """What the maker of a car wants, as the dealer knows it: a paper above an amount, or parts kept for some days."""
    wants = ChoiceField(C_("claim limit", "The maker wants"), [(each, each.label) for each in Wants])
    above, days = _above(currency), _days()
    since, source = (
        day_field(N_("In force from"), today=True, required=True),
        LineField(N_("Where it is written"), longest=200),
    )
    brand = LineField(C_("vehicle", "Make"), text=make, longest=60)

    def read() -> Any:
        looked(above, days, since)
        day = cast("date | None", since.value)
        name = "-".join(["own", *re.findall("[a-z0-9_]+", f"{wants.value} {brand.text} {day}".casefold())])
        told: dict[str, Any] = {
            "id": name,
            "brands": [brand.text] if brand.text else [],
            "wants": str(wants.value),
            "valid_from": day.isoformat() if day else "",
            "source": source.text,
        }
        if wants.value is Wants.PARTS_KEPT:
            return KeepClaimLimit(told | {"days": days.value})
        return KeepClaimLimit(told | {"above": above.value, "currency": currency})

    return Entry(
        N_("A limit of your own"),
        {"limit": source, "above": above, "days": days, "valid_from": since, "source": source},
        (((wants, 2), (brand, 1), (since, 1)), ((above, 1), (days, 1), (source, 2))),
        lambda: keep_claim_limit,
        read,
        N_("The limit is kept."),
    )


def _above(currency: str) -> ReadField:
    def read(text: str) -> tuple[object, str]:
        language = translator().current
        money = read_money(text, language, currency).value
        return money.minor, language.formats.money(money)

    return ReadField(C_("claim limit", "Above"), read)


def _days() -> ReadField:
    def read(text: str) -> tuple[object, str]:
        found = read_whole(text, translator().current, 1, MOST_DAYS)
        return found.value, found.echo

    return ReadField(C_("claim limit", "Days"), read, hint=N_("For parts that are kept."))
